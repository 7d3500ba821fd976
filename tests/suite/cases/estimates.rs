//! Cases about a trial's estimate, its error and its test, which fail apart: an enumeration of both binomials says what
//! Welch finds and covers, with Fisher's exact test where both groups are constant at different values.

use serde_json::Value;

use super::enumeration::{Group, enumerate, enumerate_at, pooled_over_three};
use super::{case, cell, five_errors, results, text};
use crate::assert_near;
use crate::closed_form::t_test_power;
use crate::command::{read_json, succeeds};

/// Replications of a case in the suite.
const REPLICATIONS: &str = "4000";

fn value(cell: &Value, what: &str) -> f64 {
    cell[what]["value"].as_f64().unwrap_or_else(|| panic!("{what} is a number in {cell}"))
}

pub(super) fn found(cell: &Value) -> f64 {
    cell["tests"][0]["power"]["value"].as_f64().expect("a power")
}

pub(super) fn count(cell: &Value, what: &str) -> f64 {
    cell[what].as_u64().unwrap_or_else(|| panic!("{what} is a count in {cell}")) as f64
}

/// The mean of the estimates is the truth, within five errors.
#[track_caller]
pub(super) fn is_unbiased(cell: &Value) {
    let mcse = cell["bias"]["mcse"].as_f64().expect("an error");
    assert_near(value(cell, "bias"), 0.0, 5.0 * mcse);
}

/// A cell finds and covers as the enumeration says, without bias, and counts the groups without variation.
#[track_caller]
pub(super) fn is_as_enumerated(cell: &Value, arm: Group, control: Group) {
    let exact = enumerate(arm, control);
    let replications = count(cell, "replications");
    assert_eq!(count(cell, "estimated"), replications);
    assert_near(found(cell), exact.found, five_errors(exact.found, replications).max(1e-4));
    is_unbiased(cell);
    let with_interval = count(cell, "with_interval");
    assert_near(
        with_interval / replications,
        1.0 - exact.bare,
        five_errors(exact.bare, replications) + 1e-9,
    );
    assert_near(value(cell, "coverage"), exact.covered, five_errors(exact.covered, with_interval));
    let constant = &cell["constant_group"];
    let share = count(constant, "replications") / replications;
    assert_near(share, exact.constant, five_errors(exact.constant, replications) + 1e-9);
    if exact.constant > 0.1 {
        let covered = exact.covered_constant;
        let trials = count(constant, "with_interval");
        assert_near(value(constant, "coverage"), covered, five_errors(covered, trials));
    }
}

pub(super) fn of<'a>(results: &'a Value, analysis: &str, arm: &str) -> &'a Value {
    cell(results, &[("world", "plan"), ("analysis", analysis), ("arm", arm)])
}

/// The cell of one case at so many replications.
fn run(name: &str, replications: &str, more: &[&str]) -> Value {
    results(name, &[&["--replications", replications], more].concat())
}

fn constant_arm(replications: &str, seed: &str) {
    let results = run("01-constant-arm", replications, &["--seed", seed]);
    is_as_enumerated(of(&results, "a", "offer"), (30, 0.01), (30, 0.30));
}

#[test]
fn case_01_constant_arm() {
    constant_arm(REPLICATIONS, "1");
}

/// The adjusted analysis is no enumeration: 95.9 was simulated elsewhere, to .1.
fn constant_arm_ols(replications: &str, seed: &str) {
    let results = run("01b-constant-arm-ols", replications, &["--seed", seed]);
    for analysis in ["dim", "ols_plain"] {
        let cell = of(&results, analysis, "offer");
        let exact = enumerate((30, 0.01), (30, 0.30)).found;
        assert_near(found(cell), exact, five_errors(exact, count(cell, "replications")));
        is_unbiased(cell);
    }
    let adjusted = of(&results, "ols_x", "offer");
    let replications = count(adjusted, "replications");
    assert_near(found(adjusted), 0.959, five_errors(0.959, replications) + 0.001);
    assert_eq!(count(adjusted, "estimated"), replications);
    is_unbiased(adjusted);
}

#[test]
fn case_01b_constant_arm_ols() {
    constant_arm_ols(REPLICATIONS, "1");
}

fn rare_30_30(replications: &str, seed: &str) {
    let results = run("rare-30-30", replications, &["--seed", seed]);
    is_as_enumerated(of(&results, "a", "t"), (30, 0.30), (30, 0.02));
}

#[test]
fn case_rare_30_30() {
    rare_30_30(REPLICATIONS, "1");
}

fn rare_three_arms(replications: &str, seed: &str) {
    let results = run("rare-three-arms", replications, &["--seed", seed]);
    for analysis in ["dim", "ols"] {
        is_as_enumerated(of(&results, analysis, "b"), (30, 0.005), (30, 0.40));
    }
    let classical =
        ["--seed", seed, "--set", "analyses.ols.estimator.ols.covariance=\"classical\""];
    let results = run("rare-three-arms", replications, &classical);
    let cell = of(&results, "ols", "b");
    let exact = pooled_over_three(0.40, 0.50, 0.005);
    assert_near(exact, 0.989, 0.5e-3);
    assert_near(found(cell), exact, five_errors(exact, count(cell, "replications")));
    is_unbiased(cell);
}

#[test]
fn case_rare_three_arms() {
    rare_three_arms(REPLICATIONS, "1");
}

fn small_arm_null(replications: &str, seed: &str) {
    let results = run("small-arm-null", replications, &["--seed", seed]);
    is_as_enumerated(of(&results, "a", "t"), (25, 0.30), (5, 0.30));
}

#[test]
fn case_small_arm_null() {
    small_arm_null(REPLICATIONS, "1");
}

fn rare_outcome_power(replications: &str, seed: &str) {
    let results = run("rare-outcome-power", replications, &["--seed", seed]);
    is_as_enumerated(of(&results, "x", "a"), (60, 0.01), (60, 0.10));
}

#[test]
fn case_rare_outcome_power() {
    rare_outcome_power(REPLICATIONS, "1");
}

fn zero_events(replications: &str, seed: &str) {
    let results = run("zero-events", replications, &["--seed", seed]);
    for analysis in ["d", "o"] {
        let cell = of(&results, analysis, "a");
        assert_near(found(cell), 1.0, 1e-3);
        is_unbiased(cell);
    }
    is_as_enumerated(of(&results, "d", "a"), (200, 0.002), (200, 0.15));
}

#[test]
fn case_zero_events() {
    zero_events(REPLICATIONS, "1");
}

/// One person in 5,000 has the outcome: nearly no trial has anything to compare, and all estimates count.
#[test]
fn case_effect_to_zero_power_0() {
    let results = run("effect-to-zero-power-0", "1000", &[]);
    let cell = of(&results, "x", "a");
    assert_near(found(cell), 1.0, 1e-3);
    assert_eq!(count(&cell["constant_group"], "replications"), 1_000.0);
    is_unbiased(cell);
}

/// Four in five trials see nobody with the outcome: their estimate of 0 counts.
#[test]
fn case_06b_never_happens() {
    let results = run("06b-never-happens", "1000", &["--set", "population.size=4000"]);
    let cell = of(&results, "a", "offer");
    assert_eq!(count(cell, "estimated"), 1_000.0);
    assert!(count(&cell["without_interval"], "no_variation") > 400.0);
    is_unbiased(cell);
    let mcse = cell["mean_estimate"]["mcse"].as_f64().expect("an error");
    assert_near(value(cell, "mean_estimate"), 0.0001, 5.0 * mcse);
}

/// Dropping the trials in which nobody has the outcome would make the mean .0105.
#[test]
fn case_29c_rare_forty_people() {
    let results = run("29c-rare-forty-people", "20000", &[]);
    let cell = of(&results, "a", "offer");
    assert_eq!(count(cell, "estimated"), 20_000.0);
    assert_near(value(cell, "mean_estimate"), 0.001, 5.0 * 0.0158 / 20_000_f64.sqrt());
    assert!(value(cell, "mean_estimate") < 0.002);
}

/// The design without a degree of freedom has estimates and no test; the analysis beside it has its power.
#[test]
fn case_32_one_of_two() {
    let results = run("32-one-of-two", "2000", &[]);
    let main = of(&results, "main", "offer");
    let exact = t_test_power(58.0, 0.8 * 15_f64.sqrt(), 0.05);
    assert_near(found(main), exact, five_errors(exact, 2_000.0));
    let many = of(&results, "many", "offer");
    let power = &many["tests"][0]["power"];
    assert!(power["value"].is_null());
    assert_eq!(power["reason"], "no replication can be tested");
    assert_eq!(many["coverage"]["reason"], "no replication has an interval");
    assert_eq!((count(many, "estimated"), count(many, "tested")), (2_000.0, 0.0));
    assert_eq!(count(&many["without_interval"], "no_degrees_of_freedom"), 2_000.0);
    let told = text("32-one-of-two", &["--replications", "200"]);
    assert!(told.contains("No standard error in 200 of 200 trials: trial · many"), "{told}");
    assert!(!told.contains("0.0 ± 0.0"), "{told}");
}

/// The bias budget adds up to the rounding of numbers as large as these.
#[test]
fn case_budget_mean_1e7() {
    is_unbiased(of(&run("budget-mean-1e7", "200", &[]), "x", "a"));
}

#[test]
fn case_budget_rupiah() {
    is_unbiased(of(&run("budget-rupiah", "200", &[]), "x", "a"));
}

#[test]
fn case_panic_story_control_reference() {
    let told = text("panic-story-control-reference", &["--replications", "100", "--details"]);
    assert!(told.contains("Stories sought afterwards"), "{told}");
    assert!(told.contains("vs reference"), "{told}");
}

fn unequal_rates(replications: &str, seed: &str) {
    let results = run("02a-unequal-rates", replications, &["--seed", seed]);
    let exact = enumerate((154, 0.2), (308, 0.1)).found;
    assert_near(exact, 0.794, 0.5e-3);
    is_as_enumerated(of(&results, "a", "offer"), (154, 0.2), (308, 0.1));
}

#[test]
fn case_02a_unequal_rates() {
    unequal_rates("2000", "1");
}

/// Forty levels among fifty people: what sandwich's covariances find, simulated elsewhere to a point.
fn forty_levels(replications: &str, seed: &str) {
    let results = run("09-forty-levels", replications, &["--seed", seed]);
    for (analysis, expected) in [("HC1", 0.48), ("HC2", 0.60), ("HC3", 0.36)] {
        let cell = of(&results, analysis, "offer");
        let replications = count(cell, "replications");
        assert_near(found(cell), expected, five_errors(expected, replications) + 0.01);
    }
}

#[test]
fn case_09_forty_levels() {
    forty_levels("2000", "1");
}

#[test]
fn case_14_relabel() {
    let path = case("14-relabel");
    let written = std::fs::read_to_string(&path).expect("the case is there");
    let other = written.replace("zz_usual", "usual").replace("aa_drug", "drug");
    let folder = tempfile::tempdir().expect("a folder");
    let renamed = folder.path().join("renamed.json");
    std::fs::write(&renamed, other).expect("a file");
    let arguments = ["--replications", "500", "--format", "json"];
    let of_file = |path: &str| read_json(&succeeds(&[&[path], &arguments[..]].concat()));
    let (before, after) = (of_file(&path), of_file(renamed.to_str().expect("a path")));
    let (before, after) = (of(&before, "a", "aa_drug"), of(&after, "a", "drug"));
    for what in
        ["mean_estimate", "bias", "sd_estimate", "mean_se", "coverage", "tests", "bias_budget"]
    {
        assert_eq!(before[what], after[what], "{what}");
    }
}

/// A baseline that explains 49 % of the variance: d = 5/√51 with one degree of freedom less, and on average
/// 1 + 1/(2·30 − 4) of the variance for what chance does to the baseline.
fn ancova_30(replications: &str, seed: &str) {
    let results = run("15-ancova-30", replications, &["--seed", seed]);
    let cell = of(&results, "ancova", "offer");
    let sd = (51.0 * (1.0 + 1.0 / 56.0) * 2.0 / 30.0_f64).sqrt();
    let exact = t_test_power(57.0, 5.0 / sd, 0.05);
    assert_near(exact, 0.753, 0.002);
    let replications = count(cell, "replications");
    assert_near(found(cell), 0.753, five_errors(0.753, replications) + 0.0005);
}

#[test]
fn case_15_ancova_30() {
    ancova_30(REPLICATIONS, "1");
}

/// Three arms of 37 against 37 in control, at a level of .05 divided by 1.5.
fn four_arms(replications: &str, seed: &str) {
    let results = run("17-four-arms", replications, &["--seed", seed]);
    let exact = enumerate_at(0.05 / 1.5, (37, 0.66), (37, 0.33)).found;
    assert_near(exact, 0.757, 0.5e-3);
    for arm in ["a", "b", "c"] {
        let cell = of(&results, "a", arm);
        let replications = count(cell, "replications");
        assert_near(found(cell), exact, five_errors(exact, replications));
    }
}

#[test]
fn case_17_four_arms() {
    four_arms(REPLICATIONS, "1");
}

#[test]
#[ignore = "the stated accuracy, three seeds of thirteen cases: minutes"]
fn the_estimates_from_three_seeds() {
    for seed in ["1", "2", "3"] {
        for check in [
            constant_arm,
            constant_arm_ols,
            rare_30_30,
            rare_three_arms,
            small_arm_null,
            rare_outcome_power,
            zero_events,
            unequal_rates,
            forty_levels,
            ancova_30,
            four_arms,
        ] {
            check("20000", seed);
        }
    }
}
