//! One answer, to the last bit, from every instruction set and every tile (ruling R15).

use std::array::from_fn;

use super::design_matrix::{DesignMatrix, Panel};
use super::lanes::Lanes;
use super::{kernels, meat};
use crate::level::Level;

const ROWS: usize = 389;
const COLUMNS: usize = 11;
const STRIDE: usize = 16;
const OUTCOMES: usize = 5;

fn noise(i: usize, j: usize) -> f64 {
    let mixed = (i * 31 + j * 17 + 1).wrapping_mul(0x9E37_79B9) % 10_007;
    mixed as f64 / 5_003.0 - 1.0
}

fn design() -> DesignMatrix {
    table(0..COLUMNS)
}

/// Several outcomes, the first of them `rows(60)`.
fn outcomes() -> DesignMatrix {
    table(60..60 + OUTCOMES)
}

fn table(columns: std::ops::Range<usize>) -> DesignMatrix {
    let mut x = DesignMatrix::default();
    x.reset(ROWS);
    for j in columns {
        x.push_column().iter_mut().enumerate().for_each(|(i, value)| *value = noise(i, j));
    }
    x
}

fn rows(j: usize) -> Vec<Lanes> {
    (0..ROWS.div_ceil(8)).map(|r| from_fn(|l| noise(8 * r + l, j))).collect()
}

fn lower_triangle() -> Vec<f64> {
    let entry = |(i, j): (usize, usize)| if j <= i { noise(i, j) } else { 0.0 };
    (0..COLUMNS).flat_map(|i| (0..STRIDE).map(move |j| entry((i, j)))).collect()
}

/// The bits of everything the kernels compute.
#[derive(Debug, PartialEq)]
struct Results {
    gram: Vec<u64>,
    products: Vec<u64>,
    combination: Vec<u64>,
    leverages: Vec<u64>,
    sums: [u64; 4],
}

impl Results {
    fn new(
        gram: &[f64],
        products: &[f64],
        combination: &[Lanes],
        leverages: &[Lanes],
        sums: [f64; 4],
    ) -> Self {
        let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect();
        Self {
            gram: bits(gram),
            products: bits(products),
            combination: bits(combination.as_flattened()),
            leverages: bits(leverages.as_flattened()),
            sums: sums.map(f64::to_bits),
        }
    }
}

fn dispatched(x: Panel<'_>) -> Results {
    let (g, e, w) = (rows(50), rows(60), rows(70));
    let mut lane_sums = vec![[0.0; 8]; COLUMNS * (COLUMNS + 1) / 2];
    let (mut xx, mut near) = (vec![0.0; COLUMNS * STRIDE], [[0.0; 8]; 4 * COLUMNS]);
    let (y, mut residuals) = (outcomes(), outcomes());
    let mut products = [0.0; COLUMNS * OUTCOMES];
    let (mut h, mut row, height) = (g.clone(), [[0.0; 8]; 2], y.stride());
    kernels::gram(x, &mut lane_sums, &mut xx, STRIDE);
    kernels::cross_products(x, y.panel(), &mut lane_sums, &mut products);
    kernels::add_combinations(x, &products, residuals.lanes_mut(), height);
    kernels::combine_rows(&w, &products[..COLUMNS], &mut row);
    kernels::leverages(x, &lower_triangle(), STRIDE, &mut near, &mut h);
    let sums =
        [meat::sum_of_squares(&e), meat::hc0(&g, &e), meat::hc2(&g, &e, &w), meat::hc3(&g, &e, &w)];
    let mut combination = residuals.lanes_mut().to_vec();
    combination.extend(row);
    Results::new(&xx, &products, &combination, &h, sums)
}

#[inline(always)]
fn in_place<const M: usize, const T: usize, const R: usize>(x: Panel<'_>) -> Results {
    let (g, e, w) = (rows(50), rows(60), rows(70));
    let mut lane_sums = vec![[0.0; 8]; COLUMNS * (COLUMNS + 1) / 2];
    let (mut xx, mut near) = (vec![0.0; COLUMNS * STRIDE], [[0.0; 8]; 4 * COLUMNS]);
    let (y, mut residuals) = (outcomes(), outcomes());
    let mut products = [0.0; COLUMNS * OUTCOMES];
    let (mut h, mut row, height) = (g.clone(), [[0.0; 8]; 2], y.stride());
    kernels::gram_tiled::<T>(x, &mut lane_sums, &mut xx, STRIDE);
    kernels::cross_products_tiled::<M, T>(x, y.panel(), &mut lane_sums, &mut products);
    kernels::add_combinations_tiled::<R>(x, &products, residuals.lanes_mut(), height);
    kernels::combine_rows_in_order(&w, &products[..COLUMNS], &mut row);
    kernels::leverages_tiled::<T, R>(x, &lower_triangle(), STRIDE, &mut near, &mut h);
    let sums = [
        meat::sum_of_squares_in_lanes(&e),
        meat::hc0_in_lanes(&g, &e),
        meat::hc2_in_lanes(&g, &e, &w),
        meat::hc3_in_lanes(&g, &e, &w),
    ];
    let mut combination = residuals.lanes_mut().to_vec();
    combination.extend(row);
    Results::new(&xx, &products, &combination, &h, sums)
}

#[test]
fn r15_every_instruction_set_and_tile_gives_the_same_bits() {
    let x = design();
    let baseline = in_place::<1, 1, 1>(x.panel());
    for level in Level::ALL {
        level.choose();
        assert_eq!(dispatched(x.panel()), baseline, "{level:?}");
    }
    Level::best().choose();
    assert_eq!(in_place::<2, 2, 4>(x.panel()), baseline);
    assert_eq!(in_place::<3, 3, 3>(x.panel()), baseline);
    assert_eq!(in_place::<1, 4, 2>(x.panel()), baseline);
}

#[test]
fn x_transposed_x_is_a_table_of_dot_products() {
    let x = design();
    let mut lane_sums = vec![[0.0; 8]; COLUMNS * (COLUMNS + 1) / 2];
    let mut xx = vec![0.0; COLUMNS * STRIDE];
    kernels::gram(x.panel(), &mut lane_sums, &mut xx, STRIDE);
    for i in 0..COLUMNS {
        for j in i..COLUMNS {
            let dot: f64 = x.column(i).iter().zip(x.column(j)).map(|(a, b)| a * b).sum();
            assert!((xx[i * STRIDE + j] - dot).abs() < 1e-11, "{i}, {j}");
        }
    }
}
