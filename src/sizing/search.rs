//! Finds where power reaches its target: grids that move until simulated power stands on both sides of
//! it, then narrow ones around the answer until it is precise enough, and fresh draws that confirm it.
//!
//! The probit line is fitted to the narrow grids only: far from the answer power need not follow it, and where nothing
//! is found yet a curve has nothing to say. Near the edge of a rate power bends: an effect there is asked of close grids.

use super::confirm::MOVES;
use super::fit::{Line, Rungs};
use super::scale::{Bounds, End, Point, Scale, Search, Solution, powers, simulate};
use super::window::{SMALL, Tallies};
use crate::diagnosis::measured::Z_975;
use crate::engine::{BLOCK, EngineError, Observer};
use crate::numeric::normal;
use crate::plan::Plan;
use crate::replicate::Sums;
use crate::stream::Domain;

/// Replications of a wide grid, and of the first narrow one.
const WIDE: u32 = 512;
const NARROW: u32 = 1024;
/// Share of the budget that one wide grid may take, and fewest replications whatever they cost.
const WIDE_SHARE: f64 = 0.1;
const WIDE_LEAST: u32 = 64;
/// Factors of a wide grid, and of a narrow one.
const WIDE_FACTORS: [f64; 5] = [0.55, 0.75, 1.0, 1.3, 1.7];
const NARROW_FACTORS: [f64; 5] = [0.84, 0.92, 1.0, 1.08, 1.17];
const CLOSE_FACTORS: [f64; 5] = [0.95, 0.975, 1.0, 1.025, 1.05];
/// A narrow grid of whole points: each with its two neighbours, since power has teeth where whole
/// people are divided over arms.
const WHOLE_FACTORS: [f64; 3] = [0.9, 1.0, 1.1];
/// Points beyond which teeth no longer matter.
const TOOTHLESS: f64 = 2000.0;
/// Grids tried before the answer counts as not found.
const GRIDS: usize = 10;
/// Power below which a curve says nothing about where it will rise.
const PLATEAU: f64 = 0.15;

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Every point that was simulated, in order.
    pub curve: Vec<Point>,
    /// Where the answer must lie.
    pub bounds: Bounds,
    /// How the search ended.
    pub end: End,
}

/// The search on its way.
pub(super) struct Searching<'a, S, O> {
    pub scale: &'a S,
    pub search: &'a Search,
    pub observer: &'a O,
    /// Grids around the answer.
    pub groups: Vec<Rungs>,
    /// Every size by itself, where the answer is small.
    pub tallies: Option<Tallies>,
    curve: Vec<Point>,
    /// Whether narrow grids are close ones.
    is_close: bool,
    spent: f64,
    /// Replications so far: every grid takes new ones.
    next: u32,
    /// Replications of checks so far, on their own streams.
    pub checked: u32,
}

/// Where the first grids ended.
enum Around {
    /// The target lies between two points; a guess where.
    Between(f64),
    /// It is reached at the smallest point.
    Floor(f64),
    /// It is not enclosed.
    Nowhere(Box<End>),
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
    let mut searching = Searching {
        scale,
        search,
        observer,
        groups: Vec::new(),
        tallies: None,
        curve: Vec::new(),
        is_close: false,
        spent: 0.0,
        next: 0,
        checked: 0,
    };
    let end = match searching.look_around(guess)? {
        Around::Between(centre) => searching.settle(centre)?,
        Around::Floor(at) => searching.settle_at_floor(at)?,
        Around::Nowhere(end) => *end,
    };
    let bounds = searching.bounds();
    let mut curve = searching.curve;
    curve.sort_by(|a, b| a.at.total_cmp(&b.at));
    Ok(Found { curve, bounds, end })
}

impl<S: Scale, O: Observer> Searching<'_, S, O> {
    /// Moves wide grids until the target lies between two points.
    fn look_around(&mut self, guess: f64) -> Result<Around, EngineError> {
        let [low, high] = self.scale.range();
        let target = self.search.power;
        let mut centre = guess;
        for _ in 0..GRIDS {
            let points = self.grid(centre, &WIDE_FACTORS);
            let each = self.scale.cost(&points);
            let affordable = (WIDE_SHARE * self.search.budget / each) as u32;
            if !self.grow(&points, WIDE.min(affordable).max(WIDE_LEAST))? {
                return Ok(Around::Nowhere(Box::new(End::Exhausted)));
            }
            self.cut_at_peak();
            if self.falls() {
                return Ok(Around::Nowhere(Box::new(End::NotMonotone)));
            }
            if let Some(between) = self.crossing() {
                return Ok(Around::Between(between));
            }
            let powers = self.powers();
            let last = points[points.len() - 1];
            if powers[0] >= target {
                if points[0] <= low {
                    return Ok(Around::Floor(low));
                }
                centre = (0.3 * centre).max(low);
            } else if last >= high {
                return Ok(Around::Nowhere(Box::new(End::Above)));
            } else {
                centre = self.ahead(&points, &powers).clamp(1.5 * centre, 4.0 * centre);
            }
        }
        Ok(Around::Nowhere(Box::new(End::Exhausted)))
    }

    /// Where the last upward crossing of all points so far lies, by a straight piece between its ends.
    fn crossing(&self) -> Option<f64> {
        let target = self.search.power;
        let mut points: Vec<&Point> = self.curve.iter().collect();
        points.sort_by(|a, b| a.at.total_cmp(&b.at));
        let pair = points.windows(2).rev().find(|w| w[0].power < target && target <= w[1].power)?;
        let ends = [pair[0], pair[1]].map(|p| [self.scale.axis(p.at), probit(p.power)]);
        let [[a, low], [b, high]] = ends;
        let share = ((normal::quantile(target) - low) / (high - low)).clamp(0.05, 0.95);
        Some(self.scale.point(a + share * (b - a)))
    }

    /// Where the last piece of a grid that does not reach the target points to.
    fn ahead(&self, points: &[f64], powers: &[f64]) -> f64 {
        let k = points.len() - 1;
        if k == 0 || powers[k] < PLATEAU {
            return f64::INFINITY;
        }
        let [a, b] = [points[0], points[k]].map(|p| self.scale.axis(p));
        let slope = (probit(powers[k]) - probit(powers[0])) / (b - a);
        let step = (normal::quantile(self.search.power) - probit(powers[k])) / slope;
        if slope > 0.0 { self.scale.point(b + step) } else { f64::INFINITY }
    }

    /// Narrows the answer down.
    fn settle(&mut self, centre: f64) -> Result<End, EngineError> {
        let Some((solution, is_precise)) = self.refine(centre)? else {
            return Ok(End::Exhausted);
        };
        if self.scale.is_whole() && solution.at < SMALL {
            return match self.every_size(solution)? {
                Some(exact) => self.confirm(exact, true),
                None => self.confirm(solution, false),
            };
        }
        self.confirm(solution, is_precise)
    }

    /// The smallest point that can be run, or a whole one just above it.
    fn settle_at_floor(&mut self, floor: f64) -> Result<End, EngineError> {
        if !self.scale.is_whole() {
            let check = self.search.is_thorough.then(|| self.check_floor(floor)).transpose()?;
            return Ok(End::Floor(check));
        }
        let around = Solution { at: floor, low: floor, high: floor };
        match self.every_size(around)? {
            Some(exact) => self.confirm(exact, true),
            None => Ok(End::Exhausted),
        }
    }

    /// Checks an answer on fresh draws; where they do not bear it out they are pooled with the search,
    /// the answer moves and is checked afresh.
    fn confirm(&mut self, found: Solution, is_precise: bool) -> Result<End, EngineError> {
        let mut solution = found;
        if !self.search.is_thorough {
            return Ok(End::Enclosed { solution, is_precise, check: None });
        }
        let mut check = self.check(&solution)?;
        for _ in 0..MOVES {
            if check.is_borne_out(self.search.power) {
                break;
            }
            let Some(moved) = self.pooled() else { break };
            solution = moved;
            check = self.check(&solution)?;
        }
        Ok(End::Enclosed { solution, is_precise, check: Some(check) })
    }

    /// Narrow grids around the answer until its interval is narrow enough; whether it is. None where
    /// the target slips out of all of them.
    fn refine(&mut self, mut centre: f64) -> Result<Option<(Solution, bool)>, EngineError> {
        for _ in 0..GRIDS {
            self.groups.clear();
            let points = self.narrow(centre);
            if !self.grow(&points, NARROW.min(self.search.replications))? && self.groups.is_empty()
            {
                return Ok(None);
            }
            let enclosed = self.solution().filter(|_| self.is_enclosed());
            let step = if self.is_close { 0.05 } else { 0.2 };
            let may_bend = self.search.is_thorough && !self.scale.is_whole() && !self.is_close;
            match enclosed {
                Some(solution) if may_bend && 2.0 * solution.at > self.scale.range()[1] => {
                    (self.is_close, centre) = (true, solution.at);
                }
                Some(solution) => return self.sharpen(solution).map(Some),
                None if self.powers()[0] >= self.search.power => centre *= 1.0 - step,
                None => centre *= 1.0 + step,
            }
        }
        Ok(None)
    }

    /// More replications of a narrow grid, as many as its interval says are missing.
    fn sharpen(&mut self, first: Solution) -> Result<(Solution, bool), EngineError> {
        let points = self.narrow(first.at);
        let is_whole = self.scale.is_whole();
        let mut solution = first;
        let mut done = NARROW.min(self.search.replications);
        loop {
            let width = (solution.high - solution.low) / 2.0 / solution.at;
            if width <= self.search.tolerance {
                return Ok((solution.snapped(is_whole), true));
            }
            let excess = width / self.search.tolerance;
            let wanted = f64::from(done) * (excess * excess) * 1.1;
            let missing = (wanted as u32).saturating_sub(done).max(NARROW / 4);
            let more = missing.min(self.search.replications.saturating_sub(done));
            let has_all = more > 0 && self.grow(&points, more)?;
            solution = self.solution().unwrap_or(solution);
            if !has_all {
                return Ok((solution.snapped(is_whole), false));
            }
            done += more;
        }
    }

    /// The grid around a point, within the range and without repetitions.
    fn grid(&self, centre: f64, factors: &[f64]) -> Vec<f64> {
        let [low, high] = self.scale.range();
        let snap = |point: f64| if self.scale.is_whole() { point.round() } else { point };
        let mut points: Vec<f64> =
            factors.iter().map(|f| snap((f * centre).clamp(low, high))).collect();
        points.dedup();
        points
    }

    fn narrow(&self, centre: f64) -> Vec<f64> {
        if !self.scale.is_whole() || centre > TOOTHLESS {
            let factors = if self.is_close { CLOSE_FACTORS } else { NARROW_FACTORS };
            return self.grid(centre, &factors);
        }
        let [low, high] = self.scale.range();
        let around = |f: &f64| [-1.0, 0.0, 1.0].map(|step| (f * centre).round() + step);
        let all = WHOLE_FACTORS.iter().flat_map(around).map(|point| point.clamp(low, high));
        let mut points: Vec<f64> = all.collect();
        points.sort_by(f64::total_cmp);
        points.dedup();
        points
    }

    /// Simulates new replications of some points; false when the budget does not allow all of them.
    pub fn grow(&mut self, points: &[f64], replications: u32) -> Result<bool, EngineError> {
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
        let (domain, redivisions) = (Domain::Simulation, self.search.redivisions);
        let (plan, sums) = simulate(self.scale, points, domain, range, redivisions, self.observer)?;
        self.next += count;
        self.spent += each * f64::from(count);
        self.keep(points, &plan, &sums);
        Ok(count == replications)
    }

    /// Keeps what was simulated, for the curve and for the answer.
    fn keep(&mut self, points: &[f64], plan: &Plan, sums: &Sums) {
        let curve = points.iter().enumerate().map(|(k, &at)| Point::of(at, k, plan, sums));
        self.curve.extend(curve);
        self.keep_checked(points, sums);
    }

    /// Keeps what was simulated for the answer.
    pub fn keep_checked(&mut self, points: &[f64], sums: &Sums) {
        let axis = points.iter().map(|&x| self.scale.axis(x)).collect();
        let sums = powers(sums);
        if let Some(tallies) = &mut self.tallies {
            tallies.add(points, &sums);
        }
        self.groups.push(Rungs { axis, sums });
    }

    /// Where power has reached its target, a later fall does not matter: the largest effects may leave
    /// an arm without any variation.
    fn cut_at_peak(&mut self) {
        let powers = self.powers();
        let best = powers.iter().copied().fold(0.0, f64::max);
        let peak = powers.iter().position(|&p| p == best).unwrap_or(0);
        if !self.scale.is_whole()
            && best >= self.search.power
            && let Some(group) = self.groups.last_mut()
        {
            self.curve.truncate(self.curve.len() - (powers.len() - peak - 1));
            group.axis.truncate(peak + 1);
            group.sums.truncate(peak + 1);
        }
    }

    /// Powers of the last grid.
    fn powers(&self) -> Vec<f64> {
        let last = self.groups.last().map(|g| (0..g.axis.len()).map(|k| g.sums.power(k)));
        last.map(Iterator::collect).unwrap_or_default()
    }

    /// Whether the last grid ends lower than some point of it, by more than four paired errors.
    fn falls(&self) -> bool {
        let Some(Rungs { axis, sums }) = self.groups.last() else { return false };
        let last = axis.len() - 1;
        (0..last).any(|k| {
            let drop = sums.power(k) - sums.power(last);
            let variance = sums.covariance(k, k) + sums.covariance(last, last)
                - 2.0 * sums.covariance(k, last);
            drop > 4.0 * variance.max(0.0).sqrt() + 1e-12
        })
    }

    /// Whether power stands on both sides of the target in the narrow grids.
    fn is_enclosed(&self) -> bool {
        let powers = self.groups.iter().flat_map(|g| (0..g.axis.len()).map(|k| g.sums.power(k)));
        let [low, high] =
            powers.fold([1.0_f64, 0.0_f64], |[low, high], p| [low.min(p), high.max(p)]);
        low < self.search.power && self.search.power <= high
    }

    /// What the line through the narrow grids says; none where power does not rise.
    fn solution(&self) -> Option<Solution> {
        let (axis, error) = Line::fit(&self.groups)?.position(self.search.power)?;
        let at = |axis: f64| self.scale.point(axis.max(0.0));
        let (low, high) = (at(axis - Z_975 * error), at(axis + Z_975 * error));
        Some(Solution { at: at(axis), low, high }).filter(|s| s.at > 0.0 && s.high.is_finite())
    }

    /// The answer with all draws so far, those of the last check included.
    fn pooled(&self) -> Option<Solution> {
        match &self.tallies {
            Some(tallies) => tallies.solution(self.search.power, self.scale.range()[0]),
            None => self.solution().map(|s| s.snapped(self.scale.is_whole())),
        }
    }

    fn bounds(&self) -> Bounds {
        let target = self.search.power;
        let below = self.curve.iter().filter(|p| p.power + 2.0 * p.mcse < target).map(|p| p.at);
        let above = self.curve.iter().filter(|p| p.power - 2.0 * p.mcse > target).map(|p| p.at);
        Bounds { more_than: below.reduce(f64::max), less_than: above.reduce(f64::min) }
    }
}

/// Of a power away from its ends.
fn probit(power: f64) -> f64 {
    normal::quantile(power.clamp(1e-3, 1.0 - 1e-3))
}
