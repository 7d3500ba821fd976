//! Solves all targets of a world: one root at a time, in passes, until none moves.

use super::expectation::Evaluator;
use super::sample::{SocietySample, WorldSample};
use super::target::{Target, TargetError};
use crate::numeric::root;
use crate::outcome::Match;
use crate::plan::World;

/// Targets are met to this precision on the calibration sample.
const PRECISION: f64 = 2e-6;
const MAX_PASSES: usize = 40;

/// Solves the targets in order, again and again, until all hold together.
///
/// # Errors
/// [`TargetError`] for an exact target that no latent value reaches. An approximate one is left as
/// near as its parameter gets.
pub fn solve(
    world: &mut World,
    targets: &[Target],
    sample: &SocietySample,
    extra: &mut WorldSample,
) -> Result<(), TargetError> {
    let mut slopes = vec![f64::NAN; targets.len()];
    for _ in 0..MAX_PASSES {
        let mut settled = true;
        for (target, slope) in targets.iter().zip(&mut slopes) {
            settled &= improve(world, target, sample, extra, slope)?;
        }
        if settled {
            break;
        }
    }
    Ok(())
}

/// Moves one parameter to its root; true when it already was there. `slope` remembers how the
/// target answered to its parameter in the pass before.
fn improve(
    world: &mut World,
    target: &Target,
    sample: &SocietySample,
    extra: &mut WorldSample,
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
    if at_start.abs() < PRECISION {
        return Ok(true);
    }
    if let Some(root) = secant(&mut gap, start, at_start, [low, high], slope) {
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
    Err(TargetError {
        path: target.path.clone(),
        label: target.label.clone(),
        wanted: target.wanted,
        reachable: [ends[0].min(ends[1]), ends[0].max(ends[1])],
    })
}

/// A few secant steps from a good start; nothing when they leave the bounds or do not settle.
fn secant(
    gap: &mut impl FnMut(f64) -> f64,
    start: f64,
    at_start: f64,
    [low, high]: [f64; 2],
    slope: &mut f64,
) -> Option<f64> {
    let (mut x0, mut f0) = (start, at_start);
    let step = if slope.is_finite() { -at_start / *slope } else { 0.02 };
    let mut x1 = (start + step).clamp(low, high);
    for _ in 0..12 {
        let f1 = gap(x1);
        *slope = if x1 == x0 { *slope } else { (f1 - f0) / (x1 - x0) };
        if f1.abs() < 0.25 * PRECISION {
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
