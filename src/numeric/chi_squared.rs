//! The chi-squared distribution, for whole and real degrees of freedom.
//!
//! The incomplete gamma function by its series and its continued fraction (Press et al. 2007, §6.2), on libm's elementary
//! functions, so that a threshold has the same bits on every machine.

use super::root::brent;

/// P(χ² ≤ x) with `df` > 0 degrees of freedom; NaN for other `df`.
pub fn cdf(x: f64, df: f64) -> f64 {
    if df.is_nan() || df <= 0.0 || x.is_nan() {
        return f64::NAN;
    }
    let (a, half) = (0.5 * df, 0.5 * x);
    if half <= 0.0 {
        0.0
    } else if half.is_infinite() {
        1.0
    } else if half < a + 1.0 {
        front(a, half) * series(a, half)
    } else {
        1.0 - front(a, half) * fraction(a, half)
    }
}

/// The x with P(χ² ≤ x) = `p`, for `p` in [0, 1] and `df` > 0; NaN outside.
pub fn quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if p == 0.0 {
        return 0.0;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    let mut high = df;
    while cdf(high, df) < p {
        high *= 2.0;
    }
    brent(|x| cdf(x, df) - p, 0.0, high, 0.0).unwrap_or(f64::NAN)
}

/// xᵃ e⁻ˣ / Γ(a).
fn front(a: f64, x: f64) -> f64 {
    libm::exp(a * libm::log(x) - x - libm::lgamma(a))
}

/// Lower incomplete gamma function over xᵃ e⁻ˣ.
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut k) = (1.0 / a, 1.0 / a, a);
    while term > sum * 0.1 * f64::EPSILON {
        k += 1.0;
        term *= x / k;
        sum += term;
    }
    sum
}

/// Upper incomplete gamma function over xᵃ e⁻ˣ, by Lentz's method.
fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    const MOST_TERMS: u32 = 10_000;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut product = d;
    for k in 1..=MOST_TERMS {
        let k = f64::from(k);
        let numerator = k * (a - k);
        b += 2.0;
        let keep = |value: f64| if value.abs() < TINY { TINY } else { value };
        d = 1.0 / keep(numerator * d + b);
        c = keep(b + numerator / c);
        product *= c * d;
        if (c * d - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    use super::*;

    #[test]
    fn agrees_with_statrs() {
        for df in [1.0, 2.0, 3.0, 5.0, 8.0, 20.0, 75.0] {
            let other = ChiSquared::new(df).expect("positive");
            for x in [0.01, 0.2, 1.0, 2.5, 7.0, 20.0, 60.0, 150.0] {
                let (own, known) = (cdf(x, df), other.cdf(x));
                assert!((own - known).abs() < 1e-13 + 1e-11 * known, "{x}, {df}: {own}, {known}");
            }
        }
    }

    /// Two degrees of freedom: 1 − e^(−x/2).
    #[test]
    fn has_the_closed_form_of_two_degrees_of_freedom() {
        for p in [0.001, 0.01, 0.1, 0.5, 0.9, 0.999] {
            let x = quantile(p, 2.0);
            assert!((x / (-2.0 * libm::log1p(-p)) - 1.0).abs() < 1e-12, "{p}: {x}");
        }
    }

    #[test]
    fn quantiles_come_back() {
        for df in [1.0, 3.0, 12.0, 60.0] {
            for p in [0.0001, 0.001, 0.1, 0.5, 0.95] {
                assert!((cdf(quantile(p, df), df) / p - 1.0).abs() < 1e-11, "{p}, {df}");
            }
        }
        assert_eq!((quantile(0.0, 3.0), quantile(1.0, 3.0)), (0.0, f64::INFINITY));
        assert!(quantile(0.5, 0.0).is_nan() && quantile(-0.1, 2.0).is_nan());
    }
}
