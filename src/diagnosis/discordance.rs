//! Something that holds in two cells or families, or in one of them only, over the same replications.

use serde::{Deserialize, Serialize};

use super::measured::{Absent, Known, Measured, Spread};

/// Replications in which something holds for one of the two only.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Discordance {
    only_first: u64,
    only_second: u64,
}

impl Discordance {
    pub fn record(&mut self, first: bool, second: bool) {
        self.only_first += u64::from(first && !second);
        self.only_second += u64::from(second && !first);
    }

    pub fn merge(&mut self, later: Self) {
        self.only_first += later.only_first;
        self.only_second += later.only_second;
    }

    /// Difference of the two shares over `count` replications.
    pub fn difference(self, count: u64, reason: Absent) -> Known<Measured> {
        let sum = self.only_first as f64 - self.only_second as f64;
        let squares = (self.only_first + self.only_second) as f64;
        Spread::from_sums(count, sum, squares, reason).map(|spread| spread.measured_mean())
    }
}
