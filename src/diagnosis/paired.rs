//! Two cells compared on the same replications: common random numbers make the difference precise.

use serde::{Deserialize, Serialize};

use super::cell::CellSpec;
use super::measured::{Absent, Known, Measured, Spread, combined, value_or_reason};
use super::observation::Observation;

/// Replications in which something holds for one of the two cells only.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
struct Discordance {
    only_first: u64,
    only_second: u64,
}

impl Discordance {
    fn record(&mut self, first: bool, second: bool) {
        self.only_first += u64::from(first && !second);
        self.only_second += u64::from(second && !first);
    }

    fn merge(&mut self, later: Self) {
        self.only_first += later.only_first;
        self.only_second += later.only_second;
    }

    /// Difference of the two shares over `count` replications.
    fn difference(self, count: u64, reason: Absent) -> Known<Measured> {
        let sum = self.only_first as f64 - self.only_second as f64;
        let squares = (self.only_first + self.only_second) as f64;
        Spread::from_sums(count, sum, squares, reason).map(|spread| spread.measured_mean())
    }
}

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
mod tests {
    use super::*;
    use crate::diagnosis::test_support::{
        assert_measured, normal_cell, reps400, rows_as_observations, with_interval,
    };

    fn side<'a>(spec: &'a CellSpec, observation: &'a Observation) -> Side<'a> {
        Side { spec, observation: Some(observation) }
    }

    fn v11_pairs(first: &CellSpec, second: &CellSpec) -> PairSums {
        let rows = reps400();
        let firsts = rows_as_observations(&rows, |row| row.est);
        let seconds = rows_as_observations(&rows, |row| row.est_b);
        let mut sums = PairSums::default();
        for (a, b) in firsts.iter().zip(&seconds) {
            sums.record(side(first, a), side(second, b));
        }
        sums
    }

    #[test]
    fn v11_relative_precision_and_correlation() {
        let spec = normal_cell(0.05, 0.05);
        let diagnosis = v11_pairs(&spec, &spec).diagnose(&spec, &spec);
        assert_eq!(diagnosis.both_estimated, 400);
        assert_measured(diagnosis.relative_precision_percent, 10.9222703809, 6.1478861942);
        let r = diagnosis.correlation.expect("400 pairs");
        assert!((r.value - 0.8328102968).abs() < 1e-10);
    }

    /// Against the definitions, in two passes over the same rows.
    #[test]
    fn paired_differences_are_means_of_differences() {
        let (first, second) = (normal_cell(0.05, 0.05), normal_cell(0.05, 0.02));
        let diagnosis = v11_pairs(&first, &second).diagnose(&first, &second);
        let rows = reps400();
        let n = rows.len() as f64;
        let two_pass = |values: &[f64]| {
            let mean = values.iter().sum::<f64>() / n;
            let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
            (mean, (squares / (n * (n - 1.0))).sqrt())
        };
        let estimates: Vec<f64> = rows.iter().map(|row| row.est - row.est_b).collect();
        let (mean, error) = two_pass(&estimates);
        assert_measured(diagnosis.estimate_difference, mean, error);

        let square = |x: f64| x * x;
        let mse_a = rows.iter().map(|row| square(row.est - 0.05)).sum::<f64>() / n;
        let mse_b = rows.iter().map(|row| square(row.est_b - 0.02)).sum::<f64>() / n;
        let squares: Vec<f64> =
            rows.iter().map(|row| square(row.est - 0.05) - square(row.est_b - 0.02)).collect();
        let (mean, error) = two_pass(&squares);
        assert_measured(diagnosis.mse_difference, mean, error);

        let linearised: Vec<f64> = rows
            .iter()
            .map(|row| {
                square(row.est - 0.05) / (2.0 * mse_a.sqrt())
                    - square(row.est_b - 0.02) / (2.0 * mse_b.sqrt())
            })
            .collect();
        let (_, error) = two_pass(&linearised);
        assert_measured(diagnosis.rmse_difference, mse_a.sqrt() - mse_b.sqrt(), error);
    }

    #[test]
    fn a_failed_side_rejects_nothing_and_leaves_the_estimates_alone() {
        let spec = normal_cell(0.0, 0.0);
        let (strong, weak) = (with_interval(1.0, 0.1), with_interval(0.0, 0.1));
        let failed = Side { spec: &spec, observation: None };
        let mut sums = PairSums::default();
        sums.record(side(&spec, &strong), failed);
        sums.record(side(&spec, &strong), side(&spec, &weak));
        sums.record(failed, side(&spec, &weak));
        sums.record(failed, side(&spec, &strong));
        let diagnosis = sums.diagnose(&spec, &spec);
        assert_eq!((diagnosis.replications, diagnosis.both_estimated), (4, 1));
        assert_eq!(diagnosis.power_difference.map(|power| power.value), Ok(0.25));
        assert_eq!(diagnosis.estimate_difference, Err(Absent::TooFewEstimates));
        assert_eq!(diagnosis.coverage_difference, Err(Absent::TooFewIntervals));
    }

    #[test]
    fn a_shared_truth_error_cancels_between_equally_biased_cells() {
        let exact = normal_cell(0.05, 0.0);
        let uncertain = CellSpec { yardstick_mcse: 0.01, ..exact.clone() };
        let same = |spec: &CellSpec| {
            let mut sums = PairSums::default();
            for row in &rows_as_observations(&reps400(), |row| row.est) {
                sums.record(side(spec, row), side(spec, row));
            }
            sums.diagnose(spec, spec)
        };
        assert_eq!(same(&exact).mse_difference, same(&uncertain).mse_difference);
    }

    #[test]
    fn blocks_merge_to_the_whole() {
        let spec = normal_cell(0.05, 0.05);
        let rows = reps400();
        let firsts = rows_as_observations(&rows, |row| row.est);
        let seconds = rows_as_observations(&rows, |row| row.est_b);
        let mut merged = PairSums::default();
        for (block_a, block_b) in firsts.chunks(64).zip(seconds.chunks(64)) {
            let mut block = PairSums::default();
            for (a, b) in block_a.iter().zip(block_b) {
                block.record(side(&spec, a), side(&spec, b));
            }
            merged.merge(&block);
        }
        let merged = merged.diagnose(&spec, &spec);
        let whole = v11_pairs(&spec, &spec).diagnose(&spec, &spec);
        assert_eq!(merged.power_difference, whole.power_difference);
        assert_eq!(merged.coverage_difference, whole.coverage_difference);
        let rmse = whole.rmse_difference.expect("400 pairs");
        assert_measured(merged.rmse_difference, rmse.value, rmse.mcse);
        let precision = whole.relative_precision_percent.expect("400 pairs");
        assert_measured(merged.relative_precision_percent, precision.value, precision.mcse);
    }
}
