//! The standard normal distribution.

use std::f64::consts::FRAC_1_SQRT_2;

/// 1/√(2π).
const INV_SQRT_TWO_PI: f64 = 0.398942280401432677939946059934;

/// Density at `x`.
pub fn pdf(x: f64) -> f64 {
    INV_SQRT_TWO_PI * libm::exp(-0.5 * x * x)
}

/// P(Z ≤ x).
pub fn cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// P(Z > x), accurate in the upper tail.
pub fn sf(x: f64) -> f64 {
    0.5 * libm::erfc(x * FRAC_1_SQRT_2)
}

/// The x with P(Z ≤ x) = `p`, for `p` in [0, 1]; NaN outside. Wichura (1988), algorithm AS 241, PPND16.
pub fn quantile(p: f64) -> f64 {
    let from_centre = p - 0.5;
    if from_centre.abs() <= 0.425 {
        let r = 0.180625 - from_centre * from_centre;
        return from_centre * CENTRE.at(r);
    }
    let tail = if from_centre < 0.0 { p } else { 1.0 - p };
    if tail <= 0.0 {
        return if tail == 0.0 { f64::INFINITY.copysign(from_centre) } else { f64::NAN };
    }
    let r = (-libm::log(tail)).sqrt();
    let distance = if r <= 5.0 { TAIL.at(r - 1.6) } else { FAR_TAIL.at(r - 5.0) };
    distance.copysign(from_centre)
}

/// A ratio of two polynomials of degree 7, constants first.
pub(super) struct Rational {
    numerator: [f64; 8],
    denominator: [f64; 8],
}

impl Rational {
    /// Its value at `x`.
    #[expect(
        clippy::inline_always,
        reason = "must be compiled with the instruction set of the loop around it"
    )]
    #[inline(always)]
    pub(super) fn at(&self, x: f64) -> f64 {
        let horner = |coefficients: &[f64; 8]| {
            let mut sum = 0.0;
            for c in coefficients.iter().rev() {
                sum = sum * x + c;
            }
            sum
        };
        horner(&self.numerator) / horner(&self.denominator)
    }
}

pub(super) const CENTRE: Rational = Rational {
    numerator: [
        3.3871328727963666080,
        1.3314166789178437745e+2,
        1.9715909503065514427e+3,
        1.3731693765509461125e+4,
        4.5921953931549871457e+4,
        6.7265770927008700853e+4,
        3.3430575583588128105e+4,
        2.5090809287301226727e+3,
    ],
    denominator: [
        1.0,
        4.2313330701600911252e+1,
        6.8718700749205790830e+2,
        5.3941960214247511077e+3,
        2.1213794301586595867e+4,
        3.9307895800092710610e+4,
        2.8729085735721942674e+4,
        5.2264952788528545610e+3,
    ],
};

pub(super) const TAIL: Rational = Rational {
    numerator: [
        1.42343711074968357734,
        4.63033784615654529590,
        5.76949722146069140550,
        3.64784832476320460504,
        1.27045825245236838258,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ],
    denominator: [
        1.0,
        2.05319162663775882187,
        1.67638483018380384940,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ],
};

const FAR_TAIL: Rational = Rational {
    numerator: [
        6.65790464350110377720,
        5.46378491116411436990,
        1.78482653991729133580,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ],
    denominator: [
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(found: f64, expected: f64, relative: f64) {
        assert!(
            (found - expected).abs() <= relative * expected.abs(),
            "{found:e} is not {expected:e}"
        );
    }

    /// R: qnorm(.975), qnorm(1e-10).
    #[test]
    fn v01_normal_quantiles() {
        assert_close(quantile(0.975), 1.959963984540054, 1e-15);
        assert_close(quantile(1e-10), -6.3613409024041, 1e-13);
    }

    /// R: pnorm(-8).
    #[test]
    fn v01_normal_tail() {
        assert_close(cdf(-8.0), 6.220960574271785e-16, 1e-13);
        assert_close(sf(8.0), 6.220960574271785e-16, 1e-13);
    }

    #[test]
    fn the_quantile_inverts_the_distribution() {
        for step in 1..8_000 {
            let x = f64::from(step) * 1e-3;
            assert_close(quantile(sf(x)), -x, 2e-14);
            assert_close(quantile(cdf(-x)), -x, 2e-14);
        }
        assert_eq!(quantile(0.5), 0.0);
    }

    #[test]
    fn the_quantile_ends_at_infinity() {
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
        assert!(quantile(-0.1).is_nan() && quantile(1.1).is_nan() && quantile(f64::NAN).is_nan());
    }

    #[test]
    fn the_density_is_the_slope_of_the_distribution() {
        for x in [-3.0, -0.5, 0.0, 1.2] {
            assert_close(pdf(x), (cdf(x + 1e-5) - cdf(x - 1e-5)) / 2e-5, 1e-9);
        }
    }
}
