//! Measurement: who is left out after randomisation, who answers the survey, and the dataset that
//! is all an analyst may see.

mod dataset;
mod feature;
mod response;
mod selection;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::assumption::Assumption;

pub use dataset::{Columns, Dataset, Rows, gather};
pub use feature::{Background, Feature};
pub use response::{Asks, ResponseModel};
pub use selection::{ExclusionModel, expit, logit};

/// What happens between the lives people lead and the file that is analysed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// Participants removed after randomisation; nobody when absent.
    #[serde(default)]
    pub exclusion: Option<Exclusion>,
    /// The survey at baseline; none when absent.
    #[serde(default)]
    pub baseline_survey: Option<Survey>,
    /// Surveys after the start, by name: outcomes that none of them asks are known of everybody.
    #[serde(default)]
    pub follow_ups: IndexMap<String, FollowUp>,
}

/// Removal of participants after randomisation (found ineligible, benefit ended retroactively).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Share of participants removed, over all arms; 0 is nobody.
    pub rate: Assumption,
    /// Makes removal depend on an early outcome.
    #[serde(default)]
    pub depends_on: Option<EarlyOutcome>,
}

impl Exclusion {
    /// Whether the arms decide who is removed, by what they do.
    pub fn differs_by_arm(&self) -> bool {
        self.depends_on.is_some() && self.rate.get() > 0.0
    }
}

/// A status in an early month that changes the chance of removal.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlyOutcome {
    /// The outcome.
    pub outcome: String,
    /// The month; before every analysed month.
    pub month: Assumption,
    /// Added log-odds of removal for those who have it.
    pub log_odds: Assumption,
}

/// A survey of the randomised at baseline. The reference group is not surveyed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// Share of the randomised who answer.
    pub response: Assumption,
    /// Log-odds of answering per standard deviation of a trait.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
    /// Characteristics that only the survey measures.
    #[serde(default)]
    pub items: Vec<String>,
}

/// A survey of the randomised after the start. The reference group is not surveyed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// The month after the start.
    pub month: Assumption,
    /// The outcomes that it asks.
    pub outcomes: Vec<String>,
    /// Share of the randomised who answer, over all arms in the shares of the first design that enrols before the draw;
    /// where other shares are drawn, or people are invited to an arm, what follows from it.
    pub response: Assumption,
    /// Added log-odds of answering by arm, control included; 0 where absent.
    #[serde(default)]
    pub arms: IndexMap<String, Assumption>,
    /// Added log-odds of answering by outcome in that month, whether or not the survey asks it: for those who have it,
    /// or per standard deviation of a number.
    #[serde(default)]
    pub depends_on: IndexMap<String, Assumption>,
    /// Log-odds of answering by characteristic: numbers per standard deviation, categories as 0/1.
    #[serde(default)]
    pub covariates: IndexMap<String, Assumption>,
    /// Log-odds of answering per standard deviation of a trait.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
}

impl FollowUp {
    /// Whether the arms decide who answers, by themselves or by what they do.
    pub fn differs_by_arm(&self) -> bool {
        !(self.arms.is_empty() && self.depends_on.is_empty())
    }
}
