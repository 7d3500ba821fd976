//! The smallest effect that a design finds with other numbers of people.

use super::effect::{EffectAnswer, smallest_effect};
use super::focus::focus;
use super::people::Sizes;
use super::scale::{Scale, Search};
use crate::assignment::DesignModel;
use crate::engine::{EngineError, Observer};
use crate::estimand::Truths;
use crate::plan::{Direction, Plan};

/// How many people take part in the design of a cell, on average.
pub fn participants(plan: &Plan, cell: usize) -> f64 {
    let sizes = Sizes::new(focus(plan, cell));
    let yielded = sizes.yields.participants() * sizes.plan.societies[0].population.size as f64;
    match &sizes.plan.worlds[0].designs[0].model {
        DesignModel::After(design) => design.quota.map_or(yielded, |n| yielded.min(n as f64)),
        DesignModel::Before(_) => yielded,
    }
}

/// The smallest effect in one direction that a cell of a plan finds when so many people take part; none where the cell
/// compares nobody who is treated, or where so few or so many are not simulated.
///
/// # Errors
/// When the observer stops it.
pub fn smallest_effect_with(
    participants: f64,
    plan: &Plan,
    cell: usize,
    aims: &Truths,
    direction: Direction,
    wanted: &Search,
    observer: &impl Observer,
) -> Result<Option<EffectAnswer>, EngineError> {
    let sizes = Sizes::new(focus(plan, cell));
    let rate = if sizes.by_participants { 1.0 } else { sizes.yields.participants() };
    let point = (participants / rate).round();
    if !(sizes.range[0]..=sizes.range[1]).contains(&point) {
        return Ok(None);
    }
    smallest_effect(&sizes.plan(&[point]), 0, aims, direction, wanted, observer)
}
