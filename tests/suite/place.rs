//! A small scenario in a directory of its own, and the program running on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::{read_json, stderr};

/// One arm against control, 40 people in each, everybody takes part.
pub fn tiny() -> Value {
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

/// The same with a second design and a third world.
pub fn with_choices() -> Value {
    let mut scenario = tiny();
    scenario["designs"]["half"] = json!({"after_enrolment": {"participants": 40}});
    scenario["worlds"]["more"] =
        json!({"treatment": {"arms": {"coaching": {"effects": {"works": {"points": 0.30}}}}}});
    scenario
}

/// A directory with a scenario in it.
pub struct Place {
    directory: TempDir,
    scenario: String,
}

impl Place {
    pub fn new() -> Self {
        Self::of(&with_choices())
    }

    pub fn of(scenario: &Value) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("s.json");
        fs::write(&path, scenario.to_string()).expect("it is writable");
        let path = path.into_os_string().into_string().expect("temporary paths are UTF-8");
        Self { directory, scenario: path }
    }

    /// The path of the scenario.
    pub fn scenario(&self) -> &str {
        &self.scenario
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn named(&self, name: &str) -> String {
        self.path(name).to_str().expect("temporary paths are UTF-8").to_owned()
    }

    /// The names in the directory.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.directory.path()).expect("a directory").flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Results without what differs from run to run.
pub fn lasting(path: &Path) -> Value {
    let mut results = read_json(&text(path));
    results.as_object_mut().expect("an object").remove("timing");
    results
}

/// A command that runs its arguments as if from a terminal: what is started in the background inherits that Ctrl-C is
/// ignored.
pub fn heeding_signals() -> Command {
    let mut command = Command::new("env");
    if cfg!(target_os = "linux") {
        command.arg("--default-signal=INT,TERM,HUP");
    }
    command
}

pub fn start(arguments: &[&str]) -> Child {
    let mut command = heeding_signals();
    let command = command
        .arg(cargo_bin!("simulate"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// Runs a line of shell in which `$0` is the program and `$1`, `$2`, … are the arguments.
pub fn shell(line: &str, arguments: &[&str]) -> Command {
    let mut command = heeding_signals();
    command.args(["bash", "-c", line]).arg(cargo_bin!("simulate")).args(arguments);
    command
}

pub fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-s", name, &id]).status().expect("kill is there");
    assert!(sent.success());
}

/// Waits until something holds.
#[track_caller]
pub fn until(what: impl Fn() -> bool) {
    let start = Instant::now();
    while !what() {
        assert!(start.elapsed() < Duration::from_secs(90), "it never came to hold");
        sleep(Duration::from_millis(20));
    }
}

pub const FOREVER: [&str; 2] = ["--replications", "10000000"];

#[track_caller]
pub fn is_interrupted(output: &Output) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("interrupted") && said.contains("nothing was saved"), "{said}");
}
