//! Rejections of several cells in the same replications: what a curve of power over sizes or effects
//! rests on.

use serde::{Deserialize, Serialize};

/// How often each cell of a ladder rejects, and how often any two reject together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LadderSums {
    replications: u64,
    rungs: usize,
    /// Row by row, the upper half filled.
    together: Vec<u64>,
}

impl LadderSums {
    /// For so many cells.
    pub fn new(rungs: usize) -> Self {
        Self { replications: 0, rungs, together: vec![0; rungs * rungs] }
    }

    /// Adds one replication: whether each cell rejects.
    pub fn record(&mut self, rejects: &[bool]) {
        self.replications += 1;
        let rejecting = || rejects.iter().enumerate().filter(|(_, r)| **r);
        for (row, _) in rejecting() {
            for (column, _) in rejecting().filter(|(column, _)| *column >= row) {
                self.together[row * self.rungs + column] += 1;
            }
        }
    }

    /// Adds another block.
    pub fn merge(&mut self, later: &Self) {
        self.replications += later.replications;
        for (count, more) in self.together.iter_mut().zip(&later.together) {
            *count += more;
        }
    }

    /// Number of cells.
    pub fn rungs(&self) -> usize {
        self.rungs
    }

    /// Number of replications.
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// Replications in which a cell rejects.
    pub fn rejections(&self, rung: usize) -> u64 {
        self.together[rung * self.rungs + rung]
    }

    /// Replications in which both of two cells reject.
    pub fn together(&self, a: usize, b: usize) -> u64 {
        self.together[a.min(b) * self.rungs + a.max(b)]
    }

    /// Share of replications in which a cell rejects.
    pub fn power(&self, rung: usize) -> f64 {
        self.rejections(rung) as f64 / self.replications as f64
    }

    /// Covariance of the powers of two cells (their variance when they are the same cell).
    pub fn covariance(&self, a: usize, b: usize) -> f64 {
        let n = self.replications as f64;
        let both = self.together(a, b) as f64 / n;
        (both - self.power(a) * self.power(b)) / n
    }
}

#[cfg(test)]
mod tests {
    use super::LadderSums;

    #[test]
    fn covariances_are_those_of_the_indicators() {
        let rows = [[true, true, false], [false, true, true], [true, true, true], [false; 3]];
        let mut sums = LadderSums::new(3);
        for row in &rows {
            sums.record(row);
        }
        let n = rows.len() as f64;
        let mean =
            |f: &dyn Fn(&[bool; 3]) -> bool| rows.iter().filter(|row| f(row)).count() as f64 / n;
        for a in 0..3 {
            assert_eq!(sums.power(a), mean(&|row| row[a]));
            for b in 0..3 {
                let both = mean(&|row| row[a] && row[b]);
                let expected = (both - mean(&|row| row[a]) * mean(&|row| row[b])) / n;
                assert_eq!(sums.covariance(a, b), expected);
            }
        }
    }

    #[test]
    fn blocks_add_up() {
        let (mut one, mut other, mut whole) =
            (LadderSums::new(2), LadderSums::new(2), LadderSums::new(2));
        for k in 0..20 {
            let row = [k % 2 == 0, k % 3 == 0];
            let part = if k < 7 { &mut one } else { &mut other };
            part.record(&row);
            whole.record(&row);
        }
        one.merge(&other);
        assert_eq!(one, whole);
    }
}
