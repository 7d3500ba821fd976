//! Per what an effect is counted: estimates of the same effect differ in size with the share of their
//! people who are treated, and no number is told without its scale.

use serde::{Deserialize, Serialize};

use super::{Estimand, Policy};

/// Per whom an effect is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Everybody eligible, as the policy would reach them.
    PerEligible,
    /// Everybody who is invited, whether or not they come.
    PerInvited,
    /// Everybody who takes part, whether or not they start.
    PerParticipant,
    /// Everybody who starts.
    PerStarter,
}

impl Scale {
    /// After a number.
    pub fn told(self) -> &'static str {
        match self {
            Self::PerEligible => "per eligible person",
            Self::PerInvited => "per person invited",
            Self::PerParticipant => "per participant",
            Self::PerStarter => "per person who starts",
        }
    }
}

impl Estimand {
    /// Per whom its estimates are counted.
    pub fn scale(self) -> Scale {
        match self {
            Self::Sitt | Self::SittEnrolees | Self::AttR => Scale::PerParticipant,
            Self::Inv | Self::InvDifference => Scale::PerInvited,
            Self::Cace => Scale::PerStarter,
        }
    }
}

impl Policy {
    /// Per whom its effect is counted.
    pub fn scale(self) -> Scale {
        match self {
            Self::Pate | Self::Pitt => Scale::PerEligible,
            Self::PateEnrolees => Scale::PerParticipant,
        }
    }
}
