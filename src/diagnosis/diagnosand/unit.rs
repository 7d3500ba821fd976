//! In what diagnosands are counted.

/// In what a diagnosand is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The outcome's own unit; for a share of people from 0 to 1, so that 0.01 is a percentage point.
    Outcome,
    /// The square of it.
    OutcomeSquared,
    /// A share of simulated trials or of intervals, from 0 to 1.
    Share,
    /// Percent.
    Percent,
    /// A multiple of something, without a unit.
    Multiple,
}
