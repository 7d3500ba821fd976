//! `simulate size`: how many people a design needs.

use super::output;
use super::progress::{self, Progress};
use super::{Failure, Format, solver, threads};
use crate::report::Sizes;
use crate::sizing::size;

pub use super::solver::Arguments;

/// Finds sizes and prints them.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption.
pub fn run(arguments: &solver::Arguments) -> Result<(), Failure> {
    progress::stop_on_signal();
    let document = arguments.load()?;
    let sizes = threads::on(arguments.threads, || {
        let progress = Progress::new(arguments.quiet);
        progress.preparing();
        let compiled = arguments.compile(&document)?;
        let search = arguments.search(&compiled);
        let mut answers = Vec::new();
        for cell in arguments.question.cells(&compiled)? {
            answers.push((cell, size(&compiled.plan, cell, &search, &progress)?));
        }
        Ok(Sizes::new(&compiled, &search, answers))
    })?;
    output::print(&match arguments.format {
        Format::Text => sizes.text(),
        Format::Json => sizes.json(),
        Format::Csv => sizes.csv(),
    })
}
