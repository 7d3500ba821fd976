//! The diagnosands: a member owns its unit, its value from the sums of the replications, its difference between two
//! cells, its word and its documentation, and is one line in a list (formulas: Morris, White & Crowther 2019, Table 6).

mod listed;
mod unit;
mod truths;
mod estimates;
mod standard_errors;
mod misses;
mod coverage;
#[cfg(test)]
mod tests;

pub(super) use listed::diagnosis;
pub use listed::{
    Diagnosable, Diagnosand, Diagnosed, ListEntry, PairedDifference, Valued, Wording, write,
    written,
};
pub use unit::Unit;

use super::budget::{BiasBudget, BudgetEntry};
use super::cell::{CellSpec, CellSums};
use super::constant_group::ConstantGroup;
use super::measured::{Absent, Known, Measured, Spread};
use super::paired::PairDiagnosis;
use super::significance::{TestDiagnosis, diagnose_tests};
use crate::estimator::{Failure, NoInterval};
use crate::hypothesis::Claim;

/// The replications of a cell.
#[derive(Clone, Copy, Debug)]
pub struct Replicated<'a> {
    /// What they left.
    pub sums: &'a CellSums,
    /// What is the same for all of them.
    pub spec: &'a CellSpec,
}

impl Diagnosable for Replicated<'_> {
    type Pair = PairDiagnosis;
}

impl Replicated<'_> {
    /// Mean and spread of the errors to the policy truth.
    pub(super) fn errors(&self) -> Known<Spread> {
        let [sum, squares, ..] = self.sums.error_powers;
        Spread::from_sums(self.sums.estimated, sum, squares, Absent::TooFewEstimates)
    }

    fn budget(&self) -> Known<BiasBudget> {
        self.sums.budget.budget(self.sums.estimated, self.spec.policy_truth_mcse)
    }

    fn people_analysed(&self) -> Known<Measured> {
        let CellSums { estimated, n_analysed, n_analysed_2, .. } = *self.sums;
        let (n, reason) = (n_analysed as f64, Absent::TooFewEstimates);
        Spread::from_sums(estimated, n, n_analysed_2, reason).map(|spread| spread.measured_mean())
    }
}

diagnosis! {
    /// Everything the replications say about one cell. Bias and spread are over the replications with an estimate, standard
    /// errors and coverage over those with an interval, power over all of them.
    Diagnosis of cell: Replicated {
        first {
            /// Number of replications, failures included.
            replications: u64 = cell.sums.replications,
            /// Number of replications with an estimate.
            estimated: u64 = cell.sums.estimated,
            /// Number of replications with a standard error, and so an interval.
            with_interval: u64 = cell.sums.with_interval,
            /// Number of replications with a test: a t test, or an exact one where there is no interval.
            tested: u64 = cell.sums.tested,
            /// Replications in which everybody in one of the compared groups had the same outcome.
            constant_group: ConstantGroup =
                cell.sums.constant_group.diagnose(cell.sums.covered, cell.sums.with_interval),
            /// Mean number of people analysed; null without estimates.
            n_analysed: Option<f64> = (cell.sums.estimated > 0)
                .then(|| cell.sums.n_analysed as f64 / cell.sums.estimated as f64),
            /// The same with its Monte Carlo error.
            #[serde(skip)]
            people_analysed: Known<Measured> = cell.people_analysed(),
            /// What the tests claim when they reject, on the scale of the estimate.
            #[serde(skip)]
            claim: Claim = cell.spec.claim,
            /// Confidence level of the interval whose coverage is given.
            level: f64 = cell.spec.level,
        }
        listed {
            truth: truths::Truth,
            mean_estimate: estimates::MeanEstimate,
            bias: estimates::Bias,
            policy_truth: truths::PolicyTruth,
            policy_bias: estimates::PolicyBias,
            yardstick: truths::Yardstick,
            yardstick_bias: estimates::YardstickBias,
            yardstick_rmse: misses::YardstickRmse,
            sd_estimate: estimates::SdEstimate,
            mean_se: standard_errors::MeanSe,
            relative_se_error_percent: standard_errors::RelativeSeErrorPercent,
            mse: misses::Mse,
            policy_mse: misses::PolicyMse,
            rmse: misses::Rmse,
            coverage: coverage::Coverage,
            policy_coverage: coverage::PolicyCoverage,
        }
        last {
            /// One entry per significance level, the primary one first.
            tests: Vec<TestDiagnosis> = diagnose_tests(cell),
            /// One entry per term, adding up to `policy_bias`; empty with fewer than two estimates.
            bias_budget: Vec<BudgetEntry> =
                cell.budget().map(|budget| budget.entries).unwrap_or_default(),
            /// Largest gap, over replications, between the sum of the terms and the error.
            budget_gap: f64 = cell.sums.budget.largest_gap(),
            /// The budget with its covariances.
            #[serde(skip)]
            budget: Known<BiasBudget> = cell.budget(),
            /// Replications without an estimate, by position in the list of reasons.
            #[serde(skip)]
            failures: [u64; Failure::ALL.len()] = cell.sums.failures,
            /// Estimates without an interval, by position in the list of reasons.
            #[serde(skip)]
            without_interval: [u64; NoInterval::ALL.len()] = cell.sums.without_interval,
        }
    }
}

/// Diagnoses a cell from the sums of all its replications.
pub fn diagnose(sums: &CellSums, spec: &CellSpec) -> Diagnosis {
    Diagnosis::of(&Replicated { sums, spec })
}
