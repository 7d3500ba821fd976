//! Runs one declared analysis on one dataset: a design matrix shared by all outcomes, and an
//! estimate or a failure for every outcome and contrast.

use super::{
    Contrast, Covariance, CriticalValues, DesignMatrix, Estimate, Failure, GroupSummary,
    JointSummary, Ols, difference_in_means, fisher_none_against_all, saturated_contrast,
    summarise_groups, wald,
};
use crate::measurement::{Dataset, gather};

/// An estimator with names resolved to columns.
#[derive(Clone, Debug, PartialEq)]
pub enum EstimatorModel {
    /// Difference in means, Welch.
    DifferenceInMeans,
    /// Least squares on group indicators and these background columns.
    Ols {
        /// Columns of the background file.
        covariates: Vec<usize>,
        /// Standard errors.
        covariance: Covariance,
    },
    /// Assignment as instrument for starting.
    Wald,
}

/// An analysis ready to be run.
#[derive(Clone, Debug, PartialEq)]
pub struct AnalysisModel {
    /// The estimator.
    pub estimator: EstimatorModel,
    /// Groups in the model; the first is the base category.
    pub groups: Vec<u8>,
    /// Pairs of positions in `groups`.
    pub contrasts: Vec<[usize; 2]>,
    /// Whether only those who answered the survey are used.
    pub responders_only: bool,
    /// Two-sided significance levels.
    pub alphas: Vec<f64>,
    /// Confidence level.
    pub level: f64,
}

/// One estimate with what its tests and its bias budget need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// The estimate, or why there is none.
    pub estimate: Result<Estimate, Failure>,
    /// Difference in means of the two groups among the rows analysed.
    pub raw_difference: f64,
    /// How large the outcomes are: their root mean square, in the group where that is larger.
    pub magnitude: f64,
    /// Whether everybody in one of the two groups has the same outcome.
    pub constant_group: bool,
    /// Two-sided p-value of Fisher's exact test, where the estimate has no error because everybody in one group has
    /// one outcome and everybody in the other group another.
    pub none_against_all: Option<f64>,
}

impl Finding {
    fn new(estimate: Result<Estimate, Failure>, pair: [&GroupSummary; 2]) -> Self {
        let [first, second] = pair;
        let overflows = |e: &Estimate| !e.estimate.is_finite();
        let estimate =
            if estimate.as_ref().is_ok_and(overflows) { Err(Failure::Overflow) } else { estimate };
        let constant = pair.map(GroupSummary::is_constant);
        let opposite = constant == [true; 2] && first.mean != second.mean;
        let stands_alone = estimate.is_ok_and(|e| e.error.is_err());
        Self {
            estimate,
            raw_difference: first.mean - second.mean,
            magnitude: first.mean_square().max(second.mean_square()).sqrt(),
            constant_group: constant.contains(&true),
            none_against_all: (opposite && stands_alone)
                .then(|| fisher_none_against_all(first.n, second.n)),
        }
    }
}

/// Working space of all analyses, reused from one to the next.
pub struct AnalysisBuffers {
    rows: Vec<u32>,
    people: Vec<u32>,
    groups: Vec<u8>,
    outcome: Vec<f64>,
    matrix: DesignMatrix,
    ols: Ols,
    contrasts: Vec<Contrast>,
    summaries: Vec<GroupSummary>,
    /// By row: twice the group's position, plus one when the treatment was received.
    cell_codes: Vec<u8>,
    cells: Vec<GroupSummary>,
    /// Critical values of t, remembered.
    pub critical: CriticalValues,
}

impl Default for AnalysisBuffers {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            people: Vec::new(),
            groups: Vec::new(),
            outcome: Vec::new(),
            matrix: DesignMatrix::default(),
            ols: Ols::default(),
            contrasts: Vec::new(),
            summaries: Vec::new(),
            cell_codes: Vec::new(),
            cells: Vec::new(),
            critical: CriticalValues::new(crate::numeric::student::critical),
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
        self.select(&data, b);
        let regression = self.prepare(&data, b);
        for &outcome in outcomes {
            self.take_in(&data.outcomes[outcome], regression, b);
            for (k, &[first, second]) in self.contrasts.iter().enumerate() {
                let pair = [&b.summaries[first], &b.summaries[second]];
                let estimate =
                    self.comparable(b, pair).and_then(|()| self.estimate(b, k, first, second));
                findings.push(Finding::new(estimate, pair));
            }
        }
    }

    /// Summarises one outcome by group and fits the regression.
    fn take_in(&self, column: &[f64], regression: bool, b: &mut AnalysisBuffers) {
        let AnalysisBuffers {
            rows,
            groups,
            outcome,
            matrix,
            ols,
            summaries,
            cell_codes,
            cells,
            ..
        } = b;
        let values = if rows.len() == column.len() {
            column
        } else {
            outcome.clear();
            outcome.extend(rows.iter().map(|&i| column[i as usize]));
            outcome
        };
        summaries.clear();
        summaries.resize(self.groups.len(), GroupSummary::default());
        summarise_groups(values, groups, summaries);
        if regression {
            ols.fit(matrix, values);
        }
        if self.estimator == EstimatorModel::Wald {
            cells.clear();
            cells.resize(2 * self.groups.len(), GroupSummary::default());
            summarise_groups(values, cell_codes, cells);
        }
    }

    /// Rows of the model, with the position of their group in `groups`.
    fn select(&self, data: &Dataset, b: &mut AnalysisBuffers) {
        let mut positions = [u8::MAX; 256];
        for (position, &group) in self.groups.iter().enumerate() {
            positions[usize::from(group)] = position as u8;
        }
        b.rows.clear();
        b.groups.clear();
        b.cell_codes.clear();
        for (i, &group) in data.group.iter().enumerate() {
            let position = positions[usize::from(group)];
            if position == u8::MAX || self.responders_only && !data.responded[i] {
                continue;
            }
            b.rows.push(i as u32);
            b.groups.push(position);
        }
        if self.estimator == EstimatorModel::Wald {
            let received = |i: u32| u8::from(data.received[i as usize] == 1.0);
            b.cell_codes.extend(b.rows.iter().zip(&b.groups).map(|(&i, g)| 2 * g + received(i)));
        }
    }

    /// Factorises the design matrix where there are covariates; true when a regression is needed.
    fn prepare(&self, data: &Dataset, b: &mut AnalysisBuffers) -> bool {
        let EstimatorModel::Ols { covariates, covariance } = &self.estimator else { return false };
        if covariates.is_empty() {
            return false;
        }
        b.matrix.reset(b.rows.len());
        b.matrix.push_column().fill(1.0);
        for group in 1..self.groups.len() {
            let column = b.matrix.push_column();
            for (x, &g) in column.iter_mut().zip(&b.groups) {
                *x = f64::from(usize::from(g) == group);
            }
        }
        b.people.clear();
        b.people.extend(b.rows.iter().map(|&i| data.person[i as usize]));
        for &covariate in covariates {
            let values = &data.background[covariate];
            b.matrix.push_filled(|column| gather(values, &b.people, column));
        }
        b.ols.factor(&b.matrix);
        if covariance.needs_leverages() {
            b.ols.leverages(&b.matrix);
        }
        b.contrasts.clear();
        b.contrasts.extend(self.contrasts.iter().map(|&[first, second]| {
            if second == 0 {
                Contrast::coefficient(first)
            } else if first == 0 {
                Contrast::weighted([(second, -1.0), (second, 0.0)])
            } else {
                Contrast::difference(first, second)
            }
        }));
        b.ols.prepare(&b.matrix, &b.contrasts);
        true
    }

    /// Refuses a comparison with nobody.
    fn comparable(&self, b: &AnalysisBuffers, pair: [&GroupSummary; 2]) -> Result<(), Failure> {
        if self.responders_only && b.rows.is_empty() {
            return Err(Failure::NoResponders);
        }
        if pair.iter().any(|group| group.n == 0) { Err(Failure::EmptyArm) } else { Ok(()) }
    }

    fn estimate(
        &self,
        b: &AnalysisBuffers,
        contrast: usize,
        first: usize,
        second: usize,
    ) -> Result<Estimate, Failure> {
        match &self.estimator {
            EstimatorModel::DifferenceInMeans => {
                difference_in_means(&b.summaries[first], &b.summaries[second])
            }
            EstimatorModel::Ols { covariates, covariance } if covariates.is_empty() => {
                saturated_contrast(&b.summaries, first, second, *covariance)
            }
            EstimatorModel::Ols { covariance, .. } => b.ols.estimate(contrast, *covariance),
            EstimatorModel::Wald => {
                wald(&joint(b, first), &joint(b, second), Covariance::Hc2).map(|w| w.effect)
            }
        }
    }
}

/// Outcome and take-up of one group, from its cells without and with take-up.
fn joint(b: &AnalysisBuffers, group: usize) -> JointSummary {
    JointSummary::from_cells(&b.cells[2 * group], &b.cells[2 * group + 1])
}
