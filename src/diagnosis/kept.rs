//! What is kept of single trials for pictures: the first of them one by one, and counts of all estimates in bins.
//!
//! Blocks keep their estimates as they are. The bins are laid where the blocks are merged, in their order, as soon as
//! there are enough estimates to say where they lie: so they are the same for any number of threads.

use super::observation::Observation;

/// Trials kept one by one.
pub const FIRST: usize = 150;
/// Bins between the outermost two.
const BINS: usize = 80;
/// Trials that say where the bins lie.
const PILOT: usize = 64;
/// Standard deviations of an estimate on either side of its expectation that the bins cover.
const REACH: f64 = 5.0;

/// A trial that is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// The estimate.
    pub estimate: f64,
    /// Half the width of its interval, if it has one.
    pub reach: Option<f64>,
}

impl Trial {
    fn of(seen: &Observation) -> Self {
        let reach = seen.interval().map(|interval| interval.critical_level * interval.se);
        Self { estimate: seen.estimate, reach }
    }
}

/// Counts of estimates in equal bins, and of those on either side.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    /// Where the first bin begins.
    pub low: f64,
    /// How wide each is.
    pub width: f64,
    /// Below the first bin, in each bin, and from the end of the last one on.
    pub counts: Vec<u64>,
}

impl Bins {
    /// Around the mean of a pilot's estimates.
    fn around(pilot: &[f64]) -> Self {
        let n = pilot.len() as f64;
        let mean = pilot.iter().sum::<f64>() / n;
        let squares = pilot.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
        let sd = (squares / (n - 1.0).max(1.0)).sqrt();
        // Estimates that are all alike need some width to be put into.
        let reach = if sd > 0.0 { REACH * sd } else { mean.abs().max(1.0) * 1e-3 };
        Self { low: mean - reach, width: 2.0 * reach / BINS as f64, counts: vec![0; BINS + 2] }
    }

    fn add(&mut self, estimate: f64) {
        let place = ((estimate - self.low) / self.width).floor();
        let place = if place < 0.0 { 0 } else { 1 + (place as usize).min(BINS) };
        self.counts[place] += 1;
    }
}

/// What is kept of one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptSums {
    /// The first trials, in order; none where there was no estimate.
    first: Vec<Option<Trial>>,
    /// Trials so far.
    trials: usize,
    /// Estimates that are in no bin yet.
    waiting: Vec<f64>,
    bins: Option<Bins>,
}

impl KeptSums {
    /// Adds one trial.
    pub fn record(&mut self, seen: Option<&Observation>) {
        self.trials += 1;
        if self.first.len() < FIRST {
            self.first.push(seen.map(Trial::of));
        }
        self.waiting.extend(seen.map(|seen| seen.estimate));
    }

    /// Adds a later block, which has no bins.
    pub fn merge(&mut self, later: &Self) {
        self.trials += later.trials;
        let room = FIRST - self.first.len();
        self.first.extend(later.first.iter().take(room));
        self.waiting.extend_from_slice(&later.waiting);
        if self.trials >= PILOT {
            self.settle();
        }
    }

    /// Puts what waits into bins.
    fn settle(&mut self) {
        if self.bins.is_none() && !self.waiting.is_empty() {
            self.bins = Some(Bins::around(&self.waiting));
        }
        if let Some(bins) = &mut self.bins {
            self.waiting.drain(..).for_each(|estimate| bins.add(estimate));
        }
    }

    /// The first trials, in order; none where there was no estimate.
    pub fn first(&self) -> &[Option<Trial>] {
        &self.first
    }

    /// All estimates in bins; none where there are no estimates.
    pub fn bins(&self) -> Option<Bins> {
        let mut settled = self.clone();
        settled.settle();
        settled.bins
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::test_support::with_interval;

    fn block(from: usize, to: usize) -> KeptSums {
        let mut sums = KeptSums::default();
        for k in from..to {
            let estimate = f64::from((k * 37 % 101) as u32) / 10.0;
            let seen = with_interval(estimate, 1.0);
            sums.record((k % 10 != 3).then_some(&seen));
        }
        sums
    }

    #[test]
    fn every_estimate_is_in_one_bin_and_the_first_trials_are_kept_in_order() {
        let mut all = KeptSums::default();
        for start in (0..320).step_by(32) {
            all.merge(&block(start, start + 32));
        }
        let bins = all.bins().expect("there are estimates");
        assert_eq!(bins.counts.iter().sum::<u64>(), 288);
        assert_eq!(bins.counts.len(), BINS + 2);
        assert_eq!(all.first().len(), FIRST);
        assert_eq!(all.first()[3], None);
        assert_eq!(all.first()[149], block(149, 150).first()[0]);
        // Where the bins lie is said by the first 64 trials, whatever comes after.
        let mut two = KeptSums::default();
        two.merge(&block(0, 32));
        two.merge(&block(32, 64));
        let few = two.bins().expect("there are estimates");
        assert_eq!((few.low, few.width), (bins.low, bins.width));
    }

    #[test]
    fn few_estimates_and_equal_ones_have_bins_too_and_none_have_none() {
        let mut few = block(0, 5);
        assert_eq!(few.bins().map(|bins| bins.counts.iter().sum()), Some(4));
        few.waiting = vec![2.0; 9];
        let bins = few.bins().expect("there are estimates");
        assert_eq!(bins.counts[1 + BINS / 2], 9);
        assert_eq!(KeptSums::default().bins(), None);
    }

    #[test]
    fn estimates_beyond_the_bins_are_counted_on_their_side() {
        let mut bins = Bins { low: 0.0, width: 1.0, counts: vec![0; BINS + 2] };
        for x in [-0.5, 0.0, 79.9, 80.0, 1e300] {
            bins.add(x);
        }
        assert_eq!((bins.counts[0], bins.counts[1]), (1, 1));
        assert_eq!((bins.counts[BINS], bins.counts[BINS + 1]), (1, 2));
    }
}
