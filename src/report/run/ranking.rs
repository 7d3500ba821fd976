//! Designs ranked by how far their estimates usually are from the policy effect, never by power:
//! power alone rewards bias. Only those that are counted alike are ranked together.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::diagnosis::measured::{Measured, Rate};
use crate::estimand::Scale;
use crate::plan::{Pair, PairOf, Plan};
use crate::report::run::results::{CellRow, Comparison, key};
use crate::scenario::{Compiled, held_together, primary};

/// A difference of fewer errors than this is a tie.
const TIE: f64 = 2.0;

/// Why designs are not ranked by power, as a sentence.
pub const WHY: &str = "Designs are ranked by their usual miss, not by how often they find something: power alone rewards designs whose bias pushes estimates away from zero.";

/// The designs of one world in order of the root mean squared error of an arm's leading estimate.
#[derive(Clone, Debug, Serialize)]
pub struct Ranking {
    /// World.
    pub world: String,
    /// Arm.
    pub arm: String,
    /// The primary outcome.
    pub outcome: String,
    /// Its month; null for outcomes measured once.
    pub month: Option<u32>,
    /// Per whom the estimate of the first of them is counted; designs that are counted otherwise have a ranking of
    /// their own.
    pub scale: Scale,
    /// Designs, the closest first.
    pub designs: Vec<Ranked>,
}

/// A design in its place.
#[derive(Clone, Debug, Serialize)]
pub struct Ranked {
    /// 1 for the closest; a tie shares the rank of the design above.
    pub rank: usize,
    /// Whether the difference to the design above is within two of its Monte Carlo errors.
    pub tied_with_above: bool,
    /// Design.
    pub design: String,
    /// Its leading analysis.
    pub analysis: String,
    /// Group that the arm is compared with.
    pub versus: String,
    /// Root mean squared error to the yardstick: the policy truth times the share treated.
    pub rmse: Measured,
    /// How much larger that is than for the first design, with paired error; null for the first.
    pub more_than_best: Option<Measured>,
    /// Share of intervals that cover the yardstick.
    pub policy_coverage: Option<Rate>,
    /// Share of replications significant in the direction of the yardstick; null where it has no sign.
    pub power_right_direction: Option<Rate>,
    /// Number of the cell.
    #[serde(skip)]
    pub cell: usize,
}

/// A place in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// What stands there.
    pub of: usize,
    /// 1 for the smallest; a tie shares the rank of what stands above.
    pub rank: usize,
    /// Whether it is tied with what stands above.
    pub tied: bool,
}

/// Puts numbers in order; `difference(a, b)` is how much larger `a` is than `b`, with paired error.
pub fn order(
    mut numbers: Vec<(usize, Measured)>,
    difference: impl Fn(usize, usize) -> Option<Measured>,
) -> Vec<Place> {
    numbers.sort_by(|a, b| a.1.value.total_cmp(&b.1.value));
    let mut out: Vec<Place> = Vec::new();
    for (position, (of, _)) in numbers.into_iter().enumerate() {
        let above = out.last().copied();
        let tied = above.is_some_and(|above| difference(of, above.of).is_none_or(is_tie));
        let rank = above.filter(|_| tied).map_or(position + 1, |above| above.rank);
        out.push(Place { of, rank, tied });
    }
    out
}

fn is_tie(difference: Measured) -> bool {
    difference.value.abs() <= TIE * difference.mcse
}

/// The rankings of all worlds and arms in which two designs can be compared.
pub fn rankings(compiled: &Compiled, cells: &[CellRow], pairs: &[Comparison]) -> Vec<Ranking> {
    let plan = &compiled.plan;
    let (outcome, month) = primary(plan, &compiled.scenario);
    let mut out = Vec::new();
    for (number, world) in plan.worlds.iter().enumerate() {
        for (arm, name) in world.arms.iter().enumerate().skip(1) {
            let is_known = |cell: &usize| cells[*cell].diagnosis.yardstick_rmse.is_ok();
            let mut groups = held_together(plan, number, arm, &outcome, month);
            for group in &mut groups {
                group.retain(is_known);
            }
            groups.retain(|group| !group.is_empty());
            let designs = groups.iter().flatten().map(|&cell| plan.cells[cell].design);
            if designs.collect::<BTreeSet<usize>>().len() < 2 {
                continue;
            }
            for alike in groups {
                out.push(Ranking {
                    world: world.name.clone(),
                    arm: name.clone(),
                    outcome: outcome.clone(),
                    month,
                    scale: plan.cells[alike[0]].scale(),
                    designs: ranked(plan, &alike, cells, pairs),
                });
            }
        }
    }
    out
}

fn ranked(plan: &Plan, leading: &[usize], cells: &[CellRow], pairs: &[Comparison]) -> Vec<Ranked> {
    let known = |&cell: &usize| Some((cell, cells[cell].diagnosis.yardstick_rmse.ok()?));
    let difference = |a: usize, b: usize| difference(&plan.pairs, pairs, a, b);
    let places = order(leading.iter().filter_map(known).collect(), difference);
    let Some(&Place { of: best, .. }) = places.first() else { return Vec::new() };
    let row = |place: &Place| {
        let (key, diagnosis) = (key(plan, &plan.cells[place.of]), &cells[place.of].diagnosis);
        Some(Ranked {
            rank: place.rank,
            tied_with_above: place.tied,
            design: key.design,
            analysis: key.analysis,
            versus: key.versus,
            rmse: diagnosis.yardstick_rmse.ok()?,
            more_than_best: difference(place.of, best),
            policy_coverage: diagnosis.policy_coverage.ok(),
            power_right_direction: diagnosis
                .tests
                .first()
                .and_then(|test| test.power_right_direction.ok()),
            cell: place.of,
        })
    };
    places.iter().filter_map(row).collect()
}

/// How much larger the usual miss of a cell is than that of another, on the same simulated people.
fn difference(pairs: &[Pair], found: &[Comparison], a: usize, b: usize) -> Option<Measured> {
    pairs.iter().zip(found).find_map(|(pair, comparison)| {
        let difference = comparison.diagnosis.rmse_difference.ok()?;
        match (pair.of, pair.first, pair.second) {
            (PairOf::Designs, first, second) if (first, second) == (a, b) => Some(difference),
            (PairOf::Designs, first, second) if (first, second) == (b, a) => {
                Some(Measured { value: -difference.value, ..difference })
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_within_two_errors_shares_a_rank() {
        let number = |value| Measured { value, mcse: 0.1 };
        let numbers = vec![(0, number(2.0)), (1, number(1.0)), (2, number(1.1)), (3, number(3.0))];
        let values = [2.0, 1.0, 1.1, 3.0];
        let difference = |a: usize, b: usize| Some(number(values[a] - values[b]));
        let found = order(numbers, difference);
        let shown: Vec<(usize, usize, bool)> =
            found.iter().map(|p| (p.of, p.rank, p.tied)).collect();
        assert_eq!(shown, [(1, 1, false), (2, 1, true), (0, 3, false), (3, 4, false)]);
    }
}
