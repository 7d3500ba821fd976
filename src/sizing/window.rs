//! Every size by itself, where there are few: with small arms each person makes a step in power, and no
//! line runs through a staircase.

use std::collections::BTreeMap;

use super::scale::{Scale, Solution};
use super::search::Searching;
use crate::diagnosis::measured::Z_975;
use crate::diagnosis::powers::Powers;
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

/// What was found by size: the sum over replications, that of the squares, and how many there were.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallies(BTreeMap<u32, [f64; 3]>);

/// Power of a size, with its error.
fn power(&[total, squares, n]: &[f64; 3]) -> [f64; 2] {
    let power = total / n;
    [power, ((squares / n - power * power) / n).max(0.0).sqrt()]
}

impl Tallies {
    /// Adds what was found at these sizes.
    pub fn add(&mut self, points: &[f64], found: &Powers) {
        for (k, &point) in points.iter().enumerate() {
            let [total, squares] = found.sums(k);
            let tally = self.0.entry(point as u32).or_default();
            *tally = [tally[0] + total, tally[1] + squares, tally[2] + found.replications() as f64];
        }
    }

    /// The smallest size from which power stays at or above the target, and between which sizes it lies
    /// with a chance of 95 %; none where the sizes do not enclose all three. Below the floor no size can
    /// be run.
    pub fn solution(&self, target: f64, floor: f64) -> Option<Solution> {
        let from = |errors: f64| {
            let misses = |&(_, tally): &(&u32, &[f64; 3])| {
                let [power, error] = power(tally);
                power + errors * error < target
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
        let replications = self.replications_for(ERROR);
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
            let largest = tallies.0.values().next_back();
            let reaches = largest.is_some_and(|tally| power(tally)[0] >= self.search.power);
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
        let tally = |p: u64| [1e3 * p as f64, 1e3 * p as f64, 1e6];
        Tallies(powers.iter().map(|&(size, p)| (size, tally(p))).collect())
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
