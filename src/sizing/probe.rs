//! One point of a scale by itself.

use super::confirm::{SHARE, replications_for};
use super::scale::{Point, Scale, Search, run, simulate};
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::CERTAIN_SIGN;
use crate::engine::{EngineError, Observer};
use crate::plan::Detail;
use crate::stream::Domain;

/// Replications before the search, and share of the budget that they may take; fewest whatever they cost.
const PILOT: u32 = 1024;
const PILOT_SHARE: f64 = 0.1;
const PILOT_LEAST: u32 = 128;
/// Share of the budget that a pilot with a bias budget may take.
const BIAS_BUDGET_SHARE: f64 = 0.1;
/// Error of the power of a point by itself, where the budget allows it.
const ERROR: f64 = 0.005;
/// Fewest replications of a point by itself, whatever they cost.
const LEAST: u32 = 128;

/// Measures a point before the search, and by how much its estimates miss the policy effect. Where
/// everybody can be drawn at a small part of the budget, the luck of the draws is taken out of that.
pub(super) fn pilot(
    scale: &impl Scale,
    at: f64,
    wanted: &Search,
    stage: &str,
    observer: &impl Observer,
) -> Result<(Point, Measured), EngineError> {
    let mut plan = scale.plan(&[at]);
    let people = plan.societies.iter().map(|s| s.population.size as f64).sum::<f64>();
    let replications = pilot_trials(scale, at, wanted);
    if people * f64::from(replications) <= BIAS_BUDGET_SHARE * wanted.budget {
        plan.detail = Detail::Budget;
    }
    observer.stage(stage, replications);
    let sums = run(&mut plan, Domain::Pilot, 0..replications, observer)?;
    let point = Point::of(at, 0, &plan, &sums);
    let plain = point.diagnosis.policy_bias;
    let bias = match &point.diagnosis.budget {
        Ok(budget) => {
            let found = budget.without_luck();
            let error = plan.cells[0].spec.policy_truth_mcse;
            Measured { mcse: libm::hypot(found.mcse, error), ..found }
        }
        Err(_) => plain.unwrap_or(Measured { value: 0.0, mcse: f64::INFINITY }),
    };
    Ok((point, bias))
}

/// Trials of a point before the search.
pub(super) fn pilot_trials(scale: &impl Scale, at: f64, wanted: &Search) -> u32 {
    let affordable = (PILOT_SHARE * wanted.budget / scale.cost(&[at])) as u32;
    PILOT.min(affordable).max(PILOT_LEAST)
}

/// Measures a point on streams that the search has not seen.
pub(super) fn measure(
    scale: &impl Scale,
    at: f64,
    wanted: &Search,
    stage: &str,
    observer: &impl Observer,
) -> Result<Point, EngineError> {
    let affordable = (SHARE * wanted.budget / scale.cost(&[at])) as u32;
    let replications = replications_for(wanted.power, ERROR).min(affordable).max(LEAST);
    observer.stage(stage, replications);
    let range = 0..replications;
    let (plan, sums) = simulate(scale, &[at], Domain::Check, range, wanted.redivisions, observer)?;
    Ok(Point::of(at, 0, &plan, &sums))
}

/// Whether a bias is certainly larger than the smallest effect that matters, where there is one.
pub(super) fn matters(bias: Measured, smallest: Option<f64>) -> bool {
    smallest.is_some_and(|smallest| bias.value.abs() - smallest > CERTAIN_SIGN * bias.mcse)
}
