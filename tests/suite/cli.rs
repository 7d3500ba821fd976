//! The command as its users meet it: exit codes, quietness, and what it writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rayon::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::{is_refused, read_json, simulate, stderr, succeeds};

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");

/// One arm against control, 40 people in each, everybody takes part.
fn tiny() -> Value {
    json!({
        "name": "tiny",
        "population": {"size": 80, "covariates": {"male": {"binary": 0.5}}},
        "outcomes": {"works": {"binary": {"rate": 0.33}}},
        "treatment": {"arms": {"coaching": {"effects": {"works": {"points": 0.20}}}}},
        "designs": {"trial": {"after_enrolment": {}}},
        "analyses": {"difference": {"estimator": {"difference_in_means": {}}}},
        "worlds": {"null": {"role": "null", "treatment": {"arms": {"coaching": {"effects": null}}}}},
        "run": {"replications": 64, "seed": 3}
    })
}

/// A scenario in a directory of its own.
struct File {
    directory: TempDir,
    path: PathBuf,
}

impl File {
    fn new(scenario: &Value) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("scenario.json");
        fs::write(&path, scenario.to_string()).expect("the directory is writable");
        Self { directory, path }
    }

    fn path(&self) -> &str {
        self.path.to_str().expect("a temporary path is UTF-8")
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("the file was written")
}

#[test]
fn input_that_cannot_be_used_is_refused_with_exit_code_2() {
    let tiny = File::new(&tiny());
    assert!(is_refused(&["no-such-file.json"]).contains("no such file"));
    assert!(is_refused(&[tiny.path(), "--replications", "0"]).contains("1..=10000000"));
    is_refused(&[tiny.path(), "--replications", "10000001"]);
    is_refused(&[tiny.path(), "--threads", "0"]);
    assert!(is_refused(&[tiny.path(), "--threads", "1025"]).contains("1..=1024"));
    assert!(is_refused(&[tiny.path(), "--set", "run.replications=0"]).contains("10 million"));
    assert!(is_refused(&[tiny.path(), "--set", "population.sise=3"]).contains("unknown"));
    assert!(is_refused(&[tiny.path(), "--world", "nul"]).contains("did you mean \"null\"?"));
    assert!(is_refused(&[tiny.path(), "--design", "trail"]).contains("did you mean \"trial\"?"));
    is_refused(&[tiny.path(), "check"]);
    is_refused(&[]);
    for unknown in ["--shard", "--language"] {
        is_refused(&[tiny.path(), unknown, "1"]);
    }
}

#[test]
fn a_piped_run_says_nothing_on_stderr_and_has_no_styles() {
    let tiny = File::new(&tiny());
    for format in ["text", "json", "csv"] {
        let output = simulate(&[tiny.path(), "--format", format]);
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
    let file = File::new(scenario);
    let results = read_json(&succeeds(&[&[file.path(), "--format", "json"], arguments].concat()));
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
    let tiny = File::new(&tiny());
    let with =
        |setting: &str| read_json(&succeeds(&[tiny.path(), "--format", "json", "--set", setting]));
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
    let tiny = File::new(&tiny());
    let results = read_json(&succeeds(&[
        tiny.path(),
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
    let tiny = File::new(&tiny());
    let directory = tiny.beside("a").join("b");
    let output = directory.to_str().expect("UTF-8");
    let printed = succeeds(&[tiny.path(), "--output", output]);
    assert!(text(&directory.join("report.txt")).starts_with(&printed));
    assert_eq!(text(&directory.join("scenario.json")), text(&tiny.path));
    assert_eq!(read_json(&text(&directory.join("results.json")))["format"], 1);
    assert_eq!(text(&directory.join("cells.csv")).lines().count(), 3);
    let files = fs::read_dir(&directory).expect("a directory").count();
    assert_eq!(files, 4, "nothing half written is left behind");

    assert!(is_refused(&[tiny.path(), "--output", output]).contains("--force"));
    succeeds(&[tiny.path(), "--output", output, "--force"]);
    let file = tiny.path();
    assert!(is_refused(&[tiny.path(), "--output", file]).contains("is a file"));
}

#[test]
fn a_reader_that_stops_reading_is_not_an_error() {
    let tiny = File::new(&tiny());
    let program = assert_cmd::cargo::cargo_bin!("simulate");
    let mut child = std::process::Command::new(program)
        .args([tiny.path(), "--format", "json"])
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
    let tiny = File::new(&tiny());
    let program = assert_cmd::cargo::cargo_bin!("simulate");
    let child = std::process::Command::new(program)
        .args([tiny.path(), "--replications", "10000000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(std::time::Duration::from_secs(2));
    let killed =
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.expect("kill is there").success());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("interrupted") && stderr(&output).contains("nothing was saved")
    );
    assert!(output.stdout.is_empty());
}

/// The text with line breaks inside sentences undone.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines fit a page of 110 columns.
#[track_caller]
fn fits(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 110, "{line}");
    }
}

#[test]
fn the_text_leads_with_the_plan_and_labels_stories() {
    let text = succeeds(&[SMALL, "--replications", "200"]);
    fits(&text);
    let text = unwrapped(&text);
    let place =
        |phrase: &str| text.find(phrase).unwrap_or_else(|| panic!("no {phrase:?} in:\n{text}"));
    let order = [
        "small",
        "200 simulated trials in each of 4 worlds; 1,200 eligible people",
        "Who takes part: mean number of people, as the stated rates imply (control/coaching/no_duties)",
        "(world plan): works after 12 months",
        "True effect per eligible person, if all got it: coaching +6.7 points",
        "Per participant: coaching +8 (spread 4, none negative)",
        "Why off, in points (coaching / no_duties):",
        "What this means for design lottery (difference)",
        "points per participant is found in about",
        "To be found in 80 of 100 trials, an effect per participant has to be",
        "this tool's own default for the smallest that would matter, since the scenario names none",
        "Without any effect, about",
        "Stories fitted after the fact: their power is not the trial's power",
        "difference (vs control) −10 / −12",
        "As extreme: all arms reach what difference has; plan",
        "nobody can tell from them which story is true.",
        "while the true effect is −1.0.",
        "The digits rest on 200 replications",
    ];
    let places: Vec<usize> = order.iter().map(|phrase| place(phrase)).collect();
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
    assert!(!text.contains("Other analyses") && !text.contains("Which design"), "{text}");
}

/// The shipped scenario with all its worlds, designs and stories.
#[test]
fn the_answer_for_nijmegen_fits_on_one_screen() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/nijmegen.json");
    let text = succeeds(&[path, "--replications", "100"]);
    fits(&text);
    assert!(text.lines().count() <= 70, "{text}");
    let text = unwrapped(&text);
    for published in ["basis (vs control) −16 / −11 ", "LOEP (vs control) −12 / −12 "] {
        assert!(text.contains(&format!("Table 3 {published}")), "{text}");
    }
    assert!(text.contains("Table 5 (vs reference) +4 / +6 / +17 "), "{text}");
}

#[test]
fn few_trials_are_counted_and_not_turned_into_shares() {
    for replications in ["1", "10"] {
        let text = succeeds(&[SMALL, "--replications", replications]);
        fits(&text);
        let text = unwrapped(&text);
        assert!(text.contains("conclude nothing from them"), "{text}");
        assert!(text.contains(&format!("of {replications} simulated trial")), "{text}");
        assert!(text.contains("too few. Ask for more with --replications."), "{text}");
        for absurd in ["fewer than", "of 1,000", "of 100", "stated rates imply", "nobody can tell"]
        {
            assert!(!text.contains(absurd), "{absurd:?} in:\n{text}");
        }
    }
}

#[test]
fn a_small_trial_has_no_empty_headings() {
    let tiny = File::new(&tiny());
    let text = succeeds(&[tiny.path()]);
    fits(&text);
    for absent in ["Stories", "Which design", "Other analyses", "published", "month", "No estimate"]
    {
        assert!(!text.contains(absent), "{absent:?} in:\n{text}");
    }
    assert!(text.contains("; 80 eligible people; coaching against control."), "{text}");
    assert!(text.contains("trial: 80 randomised (40/40)"), "{text}");
    assert!(text.contains("What this means\n"), "{text}");
}

#[test]
fn failures_are_never_silent() {
    let mut scenario = tiny();
    scenario["population"]["size"] = json!(6);
    scenario["outcomes"]["works"]["binary"]["rate"] = json!(0.05);
    let file = File::new(&scenario);
    let text = unwrapped(&succeeds(&[file.path()]));
    assert!(text.contains("No interval: trial · difference"), "{text}");
    assert!(text.contains("everybody in both groups had the same outcome"), "{text}");
    assert!(text.contains("Coverage is that of the other trials"), "{text}");
    let cell = read_json(&succeeds(&[file.path(), "--format", "json"]))["cells"][1].clone();
    let count = |value: &Value| value.as_u64().expect("a count");
    assert_eq!(count(&cell["estimated"]), 64);
    let bare = count(&cell["without_interval"]["no_variation"]);
    assert!(bare > 0);
    assert_eq!(count(&cell["with_interval"]) + bare, 64);
}

#[test]
fn details_have_every_row() {
    let text = succeeds(&[SMALL, "--replications", "32", "--details"]);
    fits(&text);
    for world in ["plan", "null", "real_harm", "motivated_control"] {
        assert!(text.contains(&format!("All rows of world {world}")));
    }
    for heading in ["Which design comes closest?", "Trials at least as extreme"] {
        assert!(text.contains(heading), "{heading:?} in:\n{text}");
    }
}

#[test]
fn check_shows_flow_targets_and_sources() {
    let text = succeeds(&["check", SMALL]);
    fits(&text);
    for phrase in
        ["eligible and registered", "analysed", "enrolment among the eligible", "size = 1,200"]
    {
        assert!(text.contains(phrase), "{phrase:?} in:\n{text}");
    }
    let check = read_json(&succeeds(&["check", SMALL, "--format", "json"]));
    assert_eq!(check["flow"]["designs"]["lottery"][0]["simulated"]["mean"], 1200.0);
    assert_eq!(check["assumptions"][0]["path"], "population.size");
    assert!(check["calibration"][0]["achieved"].is_number());
}

#[test]
fn a_strict_check_refuses_numbers_without_provenance() {
    // What was found is printed all the same.
    let strictly = |path: &str| {
        let output = simulate(&["check", path, "--strict"]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(!output.stdout.is_empty());
        stderr(&output)
    };
    let said = strictly(SMALL);
    assert!(
        said.contains("work.persistence: this number does not say where it comes from"),
        "{said}"
    );
    assert!(said.contains("small.json:7:20"), "{said}");

    let sourced = |value: f64| json!({"value": value, "source": "stated", "citation": "here"});
    let mut scenario = tiny();
    scenario["population"]["size"] = sourced(80.0);
    scenario["population"]["covariates"]["male"]["binary"] = sourced(0.5);
    scenario["outcomes"]["works"]["binary"]["rate"] = sourced(0.33);
    let points = "/treatment/arms/coaching/effects/works/points";
    *scenario.pointer_mut(points).expect("an effect") =
        json!({"value": 0.2, "source": "assumption"});
    let file = File::new(&scenario);
    assert!(strictly(file.path()).contains("this assumption has no range"));
    *scenario.pointer_mut(points).expect("an effect") = sourced(0.2);
    let file = File::new(&scenario);
    assert!(succeeds(&["check", file.path(), "--strict"]).contains("Every number has a source"));
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
