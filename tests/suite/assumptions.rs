//! What the answer hangs on: closed forms, nothing where nothing hangs, and expected power.

use std::fs;

use assert_cmd::cargo::cargo_bin_cmd;
use proefdraai::assumption::Distribution;
use proefdraai::assumptions::draw::{drawn, quantile};
use proefdraai::assumptions::uncertain::uncertain;
use proefdraai::numeric::normal;
use proefdraai::scenario::source::Document;
use serde_json::{Value, json};

use crate::assert_near;
use crate::closed_form::{NullVariance, two_proportion_power};
use crate::trial::shipped;

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
    assert!(text.contains("Ends without an answer"), "{text}");
    assert!(text.contains("200 trials show no clear change"), "{text}");
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

/// The mean of a function over a rectangle, by the midpoint rule.
fn mean_over(x: [f64; 2], y: [f64; 2], f: impl Fn(f64, f64) -> f64) -> f64 {
    const POINTS: u32 = 60;
    let at = |[low, high]: [f64; 2], k: u32| {
        low + (high - low) * (f64::from(k) + 0.5) / f64::from(POINTS)
    };
    let points = (0..POINTS).flat_map(|i| (0..POINTS).map(move |j| (i, j)));
    points.map(|(i, j)| f(at(x, i), at(y, j))).sum::<f64>() / f64::from(POINTS * POINTS)
}

#[test]
fn the_size_of_a_trial_is_the_planners_and_stays() {
    let text = fs::read_to_string(shipped("two-arm.json")).expect("the file ships");
    let document = Document::parse("two-arm.json", text).expect("it is JSON");
    let results = found(&document.value(), &["--assurance", "200", "--replications", "64"]);
    // 122 in each arm, t with 242 degrees of freedom; found in the right direction, over the ranges of the rate and of the effect.
    let power = |p0: f64, effect: f64| {
        let p1 = p0 + effect;
        let error = ((p0 * (1.0 - p0) + p1 * (1.0 - p1)) / 122.0).sqrt();
        normal::cdf(effect / error - 1.9698)
    };
    let expected = mean_over([0.25, 0.40], [0.0, 0.15], power);
    assert_near(expected, 0.275, 0.002);
    let (found_power, mcse) = measured(&results["assurance"]["split"]["expected"]);
    // The normal form is short of the exact one by at most .01 here.
    assert_near(found_power, expected, 4.0 * mcse + 0.01);

    let size = "designs.trial.after_enrolment.participants";
    assert_eq!(results["left_out"], json!([size]));
    let few = ["--assurance", "3", "--replications", "2", "--format", "text"];
    let (_, said, _) = run(&document.value(), &few);
    assert!(said.contains("1 number with a range is your own choice (designs)"), "{said}");
    let asked = found(&document.value(), &["--replications", "2", "--only", "designs"]);
    assert_eq!(asked["tornado"]["assumptions"][0]["path"], size);
    assert_eq!(asked["left_out"], json!([]));
}

#[test]
fn impossible_draws_are_replaced_and_told() {
    let mut scenario = coaching();
    scenario["outcomes"]["works"]["binary"]["rate"] = json!({"value": 0.33, "range": [0.2, 0.6]});
    let wanted = ["--assurance", "12", "--replications", "8"];
    let results = found(&scenario, &wanted);
    let found = &results["assurance"];
    let draws = found["powers"].as_array().expect("a list");
    let refused = found["refused"].as_u64().expect("a count") as usize;
    assert_eq!((found["wanted"].as_u64(), draws.len()), (Some(12), 12 + refused));
    assert!(refused > 0, "six in ten and 70 points are more than all");
    let paths = found["assumptions"].as_array().expect("a list");
    let place = |path: &str| paths.iter().position(|a| a["path"] == path).expect("it has a range");
    let [rate, effect] = [
        place("outcomes.works.binary.rate"),
        place("treatment.arms.coaching.effects.works.points"),
    ];
    for draw in draws {
        let value = |k: usize| draw["values"][k].as_f64().expect("a number");
        // Just below certainty is as near to it as a latent effect comes.
        assert_eq!(draw["power"].is_number(), value(rate) + value(effect) < 0.999, "{draw}");
    }

    let (_, said, _) = run(&scenario, &wanted);
    let told = format!("Of {} draws 12 are possible together", draws.len());
    assert!(said.contains(&told), "{said}");
    assert!(
        said.contains("draw: treatment.arms.coaching.effects.works") || said.contains("draws: ")
    );
    let (_, csv, _) = run(&scenario, &[&wanted[..], &["--format", "csv"]].concat());
    assert_eq!(csv.lines().count(), 1 + draws.len());
    let columns = csv.lines().next().expect("a header");
    assert!(
        columns.starts_with("draw,power,is_reversed,refused,hypothesis,margin,population."),
        "{columns}"
    );
    assert!(columns.ends_with("effects.moves.points"), "{columns}");
}

#[test]
fn ranges_that_cannot_be_true_together_are_no_answer() {
    let mut scenario = coaching();
    scenario["outcomes"]["works"]["binary"]["rate"] = json!({"value": 0.3, "range": [0.3, 0.99]});
    scenario["treatment"]["arms"]["coaching"]["effects"]["works"]["points"] =
        json!({"value": 0.698, "range": [0.6979, 0.698]});
    let (code, said, _) = run(&scenario, &["--assurance", "3", "--replications", "2"]);
    assert_eq!(code, 0);
    assert!(said.contains("Fewer than three drawn worlds can be simulated"), "{said}");
    assert!(
        said.contains("Fewer than half are possible: these ranges contradict each other"),
        "{said}"
    );
    assert!(said.contains("this is as far as it goes"), "{said}");
}

/// Hours of work, with ranges that overlap.
#[test]
fn nested_numbers_stand_at_one_height() {
    let ranged = |value: f64, low: f64, high: f64| json!({"value": value, "range": [low, high]});
    let over = |hours: u32, rate: Value| json!({"hours_over": {"hours": hours, "rate": rate}});
    let scenario = json!({
        "work": {"any_hours": ranged(0.4, 0.3, 0.5)},
        "outcomes": {
            "over_8": over(8, ranged(0.3, 0.2, 0.4)),
            "over_12": over(12, ranged(0.25, 0.15, 0.35)),
            "well": {"binary": {"rate": ranged(0.5, 0.4, 0.6)}}
        },
        "treatment": {"arms": {
            "coaching": {"effects": {
                "over_8": {"points": ranged(0.05, 0.0, 0.1)},
                "over_12": {"points": ranged(0.05, 0.0, 0.1)},
                "well": {"points": ranged(0.05, 0.0, 0.1)}
            }},
            "freedom": {"effects": {"over_8": {"points": ranged(0.05, 0.0, 0.1)}}}
        }}
    });
    let document = Document::parse("hours", scenario.to_string()).expect("it is JSON");
    let numbers = uncertain(&document);
    let heights: Vec<u32> = numbers.iter().map(|number| number.height).collect();
    assert_eq!(heights, [0, 0, 0, 3, 4, 4, 6, 7]);
    let values = drawn(&document, &numbers, &[false; 8], 1, 0).values;
    let height = |k: usize| {
        let [low, high] = numbers[k].range;
        (values[k] - low) / (high - low)
    };
    assert_near(height(1), height(0), 1e-12);
    assert_near(height(5), height(4), 1e-12);
    assert!((height(3) - height(0)).abs() > 1e-3);
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
