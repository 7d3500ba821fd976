//! Sums over the replications of one cell: fixed in size, mergeable by addition.

use serde::{Deserialize, Serialize};

use super::budget_sums::BudgetSums;
use super::constant_group::ConstantGroupSums;
use super::observation::{Certainty, Interval, Observation};
pub use super::spec::{CellSpec, MAX_ALPHAS};
use crate::estimator::{Failure, NoInterval};
use crate::hypothesis::Claim;

/// Block sums at one significance level.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct AlphaSums {
    pub rejected_above: u64,
    pub rejected_below: u64,
    pub magnitude: f64,
    pub square: f64,
    /// Rejections by an exact test.
    pub rejected_exactly: u64,
    /// Sum over the replications with an interval of the critical value of t, above which the test of a bound rejects;
    /// between two bounds it rejects where t and −t both lie above it.
    pub critical: f64,
}

impl AlphaSums {
    fn record(&mut self, spec: &CellSpec, observation: &Observation, index: usize) {
        let interval = observation.interval();
        let critical = |interval: &Interval| match spec.claim {
            Claim::Within(bound) => interval.critical_alpha[index] - bound / interval.se,
            Claim::Effect | Claim::Above(_) | Claim::Below(_) => interval.critical_alpha[index],
        };
        self.critical += interval.map_or(0.0, critical);
        if observation.rejects(spec, index) {
            self.magnitude += observation.estimate.abs();
            self.square += observation.estimate * observation.estimate;
            self.rejected_exactly += u64::from(interval.is_none());
            if spec.claim.distance(observation.estimate) > 0.0 {
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
        self.rejected_exactly += later.rejected_exactly;
        self.critical += later.critical;
    }
}

/// Sums over the replications of one cell.
///
/// Errors are kept as power sums of d = θ̂ − policy truth; an error to any other truth is a shift of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CellSums {
    pub(super) replications: u64,
    pub(super) estimated: u64,
    pub(super) with_interval: u64,
    pub(super) tested: u64,
    pub(super) failures: [u64; Failure::ALL.len()],
    pub(super) without_interval: [u64; NoInterval::ALL.len()],
    pub(super) constant_group: ConstantGroupSums,
    pub(super) n_analysed: u64,
    /// Σn².
    pub(super) n_analysed_2: f64,
    /// Σd, Σd², Σd³, Σd⁴ over estimates.
    pub(super) error_powers: [f64; 4],
    /// ΣSE, ΣSE², ΣSE⁴ over intervals.
    pub(super) se: f64,
    pub(super) se_2: f64,
    pub(super) se_4: f64,
    /// Σt, Σt² of t = (θ̂ − bound of the claim)/SE over intervals; θ̂/SE where two bounds have 0 between them.
    pub(super) t: f64,
    pub(super) t_2: f64,
    pub(super) covered: u64,
    pub(super) policy_covered: u64,
    pub(super) alphas: [AlphaSums; MAX_ALPHAS],
    pub(super) budget: BudgetSums,
}

impl CellSums {
    /// Adds one replication: what it observed, or why it could not.
    pub fn record(&mut self, spec: &CellSpec, outcome: Result<&Observation, Failure>) {
        self.replications += 1;
        match outcome {
            Ok(observation) => self.record_estimate(spec, observation),
            Err(failure) => self.failures[failure.index()] += 1,
        }
    }

    fn record_estimate(&mut self, spec: &CellSpec, observation: &Observation) {
        self.estimated += 1;
        self.n_analysed += observation.n;
        self.n_analysed_2 += (observation.n as f64) * (observation.n as f64);

        let error = observation.estimate - spec.policy_truth;
        let square = error * error;
        let powers = [error, square, square * error, square * square];
        for (sum, power) in self.error_powers.iter_mut().zip(powers) {
            *sum += power;
        }

        self.constant_group.replications += u64::from(observation.constant_group);
        match &observation.certainty {
            Certainty::Interval(interval) => self.record_interval(spec, observation, interval),
            Certainty::ExactTest { reason, .. } => {
                self.tested += 1;
                self.without_interval[reason.index()] += 1;
            }
            Certainty::Nothing(reason) => self.without_interval[reason.index()] += 1,
        }
        for (index, sums) in self.alphas.iter_mut().enumerate().take(spec.alphas.len()) {
            sums.record(spec, observation, index);
        }
        if let Some(terms) = &observation.terms {
            self.budget.record(terms, error, observation.magnitude);
        }
    }

    fn record_interval(&mut self, spec: &CellSpec, observation: &Observation, interval: &Interval) {
        self.with_interval += 1;
        self.tested += 1;
        let se_2 = interval.se * interval.se;
        self.se += interval.se;
        self.se_2 += se_2;
        self.se_4 += se_2 * se_2;

        let t = spec.claim.centred(observation.estimate) / interval.se;
        self.t += t;
        self.t_2 += t * t;

        let covers = |truth| u64::from(observation.covers(truth) == Some(true));
        let covered = covers(spec.truth);
        self.covered += covered;
        self.policy_covered += covers(spec.yardstick);
        if observation.constant_group {
            self.constant_group.with_interval += 1;
            self.constant_group.covered += covered;
        }
    }

    /// Adds a later block of the same cell.
    ///
    /// Blocks have to be merged in index order: addition of floating-point numbers is not associative.
    pub fn merge(&mut self, later: &Self) {
        self.replications += later.replications;
        self.estimated += later.estimated;
        self.with_interval += later.with_interval;
        self.tested += later.tested;
        let (failures, intervals) = (&mut self.failures, &mut self.without_interval);
        let counts = failures.iter_mut().chain(intervals);
        for (count, more) in counts.zip(later.failures.into_iter().chain(later.without_interval)) {
            *count += more;
        }
        self.constant_group.merge(later.constant_group);
        self.n_analysed += later.n_analysed;
        self.n_analysed_2 += later.n_analysed_2;
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

    /// Mean critical value of |θ̂/SE| at the first significance level.
    pub fn mean_critical(&self) -> f64 {
        self.alphas[0].critical / self.with_interval as f64
    }

    /// Number of replications, failures included.
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// Number of replications with an estimate.
    pub fn estimated(&self) -> u64 {
        self.estimated
    }

    /// Number of replications with an estimate and its standard error.
    pub fn with_interval(&self) -> u64 {
        self.with_interval
    }

    /// Rejections at the primary significance level, in either direction.
    pub fn rejections(&self) -> u64 {
        self.alphas[0].rejected_above + self.alphas[0].rejected_below
    }

    /// Rejections at the primary significance level of estimates with this sign.
    pub fn rejections_toward(&self, sign: f64) -> u64 {
        let AlphaSums { rejected_above, rejected_below, .. } = &self.alphas[0];
        if sign > 0.0 { *rejected_above } else { *rejected_below }
    }

    /// Largest gap between the sum of the terms and the error, see [`BudgetSums::largest_gap`].
    pub fn largest_gap(&self) -> f64 {
        self.budget.largest_gap()
    }

    /// Whether the terms of the bias budget add up to the error in every replication, to rounding.
    pub fn budget_holds(&self, spec: &CellSpec) -> bool {
        self.budget.holds(spec.truth.abs().max(spec.policy_truth.abs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::diagnosand::diagnose;
    use crate::diagnosis::test_support::{Draws, normal_cell, with_interval};

    type Recorded = Result<Observation, Failure>;

    fn simulated(count: usize) -> Vec<Recorded> {
        let mut draws = Draws::new(11);
        let one = |index: usize| match index % 13 {
            5 => Err(Failure::NoResponders),
            9 => Ok(Observation {
                certainty: Certainty::Nothing(NoInterval::LeverageOne),
                ..with_interval(0.2, 1.0)
            }),
            _ => Ok(with_interval(0.1 + 0.3 * draws.normal(), 0.3 + 0.01 * draws.normal())),
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
            assert_eq!(total.estimated, whole.estimated);
            assert_eq!(total.with_interval, whole.with_interval);
            assert_eq!(total.failures, whole.failures);
            assert_eq!(total.without_interval, whole.without_interval);
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
                let (left, right) = (left.expect("many estimates"), right.expect("many estimates"));
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
    fn failures_are_counted_by_reason() {
        let spec = normal_cell(0.0, 0.0);
        let mut sums = CellSums::default();
        sums.record(&spec, Err(Failure::EmptyArm));
        sums.record(&spec, Err(Failure::Overflow));
        sums.record(&spec, Err(Failure::Overflow));
        sums.record(&spec, Ok(&with_interval(0.5, 0.1)));
        assert_eq!(sums.failures, [1, 0, 0, 0, 2]);
        assert_eq!((sums.estimated(), sums.replications()), (1, 4));
        assert_eq!(sums.rejections(), 1);
    }
}
