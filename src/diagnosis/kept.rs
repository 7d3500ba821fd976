//! What is kept of single trials for pictures: the first of them one by one, and counts of all estimates in bins.
//!
//! Blocks keep their estimates as they are. The bins are laid where the blocks are merged, in their order, as soon as
//! there are enough estimates to say where they lie: so they are the same for any number of threads. Cells that are laid
//! over each other share their bins.

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

/// Where equal bins lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Where the first bin begins.
    pub low: f64,
    /// How wide each is.
    pub width: f64,
}

impl Grid {
    /// Around the means of several pilots; none where all are empty.
    fn around<'a>(pilots: impl Iterator<Item = &'a [f64]>) -> Option<Self> {
        let mut ends: Option<[f64; 2]> = None;
        for pilot in pilots.filter(|pilot| !pilot.is_empty()) {
            let n = pilot.len() as f64;
            let mean = pilot.iter().sum::<f64>() / n;
            let squares = pilot.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>();
            let sd = (squares / (n - 1.0).max(1.0)).sqrt();
            // Estimates that are all alike need some width to be put into.
            let reach = if sd > 0.0 { REACH * sd } else { mean.abs().max(1.0) * 1e-3 };
            let [low, high] = ends.unwrap_or([mean, mean]);
            ends = Some([low.min(mean - reach), high.max(mean + reach)]);
        }
        ends.map(|[low, high]| Self { low, width: (high - low) / BINS as f64 })
    }

    /// The place of an estimate among the counts.
    fn place(self, estimate: f64) -> usize {
        let place = ((estimate - self.low) / self.width).floor();
        if place < 0.0 { 0 } else { 1 + (place as usize).min(BINS) }
    }
}

/// What is kept of one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The first trials, in order; none where there was no estimate.
    pub first: Vec<Option<Trial>>,
    /// Estimates that are in no bin yet.
    waiting: Vec<f64>,
    /// Estimates below the first bin, in each bin, and from the end of the last one on; empty where there are no bins.
    pub counts: Vec<u64>,
}

/// What is kept of cells that are laid over each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptSums {
    cells: Vec<Kept>,
    /// Trials so far.
    trials: usize,
    grid: Option<Grid>,
}

impl KeptSums {
    /// Of so many cells.
    pub fn new(cells: usize) -> Self {
        Self { cells: vec![Kept::default(); cells], ..Self::default() }
    }

    /// Adds one trial: what was seen in each cell.
    pub fn record<'a>(&mut self, seen: impl Iterator<Item = Option<&'a Observation>>) {
        self.trials += 1;
        for (kept, seen) in self.cells.iter_mut().zip(seen) {
            if kept.first.len() < FIRST {
                kept.first.push(seen.map(Trial::of));
            }
            kept.waiting.extend(seen.map(|seen| seen.estimate));
        }
    }

    /// Adds a later block, which has no bins.
    pub fn merge(&mut self, later: &Self) {
        self.trials += later.trials;
        for (kept, later) in self.cells.iter_mut().zip(&later.cells) {
            let room = FIRST - kept.first.len();
            kept.first.extend(later.first.iter().take(room));
            kept.waiting.extend_from_slice(&later.waiting);
        }
        if self.trials >= PILOT {
            self.settle();
        }
    }

    /// Puts what waits into bins.
    fn settle(&mut self) {
        let pilots = self.cells.iter().map(|kept| &kept.waiting[..]);
        self.grid = self.grid.or_else(|| Grid::around(pilots));
        let Some(grid) = self.grid else { return };
        for kept in &mut self.cells {
            kept.counts.resize(BINS + 2, 0);
            for estimate in kept.waiting.drain(..) {
                kept.counts[grid.place(estimate)] += 1;
            }
        }
    }

    /// The cells with all estimates in bins, and where the bins lie; none where there are no estimates.
    pub fn settled(&self) -> (Vec<Kept>, Option<Grid>) {
        let mut all = self.clone();
        all.settle();
        (all.cells, all.grid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::test_support::with_interval;

    fn block(from: usize, to: usize) -> KeptSums {
        let mut sums = KeptSums::new(2);
        for k in from..to {
            let estimate = f64::from((k * 37 % 101) as u32) / 10.0;
            let [one, other] = [estimate, 20.0 + estimate].map(|at| with_interval(at, 1.0));
            sums.record([(k % 10 != 3).then_some(&one), Some(&other)].into_iter());
        }
        sums
    }

    fn merged(to: usize) -> KeptSums {
        let mut all = KeptSums::new(2);
        for start in (0..to).step_by(32) {
            all.merge(&block(start, (start + 32).min(to)));
        }
        all
    }

    #[test]
    fn every_estimate_is_in_one_bin_and_the_first_trials_are_kept_in_order() {
        let (cells, grid) = merged(320).settled();
        assert_eq!(cells[0].counts.iter().sum::<u64>(), 288);
        assert_eq!(cells[1].counts.iter().sum::<u64>(), 320);
        assert_eq!(cells[0].counts.len(), BINS + 2);
        assert_eq!(cells[0].first.len(), FIRST);
        assert_eq!(cells[0].first[3], None);
        assert_eq!(cells[0].first[149], block(149, 150).cells[0].first[0]);
        // Where the bins lie is said by the first 64 trials, whatever comes after.
        assert_eq!(merged(64).settled().1, grid);
        let grid = grid.expect("there are estimates");
        assert!(grid.low < 0.0 && grid.low + 80.0 * grid.width > 30.0);
    }

    #[test]
    fn few_estimates_and_equal_ones_have_bins_too_and_none_have_none() {
        assert_eq!(merged(5).settled().0[0].counts.iter().sum::<u64>(), 4);
        let grid = Grid::around([&[2.0; 9][..]].into_iter()).expect("there are estimates");
        assert_eq!(grid.place(2.0), 1 + BINS / 2);
        assert_eq!(KeptSums::new(3).settled().1, None);
    }

    #[test]
    fn estimates_beyond_the_bins_are_counted_on_their_side() {
        let grid = Grid { low: 0.0, width: 1.0 };
        let places = [-0.5, 0.0, 79.9, 80.0, 1e300].map(|x| grid.place(x));
        assert_eq!(places, [0, 1, BINS, BINS + 1, BINS + 1]);
    }
}
