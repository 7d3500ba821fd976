//! How many replications: as many as a wanted Monte Carlo error takes.
//!
//! A first look on the cells in question says how many that is; the scenario is compiled for so many,
//! with truths as precise as they deserve, and run; should the error still be too large, more blocks
//! are added. All of it depends on the seed only.

use serde::Serialize;

use crate::diagnosis::diagnosand::{Diagnosis, ListEntry, diagnose};
use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::measured::{Absent, Known};
use crate::diagnosis::precision::replications_for_bias;
use crate::diagnosis::watched::Watched;
use crate::engine::{self, BLOCK, EngineError, Observer};
use crate::plan::{Plan, Restricted, restrict_with};
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
    let leading = Leading::of(&compiled, wanted.of);
    let mut sums = engine::run_blocks(&compiled.plan, 0..engine::blocks(&compiled.plan), observer)?;
    while let Some(more) = wanted.more(&compiled.plan, &sums, &leading) {
        let done = engine::blocks(&compiled.plan);
        observer.stage("simulating more", more - compiled.plan.replications);
        compiled.plan.replications = more;
        sums =
            engine::extend(&compiled.plan, sums, done..engine::blocks(&compiled.plan), observer)?;
    }
    let sums = engine::verified(&compiled.plan, sums)?;
    let stopped = wanted.stopped(&compiled.plan, &sums, &leading);
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
    let leading = Leading::of(compiled, wanted.of);
    let Restricted { plan, cells, declared } =
        restrict_with(&compiled.plan, &leading.cells, &leading.declared);
    let leading = Leading { cells, declared: declared.into_iter().flatten().collect() };
    observer.stage("looking how many trials it takes", plan.replications);
    let sums = engine::run(&plan, observer)?;
    Ok(wanted.more(&plan, &sums, &leading).unwrap_or(plan.replications))
}

/// Where the error is looked for.
struct Leading {
    cells: Vec<usize>,
    /// Declared families of the base world, where the error is of one.
    declared: Vec<usize>,
}

impl Leading {
    fn of(compiled: &Compiled, of: Watched) -> Self {
        let plan = &compiled.plan;
        let has_tests = |&family: &usize| {
            let family = &plan.declared[family];
            family.world == 0 && !family.members.is_empty()
        };
        match of.of_family() {
            Some(_) => {
                let declared = (0..plan.declared.len()).filter(has_tests).collect();
                Self { cells: Vec::new(), declared }
            }
            None => Self { cells: leading(compiled), declared: Vec::new() },
        }
    }
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
    fn more(&self, plan: &Plan, sums: &Sums, leading: &Leading) -> Option<u32> {
        let done = plan.replications;
        let error = self.cautious(plan, sums, leading)?;
        if error <= self.error || done >= self.most {
            return None;
        }
        let needed =
            replications_for_bias(error * f64::from(done).sqrt(), self.error) as f64 * SPARE;
        let blocks = (needed / f64::from(BLOCK)).ceil().max(f64::from(done / BLOCK + 1));
        Some((blocks * f64::from(BLOCK)).min(f64::from(self.most)) as u32)
    }

    fn stopped(&self, plan: &Plan, sums: &Sums, leading: &Leading) -> Stopped {
        let reached = self.largest(
            plan,
            sums,
            leading,
            |diagnosis| self.of.value(diagnosis).map(|measured| measured.mcse),
            |entry, family| (entry.value)(family).map(|measured| measured.mcse),
        );
        let cautious = self.cautious(plan, sums, leading);
        let missed = cautious.is_some_and(|error| error > self.error);
        Stopped { of: self.of, wanted: self.error, reached, at_cap: missed }
    }

    /// The largest error, where a share of 0 is not known without error.
    fn cautious(&self, plan: &Plan, sums: &Sums, leading: &Leading) -> Option<f64> {
        let of_cell = |diagnosis: &Diagnosis| self.of.cautious_error(diagnosis);
        let of_family = |entry: &ListEntry<FamilyDiagnosis>, family: &FamilyDiagnosis| {
            (entry.cautious_error)(family)
        };
        self.largest(plan, sums, leading, of_cell, of_family)
    }

    fn largest(
        &self,
        plan: &Plan,
        sums: &Sums,
        leading: &Leading,
        of_cell: impl Fn(&Diagnosis) -> Known<f64>,
        of_family: impl Fn(&ListEntry<FamilyDiagnosis>, &FamilyDiagnosis) -> Known<f64>,
    ) -> Option<f64> {
        let cells = leading.cells.iter();
        let cells = cells.map(|&k| of_cell(&diagnose(&sums.cells[k], &plan.cells[k].spec)));
        let families = leading.declared.iter().map(|&k| {
            let found = sums.declared[k].diagnose(&plan.declared[k].members);
            self.of.of_family().map_or(Err(Absent::NotKept), |entry| of_family(entry, &found))
        });
        cells.chain(families).filter_map(Result::ok).max_by(f64::total_cmp)
    }
}
