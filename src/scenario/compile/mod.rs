//! From a scenario file to a plan: decode, check, resolve, solve, assemble. Each stage hands the next a richer type, and is
//! not asked again.

mod names;
mod latents;
mod limits;
mod decode;
mod check;
mod resolve;
mod solve;
mod assemble;

pub use decode::in_world;
pub use limits::MOST_REPLICATIONS;

use super::doubts::Doubt;
use super::source::{Document, Problem, Report};
use super::{Labels, Options, Scenario};
use crate::calibration::{Calibrated, IndividualEffects};
use crate::cost::CostModel;
use crate::estimand::Truths;
use crate::issue::Issue;
use crate::plan::Plan;
use resolve::Resolved;

/// A scenario ready to be run, with what its report needs besides.
#[derive(Debug)]
pub struct Compiled {
    /// The plan.
    pub plan: Plan,
    /// The world without effects once more, without selection and artefacts: the families that these disturb.
    undisturbed: Option<Plan>,
    /// What the estimates aim at, by cell of the plan.
    pub aims: Vec<Truths>,
    /// The base world's settings.
    pub scenario: Scenario,
    /// What things are called in other languages.
    pub labels: Labels,
    /// Targets, wanted and achieved, of all worlds.
    pub calibration: Vec<Calibrated>,
    /// How the base world's effects differ between people.
    pub individual: Vec<IndividualEffects>,
    /// What is possible in the base world, and hardly meant.
    pub doubts: Vec<Doubt>,
    /// What a trial costs, by world, where the scenario says so.
    pub costs: Vec<Option<CostModel>>,
    /// Hash of the scenario with its overrides.
    pub hash: String,
}

impl Compiled {
    /// The plan of the further world, where selection or artefacts act on several arms of the first table. It is
    /// to be run in as many trials as the others.
    pub fn undisturbed(&self) -> Option<&Plan> {
        self.undisturbed.as_ref()
    }
}

/// Compiles a loaded document.
///
/// # Errors
/// A [`Report`] with every mistake found, located in the file.
pub fn compile(document: &Document, options: &Options) -> Result<Compiled, Report> {
    let resolved = resolve(document, options)?;
    let solved = solve::solve(resolved)?;
    assemble::assemble(solved)
}

/// Checks a document as far as that is possible before anybody is drawn and anything is solved.
///
/// # Errors
/// A [`Report`] with every mistake found, located in the file.
pub fn check(document: &Document, options: &Options) -> Result<(), Report> {
    resolve(document, options).map(|_| ())
}

/// Bytes that one simulated trial takes, about; every thread has one.
///
/// # Errors
/// As [`check`].
pub fn memory(document: &Document, options: &Options) -> Result<f64, Report> {
    resolve(document, options).map(|resolved| resolved.bytes)
}

fn resolve(document: &Document, options: &Options) -> Result<Resolved, Report> {
    let decoded = decode::decode(document, options);
    let checked = decoded.and_then(check::check);
    let resolved = checked.and_then(resolve::resolve);
    resolved.map_err(|report| check::together(report, document))
}

fn report(document: &Document, issues: Vec<Issue>) -> Report {
    let mut different: Vec<Issue> = Vec::new();
    for issue in issues {
        // Several designs may stumble over the same thing.
        if !different.contains(&issue) {
            different.push(issue);
        }
    }
    let problems: Vec<Problem> = different
        .into_iter()
        .map(|i| document.problem_at(&i.path, &i.message, i.help.as_deref()))
        .collect();
    Report::from_problems(problems)
        .err()
        .unwrap_or_else(|| document.problem_at("", "the scenario cannot be compiled", None).into())
}
