//! The generator: Philox4x32-10 of Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3".
//!
//! A block is a pure function of a 128-bit counter and a 64-bit key; nothing is stored between calls.

use rand::TryRng;
use rand::rand_core::{Infallible, utils};

/// Round multipliers, Salmon et al. (2011), Table 2.
const MULTIPLIER_0: u64 = 0xD251_1F53;
const MULTIPLIER_1: u64 = 0xCD9E_8D57;
/// Weyl increments of the key: the golden ratio and √3 − 1.
const WEYL_0: u32 = 0x9E37_79B9;
const WEYL_1: u32 = 0xBB67_AE85;
const ROUNDS: usize = 10;
const LOW_WORD: u64 = 0xFFFF_FFFF;

/// The key of one seed: low word, high word.
pub(super) fn key_of(seed: u64) -> [u32; 2] {
    [seed as u32, (seed >> 32) as u32]
}

/// The two 64-bit halves of one block: words 0 and 1, words 2 and 3, each with the low word first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) first: u64,
    pub(super) second: u64,
}

impl Block {
    /// The four words in order.
    #[expect(
        clippy::inline_always,
        reason = "must be compiled with the instruction set of the batch that calls it"
    )]
    #[inline(always)]
    pub(super) fn words(self) -> [u32; 4] {
        let Self { first, second } = self;
        [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32]
    }
}

/// Ten rounds of Philox4x32.
///
/// The words ride in 64-bit lanes whose upper halves are ignored until the end, which is what a vector multiplier
/// wants: a loop over counters around this function vectorises.
#[expect(
    clippy::inline_always,
    reason = "must be compiled with the instruction set of the batch that calls it"
)]
#[inline(always)]
pub(super) fn block(counter: [u64; 4], key: [u32; 2]) -> Block {
    let [mut c0, mut c1, mut c2, mut c3] = counter;
    let [mut key_0, mut key_1] = key;
    for _ in 0..ROUNDS {
        let product_0 = (c0 & LOW_WORD) * MULTIPLIER_0;
        let product_1 = (c2 & LOW_WORD) * MULTIPLIER_1;
        c0 = (product_1 >> 32) ^ c1 ^ u64::from(key_0);
        c2 = (product_0 >> 32) ^ c3 ^ u64::from(key_1);
        c1 = product_1;
        c3 = product_0;
        key_0 = key_0.wrapping_add(WEYL_0);
        key_1 = key_1.wrapping_add(WEYL_1);
    }
    Block { first: (c0 & LOW_WORD) | (c1 << 32), second: (c2 & LOW_WORD) | (c3 << 32) }
}

/// Bits of the third counter word that are below the sequence number of a [`StreamRng`]; batch draws have sequence 0.
pub(super) const SEQUENCE_SHIFT: u32 = 10;
/// Sequence numbers run from 1 to this.
const LAST_SEQUENCE: u32 = u32::MAX >> SEQUENCE_SHIFT;

/// A sequential generator for one entity, for draws that take an unknown number of uniforms (Poisson, gamma, shuffles).
///
/// Made by [`Stream::rng`](super::Stream::rng). Its words never coincide with those of a batch. It repeats itself after
/// 2²⁴ − 4 words.
#[derive(Clone, Debug)]
pub struct StreamRng {
    counter: [u32; 4],
    key: [u32; 2],
    sequence: u32,
    words: [u32; 4],
    used: usize,
}

impl StreamRng {
    /// A generator on the counters `(entity, index, label + sequence, replication)`.
    pub(super) fn new(counter: [u32; 4], key: [u32; 2]) -> Self {
        Self { counter, key, sequence: 0, words: [0; 4], used: 4 }
    }

    fn next_word(&mut self) -> u32 {
        if self.used == self.words.len() {
            self.sequence = if self.sequence == LAST_SEQUENCE { 1 } else { self.sequence + 1 };
            let [entity, index, label, replication] = self.counter.map(u64::from);
            let label = label | u64::from(self.sequence << SEQUENCE_SHIFT);
            self.words = block([entity, index, label, replication], self.key).words();
            self.used = 0;
        }
        let word = self.words[self.used];
        self.used += 1;
        word
    }
}

impl TryRng for StreamRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next_word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.next_word());
        Ok(low | u64::from(self.next_word()) << 32)
    }

    fn try_fill_bytes(&mut self, destination: &mut [u8]) -> Result<(), Infallible> {
        utils::fill_bytes_via_next_word(destination, || self.try_next_u32())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, RngExt};

    fn words(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
        let Block { first, second } = block(counter.map(u64::from), key);
        [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32]
    }

    /// Random123 `kat_vectors`, lines `philox4x32 10`.
    #[test]
    fn v02_philox_gives_the_known_answers() {
        assert_eq!(words([0; 4], [0; 2]), [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]);
        assert_eq!(
            words([u32::MAX; 4], [u32::MAX; 2]),
            [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]
        );
        assert_eq!(
            words([0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0]),
            [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]
        );
    }

    #[test]
    fn the_sequential_generator_reads_blocks_in_order() {
        let key = key_of(42);
        let mut rng = StreamRng::new([7, 3, 5, 11], key);
        let first = words([7, 3, 5 | 1 << SEQUENCE_SHIFT, 11], key);
        let second = words([7, 3, 5 | 2 << SEQUENCE_SHIFT, 11], key);
        for expected in first.into_iter().chain(second) {
            assert_eq!(rng.next_u32(), expected);
        }
    }

    #[test]
    fn the_sequential_generator_never_enters_the_counters_of_a_batch() {
        let mut rng = StreamRng::new([0; 4], [0; 2]);
        rng.sequence = LAST_SEQUENCE;
        let wrapped = rng.next_u32();
        assert_eq!(wrapped, words([0, 0, 1 << SEQUENCE_SHIFT, 0], [0; 2])[0]);
    }

    #[test]
    fn the_sequential_generator_serves_rand() {
        let mut rng = StreamRng::new([1, 2, 3, 4], key_of(5));
        let mean = (0..10_000).map(|_| rng.random::<f64>()).sum::<f64>() / 10_000.0;
        // Four standard errors of a uniform's mean, √(1/12/10⁴).
        assert!((mean - 0.5).abs() < 4.0 * 0.002_887, "mean {mean}");
    }
}
