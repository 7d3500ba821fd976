//! Sums over the replications of one cell: fixed in size, mergeable by addition.

use serde::{Deserialize, Serialize};

use super::budget::{BudgetSums, Terms};

/// Most significance levels one cell can test at.
pub const MAX_ALPHAS: usize = 4;

/// Most kinds of failure an estimator can report.
pub const FAILURE_KINDS: usize = 8;

/// What is the same for all replications of a cell.
///
/// In superpopulation mode the truths are θ*, computed once on their own stream; in finite mode they are the
/// frame's own values and their errors are 0.
#[derive(Debug, Clone, PartialEq)]
pub struct CellSpec {
    /// The estimator's own estimand.
    pub truth: f64,
    /// Its Monte Carlo standard error.
    pub truth_mcse: f64,
    /// The estimand the planner decides on.
    pub policy_truth: f64,
    /// Its Monte Carlo standard error.
    pub policy_truth_mcse: f64,
    /// Confidence level of the interval, such as .95.
    pub level: f64,
    /// Two-sided significance levels, one to [`MAX_ALPHAS`]; the first is primary, further ones are ignored.
    pub alphas: Vec<f64>,
    /// Standard normal quantile at 1 − α/2 for each of them.
    pub z_alpha: [f64; MAX_ALPHAS],
}

/// What one usable replication leaves in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Point estimate θ̂.
    pub estimate: f64,
    /// Its estimated standard error, above 0.
    pub se: f64,
    /// Number of people analysed.
    pub n: u64,
    /// Critical value of the confidence interval: θ̂ ± `critical_level` · `se`.
    pub critical_level: f64,
    /// Two-sided critical value of |θ̂/se| for each significance level of the cell.
    pub critical_alpha: [f64; MAX_ALPHAS],
    /// Terms of the bias budget, where it is kept; they add up to θ̂ − policy truth.
    pub terms: Option<Terms>,
}

impl Observation {
    /// Whether estimate and standard error are finite and the standard error is above 0. A zero standard error
    /// (all outcomes in an arm equal) is degenerate, not infinitely significant.
    pub fn is_usable(&self) -> bool {
        self.estimate.is_finite() && self.se.is_finite() && self.se > 0.0
    }

    /// Whether the null hypothesis of no effect is rejected at the cell's `index`-th significance level.
    pub fn rejects(&self, index: usize) -> bool {
        let bound = self.critical_alpha[index] * self.se;
        self.estimate * self.estimate > bound * bound
    }

    /// Whether the confidence interval contains `truth`.
    pub fn covers(&self, truth: f64) -> bool {
        (self.estimate - truth).abs() <= self.critical_level * self.se
    }
}

/// Position of a failure in the list of all failures, below [`FAILURE_KINDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailureIndex(usize);

impl FailureIndex {
    /// From a position in the closed list of failures.
    ///
    /// # Panics
    /// When `position` is not below [`FAILURE_KINDS`], which a list of at most that length rules out.
    pub const fn new(position: usize) -> Self {
        assert!(position < FAILURE_KINDS, "the list of failures has outgrown FAILURE_KINDS");
        Self(position)
    }
}

/// Block sums at one significance level.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct AlphaSums {
    pub rejected_above: u64,
    pub rejected_below: u64,
    pub magnitude: f64,
    pub square: f64,
    pub critical: f64,
}

impl AlphaSums {
    fn record(&mut self, observation: &Observation, index: usize) {
        self.critical += observation.critical_alpha[index];
        if observation.rejects(index) {
            self.magnitude += observation.estimate.abs();
            self.square += observation.estimate * observation.estimate;
            if observation.estimate > 0.0 {
                self.rejected_above += 1;
            } else {
                self.rejected_below += 1;
            }
        }
    }

    fn merge(&mut self, later: &Self) {
        self.rejected_above += later.rejected_above;
        self.rejected_below += later.rejected_below;
        self.magnitude += later.magnitude;
        self.square += later.square;
        self.critical += later.critical;
    }
}

/// Sums over the replications of one cell.
///
/// Errors are kept as power sums of d = θ̂ − policy truth; an error to any other truth is a shift of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CellSums {
    pub(super) replications: u64,
    pub(super) usable: u64,
    pub(super) failures: [u64; FAILURE_KINDS],
    pub(super) degenerate: u64,
    pub(super) n_analysed: u64,
    /// Σd, Σd², Σd³, Σd⁴.
    pub(super) error_powers: [f64; 4],
    /// ΣSE, ΣSE², ΣSE⁴.
    pub(super) se: f64,
    pub(super) se_2: f64,
    pub(super) se_4: f64,
    /// Σt, Σt² of t = θ̂/SE.
    pub(super) t: f64,
    pub(super) t_2: f64,
    pub(super) covered: u64,
    pub(super) policy_covered: u64,
    pub(super) alphas: [AlphaSums; MAX_ALPHAS],
    pub(super) budget: BudgetSums,
}

impl CellSums {
    /// Adds one replication: what it observed, or why it could not.
    ///
    /// An observation that is not [usable](Observation::is_usable) is counted as degenerate.
    pub fn record(&mut self, spec: &CellSpec, outcome: Result<&Observation, FailureIndex>) {
        self.replications += 1;
        match outcome {
            Ok(observation) if observation.is_usable() => self.record_usable(spec, observation),
            Ok(_) => self.degenerate += 1,
            Err(FailureIndex(position)) => self.failures[position] += 1,
        }
    }

    fn record_usable(&mut self, spec: &CellSpec, observation: &Observation) {
        self.usable += 1;
        self.n_analysed += observation.n;

        let error = observation.estimate - spec.policy_truth;
        let square = error * error;
        let powers = [error, square, square * error, square * square];
        for (sum, power) in self.error_powers.iter_mut().zip(powers) {
            *sum += power;
        }

        let se_2 = observation.se * observation.se;
        self.se += observation.se;
        self.se_2 += se_2;
        self.se_4 += se_2 * se_2;

        let t = observation.estimate / observation.se;
        self.t += t;
        self.t_2 += t * t;

        self.covered += u64::from(observation.covers(spec.truth));
        self.policy_covered += u64::from(observation.covers(spec.policy_truth));
        for (index, sums) in self.alphas.iter_mut().enumerate().take(spec.alphas.len()) {
            sums.record(observation, index);
        }
        if let Some(terms) = &observation.terms {
            self.budget.record(terms, error);
        }
    }

    /// Adds a later block of the same cell.
    ///
    /// Blocks have to be merged in index order: addition of floating-point numbers is not associative.
    pub fn merge(&mut self, later: &Self) {
        self.replications += later.replications;
        self.usable += later.usable;
        for (count, more) in self.failures.iter_mut().zip(later.failures) {
            *count += more;
        }
        self.degenerate += later.degenerate;
        self.n_analysed += later.n_analysed;
        for (sum, more) in self.error_powers.iter_mut().zip(later.error_powers) {
            *sum += more;
        }
        self.se += later.se;
        self.se_2 += later.se_2;
        self.se_4 += later.se_4;
        self.t += later.t;
        self.t_2 += later.t_2;
        self.covered += later.covered;
        self.policy_covered += later.policy_covered;
        for (sums, more) in self.alphas.iter_mut().zip(&later.alphas) {
            sums.merge(more);
        }
        self.budget.merge(&later.budget);
    }

    /// Whether everything that does not concern the bias budget is the same, bit for bit.
    pub fn same_estimates(&self, other: &Self) -> bool {
        let without = |sums: &Self| Self { budget: BudgetSums::default(), ..sums.clone() };
        without(self) == without(other)
    }

    /// Number of replications, failures included.
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// Number of replications with an estimate.
    pub fn usable(&self) -> u64 {
        self.usable
    }

    /// Rejections at the primary significance level, in either direction.
    pub fn rejections(&self) -> u64 {
        self.alphas[0].rejected_above + self.alphas[0].rejected_below
    }

    /// Largest gap between the sum of the terms and the error, see [`BudgetSums::largest_gap`].
    pub fn largest_gap(&self) -> f64 {
        self.budget.largest_gap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::diagnosand::diagnose;
    use crate::diagnosis::test_support::{Draws, normal_cell, usable};

    type Recorded = Result<Observation, FailureIndex>;

    fn simulated(count: usize) -> Vec<Recorded> {
        let mut draws = Draws::new(11);
        let one = |index: usize| match index % 13 {
            5 => Err(FailureIndex::new(2)),
            9 => Ok(usable(f64::NAN, 1.0)),
            _ => Ok(usable(0.1 + 0.3 * draws.normal(), 0.3 + 0.01 * draws.normal())),
        };
        (0..count).map(one).collect()
    }

    fn sums_of(spec: &CellSpec, recorded: &[Recorded]) -> CellSums {
        let mut sums = CellSums::default();
        for outcome in recorded {
            sums.record(spec, outcome.as_ref().map_err(|&failure| failure));
        }
        sums
    }

    fn merged<'a>(blocks: impl IntoIterator<Item = &'a CellSums>) -> CellSums {
        let mut total = CellSums::default();
        for block in blocks {
            total.merge(block);
        }
        total
    }

    #[test]
    fn any_split_into_blocks_gives_the_whole() {
        let spec = normal_cell(0.1, 0.08);
        let recorded = simulated(1000);
        let whole = sums_of(&spec, &recorded);
        for size in [1, 7, 64, 333, 1000] {
            let blocks: Vec<_> = recorded.chunks(size).map(|block| sums_of(&spec, block)).collect();
            let total = merged(&blocks);
            assert_eq!(total.replications, whole.replications);
            assert_eq!(total.usable, whole.usable);
            assert_eq!(total.failures, whole.failures);
            assert_eq!(total.degenerate, whole.degenerate);
            assert_eq!(total.covered, whole.covered);
            assert_eq!(total.rejections(), whole.rejections());
            let (a, b) = (diagnose(&total, &spec), diagnose(&whole, &spec));
            let pairs = [
                (a.mean_estimate, b.mean_estimate),
                (a.sd_estimate, b.sd_estimate),
                (a.mean_se, b.mean_se),
                (a.mse, b.mse),
                (a.rmse, b.rmse),
            ];
            for (left, right) in pairs {
                let (left, right) = (left.expect("many usable"), right.expect("many usable"));
                assert!((left.value - right.value).abs() < 1e-12, "blocks of {size}");
                assert!((left.mcse - right.mcse).abs() < 1e-12, "blocks of {size}");
            }
        }
    }

    #[test]
    fn equal_blocks_merged_in_index_order_give_equal_bits() {
        let spec = normal_cell(0.1, 0.08);
        let recorded = simulated(1000);
        let forwards: Vec<_> = recorded.chunks(64).map(|block| sums_of(&spec, block)).collect();
        let mut backwards: Vec<_> =
            recorded.chunks(64).rev().map(|block| sums_of(&spec, block)).collect();
        backwards.reverse();
        assert_eq!(merged(&forwards), merged(&backwards));

        let written = serde_json::to_string(&forwards).expect("finite sums serialise");
        let read: Vec<CellSums> = serde_json::from_str(&written).expect("what was written reads");
        assert_eq!(merged(&forwards), merged(&read));
    }

    #[test]
    fn failures_are_counted_by_kind_and_degenerate_standard_errors_apart() {
        let spec = normal_cell(0.0, 0.0);
        let mut sums = CellSums::default();
        sums.record(&spec, Err(FailureIndex::new(0)));
        sums.record(&spec, Err(FailureIndex::new(7)));
        sums.record(&spec, Err(FailureIndex::new(7)));
        sums.record(&spec, Ok(&usable(0.5, 0.0)));
        sums.record(&spec, Ok(&usable(0.5, f64::INFINITY)));
        sums.record(&spec, Ok(&usable(0.5, 0.1)));
        assert_eq!(sums.failures, [1, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!((sums.degenerate, sums.usable(), sums.replications()), (2, 1, 6));
        assert_eq!(sums.rejections(), 1);
    }
}
