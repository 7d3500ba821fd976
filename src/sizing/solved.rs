//! The smallest detectable effect of every cell of a run, in both directions.
//!
//! The plain formula takes the spread of the estimates as it is. But an effect on a share changes that
//! spread, standard errors are not always as large as the spread, and estimates may be biased. Here a
//! few replications are lived through three times on the same draws, with every effect moved up, down
//! and not at all; what that does to the standard errors is carried over to the whole run, and the
//! effect is solved at which a normal estimate passes its critical value with power .80. `simulate mde`
//! searches one cell's effect by simulation alone.

use serde::Serialize;

use super::effect::latent_unit;
use super::restrict::restrict;
use crate::calibration::{Aims, Needed, rough_truths};
use crate::diagnosis::cell::CellSums;
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::Z_POWER;
use crate::engine::{self, EngineError, Observer};
use crate::plan::Plan;

/// Replications that are lived through three times.
const REPLICATIONS: u32 = 64;
/// Latent shift of every effect, in standard deviations of the latent noise.
const SHIFT: f64 = 0.5;
/// Latent shift that stands for as much as any treatment could do.
const MOST: f64 = 4.0;
const TOO_FEW: &str = "too few usable replications";
/// Rounds of the fixed point; each brings the effect closer by a factor of ten or so.
const ROUNDS: usize = 60;

/// Smallest effects on the estimator's own estimand that are found with power .80 at the cell's first
/// significance level; a direction without one says why.
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
const COPIES: [f64; 5] = [0.0, SHIFT, -SHIFT, MOST, -MOST];

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
            let is_up = (truth(1) - truth(0)) * sign >= 0.0;
            let (near, far) = if is_up { (1, 3) } else { (2, 4) };
            let change = truth(near) - truth(0);
            let most = (truth(far) - truth(0)) * sign;
            if most.abs() < 1e-9 {
                return Reached::no("neither group is treated");
            }
            let Some(whole) = Spread::of(&sums) else { return Reached::no(TOO_FEW) };
            // Where so few replications say nothing, the spread is taken as it is.
            let seen = spread(near, cell).zip(spread(0, cell));
            let rate = seen.map_or(0.0, |(moved, base)| moved.rate_from(base, change));
            whole.reach(&sums, run[cell].mean_critical(), rate, sign, most)
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

    /// By how much the squared standard error changes per unit of the effect, as a share of what it is.
    /// Standard errors vary so little between replications that few of them tell, and the spread of the
    /// estimates changes in step.
    fn rate_from(self, base: Self, change: f64) -> f64 {
        let (now, then) = (self.se.value, base.se.value);
        if change.abs() < 1e-9 { 0.0 } else { (now * now / (then * then) - 1.0) / change }
    }

    /// The effect in the direction of `sign` whose estimate exceeds its critical value with power .80;
    /// `most` is the largest change that any treatment can bring about.
    fn reach(self, d: &Diagnosis, z: f64, rate: f64, sign: f64, most: f64) -> Reached {
        let Ok(bias) = d.bias else { return Reached::no(TOO_FEW) };
        let (truth, off) = (d.truth.value, sign * bias.value);
        let at = |effect: f64| {
            let grown = (1.0 + rate * (sign * effect - truth)).max(0.05).sqrt();
            [self.sd.value * grown, self.se.value * grown]
        };
        let mut effect = z * self.se.value + Z_POWER * self.sd.value - off;
        for _ in 0..ROUNDS {
            let [sd, se] = at(effect);
            effect = 0.5 * (effect + z * se + Z_POWER * sd - off);
        }
        let largest = most + sign * truth;
        if effect <= 0.0 {
            return Reached::no("found as often without any effect, because of the bias");
        }
        if effect > largest {
            return Reached::no("more than any treatment could bring about here");
        }
        let [sd, se] = at(effect);
        let part = |m: Measured, now: f64| now * m.mcse / m.value;
        let errors = [z * part(self.se, se), Z_POWER * part(self.sd, sd), bias.mcse];
        let mcse = errors.iter().map(|e| e * e).sum::<f64>().sqrt();
        Reached::At(Measured { value: sign * effect, mcse })
    }
}
