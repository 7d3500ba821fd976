//! `simulate check`: a scenario before it is run.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Failure, compile, load, output, progress};
use crate::engine::{self, Nobody};
use crate::report::results::flows;
use crate::report::{Check, check};
use crate::scenario::Options;

/// Arguments of `simulate check`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file
    scenario: PathBuf,
    /// Change one value of the scenario, as in --set population.size=800; null removes it (may be repeated)
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Refuse numbers without a source and assumptions without a range
    #[arg(long)]
    strict: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
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
    progress::stop_on_signal();
    let document = load(&arguments.scenario, &arguments.set)?;
    let compiled = compile(&document, &Options { null_world: true, ..Options::default() })?;
    let plan = check::flow_plan(&compiled.plan);
    let sums = engine::run(&plan, &Nobody)?;
    let check = Check::new(&document, &compiled, &flows(&plan, &sums));
    output::print(&match arguments.format {
        Format::Text => check.text(),
        Format::Json => check.json(),
    })?;
    if arguments.strict {
        check.strict(&document)?;
    }
    Ok(())
}
