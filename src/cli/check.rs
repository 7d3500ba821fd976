//! `simulate check`: a scenario before it is run.

use std::path::PathBuf;

use clap::builder::RangedI64ValueParser;
use clap::{Args, ValueEnum};

use super::{Failure, MOST_THREADS, load, machine, output, signals};
use crate::engine::{self, Nobody};
use crate::language::Language;
use crate::report::names::Names;
use crate::report::run::results::flows;
use crate::report::{Check, check};
use crate::scenario::{Options, compile};

/// Arguments of `simulate check`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file
    scenario: PathBuf,
    /// Change one value of the scenario, as in --set population.size=800; null removes it (may be repeated)
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Threads, 1 to 1024; results do not depend on it [default: all processors]
    #[arg(long, value_name = "T", value_parser = RangedI64ValueParser::<u64>::new().range(1..=MOST_THREADS))]
    threads: Option<u64>,
    /// Refuse numbers without a source and assumptions without a range
    #[arg(long)]
    strict: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Language of the answer, en or nl [default: the scenario's, or en]
    #[arg(long, value_name = "LANGUAGE", value_parser = super::run::language)]
    language: Option<Language>,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// Everything, for programs
    Json,
}

/// Checks a scenario and prints what was found.
///
/// # Errors
/// Mistakes in the scenario; with `--strict`, numbers without provenance.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    signals::listen();
    let document = load(&arguments.scenario, &arguments.set)?;
    machine::memory(&document, arguments.threads, false)?;
    let (compiled, check) = machine::threads(arguments.threads)?.install(|| {
        let compiled = compile(&document, &Options { null_world: true, ..Options::default() })?;
        let plan = check::flow_plan(&compiled.plan);
        let sums = engine::run(&plan, &Nobody)?;
        let check = Check::new(&document, &compiled, &flows(&plan, &sums));
        Ok::<_, Failure>((compiled, check))
    })?;
    output::print(&match arguments.format {
        Format::Text => {
            let language = arguments.language.unwrap_or(compiled.scenario.language);
            check.text(&Names::of(&compiled, language), output::width())
        }
        Format::Json => check.json(),
    })?;
    if arguments.strict {
        check.strict(&document)?;
    }
    Ok(())
}
