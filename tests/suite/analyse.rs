//! `simulate analyse`: declared analyses on data files, against what R says of the same files.

use std::fs;

use serde_json::{Value, json};

use crate::command::{is_refused, succeeds};
use crate::place::Place;

/// tests/fixtures/trial120.csv: arms 0, 1, 2 of 40 people each.
const TRIAL: &str = "tests/fixtures/trial120.csv";

/// A scenario that says what the columns of [`TRIAL`] are, with one analysis.
fn trial(analysis: &Value) -> Value {
    json!({
        "name": "trial120",
        "population": {"size": 120, "covariates": {
            "x1": {"normal": {"mean": 0, "sd": 1}},
            "x2": {"binary": 0.5},
            "ypre": {"normal": {"mean": 5, "sd": 2}}
        }},
        "outcomes": {"y": {"continuous": {"mean": 5, "sd": 1}}, "yb": {"binary": {"rate": 0.5}}},
        "treatment": {"arms": {"one": {}, "two": {}}},
        "designs": {"trial": {"after_enrolment": {}}},
        "analyses": {"asked": analysis},
        "data": {
            "groups": {"control": "0", "one": "1", "two": "2"},
            "categories": {"x2": {"no": "0", "yes": "1"}}
        }
    })
}

/// What an analysis says of [`TRIAL`].
fn answers(analysis: &Value) -> Vec<Value> {
    let place = Place::of(&trial(analysis));
    let text = succeeds(&["analyse", TRIAL, "--scenario", place.scenario(), "--format", "json"]);
    let found: Value = serde_json::from_str(&text).expect("JSON");
    found["answers"].as_array().expect("answers").clone()
}

#[track_caller]
fn is(answer: &Value, field: &str, wanted: f64) {
    let found = answer[field].as_f64().unwrap_or(f64::NAN);
    assert!((found - wanted).abs() <= 1e-8 * wanted.abs().max(1.0), "{field}: {found} {wanted}");
}

/// R: `lm_robust(y ~ A1 + A2, se_type = "HC2")`.
#[test]
fn v25_a_regression_of_a_file() {
    let found = answers(&json!({"estimator": "ols"}));
    is(&found[0], "estimate", -0.2855225000);
    is(&found[0], "se", 0.2914760629);
    is(&found[1], "estimate", 0.3049600000);
    is(&found[1], "se", 0.2979207091);
    is(&found[1], "df", 117.0);
    is(&found[1], "p", 0.3081227821);
    assert_eq!(found[1]["decisions"], json!([{"alpha": 0.05, "shown": false}]));
}

/// R: `lm_robust(y ~ A1 + A2 + x1 + x2 + ypre)`; the standardised covariates leave the arms as they are.
#[test]
fn v26_an_adjusted_regression_of_a_file() {
    let estimator = |covariance| json!({"estimator": {"ols": {"covariates": ["x1", "x2", "ypre"], "covariance": covariance}}});
    for (covariance, errors) in [
        ("classical", [0.2421008194, 0.2411953585]),
        ("HC2", [0.2519643564, 0.2489994952]),
        ("HC3", [0.2597150922, 0.2565415446]),
    ] {
        let found = answers(&estimator(covariance));
        is(&found[0], "estimate", -0.1542499318);
        is(&found[1], "estimate", 0.2822796544);
        is(&found[0], "se", errors[0]);
        is(&found[1], "se", errors[1]);
        is(&found[0], "df", 114.0);
    }
}

/// R: `lm_robust(yb ~ A1 + A2)`, and `t.test(y ~ arm)` of arms 0 and 2.
#[test]
fn v27_v28_shares_and_welch_of_a_file() {
    let found = answers(&json!({"estimator": "ols", "outcomes": ["yb"]}));
    is(&found[0], "estimate", -0.0750);
    is(&found[0], "se", 0.1021405517);
    is(&found[1], "se", 0.1085303928);
    let found = answers(&json!({"estimator": "difference_in_means", "outcomes": ["y"]}));
    is(&found[1], "estimate", 0.3049600000);
    is(&found[1], "se", 0.2979207091);
    is(&found[1], "df", 77.55593291);
    is(&found[1], "p", 0.3091932858);
    let ends: Vec<f64> =
        found[1]["interval"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    // 77.55593291 degrees of freedom: qt(.975, df) = 1.99102
    assert!((ends[1] - ends[0] - 2.0 * 1.99102 * 0.2979207091).abs() < 1e-5);
}

/// All forms have the same numbers, and the sentences those of the test.
#[test]
fn every_form_of_an_answer_says_the_same() {
    let safe = json!({
        "estimator": "difference_in_means",
        "outcomes": ["yb"],
        "hypothesis": {"not_worse": {"margin": 0.3}}
    });
    let place = Place::of(&trial(&safe));
    let asked = |more: &[&str]| {
        let all = ["analyse", TRIAL, "--scenario", place.scenario()];
        succeeds(&[&all[..], more].concat())
    };
    let text = asked(&[]);
    assert!(
        text.contains("yb: two − control: the data show that it is at most 30 points worse"),
        "{text}"
    );
    let dutch = asked(&["--language", "nl"]);
    assert!(dutch.contains("de gegevens tonen aan: hoogstens 30 procentpunt slechter"), "{dutch}");
    let csv = asked(&["--format", "csv"]);
    let row = csv.lines().nth(2).expect("a row for each comparison");
    let json: Value = serde_json::from_str(&asked(&["--format", "json"])).expect("JSON");
    for field in ["estimate", "se", "df", "p"] {
        assert!(row.contains(&json["answers"][1][field].to_string()), "{field} in {row}");
    }
    assert!(asked(&["--format", "html"]).contains("+7.5"));
}

/// A planner's spreadsheet: semicolons, decimal commas, other names, and only who was asked may be missing.
#[test]
fn a_file_is_read_as_the_scenario_names_its_parts() {
    let mut scenario =
        trial(&json!({"estimator": {"ols": {"covariates": ["x1"]}}, "outcomes": ["y"]}));
    scenario["measurement"] = json!({"baseline_survey": {"response": 0.9, "items": ["x1"]}});
    scenario["data"] = json!({
        "arm": "groep", "groups": {"control": "C"}, "outcomes": {"y": "score"}, "covariates": {"x1": "leeftijd"}
    });
    let place = Place::of(&scenario);
    let file = place.path("mijn.csv");
    let people = [
        "C;1,5;0,1",
        "C;2,5;0,7",
        "C;2;",
        "one;3;0,2",
        "one;4,5;1,1",
        "two;1;0",
        "two;2;0,4",
        "one;3,5;0,9",
    ];
    fs::write(&file, format!("groep;score;leeftijd\r\n{}\r\n", people.join("\r\n"))).unwrap();
    let file = file.to_str().unwrap();
    let asked = ["analyse", file, "--scenario", place.scenario(), "--format", "json"];
    let found: Value = serde_json::from_str(&succeeds(&asked)).unwrap();
    assert_eq!(found["answers"][0]["n_analysed"], 7, "who did not answer the survey is left out");
    assert_eq!(found["data"]["rows"], 8);
    fs::write(file, "groep;score;leeftijd\nC;1,5;0,1\nC;;0,7\nhulp;3;x\n").unwrap();
    let said = is_refused(&asked);
    for part in [
        "mijn.csv:3: column \"score\": no value",
        "mijn.csv:4: column \"groep\": found \"hulp\", for the group",
        "one of C, one, two, reference",
        "mijn.csv:4: column \"leeftijd\": found \"x\", for the characteristic \"x1\"",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn what_is_not_there_is_said_with_what_is() {
    let place = Place::of(&trial(&json!({"estimator": "ols"})));
    let asked = |more: &[&str]| {
        is_refused(&[&["analyse", TRIAL, "--scenario", place.scenario()], more].concat())
    };
    assert!(asked(&["--analysis", "aksed"]).contains("did you mean \"asked\"?"));
    assert!(asked(&["--design", "lottery"]).contains("known: trial"));
    let said = asked(&["--set", "data.outcomes.yb=\"yB\""]);
    assert!(
        said.contains("there is no column \"yB\" for the outcome \"yb\"")
            && said.contains("\"yb\", perhaps"),
        "{said}"
    );
    let said = asked(&["--set", "data.groups.one=\"7\""]);
    assert!(
        said.contains("trial120.csv:2: column \"arm\": found \"1\"")
            && said.contains("and 30 more"),
        "{said}"
    );
    let said = is_refused(&["analyse", "tests/fixtures/none.csv", "--scenario", place.scenario()]);
    assert!(said.contains("none.csv"), "{said}");
    let said = asked(&["--set", "data.outcomes.y=\"yb\"", "--set", "data.outcomes.yb=\"y\""]);
    assert!(
        said.contains("for the outcome \"yb\"") && said.contains("write 1 for yes or 0 for no"),
        "{said}"
    );
}
