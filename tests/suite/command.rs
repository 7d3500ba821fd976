//! The command as its users meet it: run it, and take what it says.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

/// A build of the command.
pub struct Program(pub PathBuf);

impl Program {
    /// The one of this source tree.
    fn own() -> Self {
        Self(cargo_bin!("simulate").into())
    }

    /// Runs it with these arguments.
    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(&self.0).args(arguments).output().expect("the program starts")
    }

    /// Asserts exit code 0 and returns the answer.
    #[track_caller]
    pub fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        String::from_utf8(output.stdout).expect("output is UTF-8")
    }

    /// Asserts exit code 2 and returns what was said.
    #[track_caller]
    pub fn is_refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(!said.is_empty() && output.stdout.is_empty());
        said
    }
}

/// Runs `simulate` with these arguments.
pub fn simulate(arguments: &[&str]) -> Output {
    Program::own().run(arguments)
}

/// Asserts exit code 0 and returns the answer.
#[track_caller]
pub fn succeeds(arguments: &[&str]) -> String {
    Program::own().succeeds(arguments)
}

/// Asserts exit code 2 and returns what was said.
#[track_caller]
pub fn is_refused(arguments: &[&str]) -> String {
    Program::own().is_refused(arguments)
}

/// What was said beside the answer.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Reads an answer in JSON.
#[track_caller]
pub fn read_json(text: &str) -> Value {
    serde_json::from_str(text).expect("the output is JSON")
}

/// Asserts that every command answers about a scenario in every form: what `search` adds for one size or effect, what a
/// sweep varies, and what the candidates of a frontier need.
#[track_caller]
pub fn answers_every_question(scenario: &Path, search: &[&str], varied: &str, weighed: &[&str]) {
    answers_questions(scenario, search, varied, weighed, &[]);
}

/// The same without some commands, which refuse.
#[track_caller]
pub fn answers_questions(
    scenario: &Path,
    search: &[&str],
    varied: &str,
    weighed: &[&str],
    refusing: &[&str],
) {
    Program::own().answers_questions(scenario, search, varied, weighed, refusing);
}

impl Program {
    /// [`answers_questions`] of any build.
    #[track_caller]
    pub fn answers_questions(
        &self,
        scenario: &Path,
        search: &[&str],
        varied: &str,
        weighed: &[&str],
        refusing: &[&str],
    ) {
        let path = scenario.to_str().expect("a UTF-8 path");
        let few = ["--replications", "32"];
        let search = [search, &["--effort", "1"]].concat();
        let commands: [(&str, &[&str]); 7] = [
            ("", &few),
            ("check", &[]),
            ("size", &search),
            ("mde", &search),
            ("sweep", &[&few[..], &["--vary", varied]].concat()),
            ("frontier", &[&few[..], weighed].concat()),
            ("assumptions", &few),
        ];
        for (command, arguments) in commands {
            if refusing.contains(&command) {
                continue;
            }
            for format in ["text", "json", "csv"] {
                if (command, format) == ("check", "csv") {
                    continue;
                }
                let words = [command, path, "--format", format];
                let words = words.iter().filter(|word| !word.is_empty()).chain(arguments);
                let answer = self.succeeds(&words.copied().collect::<Vec<_>>());
                assert!(!answer.is_empty(), "{command} {format}");
            }
        }
    }
}
