//! Trials that cannot be tested as usual: none against all, and a group that chance left with one person or nobody.

use serde_json::{Value, json};

use super::estimates::{count, is_as_enumerated, is_unbiased, of};
use super::{cell, five_errors};
use crate::assert_near;
use crate::closed_form::binomial;
use crate::command::{is_refused, read_json, succeeds};

/// The results of a scenario that is no case of its own.
fn of_scenario(scenario: &Value, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scenario.json");
    std::fs::write(&path, scenario.to_string()).expect("a file");
    succeeds(&[&[path.to_str().expect("a path")], arguments].concat())
}

fn none_against_all(people: u32, alphas: &[f64]) -> Value {
    json!({
        "name": "none against all",
        "population": { "size": people },
        "outcomes": { "y": { "binary": { "rate": 0.001 } } },
        "treatment": { "arms": { "t": { "effects": { "y": { "points": 0.998 } } } } },
        "designs": { "d": { "after_enrolment": {} } },
        "analyses": { "a": {
            "estimator": { "difference_in_means": {} },
            "alpha": alphas
        } }
    })
}

/// Ten against ten: p = 2/C(20, 10). Three against three: p = 2/C(6, 3) = .1, found at .1 and not at .05.
#[test]
fn none_against_all_is_decided_by_the_exact_test() {
    let arguments = ["--replications", "1000", "--format", "json"];
    let results = read_json(&of_scenario(&none_against_all(20, &[0.05]), &arguments));
    let ten = of(&results, "a", "t");
    is_as_enumerated(ten, (10, 0.999), (10, 0.001));
    assert_eq!(count(ten, "tested"), 1_000.0);
    assert!(count(ten, "with_interval") < 100.0);
    let null = cell(&results, &[("world", "null")]);
    assert_eq!(count(null, "tested"), count(null, "with_interval"));

    let results = read_json(&of_scenario(&none_against_all(6, &[0.05, 0.1]), &arguments));
    let three = of(&results, "a", "t");
    let power = |index: usize| three["tests"][index]["power"]["value"].as_f64().expect("a power");
    let both_constant = libm::pow(0.999, 6.0);
    assert_near(power(1), both_constant, five_errors(both_constant, 1_000.0) + 0.006);
    assert!(power(0) < 0.02);

    let told = of_scenario(&none_against_all(20, &[0.05]), &["--replications", "200"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("exact test decides"), "{told}");
}

/// Fourteen people who say yes with a chance of ½: with two or three of them some group has one person, whose
/// variance nobody knows; with one or none a group is empty.
#[test]
fn an_accident_with_few_people_keeps_its_estimate() {
    let scenario = json!({
        "name": "few",
        "population": { "size": 14 },
        "outcomes": { "y": { "continuous": { "mean": 0, "sd": 1 } } },
        "treatment": { "arms": { "t": { "effects": { "y": { "points": 1 } } } } },
        "recruitment": { "enrolment": { "rate": 0.5 } },
        "designs": { "d": { "after_enrolment": {} } },
        "analyses": { "a": { "estimator": { "difference_in_means": {} } } }
    });
    let arguments = ["--replications", "4000", "--format", "json"];
    let results = read_json(&of_scenario(&scenario, &arguments));
    let cell = of(&results, "a", "t");
    let chance = binomial(14, 0.5);
    let empty = chance(0) + chance(1);
    let alone = chance(2) + chance(3);
    let failed = cell["failures"]["empty_arm"].as_u64().unwrap_or(0) as f64;
    assert_near(failed / 4_000.0, empty, five_errors(empty, 4_000.0));
    assert_eq!(count(cell, "estimated") + failed, 4_000.0);
    let bare = count(&cell["without_interval"], "one_person");
    assert_near(bare / 4_000.0, alone, five_errors(alone, 4_000.0));
    assert_eq!(count(cell, "with_interval") + bare, count(cell, "estimated"));
    is_unbiased(cell);
}

/// A plan is no accident.
#[test]
fn a_plan_with_two_people_in_an_arm_is_refused() {
    let mut scenario = none_against_all(20, &[0.05]);
    scenario["designs"]["d"]["after_enrolment"]["counts"] = json!({ "control": 2, "t": 8 });
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scenario.json");
    std::fs::write(&path, scenario.to_string()).expect("a file");
    let said = is_refused(&[path.to_str().expect("a path")]);
    assert!(said.contains("a comparison needs at least 3"), "{said}");
}
