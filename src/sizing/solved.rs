//! The smallest detectable effects of the comparisons that a run shows first, in both directions: what `simulate mde`
//! searches, with as much effort as the run itself was worth.

use serde::{Serialize, Serializer};

use super::effect::{EffectAnswer, EffectStatus, Known, searched};
use super::path::Limit;
use super::scale::{Search, Solution};
use crate::calibration::{Needed, rough_truths};
use crate::diagnosis::budget::BiasBudget;
use crate::diagnosis::cell::CellSums;
use crate::diagnosis::diagnosand::diagnose;
use crate::diagnosis::measured::{Absent, Measured, Rate, Z_975};
use crate::engine::{EngineError, Observer};
use crate::estimand::Truths;
use crate::plan::{Cell, Direction, Plan};
use crate::treatment::GainModel;

/// Power at which an effect counts as found.
const POWER: f64 = 0.8;
/// Half the width of a 95 % interval at which a search is done, in relative errors of a spread from so many trials as
/// the run has; and the smallest that is asked for.
const TOLERANCE: f64 = 2.0;
const SMALLEST_TOLERANCE: f64 = 0.02;
/// Most replications of one search.
const MOST: u32 = 8192;
/// People drawn by all searches together, for every replication of the run; and the fewest that one may draw.
const PEOPLE: f64 = 20_000.0;
const LEAST: f64 = 2.5e6;
/// Replications below which a run says too little of anything.
const FEWEST: u32 = 100;

/// Smallest effects of treatment that are found with power .80 at the cell's first significance level; a direction
/// without one says why.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Solved {
    /// Upwards, on the own estimand; above 0.
    pub up: Reached,
    /// Downwards; below 0.
    pub down: Reached,
    /// The yardstick that goes with the effect upwards: the policy effect, times the share treated.
    pub up_yardstick: Reached,
    /// The same downwards.
    pub down_yardstick: Reached,
    /// What the own estimand is without any effect of treatment: what the experiment itself adds.
    pub untreated: f64,
}

/// Why no effect is found often enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unreached {
    /// Searched for the first table only; simulate mde searches any comparison.
    Elsewhere,
    /// Too few replications; simulate mde searches the effect.
    Few,
    /// Neither group is treated.
    Untreated,
    /// The test is against a margin, and no effect is sought.
    NotSought,
    /// Without any effect the estimate is off by more than what matters.
    Biased,
    /// Found as often without any effect, because of the bias.
    AlwaysFound,
    /// Not even the largest effect that the outcome allows.
    Limited,
    /// Not even an effect many times as large.
    Unlimited,
    /// All effects together do not move it that way.
    Unmoved,
    /// Not even the largest effect that all effects together reach.
    Outweighed,
    /// The search ended before; simulate mde searches longer.
    Undetermined,
    /// Power does not rise with the effect.
    NotMonotone,
}

impl Unreached {
    /// The reason in results files.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Elsewhere => {
                "searched for the first table only; simulate mde searches any comparison"
            }
            Self::Few => "too few replications; simulate mde searches the effect",
            Self::Untreated => "neither group is treated",
            Self::NotSought => "the test is against a margin, and no effect is sought",
            Self::Biased => "without any effect the estimate is off by more than what matters",
            Self::AlwaysFound => "found as often without any effect, because of the bias",
            Self::Limited => "not even the largest effect that the outcome allows",
            Self::Unlimited => "not even an effect many times as large",
            Self::Unmoved => "all effects together do not move it that way",
            Self::Outweighed => "not even the largest effect that all effects together reach",
            Self::Undetermined => "the search ended before; simulate mde searches longer",
            Self::NotMonotone => "power does not rise with the effect",
        }
    }
}

impl Serialize for Unreached {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.reason())
    }
}

/// An effect, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Reached {
    /// An effect does, with its Monte Carlo error.
    At(Measured),
    /// No effect does.
    No {
        /// Always null.
        value: Option<f64>,
        /// Always null.
        mcse: Option<f64>,
        /// Why.
        reason: Unreached,
        /// How often the largest effect is found, where that is why.
        #[serde(skip)]
        at_most: Option<Rate>,
    },
}

impl Reached {
    /// The effect, if there is one.
    pub fn known(self) -> Option<Measured> {
        match self {
            Self::At(effect) => Some(effect),
            Self::No { .. } => None,
        }
    }

    fn no(reason: Unreached) -> Self {
        Self::No { value: None, mcse: None, reason, at_most: None }
    }
}

/// Searches the `leading` cells of a plan in both directions, given the sums of its run.
///
/// # Errors
/// When the observer stops it.
pub fn solve_effects(
    plan: &Plan,
    aims: &[Truths],
    run: &[CellSums],
    leading: &[usize],
    observer: &impl Observer,
) -> Result<Vec<Solved>, EngineError> {
    let untreated = untreated_truths(plan, aims);
    let searches = 2.0 * leading.len().max(1) as f64;
    let budget = (PEOPLE * f64::from(plan.replications) / searches).max(LEAST);
    let spread_error = 1.0 / (2.0 * f64::from(plan.replications)).sqrt();
    let wanted = Search {
        power: POWER,
        tolerance: (TOLERANCE * spread_error).max(SMALLEST_TOLERANCE),
        replications: MOST.min(2 * plan.replications),
        budget,
        is_thorough: false,
        redivisions: 0,
    };
    let mut out = Vec::new();
    for (cell, &untreated) in untreated.iter().enumerate() {
        let toward = |direction| -> Result<[Reached; 2], EngineError> {
            let none = |reason| Ok([Reached::no(reason); 2]);
            if plan.cells[cell].factors.is_empty() {
                return none(Unreached::Untreated);
            }
            if !plan.cells[cell].spec.claim.is_of_effect() {
                return none(Unreached::NotSought);
            }
            if !leading.contains(&cell) {
                return none(Unreached::Elsewhere);
            }
            if plan.replications < FEWEST {
                return none(Unreached::Few);
            }
            let known = known(plan, run, cell);
            let found = searched(plan, cell, &aims[cell], direction, &wanted, known, observer)?;
            found.map_or_else(|| none(Unreached::Untreated), |answer| Ok(told(plan, cell, &answer)))
        };
        let [up, up_yardstick] = toward(Direction::Up)?;
        let [down, down_yardstick] = toward(Direction::Down)?;
        out.push(Solved { up, down, up_yardstick, down_yardstick, untreated });
    }
    Ok(out)
}

/// What the run says of a cell: the spread of its estimates, and by how much they are off without any effect.
fn known(plan: &Plan, run: &[CellSums], cell: usize) -> Option<Known> {
    let of = |cell: usize| diagnose(&run[cell], &plan.cells[cell].spec);
    let sd = of(cell).sd_estimate.ok()?.value;
    let without = of(plan.in_world(cell, plan.null_world()?)?);
    let bias = without.budget.as_ref().map(BiasBudget::without_luck).or(without.policy_bias);
    Some(Known { sd, without_effect: bias.ok()? })
}

/// The effect on the own estimand and the yardstick that goes with it.
fn told(plan: &Plan, cell: usize, answer: &EffectAnswer) -> [Reached; 2] {
    if let Some((found, policy)) = answer.effect.zip(answer.policy_effect) {
        return effect(plan, cell, answer.direction, found, policy).map(Reached::At);
    }
    let reason = match (answer.status, answer.limit) {
        (EffectStatus::OutOfReach, _) if answer.at_most.is_none() => Unreached::Unmoved,
        (EffectStatus::OutOfReach, Limit::Outcome) => Unreached::Limited,
        (EffectStatus::OutOfReach, Limit::None) => Unreached::Unlimited,
        (EffectStatus::OutOfReach, Limit::Turn) => Unreached::Outweighed,
        (EffectStatus::NeverReachesBias, _) => Unreached::Biased,
        (EffectStatus::AlwaysReached, _) => Unreached::AlwaysFound,
        (EffectStatus::Nonmonotone, _) => Unreached::NotMonotone,
        (EffectStatus::Ok | EffectStatus::BudgetExhausted, _) => Unreached::Undetermined,
    };
    let at_most = answer.at_most.as_ref().and_then(|point| {
        let count = (point.power * point.replications as f64).round() as u64;
        Rate::of(count, point.replications, Absent::NoReplications).ok()
    });
    [Reached::No { value: None, mcse: None, reason, at_most }; 2]
}

fn effect(plan: &Plan, cell: usize, way: Direction, found: Solution, policy: f64) -> [Measured; 2] {
    let sign = if way == Direction::Up { 1.0 } else { -1.0 };
    let own = Measured { value: sign * found.at, mcse: 0.5 * (found.high - found.low) / Z_975 };
    let Cell { factors, spec, .. } = &plan.cells[cell];
    let treated = match factors[..] {
        [k] => k.value,
        _ => spec.share_treated().unwrap_or(1.0),
    };
    let yardstick = treated * policy;
    let error = (yardstick / own.value).abs() * own.mcse;
    [own, Measured { value: yardstick, mcse: error }]
}

/// The own truth of every cell without any effect of treatment.
fn untreated_truths(plan: &Plan, aims: &[Truths]) -> Vec<f64> {
    let mut plan = plan.clone();
    for world in &mut plan.worlds {
        world.model.shifts.effects.iter_mut().flatten().for_each(|effect| *effect = 0.0);
        world.gains.fill(GainModel::default());
    }
    let mut needed: Vec<Vec<Needed>> = vec![Vec::new(); plan.worlds.len()];
    let mut places = Vec::new();
    for (cell, aims) in plan.cells.iter().zip(aims) {
        let list = &mut needed[cell.world];
        let at = list.iter().position(|n| n.expectation == aims.own).unwrap_or_else(|| {
            list.push(Needed { expectation: aims.own.clone(), error: f64::INFINITY });
            list.len() - 1
        });
        places.push(at);
    }
    let found = rough_truths(&plan, &needed);
    let value = |(cell, &at): (&Cell, &usize)| found[cell.world].needed[at].value;
    plan.cells.iter().zip(&places).map(value).collect()
}
