//! Which numbers are about some of the trials only.

use crate::report::words::Number;

/// Simulated trials, and how many of them have an estimate and an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Complete {
    pub trials: u64,
    pub estimated: u64,
    pub with_interval: u64,
}

impl Complete {
    /// Whether every trial has both.
    pub fn is_whole(self) -> bool {
        self.estimated == self.trials && self.with_interval == self.trials
    }

    /// How many have an estimate, how many there are, and how many have an interval.
    pub fn numbers(self) -> [Number; 3] {
        [self.estimated, self.trials, self.with_interval].map(|n| Number::count(n as usize))
    }
}
