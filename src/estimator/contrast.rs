//! What is asked of a regression: a combination of its coefficients.

/// A combination of one or two coefficients: an effect, or the difference between two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    terms: [(usize, f64); 2],
    len: usize,
}

impl Contrast {
    /// The coefficient of column `j`.
    pub fn coefficient(j: usize) -> Self {
        Self { terms: [(j, 1.0), (j, 0.0)], len: 1 }
    }

    /// The coefficient of column `plus` minus that of column `minus`.
    pub fn difference(plus: usize, minus: usize) -> Self {
        Self::weighted([(plus, 1.0), (minus, -1.0)])
    }

    /// Two columns with their weights.
    pub fn weighted(terms: [(usize, f64); 2]) -> Self {
        Self { terms, len: 2 }
    }

    /// Columns and weights.
    pub fn terms(&self) -> &[(usize, f64)] {
        &self.terms[..self.len]
    }
}
