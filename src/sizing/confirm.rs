//! An answer held against draws that the search has not seen.

use super::scale::{Check, Point, Scale, Solution, Verdict, simulate};
use super::search::Searching;
use super::window::SMALL;
use crate::engine::{BLOCK, EngineError, Observer};
use crate::stream::Domain;

/// How often an answer that fresh draws do not bear out is moved.
pub(super) const MOVES: usize = 2;
/// Error of the power of fresh draws; for sizes of few people; and the largest that still tells anything.
const ERROR: f64 = 0.005;
const LEAST_ERROR: f64 = 0.001;
/// Error above which fresh draws are too few to bear an answer out.
pub const ROUGH_ERROR: f64 = 0.01;
/// Share of the budget that one check may take, and one of few people.
pub(super) const SHARE: f64 = 0.125;
const SMALL_SHARE: f64 = 0.25;
/// How much more than what a control has left of the variance is reckoned with: that is itself uncertain.
const SPARE: f64 = 1.8;
/// Fewest replications of a check, whatever they cost.
const LEAST: u32 = 128;

/// Replications that give a power near the target this error, with a little to spare.
pub(super) fn replications_for(target: f64, error: f64) -> u32 {
    let power = target.max(0.5);
    let wanted = 1.04 * power * (1.0 - power) / (error * error);
    (wanted as u32).div_ceil(BLOCK) * BLOCK
}

impl<S: Scale, O: Observer> Searching<'_, S, O> {
    /// Simulates an answer, and the largest point below its interval, on fresh draws; they are kept.
    pub(super) fn check(&mut self, solution: &Solution) -> Result<Check, EngineError> {
        let below =
            if self.scale.is_whole() { solution.low - 1.0 } else { solution.low.min(solution.at) };
        let mut points = vec![below, solution.at];
        points.retain(|point| *point >= self.scale.range()[0]);
        points.dedup();
        self.check_points(&points)
    }

    /// Replications that give a power near the target this error, with a little to spare: where there is a control, by
    /// what it has left of the variance so far.
    pub(super) fn replications_for(&self, error: f64) -> u32 {
        let counted = replications_for(self.search.power, error);
        let Some(left) = self.variance_left() else { return counted };
        let wanted = (SPARE * left).min(1.0) * f64::from(counted);
        (wanted as u32).max(LEAST).div_ceil(BLOCK) * BLOCK
    }

    /// The variance of power nearest the target, as a share of what counting would have; none where it is counted.
    fn variance_left(&self) -> Option<f64> {
        let sums = self.groups.last().filter(|_| self.search.redivisions > 0)?;
        let off = |k: &usize| (sums.sums.power(*k) - self.search.power).abs();
        let k = (0..sums.axis.len()).min_by(|a, b| off(a).total_cmp(&off(b)))?;
        let (power, n) = (sums.sums.power(k), sums.sums.replications() as f64);
        let counted = power * (1.0 - power);
        (counted > 0.0).then(|| sums.sums.covariance(k, k) * n / counted)
    }

    /// The smallest point that can be run, on fresh draws.
    pub(super) fn check_floor(&mut self, at: f64) -> Result<Check, EngineError> {
        self.check_points(&[at])
    }

    fn check_points(&mut self, points: &[f64]) -> Result<Check, EngineError> {
        let at = points[points.len() - 1];
        let is_small = self.scale.is_whole() && at < SMALL;
        let (error, share) = if is_small { (LEAST_ERROR, SMALL_SHARE) } else { (ERROR, SHARE) };
        let affordable = share * self.search.budget / self.scale.cost(points);
        let affordable = (affordable as u32).max(LEAST) / BLOCK * BLOCK;
        let replications = self.replications_for(error).min(affordable);
        self.observer.stage("confirming on fresh draws", replications);
        let range = self.checked..self.checked + replications;
        let redivisions = self.search.redivisions;
        let (plan, sums) =
            simulate(self.scale, points, Domain::Check, range, redivisions, self.observer)?;
        self.checked += replications;
        let last = points.len() - 1;
        let mut check = Check {
            at: Point::of(at, last, &plan, &sums),
            below: (last > 0).then(|| Point::of(points[0], 0, &plan, &sums)),
            verdict: Verdict::NotConfirmed,
        };
        if check.is_borne_out(self.search.power) {
            check.verdict = match check.at.mcse {
                reached if reached <= error => Verdict::Confirmed,
                reached if reached <= ROUGH_ERROR => Verdict::CheckedRoughly,
                _ => Verdict::NotConfirmed,
            };
        }
        self.keep_checked(points, &sums);
        Ok(check)
    }
}

impl Check {
    /// Whether power at the answer is not more than two errors below the target, and below its interval
    /// not more than two errors above it.
    pub(super) fn is_borne_out(&self, target: f64) -> bool {
        let reaches = self.at.power + 2.0 * self.at.mcse >= target;
        reaches && self.below.as_ref().is_none_or(|p| p.power - 2.0 * p.mcse <= target)
    }
}
