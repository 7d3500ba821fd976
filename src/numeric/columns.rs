//! Plain loops over the columns of many people, compiled for several instruction sets.

use crate::level::kernel;

kernel! {
    /// Adds `slope · x`.
    pub fn add_scaled(out: &mut [f64], slope: f64, x: &[f64]) = |out: &mut [f64], slope, x: &[f64]| {
        for (out, x) in out.iter_mut().zip(x) {
            *out += slope * x;
        }
    };
}

kernel! {
    /// Adds `slope · (x − centre)`.
    pub fn add_centred(out: &mut [f64], slope: f64, x: &[f64], centre: f64) = |out: &mut [f64], slope, x: &[f64], centre| {
        for (out, x) in out.iter_mut().zip(x) {
            *out += slope * (x - centre);
        }
    };
}

/// Adds the value of everybody's category.
pub fn add_by_level(out: &mut [f64], levels: &[u8], values: &[f64]) {
    match values {
        &[first, second] => add_either(out, levels, first, second),
        _ => out.iter_mut().zip(levels).for_each(|(out, &l)| *out += values[usize::from(l)]),
    }
}

kernel! {
    /// Adds one value for category 0 and another for every other category.
    fn add_either(out: &mut [f64], levels: &[u8], first: f64, second: f64) = |out: &mut [f64], levels: &[u8], first: f64, second: f64| {
        let differ = first.to_bits() ^ second.to_bits();
        for (out, &level) in out.iter_mut().zip(levels) {
            let mask = u64::from(level != 0).wrapping_neg();
            *out += f64::from_bits(first.to_bits() ^ differ & mask);
        }
    };
}

kernel! {
    /// Subtracts `x`.
    pub fn subtract(out: &mut [f64], x: &[f64]) = |out: &mut [f64], x: &[f64]| {
        for (out, x) in out.iter_mut().zip(x) {
            *out -= x;
        }
    };
}

kernel! {
    /// Multiplies by a factor.
    pub fn scale(out: &mut [f64], factor: f64) = |out: &mut [f64], factor| {
        for out in out {
            *out *= factor;
        }
    };
}

kernel! {
    /// Writes `(x − mean) / sd`.
    pub fn standardise(out: &mut [f64], x: &[f64], mean: f64, sd: f64) = |out: &mut [f64], x: &[f64], mean, sd| {
        for (out, x) in out.iter_mut().zip(x) {
            *out = (x - mean) / sd;
        }
    };
}

kernel! {
    /// Writes 1 for the people of one category, 0 for the others.
    pub fn indicate(out: &mut [f64], levels: &[u8], level: u8) = |out: &mut [f64], levels: &[u8], level| {
        for (out, &own) in out.iter_mut().zip(levels) {
            *out = one_if(own == level);
        }
    };
}

kernel! {
    /// Notes who lies above a cut.
    pub fn above(out: &mut [u8], x: &[f64], cut: f64) = |out: &mut [u8], x: &[f64], cut: f64| {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = u8::from(x > cut);
        }
    };
}

kernel! {
    /// Writes `constant + (x + noise)`.
    pub fn add_noise(out: &mut [f64], constant: f64, x: &[f64], noise: &[f64]) = |out: &mut [f64], constant: f64, x: &[f64], noise: &[f64]| {
        for ((out, x), noise) in out.iter_mut().zip(x).zip(noise) {
            *out = constant + (x + noise);
        }
    };
}

kernel! {
    /// Replaces what is positive by 1 and everything else by 0.
    pub fn are_positive(out: &mut [f64]) = |out: &mut [f64]| {
        for out in out {
            *out = one_if(*out > 0.0);
        }
    };
}

kernel! {
    /// Takes the value of those whose code is this one.
    pub fn take(out: &mut [f64], x: &[f64], codes: &[u8], code: u8) = |out: &mut [f64], x: &[f64], codes: &[u8], code| {
        for ((out, &x), &own) in out.iter_mut().zip(x).zip(codes) {
            let mask = u64::from(own == code).wrapping_neg();
            let (old, new) = (out.to_bits(), x.to_bits());
            *out = f64::from_bits(old ^ (old ^ new) & mask);
        }
    };
}

/// 1 or 0, by a mask that vectorises.
#[inline(always)]
#[allow(clippy::inline_always, reason = "must be inlined into each instruction set's version")]
fn one_if(holds: bool) -> f64 {
    f64::from_bits(1.0_f64.to_bits() & u64::from(holds).wrapping_neg())
}
