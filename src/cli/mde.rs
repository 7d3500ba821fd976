//! `simulate mde`: the smallest effect that a design can find.

use super::{Failure, solver};
use crate::diagnosis::family::Quantifier;
use crate::plan::{Cell, Direction};
use crate::report::{Effects, Factors};
use crate::sizing::{smallest_effect, smallest_factor};

pub use super::solver::Arguments;

/// Finds smallest effects, upwards and downwards, and prints them.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption; a comparison without a treatment.
pub fn run(arguments: &solver::Arguments) -> Result<(), Failure> {
    match arguments.joint()? {
        None => run_for_tests(arguments),
        Some(which) => run_for_families(arguments, which),
    }
}

fn run_for_families(arguments: &solver::Arguments, which: Quantifier) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let directory = arguments.run.reserve(&document)?;
    let (compiled, factors) = arguments.run.on_threads(|progress| {
        let compiled = arguments.compile(&document)?;
        let (plan, aims, search) = (&compiled.plan, &compiled.aims, arguments.search());
        let mut answers = Vec::new();
        for family in arguments.question.families(&compiled)? {
            for test in &plan.declared[family].members {
                seeks_effect(&plan.cells[test.cell])?;
            }
            let found = smallest_factor(plan, family, which, aims, &search, progress)?;
            answers.push((family, found));
        }
        let factors = Factors::new(&compiled, &search, answers);
        Ok((compiled, factors))
    })?;
    arguments.run.answer(&arguments.scenario, &compiled, &factors, &document, directory)
}

fn run_for_tests(arguments: &solver::Arguments) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let directory = arguments.run.reserve(&document)?;
    let (compiled, effects) = arguments.run.on_threads(|progress| {
        let compiled = arguments.compile(&document)?;
        let search = arguments.search();
        let mut answers = Vec::new();
        for cell in arguments.question.cells(&compiled)? {
            let (plan, aims) = (&compiled.plan, &compiled.aims[cell]);
            seeks_effect(&plan.cells[cell])?;
            for direction in [Direction::Up, Direction::Down] {
                let found = smallest_effect(plan, cell, aims, direction, &search, progress)?;
                let answer = found.ok_or_else(|| {
                    let arm = &plan.cells[cell].arm;
                    Failure::Input(format!("{arm:?} gets no treatment: there is no effect to find"))
                })?;
                answers.push((cell, answer));
            }
        }
        let effects = Effects::new(&compiled, &search, answers);
        Ok((compiled, effects))
    })?;
    arguments.run.answer(&arguments.scenario, &compiled, &effects, &document, directory)
}

/// Refuses an analysis whose test seeks no effect.
fn seeks_effect(cell: &Cell) -> Result<(), Failure> {
    let Cell { analysis, hypothesis, spec, .. } = cell;
    if spec.claim.is_of_effect() {
        return Ok(());
    }
    let name = hypothesis.name();
    Err(Failure::Input(format!(
        "analysis {analysis:?} is to show {name:?}: there is no smallest effect that it finds\n  help: which margins it can \
         show, `simulate sweep --vary analyses.{analysis}.hypothesis.{name}.margin=…` tells; another analysis is named \
         with --analysis"
    )))
}
