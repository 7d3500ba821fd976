//! Paired differences against V11 and against their definitions.

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
