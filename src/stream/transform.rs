//! From random bits to uniforms and normals, in arithmetic that has no branches and rounds alike on every machine.
//!
//! Only `+ − × ÷ √` and integer operations, in a fixed order: a loop around these functions vectorises, and every
//! instruction set gives the same bits. The polynomials are those of fdlibm (Sun Microsystems, 1993:
//! `e_log.c`, `k_sin.c`, `k_cos.c`), each good to one unit in the last place.

#![expect(
    clippy::inline_always,
    reason = "must be compiled with the instruction set of the batch that calls it"
)]

use std::f64::consts::FRAC_PI_2;

const ONE_BITS: u64 = 0x3FF0_0000_0000_0000;
const SIGN_BIT: u64 = 1 << 63;

/// A uniform in (0, 1) from the upper 52 bits: the midpoints `(k + ½)·2⁻⁵²`, so never 0 and never 1.
#[inline(always)]
pub(super) fn uniform(bits: u64) -> f64 {
    // [1, 2) in steps of 2⁻⁵², less 1 − 2⁻⁵³: both the subtrahend and the difference are exact.
    f64::from_bits(ONE_BITS | bits >> 12) - (1.0 - f64::EPSILON / 2.0)
}

/// The distance from the origin of a pair of standard normals, √(−2 ln u); Box & Muller (1958).
#[inline(always)]
pub(super) fn radius(bits: u64) -> f64 {
    (-2.0 * ln_of_unit(uniform(bits))).sqrt()
}

/// Natural logarithm of `u` in (0, 1), fdlibm `e_log.c`: u = 2ᵏ(1 + f) with √½ ≤ 1 + f < √2.
#[inline(always)]
fn ln_of_unit(u: f64) -> f64 {
    const LN_2_HIGH: f64 = 6.93147180369123816490e-01;
    const LN_2_LOW: f64 = 1.90821492927058770002e-10;
    const L1: f64 = 6.666666666666735130e-01;
    const L2: f64 = 3.999999999940941908e-01;
    const L3: f64 = 2.857142874366239149e-01;
    const L4: f64 = 2.222219843214978396e-01;
    const L5: f64 = 1.818357216161805012e-01;
    const L6: f64 = 1.531383769920937332e-01;
    const L7: f64 = 1.479819860511658591e-01;
    const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
    /// 2⁵² as bits; an integer below 2⁵² put in its mantissa is 2⁵² + that integer.
    const TWO_52_BITS: u64 = 0x4330_0000_0000_0000;
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    const MANTISSA: u64 = (1 << 52) - 1;

    // Adding 1 − √½ to the bits carries into the exponent exactly when the mantissa is at least √½·2.
    let shifted = u.to_bits() + (ONE_BITS - SQRT_HALF_BITS);
    let exponent = f64::from_bits(TWO_52_BITS | shifted >> 52) - (TWO_52 + 1023.0);
    let f = f64::from_bits((shifted & MANTISSA) + SQRT_HALF_BITS) - 1.0;

    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let odd = w * (L2 + w * (L4 + w * L6));
    let even = z * (L1 + w * (L3 + w * (L5 + w * L7)));
    let remainder = odd + even;
    exponent * LN_2_HIGH
        - ((half_square - (s * (half_square + remainder) + exponent * LN_2_LOW)) - f)
}

/// A point on the unit circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Direction {
    pub(super) cos: f64,
    pub(super) sin: f64,
}

/// The direction at π/2·(q + v): quadrant q from the two upper bits, v uniform in (−½, ½) from the next 52.
#[inline(always)]
pub(super) fn direction(bits: u64) -> Direction {
    let angle = (uniform(bits << 2) - 0.5) * FRAC_PI_2;
    let square = angle * angle;
    let sin = sin_near_zero(angle, square).to_bits();
    let cos = cos_near_zero(square).to_bits();

    // An odd quadrant exchanges sine and cosine; the signs follow the quadrant.
    let exchange = (sin ^ cos) & 0_u64.wrapping_sub(bits >> 62 & 1);
    let cos_sign = (bits ^ bits << 1) & SIGN_BIT;
    let sin_sign = bits & SIGN_BIT;
    Direction {
        cos: f64::from_bits(cos ^ exchange ^ cos_sign),
        sin: f64::from_bits(sin ^ exchange ^ sin_sign),
    }
}

/// sin x for |x| ≤ π/4, with `square` = x²; fdlibm `k_sin.c`.
#[inline(always)]
fn sin_near_zero(x: f64, square: f64) -> f64 {
    const S1: f64 = -1.66666666666666324348e-01;
    const S2: f64 = 8.33333333332248946124e-03;
    const S3: f64 = -1.98412698298579493134e-04;
    const S4: f64 = 2.75573137070700676789e-06;
    const S5: f64 = -2.50507602534068634195e-08;
    const S6: f64 = 1.58969099521155010221e-10;
    let tail = S2 + square * (S3 + square * (S4 + square * (S5 + square * S6)));
    x + square * x * (S1 + square * tail)
}

/// cos x for |x| ≤ π/4, given `square` = x²; fdlibm `k_cos.c`.
#[inline(always)]
fn cos_near_zero(square: f64) -> f64 {
    const C1: f64 = 4.16666666666666019037e-02;
    const C2: f64 = -1.38888888888741095749e-03;
    const C3: f64 = 2.48015872894767294178e-05;
    const C4: f64 = -2.75573143513906633035e-07;
    const C5: f64 = 2.08757232129817482790e-09;
    const C6: f64 = -1.13596475577881948265e-11;
    let tail =
        square * (C1 + square * (C2 + square * (C3 + square * (C4 + square * (C5 + square * C6)))));
    let half = 0.5 * square;
    let head = 1.0 - half;
    head + (((1.0 - head) - half) + square * tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::philox::{block, key_of};

    /// Words that exercise every bit, and the extremes.
    fn sample() -> impl Iterator<Item = u64> {
        let random = (0..500_000).flat_map(|i| {
            let pair = block([i, 0, 0, 0], key_of(2011));
            [pair.first, pair.second]
        });
        let powers = (0..64).flat_map(|shift| [1 << shift, u64::MAX >> shift, u64::MAX << shift]);
        random.chain(powers).chain([0])
    }

    #[test]
    fn uniforms_lie_strictly_inside_the_unit_interval() {
        assert_eq!(uniform(0), 0.5 * f64::EPSILON);
        assert_eq!(uniform(u64::MAX), 1.0 - 0.5 * f64::EPSILON);
        assert_eq!(uniform(1 << 63), 0.5 + 0.5 * f64::EPSILON);
    }

    #[test]
    fn the_logarithm_agrees_with_libm() {
        for u in sample().map(uniform) {
            let expected = libm::log(u);
            let relative = ((ln_of_unit(u) - expected) / expected).abs();
            // Both are within one unit in the last place of the truth.
            assert!(relative <= 2.0 * f64::EPSILON, "ln({u:e}) off by {relative:e}");
        }
    }

    #[test]
    fn the_direction_agrees_with_libm() {
        for bits in sample() {
            let small = (uniform(bits << 2) - 0.5) * FRAC_PI_2;
            let (sin, cos) = libm::sincos(small);
            let expected = match bits >> 62 {
                0 => (cos, sin),
                1 => (-sin, cos),
                2 => (-cos, -sin),
                _ => (sin, -cos),
            };
            let found = direction(bits);
            assert!(
                (found.cos - expected.0).abs() <= 2.3e-16 * expected.0.abs(),
                "cos at {bits:x}"
            );
            assert!(
                (found.sin - expected.1).abs() <= 2.3e-16 * expected.1.abs(),
                "sin at {bits:x}"
            );
        }
    }

    #[test]
    fn the_radius_covers_eight_and_a_half_standard_deviations() {
        // √(−2 ln 2⁻⁵³)
        assert!((radius(0) - 8.571674).abs() < 1e-6);
        assert!(radius(u64::MAX) < 2e-8);
    }
}
