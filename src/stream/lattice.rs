//! Quasi-random people for calibration: an even cover of the unit cube instead of a random scatter.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

use rand::Rng;

use super::philox;
use super::{Draws, Purpose, Stream};
use crate::numeric::rows;

/// Draws from a shifted Richtmyer sequence: person i's coordinate d is the fractional part of (i + 1)·√pᵈ + shiftᵈ,
/// with pᵈ the d-th prime (Richtmyer 1951; Niederreiter 1978, §4).
///
/// Means over n people are in error by about 1/n instead of 1/√n. Primes whose root moves in step with an earlier one
/// are passed over. Each (purpose, index) takes the next dimension when
/// it is first asked for, so two lattices that are asked the same things in the same order are identical.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    dimensions: RefCell<Dimensions>,
    shifts: Option<Stream>,
}

impl Lattice {
    /// A lattice that has not been asked anything yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same steps from a random start in every dimension, so that each person is anybody (Cranley & Patterson 1976): means
    /// are unbiased, and several lattices tell their error.
    pub fn shifted(by: Stream) -> Self {
        Self { shifts: Some(by), ..Self::default() }
    }

    /// `transform` gets fractions of 2⁶⁴.
    fn fill<T>(&self, purpose: Purpose, index: u32, out: &mut [T], transform: impl Fn(u64) -> T) {
        let Dimension { step, shift, .. } =
            self.dimensions.borrow_mut().of(purpose, index, self.shifts.as_ref());
        for (person, value) in out.iter_mut().enumerate() {
            *value = transform(step.fraction.wrapping_mul(person as u64 + 1).wrapping_add(shift));
        }
    }
}

impl Draws for Lattice {
    fn words(&self, purpose: Purpose, index: u32, out: &mut [u32]) {
        self.fill(purpose, index, out, |fraction| (fraction >> 32) as u32);
    }

    fn uniforms(&self, purpose: Purpose, index: u32, out: &mut [f64]) {
        self.fill(purpose, index, out, uniform);
    }

    fn normals(&self, purpose: Purpose, index: u32, out: &mut [f64]) {
        self.uniforms(purpose, index, out);
        rows::quantile(out);
    }

    /// Evenly, and so that those of a part follow each other: a run of the sequence covers the cube as evenly as the whole.
    fn parts(&self, _: Purpose, _: u32, out: &mut [f64]) {
        let people = out.len() as f64;
        out.iter_mut().enumerate().for_each(|(i, u)| *u = (i as f64 + 0.5) / people);
    }
}

/// A uniform in (0, 1) from the upper 52 bits: the midpoints `(k + ½)·2⁻⁵²`, so never 0 and never 1.
fn uniform(fraction: u64) -> f64 {
    const ONE_BITS: u64 = 0x3FF0_0000_0000_0000;
    // [1, 2) in steps of 2⁻⁵², less 1 − 2⁻⁵³: both the subtrahend and the difference are exact.
    f64::from_bits(ONE_BITS | fraction >> 12) - (1.0 - f64::EPSILON / 2.0)
}

/// One coordinate; the shift is a fraction of 2⁶⁴.
#[derive(Clone, Copy, Debug)]
struct Dimension {
    purpose: Purpose,
    index: u32,
    step: Step,
    shift: u64,
}

/// Dimensions in the order of their first use.
#[derive(Clone, Debug, Default)]
struct Dimensions(Vec<Dimension>);

impl Dimensions {
    fn of(&mut self, purpose: Purpose, index: u32, shifts: Option<&Stream>) -> Dimension {
        if let Some(known) =
            self.0.iter().find(|known| known.purpose == purpose && known.index == index)
        {
            return *known;
        }
        let step = Step::number(self.0.len());
        let fixed = philox::block([u64::from(step.prime), 0, 0, 0], [0, 0]).first;
        let random = |stream: &Stream| stream.rng(Purpose::Shift, 0, step.prime).next_u64();
        let shift = fixed.wrapping_add(shifts.map_or(0, random));
        let new = Dimension { purpose, index, step, shift };
        self.0.push(new);
        new
    }
}

/// From one person to the next in one dimension: the root of a prime, as a fraction of 2⁶⁴.
#[derive(Clone, Copy, Debug)]
struct Step {
    prime: u32,
    fraction: u64,
}

impl Step {
    /// The step of a dimension, sought once for all lattices.
    fn number(dimension: usize) -> Self {
        static FOUND: Mutex<Vec<Step>> = Mutex::new(Vec::new());
        let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
        while found.len() <= dimension {
            let next = Self::after(&found);
            found.push(next);
        }
        found[dimension]
    }

    fn after(found: &[Self]) -> Self {
        let mut prime = found.last().map_or(1, |last| last.prime);
        loop {
            prime = next_prime(prime);
            let new = Self { prime, fraction: fraction_of_square_root(prime) };
            if new.keeps_distance(found) {
                return new;
            }
        }
    }

    /// Whether it resonates with none before it.
    ///
    /// When m·α ± n·β is nearly a whole number for a small m·n, two coordinates move together for a long time, and
    /// are correlated among any practical number of people. The distance asked for leaves about a third of all
    /// steps acceptable, so that the search is short.
    fn keeps_distance(self, found: &[Self]) -> bool {
        const MOST: u64 = 512;
        let distance = u64::MAX / (160 * (found.len() as u64 + 1));
        let from_whole = |fraction: u64| fraction.min(fraction.wrapping_neg());
        found.iter().all(|known| {
            (1..=MOST).all(|m| {
                (1..=MOST / m).all(|n| {
                    let left = self.fraction.wrapping_mul(m);
                    let right = known.fraction.wrapping_mul(n);
                    let sum = from_whole(left.wrapping_add(right));
                    let difference = from_whole(left.wrapping_sub(right));
                    sum.min(difference) >= distance / (m * n)
                })
            })
        })
    }
}

fn next_prime(after: u32) -> u32 {
    let mut candidate = after + 1;
    while !is_prime(candidate) {
        candidate += 1;
    }
    candidate
}

fn is_prime(n: u32) -> bool {
    n > 1 && (2..n).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d))
}

/// The first 64 binary digits after the point of √n, digit by digit.
fn fraction_of_square_root(n: u32) -> u64 {
    const DIGITS_BEFORE_POINT: u32 = 16;
    const DIGITS_AFTER_POINT: u32 = 64;
    let (mut root, mut remainder) = (0_u128, 0_u128);
    for digit in 0..DIGITS_BEFORE_POINT + DIGITS_AFTER_POINT {
        let pair = if digit < DIGITS_BEFORE_POINT { n >> (30 - 2 * digit) & 3 } else { 0 };
        remainder = remainder << 2 | u128::from(pair);
        let trial = root << 2 | 1;
        let bit = u128::from(remainder >= trial);
        remainder -= trial * bit;
        root = root << 1 | bit;
    }
    root as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn square_roots_are_exact_to_64_digits() {
        // python3 -c "from math import isqrt; print([hex(isqrt(p<<128) & (1<<64)-1) for p in (2, 3, 7919)])"
        assert_eq!(fraction_of_square_root(2), 0x6A09_E667_F3BC_C908);
        assert_eq!(fraction_of_square_root(3), 0xBB67_AE85_84CA_A73B);
        assert_eq!(fraction_of_square_root(7919), 0xFD1F_980D_E653_0261);
        assert_eq!(fraction_of_square_root(49), 0);
    }

    #[test]
    fn primes_follow_each_other() {
        let primes: Vec<u32> =
            std::iter::successors(Some(2), |p| Some(next_prime(*p))).take(10).collect();
        assert_eq!(primes, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
    }

    #[test]
    fn two_lattices_asked_the_same_are_the_same() {
        let ask = || {
            let lattice = Lattice::new();
            let mut out = vec![vec![0.0; 100]; 3];
            lattice.normals(Purpose::Trait, 0, &mut out[0]);
            lattice.uniforms(Purpose::Covariate, 4, &mut out[1]);
            lattice.normals(Purpose::Trait, 0, &mut out[2]);
            out
        };
        let answers = ask();
        assert_eq!(answers, ask());
        assert_eq!(answers[0], answers[2]);
        assert_ne!(answers[0], answers[1]);
    }

    /// Two hundred thousand random people would have errors of .002 in a mean, and up to .008 in the worst of the
    /// 780 correlations.
    #[test]
    fn a_calibration_population_is_even() {
        const PEOPLE: usize = 200_000;
        let lattice = Lattice::new();
        let draws: Vec<Vec<f64>> = (0..40)
            .map(|index| {
                let mut out = vec![0.0; PEOPLE];
                lattice.normals(Purpose::Noise, index, &mut out);
                out
            })
            .collect();
        let mean = |f: &dyn Fn(usize) -> f64| (0..PEOPLE).map(f).sum::<f64>() / PEOPLE as f64;
        for (d, a) in draws.iter().enumerate() {
            assert!(mean(&|i| a[i]).abs() < 2.5e-4, "mean of dimension {d}");
            assert!((mean(&|i| a[i] * a[i]) - 1.0).abs() < 1e-3, "variance of dimension {d}");
            for (e, b) in draws[..d].iter().enumerate() {
                let correlation = mean(&|i| a[i] * b[i]);
                assert!(
                    correlation.abs() < 0.004,
                    "dimensions {d} and {e} correlate {correlation}"
                );
            }
        }
    }
}
