//! Where a function of one variable crosses zero.

use thiserror::Error;

/// Why no root was found.
#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum RootError {
    /// The function has one sign at both ends, so the bracket need not hold a root.
    #[error("no sign change: f({lower}) = {at_lower}, f({upper}) = {at_upper}")]
    NoSignChange {
        /// Lower end of the bracket.
        lower: f64,
        /// Upper end of the bracket.
        upper: f64,
        /// Function value at the lower end.
        at_lower: f64,
        /// Function value at the upper end.
        at_upper: f64,
    },
    /// The function gave a NaN.
    #[error("the function has no value at {at}")]
    NotANumber {
        /// Where it did.
        at: f64,
    },
    /// The bracket was still wider than the tolerance after the last evaluation allowed.
    #[error("not converged after {evaluations} evaluations: f({best}) = {value}")]
    NotConverged {
        /// The best point found.
        best: f64,
        /// Function value there.
        value: f64,
        /// Evaluations spent.
        evaluations: usize,
    },
}

/// The x in [`lower`, `upper`] where `f` is zero, to within `tolerance` + 4·10⁻¹⁶·|x|.
///
/// Brent (1973), *Algorithms for Minimization without Derivatives*, chapter 4: inverse quadratic interpolation, kept
/// safe by bisection.
///
/// # Errors
/// [`RootError`]: no sign change over the bracket, a NaN, or more than 200 evaluations.
///
/// ```
/// let root = proefdraai::numeric::root::brent(|x| x * x - 2.0, 0.0, 2.0, 0.0).unwrap();
/// assert!((root - std::f64::consts::SQRT_2).abs() < 1e-15);
/// ```
pub fn brent(
    mut f: impl FnMut(f64) -> f64,
    lower: f64,
    upper: f64,
    tolerance: f64,
) -> Result<f64, RootError> {
    const MOST_EVALUATIONS: usize = 200;
    let mut value_at = |x: f64| {
        let value = f(x);
        if value.is_nan() { Err(RootError::NotANumber { at: x }) } else { Ok(value) }
    };
    // Brent's names: b is the best point, a the one before it, and the root lies between b and c.
    let (mut a, mut b) = (lower, upper);
    let (mut fa, mut fb) = (value_at(a)?, value_at(b)?);
    if fa * fb > 0.0 {
        return Err(RootError::NoSignChange { lower, upper, at_lower: fa, at_upper: fb });
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut step_before = step;
    for _ in 2..MOST_EVALUATIONS {
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let close_enough = 2.0 * f64::EPSILON * b.abs() + 0.5 * tolerance;
        let to_middle = 0.5 * (c - b);
        if to_middle.abs() <= close_enough || fb == 0.0 {
            return Ok(b);
        }
        let may_interpolate = step_before.abs() >= close_enough && fa.abs() > fb.abs();
        let proposal =
            if may_interpolate { interpolate([a, b, c], [fa, fb, fc]) } else { to_middle };
        let is_safe = (proposal * to_middle > 0.0)
            && proposal.abs() < 1.5 * to_middle.abs() - 0.5 * close_enough
            && proposal.abs() < 0.5 * step_before.abs();
        if may_interpolate && is_safe {
            step_before = step;
            step = proposal;
        } else {
            step = to_middle;
            step_before = to_middle;
        }
        (a, fa) = (b, fb);
        b += if step.abs() > close_enough { step } else { close_enough.copysign(to_middle) };
        fb = value_at(b)?;
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            step_before = step;
        }
    }
    Err(RootError::NotConverged { best: b, value: fb, evaluations: MOST_EVALUATIONS })
}

/// The step from b to where the inverse parabola through three points (or the line through two) is zero.
fn interpolate([a, b, c]: [f64; 3], [fa, fb, fc]: [f64; 3]) -> f64 {
    let s = fb / fa;
    let (p, q) = if a == c {
        ((c - b) * s, 1.0 - s)
    } else {
        let (q, r) = (fa / fc, fb / fc);
        (s * ((c - b) * q * (q - r) - (b - a) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0))
    };
    -p / q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_found_to_rounding() {
        assert_eq!(brent(|x| x - 0.25, 0.0, 1.0, 0.0), Ok(0.25));
        assert!(
            (brent(libm::cos, 0.0, 3.0, 0.0).unwrap() - std::f64::consts::FRAC_PI_2).abs() < 1e-15
        );
        assert!(
            (brent(|x| libm::exp(x) - 1e6, -50.0, 50.0, 0.0).unwrap()
                - 6.0 * std::f64::consts::LN_10)
                .abs()
                < 1e-13
        );
        // A flat root of high order, where interpolation does not help.
        assert!(brent(|x| libm::pow(x, 9.0), -1.0, 4.0, 1e-9).unwrap().abs() < 1e-9);
    }

    #[test]
    fn interpolation_makes_it_quick() {
        let mut evaluations = 0;
        let f = |x: f64| {
            evaluations += 1;
            x * x * x - 2.0 * x - 5.0
        };
        // Wallis's example; the root to 16 digits.
        assert!((brent(f, 2.0, 3.0, 0.0).unwrap() - 2.094551481542326591).abs() < 1e-15);
        assert!(evaluations <= 12, "{evaluations} evaluations");
    }

    #[test]
    fn an_end_may_be_the_root() {
        assert_eq!(brent(|x| x, 0.0, 1.0, 0.0), Ok(0.0));
        assert_eq!(brent(|x| x - 1.0, 0.0, 1.0, 0.0), Ok(1.0));
    }

    #[test]
    fn a_step_function_is_bracketed() {
        let root = brent(|x| if x < 0.3 { -1.0 } else { 1.0 }, 0.0, 1.0, 1e-12).unwrap();
        assert!((root - 0.3).abs() <= 1e-12);
    }

    #[test]
    fn failures_say_what_happened() {
        assert_eq!(
            brent(|x| x * x + 1.0, -1.0, 2.0, 0.0),
            Err(RootError::NoSignChange { lower: -1.0, upper: 2.0, at_lower: 2.0, at_upper: 5.0 })
        );
        assert_eq!(brent(f64::sqrt, -1.0, 2.0, 0.0), Err(RootError::NotANumber { at: -1.0 }));
    }
}
