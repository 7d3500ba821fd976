//! How much slopes that differ by group add to the error of a difference at the mean of the covariates.

use super::design_matrix::DesignMatrix;
use super::kernels;
use super::lanes::{AlignedBuffer, LANES};

/// Covariances of the covariates of an interacted design, in memory that is used again.
#[derive(Debug, Clone, Default)]
pub(super) struct Slopes {
    groups: usize,
    covariates: usize,
    rows: usize,
    /// Sums of the products of the covariates about their means, upper triangle.
    products: AlignedBuffer,
    stride: usize,
    sums: AlignedBuffer,
}

impl Slopes {
    /// Takes in the covariates of a design with so many groups.
    pub fn compute(&mut self, x: &DesignMatrix, groups: usize) {
        let covariates = x.columns() / groups - 1;
        self.stride = covariates.next_multiple_of(LANES);
        (self.groups, self.covariates, self.rows) = (groups, covariates, x.rows());
        self.sums.resize_stale(covariates * (covariates + 1) / 2 * LANES);
        self.products.clear();
        self.products.extend_zeroed(covariates * self.stride);
        let (sums, products) = (self.sums.lanes_mut(), self.products.as_mut_slice());
        kernels::gram(x.panel().part(groups, covariates), sums, products, self.stride);
    }

    /// Variance that the sampling of the means gives the difference between two groups: `(β₁ − β₀)'S(β₁ − β₀) / n`.
    ///
    /// A slope that is not estimated is that of everybody.
    pub fn variance(&self, coefficients: &[f64], [first, second]: [usize; 2]) -> f64 {
        let own = |group: usize, j: usize| {
            let at = self.groups + group * self.covariates + j;
            if group == 0 || coefficients[at].is_nan() { 0.0 } else { coefficients[at] }
        };
        let gap = |j: usize| own(first, j) - own(second, j);
        let mut squares = 0.0;
        for a in 0..self.covariates {
            let row = &self.products.as_slice()[a * self.stride..];
            squares += gap(a) * gap(a) * row[a];
            for (b, product) in (a + 1..self.covariates).zip(&row[a + 1..]) {
                squares += 2.0 * gap(a) * gap(b) * product;
            }
        }
        let n = self.rows as f64;
        squares.max(0.0) / (n - 1.0) / n
    }
}
