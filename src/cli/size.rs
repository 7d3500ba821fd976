//! `simulate size`: how many people a design needs.

use super::{Failure, solver};
use crate::diagnosis::family::Quantifier;
use crate::report::{FamilySizes, Sizes};
use crate::sizing::{size, size_of_family};

pub use super::solver::Arguments;

/// Finds sizes and prints them.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption.
pub fn run(arguments: &solver::Arguments) -> Result<(), Failure> {
    match arguments.joint()? {
        None => run_for_tests(arguments),
        Some(which) => run_for_families(arguments, which),
    }
}

fn run_for_tests(arguments: &solver::Arguments) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let directory = arguments.run.reserve(&document)?;
    let (compiled, sizes) = arguments.run.on_threads(|progress| {
        let compiled = arguments.compile(&document)?;
        let search = arguments.search();
        let mut answers = Vec::new();
        for cell in arguments.question.cells_of_all_arms(&compiled)? {
            answers.push((cell, size(&compiled.plan, cell, &search, progress)?));
        }
        let sizes = Sizes::new(&compiled, &search, answers);
        Ok((compiled, sizes))
    })?;
    arguments.run.answer(&arguments.scenario, &compiled, &sizes, &document, directory)
}

fn run_for_families(arguments: &solver::Arguments, which: Quantifier) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let directory = arguments.run.reserve(&document)?;
    let (compiled, sizes) = arguments.run.on_threads(|progress| {
        let compiled = arguments.compile(&document)?;
        let search = arguments.search();
        let mut answers = Vec::new();
        for family in arguments.question.families(&compiled)? {
            let found = size_of_family(&compiled.plan, family, which, &search, progress)?;
            answers.push((family, found));
        }
        let sizes = FamilySizes::new(&compiled, &search, answers);
        Ok((compiled, sizes))
    })?;
    arguments.run.answer(&arguments.scenario, &compiled, &sizes, &document, directory)
}
