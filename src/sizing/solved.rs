//! The smallest detectable effect of every cell of a run, in both directions.
//!
//! The plain formula takes the spread of the estimates as it is. But an effect on a share changes that
//! spread, standard errors are not always as large as the spread, and estimates may be biased. Here a
//! few replications are lived through four times on the same draws, with every effect as stated, without any,
//! and with one up and one down; what that does to the standard errors is carried over to the whole run, and the
//! effect is solved at which a normal estimate passes its critical value with power .80. By how far the
//! same formula misses the power that the run itself has seen is taken into account: the more so the closer
//! that power is to .80, and as an error of the approximation the further it is. What a group does without
//! any treatment, such as controls who react to being controls, is no effect. `simulate mde` searches one
//! cell's effect by simulation alone, and so is it done here where that law is in doubt: where a group may have no
//! variation, or where the outcome seems to allow no such effect.

use serde::Serialize;

use super::growth::Growth;
use super::path::{LATENT_LIMIT, Limit, latent_unit};
use super::probe::matters;
use super::rare::{TOO_FEW_EVENTS, searched};
use crate::calibration::{Needed, rough_truths};
use crate::diagnosis::cell::CellSums;
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::Z_POWER;
use crate::engine::{self, EngineError, Observer};
use crate::estimand::Truths;
use crate::numeric::normal;
use crate::plan::{Cell, Plan, restrict};

/// Replications that are lived through several times.
const REPLICATIONS: u32 = 64;
/// Latent shift of every effect, in standard deviations of the latent noise.
const SHIFT: f64 = 0.75;
/// Share of replications with a group without variation from which on the normal law is in doubt.
const DOUBT: f64 = 0.03;
/// How much more than the outcome allows is no matter of the normal law.
const BEYOND: f64 = 1.25;
/// Variance of a uniform distribution of width 1.
const UNIFORM: f64 = 1.0 / 12.0;
const TOO_FEW: &str = "too few replications have an interval";
const NEARLY_LIMITED: &str = "about as much as the outcome allows";
const LIMITED: &str = "more than the outcome allows: everybody or nobody would have it";
pub(super) const UNTREATED: &str = "neither group is treated";
pub(super) const BIASED: &str = "without any effect the estimate is off by more than what matters";
pub(super) const ALWAYS_FOUND: &str = "found as often without any effect, because of the bias";
/// Rounds of the fixed point; each brings the effect closer by a factor of ten or so.
const ROUNDS: usize = 60;

/// Smallest effects of treatment on the estimator's own estimand that are found with power .80 at the
/// cell's first significance level; a direction without one says why. Their error is that of simulation
/// and of the normal law.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Solved {
    /// Upwards; above 0.
    pub up: Reached,
    /// Downwards; below 0.
    pub down: Reached,
    /// What the own estimand is without any effect of treatment: what the experiment itself adds.
    pub untreated: f64,
}

/// An effect, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Reached {
    /// The effect with its Monte Carlo error.
    At(Measured),
    /// No effect does.
    No {
        /// Always null.
        value: Option<f64>,
        /// Always null.
        mcse: Option<f64>,
        /// Why.
        reason: &'static str,
    },
}

impl Reached {
    /// The effect, if there is one.
    pub fn known(self) -> Option<Measured> {
        match self {
            Self::At(effect) => Some(effect),
            Self::No { .. } => None,
        }
    }

    pub(super) fn no(reason: &'static str) -> Self {
        Self::No { value: None, mcse: None, reason }
    }
}

/// How far all effects are moved in one copy of the plan: the arms by turns up and down, so that arms
/// compared with each other move apart.
const MOVES: [f64; 2] = [SHIFT, -SHIFT];
const FAR: [f64; 2] = [LATENT_LIMIT, -LATENT_LIMIT];

/// A few replications of one copy of the plan, and the own truths of its cells.
struct Copy {
    truths: Vec<f64>,
    cells: Vec<Diagnosis>,
}

/// Solves all cells of a plan, given the sums of its run. Where the normal law is in doubt, those of `leading` are
/// searched in the direction of their effect, and the others have a reason.
///
/// # Errors
/// When the observer stops it.
pub fn solve_effects(
    plan: &Plan,
    aims: &[Truths],
    run: &[CellSums],
    leading: &[usize],
    observer: &impl Observer,
) -> Result<Vec<Solved>, EngineError> {
    let cells: Vec<usize> = (0..plan.cells.len()).collect();
    let (mut short, places) = restrict(plan, &cells);
    short.pairs.clear();
    short.replications = plan.replications.min(REPLICATIONS);
    let lived = |copy: Plan, truths: Vec<f64>| -> Result<Copy, EngineError> {
        observer.stage("finding the smallest detectable effects", copy.replications);
        let sums = engine::run_blocks(&copy, 0..engine::blocks(&copy), observer)?;
        let cell = |&place: &usize| diagnose(&sums.cells[place], &short.cells[place].spec);
        Ok(Copy { truths, cells: places.iter().map(cell).collect() })
    };
    let stated = lived(short.clone(), own_truths(plan, aims))?;
    let away = lived(untreated(&short), own_truths(&untreated(plan), aims))?;
    let [up, down] = MOVES.map(|shift| {
        let from_none = |plan: &Plan| moved(&untreated(plan), shift);
        lived(from_none(&short), own_truths(&from_none(plan), aims))
    });
    let far = FAR.map(|shift| own_truths(&moved(plan, shift), aims));
    let copies = Copies { stated, away, moved: [up?, down?], far };
    let mut out = Vec::new();
    for &cell in &cells {
        let diagnosis = diagnose(&run[cell], &plan.cells[cell].spec);
        let toward = |sign: f64| -> Result<Reached, EngineError> {
            let formula = copies.toward(plan, &aims[cell], (&run[cell], &diagnosis), cell, sign);
            match formula {
                Some(known) if !copies.is_in_doubt(plan, cell, known) => return Ok(known),
                None if !plan.cells[cell].is_share => return Ok(Reached::no(NEARLY_LIMITED)),
                _ => {}
            }
            let is_asked = (plan.cells[cell].spec.yardstick < 0.0) == (sign < 0.0);
            if is_asked && leading.contains(&cell) {
                searched(plan, cell, &aims[cell], sign, observer)
            } else {
                Ok(Reached::no(TOO_FEW_EVENTS))
            }
        };
        let untreated = copies.away.truths[cell];
        out.push(Solved { up: toward(1.0)?, down: toward(-1.0)?, untreated });
    }
    Ok(out)
}

/// The copies of a plan, and how far its truths can go.
struct Copies {
    stated: Copy,
    /// Without any effect of treatment.
    away: Copy,
    /// With every effect moved up and down.
    moved: [Copy; 2],
    /// Own truths at the ends.
    far: [Vec<f64>; 2],
}

impl Copies {
    fn others(&self) -> [&Copy; 3] {
        [&self.away, &self.moved[0], &self.moved[1]]
    }

    /// By the formula, from what the run left and what it says; none where the outcome seems to end just before.
    fn toward(
        &self,
        plan: &Plan,
        aims: &Truths,
        (run, sums): (&CellSums, &Diagnosis),
        cell: usize,
        sign: f64,
    ) -> Option<Reached> {
        let now = self.stated.truths[cell];
        // Arms by turns: which copy moves this contrast this way.
        let is_up = (self.moved[0].truths[cell] - self.moved[1].truths[cell]) * sign >= 0.0;
        let far = if is_up { &self.far[0] } else { &self.far[1] };
        let most = (far[cell] - now) * sign;
        if (self.far[0][cell] - self.far[1][cell]).abs() < 1e-9 {
            return Some(Reached::no(UNTREATED));
        }
        let limit = aims.own.endpoint.map_or(Limit::None, |endpoint| {
            let world = &plan.worlds[plan.cells[cell].world];
            Limit::of(world.model.endpoints[endpoint].measure)
        });
        let Some(whole) = Spread::of(sums) else { return Some(Reached::no(TOO_FEW)) };
        let spread = |copy: &Copy| Spread::of(&copy.cells[cell]);
        let ratio = |copy: &Copy| {
            let (base, moved) = spread(&self.stated).zip(spread(copy))?;
            let ratio = moved.se.value / base.se.value;
            Some((copy.truths[cell] - now, ratio * ratio))
        };
        let asked = Asked {
            sign,
            most: if limit == Limit::None { f64::INFINITY } else { most },
            z: run.mean_critical(),
            seen: Seen::of(run, sign),
            lattice: lattice(&plan.cells[cell], sums),
            untreated: self.away.truths[cell],
            matters: plan.cells[cell].stated_matters(),
            growth: Growth::through(self.others().into_iter().filter_map(ratio)),
        };
        whole.reach(sums, &asked)
    }

    /// Whether the normal law may not hold at what the formula says: a group without variation is to be met
    /// there.
    fn is_in_doubt(&self, plan: &Plan, cell: usize, formula: Reached) -> bool {
        let Some(effect) = formula.known().filter(|_| plan.cells[cell].is_share) else {
            return false;
        };
        let there = self.away.truths[cell] + effect.value;
        let gap = |copy: &&Copy| (copy.truths[cell] - there).abs();
        let [a, b, c] = self.others();
        let nearest = [&self.stated, a, b, c].into_iter().min_by(|x, y| gap(x).total_cmp(&gap(y)));
        nearest.is_some_and(|copy| {
            let seen = &copy.cells[cell];
            seen.constant_group.replications as f64 > DOUBT * seen.replications as f64
        })
    }
}

/// The plan with every effect moved by a latent shift.
fn moved(plan: &Plan, shift: f64) -> Plan {
    let mut out = plan.clone();
    for (world, before) in out.worlds.iter_mut().zip(&plan.worlds) {
        let stated = &before.model.shifts.effects;
        for endpoint in &before.model.endpoints {
            let outcome = endpoint.carrier();
            let unit = latent_unit(&plan.societies[before.society], endpoint.measure);
            for (arm, effects) in world.model.shifts.effects.iter_mut().enumerate().skip(1) {
                let sign = if arm % 2 == 1 { 1.0 } else { -1.0 };
                effects[outcome] = stated[arm][outcome] + sign * shift * unit;
            }
        }
    }
    out
}

/// The plan without any effect of treatment.
fn untreated(plan: &Plan) -> Plan {
    let mut out = plan.clone();
    for world in &mut out.worlds {
        world.model.shifts.effects.iter_mut().flatten().for_each(|effect| *effect = 0.0);
        world.gains.iter_mut().for_each(|gain| gain.scale(0.0));
    }
    out
}

/// The own truth of every cell.
fn own_truths(plan: &Plan, aims: &[Truths]) -> Vec<f64> {
    let mut needed: Vec<Vec<Needed>> = vec![Vec::new(); plan.worlds.len()];
    let mut places = Vec::new();
    for (cell, aims) in plan.cells.iter().zip(aims) {
        let list = &mut needed[cell.world];
        let at = list.iter().position(|n| n.expectation == aims.own).unwrap_or_else(|| {
            list.push(Needed { expectation: aims.own.clone(), error: f64::INFINITY });
            list.len() - 1
        });
        places.push(at);
    }
    let found = rough_truths(plan, &needed);
    let value = |(cell, &at): (&crate::plan::Cell, &usize)| found[cell.world].needed[at].value;
    plan.cells.iter().zip(&places).map(value).collect()
}

/// Spread of the estimates and size of their standard errors.
#[derive(Clone, Copy, Debug)]
struct Spread {
    sd: Measured,
    se: Measured,
}

impl Spread {
    fn of(d: &Diagnosis) -> Option<Self> {
        let (sd, se) = (d.sd_estimate.ok()?, d.mean_se.ok()?);
        (sd.value > 0.0 && se.value > 0.0).then_some(Self { sd, se })
    }

    /// The effect in the direction asked for whose estimate exceeds its critical value with power .80; none where
    /// the outcome ends just before, as far as the normal law tells.
    fn reach(self, d: &Diagnosis, asked: &Asked) -> Option<Reached> {
        let Ok(bias) = d.bias else { return Some(Reached::no(TOO_FEW)) };
        let (sign, truth) = (asked.sign, d.truth.value);
        let off = Measured { value: asked.untreated + bias.value, mcse: bias.mcse };
        if matters(off, asked.matters) {
            return Some(Reached::no(BIASED));
        }
        let at = |effect: f64| {
            let grown = asked.growth.at(sign * effect + asked.untreated - truth).sqrt();
            [self.sd.value * grown, self.se.value * grown]
        };
        let Ok(mean) = d.mean_estimate else { return Some(Reached::no(TOO_FEW)) };
        let predicted = (sign * mean.value - asked.z * self.se.value) / self.sd.value;
        let gap = asked.seen.gap(predicted);
        let weight = asked.seen.weight();
        let wanted =
            |[sd, se]: [f64; 2]| asked.z * se + (Z_POWER - weight * gap) * sd - sign * off.value;
        let mut effect = wanted([self.sd.value, self.se.value]);
        for _ in 0..ROUNDS {
            effect = 0.5 * (effect + wanted(at(effect)));
        }
        let largest = asked.most + sign * (truth - asked.untreated);
        if effect <= 0.0 {
            return Some(Reached::no(ALWAYS_FOUND));
        }
        if effect > largest {
            return (effect > BEYOND * largest).then(|| Reached::no(LIMITED));
        }
        let [sd, se] = at(effect);
        let part = |m: Measured, now: f64| now * m.mcse / m.value;
        let unexplained = (gap * gap - asked.seen.error * asked.seen.error).max(0.0).sqrt();
        let errors = [
            asked.z * part(self.se, se),
            Z_POWER * part(self.sd, sd),
            bias.mcse,
            weight * asked.seen.error * sd,
            (1.0 - weight) * unexplained * sd,
            (1.0 - weight) * asked.lattice,
        ];
        let mcse = errors.iter().map(|e| e * e).sum::<f64>().sqrt();
        Some(Reached::At(Measured { value: sign * effect, mcse }))
    }
}

/// What is asked of a cell.
struct Asked {
    /// 1 upwards, −1 downwards.
    sign: f64,
    /// The largest change in this direction that any treatment can bring about.
    most: f64,
    /// Mean critical value.
    z: f64,
    /// Power of the run in this direction.
    seen: Seen,
    /// Standard deviation of the rounding of an estimate to the values that it can take.
    lattice: f64,
    /// Own truth without any effect of treatment.
    untreated: f64,
    /// Smallest effect that matters.
    matters: Option<f64>,
    growth: Growth,
}

/// The power that a run has seen in one direction, as a normal score.
#[derive(Clone, Copy, Debug)]
struct Seen {
    z: f64,
    error: f64,
    /// −1 where no trial rejects, 1 where all do: the score is then a bound.
    end: f64,
}

impl Seen {
    fn of(sums: &CellSums, sign: f64) -> Self {
        let n = sums.replications() as f64;
        let rejections = sums.rejections_toward(sign);
        let power = (rejections as f64 + 0.5) / (n + 1.0);
        let z = normal::quantile(power);
        let end = match rejections {
            0 => -1.0,
            all if all == sums.replications() => 1.0,
            _ => 0.0,
        };
        Self { z, error: (power * (1.0 - power) / n).sqrt() / normal::pdf(z), end }
    }

    /// By how much it is more than was predicted; nothing where that lies beyond what can be seen.
    fn gap(self, predicted: f64) -> f64 {
        let gap = self.z - predicted;
        if self.end * gap < 0.0 { 0.0 } else { gap }
    }

    /// How much it says of the effect at which power is .80.
    fn weight(self) -> f64 {
        libm::exp(-0.5 * (self.z - Z_POWER) * (self.z - Z_POWER))
    }
}

/// The difference between two shares takes steps of one person in a group, of which two of equal size are
/// taken.
fn lattice(cell: &Cell, d: &Diagnosis) -> f64 {
    let people = d.n_analysed.filter(|n| cell.is_share && *n > 0.0);
    people.map_or(0.0, |n| 2.0 / n * UNIFORM.sqrt())
}
