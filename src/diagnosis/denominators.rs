//! Over how many replications a diagnosand is: not every replication has an estimate, nor every estimate an interval.

use serde::Serialize;

/// Replications of a cell, those of them with an estimate (for bias and mean squared error), and those with an interval
/// (for coverage).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Denominators {
    /// Number of replications, failures included.
    pub replications: u64,
    /// Number of replications with an estimate.
    pub estimated: u64,
    /// Number of replications with a standard error, and so an interval.
    pub with_interval: u64,
}
