//! The report of a self-test: what was asked, what is right and what was answered.

mod text;
mod words;

pub(in crate::report) use words::PHRASES;

use indexmap::IndexMap;
use serde::Serialize;

use crate::report::csv::{self, number};
use crate::report::json;

/// One number of a case.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The case.
    pub case: String,
    /// What is checked.
    pub what: String,
    /// Which number.
    pub number: String,
    /// What is right.
    pub expected: f64,
    /// What was answered; null for nothing.
    pub got: Option<f64>,
    /// By how much it may be off.
    pub tolerance: f64,
    /// Why there is no answer.
    pub reason: Option<String>,
    /// Where what is right comes from.
    pub reference: String,
}

impl Line {
    /// Whether the answer is right.
    pub fn passes(&self) -> bool {
        self.got.is_some_and(|got| (got - self.expected).abs() <= self.tolerance)
    }
}

/// The report of a self-test.
#[derive(Clone, Debug, Serialize)]
pub struct Selftest {
    /// Version of this program.
    pub version: &'static str,
    /// For which system it was built.
    pub system: String,
    /// Whether every number is right.
    pub passed: bool,
    /// Numbers that were asked.
    pub lines: Vec<Judged>,
    /// Cases of the validation list that are not asked here, with the reason.
    pub not_run: IndexMap<String, String>,
}

/// One number, and whether it is right.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// The number.
    #[serde(flatten)]
    pub line: Line,
    /// Whether it is right.
    pub passes: bool,
}

impl Selftest {
    /// Of the numbers that were asked, and of what was not.
    pub fn new(lines: Vec<Line>, not_run: IndexMap<String, String>) -> Self {
        let judged = |line: Line| Judged { passes: line.passes(), line };
        let lines: Vec<Judged> = lines.into_iter().map(judged).collect();
        Self {
            version: env!("CARGO_PKG_VERSION"),
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            passed: !lines.is_empty() && lines.iter().all(|judged| judged.passes),
            lines,
            not_run,
        }
    }

    /// The text of the JSON form.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// One row per number.
    pub fn csv(&self) -> String {
        let header = [
            "case",
            "what",
            "number",
            "expected",
            "got",
            "tolerance",
            "passes",
            "reason",
            "reference",
        ];
        let row = |Judged { line, passes }: &Judged| {
            vec![
                line.case.clone(),
                line.what.clone(),
                line.number.clone(),
                number(line.expected),
                number(line.got),
                number(line.tolerance),
                passes.to_string(),
                line.reason.clone().unwrap_or_default(),
                line.reference.clone(),
            ]
        };
        csv::text(&header, self.lines.iter().map(row))
    }
}
