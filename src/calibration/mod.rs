//! Calibration: from targets in planner's units to latent values, and the truths that follow.
//!
//! Expectations are integrated, not counted: enrolment and take-up enter as probabilities, the
//! last stretch of the work process by the normal law, over quasi-random people. What was solved
//! is checked on an independent stream.

mod aim;
mod ratio;
mod row;
mod evaluator;
mod individual;
mod sample;
mod solve;
mod target;
mod truth;
mod values;

pub use aim::{Aim, Whose};
pub use evaluator::Evaluator;
pub use individual::{IndividualEffects, individual_effects};
pub use ratio::{Ratio, Sums};
pub use sample::{SocietySample, WorldSample};
pub use solve::{PRECISE, ROUGH, achieved, solve};
pub use target::{Obstacle, Parameter, Reading, Target, TargetError, Tolerance};
pub use truth::{Needed, WorldTruths, finite_truths, first_truths, rough_truths, truths};

use crate::outcome::Match;

/// One line of the calibration report.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Calibrated {
    /// World.
    pub world: String,
    /// In words.
    pub target: String,
    /// What it is about.
    #[serde(skip)]
    pub aim: Aim,
    /// JSON path of the setting.
    pub path: String,
    /// What was asked for.
    pub wanted: f64,
    /// What the plan gives, on an independent stream.
    pub achieved: f64,
    /// Monte Carlo error of the achieved value.
    pub mcse: f64,
    /// Gap beyond which it is not met.
    pub tolerance: f64,
    /// Whether it has to be met.
    pub r#match: Match,
}
