//! The inner loops of a regression, compiled for several instruction sets.
//!
//! Every number is computed by the same operations in the same order whatever the instruction set and the
//! tile: tiles only decide which independent sums are carried side by side. No fused multiply-add is used.

use std::array::from_fn;

use super::design_matrix::Panel;
use super::lanes::{Lanes, add_product, add_scaled, sum_lanes};
use crate::level::kernel;

/// Groups of eight rows per block of X'X: with 25 columns a block fits the first-level cache.
const BLOCK: usize = 64;

kernel! {
    /// X'X in the upper triangle of `gram`, a row-major matrix with rows of `stride` groups of eight.
    ///
    /// `sums` is scratch for the lane sums: at least p(p + 1)/2 entries.
    pub(super) fn gram(x: Panel<'_>, sums: &mut [Lanes], gram: &mut [f64], stride: usize) = gram_tiled::<2>, gram_tiled::<3>;
}

#[inline(always)]
pub(super) fn gram_tiled<const T: usize>(
    x: Panel<'_>,
    sums: &mut [Lanes],
    gram: &mut [f64],
    stride: usize,
) {
    let p = x.columns;
    let sums = &mut sums[..p * (p + 1) / 2];
    sums.fill([0.0; 8]);
    for start in (0..x.height).step_by(BLOCK) {
        let rows = Rows { start, len: BLOCK.min(x.height - start) };
        let mut free = &mut *sums;
        for i in (0..p).step_by(T) {
            free = match (p - i).min(T) {
                1 => diagonal_tile::<1>(x, rows, i, free),
                2 => diagonal_tile::<2>(x, rows, i, free),
                3 => diagonal_tile::<3>(x, rows, i, free),
                _ => diagonal_tile::<4>(x, rows, i, free),
            };
            for j in (i + T..p).step_by(T) {
                free = match (p - j).min(T) {
                    1 => tile::<T, 1>(rows.of(x, i), rows.of(x, j), free),
                    2 => tile::<T, 2>(rows.of(x, i), rows.of(x, j), free),
                    3 => tile::<T, 3>(rows.of(x, i), rows.of(x, j), free),
                    _ => tile::<T, 4>(rows.of(x, i), rows.of(x, j), free),
                };
            }
        }
    }
    let mut next = sums.iter();
    let mut take = |i: usize, j: usize| {
        if let Some(sum) = next.next() {
            gram[i * stride + j] = sum_lanes(sum);
        }
    };
    for i in (0..p).step_by(T) {
        let end = p.min(i + T);
        (i..end).for_each(|a| (a..end).for_each(|b| take(a, b)));
        for j in (i + T..p).step_by(T) {
            (i..end).for_each(|a| (j..p.min(j + T)).for_each(|b| take(a, b)));
        }
    }
}

/// A run of row groups.
#[derive(Clone, Copy)]
struct Rows {
    start: usize,
    len: usize,
}

impl Rows {
    #[inline(always)]
    fn of<const N: usize>(self, x: Panel<'_>, first: usize) -> [&[Lanes]; N] {
        from_fn(|k| &x.column(first + k)[self.start..][..self.len])
    }
}

/// Adds the products of M left with N right columns to the first M·N sums; returns the sums after them.
#[inline(always)]
fn tile<'s, const M: usize, const N: usize>(
    left: [&[Lanes]; M],
    right: [&[Lanes]; N],
    sums: &'s mut [Lanes],
) -> &'s mut [Lanes] {
    let (own, rest) = sums.split_at_mut(M * N);
    let mut tile: [[Lanes; N]; M] = from_fn(|a| from_fn(|b| own[a * N + b]));
    for r in 0..left[0].len() {
        let right: [Lanes; N] = from_fn(|b| right[b][r]);
        for (sums, left) in tile.iter_mut().zip(&left) {
            let left = left[r];
            for (sum, right) in sums.iter_mut().zip(&right) {
                add_product(sum, &left, right);
            }
        }
    }
    own.copy_from_slice(tile.as_flattened());
    rest
}

/// Adds the products of columns `i..i+M` among themselves, upper triangle, to the first M(M + 1)/2 sums.
#[inline(always)]
fn diagonal_tile<'s, const M: usize>(
    x: Panel<'_>,
    rows: Rows,
    i: usize,
    sums: &'s mut [Lanes],
) -> &'s mut [Lanes] {
    let (own, rest) = sums.split_at_mut(M * (M + 1) / 2);
    let place = |a: usize, b: usize| a * M - a * (a + 1) / 2 + b;
    let columns: [_; M] = rows.of(x, i);
    let mut tile: [[Lanes; M]; M] =
        from_fn(|a| from_fn(|b| if b < a { [0.0; 8] } else { own[place(a, b)] }));
    #[expect(clippy::needless_range_loop, reason = "r runs over rows of all columns at once")]
    for r in 0..rows.len {
        let row: [Lanes; M] = from_fn(|b| columns[b][r]);
        for a in 0..M {
            for b in a..M {
                add_product(&mut tile[a][b], &row[a], &row[b]);
            }
        }
    }
    for a in 0..M {
        for b in a..M {
            own[place(a, b)] = tile[a][b];
        }
    }
    rest
}

kernel! {
    /// X'Y into `products`, those of the first column of `y` first; `sums` is scratch for as many lane sums.
    pub(super) fn cross_products(x: Panel<'_>, y: Panel<'_>, sums: &mut [Lanes], products: &mut [f64]) = cross_products_tiled::<2, 2>, cross_products_tiled::<3, 4>;
}

#[inline(always)]
pub(super) fn cross_products_tiled<const M: usize, const N: usize>(
    x: Panel<'_>,
    y: Panel<'_>,
    sums: &mut [Lanes],
    products: &mut [f64],
) {
    for k in (0..y.columns).step_by(M) {
        let sums = &mut sums[k * x.columns..];
        match (y.columns - k).min(M) {
            1 => cross_products_of::<1, N>(x, y, k, sums),
            2 => cross_products_of::<2, N>(x, y, k, sums),
            _ => cross_products_of::<3, N>(x, y, k, sums),
        }
    }
    let all = x.columns * y.columns;
    reduce(&sums[..all], &mut products[..all]);
}

/// Puts the products of all columns of x with M columns of y into the first sums.
#[inline(always)]
fn cross_products_of<const M: usize, const N: usize>(
    x: Panel<'_>,
    y: Panel<'_>,
    k: usize,
    sums: &mut [Lanes],
) {
    for j in (0..x.columns).step_by(N) {
        match (x.columns - j).min(N) {
            1 => cross_product_tile::<M, 1>(x, y, [k, j], sums),
            2 => cross_product_tile::<M, 2>(x, y, [k, j], sums),
            3 => cross_product_tile::<M, 3>(x, y, [k, j], sums),
            _ => cross_product_tile::<M, 4>(x, y, [k, j], sums),
        }
    }
}

#[inline(always)]
fn cross_product_tile<const M: usize, const N: usize>(
    x: Panel<'_>,
    y: Panel<'_>,
    [k, j]: [usize; 2],
    sums: &mut [Lanes],
) {
    let rows = Rows { start: 0, len: x.height };
    let (left, right): ([_; M], [_; N]) = (rows.of(y, k), rows.of(x, j));
    let mut own = [[[0.0; 8]; N]; M];
    tile::<M, N>(left, right, own.as_flattened_mut());
    for (a, own) in own.iter().enumerate() {
        sums[a * x.columns + j..][..N].copy_from_slice(own);
    }
}

/// Adds up the lanes of every sum. Kept apart: inlined, it is vectorised by gathering, which is slower.
#[inline(never)]
fn reduce(sums: &[Lanes], totals: &mut [f64]) {
    for (total, sum) in totals.iter_mut().zip(sums) {
        *total = sum_lanes(sum);
    }
}

kernel! {
    /// Adds to columns of sums, `stride` apart, the columns of x, each times its factor, in column order; `factors` are
    /// those of the first column of sums first.
    pub(super) fn add_combinations(x: Panel<'_>, factors: &[f64], sums: &mut [Lanes], stride: usize) = add_combinations_tiled::<5>;
}

/// At most M columns of sums side by side.
#[inline(always)]
pub(super) fn add_combinations_tiled<const M: usize>(
    x: Panel<'_>,
    factors: &[f64],
    sums: &mut [Lanes],
    stride: usize,
) {
    let number = factors.len().checked_div(x.columns).unwrap_or(0);
    let mut done = 0;
    while done < number {
        let (factors, sums) = (&factors[done * x.columns..], &mut sums[done * stride..]);
        done += match (number - done).min(M) {
            1 => add_combination(x, &factors[..x.columns], sums),
            2 => add_side_by_side::<2>(x, factors, sums, stride),
            3 => add_side_by_side::<3>(x, factors, sums, stride),
            4 => add_side_by_side::<4>(x, factors, sums, stride),
            _ => add_side_by_side::<5>(x, factors, sums, stride),
        };
    }
}

/// Several groups of rows of one column of sums at a time, so that additions need not wait for each other; returns 1.
#[inline(always)]
fn add_combination(x: Panel<'_>, factors: &[f64], sums: &mut [Lanes]) -> usize {
    let (runs, rest) = sums[..x.height].as_chunks_mut::<4>();
    let whole = 4 * runs.len();
    for (k, run) in runs.iter_mut().enumerate() {
        add_combination_run(x, 4 * k, factors, run);
    }
    for (k, group) in rest.iter_mut().enumerate() {
        add_combination_run(x, whole + k, factors, std::array::from_mut(group));
    }
    1
}

#[inline(always)]
fn add_combination_run<const R: usize>(
    x: Panel<'_>,
    start: usize,
    factors: &[f64],
    sums: &mut [Lanes; R],
) {
    let mut run = *sums;
    for (j, &factor) in factors.iter().enumerate() {
        let column: &[Lanes; R] = x.run(j, start);
        for (sum, x) in run.iter_mut().zip(column) {
            add_scaled(sum, factor, x);
        }
    }
    *sums = run;
}

/// M columns of sums at a time, each group of rows of x read once for all; returns M.
#[inline(always)]
fn add_side_by_side<const M: usize>(
    x: Panel<'_>,
    factors: &[f64],
    sums: &mut [Lanes],
    stride: usize,
) -> usize {
    /// Columns of x whose factors are laid side by side.
    const COLUMNS: usize = 64;
    for first in (0..x.columns).step_by(COLUMNS) {
        let len = COLUMNS.min(x.columns - first);
        let mut own = [[0.0; M]; COLUMNS];
        for (j, own) in own[..len].iter_mut().enumerate() {
            *own = from_fn(|k| factors[k * x.columns + first + j]);
        }
        for r in 0..x.height {
            let mut run: [Lanes; M] = from_fn(|k| sums[k * stride + r]);
            for (j, factors) in own[..len].iter().enumerate() {
                let column = &x.column(first + j)[r];
                for (sum, factor) in run.iter_mut().zip(factors) {
                    add_scaled(sum, *factor, column);
                }
            }
            for (k, run) in run.iter().enumerate() {
                sums[k * stride + r] = *run;
            }
        }
    }
    M
}

kernel! {
    /// Leverages `h_i = ‖L⁻¹x_i‖²`, where X'X = LL' and `inverse` is L⁻¹, row-major with rows of `stride`; `near` is scratch
    /// for three groups of rows.
    pub(super) fn leverages(x: Panel<'_>, inverse: &[f64], stride: usize, near: &mut [Lanes], leverages: &mut [Lanes]) = leverages_tiled::<2, 2>, leverages_tiled::<3, 3>;
}

#[inline(always)]
pub(super) fn leverages_tiled<const T: usize, const R: usize>(
    x: Panel<'_>,
    inverse: &[f64],
    stride: usize,
    near: &mut [Lanes],
    leverages: &mut [Lanes],
) {
    let (runs, rest) = leverages[..x.height].as_chunks_mut::<R>();
    let whole = runs.len() * R;
    for (k, run) in runs.iter_mut().enumerate() {
        leverage_run::<T, R>(x, k * R, inverse, stride, near, run);
    }
    for (k, group) in rest.iter_mut().enumerate() {
        leverage_run::<T, 1>(x, whole + k, inverse, stride, near, std::array::from_mut(group));
    }
}

#[inline(always)]
fn leverage_run<const T: usize, const R: usize>(
    x: Panel<'_>,
    start: usize,
    inverse: &[f64],
    stride: usize,
    near: &mut [Lanes],
    leverages: &mut [Lanes; R],
) {
    // The columns are gone through once for every tile, and so laid side by side.
    let near = &mut near.as_chunks_mut::<R>().0[..x.columns];
    for (j, column) in near.iter_mut().enumerate() {
        *column = *x.run(j, start);
    }
    let mut sums = [[0.0; 8]; R];
    for i in (0..x.columns).step_by(T) {
        let inverse = &inverse[i * stride..];
        match (x.columns - i).min(T) {
            1 => leverage_tile::<1, R>(&near[..=i], inverse, stride, &mut sums),
            2 => leverage_tile::<2, R>(&near[..i + 2], inverse, stride, &mut sums),
            3 => leverage_tile::<3, R>(&near[..i + 3], inverse, stride, &mut sums),
            _ => leverage_tile::<4, R>(&near[..i + 4], inverse, stride, &mut sums),
        }
    }
    *leverages = sums;
}

/// Adds the squares of N rows of L⁻¹X' to `sums`, given the columns up to the last of them. Entries right of the diagonal
/// are zero and harmless.
#[inline(always)]
fn leverage_tile<const N: usize, const R: usize>(
    columns: &[[Lanes; R]],
    inverse: &[f64],
    stride: usize,
    sums: &mut [Lanes; R],
) {
    let rows: [&[f64]; N] = from_fn(|a| &inverse[a * stride..][..columns.len()]);
    let mut tile = [[[0.0; 8]; R]; N];
    for (j, column) in columns.iter().enumerate() {
        for (sums, row) in tile.iter_mut().zip(&rows) {
            for (sum, x) in sums.iter_mut().zip(column) {
                add_scaled(sum, row[j], x);
            }
        }
    }
    for row in &tile {
        for (sum, z) in sums.iter_mut().zip(row) {
            add_product(sum, z, z);
        }
    }
}

kernel! {
    /// Puts into `combination` the rows of `matrix`, each times its factor, in row order; rows are as long as `combination`.
    pub(super) fn combine_rows(matrix: &[Lanes], factors: &[f64], combination: &mut [Lanes]) = combine_rows_in_order;
}

#[inline(always)]
pub(super) fn combine_rows_in_order(matrix: &[Lanes], factors: &[f64], combination: &mut [Lanes]) {
    combination.fill([0.0; 8]);
    for (row, &factor) in matrix.chunks_exact(combination.len().max(1)).zip(factors) {
        for (sum, entry) in combination.iter_mut().zip(row) {
            add_scaled(sum, factor, entry);
        }
    }
}
