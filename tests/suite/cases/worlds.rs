//! Worlds, and what a check refuses and says before anything is run.

use std::path::PathBuf;

use proefdraai::scenario::source::Document;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{case, cell, results, text};
use crate::command::{is_refused, read_json, succeeds};

/// A file of its own, as long as it is looked at.
struct Changed {
    _directory: TempDir,
    path: PathBuf,
}

impl Changed {
    /// A case with some of its values changed.
    fn of(name: &str, change: impl FnOnce(&mut Value)) -> Self {
        let mut scenario = Document::load(case(name)).expect("the case can be read").value();
        change(&mut scenario);
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("changed.json");
        std::fs::write(&path, scenario.to_string()).expect("the directory is writable");
        Self { _directory: directory, path }
    }

    fn path(&self) -> &str {
        self.path.to_str().expect("the path is UTF-8")
    }
}

/// Refused by `check` and by a run in the same words; these.
#[track_caller]
fn refused(name: &str) -> String {
    let path = case(name);
    let said = is_refused(&["check", &path]);
    assert_eq!(is_refused(&[&path]), said);
    said
}

#[test]
fn null_world_misspelt_arm() {
    let said = refused("null-world-misspelt-arm");
    assert!(
        said.contains("worlds.null.treatment.arms.coachingg: there is nothing called"),
        "{said}"
    );
    assert!(said.contains("did you mean \"coaching\"?"), "{said}");
}

#[test]
fn null_world_misspelt_null() {
    let said = refused("null-world-misspelt-null");
    assert!(
        said.contains("worlds.null.treatment.arms.coaching.efects: there is nothing"),
        "{said}"
    );
    assert!(said.contains("did you mean \"effects\"?"), "{said}");
}

#[test]
fn world_misspelt_section() {
    let said = refused("world-misspelt-section");
    assert!(said.contains("worlds.null.desigs: there is nothing called \"desigs\""), "{said}");
    assert!(said.contains("did you mean \"designs\"?"), "{said}");
}

#[test]
fn null_world_without_change() {
    let said = refused("null-world-without-change");
    assert!(said.contains("has a true effect: coaching on works, 10 points"), "{said}");
}

#[test]
fn a_null_in_set_and_vary_removes_something() {
    let path = case("take-up-60");
    let said = is_refused(&[&path, "--set", "treatment.arms.ofer=null"]);
    assert!(
        said.contains("nothing called \"ofer\" to remove") && said.contains("\"offer\"?"),
        "{said}"
    );
    let said = is_refused(&[&path, "--set", "treatmnt.arms.offer=null"]);
    assert!(
        said.contains("nothing called \"treatmnt\"") && said.contains("\"treatment\"?"),
        "{said}"
    );
    let said = is_refused(&["sweep", &path, "--vary", "treatment.arms.offer.take_upp=null"]);
    assert!(said.contains("take_upp"), "{said}");
}

/// What nobody declared: the same people, nothing done to anybody, and the same numbers in the plan.
#[test]
fn a_scenario_without_a_null_world_gets_one() {
    let found = results("take-up-60", &["--replications", "2000"]);
    let worlds = json!([
        {"name": "plan", "role": "plan", "origin": "scenario", "without_effects": false},
        {"name": "null", "role": "null", "origin": "supplied", "without_effects": true}
    ]);
    assert_eq!(found["worlds"], worlds);
    let null = cell(&found, &[("world", "null")]);
    assert_eq!(
        (&null["truth"]["value"], &null["policy_truth"]["value"]),
        (&json!(0.0), &json!(0.0))
    );
    let shown = text("take-up-60", &["--replications", "2000"]);
    assert!(shown.contains("false alarm"), "{shown}");
    let declared = Changed::of("take-up-60", |scenario| {
        scenario["worlds"] = json!({"null": {
            "role": "null",
            "treatment": {"arms": {"offer": {"effects": null}}}
        }});
    });
    let declared = read_json(&succeeds(&[
        declared.path(),
        "--replications",
        "2000",
        "--format",
        "json",
        "--quiet",
    ]));
    assert_eq!(declared["cells"], found["cells"]);
    assert_eq!(declared["worlds"][1]["origin"], "scenario");
}

#[test]
fn a_null_world_comes_along_whichever_world_is_asked_for() {
    let harm = Changed::of("take-up-60", |scenario| {
        scenario["worlds"] = json!({"harm": {
            "treatment": {"arms": {"offer": {"effects": {"works": {"points": -0.15}}}}}
        }});
    });
    let names = |arguments: &[&str]| -> Vec<String> {
        let all = [&[harm.path(), "--replications", "20", "--format", "json"], arguments].concat();
        let found = read_json(&succeeds(&all));
        let worlds = found["worlds"].as_array().expect("a list").iter();
        worlds.map(|world| world["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names(&[]), ["plan", "harm", "null"]);
    assert_eq!(names(&["--world", "harm"]), ["plan", "harm", "null"]);
    assert_eq!(names(&["--world", "plan"]), ["plan", "null"]);
    assert_eq!(names(&["--world", "null"]), ["plan", "null"]);
}

/// The file's `null` is a plan like any other: it does not say that it is without effects.
#[test]
fn a_world_called_null_without_the_role_is_not_taken_for_one() {
    let file = Changed::of("take-up-60", |scenario| {
        scenario["worlds"] = json!({"null": {
            "treatment": {"arms": {"offer": {"effects": {"works": {"points": 0.01}}}}}
        }});
    });
    let found = read_json(&succeeds(&[file.path(), "--replications", "20", "--format", "json"]));
    assert_eq!(found["worlds"][2]["name"], "no_effect");
    let said = succeeds(&["check", file.path()]);
    assert!(said.contains("World null does not have the role \"null\""), "{said}");
}

#[test]
fn a_base_without_effects_is_its_own_null() {
    let file = Changed::of("take-up-60", |scenario| {
        scenario["treatment"]["arms"]["offer"]["effects"] = json!({});
    });
    let found = read_json(&succeeds(&[file.path(), "--replications", "20", "--format", "json"]));
    assert_eq!(found["worlds"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["worlds"][0]["without_effects"], true);
    let shown = succeeds(&[file.path(), "--replications", "200"]);
    assert!(shown.contains("false alarm"), "{shown}");
}

/// The rate of .10 would have a truth of .083, and a "false alarm" of 83 %.
#[test]
fn unequal_rates_with_heterogeneity_have_a_null_world_without_effects() {
    let file = Changed::of("02a-unequal-rates", |scenario| {
        scenario["treatment"]["arms"]["offer"]["heterogeneity"] = json!({"random": 1});
    });
    let found = read_json(&succeeds(&[
        file.path(),
        "--replications",
        "2000",
        "--format",
        "json",
        "--quiet",
    ]));
    let null = cell(&found, &[("world", "null")]);
    assert_eq!(null["policy_truth"]["value"], 0.0);
    let alarm = null["tests"][0]["power"]["value"].as_f64().expect("a share");
    // Exact, by enumeration of both binomials: .0510.
    assert!((alarm - 0.0510).abs() < 5.0 * (0.05_f64 * 0.95 / 2000.0).sqrt(), "{alarm}");
}
