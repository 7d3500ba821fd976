//! Months, arms and waves as choices, and what is said of ties between them.

use serde_json::{Value, json};

use super::{COSTS, File, SMALL, found, frontier, number, pair, refusal, text, words};
use crate::assert_near;

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
    assert!(said.contains("Months of treatment that all pay: 6, as costs.months says."), "{said}");
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
