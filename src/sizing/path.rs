//! Effects of one size after the other: how the effects of a world are scaled, what that does to what
//! an estimate aims at, and where it ends.

use std::ops::Range;

use serde::Serialize;

use super::focus::with_worlds;
use super::scale::Scale;
use crate::calibration::{Needed, WorldTruths, rough_truths, truths};
use crate::estimand::{ContrastModel, Role, Truths};
use crate::numeric::monotone::Monotone;
use crate::outcome::Measure;
use crate::plan::{Direction, Plan, Rung, Society, World};
use crate::treatment::GainModel;

/// Latent shifts (in standard deviations of the outcome's latent noise) at which the effect is computed; a
/// smooth curve runs through them. The last is the latent limit.
const SHIFTS: [f64; 25] = [
    0.05,
    0.1,
    0.2,
    0.3,
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.9,
    1.0,
    1.2,
    1.4,
    1.6,
    1.8,
    2.0,
    2.25,
    2.5,
    2.75,
    3.0,
    3.5,
    4.0,
    5.0,
    6.5,
    LATENT_LIMIT,
];
/// Largest latent effect, in standard deviations of the latent noise.
pub(super) const LATENT_LIMIT: f64 = 8.0;
/// Simulation errors from zero at which a direction is taken for one.
const CERTAIN: f64 = 4.0;
/// Smallest effect that is tried, as a share of the largest.
const SMALLEST: f64 = 1e-4;

/// What ends a search for an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The outcome itself: everybody has it, or nobody.
    Outcome,
    /// Nothing: an amount may change by any amount.
    None,
    /// That the comparison turns there: as the effects grow together, the other side moves further than the arm.
    Turn,
}

impl Limit {
    /// Of an outcome.
    pub(super) fn of(measure: &Measure) -> Self {
        if measure.rule.is_linear() { Self::None } else { Self::Outcome }
    }
}

/// What a search for an effect moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// All effects of all arms together.
    AllEffects,
    /// The effect of the arm that is asked about and nothing else, because it is stated to be that of the group it
    /// is compared with.
    ArmAlone,
}

/// Effects of the world of a focused plan, in one direction.
pub(super) struct Effects {
    plan: Plan,
    direction: Direction,
    path: Path,
    pub limit: Limit,
    /// Latent shift to factor of the path.
    scale: f64,
    /// Latent shift to the size of the effect on the own estimand, and on the policy estimand.
    own: Monotone,
    policy: Monotone,
    light: bool,
}

/// How effects are scaled.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Path {
    /// The mean effects of all arms together; how far people lie from them stays as stated.
    Stated,
    /// The world has no effect to scale: a latent shift of one outcome in one arm.
    Shift { arm: usize, outcome: usize },
}

impl Path {
    fn apply(self, world: &mut World, factor: f64) {
        match self {
            Self::Stated => {
                let effects = world.model.shifts.effects.iter_mut().flatten();
                effects.for_each(|effect| *effect *= factor);
            }
            Self::Shift { arm, outcome } => world.model.shifts.effects[arm][outcome] += factor,
        }
    }

    /// Takes all effects away, those on single people too.
    fn erase(self, world: &mut World) {
        self.apply(world, 0.0);
        if self == Self::Stated {
            world.gains.fill(GainModel::default());
        }
    }

    /// Latent shifts from which the curve of effects is made. Where people differ, a mean shift of nothing may
    /// leave an effect, and a small effect may ask for a shift the other way.
    fn shifts(self, world: &World) -> Vec<f64> {
        if self == Self::Stated && !world.gains.iter().all(GainModel::is_empty) {
            let down = SHIFTS.iter().rev().map(|shift| -shift);
            return down.chain([0.0]).chain(SHIFTS).collect();
        }
        SHIFTS.to_vec()
    }
}

impl Effects {
    /// With shifts of so many standard deviations of the latent noise as a unit; what they mean is found on few
    /// people where a rough curve will do. None where the first
    /// group is not treated: there is no effect to find.
    pub fn new(
        plan: &Plan,
        aims: &Truths,
        contrast: &ContrastModel,
        direction: Direction,
        unit: f64,
        is_rough: bool,
    ) -> Option<Self> {
        let world = &plan.worlds[0];
        let endpoint = &world.model.endpoints[aims.own.endpoint?];
        let (arm, outcome) = (treatment(contrast.treated)?, endpoint.carrier());
        let effects = &world.model.shifts.effects;
        let versus = treatment(contrast.comparison).unwrap_or(0);
        let stated = effects[arm][outcome] - effects[versus][outcome];
        let path = if stated == 0.0 { Path::Shift { arm, outcome } } else { Path::Stated };
        let sign = if direction == Direction::Up { 1.0 } else { -1.0 };
        let spec = &plan.cells[0].spec;
        // Where fewer people start in the arm with the larger effect, the comparison may go the other way.
        let is_opposite =
            spec.yardstick * stated < 0.0 && spec.yardstick.abs() > CERTAIN * spec.yardstick_mcse;
        let per_shift = match stated {
            0.0 => 1.0,
            _ if is_opposite => -1.0 / stated,
            _ => 1.0 / stated,
        };
        let scale = sign * unit * latent_unit(&plan.societies[0], &endpoint.measure) * per_shift;
        let mut shifts = path.shifts(world);
        let factors: Vec<f64> = shifts.iter().map(|shift| shift * scale).collect();
        let found = effects_at(plan, aims, path, &factors, is_rough);
        let is_smooth = shifts.len() == SHIFTS.len();
        if is_smooth {
            shifts.insert(0, 0.0);
        }
        let sizes = |Truth { untreated, at }: &Truth| -> Vec<f64> {
            let at = at.iter().map(|truth| sign * (truth - untreated));
            is_smooth.then_some(0.0).into_iter().chain(at).collect()
        };
        let [mut own, policy] = [sizes(&found[0]), sizes(&found[1])];
        let start = shifts.iter().position(|&shift| shift == 0.0).unwrap_or(0);
        let rising = rising(&own, start);
        let is_cut = rising.end < own.len();
        if rising.len() == 1 {
            own.fill(0.0);
        }
        let kept = rising.start..rising.end.max(rising.start + 2).min(own.len());
        let curve = |sizes: &[f64]| {
            Monotone::through(shifts[kept.clone()].to_vec(), sizes[kept.clone()].to_vec())
        };
        Some(Self {
            plan: plan.clone(),
            direction,
            path,
            limit: if is_cut { Limit::Turn } else { Limit::of(&endpoint.measure) },
            scale,
            own: curve(&own),
            policy: curve(&policy),
            light: only_enrolees(plan),
        })
    }

    /// What is moved.
    pub fn moved(&self) -> Moved {
        match self.path {
            Path::Stated => Moved::AllEffects,
            Path::Shift { .. } => Moved::ArmAlone,
        }
    }

    /// The largest effect on the own estimand; 0 where what is moved leaves it where it is but for rounding.
    pub fn largest(&self) -> f64 {
        let ([_, own], [_, policy]) = (self.own.reach(), self.policy.reach());
        if own > ROUNDING * policy.abs() { own } else { 0.0 }
    }

    /// The policy effect, with its sign, that goes with an effect on the own estimand.
    pub fn policy_effect(&self, effect: f64) -> f64 {
        self.policy.at(self.own.inverse(effect)) * self.sign()
    }

    fn sign(&self) -> f64 {
        if self.direction == Direction::Up { 1.0 } else { -1.0 }
    }
}

/// A fall of a curve that is none, as a share of its highest value.
const ROUNDING: f64 = 1e-9;

/// The stretch around `start` over which sizes rise.
fn rising(sizes: &[f64], start: usize) -> Range<usize> {
    let slack = ROUNDING * sizes.iter().fold(0.0, |most: f64, size| most.max(size.abs()));
    let falls = |k: usize| sizes[k + 1] < sizes[k] - slack;
    let end = (start..sizes.len() - 1).find(|&k| falls(k)).map_or(sizes.len(), |k| k + 1);
    let first = (0..start).rev().find(|&k| falls(k)).map_or(0, |k| k + 1);
    first..end
}

/// The arm whose treatment somebody gets.
fn treatment(role: Role) -> Option<usize> {
    match role {
        Role::Assigned(arm) | Role::Invited(arm) if arm > 0 => Some(arm),
        _ => None,
    }
}

/// Whether only those who enrol need to be drawn.
pub(super) fn only_enrolees(plan: &Plan) -> bool {
    let world = &plan.worlds[0];
    let reference = world.designs[0].samples.iter().any(|sample| sample.key.reference);
    !reference && world.offers[0].intercept.is_finite()
}

/// Cost of one replication of so many worlds on the same people, in people drawn.
pub(super) fn cost_of_worlds(plan: &Plan, only_enrolees: bool, worlds: usize) -> f64 {
    let share = if only_enrolees { 0.25 } else { 1.0 };
    plan.societies[0].population.size as f64 * share * (1.0 + 0.3 * worlds as f64)
}

/// One step of a latent shift: a standard deviation of the latent noise.
pub(super) fn latent_unit(society: &Society, measure: &Measure) -> f64 {
    measure.rule.latent_unit(&society.lives)
}

/// A truth without any effect, and at several factors of a path.
struct Truth {
    untreated: f64,
    at: Vec<f64>,
}

/// Own and policy truth.
fn effects_at(
    plan: &Plan,
    aims: &Truths,
    path: Path,
    factors: &[f64],
    is_rough: bool,
) -> [Truth; 2] {
    let points: Vec<Option<f64>> =
        std::iter::once(None).chain(factors.iter().copied().map(Some)).collect();
    let rung = Rung::test(0, Direction::Up);
    let plan = with_worlds(plan, &points, &rung, |world, point| match point {
        Some(factor) => path.apply(world, *factor),
        None => path.erase(world),
    });
    let both = std::iter::once(&aims.own).chain(&aims.policy);
    let each: Vec<Needed> =
        both.map(|e| Needed { expectation: e.clone(), error: f64::INFINITY }).collect();
    let needed = vec![each; points.len()];
    let found = if is_rough {
        rough_truths(&plan, &needed)
    } else {
        truths(&plan, &needed, &vec![Vec::new(); points.len()])
    };
    [0, 1].map(|k| {
        let value = |w: &WorldTruths| w.needed.get(k).map_or(0.0, |m| m.value);
        Truth { untreated: value(&found[0]), at: found[1..].iter().map(value).collect() }
    })
}

impl Scale for Effects {
    fn plan(&self, points: &[f64]) -> Plan {
        let rung = Rung::test(0, self.direction);
        let mut plan = with_worlds(&self.plan, points, &rung, |world, &effect| {
            if effect == 0.0 {
                self.path.erase(world);
            } else {
                self.path.apply(world, self.own.inverse(effect) * self.scale);
            }
        });
        let without = self.plan.cells[0].spec.clone();
        for (cell, &effect) in plan.cells.iter_mut().zip(points) {
            cell.spec = without.clone();
            cell.spec.truth = effect * self.sign();
            cell.spec.set_policy_truth(self.policy_effect(effect));
        }
        plan
    }

    fn axis(&self, point: f64) -> f64 {
        point
    }

    fn point(&self, axis: f64) -> f64 {
        axis
    }

    fn is_whole(&self) -> bool {
        false
    }

    fn range(&self) -> [f64; 2] {
        [SMALLEST * self.largest(), self.largest()]
    }

    fn cost(&self, points: &[f64]) -> f64 {
        cost_of_worlds(&self.plan, self.light, points.len())
    }
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[test]
    fn a_curve_is_followed_as_far_as_it_rises() {
        assert_eq!(rising(&[0.0, 1.0, 2.0, 1.5, 3.0], 0), 0..3);
        assert_eq!(rising(&[0.0, -1.0, -2.0], 0), 0..1);
        assert_eq!(rising(&[-2.0, -1.0, -1.5, 0.0, 1.0, 0.9], 3), 2..5);
        // Nobody is left who could change: what falls is rounding.
        assert_eq!(rising(&[0.0, 0.7, 0.7 - 1e-16], 0), 0..3);
    }
}
