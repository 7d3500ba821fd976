//! What money buys: costs by hand, what beats what, ties, nested sizes, and questions that make no sense.

mod choices;

use std::path::PathBuf;
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::assert_near;

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");
const COSTS: &str =
    r#"costs={"per_invited": 5, "per_enrolled": 50, "per_arm_month": {"coaching": 40}}"#;

/// A number with standard deviation 1, everybody takes part, and a design under two names.
fn pair() -> Value {
    json!({
        "name": "pair",
        "population": {"size": 400},
        "outcomes": {"score": {"continuous": {"mean": 0, "sd": 1}}},
        "treatment": {"arms": {"coaching": {"effects": {"score": {"points": 0.3}}}}},
        "designs": {"trial": {"after_enrolment": {}}, "twin": {"after_enrolment": {}}},
        "analyses": {"difference": {"estimator": {"difference_in_means": {}}}},
        "costs": {
            "fixed": 1000, "per_invited": 3, "per_enrolled": 10, "per_arm_month": {"coaching": 50},
            "months": 12, "per_survey": 20, "surveys": 2
        },
        "run": {"replications": 256, "seed": 3}
    })
}

/// A scenario file that is gone when it is dropped.
struct File {
    _directory: TempDir,
    path: PathBuf,
}

impl File {
    fn new(scenario: &Value) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("scenario.json");
        std::fs::write(&path, scenario.to_string()).expect("the directory is writable");
        Self { _directory: directory, path }
    }

    fn frontier(&self, arguments: &[&str]) -> Output {
        frontier(self.path.to_str().expect("a temporary path is UTF-8"), arguments)
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        found(&self.frontier(&[arguments, &["--format", "json"]].concat()))
    }
}

fn frontier(path: &str, arguments: &[&str]) -> Output {
    let mut command = cargo_bin_cmd!("simulate");
    command.args(["frontier", path]).args(arguments).output().expect("the program starts")
}

#[track_caller]
fn text(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn found(output: &Output) -> Value {
    serde_json::from_str(&text(output)).expect("the output is JSON")
}

/// The same text in one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first line of what is said when a question is refused with exit code 2.
#[track_caller]
fn refusal(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    said.lines().next().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// 1,000 + 3·100 + 10·100 + 50·12·50 + 20·2·100 for 100 people, and four times what grows for 400.
#[test]
fn costs_are_those_worked_out_by_hand() {
    let report = File::new(&pair()).json(&["--design", "trial", "--people", "100,400"]);
    for (k, euros) in [36_300.0, 142_200.0].into_iter().enumerate() {
        let cost = &report["candidates"][k]["cost"];
        assert_eq!((number(&cost["value"]), number(&cost["mcse"])), (euros, 0.0));
    }
}

#[test]
fn what_costs_more_and_brings_nothing_is_beaten() {
    let file = File::new(&pair());
    let arguments = ["--design", "trial", "--vary", "costs.fixed=1000,50000"];
    let report = file.json(&arguments);
    let candidates = &report["candidates"];
    assert_eq!(candidates[0]["on_frontier"], true);
    assert_eq!(candidates[1]["on_frontier"], false);
    assert_eq!(candidates[1]["beaten_by"], json!([1]));
    let said = text(&file.frontier(&arguments));
    assert!(
        said.contains("Ruled out: another costs no more and does no worse on miss and bias"),
        "{said}"
    );
    assert!(
        said.contains("One candidate remains: no other is clearly better on cost, miss or bias."),
        "{said}"
    );
}

/// Ten and 200 a group: the standard error is √(2/10) = .447 and .1 against an effect of .3, and the power of
/// 200 a group `nct.sf(t, 398, .3 * sqrt(100))` = .849.
#[test]
fn no_trial_is_a_choice_and_the_cheapest_with_the_power_asked_for_is_named() {
    let file = File::new(&pair());
    let arguments = ["--design", "trial", "--people", "20,400", "--replications", "2000"];
    let report = file.json(&arguments);
    let rows = &report["candidates"];
    assert_eq!([&rows[0]["beats_no_trial"], &rows[0]["on_frontier"]], [false, false]);
    assert_eq!([&rows[1]["beats_no_trial"], &rows[1]["on_frontier"]], [true, true]);
    assert_near(number(&rows[0]["rmse"]["value"]), 0.2_f64.sqrt(), 0.04);
    let power = &rows[1]["power_right_direction"];
    assert_near(number(&power["value"]), 0.849, 4.0 * number(&power["mcse"]));
    assert_eq!((&report["power"], &report["cheapest_with_power"]), (&json!(0.8), &json!(2)));
    let said = words(&text(&file.frontier(&arguments)));
    assert!(said.contains("no trial 0 0.3 – −0.3"), "{said}");
    assert!(
        said.contains(
            "The cheapest that finds the effect in 80 of 100 trials is candidate 2, for €"
        ),
        "{said}"
    );
    assert!(
        said.contains("with a usual miss (RMSE) no smaller than the effect itself: candidate 1."),
        "{said}"
    );
    let more = [&arguments[..], &["--power", "0.95"]].concat();
    assert_eq!(file.json(&more)["cheapest_with_power"], Value::Null);
    let said = words(&text(&file.frontier(&more)));
    assert!(said.contains("finds the effect in 95 of 100 trials: the most is 8"), "{said}");
}

#[test]
fn equal_candidates_are_a_tie() {
    let report = File::new(&pair()).json(&[]);
    for (k, other) in [(0, 2), (1, 1)] {
        let row = &report["candidates"][k];
        assert_eq!(row["tied_with"], json!([other]));
        assert_eq!((&row["on_frontier"], &row["rank"]), (&json!(true), &json!(1)));
    }
}

#[test]
fn a_setting_of_one_design_makes_no_second_candidate_of_another() {
    let shares = r#"designs.trial.after_enrolment.shares={"control":1,"coaching":1},{"control":3,"coaching":1}"#;
    let report = File::new(&pair()).json(&["--vary", shares]);
    let of = |name: &str| {
        let rows = report["candidates"].as_array().expect("a list").iter();
        rows.filter(|row| row["design"] == name).count()
    };
    assert_eq!((of("trial"), of("twin")), (2, 1));
}

/// A smaller size is the beginning of a larger one: the same people, and the same estimates.
#[test]
fn a_size_is_a_run_with_that_many_people() {
    let common = ["--set", COSTS, "--replications", "96", "--format", "json"];
    for design in ["lottery", "invite"] {
        let nested = [&["--design", design, "--people", "800,1200"], &common[..]].concat();
        let alone = [&["--design", design, "--set", "population.size=800"], &common[..]].concat();
        let (nested, alone) = (found(&frontier(SMALL, &nested)), found(&frontier(SMALL, &alone)));
        let (nested, alone) = (&nested["candidates"][0], &alone["candidates"][0]);
        assert_eq!(nested["people"], 800);
        for key in ["cost", "rmse", "policy_bias"] {
            let (a, b) = (number(&nested[key]["value"]), number(&alone[key]["value"]));
            assert_near(a, b, 1e-9 * a.abs().max(1.0));
        }
    }
}

/// Four arms, 480 people, variance 1: a comparison with control has variance `1/n_a + 1/n_0`, which is
/// 2·5/480 for equal arms and, with a control of √4 times an arm, 1/80 + 1/160 = 9/480. The square of
/// the usual miss is that variance; its tolerance is four errors, 2·rmse·mcse each.
#[test]
fn a_larger_control_serves_many_arms() {
    let arms = ["a", "b", "c", "d"].map(|arm| (arm.to_owned(), json!({})));
    let mut scenario = pair();
    scenario["population"]["size"] = json!(480);
    scenario["treatment"]["arms"] = Value::Object(arms.into_iter().collect());
    scenario["designs"] = json!({"trial": {"after_enrolment": {}}});
    scenario["costs"] = json!({"per_enrolled": 10});
    let shares = r#"designs.trial.after_enrolment.shares={"control":1,"a":1,"b":1,"c":1,"d":1},{"control":2,"a":1,"b":1,"c":1,"d":1}"#;
    let report = File::new(&scenario).json(&["--vary", shares, "--replications", "8000"]);
    for (row, variance) in
        report["candidates"].as_array().expect("a list").iter().zip([10.0 / 480.0, 9.0 / 480.0])
    {
        let (rmse, mcse) = (number(&row["rmse"]["value"]), number(&row["rmse"]["mcse"]));
        assert_near(rmse * rmse, variance, 4.0 * 2.0 * rmse * mcse);
    }
    let ranks = [0, 1].map(|k| report["candidates"][k]["rank"].clone());
    assert_eq!(ranks, [json!(2), json!(1)]);
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let common = ["--set", COSTS, "--replications", "100", "--people", "900,1200"];
    for format in ["text", "json", "csv"] {
        let on = |threads| {
            let more = ["--threads", threads, "--format", format];
            text(&frontier(SMALL, &[&common[..], &more].concat()))
        };
        assert_eq!(on("1"), on("2"));
    }
}

#[test]
fn a_budget_keeps_what_it_can_pay_and_says_what_it_cannot_buy() {
    let file = File::new(&pair());
    let arguments = ["--design", "trial", "--people", "100,400", "--budget", "40000"];
    let report = file.json(&arguments);
    let affordable = [0, 1].map(|k| report["candidates"][k]["affordable"].clone());
    assert_eq!(affordable, [json!(true), json!(false)]);
    let said = text(&file.frontier(&arguments));
    assert!(said.contains("€ 102,200 more would bring"), "{said}");
    let poor = text(&file.frontier(&["--design", "trial", "--budget", "100"]));
    assert!(poor.contains("This budget buys no candidate: candidate 1 needs"), "{poor}");
}

#[test]
fn candidates_that_cannot_be_run_appear_with_their_reason() {
    let file = File::new(&pair());
    let empty = r#"designs.trial.after_enrolment.shares={"control":1,"coaching":1},{"control":0,"coaching":1}"#;
    let report = file.json(&["--vary", empty]);
    let reason = report["refused"][0]["reason"].as_str().expect("text");
    assert!(reason.contains("an empty arm cannot be compared"), "{reason}");
    let sizes = ["--design", "trial", "--people", "4,200,500", "--participants", "100,300"];
    let report = file.json(&sizes);
    let reasons: Vec<&str> = report["refused"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|refused| refused["reason"].as_str())
        .collect();
    let expected = [
        "100 participants are wanted, but of 4 people about 4 can be randomised",
        "300 participants are wanted, but of 4 people about 4 can be randomised",
        "300 participants are wanted, but of 200 people about 200 can be randomised",
        "500 people are wanted, but 400 are eligible: more need a larger population.size",
        "500 people are wanted, but 400 are eligible: more need a larger population.size",
    ];
    assert_eq!(reasons, expected);
    assert_eq!(report["candidates"].as_array().expect("a list").len(), 1);
    let few = file.json(&["--people", "4,200"]);
    let reason = few["refused"][0]["reason"].as_str().expect("text");
    assert_eq!(
        reason,
        "about 2.0 people would be in the arm \"control\": a comparison needs at least 3"
    );
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    let file = File::new(&pair());
    for (arguments, said) in [
        (&["--vary", "costs.fixed"][..], "simulate: --vary costs.fixed: an equals sign is missing"),
        (&["--vary", "costs.fixed=1,,2"], "simulate: --vary costs.fixed=1,,2: a value is missing"),
        (&["--design", "trail"], "simulate: unknown design \"trail\""),
        (&["--arm", "coach"], "simulate: unknown arm \"coach\""),
        (
            &["--arm", "coaching", "--arm", "control"],
            "simulate: give one --arm: candidates are weighed on one comparison",
        ),
        (
            &["--people", "500"],
            "simulate: no candidate can be run: 500 people are wanted, but 400 are eligible: more need a larger population.size",
        ),
        (
            &["--set", "run.mode=finite", "--people", "100"],
            "simulate: --people asks for other people, and run.mode is finite: one frame of people",
        ),
    ] {
        assert_eq!(refusal(&file.frontier(arguments)), said);
    }
    let vary = ["--vary", "costs.fixd=1,2"];
    assert!(refusal(&file.frontier(&vary)).contains("unknown"));
    assert!(refusal(&file.frontier(&["--budget", "0"])).contains("above 0 euros"));
    assert!(refusal(&file.frontier(&["--budget", "much"])).contains("an amount in euros"));
    let none = refusal(&frontier(SMALL, &[]));
    assert!(none.contains("without \"costs\" money cannot be weighed against accuracy"), "{none}");
}

#[test]
fn results_rank_designs_by_usual_miss_with_coverage_and_power_beside_it() {
    let run = |more: &[&str]| {
        let mut command = cargo_bin_cmd!("simulate");
        let output = command.args([SMALL, "--replications", "200"]).args(more).output();
        text(&output.expect("the program starts"))
    };
    let results: Value = serde_json::from_str(&run(&["--format", "json"])).expect("JSON");
    let rankings = results["ranking"].as_array().expect("a list");
    assert!(rankings.iter().any(|r| r["world"] == "plan" && r["arm"] == "coaching"));
    for ranking in rankings {
        let designs = ranking["designs"].as_array().expect("a list");
        let misses: Vec<f64> = designs.iter().map(|d| number(&d["rmse"]["value"])).collect();
        assert!(misses.is_sorted() && misses.len() == 2, "{misses:?}");
        assert_eq!(designs[0]["rank"], 1);
        assert!(designs[0]["policy_coverage"]["value"].is_number());
    }
    let details = run(&["--details"]);
    assert!(details.contains("that would reward bias"), "{details}");
    assert!(details.contains("Which design comes closest?"), "{details}");
}
