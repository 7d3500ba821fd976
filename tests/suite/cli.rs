//! The command as its users meet it: exit codes, quietness, and what it writes.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use rayon::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::{is_refused, read_json, simulate, stderr, succeeds};
use crate::place::{FOREVER, Place, signal, start, text, tiny};

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");

#[test]
fn input_that_cannot_be_used_is_refused_with_exit_code_2() {
    let tiny = Place::of(&tiny());
    assert!(is_refused(&["no-such-file.json"]).contains("no such file"));
    assert!(is_refused(&[tiny.scenario(), "--replications", "0"]).contains("1..=10000000"));
    is_refused(&[tiny.scenario(), "--replications", "10000001"]);
    is_refused(&[tiny.scenario(), "--threads", "0"]);
    assert!(is_refused(&[tiny.scenario(), "--threads", "1025"]).contains("1..=1024"));
    assert!(
        is_refused(&[tiny.scenario(), "--set", "run.replications=0"])
            .contains("from 1 to 10,000,000")
    );
    assert!(is_refused(&[tiny.scenario(), "--set", "population.sise=3"]).contains("unknown"));
    assert!(is_refused(&[tiny.scenario(), "--world", "nul"]).contains("did you mean \"null\"?"));
    assert!(
        is_refused(&[tiny.scenario(), "--design", "trail"]).contains("did you mean \"trial\"?")
    );
    is_refused(&[tiny.scenario(), "check"]);
    let twice = [
        (["--set", "population.size=90", "--set", "population.size=80"], "set twice"),
        (["--set", "population.size=90", "--set", "population={\"size\": 80}"], "again, after"),
        (["--set", "run.seed=5", "--seed", "6"], "both state run.seed"),
        (["--set", "run={\"replications\": 5}", "--replications", "6"], "both state"),
    ];
    for (options, expected) in twice {
        let said = is_refused(&[&[tiny.scenario()][..], &options].concat());
        assert!(said.contains(expected), "{said}");
    }
    is_refused(&[]);
    for unknown in ["--shard", "--language"] {
        is_refused(&[tiny.scenario(), unknown, "1"]);
    }
}

#[test]
fn a_piped_run_says_nothing_on_stderr_and_has_no_styles() {
    let tiny = Place::of(&tiny());
    for format in ["text", "json", "csv"] {
        let output = simulate(&[tiny.scenario(), "--format", format]);
        assert!(output.stderr.is_empty(), "{}", stderr(&output));
        assert!(!output.stdout.contains(&0x1b), "{format}");
    }
}

#[test]
fn results_have_the_keys_of_the_contract() {
    let results = read_json(&succeeds(&[SMALL, "--replications", "32", "--format", "json"]));
    let keys: Vec<&String> = results.as_object().expect("an object").keys().collect();
    let expected = [
        "format",
        "scenario",
        "run",
        "worlds",
        "warnings",
        "calibration",
        "individual_effects",
        "flow",
        "cells",
        "families",
        "unanswered",
        "comparisons",
        "ranking",
        "as_extreme_as_published",
        "kept",
        "timing",
    ];
    assert_eq!(keys, expected);
    assert_eq!(results["format"], 1);
    assert_eq!(results["scenario"]["hash"].as_str().map(str::len), Some(64));
    for key in ["seed", "replications", "mode", "version"] {
        assert!(!results["run"][key].is_null(), "{key}");
    }
    for key in ["world", "target", "path", "wanted", "achieved", "mcse", "match"] {
        assert!(!results["calibration"][0][key].is_null(), "{key}");
    }
    let flow = &results["flow"][0];
    for key in ["invited", "registered", "enrolled", "started", "analysed", "reference"] {
        assert!(flow[key]["mean"].is_number() && flow[key]["sd"].is_number(), "{key}");
    }
    for arm in ["control", "coaching", "no_duties"] {
        assert!(flow["assigned"][arm]["mean"].is_number(), "{arm}");
    }
    let individual = &results["individual_effects"][0];
    assert_eq!(individual["arm"], "coaching");
    assert_eq!(individual["lowered"], 0.0);
    assert!(individual["mean"].is_number() && individual["spread"].is_number());
    let extreme = &results["as_extreme_as_published"][0];
    assert_eq!(extreme["alone"]["coaching"]["published"], -0.10);
    assert!(extreme["jointly"]["interval"]["high"].is_number());
    let of: Vec<&Value> =
        results["comparisons"].as_array().expect("a list").iter().map(|c| &c["of"]).collect();
    assert!(of.contains(&&json!("worlds")) && of.contains(&&json!("designs")));
}

#[test]
fn every_cell_keeps_the_contract_and_its_budget_adds_up() {
    let results = read_json(&succeeds(&[SMALL, "--replications", "32", "--format", "json"]));
    let cells = results["cells"].as_array().expect("a list");
    // 4 worlds with 11 each: in the lottery 2 arms on 2 outcomes, 3 groups against the reference;
    // with invitations 2 arms against the reference, 2 among participants.
    assert_eq!(cells.len(), 4 * 11);
    for cell in cells {
        for key in ["world", "design", "analysis", "outcome", "arm", "versus", "estimand"] {
            assert!(cell[key].is_string(), "{key}");
        }
        for key in ["replications", "estimated", "with_interval", "tested", "n_analysed", "month"] {
            assert!(cell[key].is_number(), "{key}");
        }
        let diagnosands = [
            "truth",
            "mean_estimate",
            "bias",
            "policy_truth",
            "policy_bias",
            "sd_estimate",
            "mean_se",
            "rmse",
            "coverage",
            "policy_coverage",
        ];
        let measured = |value: &Value, key: &str| {
            let known = value["value"].is_number() && value["mcse"].is_number();
            let absent = value["value"].is_null() && value["reason"].is_string();
            assert!(known || absent, "{key}: {value}");
        };
        for key in diagnosands {
            measured(&cell[key], key);
        }
        for key in ["power", "power_right_direction", "type_s", "exaggeration", "mde"] {
            measured(&cell["tests"][0][key], key);
        }
        let terms = cell["bias_budget"].as_array().expect("a list").iter();
        let total: f64 = terms.map(|term| term["mean"]["value"].as_f64().expect("a number")).sum();
        let bias = cell["policy_bias"]["value"].as_f64().expect("estimates");
        assert!((total - bias).abs() < 1e-12, "{total} is not {bias}");
    }
}

#[test]
fn csv_has_one_row_per_cell_with_the_same_numbers() {
    let arguments = |format| [SMALL, "--replications", "32", "--format", format];
    let cells = read_json(&succeeds(&arguments("json")))["cells"].clone();
    let table = succeeds(&arguments("csv"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), cells.as_array().expect("a list").len());
    let column =
        |name: &str| header.iter().position(|h| h == name).unwrap_or_else(|| panic!("no {name}"));
    for (row, cell) in rows.iter().zip(cells.as_array().expect("a list")) {
        assert_eq!(row[column("world")], *cell["world"].as_str().expect("text"));
        assert_eq!(row[column("rmse")], cell["rmse"]["value"].to_string());
        assert_eq!(
            row[column("policy_coverage_mcse")],
            cell["policy_coverage"]["mcse"].to_string()
        );
        assert_eq!(row[column("power_0.05")], cell["tests"][0]["power"]["value"].to_string());
        let sampling = &cell["bias_budget"][0];
        assert_eq!(row[column("bias_sampling")], sampling["mean"]["value"].to_string());
        assert_eq!(row[column("bias_sampling_sd")], sampling["sd"].to_string());
    }
}

/// The second part of V02.
#[test]
fn v02_results_do_not_depend_on_the_number_of_threads() {
    let results = |threads| {
        let text =
            succeeds(&[SMALL, "--replications", "96", "--format", "json", "--threads", threads]);
        let (same, timing) = text.split_once("\"timing\"").expect("timing comes last");
        assert!(timing.contains("wall_seconds"));
        same.to_owned()
    };
    let one = results("1");
    assert!(one == results("2"), "two threads give other bytes than one");
    assert!(one == results("3"), "three threads give other bytes than one");
}

/// Cells by their names, from a scenario and further arguments.
fn cells(scenario: &Value, arguments: &[&str]) -> Vec<(Vec<Value>, Value)> {
    let file = Place::of(scenario);
    let results =
        read_json(&succeeds(&[&[file.scenario(), "--format", "json"], arguments].concat()));
    let cells = results["cells"].as_array().expect("a list").iter();
    let keys = ["world", "design", "analysis", "outcome", "month", "arm", "versus"];
    cells.map(|cell| (keys.map(|key| cell[key].clone()).to_vec(), cell.clone())).collect()
}

/// Every cell of `fewer` is in `more`, with the same numbers.
#[track_caller]
fn are_unchanged(fewer: &[(Vec<Value>, Value)], more: &[(Vec<Value>, Value)]) {
    assert!(fewer.len() < more.len());
    for (key, cell) in fewer {
        let same = more.iter().find(|(other, _)| other == key).map(|(_, cell)| cell);
        assert_eq!(same, Some(cell), "{key:?}");
    }
}

#[test]
fn v02_a_further_design_world_or_analysis_changes_no_other_cell() {
    let plain = cells(&tiny(), &[]);
    let additions = [
        ("/designs/half", json!({"after_enrolment": {"participants": 40}})),
        ("/designs/invite", json!({"before_enrolment": {"reference": 0.25}})),
        ("/analyses/adjusted", json!({"estimator": {"ols": {"covariates": ["male"]}}})),
        (
            "/worlds/harm",
            json!({"treatment": {"arms": {"coaching": {"effects": {"works": {"points": -0.1}}}}}}),
        ),
        ("/worlds/other_people", json!({"population": {"covariates": {"male": {"binary": 0.4}}}})),
    ];
    let mut all = tiny();
    for (path, value) in additions {
        let mut more = tiny();
        for scenario in [&mut more, &mut all] {
            let (parent, key) = path.rsplit_once('/').expect("a path");
            scenario.pointer_mut(parent).expect("a section")[key] = value.clone();
        }
        are_unchanged(&plain, &cells(&more, &[]));
    }
    are_unchanged(&plain, &cells(&all, &[]));
    are_unchanged(&cells(&all, &["--design", "half"]), &cells(&all, &[]));
    are_unchanged(&cells(&all, &["--world", "harm"]), &cells(&all, &[]));
}

#[test]
fn set_changes_what_is_simulated() {
    let tiny = Place::of(&tiny());
    let with = |setting: &str| {
        read_json(&succeeds(&[tiny.scenario(), "--format", "json", "--set", setting]))
    };
    let (low, high) = (
        with("treatment.arms.coaching.effects.works.points=0.1"),
        with("treatment.arms.coaching.effects.works.points=0.3"),
    );
    let truth = |results: &Value| results["cells"][0]["truth"]["value"].as_f64().expect("a number");
    assert!((truth(&low) - 0.1).abs() < 1e-3 && (truth(&high) - 0.3).abs() < 1e-3);
    assert_ne!(low["scenario"]["hash"], high["scenario"]["hash"]);
}

#[test]
fn replications_and_seed_come_from_the_command_line_first() {
    let tiny = Place::of(&tiny());
    let results = read_json(&succeeds(&[
        tiny.scenario(),
        "--format",
        "json",
        "--replications",
        "33",
        "--seed",
        "9",
    ]));
    assert_eq!(results["run"]["replications"], 33);
    assert_eq!(results["run"]["seed"], 9);
    assert_eq!(results["cells"][0]["replications"], 33);
}

#[test]
fn an_output_directory_holds_the_whole_answer_and_is_not_overwritten() {
    let tiny = Place::of(&tiny());
    let directory = tiny.path("a").join("b");
    let output = directory.to_str().expect("UTF-8");
    let printed = succeeds(&[tiny.scenario(), "--output", output]);
    assert!(text(&directory.join("report.txt")).starts_with(&printed));
    assert_eq!(text(&directory.join("scenario.json")), text(Path::new(tiny.scenario())));
    assert_eq!(read_json(&text(&directory.join("results.json")))["format"], 1);
    assert_eq!(text(&directory.join("cells.csv")).lines().count(), 3);
    let files = fs::read_dir(&directory).expect("a directory").count();
    assert_eq!(files, 5, "nothing half written is left behind");

    assert!(is_refused(&[tiny.scenario(), "--output", output]).contains("--force"));
    succeeds(&[tiny.scenario(), "--output", output, "--force"]);
    let file = tiny.scenario();
    assert!(is_refused(&[tiny.scenario(), "--output", file]).contains("is a file"));
}

#[test]
fn a_reader_that_stops_reading_is_not_an_error() {
    let tiny = Place::of(&tiny());
    let program = assert_cmd::cargo::cargo_bin!("simulate");
    let mut child = std::process::Command::new(program)
        .args([tiny.scenario(), "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_130_and_says_that_nothing_was_saved() {
    let tiny = Place::of(&tiny());
    let child = start(&[&[tiny.scenario()][..], &FOREVER].concat());
    std::thread::sleep(std::time::Duration::from_secs(2));
    signal(&child, "INT");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("interrupted") && stderr(&output).contains("nothing was saved")
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn the_schema_file_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/scenario.schema.json");
    let kept = fs::read_to_string(path).unwrap_or_default();
    let printed = succeeds(&["schema"]);
    assert!(kept == printed, "run: simulate schema > scenarios/scenario.schema.json");
}

#[test]
fn every_wrong_file_exits_2_and_prints_nothing_on_stdout() {
    let root = TempDir::new().expect("a temporary directory");
    let files = crate::wrong_files::write_all(root.path());
    let failed: Vec<String> = files
        .par_iter()
        .filter_map(|wrong| {
            let path = wrong.path.to_str().expect("test paths are UTF-8");
            let arguments: Vec<&str> =
                std::iter::once(path).chain(wrong.arguments.iter().map(String::as_str)).collect();
            let output = simulate(&arguments);
            let refused = output.status.code() == Some(2) && output.stdout.is_empty();
            (!refused).then(|| format!("{}: {:?}: {}", wrong.name, output.status, stderr(&output)))
        })
        .collect();
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), files.len(), failed.join("\n"));
}
