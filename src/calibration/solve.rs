//! Solves all targets of a world: one root at a time, in passes, until none moves.

use super::evaluator::Evaluator;
use super::sample::{SocietySample, WorldSample};
use super::target::{Obstacle, Target, TargetError};
use crate::numeric::root;
use crate::outcome::Match;
use crate::plan::World;

/// Precision on the sample, in a target's unit, of what is not corrected any further.
pub const PRECISE: f64 = 2e-6;
/// Precision of what is.
pub const ROUGH: f64 = 1e-3;
const MAX_PASSES: usize = 40;

/// Solves the targets in order, again and again, until all hold together to a precision.
///
/// # Errors
/// [`TargetError`] for an exact target that no latent value reaches, and for one that the others keep
/// undoing. An approximate one is left as near as its parameter gets.
pub fn solve(
    world: &mut World,
    targets: &[Target],
    sample: &SocietySample,
    extra: &mut WorldSample,
    precision: f64,
) -> Result<(), TargetError> {
    let mut slopes = vec![f64::NAN; targets.len()];
    for _ in 0..MAX_PASSES {
        let mut settled = true;
        for (target, slope) in targets.iter().zip(&mut slopes) {
            settled &= improve(world, target, sample, extra, precision * target.unit, slope)?;
        }
        if settled {
            return Ok(());
        }
    }
    contradicted(world, targets, sample, extra, precision).map_or(Ok(()), Err)
}

/// The value of each target on a sample.
pub fn achieved(
    world: &World,
    targets: &[Target],
    sample: &SocietySample,
    extra: &WorldSample,
) -> Vec<f64> {
    let evaluator = Evaluator::new(world, sample, extra);
    targets.iter().map(|t| t.aim.value(&t.aim.ratios(&evaluator))).collect()
}

/// The exact target that is furthest from what it wants, if any is.
fn contradicted(
    world: &World,
    targets: &[Target],
    sample: &SocietySample,
    extra: &WorldSample,
    precision: f64,
) -> Option<TargetError> {
    let reached = targets.iter().zip(achieved(world, targets, sample, extra));
    let gap = |(t, value): &(&Target, f64)| (value - t.wanted).abs() / t.unit;
    let (target, value) = reached
        .filter(|(t, _)| t.r#match == Match::Exact)
        .max_by(|a, b| gap(a).total_cmp(&gap(b)))?;
    (gap(&(target, value)) > precision).then(|| target.error(Obstacle::Contradicted(value)))
}

/// Moves one parameter to its root; true when it already was there. `slope` remembers how the
/// target answered to its parameter in the pass before.
fn improve(
    world: &mut World,
    target: &Target,
    sample: &SocietySample,
    extra: &mut WorldSample,
    precision: f64,
    slope: &mut f64,
) -> Result<bool, TargetError> {
    let parameter = target.parameter;
    let start = parameter.get(world);
    let [low, high] = parameter.bounds(world);
    let mut gap = |x: f64| {
        parameter.set(x, world, sample, extra);
        let e = Evaluator::new(world, sample, extra);
        target.aim.value(&target.aim.ratios(&e)) - target.wanted
    };
    let at_start = gap(start);
    if at_start.abs() < precision {
        return Ok(true);
    }
    if let Some(root) = secant(&mut gap, start, at_start, [low, high], precision, slope) {
        gap(root);
        return Ok(false);
    }
    let (at_low, at_high) = (gap(low), gap(high));
    let bracketed = (at_low < 0.0) != (at_high < 0.0) && at_low.is_finite() && at_high.is_finite();
    if bracketed && let Ok(root) = root::brent(&mut gap, low, high, 1e-10) {
        gap(root);
        return Ok(false);
    }
    let nearest = if at_low.abs() < at_high.abs() { low } else { high };
    gap(if target.r#match == Match::Exact { start } else { nearest });
    if target.r#match == Match::Approximate {
        return Ok(true);
    }
    let ends = [at_low + target.wanted, at_high + target.wanted];
    Err(target.error(Obstacle::OutOfReach([ends[0].min(ends[1]), ends[0].max(ends[1])])))
}

/// A few secant steps from a good start; nothing when they leave the bounds or do not settle.
fn secant(
    gap: &mut impl FnMut(f64) -> f64,
    start: f64,
    at_start: f64,
    [low, high]: [f64; 2],
    precision: f64,
    slope: &mut f64,
) -> Option<f64> {
    let (mut x0, mut f0) = (start, at_start);
    let step = if slope.is_finite() { -at_start / *slope } else { 0.02 };
    let mut x1 = (start + step).clamp(low, high);
    for _ in 0..12 {
        let f1 = gap(x1);
        *slope = if x1 == x0 { *slope } else { (f1 - f0) / (x1 - x0) };
        if f1.abs() < 0.25 * precision {
            return Some(x1);
        }
        let next = x1 - f1 / *slope;
        if *slope == 0.0 || !(low..=high).contains(&next) {
            *slope = f64::NAN;
            return None;
        }
        (x0, f0, x1) = (x1, f1, next);
    }
    None
}
