//! What money buys: costs by hand, what beats what, ties, nested sizes, months, arms and waves as choices,
//! and questions that make no sense.

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
    assert!(said.contains("Beaten: another is no worse on cost, miss and bias"), "{said}");
    assert!(said.contains("the best buy on every count"), "{said}");
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
    assert!(said.contains("The cheapest that finds the effect in 80 % of trials (the usual power; --power asks for another) is candidate 2"), "{said}");
    assert!(said.contains("Too weak to be worth the money: candidate 1"), "{said}");
    let more = [&arguments[..], &["--power", "0.95"]].concat();
    assert_eq!(file.json(&more)["cheapest_with_power"], Value::Null);
    let said = words(&text(&file.frontier(&more)));
    assert!(said.contains("finds the effect in 95 % of trials: the most is 8"), "{said}");
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
    assert!(said.contains("What this budget cannot buy: € 102,200 more would bring"), "{said}");
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
    assert!(details.contains("power alone"), "{details}");
    assert!(details.contains("Which design comes closest?"), "{details}");
}

fn small() -> Value {
    let text = std::fs::read_to_string(SMALL).expect("the scenario is there");
    let text: Vec<&str> = text.lines().filter(|line| !line.trim().starts_with("//")).collect();
    serde_json::from_str(&text.join("\n")).expect("without comments it is JSON")
}

fn priced() -> Value {
    let mut scenario = small();
    scenario["costs"] = json!({"per_invited": 5, "per_enrolled": 50, "per_arm_month": {"coaching": 40, "no_duties": 10}});
    scenario["run"]["replications"] = json!(64);
    scenario
}

#[track_caller]
fn same_numbers(one: &Value, other: &Value) {
    for key in ["cost", "rmse", "policy_bias"] {
        let (a, b) = (number(&one[key]["value"]), number(&other[key]["value"]));
        assert_near(a, b, 1e-9 * a.abs().max(1.0));
    }
}

/// Each month is what a scenario with that month alone gives, and what is paid by the month is paid for 8
/// and for 12 of them.
#[test]
fn each_month_is_a_candidate_with_its_own_costs_and_its_own_truth() {
    let file = File::new(&priced());
    let both = file.json(&["--design", "lottery", "--months", "12,8"]);
    let rows = both["candidates"].as_array().expect("a list");
    assert_eq!(rows.len(), 2);
    assert_eq!(both["question"]["months"], json!([8, 12]));
    assert_eq!(both["question"]["month"], Value::Null);
    let mut costs = Vec::new();
    for (row, month) in rows.iter().zip([8, 12]) {
        assert_eq!((&row["month"], &row["paid_months"]), (&json!(month), &json!(f64::from(month))));
        let months = format!("analyses.difference.months=[{month}]");
        let mut alone = priced();
        alone["published"] = Value::Null;
        alone["estimands"]["primary"]["month"] = json!(month);
        let alone = File::new(&alone).json(&["--design", "lottery", "--set", &months]);
        same_numbers(row, &alone["candidates"][0]);
        costs.push(number(&row["cost"]["value"]));
    }
    let free = file.json(&["--design", "lottery", "--set", "costs.per_arm_month=null"]);
    let free = number(&free["candidates"][0]["cost"]["value"]);
    assert_near((costs[1] - free) / (costs[0] - free), 12.0 / 8.0, 1e-9);
    let said = text(&file.frontier(&["--design", "lottery", "--months", "8,12"]));
    assert!(said.contains("after 8 or 12 months"), "{said}");
    assert!(said.contains("month 8") && said.contains("month 12"), "{said}");
    assert!(said.contains("Effects after different months are different questions"), "{said}");
    let csv = text(&file.frontier(&["--design", "lottery", "--months", "8,12", "--format", "csv"]));
    assert!(csv.lines().nth(1).is_some_and(|row| row.starts_with("1,lottery,,,8,")), "{csv}");
}

#[test]
fn months_that_change_no_costs_are_said_to() {
    let paid = ["--months", "8,12", "--set", "costs.months=6"];
    let said = text(&File::new(&priced()).frontier(&paid));
    let said = words(&said);
    assert!(said.contains("All pay 6 months of treatment, as costs.months says."), "{said}");
}

#[test]
fn settings_never_change_the_analysis_or_the_month_in_silence() {
    let mut scenario = priced();
    scenario["analyses"]["difference"]["months"] = json!([12]);
    scenario["analyses"]["later"] = json!({
        "estimator": {"difference_in_means": {}}, "months": [12], "designs": ["lottery"]
    });
    let file = File::new(&scenario);
    let vary = ["--design", "lottery", "--vary", "analyses.difference.months=[8],[12]"];
    let report = file.json(&vary);
    assert_eq!(report["candidates"].as_array().expect("a list").len(), 1);
    let row = &report["candidates"][0];
    assert_eq!((&row["analysis"], &row["month"]), (&json!("difference"), &json!(12)));
    assert_eq!(report["refused"][0]["settings"], json!(["analyses.difference.months=[8]"]));
    assert_eq!(
        report["refused"][0]["reason"],
        "what is asked, difference of works in month 12, is analysed here in month 8 only: try other months with --months"
    );
    let gone = ["--design", "lottery", "--vary", "analyses.difference=null"];
    let said = refusal(&file.frontier(&gone));
    assert!(said.ends_with("what is asked, difference of works, coaching against control in month 12, is not analysed here"), "{said}");
}

/// Nobody is measured after the end: that month alone is refused.
#[test]
fn a_month_that_no_wave_reaches_is_refused_with_its_reason() {
    let waves = r#"recruitment.waves={"all": {"share": 1, "exposure": 10}},{"all": {"share": 1, "exposure": 30}}"#;
    let arguments = ["--design", "lottery", "--months", "8,24", "--vary", waves];
    let report = File::new(&priced()).json(&arguments);
    assert_eq!(report["candidates"].as_array().expect("a list").len(), 3);
    let refused = report["refused"].as_array().expect("a list");
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0]["month"], 24);
    assert_eq!(refused[0]["reason"], "nobody is measured in month 24: the longest wave lasts 10");
}

/// The scenario without an arm, as a planner would write it: nothing says a word about the arm.
fn without_no_duties() -> Value {
    let mut scenario = priced();
    let remove = |at: &mut Value| at.as_object_mut().expect("an object").remove("no_duties");
    remove(&mut scenario["treatment"]["arms"]);
    remove(&mut scenario["designs"]["invite"]["before_enrolment"]["uptake"]);
    remove(&mut scenario["costs"]["per_arm_month"]);
    scenario["analyses"]["reference"]["contrasts"] =
        json!([["coaching", "reference"], ["control", "reference"]]);
    scenario["analyses"]["invited"]["contrasts"] = json!([["coaching", "reference"]]);
    scenario["published"] = Value::Null;
    scenario["worlds"] = json!({});
    scenario
}

#[test]
fn an_arm_left_out_is_a_candidate_beside_all_arms() {
    let file = File::new(&priced());
    let report = file.json(&["--without", "no_duties"]);
    let alone = File::new(&without_no_duties()).json(&[]);
    let rows = report["candidates"].as_array().expect("a list");
    assert_eq!(rows.len(), 4);
    for expected in alone["candidates"].as_array().expect("a list") {
        let same = |row: &&Value| {
            row["without"] == json!(["no_duties"]) && row["design"] == expected["design"]
        };
        same_numbers(rows.iter().find(same).expect("the same design"), expected);
    }
    let said = text(&file.frontier(&["--without", "no_duties", "--design", "lottery"]));
    let said = words(&said);
    assert!(said.contains("lottery · difference vs"), "{said}");
    assert!(said.contains("control, without") && said.contains("no_duties"), "{said}");
}

/// Comparisons of nothing but the arm go with it; a setting of the arm makes no second candidate.
#[test]
fn what_is_said_of_an_arm_goes_with_it() {
    let mut scenario = priced();
    scenario["designs"]["lottery"] = json!({
        "after_enrolment": {"shares": {"control": 1, "coaching": 1, "no_duties": 1}}
    });
    scenario["analyses"]["only"] = json!({
        "estimator": {"difference_in_means": {}}, "contrasts": [["no_duties", "control"]],
        "designs": ["lottery"]
    });
    let file = File::new(&scenario);
    let vary = "designs.lottery.after_enrolment.shares.no_duties=1,2";
    let arguments = ["--design", "lottery", "--without", "no_duties", "--vary", vary];
    let report = file.json(&arguments);
    let rows = report["candidates"].as_array().expect("a list");
    assert_eq!((rows.len(), &report["refused"]), (3, &json!([])));
}

#[test]
fn the_question_is_about_an_arm_that_is_never_left_out() {
    let file = File::new(&priced());
    let report = file.json(&["--without", "coaching", "--design", "lottery"]);
    assert_eq!(report["question"]["arm"], "no_duties");
    let arguments = ["--without", "coaching", "--arm", "coaching", "--design", "lottery"];
    let report = file.json(&arguments);
    let reason = &report["refused"][0]["reason"];
    assert_eq!(reason, "the question is about coaching, which is left out");
    let versus = ["--arm", "coaching", "--versus", "no_duties", "--without", "no_duties"];
    let pairs = r#"analyses.difference.contrasts=[["coaching","control"],["coaching","no_duties"],["no_duties","control"]]"#;
    let report = file.json(&[&versus[..], &["--set", pairs, "--design", "lottery"]].concat());
    let reason = &report["refused"][0]["reason"];
    assert_eq!(reason, "difference compares coaching with no_duties, which is left out");
    let several =
        ["--without", "coaching", "--without", "coaching,no_duties", "--without", "no_duties"];
    let report = file.json(&[&several[..], &["--arm", "coaching", "--design", "lottery"]].concat());
    assert_eq!(report["candidates"].as_array().expect("a list").len(), 2);
    let reason = report["refused"][0]["reason"].as_str().expect("text");
    assert!(reason.contains("at least one treatment arm is needed"), "{reason}");
}

/// A wave more or less changes who is measured when; one wave, and none, tell nobody apart.
#[test]
fn waves_are_a_choice_and_one_wave_adjusts_for_nothing() {
    let mut scenario = priced();
    scenario["recruitment"]["waves"] = json!({
        "first": {"share": 0.5, "exposure": 24}, "second": {"share": 0.5, "exposure": 12}
    });
    let ols = json!({"ols": {"covariates": ["wave"]}});
    scenario["analyses"]["difference"]["estimator"] = ols;
    let file = File::new(&scenario);
    let waves = r#"recruitment.waves={"all": {"share": 1, "exposure": 24}},null,{"first": {"share": 0.5, "exposure": 24}, "second": {"share": 0.5, "exposure": 11}}"#;
    let report = file.json(&["--design", "lottery", "--vary", waves]);
    let rows = report["candidates"].as_array().expect("a list");
    assert_eq!((rows.len(), &report["refused"]), (3, &json!([])));
    let of = |start: &str| {
        let is = |row: &&Value| row["settings"][0].as_str().is_some_and(|s| s.starts_with(start));
        rows.iter().find(is).expect("a candidate")
    };
    let [one, none] = [r#"recruitment.waves={"all"#, "recruitment.waves=null"].map(of);
    same_numbers(one, none);
    let two = of(r#"recruitment.waves={"first"#);
    assert!(number(&two["rmse"]["value"]) > 1.2 * number(&one["rmse"]["value"]), "half the people");
}

/// More people at the same cost: clearly a smaller miss, and a bias that differs by chance only. Who is
/// not beaten says on what that rests, and money is not said to be saved.
#[test]
fn a_tie_says_on_what_it_rests() {
    let mut scenario = pair();
    scenario["designs"] = json!({"trial": {"after_enrolment": {}}});
    scenario["costs"] = json!({"fixed": 1000});
    scenario["run"]["replications"] = json!(500);
    let file = File::new(&scenario);
    let mut rested = 0;
    for seed in ["1", "2", "3", "4"] {
        let arguments = ["--participants", "60,120,400", "--seed", seed];
        let report = file.json(&arguments);
        let said = words(&text(&file.frontier(&arguments)));
        assert!(!said.contains("saves in money"), "{said}");
        for row in report["candidates"].as_array().expect("a list") {
            for doubt in row["perhaps_beaten_by"].as_array().expect("a list") {
                assert_eq!(doubt["only_better_on"], json!(["bias"]));
                rested += 1;
                assert!(said.contains("(|bias|)"), "{said}");
                assert!(said.contains("which is within simulation error"), "{said}");
            }
        }
    }
    assert!(rested > 0, "the smaller trial is closer by chance with one seed of four");
}

#[test]
fn ties_are_mutual() {
    let arguments = ["--set", COSTS, "--replications", "60", "--people", "600,900,1000,1200"];
    let report = found(&frontier(SMALL, &[&arguments[..], &["--format", "json"]].concat()));
    let rows = report["candidates"].as_array().expect("a list");
    let mut ties = 0;
    for row in rows {
        for other in row["tied_with"].as_array().expect("a list") {
            let other = &rows[other.as_u64().expect("a number") as usize - 1];
            let back = other["tied_with"].as_array().expect("a list");
            assert!(back.contains(&row["number"]), "{row} {other}");
            ties += 1;
        }
        let doubts = row["perhaps_beaten_by"].as_array().expect("a list");
        assert!(doubts.iter().all(|doubt| doubt["only_better_on"] != json!([])), "{row}");
    }
    assert!(ties > 0);
}

#[test]
fn names_in_the_table_are_not_broken_within_words() {
    let mut scenario = priced();
    scenario["designs"]["lottery"] = json!({
        "after_enrolment": {"shares": {"control": 1, "coaching": 1, "no_duties": 1}}
    });
    let arguments = [
        "--vary",
        "designs.lottery.after_enrolment.shares.no_duties=1,2",
        "--vary",
        "recruitment.enrolment.selection.rate=0.25,0.30",
        "--people",
        "900,1200",
        "--set",
        "costs.fixed=3000000",
    ];
    let said = text(&File::new(&scenario).frontier(&arguments));
    assert!(said.contains("shares.no_duties=2"), "{said}");
    assert!(!said.contains("designs.lottery"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 110), "{said}");
    for word in ["enrolment.", "selection.rate=0.25", "participants", "shares.no_duties=1"] {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn choices_that_make_no_sense_are_refused() {
    let file = File::new(&priced());
    for (arguments, said) in [
        (&["--without", "coachin"][..], "simulate: unknown arm \"coachin\""),
        (&["--without", "control"], "simulate: unknown arm \"control\""),
        (
            &[
                "--without",
                "coaching,no_duties",
                "--design",
                "lottery",
                "--vary",
                "costs.sites=1..50/50",
            ],
            "simulate: 100 combinations of settings and arms are asked for: at most 50 are possible",
        ),
        (
            &["--months", "0"],
            "error: invalid value '0' for '--months <M,M,…>': 0 is not in 1..=600",
        ),
        (
            &["--months", "8", "--month", "12"],
            "error: the argument '--months <M,M,…>' cannot be used with '--month <M>'",
        ),
    ] {
        assert_eq!(refusal(&file.frontier(arguments)), said);
    }
    assert_eq!(
        refusal(&File::new(&pair()).frontier(&["--months", "6,12"])),
        "simulate: \"score\" is measured once: it has no --months"
    );
}
