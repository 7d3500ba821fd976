//! What a search varies, what it is asked for and what it can answer.

use std::ops::Range;

use serde::Serialize;

use crate::assignment::DesignModel;
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::powers::Powers;
use crate::engine::{self, BLOCK, EngineError, Observer};
use crate::hypothesis::Claim;
use crate::plan::{Plan, Rung};
use crate::replicate::{Flow, Sums};
use crate::stream::Domain;

/// A quantity that power depends on, to be varied on common draws.
pub trait Scale {
    /// The plan of these points: rung k of its ladder is point k.
    fn plan(&self, points: &[f64]) -> Plan;
    /// The position of a point on the axis on which power is near a probit line; increasing.
    fn axis(&self, point: f64) -> f64;
    /// The point at a position.
    fn point(&self, axis: f64) -> f64;
    /// Whether only whole points exist.
    fn is_whole(&self) -> bool;
    /// Smallest and largest point.
    fn range(&self) -> [f64; 2];
    /// Cost of one replication of these points, in people drawn.
    fn cost(&self, points: &[f64]) -> f64;
}

/// What the search is to find, and how hard it may try.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// Power that is wanted, in the direction of the ladder.
    pub power: f64,
    /// Half the width of the 95 % interval, as a share of the answer, at which the search is done.
    pub tolerance: f64,
    /// Most replications of the search around its answer.
    pub replications: u32,
    /// Most people drawn over all replications of the search.
    pub budget: f64,
    /// Whether the answer is held against fresh draws, and what effects mean against as many people as it takes; a
    /// quick look does without.
    pub is_thorough: bool,
    /// How often the people of every trial are divided anew as a control of its test, where the design allows it; 0:
    /// power is counted.
    pub redivisions: u32,
}

/// As often as pays: a division costs little beside the trial, and more of them add little.
pub const REDIVISIONS: u32 = 20;

/// Whether the people of a focused plan's trials can be divided anew: those whom the analysis compares take part before
/// they are assigned, whether they are in its dataset does not hang on a survey, and rejections have one side.
fn can_redivide(plan: &Plan) -> bool {
    let (world, sample) = (&plan.worlds[0], &plan.worlds[0].designs[0].samples[0]);
    let model = &sample.analyses[0].model;
    let claim = plan.cells[sample.analyses[0].cells[0]].spec.claim;
    let arms = world.arms.len();
    let is_single = |rung: &Rung| rung.members.len() == 1;
    let mut groups = model.contrasts[0].iter().map(|&position| usize::from(model.groups[position]));
    plan.ladders.iter().flat_map(|ladder| &ladder.rungs).all(is_single)
        && matches!(world.designs[0].model, DesignModel::After(_))
        && !matches!(claim, Claim::Within(_))
        && !sample.key.reference
        && model.surveys.is_empty()
        && groups.all(|group| group < arms)
}

/// How often a search in a focused plan divides people anew.
pub(super) fn redivisions(plan: &Plan, search: &Search) -> u32 {
    if can_redivide(plan) { search.redivisions } else { 0 }
}

/// What a plan of a [`Scale`] says of power at its points.
pub(super) fn powers(sums: &Sums) -> Powers {
    match (sums.controlled.first(), sums.ladders.first()) {
        (Some(controlled), _) => controlled.clone(),
        (None, counted) => counted.map(Powers::counted).unwrap_or_default(),
    }
}

/// One point of the curve.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// The quantity.
    pub at: f64,
    /// Replications.
    pub replications: u64,
    /// Share that rejects in the right direction.
    pub power: f64,
    /// Its Monte Carlo error.
    pub mcse: f64,
    /// Everything else about it.
    #[serde(skip)]
    pub diagnosis: Diagnosis,
    /// People by stage.
    #[serde(skip)]
    pub flow: Flow,
}

impl Point {
    /// Rung `k` of a plan made by a [`Scale`], with all else of its first test.
    pub fn of(at: f64, k: usize, plan: &Plan, sums: &Sums) -> Self {
        let first = plan.ladders[0].rungs[k].members[0].cell;
        let (powers, cell) = (powers(sums), &plan.cells[first]);
        Self {
            at,
            replications: powers.replications(),
            power: powers.power(k),
            mcse: powers.mcse(k),
            diagnosis: diagnose(&sums.cells[first], &cell.spec),
            flow: sums.flows[cell.world][cell.design].flow(),
        }
    }
}

/// A point with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Solution {
    /// The point.
    pub at: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Solution {
    /// Whole points: the answer is the first at which power is reached.
    pub(super) fn snapped(self, is_whole: bool) -> Self {
        if !is_whole {
            return self;
        }
        Self { at: (self.at - 1e-9).ceil(), low: self.low.floor(), high: self.high.ceil() }
    }
}

/// Where the answer must lie, as far as simulated power tells: at points that miss the target by more
/// than two errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bounds {
    /// Power is below the target here.
    pub more_than: Option<f64>,
    /// Power is above the target here.
    pub less_than: Option<f64>,
}

/// How a search ended.
#[derive(Clone, Debug)]
pub enum End {
    /// Simulated power stands on both sides of the target.
    Enclosed {
        /// The answer.
        solution: Solution,
        /// Whether its interval is as narrow as asked.
        is_precise: bool,
        /// What fresh draws say of it, where they were asked.
        check: Option<Check>,
    },
    /// Power is at or above its target at the smallest point already: the answer is that point.
    Floor(Option<Check>),
    /// Power stays below its target up to the largest point that may be tried.
    Above,
    /// Power falls where it should rise.
    NotMonotone,
    /// The effort ended before the target was enclosed.
    Exhausted,
}

impl End {
    /// What fresh draws say of the answer, where they were asked.
    pub(super) fn check(self) -> Option<Check> {
        match self {
            Self::Enclosed { check, .. } | Self::Floor(check) => check,
            Self::Above | Self::NotMonotone | Self::Exhausted => None,
        }
    }
}

/// The answer on draws that the search had not seen.
#[derive(Clone, Debug)]
pub struct Check {
    /// The answer itself.
    pub at: Point,
    /// The largest point below its interval, where there is one.
    pub below: Option<Point>,
    /// What follows.
    pub verdict: Verdict,
}

/// Whether fresh draws bear an answer out: power at the answer is not more than two errors below the
/// target, and below the interval not more than two errors above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They do, and their error is as small as it should be.
    Confirmed,
    /// They do, with an error of at most .01.
    CheckedRoughly,
    /// They do not, or are too few.
    NotConfirmed,
}

/// Runs points of a scale in a universe of random numbers: the sums over these replications.
///
/// # Errors
/// When the observer stops it.
pub fn simulate<S: Scale>(
    scale: &S,
    points: &[f64],
    domain: Domain,
    replications: Range<u32>,
    redivisions: u32,
    observer: &impl Observer,
) -> Result<(Plan, Sums), EngineError> {
    let mut plan = scale.plan(points);
    plan.redivisions = if can_redivide(&plan) { redivisions } else { 0 };
    let sums = run(&mut plan, domain, replications, observer)?;
    Ok((plan, sums))
}

/// Runs some replications of a plan in a universe of random numbers.
pub(super) fn run(
    plan: &mut Plan,
    domain: Domain,
    replications: Range<u32>,
    observer: &impl Observer,
) -> Result<Sums, EngineError> {
    plan.domain = domain;
    plan.replications = replications.end;
    let blocks = replications.start / BLOCK..engine::blocks(plan);
    engine::run_blocks(plan, blocks, observer)
}
