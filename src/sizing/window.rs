//! Every size by itself, where there are few: with small arms each person makes a step in power, and no
//! line runs through a staircase.

use std::collections::BTreeMap;

use super::confirm::replications_for;
use super::scale::{Scale, Solution};
use super::search::Searching;
use crate::diagnosis::ladder::LadderSums;
use crate::diagnosis::measured::Z_975;
use crate::engine::{EngineError, Observer};

/// People below which every size is simulated.
pub(super) const SMALL: f64 = 200.0;
/// Error of the power of each: half a person or so, which the check makes smaller still.
const ERROR: f64 = 0.002;
/// Sizes simulated beyond the interval of the line, on either side.
const MARGIN: f64 = 2.0;
/// Most sizes at once.
const MOST: usize = 24;
/// Windows tried.
const WINDOWS: usize = 3;

/// Rejections and replications by size.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallies(BTreeMap<u32, [u64; 2]>);

impl Tallies {
    /// Adds what a ladder of these sizes counted.
    pub fn add(&mut self, points: &[f64], ladder: &LadderSums) {
        for (k, &point) in points.iter().enumerate() {
            let [rejections, replications] = self.0.entry(point as u32).or_default();
            *rejections += ladder.rejections(k);
            *replications += ladder.replications();
        }
    }

    /// The smallest size from which power stays at or above the target, and between which sizes it lies
    /// with a chance of 95 %; none where the sizes do not enclose all three. Below the floor no size can
    /// be run.
    pub fn solution(&self, target: f64, floor: f64) -> Option<Solution> {
        let from = |errors: f64| {
            let misses = |&(_, [rejections, n]): &(&u32, &[u64; 2])| {
                let (n, power) = (*n as f64, *rejections as f64 / *n as f64);
                power + errors * (power * (1.0 - power) / n).sqrt() < target
            };
            let next = match self.0.iter().rev().find(misses) {
                Some((last, _)) => last + 1,
                None => floor as u32,
            };
            self.0.contains_key(&next).then_some(f64::from(next))
        };
        Some(Solution { at: from(0.0)?, low: from(Z_975)?, high: from(-Z_975)? })
    }

    fn ends(&self) -> Option<[f64; 2]> {
        let (first, last) = (self.0.keys().next()?, self.0.keys().next_back()?);
        Some([f64::from(*first), f64::from(*last)])
    }
}

impl<S: Scale, O: Observer> Searching<'_, S, O> {
    /// Simulates every size around what the line says, to an error of .002; none where the effort does
    /// not suffice.
    pub(super) fn every_size(&mut self, line: Solution) -> Result<Option<Solution>, EngineError> {
        let [floor, _] = self.scale.range();
        let (mut first, mut last) = (line.low - MARGIN, line.high + MARGIN);
        let replications = replications_for(self.search.power, ERROR);
        self.tallies = Some(Tallies::default());
        for _ in 0..WINDOWS {
            let start = first.max(floor) as u32;
            let sizes: Vec<f64> =
                (start..=last.max(floor) as u32).take(MOST).map(f64::from).collect();
            let has_all = self.grow(&sizes, replications)?;
            let tallies = self.tallies.clone().unwrap_or_default();
            if let Some(solution) = tallies.solution(self.search.power, floor) {
                return Ok(Some(solution));
            }
            let Some([low, high]) = tallies.ends().filter(|_| has_all) else { break };
            let reaches =
                tallies.0.values().next_back().is_some_and(|[rejections, n]| {
                    *rejections as f64 / *n as f64 >= self.search.power
                });
            (first, last) = if reaches && low > floor {
                (low - 6.0, low - 1.0)
            } else {
                (high + 1.0, high + 6.0)
            };
        }
        self.tallies = None;
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::Tallies;

    /// Power in thousandths of 1,000,000 trials each.
    fn tallies(powers: &[(u32, u64)]) -> Tallies {
        Tallies(powers.iter().map(|&(size, p)| (size, [1000 * p, 1_000_000])).collect())
    }

    #[test]
    fn the_size_is_the_smallest_from_which_power_stays() {
        let teeth = [(466, 790), (467, 802), (468, 801), (469, 798), (470, 805), (471, 803)];
        let found = tallies(&teeth).solution(0.8, 6.0).unwrap();
        assert_eq!((found.at, found.low, found.high), (470.0, 470.0, 470.0));
    }

    #[test]
    fn the_smallest_size_that_can_be_run_may_be_the_answer() {
        let found = tallies(&[(6, 810), (7, 820)]).solution(0.8, 6.0).unwrap();
        assert_eq!((found.at, found.low, found.high), (6.0, 6.0, 6.0));
    }

    #[test]
    fn sizes_that_do_not_enclose_the_target_have_no_answer() {
        assert!(tallies(&[(10, 810), (11, 820)]).solution(0.8, 6.0).is_none());
        assert!(tallies(&[(10, 780), (11, 790)]).solution(0.8, 6.0).is_none());
    }
}
