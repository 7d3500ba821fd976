//! Cholesky factor and inverse of X'X, with aliased columns dropped in column order.

use super::design_matrix::DesignMatrix;
use super::kernels;
use super::lanes::{AlignedBuffer, LANES, Lanes};
use crate::level::kernel;

/// A column is aliased when the columns before it leave less than this share of its sum of squares.
const ALIASING_TOLERANCE: f64 = 1e-9;

/// The factorised normal equations of one design matrix, shared by all its outcomes and contrasts.
#[derive(Debug, Clone, Default)]
pub struct Factor {
    rows: usize,
    columns: usize,
    stride: usize,
    aliased: Vec<usize>,
    sums: AlignedBuffer,
    gram: AlignedBuffer,
    root_inverse: AlignedBuffer,
    inverse: AlignedBuffer,
}

impl Factor {
    pub(super) fn compute(&mut self, x: &DesignMatrix) {
        let p = x.columns();
        self.rows = x.rows();
        self.columns = p;
        self.stride = p.next_multiple_of(LANES);
        self.sums.resize_stale(p * (p + 1) / 2 * LANES);
        for matrix in [&mut self.gram, &mut self.root_inverse, &mut self.inverse] {
            matrix.clear();
            matrix.extend_zeroed(p * self.stride);
        }
        self.aliased.clear();
        kernels::gram(x.panel(), self.sums.lanes_mut(), self.gram.as_mut_slice(), self.stride);
        let width = self.stride / LANES;
        cholesky(self.gram.as_mut_slice(), self.stride, &mut self.aliased);
        invert_root(self.gram.as_slice(), self.root_inverse.lanes_mut(), width);
        invert(self.root_inverse.as_slice(), self.inverse.lanes_mut(), width);
    }

    /// Number of rows n.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns that earlier columns explain (less than 10⁻⁹ of their sum of squares is left), ascending.
    pub fn aliased(&self) -> &[usize] {
        &self.aliased
    }

    /// Number of columns kept.
    pub fn rank(&self) -> usize {
        self.columns - self.aliased.len()
    }

    /// Residual degrees of freedom n − rank; zero when there are not more rows than columns kept.
    pub fn residual_df(&self) -> usize {
        self.rows.saturating_sub(self.rank())
    }

    /// Number of columns, aliased ones included.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// (X'X)⁻¹ on the kept columns, zero in aliased rows and columns; its rows padded to a multiple of eight.
    pub(super) fn inverse(&self) -> &[Lanes] {
        self.inverse.lanes()
    }

    /// Row `j` of [`Self::inverse`].
    pub(super) fn inverse_row(&self, j: usize) -> &[Lanes] {
        let width = self.stride / LANES;
        &self.inverse.lanes()[j * width..][..width]
    }

    /// L⁻¹ with X'X = LL', row-major in rows of [`Self::stride`], zero in aliased rows and columns.
    pub(super) fn root_inverse(&self) -> &[f64] {
        self.root_inverse.as_slice()
    }

    pub(super) fn stride(&self) -> usize {
        self.stride
    }

    /// Where the buffers live, to see that they stay.
    #[cfg(test)]
    pub(super) fn memory(&self) -> [*const f64; 4] {
        [&self.sums, &self.gram, &self.root_inverse, &self.inverse].map(|b| b.as_slice().as_ptr())
    }
}

kernel! {
    /// Overwrites the upper triangle of the row-major `a` by U with U'U = `a`; an aliased row becomes zero.
    ///
    /// The diagonal keeps the reciprocal `1/u_jj` (zero when aliased), which is what the inverse needs.
    fn cholesky(a: &mut [f64], stride: usize, aliased: &mut Vec<usize>) = cholesky_in_rows;
}

#[inline(always)]
fn cholesky_in_rows(a: &mut [f64], stride: usize, aliased: &mut Vec<usize>) {
    let p = a.len().checked_div(stride).unwrap_or(0);
    for j in 0..p {
        let (above, from_j) = a.split_at_mut(j * stride);
        let row = &mut from_j[..stride];
        let own = row[j];
        // Left-looking: subtract what the rows above explain, in order.
        for k in 0..j {
            let earlier = &above[k * stride..][..stride];
            let factor = earlier[j];
            let begin = j / LANES * LANES;
            for (value, earlier) in row[begin..].iter_mut().zip(&earlier[begin..]) {
                *value -= factor * earlier;
            }
        }
        let pivot = row[j];
        if pivot > ALIASING_TOLERANCE * own {
            let reciprocal = 1.0 / pivot.sqrt();
            row[j + 1..].iter_mut().for_each(|value| *value *= reciprocal);
            row[j] = reciprocal;
        } else {
            row[j..].fill(0.0);
            aliased.push(j);
        }
    }
}

kernel! {
    /// L⁻¹ from U = L' as left by [`cholesky`]: row j is `(e_j − Σ_{k<j} u_kj · row k)/u_jj`.
    fn invert_root(u: &[f64], inverse: &mut [Lanes], width: usize) = invert_root_in_rows;
}

#[inline(always)]
fn invert_root_in_rows(u: &[f64], inverse: &mut [Lanes], width: usize) {
    let stride = width * LANES;
    let p = u.len().checked_div(stride).unwrap_or(0);
    for j in 0..p {
        let (above, from_j) = inverse.split_at_mut(j * width);
        let row = from_j[..width].as_flattened_mut();
        for k in 0..j {
            let factor = u[k * stride + j];
            let end = k / LANES + 1;
            let earlier = above[k * width..][..end].as_flattened();
            for (value, earlier) in row.iter_mut().zip(earlier) {
                *value -= factor * earlier;
            }
        }
        row[j] = 1.0;
        let reciprocal = u[j * stride + j];
        row[..=j].iter_mut().for_each(|value| *value *= reciprocal);
    }
}

kernel! {
    /// (X'X)⁻¹ = (L⁻¹)'L⁻¹, symmetric to the last bit.
    fn invert(root_inverse: &[f64], inverse: &mut [Lanes], width: usize) = invert_in_rows;
}

#[inline(always)]
fn invert_in_rows(root_inverse: &[f64], inverse: &mut [Lanes], width: usize) {
    let stride = width * LANES;
    for (j, root) in root_inverse.chunks_exact(stride.max(1)).enumerate() {
        let used = (j / LANES + 1) * LANES;
        for (i, &factor) in root[..=j].iter().enumerate() {
            let row = inverse[i * width..][..used / LANES].as_flattened_mut();
            for (value, root) in row.iter_mut().zip(&root[..used]) {
                *value += factor * root;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor_of(rows: usize, columns: &[&dyn Fn(usize) -> f64]) -> Factor {
        let mut x = DesignMatrix::default();
        x.reset(rows);
        for column in columns {
            x.push_column().iter_mut().enumerate().for_each(|(i, value)| *value = column(i));
        }
        let mut factor = Factor::default();
        factor.compute(&x);
        factor
    }

    #[test]
    fn the_inverse_of_a_two_by_two_is_the_textbook_one() {
        let factor = factor_of(4, &[&|_| 1.0, &|i| i as f64]);
        let inverse: Vec<f64> =
            (0..2).flat_map(|j| factor.inverse_row(j).as_flattened()[..2].to_vec()).collect();
        for (got, want) in inverse.iter().zip([0.7, -0.3, -0.3, 0.2]) {
            assert!((got - want).abs() < 1e-14, "{got} for {want}");
        }
    }

    #[test]
    fn the_dispatched_factorisation_has_the_bits_of_the_baseline() {
        const P: usize = 11;
        const WIDTH: usize = 2;
        let stride = WIDTH * LANES;
        let mut gram = vec![0.0; P * stride];
        for i in 0..P {
            for j in i..P {
                let diagonal = if i == j { 3.0 } else { 0.0 };
                gram[i * stride + j] = diagonal + 1.0 / (1.0 + (i + 2 * j) as f64);
            }
        }
        let (mut u, mut u_base, mut aliased) = (gram.clone(), gram, Vec::new());
        cholesky(&mut u, stride, &mut aliased);
        cholesky_in_rows(&mut u_base, stride, &mut aliased);
        assert!(aliased.is_empty());
        assert_eq!(u, u_base);
        let zeros = || vec![[0.0; LANES]; P * WIDTH];
        let (mut root, mut root_base, mut inverse, mut inverse_base) =
            (zeros(), zeros(), zeros(), zeros());
        invert_root(&u, &mut root, WIDTH);
        invert_root_in_rows(&u, &mut root_base, WIDTH);
        assert_eq!(root, root_base);
        invert(root.as_flattened(), &mut inverse, WIDTH);
        invert_in_rows(root.as_flattened(), &mut inverse_base, WIDTH);
        assert_eq!(inverse, inverse_base);
    }

    #[test]
    fn aliased_columns_are_dropped_in_column_order() {
        let male = |i: usize| (i % 2) as f64;
        let factor =
            factor_of(12, &[&|_| 1.0, &male, &|i| 1.0 - male(i), &|_| 0.0, &|i| (i * i) as f64]);
        assert_eq!(factor.aliased(), [2, 3]);
        assert_eq!((factor.rank(), factor.residual_df()), (3, 9));
    }

    #[test]
    fn a_column_that_is_not_a_number_counts_as_aliased() {
        let factor = factor_of(9, &[&|_| 1.0, &|_| f64::NAN]);
        assert_eq!(factor.aliased(), [1]);
    }

    #[test]
    fn more_columns_than_rows_leave_no_degrees_of_freedom() {
        let factor = factor_of(2, &[&|_| 1.0, &|i| i as f64, &|i| (i * 3 + 1) as f64]);
        assert_eq!((factor.rank(), factor.residual_df()), (2, 0));
    }
}
