//! `simulate selftest`: known answers on this machine.

use clap::builder::RangedI64ValueParser;
use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::run::language;
use super::{Failure, MOST_THREADS, machine, output, signals};
use crate::language::Language;
use crate::report::Selftest;
use crate::report::selftest::Line;
use crate::selftest::{Cases, cases, run as ask};

/// Arguments of `simulate selftest`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Only this case, as V25 (may be repeated)
    #[arg(long, value_name = "CASE")]
    only: Vec<String>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Language of the report, en or nl
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    language: Language,
    /// Threads, 1 to 1024; answers do not depend on it [default: all processors]
    #[arg(long, value_name = "T", value_parser = RangedI64ValueParser::<u64>::new().range(1..=MOST_THREADS))]
    threads: Option<u64>,
    /// No progress on the terminal
    #[arg(long)]
    quiet: bool,
}

/// Form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// Everything, for programs
    Json,
    /// One row per number, for spreadsheets
    Csv,
}

/// Asks the known answers and prints the report.
///
/// # Errors
/// A case that is not known, an interruption, and a number that is wrong: our fault.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    signals::listen();
    let Cases { cases, not_run } = arguments.cases()?;
    let lines = machine::threads(arguments.threads)?.install(|| {
        let progress = Progress::new(arguments.quiet);
        let mut lines: Vec<Line> = Vec::new();
        for case in &cases {
            lines.extend(ask(case, &progress).map_err(|_| Failure::Interrupted)?);
        }
        Ok::<Vec<Line>, Failure>(lines)
    })?;
    let report = Selftest::new(lines, not_run);
    output::print(&match arguments.format {
        Format::Text => report.text(arguments.language, output::width()),
        Format::Json => report.json(),
        Format::Csv => report.csv(),
    })?;
    if report.passed { Ok(()) } else { Err(Failure::Wrong) }
}

impl Arguments {
    /// The cases that are asked, and where all are, those that are not.
    fn cases(&self) -> Result<Cases, Failure> {
        let mut all = cases().map_err(Failure::Input)?;
        if self.only.is_empty() {
            return Ok(all);
        }
        let mut known: Vec<&str> = all.cases.iter().map(|case| case.id.as_str()).collect();
        known.dedup();
        if let Some(name) = self.only.iter().find(|name| !known.contains(&name.as_str())) {
            let known = known.join(", ");
            return Err(Failure::Input(format!(
                "there is no case {name:?}\n  help: known: {known}"
            )));
        }
        all.cases.retain(|case| self.only.contains(&case.id));
        all.not_run.clear();
        Ok(all)
    }
}
