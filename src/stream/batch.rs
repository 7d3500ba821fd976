//! Draws for everybody at once: one kernel, compiled for several instruction sets, with the same bits from each.
//!
//! Entities stand in tiles of thirty-two, eight blocks each: entity `e` has word `e % 32 / 8` of block
//! `8·(e / 32) + e % 8`. In the first half of a tile that word gives the distance of a pair of normals and in the second
//! its direction; the pair belongs to the two entities that stand sixteen apart.

#![expect(
    clippy::inline_always,
    reason = "must be compiled with the instruction set of the batch that calls it"
)]

use super::philox::block;
use super::transform::{direction, radius, uniform};
use crate::level::kernel;

/// Blocks in a tile.
const BLOCKS: usize = 8;
/// Half a tile: one vector of words.
const HALF: usize = 16;
/// Entities in a tile.
const TILE: usize = 2 * HALF;
/// Tiles computed side by side: enough independent work in flight to hide the multiplier's latency.
const RUN: usize = 4;

/// What a batch shares: the three fixed counter words and the key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address {
    pub(super) index: u32,
    pub(super) label: u32,
    pub(super) replication: u32,
    pub(super) key: [u32; 2],
}

kernel! {
    /// Fills `out` with words.
    pub(super) fn fill_words(address: Address, out: &mut [u32]) = words;
}

kernel! {
    /// Fills `out` with uniforms in (0, 1).
    pub(super) fn fill_uniforms(address: Address, out: &mut [f64]) = uniforms;
}

kernel! {
    /// Fills `out` with standard normals.
    pub(super) fn fill_normals(address: Address, out: &mut [f64]) = normals;
}

kernel! {
    /// Fills `out[k]` with the word of entity `entities[k]`.
    pub(super) fn fill_words_of(address: Address, entities: &[u32], out: &mut [u32]) = words_of;
}

kernel! {
    /// Fills `out[k]` with the uniform of entity `entities[k]`.
    pub(super) fn fill_uniforms_of(address: Address, entities: &[u32], out: &mut [f64]) = uniforms_of;
}

kernel! {
    /// Fills `out[k]` with the standard normal of entity `entities[k]`.
    pub(super) fn fill_normals_of(address: Address, entities: &[u32], out: &mut [f64]) = normals_of;
}

/// The words of `T` tiles from tile `first` on, by half.
#[inline(always)]
fn tiles<const T: usize>(address: Address, first: usize) -> [[[u32; HALF]; 2]; T] {
    let Address { index, label, replication, key } = address;
    let (index, label, replication) = (u64::from(index), u64::from(label), u64::from(replication));
    let first = (first * BLOCKS) as u64;
    let (mut low, mut high) = ([[0; BLOCKS]; T], [[0; BLOCKS]; T]);
    let halves = low.as_flattened_mut().iter_mut().zip(high.as_flattened_mut());
    for (k, (low, high)) in halves.enumerate() {
        let block = block([first + k as u64, index, label, replication], key);
        *low = block.first;
        *high = block.second;
    }
    let mut tiles = [[[0; HALF]; 2]; T];
    for (tile, (low, high)) in tiles.iter_mut().zip(low.iter().zip(&high)) {
        for (words, half) in tile.iter_mut().zip([low, high]) {
            for lane in 0..BLOCKS {
                words[lane] = half[lane] as u32;
                words[BLOCKS + lane] = (half[lane] >> 32) as u32;
            }
        }
    }
    tiles
}

/// Runs `$some::<T>(address, first, part)` over parts of `out` of `T` tiles each; what is left after the last run of
/// [`RUN`] goes tile by tile.
///
/// A macro, because a function would have to be told of `T`.
macro_rules! by_run {
    ($some:ident, $address:expr, $out:expr) => {{
        let (runs, rest) = $out.as_chunks_mut::<{ RUN * TILE }>();
        let whole = runs.len() * RUN;
        for (run, out) in runs.iter_mut().enumerate() {
            $some::<RUN>($address, run * RUN, out);
        }
        for (tile, out) in rest.chunks_mut(TILE).enumerate() {
            $some::<1>($address, whole + tile, out);
        }
    }};
}

#[inline(always)]
fn words(address: Address, out: &mut [u32]) {
    by_run!(some_words, address, out);
}

#[inline(always)]
fn uniforms(address: Address, out: &mut [f64]) {
    by_run!(some_uniforms, address, out);
}

#[inline(always)]
fn normals(address: Address, out: &mut [f64]) {
    by_run!(some_normals, address, out);
}

#[inline(always)]
fn some_words<const T: usize>(address: Address, first: usize, out: &mut [u32]) {
    let tiles = tiles::<T>(address, first);
    out.copy_from_slice(&tiles.as_flattened().as_flattened()[..out.len()]);
}

#[inline(always)]
fn some_uniforms<const T: usize>(address: Address, first: usize, out: &mut [f64]) {
    let tiles = tiles::<T>(address, first);
    for (out, word) in out.iter_mut().zip(tiles.as_flattened().as_flattened()) {
        *out = uniform(*word);
    }
}

#[inline(always)]
fn some_normals<const T: usize>(address: Address, first: usize, out: &mut [f64]) {
    let tiles = tiles::<T>(address, first);
    let mut values = [[[0.0_f32; HALF]; 2]; T];
    for ([first, second], [distances, directions]) in values.iter_mut().zip(&tiles) {
        for lane in 0..HALF {
            let (radius, direction) = (radius(distances[lane]), direction(directions[lane]));
            first[lane] = radius * direction.cos;
            second[lane] = radius * direction.sin;
        }
    }
    for (out, value) in out.iter_mut().zip(values.as_flattened().as_flattened()) {
        *out = f64::from(*value);
    }
}

/// Entities looked up at once.
const LOOKED_UP: usize = 32;

/// The blocks of at most [`LOOKED_UP`] entities.
#[inline(always)]
fn blocks_of(address: Address, entities: &[u32]) -> [[u64; LOOKED_UP]; 2] {
    let Address { index, label, replication, key } = address;
    let (index, label, replication) = (u64::from(index), u64::from(label), u64::from(replication));
    let mut known = [0; LOOKED_UP];
    known[..entities.len()].copy_from_slice(entities);
    let [mut low, mut high] = [[0; LOOKED_UP]; 2];
    for k in 0..LOOKED_UP {
        let number = u64::from(known[k] / 32 * 8 + known[k] % 8);
        let block = block([number, index, label, replication], key);
        low[k] = block.first;
        high[k] = block.second;
    }
    [low, high]
}

/// The word of an entity in its block.
#[inline(always)]
fn own_word(entity: u32, [low, high]: [u64; 2]) -> u32 {
    let half = if in_first_half(entity) { low } else { high };
    word_of_half(entity, half)
}

/// Whether an entity stands in the first half of its tile.
#[inline(always)]
fn in_first_half(entity: u32) -> bool {
    entity % 32 < 16
}

/// The word of half a block that belongs to an entity or to its other of the pair.
#[inline(always)]
fn word_of_half(entity: u32, half: u64) -> u32 {
    (half >> (32 * (entity / 8 % 2))) as u32
}

#[inline(always)]
fn words_of(address: Address, entities: &[u32], out: &mut [u32]) {
    for (entities, out) in entities.chunks(LOOKED_UP).zip(out.chunks_mut(LOOKED_UP)) {
        let [low, high] = blocks_of(address, entities);
        for (k, (out, &entity)) in out.iter_mut().zip(entities).enumerate() {
            *out = own_word(entity, [low[k], high[k]]);
        }
    }
}

#[inline(always)]
fn uniforms_of(address: Address, entities: &[u32], out: &mut [f64]) {
    for (entities, out) in entities.chunks(LOOKED_UP).zip(out.chunks_mut(LOOKED_UP)) {
        let [low, high] = blocks_of(address, entities);
        for (k, (out, &entity)) in out.iter_mut().zip(entities).enumerate() {
            *out = uniform(own_word(entity, [low[k], high[k]]));
        }
    }
}

#[inline(always)]
fn normals_of(address: Address, entities: &[u32], out: &mut [f64]) {
    for (entities, out) in entities.chunks(LOOKED_UP).zip(out.chunks_mut(LOOKED_UP)) {
        let [low, high] = blocks_of(address, entities);
        let (mut radii, mut directions) = ([0; LOOKED_UP], [0; LOOKED_UP]);
        for (k, &entity) in entities.iter().enumerate() {
            radii[k] = word_of_half(entity, low[k]);
            directions[k] = word_of_half(entity, high[k]);
        }
        let [mut cos, mut sin] = [[0.0_f32; LOOKED_UP]; 2];
        for k in 0..LOOKED_UP {
            let (radius, direction) = (radius(radii[k]), direction(directions[k]));
            cos[k] = radius * direction.cos;
            sin[k] = radius * direction.sin;
        }
        for (k, (out, &entity)) in out.iter_mut().zip(entities).enumerate() {
            *out = f64::from(if in_first_half(entity) { cos[k] } else { sin[k] });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::philox::key_of;

    const ADDRESS: Address = Address { index: 3, label: 0x105, replication: 77, key: [1, 2] };

    /// The words of an entity's place in the first and the second half, as the module's first paragraph defines them.
    fn pair_of(entity: usize) -> [u32; 2] {
        let number = (8 * (entity / 32) + entity % 8) as u64;
        let Address { index, label, replication, key } = ADDRESS;
        let words = block([number, index.into(), label.into(), replication.into()], key).words();
        [words[entity / 8 % 2], words[2 + entity / 8 % 2]]
    }

    #[test]
    fn a_batch_equals_one_entity_at_a_time() {
        let (mut uniforms, mut normals) = (vec![0.0; 1_000], vec![0.0; 1_000]);
        let mut words = vec![0; 1_000];
        fill_words(ADDRESS, &mut words);
        fill_uniforms(ADDRESS, &mut uniforms);
        fill_normals(ADDRESS, &mut normals);
        for entity in 0..1_000 {
            let pair = pair_of(entity);
            let direction = direction(pair[1]);
            let (word, share) =
                if entity % 32 < 16 { (pair[0], direction.cos) } else { (pair[1], direction.sin) };
            assert_eq!(words[entity], word);
            assert_eq!(uniforms[entity].to_bits(), uniform(word).to_bits());
            assert_eq!(normals[entity].to_bits(), f64::from(radius(pair[0]) * share).to_bits());
        }
    }

    /// R15: the version chosen for this machine against the one for any machine.
    #[test]
    fn r15_every_instruction_set_gives_the_same_bits() {
        for people in [0, 1, 7, 8, 9, 15, 16, 17, 127, 128, 129, 6_030] {
            let (mut dispatched, mut baseline) = (vec![0.0; people], vec![0.0; people]);
            let address = Address { key: key_of(people as u64), ..ADDRESS };
            fill_uniforms(address, &mut dispatched);
            uniforms(address, &mut baseline);
            assert_eq!(dispatched, baseline);
            fill_normals(address, &mut dispatched);
            normals(address, &mut baseline);
            assert_eq!(dispatched, baseline);
        }
    }

    type Fill = fn(Address, &[u32], &mut [f64]);

    /// Some people alone have the draws they have among everybody, from every instruction set.
    #[test]
    fn selected_entities_have_their_own_draws() {
        let (mut all_uniforms, mut all_normals) = (vec![0.0; 6_030], vec![0.0; 6_030]);
        fill_uniforms(ADDRESS, &mut all_uniforms);
        fill_normals(ADDRESS, &mut all_normals);
        let some: Vec<u32> = (0..6_030).filter(|i| i % 7 == 3 || i % 16 == 9).collect();
        let of = |all: &[f64]| some.iter().map(|&i| all[i as usize]).collect::<Vec<_>>();
        let mut out = vec![0.0; some.len()];
        let cases: [(Fill, &[f64]); 4] = [
            (fill_uniforms_of, &all_uniforms),
            (uniforms_of, &all_uniforms),
            (fill_normals_of, &all_normals),
            (normals_of, &all_normals),
        ];
        for (fill, all) in cases {
            fill(ADDRESS, &some, &mut out);
            assert_eq!(out, of(all));
        }
        let (mut all_words, mut words) = (vec![0; 6_030], vec![0; some.len()]);
        fill_words(ADDRESS, &mut all_words);
        fill_words_of(ADDRESS, &some, &mut words);
        assert_eq!(words, some.iter().map(|&i| all_words[i as usize]).collect::<Vec<_>>());
    }

    #[test]
    fn growing_a_batch_keeps_those_who_were_there() {
        let mut all = vec![0.0; 700];
        fill_normals(ADDRESS, &mut all);
        for people in [1, 8, 13, 16, 100, 128, 350, 699] {
            let mut first = vec![0.0; people];
            fill_normals(ADDRESS, &mut first);
            assert_eq!(first, all[..people]);
        }
    }
}
