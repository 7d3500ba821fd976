//! Columns of the background file, from the characteristics of the people.

use crate::numeric::columns;
use crate::population::{Column, People};

/// One column of the background file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Feature {
    /// Indicator of a category.
    Level {
        /// Column of the people.
        column: usize,
        /// Category number.
        level: u8,
    },
    /// A standardised number.
    Number {
        /// Column of the people.
        column: usize,
        /// Mean that is subtracted.
        mean: f64,
        /// Standard deviation that divides.
        sd: f64,
    },
}

impl Feature {
    /// The column of everybody.
    pub fn fill(self, people: &People, out: &mut [f64]) {
        match self {
            Self::Level { column, level } => {
                let Column::Levels(levels) = &people.covariates[column] else { return };
                columns::indicate(out, levels, level);
            }
            Self::Number { column, mean, sd } => {
                let Column::Numbers(numbers) = &people.covariates[column] else { return };
                columns::standardise(out, numbers, mean, sd);
            }
        }
    }
}
