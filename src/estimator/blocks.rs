//! A dataset by block: those of the scheme, or of people who are the same in some characteristics.

use super::{AnalysisModel, GroupSummary};
use crate::measurement::Dataset;

/// What makes a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlocksOf {
    /// The scheme drew arms within it.
    Scheme,
    /// Its people are the same in all covariates.
    Covariates,
}

/// Rows by block and then group.
#[derive(Default)]
pub(super) struct Blocks {
    /// By row: the number of its block; none outside all blocks.
    numbers: Vec<Option<u32>>,
    /// Rows with their block and group, in the order of these.
    rows: Vec<(u32, u8, u32)>,
    /// Where each block ends.
    ends: Vec<usize>,
    /// In the same order: the outcome.
    values: Vec<f64>,
    /// One covariate.
    covariate: Vec<f64>,
    /// Block, value of a covariate, and row.
    keys: Vec<(u32, u64, u32)>,
}

impl Blocks {
    /// Finds the blocks of these people, in their groups.
    pub fn find(
        &mut self,
        of: BlocksOf,
        model: &AnalysisModel,
        data: &Dataset,
        groups: &[u8],
        people: &[u32],
    ) {
        self.numbers.clear();
        match of {
            BlocksOf::Scheme => {
                self.numbers.extend(people.iter().map(|&i| data.background.block(i as usize)));
            }
            BlocksOf::Covariates => {
                self.numbers.resize(people.len(), Some(0));
                for &column in &model.columns {
                    self.covariate.resize(people.len(), 0.0);
                    data.background.fill(column, people, &mut self.covariate);
                    self.split();
                }
            }
        }
        self.rows.clear();
        let rows = self.numbers.iter().zip(groups).zip(0..);
        self.rows.extend(rows.filter_map(|((block, &group), row)| Some(((*block)?, group, row))));
        self.rows.sort_unstable();
        self.ends.clear();
        let mut end = 0;
        for block in self.rows.chunk_by(|a, b| a.0 == b.0) {
            end += block.len();
            self.ends.push(end);
        }
    }

    /// Splits every block by the values of a covariate.
    fn split(&mut self) {
        let Self { numbers, covariate, keys, .. } = self;
        keys.clear();
        let rows = numbers.iter().zip(&*covariate).zip(0..);
        let key = |((block, value), row): ((&Option<u32>, &f64), u32)| {
            block.map(|block| (block, value.to_bits(), row))
        };
        keys.extend(rows.filter_map(key));
        keys.sort_unstable();
        for (number, block) in (0..).zip(keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))) {
            for &(.., row) in block {
                numbers[row as usize] = Some(number);
            }
        }
    }

    /// Takes in an outcome, by row.
    pub fn take_in(&mut self, outcome: &[f64]) {
        self.values.clear();
        self.values.extend(self.rows.iter().map(|&(.., row)| outcome[row as usize]));
    }

    /// Two groups in every block that has somebody of both.
    pub fn pairs(&self, groups: [usize; 2]) -> impl Iterator<Item = [GroupSummary; 2]> + Clone {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).filter_map(move |(start, &end)| {
            let rows = &self.rows[start..end];
            let of = |group: usize| {
                let below = |most: usize| rows.partition_point(|row| usize::from(row.1) < most);
                let own = start + below(group)..start + below(group + 1);
                (!own.is_empty()).then(|| GroupSummary::from_values(&self.values[own]))
            };
            Some([of(groups[0])?, of(groups[1])?])
        })
    }
}
