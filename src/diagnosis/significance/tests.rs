//! Significance against closed forms (V10) and by hand.

use super::*;
use crate::diagnosis::diagnosand::diagnose;
use crate::diagnosis::measured::Z_975;
use crate::diagnosis::test_support::{Draws, normal_cell, with_interval};
use crate::estimator::Failure;

struct Retrodesign {
    power: f64,
    type_s: f64,
    exaggeration: f64,
}

/// Lu, Qiu & Deng (2019), for a positive effect.
fn retrodesign(effect: f64, se: f64) -> Retrodesign {
    let (lambda, z) = (effect / se, Z_975);
    let power = cdf(lambda - z) + cdf(-lambda - z);
    let middle = lambda * (cdf(lambda + z) + cdf(lambda - z) - 1.0);
    Retrodesign {
        power,
        type_s: cdf(-lambda - z) / power,
        exaggeration: (pdf(lambda + z) + pdf(lambda - z) + middle) / (lambda * power),
    }
}

/// V10: effect, standard error, and the printed power, type S and exaggeration.
const V10: [[f64; 5]; 7] = [
    [0.5, 1.0, 0.07910, 0.08784, 4.78859],
    [2.0, 8.1, 0.05701, 0.23962, 9.53663],
    [0.3, 3.3, 0.05095, 0.39530, 25.74305],
    [0.1, 3.3, 0.05011, 0.46464, 77.15667],
    [1.0, 3.3, 0.06058, 0.19507, 7.79556],
    [20.0, 8.1, 0.69469, 0.00001, 1.20430],
    [2.8016, 1.0, 0.80001, 0.0, 1.12491],
];

#[test]
fn v10_reference_values_are_the_closed_form() {
    for [effect, se, power, type_s, exaggeration] in V10 {
        let exact = retrodesign(effect, se);
        assert!((exact.power - power).abs() <= 1e-5);
        assert!((exact.type_s - type_s).abs() <= 1e-5);
        assert!((exact.exaggeration - exaggeration).abs() <= 1e-5);
    }
}

/// V10, Monte Carlo: 200,000 simulated normal estimates, three seeds, rule M: each check within 4 errors, and
/// the 21 independent power checks together below the .999 quantile of χ²(21), 46.797.
#[test]
fn v10_simulated_normals_reproduce_type_s_and_m() {
    let simulated: u64 = 200_000;
    let mut chi_square = 0.0;
    for seed in [1, 2, 3] {
        let mut draws = Draws::new(seed);
        for [effect, se, ..] in V10 {
            let spec = normal_cell(effect, effect);
            let mut sums = CellSums::default();
            for _ in 0..simulated {
                sums.record(&spec, Ok(&with_interval(effect + se * draws.normal(), se)));
            }
            let exact = retrodesign(effect, se);
            let test = &diagnose(&sums, &spec).tests[0];

            let within = |value: f64, truth: f64, mcse: f64, what: &str| {
                assert!(
                    (value - truth).abs() <= 4.0 * mcse,
                    "seed {seed}, effect {effect}, {what}: {value} against {truth} ({mcse})"
                );
            };
            let power = test.power.expect("replications");
            within(power.value, exact.power, power.mcse, "power");
            let z = (power.value - exact.power) / power.mcse;
            chi_square += z * z;
            let smoothed = test.smoothed_power.expect("replications");
            within(smoothed.value, exact.power, smoothed.mcse, "smoothed power");
            assert!(smoothed.mcse < power.mcse);
            let type_s = test.type_s.expect("significant replications");
            let significant = power.value * simulated as f64;
            let binomial = (exact.type_s * (1.0 - exact.type_s) / significant).sqrt();
            within(type_s.value, exact.type_s, binomial, "type S");
            let exaggeration = test.exaggeration.expect("significant replications");
            within(exaggeration.value, exact.exaggeration, exaggeration.mcse, "exaggeration");
            let right = test.power_right_direction.expect("the truth has a sign");
            assert!((right.value - power.value * (1.0 - type_s.value)).abs() < 1e-12);
        }
    }
    assert!(chi_square < 46.797, "power is off by more than chance: {chi_square}");
}

#[test]
fn direction_is_null_with_a_reason_where_the_truth_has_no_sign() {
    let mut spec = normal_cell(0.0, 0.0);
    let mut sums = CellSums::default();
    for estimate in [0.5, -0.5, 0.1] {
        sums.record(&spec, Ok(&with_interval(estimate, 0.1)));
    }
    for (truth, mcse) in [(0.0, 0.0), (0.004, 0.001), (-0.003, 0.001)] {
        (spec.yardstick, spec.yardstick_mcse) = (truth, mcse);
        let test = diagnose(&sums, &spec).tests.remove(0);
        assert!(test.power.is_ok());
        assert_eq!(test.power_right_direction, Err(Absent::TruthNearZero));
        assert_eq!(test.type_s, Err(Absent::TruthNearZero));
        assert_eq!(test.exaggeration, Err(Absent::TruthNearZero));
    }
    (spec.yardstick, spec.yardstick_mcse) = (-0.0041, 0.001);
    let test = diagnose(&sums, &spec).tests.remove(0);
    assert_eq!(test.type_s.map(|rate| rate.value), Ok(0.5));
}

#[test]
fn nothing_significant_is_a_reason_not_a_zero() {
    let spec = normal_cell(0.1, 0.1);
    let mut sums = CellSums::default();
    sums.record(&spec, Ok(&with_interval(0.1, 0.1)));
    sums.record(&spec, Ok(&with_interval(0.05, 0.1)));
    let test = diagnose(&sums, &spec).tests.remove(0);
    assert_eq!(test.power.map(|rate| rate.value), Ok(0.0));
    assert_eq!(test.type_s, Err(Absent::NothingSignificant));
    assert_eq!(test.exaggeration, Err(Absent::NothingSignificant));
    let written = serde_json::to_value(&test).expect("a diagnosis serialises");
    assert!(written["type_s"]["value"].is_null());
    assert_eq!(written["type_s"]["reason"], "no replication was significant");
}

#[test]
fn a_failed_replication_rejects_nothing_and_counts() {
    let spec = normal_cell(0.5, 0.5);
    let mut sums = CellSums::default();
    for _ in 0..3 {
        sums.record(&spec, Ok(&with_interval(0.5, 0.1)));
    }
    sums.record(&spec, Err(Failure::RankDeficient));
    let diagnosis = diagnose(&sums, &spec);
    assert_eq!(diagnosis.tests[0].power.map(|rate| rate.value), Ok(0.75));
    assert_eq!(diagnosis.coverage.map(|rate| rate.value), Ok(1.0));
}

#[test]
fn smoothing_is_doubted_where_the_statistic_is_far_from_normal() {
    let spec = normal_cell(0.0, 0.0);
    let mut sums = CellSums::default();
    for replication in 0..1000 {
        let estimate = if replication % 4 == 0 { 0.3 } else { 0.0 };
        sums.record(&spec, Ok(&with_interval(estimate, 0.1)));
    }
    assert!(diagnose(&sums, &spec).tests[0].smoothing_doubtful);
}
