//! The smallest detectable effect where few people have an outcome, or few have it not: searched by simulation, since
//! no formula holds there.

use super::effect::{EffectAnswer, EffectStatus, smallest_effect};
use super::scale::Search;
use super::solved::{ALWAYS_FOUND, BIASED, Reached, UNTREATED};
use crate::diagnosis::measured::{Measured, Z_975};
use crate::engine::{EngineError, Observer};
use crate::estimand::Truths;
use crate::plan::{Direction, Plan};

/// Said of a cell that is not searched, or whose search finds no end.
pub(super) const TOO_FEW_EVENTS: &str = "too few people have the outcome, or have it not, for a formula; simulate mde searches the effect";

/// A rough search that takes a second at most: `simulate mde` takes its time.
const ROUGH: Search = Search { power: 0.8, tolerance: 0.03, replications: 8192, budget: 3e6 };

/// The smallest effect of a cell in one direction.
///
/// # Errors
/// When the observer stops it.
pub(super) fn searched(
    plan: &Plan,
    cell: usize,
    aims: &Truths,
    sign: f64,
    observer: &impl Observer,
) -> Result<Reached, EngineError> {
    let direction = if sign < 0.0 { Direction::Down } else { Direction::Up };
    let found = smallest_effect(plan, cell, aims, direction, &ROUGH, observer)?;
    Ok(found.map_or(Reached::no(UNTREATED), |answer| told(&answer, sign)))
}

fn told(answer: &EffectAnswer, sign: f64) -> Reached {
    if let Some(effect) = answer.effect {
        let mcse = 0.5 * (effect.high - effect.low) / Z_975;
        return Reached::At(Measured { value: sign * effect.at, mcse });
    }
    Reached::no(match answer.status {
        EffectStatus::OutOfReach => "not even the largest effect that the outcome allows",
        EffectStatus::NeverReachesBias => BIASED,
        EffectStatus::AlwaysReached => ALWAYS_FOUND,
        EffectStatus::Ok | EffectStatus::Nonmonotone | EffectStatus::BudgetExhausted => {
            TOO_FEW_EVENTS
        }
    })
}
