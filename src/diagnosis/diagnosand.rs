//! The diagnosands of one cell, from its sums (formulas: Morris, White & Crowther 2019, Table 6).

use serde::Serialize;

use super::budget::{BiasBudget, BudgetEntry};
use super::cell::{CellSpec, CellSums};
use super::constant_group::ConstantGroup;
use super::measured::{Absent, Known, Measured, Rate, Spread, combined, value_or_reason};
use super::significance::{TestDiagnosis, diagnose_tests};
use crate::estimator::{Failure, NoInterval};
use crate::hypothesis::Claim;

/// Everything the replications say about one cell. Bias and spread are over the replications with an estimate, standard
/// errors and coverage over those with an interval, power over all of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnosis {
    /// Number of replications, failures included.
    pub replications: u64,
    /// Number of replications with an estimate.
    pub estimated: u64,
    /// Number of replications with a standard error, and so an interval.
    pub with_interval: u64,
    /// Number of replications with a test: a t test, or an exact one where there is no interval.
    pub tested: u64,
    /// Replications in which everybody in one of the compared groups had the same outcome.
    pub constant_group: ConstantGroup,
    /// Mean number of people analysed; null without estimates.
    pub n_analysed: Option<f64>,
    /// The same with its Monte Carlo error.
    #[serde(skip)]
    pub people_analysed: Known<Measured>,
    /// What the tests claim when they reject, on the scale of the estimate.
    #[serde(skip)]
    pub claim: Claim,
    /// Confidence level of the interval whose coverage is given.
    pub level: f64,
    /// The estimator's own estimand.
    pub truth: Measured,
    /// Mean of the estimates.
    #[serde(serialize_with = "value_or_reason")]
    pub mean_estimate: Known<Measured>,
    /// Mean estimate minus own truth; the errors of both are combined.
    #[serde(serialize_with = "value_or_reason")]
    pub bias: Known<Measured>,
    /// The estimand the planner decides on.
    pub policy_truth: Measured,
    /// Mean estimate minus policy truth; the errors of both are combined.
    #[serde(serialize_with = "value_or_reason")]
    pub policy_bias: Known<Measured>,
    /// The policy truth on the scale of the estimate: k × policy truth, with k the share treated.
    pub yardstick: Measured,
    /// Mean estimate minus the yardstick; the errors of both are combined.
    #[serde(serialize_with = "value_or_reason")]
    pub yardstick_bias: Known<Measured>,
    /// Root mean squared error to the yardstick.
    #[serde(serialize_with = "value_or_reason")]
    pub yardstick_rmse: Known<Measured>,
    /// Standard deviation of the estimates (empirical standard error), divisor n − 1.
    #[serde(serialize_with = "value_or_reason")]
    pub sd_estimate: Known<Measured>,
    /// Model standard error √mean(SE²): the root of the mean squared standard error, not the plain mean.
    #[serde(serialize_with = "value_or_reason")]
    pub mean_se: Known<Measured>,
    /// 100 (`mean_se`/`sd_estimate` − 1): above 0 when reported standard errors are too large. In percent.
    #[serde(serialize_with = "value_or_reason")]
    pub relative_se_error_percent: Known<Measured>,
    /// Mean squared error to the own truth.
    #[serde(serialize_with = "value_or_reason")]
    pub mse: Known<Measured>,
    /// Mean squared error to the policy truth.
    #[serde(serialize_with = "value_or_reason")]
    pub policy_mse: Known<Measured>,
    /// Root mean squared error to the policy truth; designs are ranked by it.
    #[serde(serialize_with = "value_or_reason")]
    pub rmse: Known<Measured>,
    /// Share of confidence intervals that contain the own truth.
    #[serde(serialize_with = "value_or_reason")]
    pub coverage: Known<Rate>,
    /// Share of confidence intervals that contain the yardstick.
    #[serde(serialize_with = "value_or_reason")]
    pub policy_coverage: Known<Rate>,
    /// One entry per significance level, the primary one first.
    pub tests: Vec<TestDiagnosis>,
    /// One entry per term, adding up to `policy_bias`; empty with fewer than two estimates.
    pub bias_budget: Vec<BudgetEntry>,
    /// Largest gap, over replications, between the sum of the terms and the error.
    pub budget_gap: f64,
    /// The budget with its covariances.
    #[serde(skip)]
    pub budget: Known<BiasBudget>,
    /// Replications without an estimate, by position in the list of reasons.
    #[serde(skip)]
    pub failures: [u64; Failure::ALL.len()],
    /// Estimates without an interval, by position in the list of reasons.
    #[serde(skip)]
    pub without_interval: [u64; NoInterval::ALL.len()],
}

/// Diagnoses a cell from the sums of all its replications.
pub fn diagnose(sums: &CellSums, spec: &CellSpec) -> Diagnosis {
    let [sum, squares, ..] = sums.error_powers;
    let error = Spread::from_sums(sums.estimated, sum, squares, Absent::TooFewEstimates);
    let policy_mse = mse(sums, 0.0, spec.policy_truth_mcse);
    let budget = sums.budget.budget(sums.estimated, spec.policy_truth_mcse);
    let shift = spec.policy_truth - spec.truth;
    let to_scale = spec.policy_truth - spec.yardstick;
    Diagnosis {
        replications: sums.replications,
        estimated: sums.estimated,
        with_interval: sums.with_interval,
        tested: sums.tested,
        constant_group: sums.constant_group.diagnose(sums.covered, sums.with_interval),
        n_analysed: (sums.estimated > 0).then(|| sums.n_analysed as f64 / sums.estimated as f64),
        people_analysed: people_analysed(sums),
        claim: spec.claim,
        level: spec.level,
        truth: Measured { value: spec.truth, mcse: spec.truth_mcse },
        mean_estimate: error.map(|error| about(&error, spec.policy_truth, 0.0)),
        bias: error.map(|error| about(&error, shift, spec.truth_mcse)),
        policy_truth: Measured { value: spec.policy_truth, mcse: spec.policy_truth_mcse },
        policy_bias: error.map(|error| about(&error, 0.0, spec.policy_truth_mcse)),
        yardstick: Measured { value: spec.yardstick, mcse: spec.yardstick_mcse },
        yardstick_bias: error.map(|error| about(&error, to_scale, spec.yardstick_mcse)),
        yardstick_rmse: mse(sums, to_scale, spec.yardstick_mcse).and_then(root),
        sd_estimate: error.map(|error| empirical_se(&error)),
        mean_se: model_se(sums),
        relative_se_error_percent: error.and_then(|error| relative_se_error(sums, &error)),
        mse: mse(sums, shift, spec.truth_mcse),
        policy_mse,
        rmse: policy_mse.and_then(root),
        coverage: Rate::of(sums.covered, sums.with_interval, Absent::NoInterval),
        policy_coverage: Rate::of(sums.policy_covered, sums.with_interval, Absent::NoInterval),
        tests: diagnose_tests(sums, spec),
        bias_budget: budget.as_ref().map(|budget| budget.entries.clone()).unwrap_or_default(),
        budget_gap: sums.budget.largest_gap(),
        budget,
        failures: sums.failures,
        without_interval: sums.without_interval,
    }
}

fn people_analysed(sums: &CellSums) -> Known<Measured> {
    let (n, squares) = (sums.n_analysed as f64, sums.n_analysed_2);
    let spread = Spread::from_sums(sums.estimated, n, squares, Absent::TooFewEstimates)?;
    Ok(spread.measured_mean())
}

/// Mean error moved by `shift`, whose own error is `shift_mcse`.
fn about(error: &Spread, shift: f64, shift_mcse: f64) -> Measured {
    let mcse = combined(error.standard_error(), shift_mcse);
    Measured { value: error.mean + shift, mcse }
}

/// s with error s/√(2(n−1)).
fn empirical_se(error: &Spread) -> Measured {
    Measured { value: error.sd(), mcse: error.sd() / (2.0 * (error.n - 1.0)).sqrt() }
}

/// √mean(SE²) with error √(Var(SE²)/(4n·mean(SE²))).
fn model_se(sums: &CellSums) -> Known<Measured> {
    let (count, reason) = (sums.with_interval, Absent::TooFewIntervals);
    let se_2 = Spread::from_sums(count, sums.se_2, sums.se_4, reason)?;
    let value = se_2.mean.sqrt();
    Ok(Measured { value, mcse: se_2.standard_error() / (2.0 * value) })
}

/// 100(ModSE/EmpSE − 1) with error 100(ModSE/EmpSE)√(Var(SE²)/(4n·ModSE⁴) + 1/(2(n−1))).
fn relative_se_error(sums: &CellSums, error: &Spread) -> Known<Measured> {
    if error.variance == 0.0 {
        return Err(Absent::NoVariation);
    }
    let model = model_se(sums)?;
    let ratio = model.value / error.sd();
    let from_sd = 1.0 / (2.0 * (error.n - 1.0)).sqrt();
    let mcse = 100.0 * ratio * combined(model.mcse / model.value, from_sd);
    Ok(Measured { value: 100.0 * (ratio - 1.0), mcse })
}

/// Mean of e² for e = d + `shift`, with error √(Σ(e² − mean)²/(n(n−1))), and what an error of the truth adds:
/// |∂MSE/∂θ| = 2|bias|.
fn mse(sums: &CellSums, shift: f64, truth_mcse: f64) -> Known<Measured> {
    let [d1, d2, d3, d4] = sums.error_powers;
    let n = sums.estimated as f64;
    let shift_2 = shift * shift;
    let e1 = d1 + n * shift;
    let e2 = d2 + 2.0 * shift * d1 + n * shift_2;
    let e4 = d4
        + 4.0 * shift * d3
        + 6.0 * shift_2 * d2
        + 4.0 * shift_2 * shift * d1
        + n * shift_2 * shift_2;
    let square = Spread::from_sums(sums.estimated, e2, e4, Absent::TooFewEstimates)?;
    let from_truth = 2.0 * (e1 / n) * truth_mcse;
    Ok(Measured { value: square.mean, mcse: combined(square.standard_error(), from_truth) })
}

/// √MSE with error by the delta method.
fn root(mse: Measured) -> Known<Measured> {
    if mse.value <= 0.0 {
        return Err(Absent::NoVariation);
    }
    let value = mse.value.sqrt();
    Ok(Measured { value, mcse: mse.mcse / (2.0 * value) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::observation::{Certainty, Observation, by_label};
    use crate::diagnosis::test_support::{
        Draws, assert_measured, normal_cell, reps400, rows_as_observations, with_interval,
    };
    use crate::estimand::{Term, Terms};

    fn v11_sums(spec: &CellSpec) -> CellSums {
        let mut sums = CellSums::default();
        for observation in rows_as_observations(&reps400(), |row| row.est) {
            sums.record(spec, Ok(&observation));
        }
        sums
    }

    fn assert_v11(diagnosis: &Diagnosis) {
        assert_eq!((diagnosis.replications, diagnosis.estimated), (400, 400));
        assert_measured(diagnosis.bias, -0.004798487500, 0.002870600397);
        assert_measured(diagnosis.sd_estimate, 0.057412007934, 0.002032363050);
        assert_measured(diagnosis.mse, 0.003310923791, 0.000241767163);
        assert_measured(diagnosis.mean_se, 0.058044801391, 0.000262143588);
        assert_measured(diagnosis.relative_se_error_percent, 1.1021970496, 3.6079876203);
        let coverage = diagnosis.coverage.expect("400 intervals");
        assert_eq!(coverage.value, 0.94);
        assert!((coverage.mcse - 0.0118743421).abs() < 1e-10);
    }

    #[test]
    fn v11_diagnosands_and_their_errors() {
        let spec = normal_cell(0.05, 0.05);
        let diagnosis = diagnose(&v11_sums(&spec), &spec);
        assert_v11(&diagnosis);
        assert_eq!(diagnosis.policy_bias, diagnosis.bias);
        assert_eq!(diagnosis.policy_mse, diagnosis.mse);
        assert_measured(diagnosis.rmse, 0.057540627305, 0.002100838787);
        let test = &diagnosis.tests[0];
        let power = test.power.expect("400 replications");
        assert_eq!(power.value, 0.12);
        assert!((power.mcse - 0.0162480768).abs() < 1e-10);
        let type_s = test.type_s.expect("48 significant");
        assert!((type_s.value - 0.0416666667).abs() < 1e-10);
        assert!((type_s.mcse - 0.0288424440).abs() < 1e-10);
        assert_measured(test.exaggeration, 2.7064991667, 0.0751715369);
    }

    #[test]
    fn v11_errors_to_the_own_truth_do_not_depend_on_the_policy_truth() {
        let spec = normal_cell(0.05, -0.20);
        let diagnosis = diagnose(&v11_sums(&spec), &spec);
        assert_v11(&diagnosis);
        assert_measured(diagnosis.policy_bias, 0.2452015125, 0.002870600397);
    }

    #[test]
    fn both_errors_enter_the_error_of_the_bias() {
        let spec =
            CellSpec { truth_mcse: 0.0009, policy_truth_mcse: 0.0009, ..normal_cell(0.05, 0.05) };
        let diagnosis = diagnose(&v11_sums(&spec), &spec);
        let expected = libm::hypot(0.002870600397, 0.0009);
        assert_measured(diagnosis.bias, -0.004798487500, expected);
        assert_measured(diagnosis.policy_bias, -0.004798487500, expected);
        assert_measured(diagnosis.mean_estimate, 0.0452015125, 0.002870600397);
        let from_truth = 2.0 * 0.0047984875 * 0.0009;
        let expected = libm::hypot(0.000241767163, from_truth);
        assert_measured(diagnosis.mse, 0.003310923791, expected);
    }

    #[test]
    fn smallest_detectable_effect_is_a_multiple_of_the_spread() {
        let spec = normal_cell(0.05, 0.05);
        let diagnosis = diagnose(&v11_sums(&spec), &spec);
        // V07: two-sided .05, power .80: multiplier 2.8015852181.
        let multiplier = 2.8015852181;
        let expected = (multiplier * 0.057412007934, multiplier * 0.002032363050);
        assert_measured(diagnosis.tests[0].mde, expected.0, expected.1);
    }

    #[test]
    fn without_two_estimates_there_are_reasons_instead_of_numbers() {
        let spec = normal_cell(0.1, 0.1);
        let mut sums = CellSums::default();
        assert_eq!(diagnose(&sums, &spec).tests[0].power, Err(Absent::NoReplications));
        sums.record(&spec, Err(Failure::NoFirstStage));
        let failed = diagnose(&sums, &spec);
        assert_eq!(failed.coverage, Err(Absent::NoInterval));
        assert_eq!(failed.tests[0].power, Err(Absent::NoTest));
        assert_eq!(failed.tests[0].power_right_direction, Err(Absent::NoTest));
        assert_eq!(failed.n_analysed, None);
        sums.record(&spec, Ok(&with_interval(0.1, 0.1)));
        let once = diagnose(&sums, &spec);
        for absent in [once.mean_estimate, once.bias, once.sd_estimate, once.rmse] {
            assert_eq!(absent, Err(Absent::TooFewEstimates));
        }
        assert_eq!(once.mean_se, Err(Absent::TooFewIntervals));
        assert!(once.bias_budget.is_empty());
        let written = serde_json::to_value(&once).expect("a diagnosis serialises");
        assert!(written["rmse"]["value"].is_null());
        assert_eq!(written["rmse"]["reason"], "fewer than two replications have an estimate");
    }

    #[test]
    fn r17_an_estimate_without_an_interval_counts_in_bias_and_power_and_not_in_coverage() {
        let spec = normal_cell(0.0, 0.0);
        let without = |certainty| Observation { certainty, ..with_interval(-0.3, 1.0) };
        let reason = NoInterval::NoVariation;
        let mut sums = CellSums::default();
        sums.record(&spec, Ok(&with_interval(0.5, 0.1)));
        sums.record(&spec, Ok(&with_interval(0.1, 0.1)));
        sums.record(&spec, Ok(&without(Certainty::Nothing(reason))));
        sums.record(&spec, Ok(&without(Certainty::ExactTest { p: 0.01, reason })));
        sums.record(&spec, Err(Failure::EmptyArm));
        let d = diagnose(&sums, &spec);
        assert_eq!((d.replications, d.estimated, d.with_interval, d.tested), (5, 4, 2, 3));
        assert!(d.mean_estimate.expect("four estimates").value.abs() < 1e-16);
        assert_eq!(d.coverage.map(|rate| rate.value), Ok(0.5));
        assert_eq!(d.tests[0].power.map(|rate| rate.value), Ok(0.4));
        assert!((d.mean_se.expect("two intervals").value - 0.1).abs() < 1e-15);
        let labels = ["a", "b", "c", "d", "e", "f"];
        assert_eq!(
            by_label(&d.failures, &["a", "b", "c", "d", "e"]).into_iter().collect::<Vec<_>>(),
            [("a", 1)]
        );
        let without = by_label(&d.without_interval, &labels);
        assert_eq!(without.into_iter().collect::<Vec<_>>(), [("d", 2)]);
    }

    #[test]
    fn estimates_that_do_not_vary_have_no_relative_error() {
        let spec = normal_cell(0.0, 0.0);
        let mut sums = CellSums::default();
        sums.record(&spec, Ok(&with_interval(0.0, 0.1)));
        sums.record(&spec, Ok(&with_interval(0.0, 0.1)));
        let diagnosis = diagnose(&sums, &spec);
        assert_eq!(diagnosis.relative_se_error_percent, Err(Absent::NoVariation));
        assert_eq!(diagnosis.rmse, Err(Absent::NoVariation));
    }

    #[test]
    fn v56_budget_means_add_up_to_the_policy_bias() {
        let spec = normal_cell(0.02, -0.03);
        let mut draws = Draws::new(7);
        let mut sums = CellSums::default();
        for _ in 0..2000 {
            let mut observation = with_interval(0.0, 0.05);
            let mut terms = Terms::default();
            for term in Term::ALL {
                terms[term] = 0.01 * draws.normal();
            }
            terms[Term::SelectionInLevels] = 0.14;
            terms[Term::Adjustment] -= 0.5 * terms[Term::ChanceImbalance];
            observation.estimate = spec.policy_truth + terms.sum();
            observation.terms = Some(terms);
            sums.record(&spec, Ok(&observation));
        }
        let diagnosis = diagnose(&sums, &spec);
        let mean: f64 = diagnosis.bias_budget.iter().map(|entry| entry.mean.value).sum();
        let policy_bias = diagnosis.policy_bias.expect("2,000 estimates").value;
        assert!((mean - policy_bias).abs() < 1e-14);
        assert!(diagnosis.budget_gap < 1e-15);
        let budget = diagnosis.budget.as_ref().expect("2,000 estimates");
        let policy_mse = diagnosis.policy_mse.expect("2,000 estimates").value;
        assert!((budget.mse().mse - policy_mse).abs() < 1e-14);
    }

    #[test]
    fn serialised_names_are_those_of_the_results_contract() {
        let spec = normal_cell(0.05, 0.05);
        let written = serde_json::to_value(diagnose(&v11_sums(&spec), &spec)).expect("serialises");
        let measured = [
            "truth",
            "mean_estimate",
            "bias",
            "policy_truth",
            "policy_bias",
            "sd_estimate",
            "mean_se",
            "rmse",
            "coverage",
            "policy_coverage",
        ];
        for key in measured {
            assert!(written[key]["value"].is_number(), "{key}");
            assert!(written[key]["mcse"].is_number(), "{key}");
        }
        for key in ["power", "power_right_direction", "type_s", "exaggeration", "mde"] {
            assert!(written["tests"][0][key]["value"].is_number(), "{key}");
        }
        assert_eq!(written["tests"][0]["alpha"], 0.05);
        assert_eq!(written["bias_budget"][3]["term"], "non_take_up");
        assert!(written["bias_budget"][3]["mean"]["mcse"].is_number());
        assert!(written["bias_budget"][3]["sd"].is_number());
    }
}
