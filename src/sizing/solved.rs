//! The smallest detectable effect of every cell of a run, in both directions.
//!
//! The plain formula takes the spread of the estimates as it is. But an effect on a share changes that
//! spread, standard errors are not always as large as the spread, and estimates may be biased. Here a
//! few replications are lived through three times on the same draws, with every effect moved up, down
//! and not at all; what that does to the standard errors is carried over to the whole run, and the
//! effect is solved at which a normal estimate passes its critical value with power .80. By how far the
//! same formula misses the power that the run itself has seen is taken into account: the more so the closer
//! that power is to .80, and as an error of the approximation the further it is. What a group does without
//! any treatment, such as controls who react to being controls, is no effect. `simulate mde` searches one
//! cell's effect by simulation alone.

use serde::Serialize;

use super::path::{LATENT_LIMIT, Limit, latent_unit};
use super::probe::matters;
use super::restrict::restrict;
use crate::calibration::{Aims, Needed, rough_truths};
use crate::diagnosis::cell::CellSums;
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::Z_POWER;
use crate::engine::{self, EngineError, Observer};
use crate::numeric::normal;
use crate::plan::{Cell, Plan};

/// Replications that are lived through three times.
const REPLICATIONS: u32 = 64;
/// Latent shift of every effect, in standard deviations of the latent noise.
const SHIFT: f64 = 0.5;
/// Variance of a uniform distribution of width 1.
const UNIFORM: f64 = 1.0 / 12.0;
const TOO_FEW: &str = "too few replications have an interval";
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

    fn no(reason: &'static str) -> Self {
        Self::No { value: None, mcse: None, reason }
    }
}

/// How far all effects are moved in one copy of the plan: the arms by turns up and down, so that arms
/// compared with each other move apart.
const COPIES: [f64; 5] = [0.0, SHIFT, -SHIFT, LATENT_LIMIT, -LATENT_LIMIT];

/// Solves all cells of a plan, given the sums of its run.
///
/// # Errors
/// When the observer stops it.
pub fn solve_effects(
    plan: &Plan,
    aims: &[Aims],
    run: &[CellSums],
    observer: &impl Observer,
) -> Result<Vec<Solved>, EngineError> {
    let cells: Vec<usize> = (0..plan.cells.len()).collect();
    let (mut short, places) = restrict(plan, &cells);
    short.pairs.clear();
    short.replications = plan.replications.min(REPLICATIONS);
    let truths = COPIES.map(|shift| own_truths(&moved(plan, shift), aims));
    let untreated = own_truths(&untreated(plan), aims);
    let mut seen = Vec::new();
    for &shift in &COPIES[..3] {
        let copy = moved(&short, shift);
        observer.stage("finding the smallest detectable effects", copy.replications);
        let sums = engine::run_blocks(&copy, 0..engine::blocks(&copy), observer)?;
        seen.push(sums.cells);
    }
    let spread = |copy: usize, cell: usize| {
        let place = places[cell];
        Spread::of(&diagnose(&seen[copy][place], &short.cells[place].spec))
    };
    let solved = cells.iter().map(|&cell| {
        let sums = diagnose(&run[cell], &plan.cells[cell].spec);
        let truth = |copy: usize| truths[copy][cell];
        let toward = |sign: f64| {
            // Arms by turns: which copy moves this contrast this way.
            let is_up = (truth(1) - truth(2)) * sign >= 0.0;
            let far = if is_up { 3 } else { 4 };
            let most = (truth(far) - truth(0)) * sign;
            if (truth(3) - truth(4)).abs() < 1e-9 {
                return Reached::no("neither group is treated");
            }
            let limit = aims[cell].own.endpoint.map_or(Limit::None, |endpoint| {
                let world = &plan.worlds[plan.cells[cell].world];
                Limit::of(world.model.endpoints[endpoint].measure)
            });
            let Some(whole) = Spread::of(&sums) else { return Reached::no(TOO_FEW) };
            let point = |copy: usize| Some((spread(copy, cell)?, truth(copy) - truth(0)));
            let asked = Asked {
                sign,
                most: if limit == Limit::None { f64::INFINITY } else { most },
                z: run[cell].mean_critical(),
                seen: Seen::of(&run[cell], sign),
                lattice: lattice(&plan.cells[cell], &sums),
                untreated: untreated[cell],
                matters: plan.cells[cell].stated_matters(),
                growth: Growth::new(spread(0, cell), [point(1), point(2)]),
            };
            whole.reach(&sums, &asked)
        };
        Solved { up: toward(1.0), down: toward(-1.0) }
    });
    Ok(solved.collect())
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
fn own_truths(plan: &Plan, aims: &[Aims]) -> Vec<f64> {
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

    /// The effect in the direction asked for whose estimate exceeds its critical value with power .80.
    fn reach(self, d: &Diagnosis, asked: &Asked) -> Reached {
        let Ok(bias) = d.bias else { return Reached::no(TOO_FEW) };
        let (sign, truth) = (asked.sign, d.truth.value);
        let off = Measured { value: asked.untreated + bias.value, mcse: bias.mcse };
        if matters(off, asked.matters) {
            return Reached::no("without any effect the estimate is off by more than what matters");
        }
        let at = |effect: f64| {
            let grown = asked.growth.at(sign * effect + asked.untreated - truth).sqrt();
            [self.sd.value * grown, self.se.value * grown]
        };
        let Ok(mean) = d.mean_estimate else { return Reached::no(TOO_FEW) };
        let predicted = (sign * mean.value - asked.z * self.se.value) / self.sd.value;
        let gap = asked.seen.z - predicted;
        let weight = asked.seen.weight();
        let wanted =
            |[sd, se]: [f64; 2]| asked.z * se + (Z_POWER - weight * gap) * sd - sign * off.value;
        let mut effect = wanted([self.sd.value, self.se.value]);
        for _ in 0..ROUNDS {
            effect = 0.5 * (effect + wanted(at(effect)));
        }
        let largest = asked.most + sign * (truth - asked.untreated);
        if effect <= 0.0 {
            return Reached::no("found as often without any effect, because of the bias");
        }
        if effect > largest {
            return Reached::no("more than the outcome allows: everybody or nobody would have it");
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
        Reached::At(Measured { value: sign * effect, mcse })
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
}

impl Seen {
    fn of(sums: &CellSums, sign: f64) -> Self {
        let n = sums.replications() as f64;
        let power = (sums.rejections_toward(sign) as f64 + 0.5) / (n + 1.0);
        let z = normal::quantile(power);
        Self { z, error: (power * (1.0 - power) / n).sqrt() / normal::pdf(z) }
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

/// How the squared standard error grows with the effect: a parabola through three points, as a share of
/// what it is. That is exact for shares of people, whose variance is p(1 − p). Standard errors vary so
/// little between replications that few of them tell, and the spread of the estimates changes in step.
#[derive(Clone, Copy, Debug, Default)]
struct Growth {
    slope: f64,
    curve: f64,
}

impl Growth {
    /// From spreads at two other effects, each with its distance; flat where so few replications say
    /// nothing, straight where only one says something.
    fn new(base: Option<Spread>, points: [Option<(Spread, f64)>; 2]) -> Self {
        let Some(base) = base else { return Self::default() };
        // Slope of the chord to a point.
        let chord = |(moved, change): (Spread, f64)| {
            let ratio = moved.se.value / base.se.value;
            ((ratio * ratio - 1.0) / change, change)
        };
        let is_away = |point: &(Spread, f64)| point.1.abs() > 1e-9;
        match points.map(|point| point.filter(is_away).map(chord)) {
            [Some((a, x)), Some((b, y))] if (x - y).abs() > 1e-9 => {
                let curve = (a - b) / (x - y);
                Self { slope: a - curve * x, curve }
            }
            [Some((slope, _)), _] | [None, Some((slope, _))] => Self { slope, curve: 0.0 },
            [None, None] => Self::default(),
        }
    }

    /// The squared standard error at a change of the effect, as a share of what it is.
    fn at(self, change: f64) -> f64 {
        (1.0 + change * (self.slope + self.curve * change)).max(0.05)
    }
}
