//! Leverages h of a design, which HC2 and HC3 divide by 1 − h, and the rows where that is impossible.

use super::design_matrix::DesignMatrix;
use super::factor::Factor;
use super::lanes::{AlignedBuffer, LANES, Lanes};
use super::{kernels, meat};

/// A leverage this near to one leaves its residual no freedom.
const LEVERAGE_ONE: f64 = 1.0 - 1e-10;

/// A row weight below this share of the contrast's largest is rounding: the row does not bear on the contrast.
const NEGLIGIBLE_WEIGHT: f64 = 1e-8;

/// The leverages `h_i = x_i'(X'X)⁻¹x_i` of a design, in memory that is used again.
#[derive(Debug, Clone, Default)]
pub(super) struct Leverages {
    values: AlignedBuffer,
    /// 1/(1 − h), zero in rows with leverage one.
    weights: AlignedBuffer,
    near: AlignedBuffer,
    rows_of_one: Vec<usize>,
}

impl Leverages {
    /// Forgets those of an earlier design.
    pub(super) fn clear(&mut self) {
        self.values.clear();
        self.rows_of_one.clear();
    }

    /// Computes those of a factorised design.
    pub(super) fn compute(&mut self, x: &DesignMatrix, factor: &Factor) {
        let padded = x.rows().next_multiple_of(LANES);
        self.values.resize_stale(padded);
        self.weights.resize_stale(padded);
        self.near.resize_stale(3 * x.columns() * LANES);
        self.rows_of_one.clear();
        let (root, stride) = (factor.root_inverse(), factor.stride());
        let (near, values) = (self.near.lanes_mut(), self.values.lanes_mut());
        kernels::leverages(x.panel(), root, stride, near, values);
        let largest = meat::leverage_weights(self.values.lanes(), self.weights.lanes_mut());
        if largest >= LEVERAGE_ONE {
            self.set_aside_ones(x.rows());
        }
    }

    fn set_aside_ones(&mut self, rows: usize) {
        let values = &self.values.as_slice()[..rows];
        for (i, _) in values.iter().enumerate().filter(|(_, h)| **h >= LEVERAGE_ONE) {
            self.rows_of_one.push(i);
            self.weights.as_mut_slice()[i] = 0.0;
        }
    }

    /// The leverages, padded to a multiple of eight.
    pub(super) fn values(&self) -> &[f64] {
        self.values.as_slice()
    }

    /// 1/(1 − h) of every row, zero where h is one.
    pub(super) fn weights(&self) -> &[Lanes] {
        assert!(!self.values.as_slice().is_empty(), "HC2 and HC3 need the leverages first");
        self.weights.lanes()
    }

    /// Whether a row with leverage one has a weight in a contrast that is more than rounding.
    pub(super) fn one_bears_on(&self, row_weights: &[f64]) -> bool {
        if self.rows_of_one.is_empty() {
            return false;
        }
        let largest = row_weights.iter().fold(0.0_f64, |most, g| most.max(g.abs()));
        self.rows_of_one.iter().any(|&i| row_weights[i].abs() > NEGLIGIBLE_WEIGHT * largest)
    }

    /// Where the memory is and how much rows of leverage one have, to see that both stay.
    #[cfg(test)]
    pub(super) fn memory(&self) -> ([*const f64; 2], usize) {
        let buffers = [&self.values, &self.weights].map(|b| b.as_slice().as_ptr());
        (buffers, self.rows_of_one.capacity())
    }
}
