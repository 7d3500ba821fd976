//! What an estimator estimates the effect of.

/// What an estimator estimates the effect of; each declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Of being assigned (or invited), whatever became of it.
    Assignment,
    /// Of really starting, among those whom their assignment makes start.
    Receipt,
}
