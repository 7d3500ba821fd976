//! The mean effects that are told beside their spread: the same numbers as everywhere else.

use super::cells::precision;
use crate::calibration::{IndividualEffects, Needed, Reading, Target, WorldTruths};
use crate::diagnosis::measured::Measured;
use crate::estimand::Expectation;
use crate::plan::Plan;

/// A Monte Carlo error of a mean that is good enough to be read, in standard deviations of the outcome.
const ENOUGH: f64 = 1e-3;

/// Asks for the means that no target gives already.
pub fn need(
    plan: &Plan,
    effects: &[IndividualEffects],
    targets: &[Target],
    needed: &mut Vec<Needed>,
) {
    for effect in effects {
        let is_known = needed.iter().any(|n| n.expectation == effect.expectation);
        if !is_known && target(effect, targets).is_none() {
            let enough = if effect.is_share { ENOUGH } else { f64::INFINITY };
            let error = precision(plan, &plan.worlds[0], &effect.expectation);
            let (expectation, error) = (effect.expectation.clone(), error.max(enough));
            needed.push(Needed { expectation, error });
        }
    }
}

/// Puts the means of the independent stream in the place of those of the people on whom the world was solved.
pub fn refine(
    effects: &mut [IndividualEffects],
    targets: &[Target],
    needed: &[Needed],
    truths: &WorldTruths,
) {
    for effect in effects {
        let asked = || needed.iter().position(|n| n.expectation == effect.expectation);
        let mean: Option<Measured> = match target(effect, targets) {
            Some(k) => truths.targets.get(k).copied(),
            None => asked().and_then(|k| truths.needed.get(k).copied()),
        };
        if let Some(mean) = mean {
            effect.refine(mean);
        }
    }
}

/// The target that states this very effect.
fn target(effect: &IndividualEffects, targets: &[Target]) -> Option<usize> {
    let all = Expectation { measured: false, ..effect.expectation.clone() };
    let same = |reading: &Reading| matches!(reading, Reading::Mean(x) if *x == effect.expectation || *x == all);
    targets.iter().position(|target| same(&target.reading))
}
