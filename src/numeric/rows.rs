//! Elementary functions of whole rows, several numbers at a time.
//!
//! Only `+ − × ÷ √` and integer operations, without branches, in a fixed order and none of them fused: a loop around the
//! functions here vectorises, and every instruction set gives the same bits. They agree with `numeric::normal` and `libm` to
//! about 1e-13.
#![expect(
    clippy::inline_always,
    reason = "must be compiled with the instruction set of the loop around it"
)]

use std::f64::consts::{LN_2, LOG2_E, SQRT_2};

use super::normal;
use crate::level::kernel;

kernel! {
    /// Replaces every x by P(Z ≤ x).
    pub fn cdf(row: &mut [f64]) = cdf_in_loop;
}

#[inline(always)]
fn cdf_in_loop(row: &mut [f64]) {
    for x in row {
        *x = cdf_of(*x);
    }
}

kernel! {
    /// Replaces every log-odds by its probability.
    pub fn expit(row: &mut [f64]) = expit_in_loop;
}

#[inline(always)]
fn expit_in_loop(row: &mut [f64]) {
    for x in row {
        *x = 1.0 / (1.0 + exp_of(-*x));
    }
}

kernel! {
    /// Replaces every probability between 0 and 1 by its log-odds.
    pub fn logit(row: &mut [f64]) = logit_in_loop;
}

#[inline(always)]
fn logit_in_loop(row: &mut [f64]) {
    for x in row {
        *x = ln_of(*x / (1.0 - *x));
    }
}

/// Replaces every p by the x with P(Z ≤ x) = p; Wichura (1988), algorithm AS 241.
pub fn quantile(row: &mut [f64]) {
    const BLOCK: usize = 128;
    /// Nearer to 0 or 1 than this, another branch of the algorithm counts.
    const TAIL: f64 = 1.5e-11;
    let mut given = [0.0; BLOCK];
    for block in row.chunks_mut(BLOCK) {
        let given = &mut given[..block.len()];
        given.copy_from_slice(block);
        near_quantile(block);
        let in_tail = |p: f64| !(TAIL..=1.0 - TAIL).contains(&p);
        if given.iter().any(|&p| in_tail(p)) {
            let far = block.iter_mut().zip(given).filter(|(_, p)| in_tail(**p));
            far.for_each(|(x, p)| *x = normal::quantile(*p));
        }
    }
}

kernel! {
    fn near_quantile(row: &mut [f64]) = near_quantile_in_loop;
}

#[inline(always)]
fn near_quantile_in_loop(row: &mut [f64]) {
    for x in row {
        let p = *x;
        let from_centre = p - 0.5;
        let central = from_centre * normal::CENTRE.at(0.180625 - from_centre * from_centre);
        let tail = if p < 1.0 - p { p } else { 1.0 - p };
        let distance = normal::TAIL.at((-ln_of(tail)).sqrt() - 1.6).copysign(from_centre);
        *x = if from_centre.abs() <= 0.425 { central } else { distance };
    }
}

/// P(Z ≤ x): e^(−x²/2) times Mills' ratio, as a polynomial in (|x| − 4)/(|x| + 4) divided by 1 + |x| (the way of Shepherd &
/// Laframboise 1981).
#[inline(always)]
fn cdf_of(x: f64) -> f64 {
    /// Beyond this nothing is left.
    const END: f64 = 37.5;
    // From the highest power down. python3, mpmath 1.3.0, mp.dps = 40:
    // f = lambda t: (1 + a(t))*exp(a(t)**2/2)*erfc(a(t)/sqrt(2))/2 with a(t) = 4*(1 + t)/(1 - t); chebyfit(f, [-1, 1], 20)
    const MILLS: [f64; 20] = [
        -2.8076955101810543302e-10,
        -4.522893420288188267e-8,
        -3.1930183139058884676e-8,
        4.2823752314914426854e-7,
        4.3889091170632498795e-7,
        -2.4766771843090037042e-6,
        -3.4546166408879794009e-6,
        0.000013533937217418287083,
        0.000021259338394699224013,
        -0.00008781339664859351306,
        -0.000094432639798606273971,
        0.00069488664382953970571,
        -0.0002856227413758346371,
        -0.0050023770018188165621,
        0.017936097452334684079,
        -0.032197837551251462365,
        0.028600364054370419742,
        0.013999634728141879563,
        -0.096703477326529875703,
        0.47205320650982611282,
    ];
    let size = if x.abs() < END { x.abs() } else { END };
    let mills = horner(&MILLS, (size - 4.0) / (size + 4.0)) / (1.0 + size);
    let tail = exp_of(-0.5 * (size * size)) * mills;
    if x > 0.0 { 1.0 - tail } else { tail }
}

/// eˣ; x is taken to lie within ±708.
#[inline(always)]
fn exp_of(x: f64) -> f64 {
    const MOST: f64 = 708.0;
    /// ln 2 in two parts, the first with zeros at its end.
    const LN_2_HIGH: f64 = 6.931_471_803_691_238_2e-1;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    /// 1.5·2⁵²: adding it leaves a whole number in the last bits.
    const WHOLE: f64 = 6_755_399_441_055_744.0;
    /// 1/n!, from n = 13 down.
    const TAYLOR: [f64; 14] = [
        1.0 / 6_227_020_800.0,
        1.0 / 479_001_600.0,
        1.0 / 39_916_800.0,
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ];
    let x = if x < MOST { x } else { MOST };
    let x = if x > -MOST { x } else { -MOST };
    let shifted = x * LOG2_E + WHOLE;
    let power = shifted - WHOLE;
    let rest = (x - power * LN_2_HIGH) - power * LN_2_LOW;
    let scale = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
    horner(&TAYLOR, rest) * scale
}

/// ln u for a normal number above 0: u = 2ᵏ·m with √½ ≤ m < √2, and ln m = 2·artanh((m − 1)/(m + 1)).
#[inline(always)]
fn ln_of(u: f64) -> f64 {
    /// 1/(2n + 1), from n = 11 down.
    const ARTANH: [f64; 12] = [
        1.0 / 23.0,
        1.0 / 21.0,
        1.0 / 19.0,
        1.0 / 17.0,
        1.0 / 15.0,
        1.0 / 13.0,
        1.0 / 11.0,
        1.0 / 9.0,
        1.0 / 7.0,
        1.0 / 5.0,
        1.0 / 3.0,
        1.0,
    ];
    const MANTISSA: u64 = (1 << 52) - 1;
    /// 2⁵² as bits: an integer put in its mantissa is added to it.
    const TWO_52_BITS: u64 = 0x4330_0000_0000_0000;
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    const BIAS: f64 = 1023.0;
    let root_half = (0.5 * SQRT_2).to_bits();
    let shifted = u.to_bits().wrapping_add(1.0_f64.to_bits() - root_half);
    let power = f64::from_bits(TWO_52_BITS | shifted >> 52) - TWO_52 - BIAS;
    let m = f64::from_bits((shifted & MANTISSA) + root_half);
    let s = (m - 1.0) / (m + 1.0);
    power * LN_2 + 2.0 * s * horner(&ARTANH, s * s)
}

/// A polynomial, its highest coefficient first.
#[inline(always)]
fn horner<const N: usize>(coefficients: &[f64; N], x: f64) -> f64 {
    let mut sum = coefficients[0];
    for c in &coefficients[1..] {
        sum = sum * x + c;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores() -> Vec<f64> {
        (-4_000..=4_000).map(|k| f64::from(k) * 0.00998).collect()
    }

    #[test]
    fn probabilities_are_those_of_libm() {
        let mut row = scores();
        cdf(&mut row);
        for (x, p) in scores().into_iter().zip(row) {
            let exact = normal::cdf(x);
            assert!((p - exact).abs() < 1e-13, "{x}: {p} for {exact}");
            assert!(x < -30.0 || (p / exact - 1.0).abs() < 1e-12, "{x}: {p} for {exact}");
        }
        let mut ends = [f64::NEG_INFINITY, -0.0, 0.0, f64::INFINITY];
        cdf(&mut ends);
        assert!(ends[0] < 1e-300 && (ends[1] - 0.5).abs() < 1e-13 && ends[3] == 1.0, "{ends:?}");
        let mut odds: Vec<f64> = scores().iter().map(|x| 30.0 * x).collect();
        odds.extend([f64::NEG_INFINITY, f64::INFINITY]);
        let mut row = odds.clone();
        expit(&mut row);
        for (x, p) in odds.into_iter().zip(row) {
            let exact = 1.0 / (1.0 + libm::exp(-x));
            assert!((p - exact).abs() < 1e-14, "{x}: {p} for {exact}");
        }
    }

    #[test]
    fn quantiles_are_those_of_the_scalar_algorithm() {
        let mut given: Vec<f64> = (1..8_000).map(|k| f64::from(k) / 8_000.0).collect();
        given.extend([0.0, 1.0, 1e-300, 1e-16, 1e-11, 2e-11, 1e-9, 1e-4, 0.075, 1.0 - 1e-12]);
        let mut row = given.clone();
        quantile(&mut row);
        for (p, x) in given.into_iter().zip(row) {
            let exact = normal::quantile(p);
            let gap = (x - exact).abs() / exact.abs().max(1.0);
            assert!(x == exact || gap < 1e-13, "{p}: {x} for {exact}");
        }
    }

    #[test]
    fn log_odds_are_those_of_libm() {
        let given: Vec<f64> =
            (1..4_000).map(|k| f64::from(k) / 4_000.0).chain([1e-10, 1.0 - 1e-10]).collect();
        let mut row = given.clone();
        logit(&mut row);
        for (p, x) in given.into_iter().zip(row) {
            let exact = libm::log(p / (1.0 - p));
            assert!((x - exact).abs() < 1e-14 * exact.abs().max(1.0), "{p}: {x} for {exact}");
        }
    }

    #[test]
    fn r15_rows_have_the_bits_of_a_plain_loop() {
        let mut row = scores();
        cdf(&mut row);
        assert!(scores().into_iter().zip(&row).all(|(x, p)| cdf_of(x).to_bits() == p.to_bits()));
        let odds: Vec<u64> =
            scores().into_iter().map(|x| (1.0 / (1.0 + exp_of(-x))).to_bits()).collect();
        let mut row = scores();
        expit(&mut row);
        assert!(odds.iter().zip(&row).all(|(x, p)| *x == p.to_bits()));
    }
}
