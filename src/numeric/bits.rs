//! Sets of numbered things as bits, and sums over them.
#![allow(
    clippy::inline_always,
    reason = "kernels must be inlined into each instruction set's version"
)]

use crate::level::kernel;

/// Bits of one word.
const WORD: usize = 64;
/// Lanes of a sum.
const LANES: usize = 16;

/// A set of the numbers below some length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Makes it the set of those of the `codes` of which something holds, by number and code.
    pub fn select(&mut self, codes: &[u8], is_member: impl Fn(usize, u8) -> bool) {
        self.words.clear();
        self.len = 0;
        let mut flags = [0; WORD];
        for (k, block) in codes.chunks(WORD).enumerate() {
            let flags = &mut flags[..block.len()];
            for (j, (flag, &code)) in flags.iter_mut().zip(block).enumerate() {
                *flag = u8::from(is_member(WORD * k + j, code));
            }
            let word = pack(flags);
            self.len += word.count_ones() as usize;
            self.words.push(word);
        }
    }

    /// Makes it empty.
    pub fn clear(&mut self) {
        self.words.clear();
        self.len = 0;
    }

    /// How many members it has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Its members, increasing.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(k, &word)| {
            let rest = std::iter::successors(Some(word), |&word| Some(word & word.wrapping_sub(1)));
            rest.take_while(|&word| word != 0)
                .map(move |word| WORD * k + word.trailing_zeros() as usize)
        })
    }

    /// The sum of the values of its members, in sixteen fixed lanes.
    pub fn sum(&self, values: &[f64]) -> f64 {
        masked_sum(values, &self.words)
    }
}

/// A bit for each flag, of at most 64 that are 0 or 1.
#[inline]
fn pack(flags: &[u8]) -> u64 {
    let (eights, rest) = flags.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    // The product brings the eight flags side by side into the highest byte.
    let byte =
        |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let full = eights.iter().enumerate().fold(0, |word, (k, eight)| word | byte(eight) << (8 * k));
    if rest.is_empty() { full } else { full | byte(&last) << (8 * eights.len()) }
}

kernel! {
    fn masked_sum(values: &[f64], words: &[u64]) -> f64 = masked_sum_in_lanes;
}

#[inline(always)]
fn masked_sum_in_lanes(values: &[f64], words: &[u64]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (blocks, rest) = values.as_chunks::<WORD>();
    for (block, &word) in blocks.iter().zip(words) {
        for (k, values) in block.as_chunks::<LANES>().0.iter().enumerate() {
            add_masked(&mut lanes, values, word >> (LANES * k));
        }
    }
    if let (false, Some(&word)) = (rest.is_empty(), words.get(blocks.len())) {
        let mut last = [0.0; WORD];
        last[..rest.len()].copy_from_slice(rest);
        for (k, values) in last.as_chunks::<LANES>().0.iter().enumerate() {
            add_masked(&mut lanes, values, word >> (LANES * k));
        }
    }
    lanes.iter().sum()
}

#[inline(always)]
fn add_masked(lanes: &mut [f64; LANES], values: &[f64; LANES], word: u64) {
    for (lane, (sum, value)) in lanes.iter_mut().zip(values).enumerate() {
        let mask = 0_u64.wrapping_sub(word >> lane & 1);
        *sum += f64::from_bits(value.to_bits() & mask);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::Level;

    #[test]
    fn members_are_those_of_which_it_holds() {
        for length in [0, 1, 7, 8, 63, 64, 65, 200] {
            let codes: Vec<u8> = (0..length).map(|i| (i * i % 7) as u8).collect();
            let mut set = Bits::default();
            set.select(&codes, |i, code| code == 2 || i == 64);
            let expected: Vec<usize> = (0..length).filter(|&i| codes[i] == 2 || i == 64).collect();
            assert_eq!(set.iter().collect::<Vec<_>>(), expected);
            assert_eq!((set.len(), set.is_empty()), (expected.len(), expected.is_empty()));
            set.clear();
            assert!(set.is_empty() && set.iter().next().is_none());
        }
    }

    #[test]
    fn sums_are_of_the_members_and_the_same_bits_at_every_level() {
        for length in [0, 1, 15, 16, 17, 64, 100, 400] {
            let values: Vec<f64> = (0..length).map(|i| 1.0 / f64::from(i as u32 + 1)).collect();
            let mut set = Bits::default();
            set.select(&vec![0; length], |i, _| i % 3 != 1);
            let plain: f64 = set.iter().map(|i| values[i]).sum();
            let found = Level::ALL.map(|level| {
                level.choose();
                set.sum(&values)
            });
            assert!((found[0] - plain).abs() < 1e-12);
            assert!(found.iter().all(|sum| sum.to_bits() == found[0].to_bits()));
        }
    }
}
