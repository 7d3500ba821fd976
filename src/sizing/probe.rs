//! One point of a scale by itself: before a search, and after it on fresh streams.

use super::search::{Point, Scale, Search, simulate};
use crate::diagnosis::measured::Measured;
use crate::engine::{EngineError, Observer};
use crate::stream::Domain;

/// Replications before the search.
const PILOT: u32 = 1024;
/// Replications of the confirmation, where the budget allows them.
const CONFIRM: u32 = 4096;
/// Share of the budget that a confirmation may take.
const CONFIRM_SHARE: f64 = 0.125;
/// Fewest replications of the confirmation, whatever they cost.
const CONFIRM_LEAST: u32 = 128;
/// Monte Carlo errors at which a sign, or a bias beyond what matters, is taken as certain.
pub(super) const CERTAIN: f64 = 4.0;

/// Measures a point before the search.
pub(super) fn pilot(
    scale: &impl Scale,
    at: f64,
    stage: &str,
    observer: &impl Observer,
) -> Result<Point, EngineError> {
    observer.stage(stage, PILOT);
    one_point(scale, at, Domain::Pilot, PILOT, observer)
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
    one_point(scale, at, Domain::Check, replications, observer)
}

fn one_point(
    scale: &impl Scale,
    at: f64,
    domain: Domain,
    replications: u32,
    observer: &impl Observer,
) -> Result<Point, EngineError> {
    let (plan, sums) = simulate(scale, &[at], domain, 0..replications, observer)?;
    Ok(Point::of(at, 0, &plan, &sums))
}

/// Whether a bias is certainly larger than what matters.
pub(super) fn matters(bias: Measured, smallest_effect: f64) -> bool {
    bias.value.abs() - smallest_effect > CERTAIN * bias.mcse
}
