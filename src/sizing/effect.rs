//! What effect: the smallest one that a cell finds with its power, upwards and downwards, by scaling
//! the treatment's effect on common draws.

use super::focus::focus;
use super::path::{Effects, Limit, Moved};
use super::probe::{matters, measure, pilot};
use super::scale::{Bounds, Check, End, Point, Scale, Search, Solution, redivisions};
use super::search::{Found, search};
use crate::diagnosis::measured::Measured;
use crate::engine::{EngineError, Observer};
use crate::estimand::Truths;
use crate::numeric::normal;
use crate::plan::{Direction, Plan};

/// How much more than the first guess is tried where the outcome sets no limit.
const REACH: f64 = 40.0;

/// The smallest detectable effect in one direction.
#[derive(Clone, Debug)]
pub struct EffectAnswer {
    /// Upwards or downwards.
    pub direction: Direction,
    /// How the question was answered.
    pub status: EffectStatus,
    /// Size of the effect on the estimator's own estimand, above 0, with its 95 % interval.
    pub effect: Option<Solution>,
    /// Where it must lie, as far as simulated power tells.
    pub bounds: Bounds,
    /// The policy effect that goes with it, with its sign.
    pub policy_effect: Option<f64>,
    /// What the search moves.
    pub moved: Moved,
    /// What ends the search.
    pub limit: Limit,
    /// Largest effect on the own estimand, above 0; none where there is no limit.
    pub largest: Option<f64>,
    /// At the largest effect, where that is not found often enough; none where effects of no size move the comparison
    /// in this direction.
    pub at_most: Option<Point>,
    /// At the effect found, on fresh streams.
    pub check: Option<Check>,
    /// What the estimates are on average without any effect.
    pub without_effect: Measured,
    /// How often the people of every trial were divided anew; 0: power was counted.
    pub redivisions: u32,
    /// All points of the search.
    pub curve: Vec<Point>,
}

/// How a question after an effect was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectStatus {
    /// With an effect.
    Ok,
    /// Not even the largest effect that is possible, or that is tried where none is too large, is found often enough.
    #[serde(rename = "never_reaches")]
    OutOfReach,
    /// Without any effect the estimates are off by more than what the scenario says matters.
    #[serde(rename = "never_reaches")]
    NeverReachesBias,
    /// Without any effect the power is reached already.
    AlwaysReached,
    /// Power falls where it should rise.
    Nonmonotone,
    /// The effort ended the search.
    BudgetExhausted,
}

/// The smallest effect in one direction that a cell of a plan finds; none where the cell compares
/// nobody who is treated.
///
/// # Errors
/// When the observer stops it.
pub fn smallest_effect(
    plan: &Plan,
    cell: usize,
    aims: &Truths,
    direction: Direction,
    wanted: &Search,
    observer: &impl Observer,
) -> Result<Option<EffectAnswer>, EngineError> {
    searched(plan, cell, aims, direction, wanted, None, observer)
}

/// What is known before the search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Standard deviation of the estimates.
    pub sd: f64,
    /// By how much they miss the policy effect where there is none.
    pub without_effect: Measured,
}

/// The same, without a pilot where that is known which it would find.
pub(super) fn searched(
    plan: &Plan,
    cell: usize,
    aims: &Truths,
    direction: Direction,
    wanted: &Search,
    known: Option<Known>,
    observer: &impl Observer,
) -> Result<Option<EffectAnswer>, EngineError> {
    let focused = focus(plan, cell);
    let contrast = focused.worlds[0].designs[0].samples[0].analyses[0].contrasts[0];
    let rough = !wanted.is_thorough;
    let scaled = |unit| Effects::new(&focused, aims, &contrast, direction, unit, rough);
    let Some(mut effects) = scaled(1.0) else { return Ok(None) };
    let mut curve = Vec::new();
    let Known { sd, without_effect } = if let Some(known) = known {
        known
    } else {
        let stage = "measuring the design without an effect";
        let (pilot, without_effect) = pilot(&effects, 0.0, wanted, stage, observer)?;
        let sd = pilot.diagnosis.sd_estimate.map_or(f64::INFINITY, |sd| sd.value);
        curve.push(pilot);
        Known { sd, without_effect }
    };
    let z = plan.cells[cell].spec.z_alpha[0] + normal::quantile(wanted.power);
    let guess = z * sd;
    if effects.limit == Limit::None && effects.largest() > 0.0 && guess.is_finite() {
        let Some(wider) = scaled(REACH * guess / effects.largest()) else { return Ok(None) };
        effects = wider;
    }
    let mut answer = EffectAnswer {
        direction,
        status: EffectStatus::BudgetExhausted,
        effect: None,
        bounds: Bounds::default(),
        policy_effect: None,
        moved: effects.moved(),
        limit: effects.limit,
        largest: (effects.limit != Limit::None).then(|| effects.largest()),
        at_most: None,
        check: None,
        without_effect,
        redivisions: redivisions(&focused, wanted),
        curve,
    };
    if matters(without_effect, plan.cells[cell].stated_matters()) {
        answer.status = EffectStatus::NeverReachesBias;
        return Ok(Some(answer));
    }
    if effects.largest() <= 0.0 {
        answer.status = EffectStatus::OutOfReach;
        return Ok(Some(answer));
    }
    let [low, high] = effects.range();
    let found = search(&effects, wanted, guess.clamp(2.0 * low, high), observer)?;
    answer.take(&effects, found);
    if answer.status == EffectStatus::OutOfReach {
        let stage = "measuring the largest effect";
        answer.at_most = Some(measure(&effects, high, wanted, stage, observer)?);
    }
    Ok(Some(answer))
}

impl EffectAnswer {
    fn take(&mut self, effects: &Effects, found: Found) {
        self.bounds = found.bounds;
        self.curve = found.curve;
        self.status = EffectStatus::of(&found.end);
        if let End::Enclosed { solution, .. } = found.end {
            let largest = effects.largest();
            let at = solution.at.min(largest);
            self.effect = Some(Solution { at, high: solution.high.min(largest), ..solution });
            self.policy_effect = Some(effects.policy_effect(at));
        }
        self.check = found.end.check();
    }
}

impl EffectStatus {
    /// What the end of a search for an effect means.
    pub(super) fn of(end: &End) -> Self {
        match end {
            End::Enclosed { is_precise: true, .. } => Self::Ok,
            End::Enclosed { is_precise: false, .. } | End::Exhausted => Self::BudgetExhausted,
            End::Floor(_) => Self::AlwaysReached,
            End::Above => Self::OutOfReach,
            End::NotMonotone => Self::Nonmonotone,
        }
    }
}
