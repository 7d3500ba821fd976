//! Several t statistics that share a control: how probable it is that any of them lies far out (Dunnett 1955).
//!
//! Comparison i has an arm with a share λᵢ of its people, so that Zᵢ = √λᵢ·C + √(1 − λᵢ)·Aᵢ with C from the control and Aᵢ from
//! the arm, and any two have correlation √(λᵢλⱼ). Both integrals, over C and over the logarithm of the standard error, are
//! by the trapezoidal rule, whose error falls exponentially for integrands like these.

use super::normal;

/// Densities and tails below this share of the largest are left out.
const NEGLIGIBLE: f64 = 1e-16;
/// Beyond this many standard deviations the normal density is negligible.
const FAR: f64 = 8.6;
/// Above so many degrees of freedom a standard error is as good as known.
const MANY: f64 = 1e8;
/// Steps of either integral in the width of what it integrates.
const STEP: f64 = 0.5;
/// Largest step over the logarithm of the standard error: with few degrees of freedom e²ᵘ turns at u = iπ/4, which leaves an
/// error of exp(−π²/(2 × step)).
const WIDEST: f64 = 0.15;
/// The smallest step over what the comparisons share: reached where an arm has 600 times the people of the control.
const LEAST_STEP: f64 = 0.02;

/// P(max |Tᵢ| ≥ t) for t > 0, where arm i has the share λᵢ, from 0 up to but not 1, of the people of its comparison, at `df`
/// degrees of freedom (infinity gives the normal).
///
/// ```
/// use proefdraai::numeric::shared_control::any_beyond;
/// let two_equal_arms = || [0.5, 0.5].into_iter();
/// assert!((any_beyond(2.2121277, two_equal_arms, f64::INFINITY) - 0.05).abs() < 1e-8);
/// ```
pub fn any_beyond<I: Iterator<Item = f64>>(t: f64, shares: impl Fn() -> I, df: f64) -> f64 {
    let narrowest = shares().map(|share| ((1.0 - share) / share).sqrt()).fold(1.0, f64::min);
    let step = (STEP * narrowest).max(LEAST_STEP);
    if df > MANY {
        return any_beyond_known(t, &shares, step);
    }
    let log_density = |u: f64| df * (u - 0.5 * libm::expm1(2.0 * u));
    let width = f64::min(WIDEST, STEP / (2.0 * df).sqrt());
    let (mut total, mut beyond) = (0.0, 0.0);
    for direction in [1.0, -1.0] {
        let first = u32::from(direction < 0.0);
        for k in first.. {
            let u = direction * width * f64::from(k);
            let density = libm::exp(log_density(u));
            if density < NEGLIGIBLE {
                break;
            }
            total += density;
            beyond += density * any_beyond_known(t * libm::exp(u), &shares, step);
        }
    }
    beyond / total
}

/// The same where the standard errors are known.
fn any_beyond_known<I: Iterator<Item = f64>>(t: f64, shares: &impl Fn() -> I, step: f64) -> f64 {
    let within = |shared: f64| -> f64 {
        let all = shares().map(|share| {
            let (centre, own) = (share.sqrt() * shared, (1.0 - share).sqrt());
            normal::cdf((t - centre) / own) - normal::cdf((-t - centre) / own)
        });
        all.product()
    };
    let (mut total, mut beyond) = (0.0, 0.0);
    let steps = (FAR / step).ceil() as u32;
    for k in 0..=steps {
        let shared = step * f64::from(k);
        let sides = if k == 0 { 1.0 } else { 2.0 };
        let density = sides * normal::pdf(shared);
        total += density;
        beyond += density * (1.0 - within(shared));
    }
    beyond / total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::student;

    fn found(t: f64, share: f64, arms: usize, df: f64) -> f64 {
        any_beyond(t, || std::iter::repeat_n(share, arms), df)
    }

    #[test]
    fn v43_equal_groups_and_known_errors() {
        for (arms, t) in [(2, 2.2121277), (3, 2.3489706), (4, 2.4417708)] {
            let p = found(t, 0.5, arms, f64::INFINITY);
            assert!((p - 0.05).abs() < 1e-8, "{arms} arms: {p}");
        }
    }

    /// An arm has 1 ÷ (1 + √K) of the people of its comparison where the control has √K times its people.
    #[test]
    fn v43_a_larger_control() {
        for (arms, t) in [(2, 2.2205717), (3, 2.3684631), (4, 2.4709909)] {
            let p = found(t, 1.0 / (1.0 + (arms as f64).sqrt()), arms, f64::INFINITY);
            assert!((p - 0.05).abs() < 1e-8, "{arms} arms: {p}");
        }
    }

    #[test]
    fn v43_degrees_of_freedom() {
        assert!((found(2.23909, 0.5, 2, 117.0) - 0.05).abs() < 1e-6);
        let normal = 2.2121277;
        assert!((found(normal, 0.5, 2, 117.0) - 0.0533).abs() < 5e-5);
        assert!((found(normal, 0.5, 2, 27.0) - 0.0646).abs() < 5e-5);
    }

    #[test]
    fn one_comparison_is_student() {
        for df in [1.0, 2.5, 7.0, 30.0, 117.0, 5_000.0, 1e7, f64::INFINITY] {
            for t in [0.5, 2.0, 4.0] {
                for share in [0.0, 0.2, 0.5, 0.99] {
                    let (own, exact) = (found(t, share, 1, df), 2.0 * student::sf(t, df));
                    assert!((own - exact).abs() < 1e-9, "{df} {t} {share}: {own} {exact}");
                }
            }
        }
    }

    #[test]
    fn independent_comparisons_multiply() {
        let one = 1.0 - 2.0 * normal::sf(2.0);
        assert!(
            (found(2.0, 0.0, 5, f64::INFINITY) - (1.0 - one * one * one * one * one)).abs() < 1e-12
        );
    }
}
