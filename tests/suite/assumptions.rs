//! What the answer hangs on: closed forms, nothing where nothing hangs, and expected power.

use std::fs;

use assert_cmd::cargo::cargo_bin_cmd;
use proefdraai::assumption::Distribution;
use proefdraai::numeric::normal;
use proefdraai::scenario::source::Document;
use proefdraai::sensitivity::draw::quantile;
use proefdraai::sensitivity::uncertain::uncertain;
use serde_json::{Value, json};

use crate::assert_near;
use crate::closed_form::{NullVariance, two_proportion_power};

/// Coaching, 122 people in each arm, with ranges.
fn coaching() -> Value {
    json!({
        "name": "coaching",
        "population": {
            "size": 244,
            "covariates": {
                "living": {"categories": {
                    "alone": {"value": 0.5, "range": [0.4, 0.6]}, "together": 0.3, "other": 0.2
                }}
            }
        },
        "outcomes": {
            "works": {"binary": {"rate": {"value": 0.33, "range": [0.2, 0.4]}}},
            "moves": {"binary": {"rate": 0.1}}
        },
        "treatment": {"arms": {"coaching": {"effects": {
            "works": {"points": {"value": 0.15, "range": [0.05, 0.7]}},
            "moves": {"points": {"value": 0.02, "range": [0.01, 0.05]}}
        }}}},
        "designs": {"trial": {"after_enrolment": {}}},
        "analyses": {"difference": {"estimator": {"difference_in_means": {}}}}
    })
}

/// One arm against control on a continuous outcome with sd 1 and an uncertain effect.
fn uncertain_mean(effect: &Value) -> Value {
    json!({
        "name": "uncertain",
        "population": {"size": 100, "covariates": {"male": {"binary": 0.5}}},
        "outcomes": {"score": {"continuous": {"mean": 0, "sd": 1}}},
        "treatment": {"arms": {"coaching": {"effects": {"score": {"points": effect}}}}},
        "designs": {"trial": {"after_enrolment": {}}},
        "analyses": {"difference": {"estimator": {"difference_in_means": {}}}}
    })
}

fn run(scenario: &Value, arguments: &[&str]) -> (i32, String, String) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("scenario.json");
    fs::write(&path, scenario.to_string()).expect("the directory is writable");
    let mut command = cargo_bin_cmd!("simulate");
    let output = command.arg("assumptions").arg(&path).args(arguments).output();
    let output = output.expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn found(scenario: &Value, arguments: &[&str]) -> Value {
    let (code, out, said) = run(scenario, &[arguments, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{said}");
    serde_json::from_str(&out).expect("the output is JSON")
}

/// The row of an assumption.
fn row<'a>(results: &'a Value, path: &str) -> &'a Value {
    let rows = results["tornado"]["assumptions"].as_array().expect("a list");
    rows.iter().find(|row| row["path"] == path).expect("the assumption has a range")
}

fn measured(value: &Value) -> (f64, f64) {
    let number = |key: &str| value[key].as_f64().expect("a number");
    (number("value"), number("mcse"))
}

#[test]
fn moved_rates_and_effects_change_power_by_the_closed_form() {
    let results = found(&coaching(), &["--replications", "4000"]);
    let power = |p0, p1| two_proportion_power(122.0, p0, p1, 0.05, NullVariance::Unpooled);
    let stated = power(0.33, 0.48);
    let cases = [
        ("outcomes.works.binary.rate", "low", power(0.2, 0.35)),
        ("outcomes.works.binary.rate", "high", power(0.4, 0.55)),
        ("treatment.arms.coaching.effects.works.points", "low", power(0.33, 0.38)),
    ];
    for (path, end, there) in cases {
        let (change, mcse) = measured(&row(&results, path)[end]["change"]);
        // The normal form is short of the exact one by at most .01 here, on each side alike.
        assert_near(change, there - stated, 4.0 * mcse + 0.01);
    }
    let rows = results["tornado"]["assumptions"].as_array().expect("a list");
    assert_eq!(rows[0]["path"], "treatment.arms.coaching.effects.works.points");
}

#[test]
fn what_cannot_matter_changes_nothing_at_all() {
    let results = found(&coaching(), &["--replications", "200"]);
    for path in [
        "treatment.arms.coaching.effects.moves.points",
        "population.covariates.living.categories.alone",
    ] {
        let row = row(&results, path);
        assert_eq!(row["is_seen"], false, "{path}");
        for end in ["low", "high"] {
            assert_eq!(measured(&row[end]["change"]), (0.0, 0.0), "{path}");
        }
    }
    let other = row(&results, "population.covariates.living.categories.alone");
    assert_eq!(other["scaled_with_it"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_end_that_is_refused_says_why_and_the_others_go_on() {
    let results = found(&coaching(), &["--replications", "200"]);
    let row = row(&results, "treatment.arms.coaching.effects.works.points");
    let reason = row["high"]["refused"].as_str().expect("a third and 70 points are more than all");
    assert!(reason.contains("effects.works"), "{reason}");
    assert_eq!(row["low"]["is_seen"], true);
    let (_, text, _) = run(&coaching(), &["--replications", "200"]);
    assert!(text.contains("Ends that the scenario refuses"), "{text}");
    assert!(text.contains("that 200 trials can see"), "{text}");
    let (_, csv, _) = run(&coaching(), &["--replications", "200", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 1 + 2 * 4, "{csv}");
}

/// Assurance of a two-sided z test in the direction of the effect: with θ ~ N(m, s²) and estimate
/// θ̂ | θ ~ N(θ, v), θ̂ ~ N(m, v + s²), so that P(θ̂ > z√v) = Φ((m − z√v)/√(v + s²)), which is
/// Φ((√N·m/σ − z)/√(1 + N·s²/σ²)) for v = σ²/N (O'Hagan, Stevens & Campbell 2005).
fn assurance(m: f64, s: f64, v: f64, z: f64) -> f64 {
    normal::cdf((m - z * v.sqrt()) / (v + s * s).sqrt())
}

#[test]
fn expected_power_for_a_normal_effect_is_its_closed_form() {
    // Five standard deviations on both sides: what is cut off does not count.
    let effect =
        json!({"value": 0.5, "range": [-0.75, 1.75], "distribution": {"normal": {"sd": 0.25}}});
    let results = found(&uncertain_mean(&effect), &["--assurance", "300", "--replications", "64"]);
    let split = &results["assurance"]["split"];
    assert_eq!(results["assurance"]["refused"], 0);
    let (expected, mcse) = measured(&split["expected"]);
    // Arms of 50: v = 2/50. Critical value of t with about 98 degrees of freedom: 1.9845.
    let closed = assurance(0.5, 0.25, 0.04, 1.9845);
    assert_near(expected, closed, 4.0 * mcse);

    // Var(p) by quadrature over the prior.
    let power = |theta: f64| normal::cdf(theta / 0.2 - 1.9845);
    let points = (0..2000).map(|k| 0.5 + 0.25 * normal::quantile((f64::from(k) + 0.5) / 2000.0));
    let square = points.map(|theta| power(theta) * power(theta)).sum::<f64>() / 2000.0;
    let (world, mcse) = measured(&split["world"]);
    assert_near(world, square - closed * closed, 4.0 * mcse);
    let [total, chance] = ["total", "chance"].map(|key| measured(&split[key]).0);
    assert_near(total, world + chance, 1e-12);
}

#[test]
fn a_world_without_uncertainty_adds_nothing() {
    let effect = json!({"value": 0.5, "range": [0.5, 0.5]});
    let results = found(&uncertain_mean(&effect), &["--assurance", "60", "--replications", "64"]);
    let (world, mcse) = measured(&results["assurance"]["split"]["world"]);
    assert_near(world, 0.0, 4.0 * mcse);
}

#[test]
fn results_do_not_depend_on_threads() {
    for how in [&["--replications", "96"][..], &["--assurance", "5", "--replications", "40"]] {
        let [one, two] = ["1", "2"].map(|threads| {
            run(&coaching(), &[how, &["--threads", threads, "--format", "json"]].concat()).1
        });
        assert!(!one.is_empty());
        assert_eq!(one, two);
    }
}

#[test]
fn wholes_and_fractions_are_drawn_as_the_place_wants_them() {
    let mut scenario = coaching();
    scenario["population"]["size"] = json!({"value": 300, "range": [280, 320]});
    let results =
        found(&scenario, &["--assurance", "6", "--replications", "8", "--only", "population"]);
    assert_eq!(results["assurance"]["refused"], 0);
    assert_eq!(results["assurance"]["assumptions"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_said_of_a_distribution_is_used() {
    let mut scenario = coaching();
    let rate = json!({"value": 0.33, "range": [0.2, 0.4], "distribution": {"triangular": {}}});
    scenario["outcomes"]["works"]["binary"]["rate"] = rate;
    let document = Document::parse("coaching", scenario.to_string()).expect("it is JSON");
    let numbers = uncertain(&document);
    let rate = &numbers.iter().find(|n| n.value == 0.33).expect("it has a range");
    assert_eq!(rate.distribution, Distribution::Triangular { mode: None });
    assert_near(quantile(rate, 0.13 / 0.2), 0.33, 1e-12);
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let refused = |scenario: &Value, arguments: &[&str], words: &str| {
        let (code, _, said) = run(scenario, arguments);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(words), "{said}");
    };
    refused(&coaching(), &["--only", "outcomes.wirks"], "no number with a \"range\"");
    refused(&coaching(), &["--outcome", "worcs"], "did you mean \"works\"");
    refused(&coaching(), &["--world", "moon"], "moon");
    refused(&uncertain_mean(&json!(0.5)), &[], "no number of the scenario has a \"range\"");
    refused(&coaching(), &["--of", "bias", "--assurance"], "cannot be used with");
}
