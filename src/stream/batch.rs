//! Draws for everybody at once: one kernel, compiled for several instruction sets, with the same bits from each.
//!
//! Entities stand in groups of sixteen. Lane `l` of group `g` computes block `8g + l`, whose first half belongs to
//! entity `16g + l` and whose second half to entity `16g + 8 + l`.

#![expect(
    clippy::inline_always,
    reason = "must be compiled with the instruction set of the batch that calls it"
)]

use multiversion::multiversion;

use super::philox::block;
use super::transform::{direction, radius, uniform};

/// Blocks in a group; a group serves twice as many entities.
const LANES: usize = 8;
const GROUP: usize = 2 * LANES;
/// Groups computed before they are put in place.
const TILE_GROUPS: usize = 8;
const TILE: usize = TILE_GROUPS * GROUP;

/// What a batch shares: the three fixed counter words and the key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address {
    pub(super) index: u32,
    pub(super) label: u32,
    pub(super) replication: u32,
    pub(super) key: [u32; 2],
}

/// Fills `out` with uniforms in (0, 1).
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn fill_uniforms(address: Address, out: &mut [f64]) {
    uniforms(address, out);
}

/// Fills `out` with standard normals.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn fill_normals(address: Address, out: &mut [f64]) {
    normals(address, out);
}

/// Fills `out[k]` with the uniform of entity `entities[k]`.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn fill_uniforms_of(address: Address, entities: &[u32], out: &mut [f64]) {
    uniforms_of(address, entities, out);
}

/// Fills `out[k]` with the standard normal of entity `entities[k]`.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn fill_normals_of(address: Address, entities: &[u32], out: &mut [f64]) {
    normals_of(address, entities, out);
}

#[inline(always)]
fn uniforms_of(address: Address, entities: &[u32], out: &mut [f64]) {
    let mut bits = Halves::<u64>::default();
    for (entities, out) in entities.chunks(TILE / 2).zip(out.chunks_mut(TILE / 2)) {
        draw_bits_of(address, entities, &mut bits);
        let halves = bits.first.iter().zip(&bits.second);
        for ((value, &entity), (&first, &second)) in out.iter_mut().zip(entities).zip(halves) {
            *value = uniform(if in_first_half(entity) { first } else { second });
        }
    }
}

#[inline(always)]
fn normals_of(address: Address, entities: &[u32], out: &mut [f64]) {
    let mut bits = Halves::<u64>::default();
    let mut radii = [0.0; TILE / 2];
    for (entities, out) in entities.chunks(TILE / 2).zip(out.chunks_mut(TILE / 2)) {
        draw_bits_of(address, entities, &mut bits);
        for (value, bits) in radii.iter_mut().zip(&bits.first) {
            *value = radius(*bits);
        }
        let drawn = radii.iter().zip(&bits.second);
        for ((value, &entity), (radius, &second)) in out.iter_mut().zip(entities).zip(drawn) {
            let direction = direction(second);
            let share = if in_first_half(entity) { direction.cos } else { direction.sin };
            *value = radius * share;
        }
    }
}

/// Whether an entity has the first half of its block.
#[inline(always)]
fn in_first_half(entity: u32) -> bool {
    entity as usize % GROUP < LANES
}

/// The random bits of the blocks of at most half a tile of entities.
#[inline(always)]
fn draw_bits_of(address: Address, entities: &[u32], bits: &mut Halves<u64>) {
    let Address { index, label, replication, key } = address;
    let (index, label, replication) = (u64::from(index), u64::from(label), u64::from(replication));
    let pairs = bits.first.iter_mut().zip(&mut bits.second);
    for ((first, second), &entity) in pairs.zip(entities) {
        let (group, place) = (entity as usize / GROUP, entity as usize % GROUP);
        let number = (LANES * group + place % LANES) as u64;
        let block = block([number, index, label, replication], key);
        *first = block.first;
        *second = block.second;
    }
}

#[inline(always)]
fn uniforms(address: Address, out: &mut [f64]) {
    let mut bits = Halves::<u64>::default();
    let mut values = Halves::<f64>::default();
    for (tile, out) in out.chunks_mut(TILE).enumerate() {
        let blocks = out.len().div_ceil(GROUP) * LANES;
        draw_bits(address, tile, &mut bits, blocks);
        for (value, bits) in values.first[..blocks].iter_mut().zip(&bits.first[..blocks]) {
            *value = uniform(*bits);
        }
        for (value, bits) in values.second[..blocks].iter_mut().zip(&bits.second[..blocks]) {
            *value = uniform(*bits);
        }
        place(&values, out);
    }
}

/// Short loops rather than one long one: each then has enough independent work in flight to hide its latencies.
#[inline(always)]
fn normals(address: Address, out: &mut [f64]) {
    let mut bits = Halves::<u64>::default();
    let mut values = Halves::<f64>::default();
    for (tile, out) in out.chunks_mut(TILE).enumerate() {
        let blocks = out.len().div_ceil(GROUP) * LANES;
        draw_bits(address, tile, &mut bits, blocks);
        for (value, bits) in values.first[..blocks].iter_mut().zip(&bits.first[..blocks]) {
            *value = radius(*bits);
        }
        let pairs = values.first[..blocks].iter_mut().zip(&mut values.second[..blocks]);
        for ((first, second), bits) in pairs.zip(&bits.second[..blocks]) {
            let direction = direction(*bits);
            *second = *first * direction.sin;
            *first *= direction.cos;
        }
        place(&values, out);
    }
}

/// The two halves of the blocks of one tile.
struct Halves<T> {
    first: [T; TILE / 2],
    second: [T; TILE / 2],
}

impl<T: Copy + Default> Default for Halves<T> {
    fn default() -> Self {
        Self { first: [T::default(); TILE / 2], second: [T::default(); TILE / 2] }
    }
}

/// The random bits of the first `blocks` blocks of a tile.
#[inline(always)]
fn draw_bits(address: Address, tile: usize, bits: &mut Halves<u64>, blocks: usize) {
    let Address { index, label, replication, key } = address;
    let (index, label, replication) = (u64::from(index), u64::from(label), u64::from(replication));
    let first_block = (tile * TILE / 2) as u64;
    let pairs = bits.first[..blocks].iter_mut().zip(&mut bits.second[..blocks]);
    for (lane, (first, second)) in pairs.enumerate() {
        let block = block([first_block + lane as u64, index, label, replication], key);
        *first = block.first;
        *second = block.second;
    }
}

/// Puts a tile's values where their entities stand.
#[inline(always)]
fn place(values: &Halves<f64>, out: &mut [f64]) {
    let (firsts, _) = values.first.as_chunks::<LANES>();
    let (seconds, _) = values.second.as_chunks::<LANES>();
    let (groups, rest) = out.as_chunks_mut::<GROUP>();
    for (group, (first, second)) in groups.iter_mut().zip(firsts.iter().zip(seconds)) {
        group[..LANES].copy_from_slice(first);
        group[LANES..].copy_from_slice(second);
    }
    if !rest.is_empty() {
        let (left, right) = rest.split_at_mut(rest.len().min(LANES));
        left.copy_from_slice(&firsts[groups.len()][..left.len()]);
        right.copy_from_slice(&seconds[groups.len()][..right.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::philox::key_of;

    const ADDRESS: Address = Address { index: 3, label: 0x105, replication: 77, key: [1, 2] };

    /// Entity by entity, as the module's first paragraph defines the layout.
    fn half_of(entity: usize) -> (super::super::philox::Block, bool) {
        let (group, place) = (entity / GROUP, entity % GROUP);
        let number = (LANES * group + place % LANES) as u64;
        let Address { index, label, replication, key } = ADDRESS;
        (block([number, index.into(), label.into(), replication.into()], key), place < LANES)
    }

    #[test]
    fn a_batch_equals_one_entity_at_a_time() {
        let (mut uniforms, mut normals) = (vec![0.0; 1_000], vec![0.0; 1_000]);
        fill_uniforms(ADDRESS, &mut uniforms);
        fill_normals(ADDRESS, &mut normals);
        for entity in 0..1_000 {
            let (block, is_first) = half_of(entity);
            let direction = direction(block.second);
            let (bits, share) =
                if is_first { (block.first, direction.cos) } else { (block.second, direction.sin) };
            assert_eq!(uniforms[entity].to_bits(), uniform(bits).to_bits());
            assert_eq!(normals[entity].to_bits(), (radius(block.first) * share).to_bits());
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
