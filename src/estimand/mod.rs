//! The truth: what the planner wants to know, from potential outcomes and never from data, and how
//! far an estimate is from it, cause by cause.

mod aim;
mod uptake;
mod levels;
mod potential;
mod in_arm;
mod sets;
mod expectation;
mod contrasts;
mod term;
mod account;
mod scale;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assumption::Assumption;

pub use account::{Account, MeansOutside, SetMeans};
pub use aim::Aim;
pub use contrasts::{ContrastModel, Group, Incomparable, Resolved, Setting, Side};
pub use expectation::{Expectation, Part, Status, Truths, Weight};
pub use levels::Level;
pub use potential::{EndpointModel, FrameValues, Place, Role, SlotValues, WorldModel};
pub use scale::Scale;
pub use sets::{Scope, SetId, Sets, UNREACHED};
pub use term::{Term, Terms};
pub use uptake::Uptake;

/// What the planner decides on.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Estimands {
    /// The effect against which every estimate is held (default `pate`).
    #[serde(default)]
    pub policy: Policy,
    /// The smallest effect that would matter, as a share, or in units of the primary outcome
    /// where that is a number (default 0.05 for shares).
    #[serde(default)]
    pub smallest_effect_of_interest: Option<Assumption>,
    /// The outcome that leads the report (default: the first of the first analysis).
    #[serde(default)]
    pub primary: Option<Primary>,
}

impl Estimands {
    /// The smallest effect that matters where no scenario says so, for shares of people.
    pub const SMALLEST: f64 = 0.05;

    /// The smallest effect that matters for an outcome: as stated, where it is measured on the scale of
    /// the primary outcome (`like_primary`).
    pub fn matters(&self, is_share: bool, like_primary: bool) -> Option<f64> {
        let stated = self.smallest_effect_of_interest.as_ref().filter(|_| like_primary);
        stated.map(Assumption::get).or_else(|| is_share.then_some(Self::SMALLEST))
    }
}

/// The outcome and month that lead the report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Primary {
    /// Outcome.
    pub outcome: String,
    /// Month (for outcomes of the work process).
    #[serde(default)]
    pub month: Option<Assumption>,
}

/// The policy estimand. All are effects without artefacts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Everybody eligible gets the arm and starts, against regular service.
    #[default]
    Pate,
    /// Everybody eligible gets the arm and starts or not, against regular service.
    Pitt,
    /// As `pate`, among those who would enrol in the lottery.
    PateEnrolees,
}

/// What a cell's estimator aims at (its own truth).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Estimand {
    /// Effect of assignment among the randomised, as run.
    #[serde(rename = "SITT")]
    Sitt,
    /// Effect of assignment among those who would accept the arm's invitation, as run.
    #[serde(rename = "SITT_enrolees")]
    SittEnrolees,
    /// Effect of the invitation among everybody, as run.
    #[serde(rename = "INV")]
    Inv,
    /// Difference between the effects of two invitations.
    #[serde(rename = "INV_difference")]
    InvDifference,
    /// Enrolees as run against the same people outside the trial; contains artefacts.
    #[serde(rename = "ATT_R")]
    AttR,
    /// Effect of starting among those who start when invited.
    #[serde(rename = "CACE")]
    Cace,
}

impl Estimand {
    /// In words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Sitt => "effect of assignment among the randomised, as run",
            Self::SittEnrolees => {
                "effect among those who would accept the arm's invitation, as run"
            }
            Self::Inv => "effect of the invitation among everybody invited, as run",
            Self::InvDifference => "difference between the effects of two invitations, as run",
            Self::AttR => "participants as run, against the same people outside the trial",
            Self::Cace => "effect among those who start when invited",
        }
    }
}
