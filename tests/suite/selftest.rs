//! `simulate selftest`: the known answers, asked as a user asks them.

use serde_json::Value;

use crate::command::{is_refused, succeeds};

/// All of them are right; `cases.json` is the same list for this test and for the command.
#[test]
fn every_known_answer_is_given() {
    let report: Value =
        serde_json::from_str(&succeeds(&["selftest", "--format", "json", "--quiet"]))
            .expect("JSON");
    let lines = report["lines"].as_array().expect("lines");
    let wrong: Vec<&Value> = lines.iter().filter(|line| line["passes"] != true).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(lines.len() >= 80 && report["passed"] == true, "{} numbers", lines.len());
}

/// One case alone says nothing of those that were not asked.
#[test]
fn a_case_is_asked_alone_and_in_dutch() {
    let text = succeeds(&["selftest", "--only", "V03", "--language", "nl"]);
    assert!(text.contains("Ja: elk getal klopt (2 gevraagd)"), "{text}");
    assert!(!text.contains("Hier niet gevraagd") && !text.contains("V01"), "{text}");
}

#[test]
fn a_case_that_is_not_there_is_refused_with_those_that_are() {
    let said = is_refused(&["selftest", "--only", "V99"]);
    assert!(said.contains("V99") && said.contains("known: V01, V03"), "{said}");
}
