//! From a scenario to its answer: check, plan, solve, replicate, answer. What the command line calls, and any other
//! door: everything that a run decides is decided here.

use crate::engine::{self, Observer};
use crate::plan::Plan;
use crate::replicate::Sums;
use crate::report::Results;
use crate::scenario::source::Document;
use crate::scenario::{self, Compiled, Options, Scenario, first_table, led_by};
use crate::sizing::{Solved, solve_effects};
use crate::stopping::{self, Stopped, StoppingError, Wanted};

/// A scenario that has been run.
#[derive(Debug)]
pub struct Answer {
    /// The scenario, with the replications that were run.
    pub compiled: Compiled,
    /// What they left.
    pub sums: Sums,
    /// What its further world left, where selection or artefacts disturb several arms of the first table.
    pub undisturbed: Option<Sums>,
    /// The smallest detectable effects.
    pub solved: Vec<Solved>,
    /// What became of the error that was wanted, if one was.
    pub stopped: Option<Stopped>,
}

/// Runs a scenario as its section `run` says, and as the options change it; a world without effects is added
/// where there is none.
///
/// # Errors
/// Mistakes in the scenario; when the observer stops it; when a bias budget does not add up.
pub fn answer(
    document: &Document,
    options: &Options,
    observer: &impl Observer,
) -> Result<Answer, StoppingError> {
    let options = Options { null_world: true, ..options.clone() };
    let stated = document.decode::<Scenario>()?.run;
    let (compiled, sums, stopped) = if let Some(error) = stated.precision {
        let most = options.replications.or(stated.replications).unwrap_or(stopping::MOST);
        let wanted = Wanted { of: stated.precision_of, error, most };
        let compile = |replications: u32| {
            let options = Options { replications: Some(replications), ..options.clone() };
            scenario::compile(document, &options).map(keeping)
        };
        let run = stopping::run(&wanted, compile, observer)?;
        (run.compiled, run.sums, Some(run.stopped))
    } else {
        let compiled = keeping(scenario::compile(document, &options)?);
        observer.stage("simulating", compiled.plan.replications);
        let sums = engine::run(&compiled.plan, observer)?;
        (compiled, sums, None)
    };
    let undisturbed = compiled.undisturbed().map(|further| {
        let further = Plan { replications: compiled.plan.replications, ..further.clone() };
        observer.stage("simulating what chance alone would find", further.replications);
        engine::run(&further, observer)
    });
    let undisturbed = undisturbed.transpose()?;
    let (plan, aims) = (&compiled.plan, &compiled.aims);
    let (outcome, month) = led_by(plan, &compiled.scenario);
    let shown = first_table(plan, &outcome, month).concat();
    let solved = solve_effects(plan, aims, &sums.cells, &shown, observer)?;
    Ok(Answer { compiled, sums, undisturbed, solved, stopped })
}

/// The same, with single trials kept of the cells of the first table, those of all worlds together.
fn keeping(mut compiled: Compiled) -> Compiled {
    let plan = &compiled.plan;
    let (outcome, month) = led_by(plan, &compiled.scenario);
    let shown = first_table(plan, &outcome, month).concat();
    let in_worlds = |&cell: &usize| {
        (0..plan.worlds.len()).filter_map(move |world| plan.in_world(cell, world)).collect()
    };
    compiled.plan.kept = shown.iter().map(in_worlds).collect();
    compiled
}

impl Answer {
    /// What is told of it, with the seconds that it took.
    pub fn results(&self, wall_seconds: f64) -> Results {
        let Self { compiled, sums, undisturbed, solved, .. } = self;
        let mut results = Results::new(compiled, sums, undisturbed.as_ref(), solved, wall_seconds);
        results.run.precision.clone_from(&self.stopped);
        results
    }
}
