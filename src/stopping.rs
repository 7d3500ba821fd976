//! How many replications: as many as a wanted Monte Carlo error takes.
//!
//! A first look on the cells in question says how many that is; the scenario is compiled for so many,
//! with truths as precise as they deserve, and run; should the error still be too large, more blocks
//! are added. All of it depends on the seed only.

use serde::Serialize;

use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::measured::Known;
use crate::diagnosis::precision::replications_for_bias;
use crate::diagnosis::watched::Watched;
use crate::engine::{self, BLOCK, EngineError, Observer};
use crate::plan::{Plan, restrict};
use crate::replicate::Sums;
use crate::scenario::source::Report;
use crate::scenario::{Compiled, leading_cells, primary};

/// Replications of the first look.
pub const FIRST: u32 = 1024;
/// Replications at which a run stops when nothing else is said.
pub const MOST: u32 = 50_000;
/// A little more than the formula says, so that one round is mostly enough.
const SPARE: f64 = 1.05;

/// The Monte Carlo error that is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Of what.
    pub of: Watched,
    /// At most so large, in the unit of the results: 0.005 is half a percentage point.
    pub error: f64,
    /// Most replications.
    pub most: u32,
}

/// The error that was wanted and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stopped {
    /// Of what.
    pub of: Watched,
    /// The error that was wanted.
    pub wanted: f64,
    /// The largest error of the leading cells; null when none of them has this diagnosand.
    pub reached: Option<f64>,
    /// Whether the most replications were not enough.
    pub at_cap: bool,
}

/// A scenario run until it is precise enough.
#[derive(Debug)]
pub struct Run {
    /// The scenario, with the replications that were run.
    pub compiled: Compiled,
    /// What they left.
    pub sums: Sums,
    /// How precise it is.
    pub stopped: Stopped,
}

/// Why there is no run.
#[derive(Debug, thiserror::Error)]
pub enum StoppingError {
    /// Mistakes in the scenario.
    #[error(transparent)]
    Refused(#[from] Report),
    /// It was stopped or went wrong.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Runs a scenario until the error is as wanted; `compile` compiles it for so many replications.
///
/// # Errors
/// [`StoppingError`].
pub fn run(
    wanted: &Wanted,
    compile: impl Fn(u32) -> Result<Compiled, Report>,
    observer: &impl Observer,
) -> Result<Run, StoppingError> {
    let first = FIRST.min(wanted.most);
    let mut compiled = compile(first)?;
    let enough = first_look(wanted, &compiled, observer)?;
    if enough > first {
        compiled = compile(enough)?;
    }
    observer.stage("simulating", enough);
    let cells = leading(&compiled);
    let mut sums = engine::run_blocks(&compiled.plan, 0..engine::blocks(&compiled.plan), observer)?;
    while let Some(more) = wanted.more(&compiled.plan, &sums, &cells) {
        let done = engine::blocks(&compiled.plan);
        observer.stage("simulating more", more - compiled.plan.replications);
        compiled.plan.replications = more;
        sums =
            engine::extend(&compiled.plan, sums, done..engine::blocks(&compiled.plan), observer)?;
    }
    let sums = engine::verified(&compiled.plan, sums)?;
    let stopped = wanted.stopped(&compiled.plan, &sums, &cells);
    Ok(Run { compiled, sums, stopped })
}

/// How many replications it takes, as the leading cells alone suggest.
fn first_look(
    wanted: &Wanted,
    compiled: &Compiled,
    observer: &impl Observer,
) -> Result<u32, EngineError> {
    if compiled.plan.replications >= wanted.most {
        return Ok(wanted.most);
    }
    let (plan, cells) = restrict(&compiled.plan, &leading(compiled));
    observer.stage("looking how many trials it takes", plan.replications);
    let sums = engine::run(&plan, observer)?;
    Ok(wanted.more(&plan, &sums, &cells).unwrap_or(plan.replications))
}

/// The leading cells of the base world: of every design and arm on the primary outcome.
fn leading(compiled: &Compiled) -> Vec<usize> {
    let plan = &compiled.plan;
    let (outcome, month) = primary(plan, &compiled.scenario);
    let cells = leading_cells(plan, 0, &outcome, month);
    if !cells.is_empty() {
        return cells;
    }
    let of_outcome = |k: &usize| {
        let cell = &plan.cells[*k];
        (cell.world, &cell.outcome, cell.month) == (0, &outcome, month)
    };
    (0..plan.cells.len()).filter(of_outcome).collect()
}

impl Wanted {
    /// So many replications in all, when those of the plan do not do and more are allowed.
    fn more(&self, plan: &Plan, sums: &Sums, cells: &[usize]) -> Option<u32> {
        let done = plan.replications;
        let error = self.largest(plan, sums, cells, Watched::cautious_error)?;
        if error <= self.error || done >= self.most {
            return None;
        }
        let needed =
            replications_for_bias(error * f64::from(done).sqrt(), self.error) as f64 * SPARE;
        let blocks = (needed / f64::from(BLOCK)).ceil().max(f64::from(done / BLOCK + 1));
        Some((blocks * f64::from(BLOCK)).min(f64::from(self.most)) as u32)
    }

    fn stopped(&self, plan: &Plan, sums: &Sums, cells: &[usize]) -> Stopped {
        let plain = |of: Watched, d: &Diagnosis| of.value(d).map(|measured| measured.mcse);
        let reached = self.largest(plan, sums, cells, plain);
        let cautious = self.largest(plan, sums, cells, Watched::cautious_error);
        let missed = cautious.is_some_and(|error| error > self.error);
        Stopped { of: self.of, wanted: self.error, reached, at_cap: missed }
    }

    fn largest(
        &self,
        plan: &Plan,
        sums: &Sums,
        cells: &[usize],
        error: impl Fn(Watched, &Diagnosis) -> Known<f64>,
    ) -> Option<f64> {
        let diagnosed = cells.iter().map(|&k| diagnose(&sums.cells[k], &plan.cells[k].spec));
        diagnosed.filter_map(|d| error(self.of, &d).ok()).max_by(f64::total_cmp)
    }
}
