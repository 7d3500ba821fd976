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

kernel! {
    /// Writes `constant + slope · (x − centre)`.
    pub fn from_centred(out: &mut [f64], constant: f64, slope: f64, x: &[f64], centre: f64) = |out: &mut [f64], constant: f64, slope, x: &[f64], centre| {
        for (out, x) in out.iter_mut().zip(x) {
            *out = constant + slope * (x - centre);
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

kernel! {
    /// Replaces the value of those by 0 whose code is above this one.
    pub fn keep_up_to(out: &mut [f64], codes: &[u8], code: u8) = |out: &mut [f64], codes: &[u8], code| {
        for (out, &own) in out.iter_mut().zip(codes) {
            let mask = u64::from(own <= code).wrapping_neg();
            *out = f64::from_bits(out.to_bits() & mask);
        }
    };
}

kernel! {
    /// How many of the codes are this one.
    pub fn count(codes: &[u8], code: u8) -> usize = |codes: &[u8], code| {
        /// As many counts of 8 bits side by side as suit the widest vectors.
        const LANES: usize = 64;
        let (rows, rest) = codes.as_chunks::<LANES>();
        let mut found = rest.iter().map(|&own| u32::from(own == code)).sum::<u32>();
        for rows in rows.chunks(usize::from(u8::MAX)) {
            let mut lanes = [0_u8; LANES];
            for row in rows {
                for (lane, &own) in lanes.iter_mut().zip(row) {
                    *lane += u8::from(own == code);
                }
            }
            found += lanes.iter().map(|&lane| u32::from(lane)).sum::<u32>();
        }
        found as usize
    };
}

kernel! {
    /// A sum in sixteen fixed lanes, and what is left after the last sixteen.
    pub fn sum(values: &[f64]) -> f64 = |values: &[f64]| {
        let (chunks, rest) = values.as_chunks::<16>();
        let mut lanes = [0.0; 16];
        for chunk in chunks {
            for (lane, x) in lanes.iter_mut().zip(chunk) {
                *lane += x;
            }
        }
        lanes.iter().sum::<f64>() + rest.iter().sum::<f64>()
    };
}

/// 1 or 0, by a mask that vectorises.
#[inline(always)]
#[allow(clippy::inline_always, reason = "must be inlined into each instruction set's version")]
fn one_if(holds: bool) -> f64 {
    f64::from_bits(1.0_f64.to_bits() & u64::from(holds).wrapping_neg())
}

#[cfg(test)]
mod tests {
    use super::{count, from_centred, keep_up_to, sum};
    use crate::level::Level;

    #[test]
    fn codes_are_counted_as_one_by_one_at_every_level() {
        for length in [0, 1, 63, 64, 65, 400, 64 * 300 + 7] {
            let codes: Vec<u8> = (0..length).map(|i| (i * i % 3) as u8).collect();
            for code in 0..4 {
                let one_by_one: usize = codes.iter().map(|own| usize::from(*own == code)).sum();
                for level in Level::ALL {
                    level.choose();
                    assert_eq!(count(&codes, code), one_by_one);
                }
            }
            assert_eq!(count(&vec![7; length], 7), length);
        }
    }

    #[test]
    fn sums_and_lines_have_the_same_bits_at_every_level() {
        let values: Vec<f64> = (0..403).map(|i| 1.0 / f64::from(i + 1)).collect();
        let found = Level::ALL.map(|level| {
            level.choose();
            let mut line = vec![9.0; values.len()];
            from_centred(&mut line, 0.5, -1.25, &values, 0.75);
            (sum(&values).to_bits(), line)
        });
        assert!((f64::from_bits(found[0].0) - values.iter().sum::<f64>()).abs() < 1e-12);
        let plain = values.iter().map(|x| 0.5 + -1.25 * (x - 0.75));
        assert_eq!(found[0].1, plain.collect::<Vec<_>>());
        assert!(found.iter().all(|level| *level == found[0]));
    }

    #[test]
    fn those_above_a_code_lose_their_value() {
        let mut values = [1.0, 2.0, 3.0, 4.0, 5.0];
        keep_up_to(&mut values, &[0, 2, 255, 1, 3], 2);
        assert_eq!(values, [1.0, 2.0, 0.0, 4.0, 0.0]);
    }
}
