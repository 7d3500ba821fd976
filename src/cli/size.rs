//! `simulate size`: how many people a design needs.

use super::{Failure, solver};
use crate::report::Sizes;
use crate::sizing::size;

pub use super::solver::Arguments;

/// Finds sizes and prints them.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption.
pub fn run(arguments: &solver::Arguments) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let sizes = arguments.run.on_threads(|progress| {
        let instead =
            "simulate sweep --vary population.size=… --family … tells joint power at several sizes";
        arguments.question.refuse_family("the number of people", instead)?;
        let compiled = arguments.compile(&document)?;
        let search = arguments.search();
        let mut answers = Vec::new();
        for cell in arguments.question.cells_of_all_arms(&compiled)? {
            answers.push((cell, size(&compiled.plan, cell, &search, progress)?));
        }
        Ok(Sizes::new(&compiled, &search, answers))
    })?;
    arguments.run.print(|width| sizes.text(width), || sizes.json(), || sizes.csv())
}
