//! Sweeps, assumptions, frontier and costs.

use serde_json::Value;

use super::{case, five_errors};
use crate::assert_near;
use crate::command::{read_json, succeeds};

const EFFECT: &str = "treatment.arms.a.effects.score.points";

/// What a subcommand says of a case.
#[track_caller]
fn asked(command: &str, name: &str, arguments: &[&str]) -> String {
    let path = case(name);
    succeeds(&[&[command, path.as_str()], arguments].concat())
}

/// The same in one line.
#[track_caller]
fn words(command: &str, name: &str, arguments: &[&str]) -> String {
    asked(command, name, arguments).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn found(command: &str, name: &str, arguments: &[&str]) -> Value {
    read_json(&asked(command, name, &[arguments, &["--format", "json"]].concat()))
}

fn value(of: &Value) -> f64 {
    of["value"].as_f64().unwrap_or_else(|| panic!("no number in {of}"))
}

/// `scipy.stats.nct.sf(t, 48, .7 * sqrt(12.5))` with `t = scipy.stats.t.ppf(.975, 48)`: .67909 are found at
/// either sign, against a false alarm of .05 at an effect of 0.
#[test]
fn sweep_both_sides() {
    let (vary, now) = (format!("{EFFECT}=-.7,.7"), format!("{EFFECT}=0"));
    let arguments = ["--vary", &vary, "--set", &now, "--replications", "4000"];
    let results = found("sweep", "sweep-both-sides", &arguments);
    let rows = results["rows"].as_array().expect("rows");
    let near = |of: &Value, share: f64| assert_near(value(of), share, five_errors(share, 4000.0));
    assert_eq!(rows[0]["power_right_direction"]["value"], Value::Null);
    near(&rows[0]["false_alarm"], 0.05);
    for row in &rows[1..] {
        near(&row["power_right_direction"], 0.67909);
        assert_eq!(row["false_alarm"]["reason"], "the policy truth is not zero");
        let change = &row["power_difference"];
        assert_near(value(change), 0.62909, 5.0 * change["mcse"].as_f64().expect("an error"));
    }
    let told = words("sweep", "sweep-both-sides", &arguments);
    assert!(told.contains("The share of significant trials goes from"), "{told}");
    assert!(told.contains("A dash under found: the true effect is 0"), "{told}");
    assert!(told.contains("now: 0 –"), "{told}");
    // Without a point at 0 the two sides are alike, and nothing is said of what lies between them.
    let told = words("sweep", "sweep-both-sides", &["--vary", &vary, "--replications", "400"]);
    assert!(told.contains("trials no difference is larger than simulation error"), "{told}");
    assert!(told.contains("somewhere between them there is none to find"), "{told}");
}

/// 63 a group, effects from −.5 to 1.1 alike: 5 of 16 go the other way, and
/// `integrate.quad(lambda d: nct.sf(t, 124, d * sqrt(31.5)), -.5, 1.1)[0] / 1.6` is .46753, over the positive
/// ones alone .67851.
#[test]
fn assurance_wide() {
    let range = format!("{EFFECT}.range=[-0.5,1.1]");
    let arguments = ["--assurance", "200", "--replications", "64", "--set", &range];
    let results = found("assumptions", "assurance-wide", &arguments);
    let assurance = &results["assurance"];
    let near = |of: &Value, expected: f64| {
        let error = of["mcse"].as_f64().expect("an error");
        assert_near(value(of), expected, 5.0 * error);
    };
    near(&assurance["reversed"], 0.3125);
    near(&assurance["split"]["expected"], 0.46753);
    near(&assurance["expected_not_reversed"], 0.67851);
    let told = words("assumptions", "assurance-wide", &arguments);
    assert!(
        told.contains("the chance of a significant result in the planned direction is"),
        "{told}"
    );
    assert!(told.contains("% of the worlds drawn the effect goes the other way"), "{told}");
}

/// 80 · 1,000 to follow people up, and 720 for each of the 500 of the arm, or for the half of them who start.
#[test]
fn costs_with_take_up() {
    let half = "treatment.arms.grant.take_up.rate=0.5";
    let cost = |more: &[&str]| {
        let common = ["--design", "equal", "--replications", "200"];
        let report = found("frontier", "costs-with-take-up", &[&common[..], more].concat());
        let cost = &report["candidates"][0]["cost"];
        (value(cost), cost["mcse"].as_f64().expect("an error"))
    };
    assert_eq!(cost(&[]), (440_000.0, 0.0));
    let assigned = ["--set", half, "--set", "costs.months_for=assigned"];
    assert_eq!(cost(&assigned), (440_000.0, 0.0));
    let (euros, mcse) = cost(&["--set", half]);
    // 720 · √(500 · ½ · ½ ÷ 200)
    assert_near(mcse, 569.2, 150.0);
    assert_near(euros, 260_000.0, 5.0 * 569.2);
    let told = |more: &[&str]| {
        let common = ["--design", "equal", "--replications", "50"];
        words("frontier", "costs-with-take-up", &[&common[..], more].concat())
    };
    let starters = told(&["--set", half]);
    assert!(starters.contains("Months of treatment are paid for those who start it"), "{starters}");
    let all = told(&assigned);
    assert!(all.contains("paid for everybody assigned to it, whether they start or not"), "{all}");
}

/// Every analysis that is declared for a design stands in a row or is named with a reason.
#[test]
fn utrecht_two_orders() {
    let report = found("frontier", "utrecht-two-orders", &["--replications", "50"]);
    let is_in = |list: &str, design: &str, analysis: &str| {
        report[list].as_array().expect("a list").iter().any(|row| {
            let reason = row["reason"].as_str().unwrap_or_default();
            row["design"] == design && (row["analysis"] == analysis || reason.contains(analysis))
        })
    };
    for (design, analysis) in [
        ("trial", "difference"),
        ("trial", "started"),
        ("invite", "all_invited"),
        ("invite", "started"),
    ] {
        let told = ["candidates", "refused", "unshown"];
        assert!(
            told.iter().any(|list| is_in(list, design, analysis)),
            "{design} · {analysis} is not in {report:#}"
        );
    }
    assert_eq!(report["other_arms"], serde_json::json!(["help", "disregard"]));
    // 720 people and an error of 3.8 points: no closer to 3 points than assuming none.
    let told = words("frontier", "utrecht-two-orders", &["--replications", "200"]);
    assert!(told.contains("No closer to the true effect than running no trial"), "{told}");
    assert!(told.contains("no trial 0 3 – −3"), "{told}");
}

/// .0004 is .04 points on every screen.
#[test]
fn tiny_points_are_never_shown_as_0() {
    let small = ["--set", "population.size=20000", "--replications", "40"];
    let costs = ["--set", r#"costs={"per_enrolled": 1}"#];
    let told = words("frontier", "31b-tiny-points", &[&small[..], &costs[..]].concat());
    assert!(told.contains("no trial 0 0.04 – −0.04"), "{told}");
    let path = "treatment.arms.offer.effects.y.points";
    let vary = format!("{path}=0.0004,0.0008");
    let told = words("sweep", "31b-tiny-points", &[&small[..], &["--vary", &vary]].concat());
    assert!(told.contains("now: 0.0004"), "{told}");
    let ranged = format!(
        r#"{path}={{"value": 0.0004, "source": "assumption", "citation": "guess", "range": [0.0001, 0.0008]}}"#
    );
    let told = words("assumptions", "31b-tiny-points", &[&small[..], &["--set", &ranged]].concat());
    assert!(!told.contains(" 0: ") && !told.contains("runs from 0 to 0"), "{told}");
    let told = words("check", "31b-tiny-points", &["--set", "population.size=20000"]);
    assert!(!told.contains(" 0.0 points"), "{told}");
}

/// .0001 is .01 points: what is so rare is shown with the digits that it has.
#[test]
fn what_never_happens_keeps_its_digits() {
    let arguments = ["--set", "population.size=4000", "--replications", "400"];
    let told = super::text("06b-never-happens", &arguments);
    assert!(told.contains("+0.01 points"), "{told}");
    assert!(!told.contains(" 0 points") && !told.contains("(0 among"), "{told}");
}
