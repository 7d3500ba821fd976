//! The direction in which a test rejects.

use serde::Serialize;

use super::observation::Observation;
use super::spec::CellSpec;

/// The direction of a rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The estimate is significantly above zero, or above the bound of the claim.
    Up,
    /// The estimate is significantly below zero, or below the bound of the claim.
    Down,
}

impl Direction {
    /// Whether an estimate lies on this side of zero, or of the bound of the claim; inside two bounds is up.
    pub fn is_that_of(self, spec: &CellSpec, observation: &Observation) -> bool {
        let distance = spec.claim.distance(observation.estimate);
        match self {
            Self::Up => distance > 0.0,
            Self::Down => distance < 0.0,
        }
    }
}
