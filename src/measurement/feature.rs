//! Columns of the background file, from the characteristics of the people.

use crate::assignment::NO_BLOCK;
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
    /// A number in its own unit.
    Raw {
        /// Column of the people.
        column: usize,
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
    /// The value of one person.
    fn value(self, people: &People, i: usize) -> f64 {
        match (self, &people.covariates[self.column()]) {
            (Self::Level { level, .. }, Column::Levels(levels)) => f64::from(levels[i] == level),
            (Self::Raw { .. }, Column::Numbers(numbers)) => numbers[i],
            (Self::Number { mean, sd, .. }, Column::Numbers(numbers)) => (numbers[i] - mean) / sd,
            _ => unreachable!("a feature is of its column's kind"),
        }
    }

    /// The column of everybody.
    fn fill(self, people: &People, out: &mut [f64]) {
        match (self, &people.covariates[self.column()]) {
            (Self::Level { level, .. }, Column::Levels(levels)) => {
                columns::indicate(out, levels, level);
            }
            (Self::Raw { .. }, Column::Numbers(numbers)) => out.copy_from_slice(numbers),
            (Self::Number { mean, sd, .. }, Column::Numbers(numbers)) => {
                columns::standardise(out, numbers, mean, sd);
            }
            _ => unreachable!("a feature is of its column's kind"),
        }
    }

    /// The column of the people that it is made of.
    pub fn column(self) -> usize {
        let (Self::Level { column, .. } | Self::Raw { column } | Self::Number { column, .. }) =
            self;
        column
    }
}

/// The background file: indicators and numbers of everybody on file, and nothing else of them.
#[derive(Clone, Copy, Debug)]
pub struct Background<'a> {
    features: &'a [Feature],
    people: &'a People,
    blocks: &'a [u32],
}

impl<'a> Background<'a> {
    /// The file of these people.
    pub fn new(features: &'a [Feature], people: &'a People) -> Self {
        Self { features, people, blocks: &[] }
    }

    /// The same file with the block of the scheme in which everybody is.
    #[must_use]
    pub fn in_blocks(self, blocks: &'a [u32]) -> Self {
        Self { blocks, ..self }
    }

    /// The block of the scheme in which a person is; none outside all.
    pub fn block(&self, i: usize) -> Option<u32> {
        self.blocks.get(i).copied().filter(|block| *block != NO_BLOCK)
    }

    /// A column of some people, in increasing order; `out` has one place for each.
    pub fn fill(&self, column: usize, people: &[u32], out: &mut [f64]) {
        let feature = self.features[column];
        if people.len() == self.people.size {
            return feature.fill(self.people, out);
        }
        let rows = out.iter_mut().zip(people);
        match (feature, &self.people.covariates[feature.column()]) {
            (Feature::Level { level, .. }, Column::Levels(levels)) => {
                rows.for_each(|(out, &i)| *out = f64::from(levels[i as usize] == level));
            }
            (Feature::Raw { .. }, Column::Numbers(numbers)) => {
                rows.for_each(|(out, &i)| *out = numbers[i as usize]);
            }
            (Feature::Number { mean, sd, .. }, Column::Numbers(numbers)) => {
                rows.for_each(|(out, &i)| *out = (numbers[i as usize] - mean) / sd);
            }
            _ => unreachable!("a feature is of its column's kind"),
        }
    }

    /// One entry of a column.
    pub fn value(&self, column: usize, i: usize) -> f64 {
        self.features[column].value(self.people, i)
    }
}
