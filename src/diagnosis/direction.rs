//! The direction in which a test rejects.

use serde::Serialize;

use super::observation::Observation;
use super::spec::CellSpec;

/// The direction of a rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The estimate is significantly above zero.
    Up,
    /// The estimate is significantly below zero.
    Down,
}

impl Direction {
    /// Whether an observation is significant in this direction.
    pub fn rejects(self, spec: &CellSpec, observation: &Observation) -> bool {
        let towards = match self {
            Self::Up => observation.estimate > 0.0,
            Self::Down => observation.estimate < 0.0,
        };
        towards && observation.rejects(spec, 0)
    }
}
