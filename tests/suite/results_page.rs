//! docs/results.md describes every field of results.json and every column of cells.csv.

use std::{env, fs};

use proefdraai::report::fields::{field, fields, page};
use serde_json::Value;

use crate::command::{read_json, succeeds};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/results.md");
const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");

#[test]
fn results_page_is_made_from_the_code() {
    if env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(PAGE, page()).expect("the page is writable");
    }
    let kept = fs::read_to_string(PAGE).unwrap_or_default();
    assert!(kept == page(), "run: just fixtures");
}

/// The paths of all fields; a measured number is one, and so is an object or a list without anything in it.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(members) if members.is_empty() => found.push(below("*")),
        Value::Object(members) if !members.contains_key("value") => {
            members.iter().for_each(|(key, member)| paths(member, &below(key), found));
        }
        Value::Array(entries) if entries.is_empty() => found.push(format!("{path}[]*")),
        Value::Array(entries) => {
            for entry in entries {
                paths(entry, &format!("{path}[]"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn results_page_has_every_field_of_a_result_and_no_other() {
    let families = r#"families={"all": {}}"#;
    let arguments = [
        SMALL,
        "--replications",
        "100",
        "--precision",
        "0.01",
        "--format",
        "json",
        "--set",
        families,
        "--set",
        r#"sites={"north": {}, "south": {}}"#,
    ];
    let mut found = Vec::new();
    paths(&read_json(&succeeds(&arguments)), "", &mut found);
    found.sort();
    found.dedup();
    let is_described = |path: &str| {
        let start = path.strip_suffix('*');
        let above = start.is_some_and(|start| fields().iter().any(|f| f.path.starts_with(start)));
        field(path).is_some() || above
    };
    let missing: Vec<&String> = found.iter().filter(|path| !is_described(path)).collect();
    assert!(missing.is_empty(), "describe in src/report/fields: {missing:#?}");
    let is_found = |own: &str| {
        let of_empty =
            |path: &String| path.strip_suffix('*').is_some_and(|start| own.starts_with(start));
        found.iter().any(|path| field(path).is_some_and(|f| f.path == own) || of_empty(path))
    };
    let stale: Vec<&str> =
        fields().iter().map(|f| &*f.path).filter(|path| !is_found(path)).collect();
    assert!(stale.is_empty(), "no result has these: {stale:#?}");
}

#[test]
fn results_page_describes_every_column() {
    let families = r#"families={"all": {}}"#;
    let table = succeeds(&[SMALL, "--replications", "2", "--format", "csv", "--set", families]);
    let header = table.lines().next().expect("a header");
    let page = page();
    for column in header.split(',') {
        let column = column.replace("_0.1", "_0.05");
        assert!(page.contains(&format!("| `{column}` |")), "{column}");
    }
}
