//! The diagnosands: every one is in the results, in their table, in a sweep, in `simulate list` and on its page, and can be
//! asked for where it has a word.

use std::{env, fs};

use proefdraai::diagnosis::watched::Watched;
use proefdraai::report::list::diagnosands::{diagnosands, page};
use proefdraai::scenario::schema;
use serde_json::{Value, json};

use crate::command::{is_refused, read_json, succeeds};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnosands.md");
const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");

#[test]
fn page_of_diagnosands_is_made_from_the_code() {
    if env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(PAGE, page()).expect("the page is writable");
    }
    assert!(fs::read_to_string(PAGE).unwrap_or_default() == page(), "run: just fixtures");
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    assert!(readme.expect("it is there").contains("](docs/diagnosands.md)"));
}

#[test]
fn every_diagnosand_is_in_the_list_and_on_its_page() {
    let kept = fs::read_to_string(PAGE).unwrap_or_default();
    let listed = read_json(&succeeds(&["list", "diagnosands", "--format", "json"]));
    let (all, of_them) = (succeeds(&["list"]), succeeds(&["list", "diagnosands"]));
    for (k, one) in diagnosands().iter().enumerate() {
        assert!(kept.contains(&format!("| `{}` |", one.name)), "{} is not on its page", one.name);
        assert!(all.contains(one.name) && of_them.contains(one.name), "{} is not listed", one.name);
        assert_eq!(listed["members"][k], json!(one));
        assert!(succeeds(&["list", one.name]).contains(one.name));
        assert!(one.about.ends_with('.'), "{}: a sentence", one.name);
    }
}

#[test]
fn every_diagnosand_is_in_the_results_and_in_every_row_of_a_sweep() {
    let few = ["--replications", "8"];
    let with = |rest: &[&str]| succeeds(&[rest, &few].concat());
    let results = read_json(&with(&[SMALL, "--format", "json"]));
    let table = with(&[SMALL, "--format", "csv"]);
    let vary = ["--vary", "population.size=80,90"];
    let swept = |format| with(&[&["sweep", SMALL, "--format", format], &vary[..]].concat());
    let sweep = read_json(&swept("json"));
    let sheet = swept("csv");
    let header = |text: &str, column: &str| {
        let columns = text.lines().next().expect("a header").split(',');
        columns.into_iter().any(|own| own == column || own.strip_suffix("_0.1") == Some(column))
    };
    for one in diagnosands() {
        let (cell, name) = (&results["cells"][0], one.name);
        let row = match one.of {
            "a comparison" => cell,
            "a test of it" => &cell["tests"][0],
            _ => &results["families"][0],
        };
        assert!(row[name].is_object(), "{name} is not in the results");
        if one.of == "several tests together" {
            continue;
        }
        assert!(sweep["rows"][0][name].is_object(), "{name} is not in a sweep");
        assert!(header(&table, name) && header(&sheet, name), "{name} is no column");
        if let Some(difference) = one.difference {
            assert!(
                sweep["rows"]
                    .as_array()
                    .expect("rows")
                    .iter()
                    .any(|row| row[difference].is_object())
            );
            assert!(header(&sheet, difference), "{difference} is no column");
        }
    }
}

#[test]
fn every_word_is_in_the_schema_and_understood_by_the_commands() {
    let choices = schema()["$defs"]["Watched"]["oneOf"].clone();
    let words = choices.as_array().into_iter().flatten().map(|choice| &choice["const"]);
    assert_eq!(words.filter_map(Value::as_str).collect::<Vec<_>>(), Watched::words());
    let families = r#"families={"all": {}}"#;
    for watched in Watched::all() {
        let word = watched.word();
        let with = ["--set", families, "--of", word, "--format", "json"];
        let run = [SMALL, "--precision", "0.2", "--replications", "64"];
        let run = read_json(&succeeds(&[&run[..], &with].concat()));
        assert_eq!(run["run"]["precision"]["of"], json!(word));
        let of_family = watched.of_family().is_some();
        let family: &[&str] = if of_family { &["--family", "all"] } else { &[] };
        let moved = ["assumptions", SMALL, "--replications", "16", "--only", "population"];
        let moved = read_json(&succeeds(&[&moved[..], &with, family].concat()));
        assert_eq!(moved["quantity"], json!(watched.name()));
    }
    let set = "run.precision_of=\"powr\"";
    let said = is_refused(&[SMALL, "--set", "run.precision=0.2", "--set", set]);
    assert!(said.contains("did you mean \"power\"?"), "{said}");
}
