//! Finds where power reaches its target: a wide grid, then narrow ones around the answer until it is
//! precise enough, all on common draws (Ruling of the sizing section; the probit line is fitted to all
//! points together).

use std::ops::Range;

use serde::Serialize;

use super::fit::{Line, Rungs};
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::ladder::LadderSums;
use crate::diagnosis::measured::Z_975;
use crate::engine::{self, BLOCK, EngineError, Observer};
use crate::plan::Plan;
use crate::replicate::Sums;
use crate::stream::Domain;

/// A quantity that power depends on, to be varied on common draws.
pub trait Scale {
    /// The plan of these points: cell k is point k, and ladder 0 holds all of them.
    fn plan(&self, points: &[f64]) -> Plan;
    /// The position of a point on the axis on which power is near a probit line; increasing.
    fn axis(&self, point: f64) -> f64;
    /// The point at a position.
    fn point(&self, axis: f64) -> f64;
    /// The nearest point that exists.
    fn snap(&self, point: f64) -> f64;
    /// Smallest and largest point.
    fn range(&self) -> [f64; 2];
    /// Cost of one replication of these points, in people drawn.
    fn cost(&self, points: &[f64]) -> f64;
}

/// What the search is to find, and how hard it may try.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// Power that is wanted, in the direction of the ladder.
    pub power: f64,
    /// Half the width of the 95 % interval, as a share of the answer, at which the search is done.
    pub tolerance: f64,
    /// Most replications in any one stage.
    pub replications: u32,
    /// Most people drawn over all replications.
    pub budget: f64,
}

/// Replications of the wide grid.
const WIDE: u32 = 512;
/// Replications of the first narrow grid.
const NARROW: u32 = 1024;
/// Factors of the wide grid, and of the narrow one.
const WIDE_FACTORS: [f64; 5] = [0.45, 0.67, 1.0, 1.4, 1.9];
const NARROW_FACTORS: [f64; 5] = [0.84, 0.92, 1.0, 1.08, 1.17];
/// Grids tried before the answer counts as not found.
const GRIDS: usize = 8;

/// One point of the curve.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// The quantity.
    pub at: f64,
    /// Replications.
    pub replications: u64,
    /// Share that rejects in the right direction.
    pub power: f64,
    /// Its Monte Carlo error.
    pub mcse: f64,
    /// Everything else about it.
    #[serde(skip)]
    pub diagnosis: Diagnosis,
}

impl Point {
    /// Cell `k` of a plan made by a [`Scale`].
    pub fn of(at: f64, k: usize, plan: &Plan, sums: &Sums) -> Self {
        let ladder = &sums.ladders[0];
        Self {
            at,
            replications: ladder.replications(),
            power: ladder.power(k),
            mcse: ladder.covariance(k, k).sqrt(),
            diagnosis: diagnose(&sums.cells[k], &plan.cells[k].spec),
        }
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Every point that was simulated, in order.
    pub curve: Vec<Point>,
    /// The line through them.
    pub line: Option<Line>,
    /// How the search ended.
    pub end: End,
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// Precise enough: the point with its 95 % interval.
    Found(Solution),
    /// Stopped by the budget: the point as far as it is known.
    Exhausted(Option<Solution>),
    /// Power is above its target at the smallest point already.
    Below,
    /// Power stays below its target up to the largest point that may be tried.
    Above,
    /// Power falls where it should rise.
    NotMonotone,
}

/// A point with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Solution {
    /// The point.
    pub at: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The search on its way.
struct Progress<'a, S, O> {
    scale: &'a S,
    search: &'a Search,
    observer: &'a O,
    groups: Vec<Rungs>,
    curve: Vec<Point>,
    spent: f64,
    /// Replications so far: every grid takes new ones.
    next: u32,
}

/// Searches from a first guess.
///
/// # Errors
/// When the observer stops it.
pub fn search<S: Scale, O: Observer>(
    scale: &S,
    search: &Search,
    guess: f64,
    observer: &O,
) -> Result<Found, EngineError> {
    let (groups, curve) = (Vec::new(), Vec::new());
    let mut progress = Progress { scale, search, observer, groups, curve, spent: 0.0, next: 0 };
    let end = progress.run(guess)?;
    let line = Line::fit(&progress.groups);
    let mut curve = progress.curve;
    curve.sort_by(|a, b| a.at.total_cmp(&b.at));
    Ok(Found { curve, line, end })
}

/// Runs points of a scale in a universe of random numbers: the sums over these replications.
///
/// # Errors
/// When the observer stops it.
pub fn simulate<S: Scale>(
    scale: &S,
    points: &[f64],
    domain: Domain,
    replications: Range<u32>,
    observer: &impl Observer,
) -> Result<(Plan, Sums), EngineError> {
    let mut plan = scale.plan(points);
    let sums = run(&mut plan, domain, replications, observer)?;
    Ok((plan, sums))
}

/// Runs some replications of a plan in a universe of random numbers.
pub(super) fn run(
    plan: &mut Plan,
    domain: Domain,
    replications: Range<u32>,
    observer: &impl Observer,
) -> Result<Sums, EngineError> {
    plan.domain = domain;
    plan.replications = replications.end;
    let blocks = replications.start / BLOCK..engine::blocks(plan);
    engine::run_blocks(plan, blocks, observer)
}

impl<S: Scale, O: Observer> Progress<'_, S, O> {
    fn run(&mut self, guess: f64) -> Result<End, EngineError> {
        let mut centre = guess;
        for _ in 0..GRIDS {
            let points = self.grid(centre, &WIDE_FACTORS);
            if !self.grow(&points, WIDE)? {
                return Ok(End::Exhausted(self.solution()));
            }
            self.cut_at_peak();
            if self.falls() {
                return Ok(End::NotMonotone);
            }
            let last = self.groups.last().map_or(&[][..], |g| &g.axis);
            let powers = self.powers();
            let [low, high] = self.scale.range();
            let (first, top) = (powers[0], powers[powers.len() - 1]);
            if first > self.search.power && points[0] <= low {
                return Ok(End::Below);
            }
            if top < self.search.power && self.scale.point(last[last.len() - 1]) >= high {
                return Ok(End::Above);
            }
            let solved = Line::fit(&self.groups[self.groups.len() - 1..])
                .and_then(|line| line.position(self.search.power))
                .map(|(axis, _)| axis);
            let inside = |axis: &f64| last[0] <= *axis && *axis <= last[last.len() - 1];
            match solved {
                Some(axis) if inside(&axis) => {
                    let at = self.scale.point(axis);
                    return self.refine(at);
                }
                // Beyond the grid a line through its points is only a direction.
                _ if first > self.search.power => centre *= 0.3,
                Some(axis) if axis.is_finite() && axis > 0.0 => {
                    centre = self.scale.point(axis).clamp(1.5 * centre, 4.0 * centre);
                }
                _ => centre *= 4.0,
            }
        }
        Ok(End::Exhausted(self.solution()))
    }

    /// Narrow grids around the answer until its interval is narrow enough.
    fn refine(&mut self, centre: f64) -> Result<End, EngineError> {
        // Far points would bend the line near the answer.
        self.groups.clear();
        let mut points = self.grid(centre, &NARROW_FACTORS);
        let mut replications = NARROW.min(self.search.replications);
        let mut done = 0;
        for round in 0.. {
            if !self.grow(&points, replications)? {
                return Ok(End::Exhausted(self.solution()));
            }
            done += replications;
            let Some(solution) = self.solution() else {
                return Ok(End::NotMonotone);
            };
            let width = (solution.high - solution.low) / 2.0 / solution.at;
            if width <= self.search.tolerance {
                return Ok(End::Found(solution));
            }
            if done >= self.search.replications {
                return Ok(End::Exhausted(Some(solution)));
            }
            if round == 0 {
                points = self.grid(solution.at, &NARROW_FACTORS);
            }
            // What the width says is still missing, with a little to spare.
            let wanted = f64::from(done) * (width / self.search.tolerance).powi(2) * 1.1;
            let missing = (wanted as u32).saturating_sub(done).max(NARROW / 4);
            replications = missing.min(self.search.replications - done);
        }
        unreachable!("the loop ends by returning")
    }

    /// The grid around a point, within the range and without repetitions.
    fn grid(&self, centre: f64, factors: &[f64]) -> Vec<f64> {
        let [low, high] = self.scale.range();
        let mut points: Vec<f64> =
            factors.iter().map(|f| self.scale.snap((f * centre).clamp(low, high))).collect();
        points.dedup();
        points
    }

    /// Simulates new replications of some points; false when the budget does not allow it.
    fn grow(&mut self, points: &[f64], replications: u32) -> Result<bool, EngineError> {
        let each = self.scale.cost(points);
        let affordable = ((self.search.budget - self.spent) / each) as u32 / BLOCK * BLOCK;
        let replications = replications.div_ceil(BLOCK) * BLOCK;
        let count = replications.min(affordable);
        if count < 2 * BLOCK {
            return Ok(false);
        }
        let range = self.next..self.next + count;
        self.observer
            .stage(if self.groups.is_empty() { "looking around" } else { "narrowing" }, count);
        let (plan, sums) = simulate(self.scale, points, Domain::Simulation, range, self.observer)?;
        self.next += count;
        self.spent += each * f64::from(count);
        self.keep(points, &plan, sums);
        Ok(count == replications)
    }

    fn keep(&mut self, points: &[f64], plan: &Plan, sums: Sums) {
        let curve = points.iter().enumerate().map(|(k, &at)| Point::of(at, k, plan, &sums));
        self.curve.extend(curve);
        let axis = points.iter().map(|&x| self.scale.axis(x)).collect();
        let ladder: LadderSums = sums.ladders.into_iter().next().unwrap_or_default();
        self.groups.push(Rungs { axis, sums: ladder });
    }

    /// Where power has reached its target, a later fall does not matter: the largest effects may leave
    /// an arm without any variation, which no test can reject.
    fn cut_at_peak(&mut self) {
        let powers = self.powers();
        let best = powers.iter().copied().fold(0.0, f64::max);
        let peak = powers.iter().position(|&p| p == best).unwrap_or(0);
        if best >= self.search.power
            && let Some(group) = self.groups.last_mut()
        {
            group.axis.truncate(peak + 1);
            group.sums.truncate(peak + 1);
        }
    }

    /// Powers of the last grid.
    fn powers(&self) -> Vec<f64> {
        let last = self.groups.last().map(|g| (0..g.axis.len()).map(|k| g.sums.power(k)));
        last.map(Iterator::collect).unwrap_or_default()
    }

    /// Whether power falls somewhere in the last grid, by more than four paired errors.
    fn falls(&self) -> bool {
        let Some(Rungs { axis, sums }) = self.groups.last() else { return false };
        let pairs = (0..axis.len()).flat_map(|a| (a + 1..axis.len()).map(move |b| (a, b)));
        pairs.into_iter().any(|(a, b)| {
            let drop = sums.power(a) - sums.power(b);
            let variance =
                sums.covariance(a, a) + sums.covariance(b, b) - 2.0 * sums.covariance(a, b);
            drop > 4.0 * variance.max(0.0).sqrt() + 1e-12
        })
    }

    fn solution(&self) -> Option<Solution> {
        let (axis, error) = Line::fit(&self.groups)?.position(self.search.power)?;
        let at = |axis: f64| self.scale.point(axis.max(0.0));
        Some(Solution {
            at: at(axis),
            low: at(axis - Z_975 * error),
            high: at(axis + Z_975 * error),
        })
    }
}
