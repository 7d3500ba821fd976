//! Runs one declared analysis on one dataset: an inference or a failure for every outcome and contrast.

use std::sync::Arc;

use super::{
    AnalysisBuffers, Failure, GroupSummary, Infer, Inference, Needs, Seen, fisher_none_against_all,
};
use crate::measurement::Dataset;

/// An analysis ready to be run.
#[derive(Clone, Debug)]
pub struct AnalysisModel {
    /// The estimator.
    pub estimator: Arc<dyn Infer>,
    /// What it reads.
    pub needs: Needs,
    /// Columns of the background file that it adjusts for.
    pub columns: Vec<usize>,
    /// Columns of the background file with the values before the start, by outcome; empty where it reads no changes.
    pub baselines: Vec<usize>,
    /// Groups in the model; the first is the base category.
    pub groups: Vec<u8>,
    /// Pairs of positions in `groups`.
    pub contrasts: Vec<[usize; 2]>,
    /// Surveys, by number, of which only those who answered all are used; empty where everybody is.
    pub surveys: Vec<usize>,
    /// Two-sided significance levels.
    pub alphas: Vec<f64>,
    /// Confidence level.
    pub level: f64,
}

/// One estimate with what its tests and its bias budget need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// The estimate with its error and test, or why there is none.
    pub inference: Result<Inference, Failure>,
    /// Difference in means of the two groups among the rows analysed.
    pub raw_difference: f64,
    /// How large the outcomes are: their root mean square, in the group where that is larger.
    pub magnitude: f64,
    /// People of the first group, as a share of those of both.
    pub share: f64,
    /// Whether everybody in one of the two groups has the same outcome.
    pub constant_group: bool,
    /// Two-sided p-value of Fisher's exact test, where the estimate has no error because everybody in one group has
    /// one outcome and everybody in the other group another.
    pub none_against_all: Option<f64>,
}

impl Finding {
    fn new(inference: Result<Inference, Failure>, pair: [&GroupSummary; 2]) -> Self {
        let [first, second] = pair;
        let overflows = |found: &Inference| !found.point.is_finite();
        let inference = if inference.as_ref().is_ok_and(overflows) {
            Err(Failure::Overflow)
        } else {
            inference
        };
        let constant = pair.map(GroupSummary::is_constant);
        let opposite = constant == [true; 2] && first.mean != second.mean;
        let stands_alone =
            inference.is_ok_and(|found| found.error.is_err() && found.exact.is_none());
        Self {
            inference,
            raw_difference: first.mean - second.mean,
            magnitude: first.mean_square().max(second.mean_square()).sqrt(),
            share: first.n as f64 / (first.n + second.n) as f64,
            constant_group: constant.contains(&true),
            none_against_all: (opposite && stands_alone)
                .then(|| fisher_none_against_all(first.n, second.n)),
        }
    }
}

impl AnalysisModel {
    /// Analyses the given outcome columns; findings come by outcome and then contrast.
    pub fn run(
        &self,
        data: Dataset,
        outcomes: &[usize],
        b: &mut AnalysisBuffers,
        findings: &mut Vec<Finding>,
    ) {
        findings.clear();
        let shared = data.shared && self.surveys.is_empty();
        if !(shared && b.are_selected()) {
            self.select(&data, b);
            b.prepare(self, &data, shared);
        }
        b.divide_by_receipt(self, &data);
        let columns = || outcomes.iter().map(|&outcome| data.outcomes[outcome]);
        b.fit(self, columns());
        for (number, column) in columns().enumerate() {
            b.take_in(self, number, column);
            let seen = Seen { buffers: b, contrasts: &self.contrasts };
            findings.extend((0..self.contrasts.len()).map(|contrast| {
                let pair = seen.pair(contrast);
                let inference =
                    self.comparable(b, pair).and_then(|()| self.estimator.infer(&seen, contrast));
                Finding::new(inference, pair)
            }));
        }
    }

    /// Whether it reads the same columns of the same rows.
    pub fn reads_as(&self, other: &Self) -> bool {
        let same_rows = self.groups == other.groups && self.surveys == other.surveys;
        let same_needs = self.needs == other.needs && self.baselines == other.baselines;
        let same_columns = self.columns == other.columns && same_needs;
        same_rows && same_columns && self.contrasts == other.contrasts
    }

    /// Numbers for each row of its design matrix, the weights of contrasts and the leverages included.
    pub fn width(&self) -> usize {
        let columns = self.needs.columns(self.groups.len(), self.columns.len());
        columns + self.contrasts.len() + 4
    }

    /// Rows of the model, with the position of their group in `groups`.
    fn select(&self, data: &Dataset, b: &mut AnalysisBuffers) {
        let mut positions = [u8::MAX; 256];
        for (position, &group) in self.groups.iter().enumerate() {
            positions[usize::from(group)] = position as u8;
        }
        let in_place = self.groups.iter().enumerate().all(|(k, &group)| usize::from(group) == k);
        let last = data.group.iter().fold(0, |most, &group| most.max(group));
        if in_place && usize::from(last) < self.groups.len() && self.surveys.is_empty() {
            let last = (data.group.len() as u32).wrapping_sub(1);
            // Rows increase: these may be all already.
            if b.rows.len() != data.group.len() || b.rows.last().is_some_and(|row| *row != last) {
                b.rows.clear();
                b.rows.extend(0..data.group.len() as u32);
            }
            b.groups.clear();
            b.groups.extend_from_slice(data.group);
            return;
        }
        b.rows.resize(data.group.len(), 0);
        b.groups.resize(data.group.len(), 0);
        let mut found = 0;
        // Everybody is written and those in the model are kept: no branch depends on chance.
        for (i, &group) in data.group.iter().enumerate() {
            let position = positions[usize::from(group)];
            let answered = |&survey: &usize| data.answered[survey][i];
            (b.rows[found], b.groups[found]) = (i as u32, position);
            found += usize::from(position != u8::MAX && self.surveys.iter().all(answered));
        }
        b.rows.truncate(found);
        b.groups.truncate(found);
    }

    /// Refuses a comparison with nobody.
    fn comparable(&self, b: &AnalysisBuffers, pair: [&GroupSummary; 2]) -> Result<(), Failure> {
        if !self.surveys.is_empty() && b.rows.is_empty() {
            return Err(Failure::NoResponders);
        }
        if pair.iter().any(|group| group.n == 0) { Err(Failure::EmptyArm) } else { Ok(()) }
    }
}
