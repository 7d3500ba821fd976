//! One point of a scale by itself: before a search, and after it on fresh streams.

use super::search::{Point, Scale, Search, run, simulate};
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::CERTAIN_SIGN;
use crate::engine::{EngineError, Observer};
use crate::plan::Detail;
use crate::stream::Domain;

/// Replications before the search.
const PILOT: u32 = 1024;
/// Replications of the confirmation, where the budget allows them: an error of .005 at power .8.
const CONFIRM: u32 = 6400;
/// Share of the budget that a confirmation may take.
const CONFIRM_SHARE: f64 = 0.125;
/// Share of the budget that a pilot with a bias budget may take.
const LEDGER_SHARE: f64 = 0.1;
/// Fewest replications of the confirmation, whatever they cost.
const CONFIRM_LEAST: u32 = 128;

/// Measures a point before the search, and by how much its estimates miss the policy effect. Where
/// everybody can be drawn at a small part of the budget, the luck of the draws is taken out of that.
pub(super) fn pilot(
    scale: &impl Scale,
    at: f64,
    wanted: &Search,
    stage: &str,
    observer: &impl Observer,
) -> Result<(Point, Measured), EngineError> {
    observer.stage(stage, PILOT);
    let mut plan = scale.plan(&[at]);
    let people = plan.societies.iter().map(|s| s.population.size as f64).sum::<f64>();
    if people * f64::from(PILOT) <= LEDGER_SHARE * wanted.budget {
        plan.detail = Detail::Ledger;
    }
    let sums = run(&mut plan, Domain::Pilot, 0..PILOT, observer)?;
    let point = Point::of(at, 0, &plan, &sums);
    let plain = point.diagnosis.policy_bias;
    let bias = match &point.diagnosis.budget {
        Ok(budget) => {
            let found = budget.without_luck();
            let error = plan.cells[0].spec.policy_truth_mcse;
            Measured { mcse: found.mcse.hypot(error), ..found }
        }
        Err(_) => plain.unwrap_or(Measured { value: 0.0, mcse: f64::INFINITY }),
    };
    Ok((point, bias))
}

/// Measures a point on streams that the search has not seen.
pub(super) fn confirm(
    scale: &impl Scale,
    at: f64,
    wanted: &Search,
    stage: &str,
    observer: &impl Observer,
) -> Result<Point, EngineError> {
    let affordable = (CONFIRM_SHARE * wanted.budget / scale.cost(&[at])) as u32;
    let replications = CONFIRM.min(affordable).max(CONFIRM_LEAST);
    observer.stage(stage, replications);
    let (plan, sums) = simulate(scale, &[at], Domain::Check, 0..replications, observer)?;
    Ok(Point::of(at, 0, &plan, &sums))
}

/// Whether a bias is certainly larger than the smallest effect that matters, where there is one.
pub(super) fn matters(bias: Measured, smallest: Option<f64>) -> bool {
    smallest.is_some_and(|smallest| bias.value.abs() - smallest > CERTAIN_SIGN * bias.mcse)
}
