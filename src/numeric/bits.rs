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

    /// Makes it the set of those of the `codes` that lie between two, these included.
    pub fn select_between(&mut self, codes: &[u8], lowest: u8, highest: u8) {
        self.words.clear();
        self.words.resize(codes.len().div_ceil(WORD), 0);
        mark_between(codes, lowest, highest - lowest, &mut self.words);
        self.len = self.words.iter().map(|word| word.count_ones() as usize).sum();
    }

    /// Makes it the set of all numbers below a length.
    pub fn select_all(&mut self, len: usize) {
        self.words.clear();
        self.words.resize(len.div_ceil(WORD), u64::MAX);
        if let (Some(last), rest @ 1..) = (self.words.last_mut(), len % WORD) {
            *last >>= WORD - rest;
        }
        self.len = len;
    }

    /// Makes it the same set as another.
    pub fn copy(&mut self, other: &Self) {
        self.words.clear();
        self.words.extend_from_slice(&other.words);
        self.len = other.len;
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
        if self.is_empty() {
            return 0.0;
        }
        masked_sum(values, &self.words)
    }
}

/// A bit for each flag, of at most 64 that are 0 or 1.
#[inline(always)]
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
    /// Marks the codes from the lowest on, over a width.
    fn mark_between(codes: &[u8], lowest: u8, width: u8, words: &mut [u64]) = mark_between_in_blocks;
}

#[inline(always)]
fn mark_between_in_blocks(codes: &[u8], lowest: u8, width: u8, words: &mut [u64]) {
    let mark = |flags: &mut [u8; WORD], codes: &[u8]| {
        for (flag, &code) in flags.iter_mut().zip(codes) {
            *flag = u8::from(code.wrapping_sub(lowest) <= width);
        }
    };
    let (blocks, rest) = codes.as_chunks::<WORD>();
    let mut flags = [0; WORD];
    for (block, word) in blocks.iter().zip(&mut *words) {
        mark(&mut flags, block);
        *word = pack(&flags);
    }
    if let (false, Some(last)) = (rest.is_empty(), words.get_mut(blocks.len())) {
        let mut flags = [0; WORD];
        mark(&mut flags, rest);
        *last = pack(&flags);
    }
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
    fn members_between_two_codes_are_those_selected_one_by_one() {
        for length in [0, 1, 7, 63, 64, 65, 128, 200] {
            let codes: Vec<u8> = (0..length).map(|i| (i * i % 251) as u8).collect();
            let (mut between, mut selected) = (Bits::default(), Bits::default());
            for (lowest, highest) in [(0, 0), (0, 9), (3, 200), (250, 255)] {
                between.select_between(&codes, lowest, highest);
                selected.select(&codes, |_, code| (lowest..=highest).contains(&code));
                assert_eq!(between, selected);
            }
            between.select_all(length);
            selected.select(&codes, |_, _| true);
            assert_eq!(between, selected);
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
