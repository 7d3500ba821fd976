//! Diagnosands against the formulas and the reference values of V11.

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
