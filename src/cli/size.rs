//! `simulate size`: how many people a design needs.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Failure, solver};
use crate::diagnosis::family::Quantifier;
use crate::report::{FamilySizes, Sizes};
use crate::sizing::{size, size_of_family};

/// Arguments of a search for a number of people.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The search.
    #[command(flatten)]
    pub solver: solver::Arguments,
    /// How often is asked that a family finds at least one of what its tests seek, or all [default: all_found]
    #[arg(long, value_name = "D", value_parser = quantifier())]
    pub of: Option<Quantifier>,
}

/// Finds sizes and prints them.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    match (&arguments.solver.question.family[..], arguments.of) {
        ([], None) => run_for_tests(&arguments.solver),
        ([], Some(of)) => {
            let word = of.word();
            Err(Failure::Input(format!(
                "--of {word} is of several tests together\n  help: name a family that the scenario declares with --family"
            )))
        }
        (_, of) => run_for_families(&arguments.solver, of.unwrap_or(Quantifier::All)),
    }
}

fn run_for_tests(arguments: &solver::Arguments) -> Result<(), Failure> {
    let document = arguments.run.load(&arguments.scenario)?;
    let sizes = arguments.run.on_threads(|progress| {
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

fn run_for_families(arguments: &solver::Arguments, which: Quantifier) -> Result<(), Failure> {
    let question = &arguments.question;
    question.of_one_comparison(&question.family[0])?;
    if question.world.len() > 1 {
        let message = "one --world at a time: the size of a family is searched in one world";
        return Err(Failure::Input(message.to_owned()));
    }
    let document = arguments.run.load(&arguments.scenario)?;
    let sizes = arguments.run.on_threads(|progress| {
        let compiled = arguments.compile(&document)?;
        let search = arguments.search();
        let mut answers = Vec::new();
        for family in question.families(&compiled)? {
            let found = size_of_family(&compiled.plan, family, which, &search, progress)?;
            answers.push((family, found));
        }
        Ok(FamilySizes::new(&compiled, &search, answers))
    })?;
    arguments.run.print(|width| sizes.text(width), || sizes.json(), || sizes.csv())
}

fn quantifier() -> impl TypedValueParser<Value = Quantifier> {
    let words = PossibleValuesParser::new(Quantifier::BOTH.map(Quantifier::word));
    words.try_map(|word| {
        let found = Quantifier::BOTH.into_iter().find(|which| which.word() == word);
        found.ok_or("no family counts so")
    })
}
