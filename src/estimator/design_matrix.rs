//! The design matrix of a regression: contiguous, padded columns in memory that is reused.

use super::lanes::{AlignedBuffer, LANES, Lanes};

/// A column-major matrix of regressors, refilled for every replication without allocating.
///
/// Give the columns comparable scales (centre a calendar year, standardise an income): the fit works on X'X.
///
/// ```
/// use proefdraai::estimator::DesignMatrix;
/// let mut x = DesignMatrix::default();
/// x.reset(3);
/// x.push_column().fill(1.0);
/// x.push_column().copy_from_slice(&[0.0, 1.0, 1.0]);
/// assert_eq!((x.rows(), x.columns()), (3, 2));
/// assert_eq!(x.column(1), [0.0, 1.0, 1.0]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct DesignMatrix {
    values: AlignedBuffer,
    rows: usize,
    stride: usize,
    columns: usize,
}

impl DesignMatrix {
    /// Removes all columns and sets the number of rows; the memory stays.
    pub fn reset(&mut self, rows: usize) {
        self.values.clear();
        self.rows = rows;
        self.columns = 0;
        // An odd number of cache lines: equal rows of neighbouring columns then never compete for one cache set.
        self.stride = (rows.div_ceil(LANES) | 1) * LANES;
    }

    /// Appends a column of zeros and hands it over to be filled.
    pub fn push_column(&mut self) -> &mut [f64] {
        let start = self.values.as_slice().len();
        self.values.extend_zeroed(self.stride);
        self.columns += 1;
        &mut self.values.as_mut_slice()[start..start + self.rows]
    }

    /// Appends a column that `fill` writes completely; it sees whatever stood there before.
    pub fn push_filled(&mut self, fill: impl FnOnce(&mut [f64])) {
        let start = self.values.as_slice().len();
        self.values.resize_stale(start + self.stride);
        self.columns += 1;
        let (column, padding) = self.values.as_mut_slice()[start..].split_at_mut(self.rows);
        fill(column);
        padding.fill(0.0);
    }

    /// Appends column `j` where the code of a row is this one, and zero elsewhere.
    ///
    /// # Panics
    /// When there is no such column.
    pub(super) fn push_part(&mut self, j: usize, codes: &[u8], code: u8) {
        assert!(j < self.columns, "column {j} of {}", self.columns);
        let (at, own) = (j * self.stride, self.columns * self.stride);
        self.values.resize_stale(own + self.stride);
        self.columns += 1;
        let (known, part) = self.values.as_mut_slice().split_at_mut(own);
        let column = &known[at..][..self.rows];
        for ((part, value), own) in part.iter_mut().zip(column).zip(codes) {
            *part = if *own == code { *value } else { 0.0 };
        }
        part[self.rows..].fill(0.0);
    }

    /// Number of rows (people).
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns, aliased ones included.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Column `j`, without its padding.
    ///
    /// # Panics
    /// When there is no such column.
    pub fn column(&self, j: usize) -> &[f64] {
        assert!(j < self.columns, "column {j} of {}", self.columns);
        &self.values.as_slice()[j * self.stride..][..self.rows]
    }

    /// Groups of eight rows from one column to the next.
    pub(super) fn stride(&self) -> usize {
        self.stride / LANES
    }

    /// All columns, [`Self::stride`] apart.
    pub(super) fn lanes_mut(&mut self) -> &mut [Lanes] {
        self.values.lanes_mut()
    }

    pub(super) fn panel(&self) -> Panel<'_> {
        Panel {
            values: self.values.lanes(),
            stride: self.stride / LANES,
            height: self.rows.div_ceil(LANES),
            columns: self.columns,
        }
    }
}

/// A design matrix as the kernels see it, counted in groups of eight rows; rows beyond the last are zero.
#[derive(Debug, Clone, Copy)]
pub(super) struct Panel<'a> {
    values: &'a [Lanes],
    stride: usize,
    /// Groups of eight rows in a column.
    pub(super) height: usize,
    pub(super) columns: usize,
}

impl<'a> Panel<'a> {
    /// So many of its columns, from `first` on.
    pub(super) fn part(&self, first: usize, columns: usize) -> Self {
        Self { values: &self.values[first * self.stride..], columns, ..*self }
    }

    #[inline(always)]
    pub(super) fn column(&self, j: usize) -> &'a [Lanes] {
        &self.values[j * self.stride..][..self.height]
    }

    /// `R` groups of column `j` from group `start` on, which must lie within the height.
    #[inline(always)]
    pub(super) fn run<const R: usize>(&self, j: usize, start: usize) -> &'a [Lanes; R] {
        self.values[j * self.stride + start..]
            .first_chunk()
            .expect("a kernel stays within the height of its panel")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refilled_matrix_keeps_its_memory_and_forgets_its_values() {
        let mut x = DesignMatrix::default();
        for _ in 0..3 {
            x.reset(13);
            x.push_column().fill(4.0);
            x.push_column().fill(9.0);
        }
        let before = x.column(0).as_ptr();
        x.reset(11);
        assert_eq!(x.push_column(), [0.0; 11]);
        assert_eq!(x.column(0).as_ptr(), before);
        assert_eq!(x.panel().column(0)[1][3..], [0.0; 5]);
    }

    #[test]
    fn a_design_without_rows_is_no_accident() {
        let mut x = DesignMatrix::default();
        x.reset(0);
        assert!(x.push_column().is_empty());
        assert_eq!(x.panel().height, 0);
    }
}
