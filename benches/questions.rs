//! What a planner waits for: each question about Nijmegen, put to the command as a planner does.
//!
//! `cargo bench --bench questions`; minutes on two cores. Give the name of a question to ask it alone.

use std::process::Command;

use divan::Bencher;

/// A question, and how it is asked.
struct Question {
    name: &'static str,
    command: &'static [&'static str],
    options: &'static [&'static str],
}

impl std::fmt::Display for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Those that take seconds.
const QUICK: [Question; 4] = [
    Question { name: "check", command: &["check"], options: &[] },
    Question { name: "first answer", command: &[], options: &["--replications", "32"] },
    Question { name: "mde", command: &["mde"], options: &[] },
    Question { name: "full run", command: &[], options: &[] },
];

/// Those that take up to minutes.
const LONG: [Question; 3] = [
    Question { name: "size", command: &["size"], options: &[] },
    Question { name: "assumptions", command: &["assumptions"], options: &[] },
    Question { name: "assurance", command: &["assumptions"], options: &["--assurance"] },
];

fn main() {
    divan::main();
}

/// Asks, and waits for the whole answer.
fn ask(question: &Question) {
    let answer = Command::new(env!("CARGO_BIN_EXE_simulate"))
        .args(question.command)
        .arg("scenarios/nijmegen.json")
        .args(question.options)
        .output()
        .expect("the command starts");
    assert!(answer.status.success(), "{question}: {}", String::from_utf8_lossy(&answer.stderr));
}

#[divan::bench(args = QUICK, sample_count = 3, sample_size = 1)]
fn quick(bencher: Bencher, question: &Question) {
    bencher.bench(|| ask(question));
}

#[divan::bench(args = LONG, sample_count = 1, sample_size = 1)]
fn long(bencher: Bencher, question: &Question) {
    bencher.bench(|| ask(question));
}
