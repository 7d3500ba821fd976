//! What a significance test finds over replications: power, and what significance does to an estimate.

use crate::hypothesis::Claim;
use crate::numeric::normal::{cdf, pdf};
use serde::Serialize;

use super::cell::{CellSpec, CellSums};
use super::direction::Direction;
use super::measured::{Absent, Known, Measured, Rate, Spread, combined, value_or_reason};

/// Standard normal quantile at .80, the customary power.
pub const Z_POWER: f64 = 0.8416212335729143;

/// The yardstick (k × policy truth) has a sign when it is further than this many of its Monte Carlo errors from zero.
pub const CERTAIN_SIGN: f64 = 4.0;

/// A truth this near to a bound, as a share of the bound, is meant to be at it: more than a solver leaves of a target.
const AT_BOUND: f64 = 1e-3;

/// The test at one significance level, over replications: of no effect, or of an effect at the bound of the claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TestDiagnosis {
    /// Two-sided significance level; a test against one bound has half of it.
    pub alpha: f64,
    /// Rejections, as a share of all replications: one without a test rejects nothing. Null where none has a test.
    #[serde(serialize_with = "value_or_reason")]
    pub power: Known<Rate>,
    /// Rejections with the sign of the yardstick (k × policy truth), as a share of all replications; of the claim of a
    /// bound all rejections, where the yardstick lies on its side of the bound.
    #[serde(serialize_with = "value_or_reason")]
    pub power_right_direction: Known<Rate>,
    /// Type S error: wrong signs among rejections (Gelman & Carlin 2014).
    #[serde(serialize_with = "value_or_reason")]
    pub type_s: Known<Rate>,
    /// Exaggeration (type M error): mean |θ̂| among rejections over |yardstick| (k × policy truth; Gelman & Carlin 2014).
    #[serde(serialize_with = "value_or_reason")]
    pub exaggeration: Known<Measured>,
    /// Smallest detectable effect (z_{1−α/2} + z_.80) · sd of the estimates, around the estimator's own mean.
    #[serde(serialize_with = "value_or_reason")]
    pub mde: Known<Measured>,
    /// Power if θ̂/SE were normal: a check on `power` with a smaller error.
    #[serde(serialize_with = "value_or_reason")]
    pub smoothed_power: Known<Measured>,
    /// Whether `power` and `smoothed_power` are more than 3 errors apart: θ̂/SE is then not near normal, and the
    /// smoothed value should not be used.
    pub smoothing_doubtful: bool,
}

/// The tests of a cell, one per significance level.
pub(super) fn diagnose_tests(sums: &CellSums, spec: &CellSpec) -> Vec<TestDiagnosis> {
    (0..spec.alphas.len().min(sums.alphas.len()))
        .map(|index| diagnose_test(sums, spec, index))
        .collect()
}

fn diagnose_test(sums: &CellSums, spec: &CellSpec, index: usize) -> TestDiagnosis {
    let at = &sums.alphas[index];
    let rejections = at.rejected_above + at.rejected_below;
    let share = |count| share_of_all(sums, count);
    let power = share(rejections);
    let smoothed_power = smoothed_power(sums, spec.claim, index);
    let of_effect = if spec.claim.is_of_effect() { Ok(()) } else { Err(Absent::NoEffectSought) };
    let direction = certain_direction(spec);
    let right = direction.map(|direction| match direction {
        Direction::Up => at.rejected_above,
        Direction::Down => at.rejected_below,
    });
    TestDiagnosis {
        alpha: spec.alphas[index],
        power,
        power_right_direction: right.and_then(share),
        type_s: of_effect
            .and(right)
            .and_then(|right| Rate::of(rejections - right, rejections, Absent::NothingSignificant)),
        exaggeration: of_effect.and(direction).and_then(|_| exaggeration(sums, spec, index)),
        mde: of_effect.and_then(|()| smallest_detectable_effect(sums, spec.z_alpha[index])),
        smoothed_power,
        smoothing_doubtful: is_doubtful(power, smoothed_power, sums.replications),
    }
}

/// So many of all replications, where any can be tested.
fn share_of_all(sums: &CellSums, count: u64) -> Known<Rate> {
    match (sums.replications, sums.tested) {
        (0, _) => Err(Absent::NoReplications),
        (_, 0) => Err(Absent::NoTest),
        (replications, _) => Rate::of(count, replications, Absent::NoReplications),
    }
}

/// The direction in which power is right, where it is certain: of the yardstick, or that of the claim where the yardstick
/// lies on its side of the bound.
///
/// # Errors
/// Why there is none.
pub fn certain_direction(spec: &CellSpec) -> Known<Direction> {
    let bound = spec.claim.bound();
    let distance = spec.yardstick - bound;
    let claimed = spec.claim.sign();
    if distance.abs() <= CERTAIN_SIGN * spec.yardstick_mcse + AT_BOUND * bound.abs() {
        Err(if claimed.is_none() { Absent::TruthNearZero } else { Absent::AtMargin })
    } else if claimed.is_some_and(|sign| sign * distance < 0.0) {
        Err(Absent::BeyondMargin)
    } else if distance > 0.0 {
        Ok(Direction::Up)
    } else {
        Ok(Direction::Down)
    }
}

fn exaggeration(sums: &CellSums, spec: &CellSpec, index: usize) -> Known<Measured> {
    let at = &sums.alphas[index];
    let count = at.rejected_above + at.rejected_below;
    let reason = if count == 0 { Absent::NothingSignificant } else { Absent::TooFewSignificant };
    let magnitude = Spread::from_sums(count, at.magnitude, at.square, reason)?;
    let truth = spec.yardstick.abs();
    let value = magnitude.mean / truth;
    let from_truth = value * spec.yardstick_mcse / truth;
    Ok(Measured { value, mcse: combined(magnitude.standard_error() / truth, from_truth) })
}

fn smallest_detectable_effect(sums: &CellSums, z_alpha: f64) -> Known<Measured> {
    let [sum, squares, ..] = sums.error_powers;
    let error = Spread::from_sums(sums.estimated, sum, squares, Absent::TooFewEstimates)?;
    let factor = z_alpha + Z_POWER;
    let mcse = error.sd() / (2.0 * (error.n - 1.0)).sqrt();
    Ok(Measured { value: factor * error.sd(), mcse: factor * mcse })
}

/// Φ((z̄ − c)/s) + Φ((−z̄ − c)/s) for mean z̄ and sd s of θ̂/SE and mean critical value c, times the share of
/// replications that have a standard error, and the share rejected by an exact test; error by the delta method with
/// Var(z̄) = s²/n and Var(s) = s²/(2(n−1)). For the claim of a bound, of the two terms the one on its side, with θ̂
/// counted from the bound.
fn smoothed_power(sums: &CellSums, claim: Claim, index: usize) -> Known<Measured> {
    let t = Spread::from_sums(sums.with_interval, sums.t, sums.t_2, Absent::TooFewIntervals)?;
    let sd = t.sd();
    if sd == 0.0 {
        return Err(Absent::NoVariation);
    }
    let critical = sums.alphas[index].critical / t.n;
    let above = (t.mean - critical) / sd;
    let below = (-t.mean - critical) / sd;
    let counts = |sign: f64| f64::from(u8::from(claim.sign().is_none_or(|only| only == sign)));
    let [up, down] = [1.0, -1.0].map(counts);
    let by_mean = up * pdf(above) - down * pdf(below);
    let by_sd = up * above * pdf(above) + down * below * pdf(below);
    let variance = by_mean * by_mean / t.n + by_sd * by_sd / (2.0 * (t.n - 1.0));
    let all = sums.replications as f64;
    let (share, exactly) = (t.n / all, sums.alphas[index].rejected_exactly as f64 / all);
    let value = share * (up * cdf(above) + down * cdf(below)) + exactly;
    Ok(Measured { value, mcse: share * variance.sqrt() })
}

/// Judged with the error that the raw rate would have if the smoothed one were right, so that a raw rate of
/// 0 or 1 can be judged too.
fn is_doubtful(power: Known<Rate>, smoothed: Known<Measured>, replications: u64) -> bool {
    let (Ok(raw), Ok(smoothed)) = (power, smoothed) else { return false };
    let expected = smoothed.value.clamp(0.0, 1.0);
    let error = (expected * (1.0 - expected) / replications as f64).sqrt();
    (raw.value - smoothed.value).abs() > 3.0 * combined(error, smoothed.mcse)
}

#[cfg(test)]
mod tests {
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
}
