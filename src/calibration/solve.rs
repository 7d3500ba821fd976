//! Solves all targets of a world: one root at a time, in passes, until none moves.

use super::evaluator::Evaluator;
use super::sample::{SocietySample, WorldSample};
use super::target::{Obstacle, Parameter, Reading, Target, TargetError};
use crate::diagnosis::measured::Measured;
use crate::numeric::root;
use crate::outcome::Match;
use crate::plan::World;

/// Precision on the sample, relative to a target's tolerance, of what is not corrected any further.
pub const PRECISE: f64 = 1e-3;
/// Precision of what is.
pub const ROUGH: f64 = 0.5;
/// Passes one root at a time; as many follow in which what selection undoes is kept in order.
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
    for pass in 0..2 * MAX_PASSES {
        let mut settled = true;
        for (target, slope) in targets.iter().zip(&mut slopes) {
            let precision = precision * target.tolerance.gap;
            // Enrolment and selection that undo each other time and again are solved as one.
            let together = pass >= MAX_PASSES && target.parameter == Parameter::Selection;
            let improved = if together && gap(world, target, sample, extra).abs() >= precision {
                None
            } else {
                improve(world, target, sample, extra, precision, slope)
            };
            settled &= match improved {
                Some(settled) => settled,
                None => stretch(world, target, targets, sample, extra)?,
            };
        }
        if settled {
            return Ok(());
        }
    }
    contradicted(world, targets, sample, extra, precision).map_or(Ok(()), Err)
}

/// The value of each target on a sample, with its Monte Carlo error.
pub fn achieved(
    world: &World,
    targets: &[Target],
    sample: &SocietySample,
    extra: &WorldSample,
) -> Vec<Measured> {
    let evaluator = Evaluator::new(world, sample, extra);
    let measure = |reading: &Reading| {
        let sums = reading.sums(&evaluator);
        Measured { value: reading.value(&sums), mcse: reading.error(&sums) }
    };
    targets.iter().map(|target| measure(&target.reading)).collect()
}

/// The exact target that is furthest from what it wants, if any is.
fn contradicted(
    world: &World,
    targets: &[Target],
    sample: &SocietySample,
    extra: &WorldSample,
    precision: f64,
) -> Option<TargetError> {
    let reached = achieved(world, targets, sample, extra).into_iter().map(|found| found.value);
    let reached = targets.iter().zip(reached);
    let gap = |(t, value): &(&Target, f64)| (value - t.wanted).abs() / t.tolerance.gap;
    let (target, value) = reached
        .filter(|(t, _)| t.r#match == Match::Exact)
        .max_by(|a, b| gap(a).total_cmp(&gap(b)))?;
    (gap(&(target, value)) > precision).then(|| target.error(Obstacle::Contradicted(value)))
}

/// Moves one parameter to its root; true when it already was there, nothing when there is none with all
/// else as it is. `slope` remembers how the target answered to its parameter in the pass before.
fn improve(
    world: &mut World,
    target: &Target,
    sample: &SocietySample,
    extra: &mut WorldSample,
    precision: f64,
    slope: &mut f64,
) -> Option<bool> {
    let parameter = target.parameter;
    let start = parameter.get(world);
    let bounds = parameter.bounds(world);
    let mut gap = |x: f64| {
        parameter.set(x, world, sample, extra);
        gap(world, target, sample, extra)
    };
    let at_start = gap(start);
    if at_start.abs() < precision {
        return Some(true);
    }
    let root = secant(&mut gap, start, at_start, bounds, precision, slope)
        .or_else(|| bracketed(&mut gap, bounds).ok());
    gap(root.unwrap_or(start));
    root.map(|_| false)
}

/// How far a target is from what it wants.
fn gap(world: &World, target: &Target, sample: &SocietySample, extra: &WorldSample) -> f64 {
    let e = Evaluator::new(world, sample, extra);
    target.reading.value(&target.reading.sums(&e)) - target.wanted
}

/// The root between two bounds, or the gaps at both.
fn bracketed(gap: &mut impl FnMut(f64) -> f64, [low, high]: [f64; 2]) -> Result<f64, [f64; 2]> {
    let ends = [gap(low), gap(high)];
    let is_between = (ends[0] < 0.0) != (ends[1] < 0.0) && ends.iter().all(|end| end.is_finite());
    if !is_between {
        return Err(ends);
    }
    root::brent(gap, low, high, 1e-10).map_err(|_| ends)
}

/// Looks for a root again, where there is none with all else as it is, while what the parameter undoes is
/// kept in order: a stronger selection would let more people enrol, and leave other people outside.
fn stretch(
    world: &mut World,
    target: &Target,
    targets: &[Target],
    sample: &SocietySample,
    extra: &mut WorldSample,
) -> Result<bool, TargetError> {
    let parameter = target.parameter;
    let start = parameter.get(world);
    let bounds = parameter.bounds(world);
    let undone = |other: &&Target| match (parameter, other.parameter) {
        (Parameter::Selection, Parameter::Offer(_) | Parameter::SiteOffer(_)) => true,
        (Parameter::Selection, Parameter::Cut(outcome) | Parameter::SiteCut { outcome, .. }) => {
            target.reading.is_about(outcome, world)
        }
        _ => false,
    };
    let kept: Vec<&Target> = targets.iter().filter(undone).collect();
    let mut gap = |x: f64| {
        parameter.set(x, world, sample, extra);
        for other in &kept {
            let mut slope = f64::NAN;
            improve(world, other, sample, extra, PRECISE * other.tolerance.gap, &mut slope);
        }
        gap(world, target, sample, extra)
    };
    let is_exact = target.r#match == Match::Exact;
    match bracketed(&mut gap, bounds) {
        Ok(root) => {
            gap(root);
            Ok(false)
        }
        Err(gaps) => {
            let [low, high] = bounds;
            let (nearest, missed) = if gaps[0].abs() < gaps[1].abs() {
                (low, gaps[0].abs())
            } else {
                (high, gaps[1].abs())
            };
            if is_exact && missed <= PRECISE * target.tolerance.gap {
                gap(nearest);
                return Ok(false);
            }
            gap(if is_exact { start } else { nearest });
            let ends = gaps.map(|gap| gap + target.wanted);
            let reach = [ends[0].min(ends[1]), ends[0].max(ends[1])];
            if is_exact { Err(target.error(Obstacle::OutOfReach(reach))) } else { Ok(true) }
        }
    }
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
