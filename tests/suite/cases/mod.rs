#![allow(dead_code, reason = "the cases arrive one after another")]
//! The cases of tests/cases, one situation a file: what went wrong once, and what is right.
//!
//! "Exact" is an enumeration of both binomials with the Welch test, or the noncentral t. A share over n
//! replications may be off by five Monte Carlo errors.

mod enumeration;
mod estimates;
mod accidents;
mod worlds;
mod undisturbed;
mod answers;
mod choices;
mod searches;
mod sizes;
mod files;
mod limits;
mod command_line;

use serde_json::Value;

use crate::command::{read_json, succeeds};

/// The path of a case.
fn case(name: &str) -> String {
    format!("{}/tests/cases/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

/// What a case prints, with these arguments behind its path.
#[track_caller]
fn text(name: &str, arguments: &[&str]) -> String {
    let path = case(name);
    succeeds(&[&[path.as_str()], arguments].concat())
}

/// The results of a case as JSON.
#[track_caller]
fn results(name: &str, arguments: &[&str]) -> Value {
    read_json(&text(name, &[arguments, &["--format", "json"]].concat()))
}

/// The cell of a result in which all these fields have these values.
#[track_caller]
fn cell<'a>(results: &'a Value, fields: &[(&str, &str)]) -> &'a Value {
    let cells = results["cells"].as_array().expect("cells are an array");
    let matches = |cell: &&Value| fields.iter().all(|(key, value)| cell[*key] == *value);
    cells.iter().find(matches).unwrap_or_else(|| panic!("no cell with {fields:?}"))
}

/// Five Monte Carlo errors of a share over so many replications.
fn five_errors(share: f64, replications: f64) -> f64 {
    5.0 * (share * (1.0 - share) / replications).sqrt()
}
