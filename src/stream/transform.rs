//! From random words to uniforms and normals, in arithmetic that has no branches and rounds alike on every machine.
//!
//! Only `+ − × ÷ √` and integer operations, in a fixed order and none of them fused: a loop around these functions
//! vectorises, and every instruction set gives the same bits. Normals are computed in 32 bits, sixteen a vector; the
//! polynomials are those of Cephes (Moshier 1992: `logf.c`, `sinf.c`, `cosf.c`).

use std::f32::consts::FRAC_PI_2;

const SIGN_BIT: u32 = 1 << 31;

/// A uniform in (0, 1) from a word: the midpoint `(word + ½)·2⁻³²`, so never 0 and never 1.
#[inline(always)]
pub(super) fn uniform(word: u32) -> f64 {
    /// 2⁵² as bits; an integer below 2⁵² put in its mantissa is 2⁵² + that integer.
    const TWO_52_BITS: u64 = 0x4330_0000_0000_0000;
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    const STEP: f64 = 1.0 / 4_294_967_296.0;
    (f64::from_bits(TWO_52_BITS | u64::from(word)) - (TWO_52 - 0.5)) * STEP
}

/// The distance from the origin of a pair of standard normals, √(−2 ln u); Box & Muller (1958).
///
/// `u` is the midpoint `(k + ½)·2⁻³¹` of the upper 31 bits, rounded once: distances end at √(64 ln 2) = 6.66.
#[inline(always)]
pub(super) fn radius(word: u32) -> f32 {
    const STEP: f32 = 1.0 / 2_147_483_648.0;
    let u = ((word >> 1).cast_signed() as f32 + 0.5) * STEP;
    (-2.0 * ln_of_unit(u.min(1.0 - f32::EPSILON / 2.0))).sqrt()
}

/// Natural logarithm of `u` in (0, 1), Cephes `logf.c`: u = 2ᵏ(1 + f) with √½ ≤ 1 + f < √2.
#[inline(always)]
fn ln_of_unit(u: f32) -> f32 {
    const ONE_BITS: u32 = 0x3F80_0000;
    const SQRT_HALF_BITS: u32 = 0x3F35_04F3;
    const MANTISSA: u32 = (1 << 23) - 1;
    const LN_2_HIGH: f32 = 0.693_359_375;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    // From the highest power down.
    const L: [f32; 9] = [
        7.037_683_6e-2,
        -1.151_461e-1,
        1.167_699_9e-1,
        -1.242_014_1e-1,
        1.424_932_3e-1,
        -1.666_805_8e-1,
        2.000_071_5e-1,
        -2.499_999_4e-1,
        3.333_333_1e-1,
    ];

    // Adding 1 − √½ to the bits carries into the exponent exactly when the mantissa is at least √½·2.
    let shifted = u.to_bits() + (ONE_BITS - SQRT_HALF_BITS);
    let exponent = ((shifted >> 23).cast_signed() - 127) as f32;
    let f = f32::from_bits((shifted & MANTISSA) + SQRT_HALF_BITS) - 1.0;

    let square = f * f;
    let tail = L[1..].iter().fold(L[0], |sum, term| sum * f + term) * f * square;
    let low = tail + exponent * LN_2_LOW - 0.5 * square;
    low + f + exponent * LN_2_HIGH
}

/// A point on the unit circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Direction {
    pub(super) cos: f32,
    pub(super) sin: f32,
}

/// The direction at π/2·(q + v): quadrant q from the two upper bits, v from the next 23, at the midpoints of (−½, ½).
#[inline(always)]
pub(super) fn direction(word: u32) -> Direction {
    const STEP: f32 = FRAC_PI_2 / 8_388_608.0;
    let angle = (((word << 2).cast_signed() >> 9) as f32 + 0.5) * STEP;
    let square = angle * angle;
    let sin = sin_near_zero(angle, square).to_bits();
    let cos = cos_near_zero(square).to_bits();

    // An odd quadrant exchanges sine and cosine; the signs follow the quadrant.
    let exchange = (sin ^ cos) & 0_u32.wrapping_sub(word >> 30 & 1);
    let cos_sign = (word ^ word << 1) & SIGN_BIT;
    let sin_sign = word & SIGN_BIT;
    Direction {
        cos: f32::from_bits(cos ^ exchange ^ cos_sign),
        sin: f32::from_bits(sin ^ exchange ^ sin_sign),
    }
}

/// sin x for |x| ≤ π/4, with `square` = x²; Cephes `sinf.c`.
#[inline(always)]
fn sin_near_zero(x: f32, square: f32) -> f32 {
    const S1: f32 = -1.666_665_5e-1;
    const S2: f32 = 8.332_161e-3;
    const S3: f32 = -1.951_529_6e-4;
    x + ((S3 * square + S2) * square + S1) * square * x
}

/// cos x for |x| ≤ π/4, given `square` = x²; Cephes `cosf.c`.
#[inline(always)]
fn cos_near_zero(square: f32) -> f32 {
    const C2: f32 = 4.166_664_6e-2;
    const C3: f32 = -1.388_731_6e-3;
    const C4: f32 = 2.443_315_7e-5;
    1.0 - 0.5 * square + ((C4 * square + C3) * square + C2) * square * square
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::philox::{block, key_of};

    /// Words that exercise every bit, and the extremes.
    fn sample() -> impl Iterator<Item = u32> {
        let random = (0..500_000).flat_map(|i| block([i, 0, 0, 0], key_of(2011)).words());
        let powers = (0..32).flat_map(|shift| [1 << shift, u32::MAX >> shift, u32::MAX << shift]);
        random.chain(powers).chain([0])
    }

    #[test]
    fn uniforms_lie_strictly_inside_the_unit_interval() {
        let step = libm::exp2(-32.0);
        assert_eq!(uniform(0), 0.5 * step);
        assert_eq!(uniform(u32::MAX), 1.0 - 0.5 * step);
        assert_eq!(uniform(1 << 31), 0.5 + 0.5 * step);
    }

    /// The radius against its double, from the same `u`: two units in the last place of 32 bits, and near u = 1, where
    /// ln u is small, what the rounding of `u` itself makes of it.
    #[test]
    fn the_radius_agrees_with_libm() {
        for word in sample() {
            let u = (f64::from(word >> 1) + 0.5) * libm::exp2(-31.0);
            let expected = libm::sqrt(-2.0 * libm::log(u));
            let rounding = f64::from(f32::EPSILON) / (2.0 * u * expected);
            let error = (f64::from(radius(word)) - expected).abs();
            assert!(
                error <= 2.4e-7 * expected + rounding.min(4e-4),
                "radius of {word:x} off by {error:e}"
            );
        }
    }

    #[test]
    fn the_direction_agrees_with_libm() {
        for word in sample() {
            let small = (f64::from((word << 2).cast_signed() >> 9) + 0.5)
                * std::f64::consts::FRAC_PI_2
                / 8_388_608.0;
            let (sin, cos) = libm::sincos(small);
            let expected = match word >> 30 {
                0 => (cos, sin),
                1 => (-sin, cos),
                2 => (-cos, -sin),
                _ => (sin, -cos),
            };
            let found = direction(word);
            for (found, expected) in [(found.cos, expected.0), (found.sin, expected.1)] {
                let error = (f64::from(found) - expected).abs();
                assert!(error <= 1.8e-7 * expected.abs(), "direction of {word:x} off by {error:e}");
            }
        }
    }

    #[test]
    fn the_radius_covers_six_and_a_half_standard_deviations() {
        // √(−2 ln 2⁻³²)
        assert!((f64::from(radius(0)) - 6.660_437).abs() < 1e-6);
        assert!(radius(u32::MAX) < 4e-4);
    }

    /// The mean of r² over all radii is 2, by the midpoints of an even sample of all words.
    #[test]
    fn the_mean_square_of_the_radius_is_two() {
        const EVERY: u64 = 4_099;
        let words = (0..1_u64 << 32).step_by(EVERY as usize);
        let n = words.clone().count() as f64;
        let sum: f64 = words
            .map(|word| {
                let r = f64::from(radius(word as u32));
                r * r
            })
            .sum();
        // A sum over midpoints that are h apart, from h/2·… on: the first cell alone is off by at most h(1 + ln(1/h)).
        let h = EVERY as f64 / libm::exp2(32.0);
        assert!((sum / n - 2.0).abs() < 4.0 * h * (1.0 - libm::log(h)), "{}", sum / n - 2.0);
    }
}
