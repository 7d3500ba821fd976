//! What the tests of this module share: a small generator, a plain cell, and the 400 replicates of V11.

use super::cell::CellSpec;
use super::measured::{Known, Measured, Z_975};
use super::observation::{Certainty, Interval, Observation};
use crate::estimand::Terms;
use crate::hypothesis::Claim;

/// Normal draws from splitmix64 (Steele, Lea & Flood 2014) by the Box–Muller transform.
pub struct Draws {
    state: u64,
}

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn uniform(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        ((bits >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(self.uniform())).sqrt();
        radius * libm::cos(2.0 * std::f64::consts::PI * self.uniform())
    }
}

/// A cell with exact truths, tested at .05 with normal critical values.
pub fn normal_cell(truth: f64, policy_truth: f64) -> CellSpec {
    CellSpec {
        truth,
        truth_mcse: 0.0,
        policy_truth,
        policy_truth_mcse: 0.0,
        yardstick: policy_truth,
        yardstick_mcse: 0.0,
        claim: Claim::Effect,
        level: 0.95,
        alphas: vec![0.05],
        z_alpha: [Z_975; 4],
    }
}

/// An observation with normal critical values and an empty budget.
pub fn with_interval(estimate: f64, se: f64) -> Observation {
    let interval =
        Interval { se, df: f64::INFINITY, critical_level: Z_975, critical_alpha: [Z_975; 4] };
    Observation {
        estimate,
        n: 100,
        share: 0.5,
        certainty: Certainty::Interval(interval),
        constant_group: false,
        magnitude: 1.0,
        terms: Some(Terms::default()),
    }
}

/// One row of tests/fixtures/reps400.csv.
#[derive(serde::Deserialize)]
pub struct Replicate {
    pub est: f64,
    pub se: f64,
    pub est_b: f64,
}

/// The 400 replicates of V11 (θ = .05).
pub fn reps400() -> Vec<Replicate> {
    let text = include_str!("../../tests/fixtures/reps400.csv");
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("the fixture has these columns")
}

/// The rows as observations, with the estimate that `estimate` picks.
pub fn rows_as_observations(
    rows: &[Replicate],
    estimate: impl Fn(&Replicate) -> f64,
) -> Vec<Observation> {
    rows.iter().map(|row| with_interval(estimate(row), row.se)).collect()
}

/// Value and error both equal their references to the ten significant digits that V11 prints.
pub fn assert_measured(known: Known<Measured>, value: f64, mcse: f64) {
    let measured = known.expect("the quantity exists");
    let close = |x: f64, reference: f64| (x - reference).abs() <= 1e-8 * reference.abs().max(1e-2);
    assert!(close(measured.value, value), "{} against {value}", measured.value);
    assert!(close(measured.mcse, mcse), "error {} against {mcse}", measured.mcse);
}
