//! `simulate check`: a scenario before it is run.

use std::path::PathBuf;

use clap::Args;

use super::run::Run;
use super::told::Told;
use super::{Failure, Format, output};
use crate::engine;
use crate::report::run::results::flows;
use crate::report::{Check, check};
use crate::scenario::{Options, compile};

/// Arguments of `simulate check`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file
    scenario: PathBuf,
    /// Refuse numbers without a source and assumptions without a range
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    run: Run,
}

/// Checks a scenario and prints what was found.
///
/// # Errors
/// Mistakes in the scenario; with `--strict`, numbers without provenance.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.run.format == Format::Csv {
        let message = "a check has no table\n  help: --format json has every number of it";
        return Err(Failure::Input(message.to_owned()));
    }
    let document = arguments.run.load(&arguments.scenario)?;
    let directory = arguments.run.reserve(&document)?;
    let (compiled, rows) = arguments.run.on_threads(|progress| {
        let compiled = compile(&document, &Options { null_world: true, ..Options::default() })?;
        let plan = check::flow_plan(&compiled.plan);
        let sums = engine::run(&plan, progress)?;
        Ok((compiled, flows(&plan, &sums)))
    })?;
    let check = Check::new(&document, &compiled, &rows);
    let names = arguments.run.names(&compiled);
    let command = output::again(&arguments.scenario);
    let told = Told {
        compiled: &compiled,
        text: &|width| check.text(&names, width),
        json: &|| check.json(),
        csv: None,
        page: &|| check.page(&compiled, &rows, &names, &command),
    };
    arguments.run.tell(&told, &document, directory)?;
    if arguments.strict {
        check.strict(&document)?;
    }
    Ok(())
}
