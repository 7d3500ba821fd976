//! What effect: the smallest one that a cell finds with its power, upwards and downwards, by scaling
//! the treatment's effect on common draws.

use super::focus::{focus, with_worlds};
use super::probe::{confirm, matters, pilot};
use super::search::{End, Point, Scale, Search, Solution, search};
use crate::calibration::{Aims, Needed, truths};
use crate::diagnosis::measured::Measured;
use crate::engine::{EngineError, Observer};
use crate::estimand::{ContrastModel, Role};
use crate::numeric::monotone::Monotone;
use crate::numeric::normal;
use crate::outcome::Measure;
use crate::plan::{Direction, Plan, Society, World};

/// Latent shifts (in standard deviations of the outcome's latent noise) at which the effect is
/// computed; a smooth curve runs through them.
const SHIFTS: [f64; 17] =
    [0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 4.0];
/// Share of the largest effect beyond which nothing is tried.
const NEARLY_ALL: f64 = 0.98;

/// The smallest detectable effect in one direction.
#[derive(Clone, Debug)]
pub struct EffectAnswer {
    /// Upwards or downwards.
    pub direction: Direction,
    /// How the question was answered.
    pub status: EffectStatus,
    /// Size of the effect on the estimator's own estimand, above 0, with its 95 % interval.
    pub effect: Option<Solution>,
    /// The policy effect that goes with it, with its sign.
    pub policy_effect: Option<f64>,
    /// Largest effect on the own estimand that any treatment could have here, above 0.
    pub largest: f64,
    /// At the effect found, on fresh streams.
    pub confirmed: Option<Point>,
    /// What the estimates are on average without any effect.
    pub without_effect: Measured,
    /// All points of the search.
    pub curve: Vec<Point>,
}

/// How a question after an effect was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectStatus {
    /// With an effect.
    Ok,
    /// Not even the largest possible effect is found often enough.
    #[serde(rename = "never_reaches")]
    OutOfReach,
    /// Without any effect the estimates are off by more than what matters already.
    #[serde(rename = "never_reaches")]
    NeverReachesBias,
    /// Without any effect the power is reached already.
    AlwaysReached,
    /// Power falls where it should rise.
    Nonmonotone,
    /// The budget ended the search.
    BudgetExhausted,
}

/// Effects of the world of a focused plan, in one direction.
struct Effects {
    plan: Plan,
    direction: Direction,
    path: Path,
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
    /// All effects of all arms together, and with them how they differ between people.
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
                world.gains.iter_mut().for_each(|gain| gain.scale(factor));
            }
            Self::Shift { arm, outcome } => world.model.shifts.effects[arm][outcome] += factor,
        }
    }
}

impl Effects {
    /// None where the first group is not treated: there is no effect to find.
    fn new(
        plan: &Plan,
        aims: &Aims,
        contrast: &ContrastModel,
        direction: Direction,
    ) -> Option<Self> {
        let world = &plan.worlds[0];
        let endpoint = &world.model.endpoints[aims.own.endpoint?];
        let (arm, outcome) = (treatment(contrast.treated)?, endpoint.carrier());
        let effects = &world.model.shifts.effects;
        let versus = treatment(contrast.comparison).unwrap_or(0);
        let stated = effects[arm][outcome] - effects[versus][outcome];
        let path = if stated == 0.0 { Path::Shift { arm, outcome } } else { Path::Stated };
        let sign = if direction == Direction::Up { 1.0 } else { -1.0 };
        let per_shift = if stated == 0.0 { 1.0 } else { 1.0 / stated };
        let scale = sign * latent_unit(&plan.societies[0], endpoint.measure) * per_shift;
        let [own, policy] = effects_at(plan, aims, path, &SHIFTS.map(|shift| shift * scale));
        let sized = |truths: &[f64]| truths.iter().map(|t| sign * (t - truths[0])).collect();
        Some(Self {
            plan: plan.clone(),
            direction,
            path,
            scale,
            own: Monotone::through(SHIFTS.to_vec(), sized(&own)),
            policy: Monotone::through(SHIFTS.to_vec(), sized(&policy)),
            light: only_enrolees(plan),
        })
    }

    /// The policy effect, with its sign, that goes with an effect on the own estimand.
    fn policy_effect(&self, effect: f64) -> f64 {
        self.policy.at(self.own.inverse(effect)) * self.sign()
    }

    fn sign(&self) -> f64 {
        if self.direction == Direction::Up { 1.0 } else { -1.0 }
    }
}

/// The arm whose treatment somebody gets.
fn treatment(role: Role) -> Option<usize> {
    match role {
        Role::Assigned(arm) | Role::Invited(arm) if arm > 0 => Some(arm),
        _ => None,
    }
}

/// Whether only those who enrol need to be drawn.
fn only_enrolees(plan: &Plan) -> bool {
    let world = &plan.worlds[0];
    !world.designs[0].samples[0].key.reference && world.offers[0].intercept.is_finite()
}

/// One step of a latent shift: a standard deviation of the latent noise.
pub(super) fn latent_unit(society: &Society, measure: Measure) -> f64 {
    match measure {
        Measure::Binary { plain, .. } | Measure::Continuous { plain, .. } => {
            society.lives.plain[plain].noise.max(1e-9)
        }
        _ => 1.0,
    }
}

/// Own and policy truth at several factors of the path.
fn effects_at(plan: &Plan, aims: &Aims, path: Path, factors: &[f64]) -> [Vec<f64>; 2] {
    let plan = with_worlds(plan, factors, Direction::Up, |world, &f| path.apply(world, f));
    let both = std::iter::once(&aims.own).chain(&aims.policy);
    let each: Vec<Needed> =
        both.map(|e| Needed { expectation: e.clone(), error: f64::INFINITY }).collect();
    let needed = vec![each; factors.len()];
    let found = truths(&plan, &needed, &vec![Vec::new(); factors.len()]);
    let value = |k: usize| found.iter().map(|w| w.needed.get(k).map_or(0.0, |m| m.value)).collect();
    [value(0), value(1)]
}

impl Scale for Effects {
    fn plan(&self, points: &[f64]) -> Plan {
        let mut plan = with_worlds(&self.plan, points, self.direction, |world, &effect| {
            self.path.apply(world, self.own.inverse(effect) * self.scale);
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

    fn snap(&self, point: f64) -> f64 {
        point
    }

    fn range(&self) -> [f64; 2] {
        let most = NEARLY_ALL * self.own.reach()[1];
        [most / 1000.0, most]
    }

    fn cost(&self, points: &[f64]) -> f64 {
        let society = &self.plan.societies[0];
        let share = if self.light { 0.25 } else { 1.0 };
        society.population.size as f64 * share * (1.0 + 0.3 * points.len() as f64)
    }
}

/// The smallest effect in one direction that a cell of a plan finds; none where the cell compares
/// nobody who is treated.
///
/// # Errors
/// When the observer stops it.
pub fn smallest_effect(
    plan: &Plan,
    cell: usize,
    aims: &Aims,
    direction: Direction,
    wanted: &Search,
    observer: &impl Observer,
) -> Result<Option<EffectAnswer>, EngineError> {
    let focused = focus(plan, cell);
    let contrast = focused.worlds[0].designs[0].samples[0].analyses[0].contrasts[0];
    let Some(effects) = Effects::new(&focused, aims, &contrast, direction) else { return Ok(None) };
    let stage = "measuring the design without an effect";
    let (pilot, without_effect) = pilot(&effects, 0.0, wanted, stage, observer)?;
    let mut answer = EffectAnswer {
        direction,
        status: EffectStatus::BudgetExhausted,
        effect: None,
        policy_effect: None,
        largest: effects.own.reach()[1],
        confirmed: None,
        without_effect,
        curve: Vec::new(),
    };
    if matters(without_effect, plan.cells[cell].matters) {
        answer.status = EffectStatus::NeverReachesBias;
        answer.curve = vec![pilot];
        return Ok(Some(answer));
    }
    let z = plan.cells[cell].spec.z_alpha[0] + normal::quantile(wanted.power);
    let guess = pilot.diagnosis.sd_estimate.map_or(f64::INFINITY, |sd| z * sd.value);
    let [low, high] = effects.range();
    let found = search(&effects, wanted, guess.clamp(2.0 * low, high), observer)?;
    answer.take(&effects, found.end);
    answer.curve = found.curve;
    if let Some(effect) = answer.effect {
        let stage = "confirming on fresh draws";
        answer.confirmed = Some(confirm(&effects, effect.at, wanted, stage, observer)?);
    }
    Ok(Some(answer))
}

impl EffectAnswer {
    fn take(&mut self, effects: &Effects, end: End) {
        let (status, solution) = match end {
            End::Found(solution) => (EffectStatus::Ok, Some(solution)),
            End::Exhausted(solution) => (EffectStatus::BudgetExhausted, solution),
            End::Below => (EffectStatus::AlwaysReached, None),
            End::Above => (EffectStatus::OutOfReach, None),
            End::NotMonotone => (EffectStatus::Nonmonotone, None),
        };
        self.status = status;
        self.effect = solution.filter(|s| s.at <= effects.own.reach()[1]);
        self.policy_effect = self.effect.map(|s| effects.policy_effect(s.at));
    }
}
