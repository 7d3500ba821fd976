//! Student's t distribution for real degrees of freedom, accurate in both the centre and the tails.
//!
//! Own code, because the crates lose digits near zero and above 10⁵ degrees of freedom, where some never return.

use std::f64::consts::PI;

use super::normal;

/// From here on Hill's expansion is exact to rounding up to 5 standard deviations (5e-12 relative at 10), and shorter.
const MANY: f64 = 400.0;

/// P(T ≤ t) with `df` > 0 degrees of freedom (infinity gives the normal); NaN for other `df`.
pub fn cdf(t: f64, df: f64) -> f64 {
    sf(-t, df)
}

/// P(T > t), accurate in the upper tail. NaN unless `df` > 0.
pub fn sf(t: f64, df: f64) -> f64 {
    if t.is_nan() || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df > MANY {
        return normal::sf(normal_deviate(t, df));
    }
    let half = half_of_two_sided(t.abs(), df);
    if t < 0.0 { 1.0 - half } else { half }
}

/// Density at `t`.
pub fn pdf(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal::pdf(t);
    }
    let a = 0.5 * df;
    gamma_ratio(a) / (PI * df).sqrt() * libm::exp(-(a + 0.5) * libm::log1p(t * t / df))
}

/// The t with P(T ≤ t) = `p`, for `p` in [0, 1]; NaN outside, and unless `df` > 0.
pub fn quantile(p: f64, df: f64) -> f64 {
    if p < 0.5 { -inverse_sf(p, df) } else { inverse_sf(1.0 - p, df) }
}

/// The critical value of a two-sided test: the t with P(|T| > t) = `alpha`, for `alpha` in (0, 1).
///
/// ```
/// let t = proefdraai::numeric::student::critical(0.05, 117.0);
/// assert!((t - 1.9804475986834).abs() < 1e-12);
/// ```
pub fn critical(alpha: f64, df: f64) -> f64 {
    inverse_sf(0.5 * alpha, df)
}

/// The t ≥ 0 with P(T > t) = `q`, for `q` in [0, ½].
///
/// Newton's method on ln P(T > eᵘ), which is concave and falling in u: from any start it comes in from the right.
fn inverse_sf(q: f64, df: f64) -> f64 {
    const ENOUGH: f64 = 4.0 * f64::EPSILON;
    const MOST_STEPS: usize = 100;
    if !(0.0..=0.5).contains(&q) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    let z = -normal::quantile(q);
    if q == 0.0 || q == 0.5 || df.is_infinite() {
        return z.abs();
    }
    let mut t = z * (1.0 + (z * z + 1.0) / (4.0 * df));
    for _ in 0..MOST_STEPS {
        let tail = sf(t, df);
        let step = libm::log(tail / q) * tail / (t * pdf(t, df));
        t *= libm::exp(step);
        if step.abs() <= ENOUGH {
            break;
        }
    }
    t
}

/// The normal deviate with the same tail probability; Hill (1970), algorithm 395.
fn normal_deviate(t: f64, df: f64) -> f64 {
    if df.is_infinite() || t.is_infinite() {
        return t;
    }
    let a = df - 0.5;
    let b = 48.0 * a * a;
    let squared = a * libm::log1p(t * t / df);
    let w = squared.sqrt();
    let second = (((4.0 * squared + 33.0) * squared + 240.0) * squared + 855.0) * w
        / (10.0 * b * (b + 0.8 * squared * squared + 100.0));
    (w + (squared + 3.0) * w / b - second).copysign(t)
}

/// P(T > t) for t ≥ 0: half the incomplete beta function I(df/2, ½) at df/(df + t²).
fn half_of_two_sided(t: f64, df: f64) -> f64 {
    let a = 0.5 * df;
    let ratio = t * t / df;
    if ratio.is_infinite() {
        return 0.0;
    }
    let outside = 1.0 / (1.0 + ratio);
    let inside = ratio / (1.0 + ratio);
    // xᵃ(1 − x)^½ / B(a, ½)
    let front = libm::exp(-a * libm::log1p(ratio)) * inside.sqrt() * gamma_ratio(a) / PI.sqrt();
    if outside < (a + 1.0) / (a + 2.5) {
        0.5 * front * continued_fraction(a, 0.5, outside) / a
    } else {
        0.5 - front * continued_fraction(0.5, a, inside)
    }
}

/// Γ(a + ½)/Γ(a).
fn gamma_ratio(a: f64) -> f64 {
    if a < 25.0 {
        return libm::tgamma(a + 0.5) / libm::tgamma(a);
    }
    // The logarithm's asymptotic series, from Stirling's.
    let r = 1.0 / (a * a);
    let series = -1.0 / 8.0
        + r * (1.0 / 192.0 + r * (-1.0 / 640.0 + r * (17.0 / 14336.0 - r * 31.0 / 18432.0)));
    a.sqrt() * libm::exp(series / a)
}

/// The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8) by Lentz's method.
///
/// Converges in some √max(a, b) steps for x below (a + 1)/(a + b + 2).
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const MOST_STEPS: u32 = 10_000;
    let away_from_zero =
        |value: f64| if value.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in 1..=MOST_STEPS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64, relative: f64) {
        assert!(
            (found - expected).abs() <= relative * expected.abs(),
            "{found:e} is not {expected:e}"
        );
    }

    /// R: qt(c(.975, .975, .95), c(5, 117, 3.5)).
    #[test]
    fn v01_t_quantiles() {
        assert_close(quantile(0.975, 5.0), 2.5705818356363, 1e-13);
        assert_close(quantile(0.975, 117.0), 1.9804475986834, 1e-13);
        assert_close(quantile(0.95, 3.5), 2.222433493650, 1e-12);
        assert_close(critical(0.05, 5.0), 2.5705818356363, 1e-13);
    }

    /// R: pt(2.5, 7.3).
    #[test]
    fn v01_t_probability() {
        assert_close(cdf(2.5, 7.3), 0.98017488266720, 1e-13);
        assert_close(sf(-2.5, 7.3), 0.98017488266720, 1e-13);
    }

    /// mpmath 1.3 at 40 digits: betainc(df/2, .5, 0, df/(df + t²), regularized=True)/2.
    #[test]
    fn tails_agree_with_mpmath() {
        let reference = [
            (1e-6, 0.5, 0.49999973032369941),
            (2.0, 0.5, 0.22275744509156562),
            (30.0, 0.5, 0.058546841490053445),
            (1e-6, 2.5, 0.49999963819127597),
            (0.3, 2.5, 0.3936711857475986),
            (1.5, 2.5, 0.12391822654314813),
            (30.0, 2.5, 0.00014553235457869771),
            (1.5, 29.9, 0.072050318398814221),
            (2.0, 29.9, 0.027327967593135187),
            (6.0, 29.9, 7.0630492652333436e-7),
            (30.0, 29.9, 3.5420276577325411e-24),
            (0.3, 117.0, 0.38235475237872052),
            (2.0, 117.0, 0.023908325857826949),
            (6.0, 117.0, 1.1307148658529673e-8),
            (0.3, 999.0, 0.38211978328490581),
            (2.0, 999.0, 0.022885308486878501),
            (6.0, 999.0, 1.3781345344522072e-9),
            (0.3, 1e4, 0.38209169561466614),
            (2.0, 1e4, 0.022763630330717721),
            (6.0, 1e4, 1.0208092364613077e-9),
            (1e-6, 1e6, 0.49999960105781933),
            (2.0, 1e6, 0.022750266925659604),
            (6.0, 1e6, 9.8692490617721733e-10),
        ];
        for (t, df, expected) in reference {
            // The power's exponent, a·ln(1 + t²/df) ≤ 60, carries its rounding into the result.
            assert_close(sf(t, df), expected, 3e-14);
        }
    }

    #[test]
    fn one_and_two_degrees_of_freedom_have_closed_forms() {
        for step in 1..50 {
            let p = f64::from(step) / 100.0;
            assert_close(quantile(p, 1.0), -1.0 / libm::tan(PI * p), 2e-14);
            assert_close(quantile(p, 2.0), (2.0 * p - 1.0) / (2.0 * p * (1.0 - p)).sqrt(), 2e-14);
        }
    }

    #[test]
    fn the_quantile_inverts_the_distribution() {
        for df in [0.3, 1.0, 2.5, 7.3, 30.0, 117.0, 399.0, 401.0, 5e4, 1e6, 1e9, f64::INFINITY] {
            for q in [1e-12, 1e-6, 0.001, 0.025, 0.2, 0.4, 0.499] {
                assert_close(sf(quantile(1.0 - q, df), df), 1.0 - (1.0 - q), 1e-12);
                assert_close(cdf(quantile(q, df), df), q, 1e-12);
            }
        }
    }

    #[test]
    fn the_two_formulas_meet() {
        for t in [0.01, 0.5, 1.0, 1.96, 3.0, 4.0] {
            assert_close(normal::sf(normal_deviate(t, MANY)), half_of_two_sided(t, MANY), 3e-14);
        }
    }

    #[test]
    fn out_of_range_is_not_a_number() {
        assert!(cdf(1.0, 0.0).is_nan() && cdf(1.0, -1.0).is_nan() && cdf(f64::NAN, 3.0).is_nan());
        assert!(
            quantile(1.5, 3.0).is_nan()
                && quantile(-0.1, 3.0).is_nan()
                && critical(0.05, f64::NAN).is_nan()
        );
        assert_eq!(quantile(0.0, 3.0), f64::NEG_INFINITY);
        assert_eq!(quantile(0.5, 3.0), 0.0);
        assert_eq!(sf(f64::INFINITY, 3.0), 0.0);
        assert_eq!(cdf(f64::INFINITY, 3_000.0), 1.0);
    }
}
