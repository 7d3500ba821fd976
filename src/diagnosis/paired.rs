//! Two cells compared on the same replications: common random numbers make the difference precise.

use serde::{Deserialize, Serialize};

use super::cell::CellSpec;
use super::discordance::Discordance;
use super::measured::{Absent, Known, Measured, Spread, combined, value_or_reason};
use super::observation::Observation;

/// Σx, Σy, Σx², Σy², Σxy of two cells' values in the same replications.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
struct JointSums {
    first: f64,
    second: f64,
    first_2: f64,
    second_2: f64,
    product: f64,
}

impl JointSums {
    fn record(&mut self, first: f64, second: f64) {
        self.first += first;
        self.second += second;
        self.first_2 += first * first;
        self.second_2 += second * second;
        self.product += first * second;
    }

    fn merge(&mut self, later: &Self) {
        self.first += later.first;
        self.second += later.second;
        self.first_2 += later.first_2;
        self.second_2 += later.second_2;
        self.product += later.product;
    }

    fn joint(&self, count: u64) -> Known<Joint> {
        let first = Spread::from_sums(count, self.first, self.first_2, Absent::TooFewEstimates)?;
        let second = Spread::from_sums(count, self.second, self.second_2, Absent::TooFewEstimates)?;
        let covariance = (self.product - self.first * second.mean) / (first.n - 1.0);
        Ok(Joint { first, second, covariance })
    }
}

/// Means, variances and covariance (divisor n − 1) of two cells' values.
#[derive(Debug, Clone, Copy)]
struct Joint {
    first: Spread,
    second: Spread,
    covariance: f64,
}

impl Joint {
    /// Error of the mean of first · `a` − second · `b` over n replications.
    fn error_of_difference(&self, a: f64, b: f64) -> f64 {
        let variance = a * a * self.first.variance + b * b * self.second.variance
            - 2.0 * a * b * self.covariance;
        (variance.max(0.0) / self.first.n).sqrt()
    }

    fn correlation(&self) -> Known<f64> {
        let product = self.first.sd() * self.second.sd();
        if product == 0.0 {
            return Err(Absent::NoVariation);
        }
        Ok((self.covariance / product).clamp(-1.0, 1.0))
    }
}

/// Sums over the replications of a pair of cells: fixed in size, mergeable by addition.
///
/// Estimates and errors are compared where both cells have an estimate, coverage where both have an interval; a cell
/// without a test counts as not having rejected.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PairSums {
    replications: u64,
    both_estimated: u64,
    both_with_interval: u64,
    /// Errors to each cell's yardstick.
    errors: JointSums,
    /// Their squares.
    squares: JointSums,
    /// Σ(first error − second error)²: kept apart, because it is small when the estimates go together.
    squared_difference: f64,
    rejected: Discordance,
    covered: Discordance,
    policy_covered: Discordance,
}

/// One cell's side of a comparison in one replication.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The cell.
    pub spec: &'a CellSpec,
    /// What it observed, if it has an estimate.
    pub observation: Option<&'a Observation>,
}

impl PairSums {
    /// Adds one replication. Both sides have to come from the same one.
    pub fn record(&mut self, first: Side<'_>, second: Side<'_>) {
        self.replications += 1;
        let rejects =
            |side: &Side<'_>| side.observation.is_some_and(|seen| seen.rejects(side.spec, 0));
        self.rejected.record(rejects(&first), rejects(&second));

        let (Some(a), Some(b)) = (first.observation, second.observation) else { return };
        self.both_estimated += 1;
        let error_a = a.estimate - first.spec.yardstick;
        let error_b = b.estimate - second.spec.yardstick;
        self.errors.record(error_a, error_b);
        self.squares.record(error_a * error_a, error_b * error_b);
        self.squared_difference += (error_a - error_b) * (error_a - error_b);
        let own = a.covers(first.spec.truth).zip(b.covers(second.spec.truth));
        let policy = a.covers(first.spec.yardstick).zip(b.covers(second.spec.yardstick));
        let Some((own, policy)) = own.zip(policy) else { return };
        self.both_with_interval += 1;
        self.covered.record(own.0, own.1);
        self.policy_covered.record(policy.0, policy.1);
    }

    /// Adds a later block of the same pair, in index order.
    pub fn merge(&mut self, later: &Self) {
        self.replications += later.replications;
        self.both_estimated += later.both_estimated;
        self.both_with_interval += later.both_with_interval;
        self.errors.merge(&later.errors);
        self.squares.merge(&later.squares);
        self.squared_difference += later.squared_difference;
        self.rejected.merge(later.rejected);
        self.covered.merge(later.covered);
        self.policy_covered.merge(later.policy_covered);
    }

    /// Compares the first cell with the second.
    pub fn diagnose(&self, first: &CellSpec, second: &CellSpec) -> PairDiagnosis {
        let errors = self.errors.joint(self.both_estimated);
        let mse = errors.and_then(|errors| self.mse_comparison(&errors, first, second));
        let coverage = |covered: Discordance| {
            covered.difference(self.both_with_interval, Absent::TooFewIntervals)
        };
        PairDiagnosis {
            replications: self.replications,
            both_estimated: self.both_estimated,
            both_with_interval: self.both_with_interval,
            estimate_difference: self.estimate_difference(first.yardstick - second.yardstick),
            bias_difference: self.bias_difference(first, second),
            power_difference: self.rejected.difference(self.replications, Absent::NoReplications),
            coverage_difference: coverage(self.covered),
            policy_coverage_difference: coverage(self.policy_covered),
            mse_difference: mse.map(|mse| mse.difference),
            rmse_difference: mse.and_then(|mse| mse.root_difference),
            correlation: errors.and_then(|errors| correlation(&errors)),
            relative_precision_percent: errors.and_then(|errors| relative_precision(&errors)),
        }
    }

    /// Mean of the first estimate minus the second: the difference of errors moved by the difference of truths.
    fn estimate_difference(&self, truth_difference: f64) -> Known<Measured> {
        let sum = self.errors.first - self.errors.second;
        let (count, reason) = (self.both_estimated, Absent::TooFewEstimates);
        let spread = Spread::from_sums(count, sum, self.squared_difference, reason)?;
        Ok(Measured { value: spread.mean + truth_difference, mcse: spread.standard_error() })
    }

    /// Mean of the first error minus the second, to which the errors of the yardsticks add where they are not the same.
    fn bias_difference(&self, first: &CellSpec, second: &CellSpec) -> Known<Measured> {
        let moved = first.yardstick - second.yardstick;
        let estimates = self.estimate_difference(moved)?;
        let of_truth = |spec: &CellSpec| if moved == 0.0 { 0.0 } else { spec.yardstick_mcse };
        let of_truths = combined(of_truth(first), of_truth(second));
        let mcse = combined(estimates.mcse, of_truths);
        Ok(Measured { value: estimates.value - moved, mcse })
    }

    /// Differences in mean squared error, with paired error, and in its root, by the delta method. An error δ of
    /// the yardstick adds 2·bias·δ to each; it counts once when both cells share it.
    fn mse_comparison(
        &self,
        errors: &Joint,
        first: &CellSpec,
        second: &CellSpec,
    ) -> Known<MseComparison> {
        let squares = self.squares.joint(self.both_estimated)?;
        let (mse_a, mse_b) = (squares.first.mean, squares.second.mean);
        let compared = |a: f64, b: f64, value: f64| {
            let from_a = 2.0 * errors.first.mean * first.yardstick_mcse * a;
            let from_b = 2.0 * errors.second.mean * second.yardstick_mcse * b;
            let from_truth = if first.yardstick == second.yardstick {
                from_a - from_b
            } else {
                combined(from_a, from_b)
            };
            let mcse = combined(squares.error_of_difference(a, b), from_truth);
            Measured { value, mcse }
        };
        let (root_a, root_b) = (mse_a.sqrt(), mse_b.sqrt());
        let root_difference = if root_a == 0.0 || root_b == 0.0 {
            Err(Absent::NoVariation)
        } else {
            Ok(compared(0.5 / root_a, 0.5 / root_b, root_a - root_b))
        };
        Ok(MseComparison { difference: compared(1.0, 1.0, mse_a - mse_b), root_difference })
    }
}

#[derive(Debug, Clone, Copy)]
struct MseComparison {
    difference: Measured,
    root_difference: Known<Measured>,
}

/// Correlation r with error (1 − r²)/√(n−1) (normal theory).
fn correlation(errors: &Joint) -> Known<Measured> {
    let r = errors.correlation()?;
    Ok(Measured { value: r, mcse: (1.0 - r * r) / (errors.first.n - 1.0).sqrt() })
}

/// 100(q² − 1) with error 200q²√((1 − r²)/(n−1)), q the ratio of the first empirical standard error to the second
/// (Morris, White & Crowther 2019, Table 6).
fn relative_precision(errors: &Joint) -> Known<Measured> {
    let r = errors.correlation()?;
    let ratio = errors.first.variance / errors.second.variance;
    let mcse = 200.0 * ratio * ((1.0 - r * r) / (errors.first.n - 1.0)).sqrt();
    Ok(Measured { value: 100.0 * (ratio - 1.0), mcse })
}

/// The first cell against the second, over the same replications. Differences are first minus second.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairDiagnosis {
    /// Number of replications, failures included.
    pub replications: u64,
    /// Replications in which both cells have an estimate.
    pub both_estimated: u64,
    /// Replications in which both cells have an interval.
    pub both_with_interval: u64,
    /// Mean difference of estimates.
    #[serde(serialize_with = "value_or_reason")]
    pub estimate_difference: Known<Measured>,
    /// Difference in the mean distance to the yardsticks.
    #[serde(skip)]
    pub bias_difference: Known<Measured>,
    /// Difference in power at the primary significance levels, over all replications.
    #[serde(serialize_with = "value_or_reason")]
    pub power_difference: Known<Measured>,
    /// Difference in coverage of the own truths.
    #[serde(serialize_with = "value_or_reason")]
    pub coverage_difference: Known<Measured>,
    /// Difference in coverage of the yardsticks.
    #[serde(serialize_with = "value_or_reason")]
    pub policy_coverage_difference: Known<Measured>,
    /// Difference in mean squared error to the yardsticks.
    #[serde(serialize_with = "value_or_reason")]
    pub mse_difference: Known<Measured>,
    /// Difference in root mean squared error to the yardsticks.
    #[serde(serialize_with = "value_or_reason")]
    pub rmse_difference: Known<Measured>,
    /// Correlation of the estimates.
    #[serde(serialize_with = "value_or_reason")]
    pub correlation: Known<Measured>,
    /// Gain in precision of the second cell over the first, in percent: how much larger the variance
    /// of the first estimates is.
    #[serde(serialize_with = "value_or_reason")]
    pub relative_precision_percent: Known<Measured>,
}

#[cfg(test)]
mod tests;
