//! Recruitment: waves, registration, enrolment and who is randomised.

mod enrolment;
mod wave;
mod site;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assumption::Assumption;
use crate::calendar::CalendarMonth;

pub use enrolment::{EnrolmentModel, Offer, thresholds};
pub use site::{Site, SiteEnrolment, SiteOutcome, shares};
pub use wave::WaveModel;

/// How people come into the trial. Without this section everybody enrols.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recruitment {
    /// Who says yes when offered a place in the lottery; everybody when absent.
    #[serde(default)]
    pub enrolment: Option<Enrolment>,
    /// Calendar month in which everybody starts, for example 2017-12; with waves, each has its own.
    /// Needed where work differs by calendar month.
    #[serde(default)]
    pub start: Option<CalendarMonth>,
    /// Waves with their own start; one endless wave when absent.
    #[serde(default)]
    pub waves: IndexMap<String, Wave>,
    /// Share of registrations that prove ineligible before randomisation (default 0).
    #[serde(default)]
    pub wrong_registrations: Option<Assumption>,
    /// Share of eligible enrolees who are really randomised (default 1).
    #[serde(default)]
    pub randomised: Option<Assumption>,
    /// Share of the randomised who are still there at the start; a flow figure only (default 1).
    #[serde(default)]
    pub still_in_at_start: Option<Assumption>,
}

/// The enrolment decision.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// Distribution of what cannot be predicted (default logit).
    #[serde(default)]
    pub link: Link,
    /// Share of the eligible who enrol when offered the lottery (or give `intercept`).
    #[serde(default)]
    pub rate: Option<Assumption>,
    /// Latent intercept, instead of `rate`.
    #[serde(default)]
    pub intercept: Option<Assumption>,
    /// Coefficients of characteristics: numbers per standard deviation, categories as 0/1.
    #[serde(default)]
    pub covariates: IndexMap<String, Assumption>,
    /// Coefficients of traits, per standard deviation.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
    /// Solves one trait's coefficient from a rate among enrolees.
    #[serde(default)]
    pub selection: Option<Selection>,
}

/// How strongly enrolment selects, said by its result: the rate that enrolees would have under
/// regular service and without artefacts, in the analysed set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// The trait that carries the selection (default employability).
    #[serde(default)]
    pub on: Option<String>,
    /// The outcome.
    pub outcome: String,
    /// The enrolees' rate.
    pub rate: Assumption,
    /// Whether it must be met exactly.
    #[serde(default)]
    pub r#match: crate::outcome::Match,
}

/// Distribution of the unpredictable part of a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// Logistic.
    #[default]
    Logit,
    /// Standard normal.
    Probit,
}

impl Link {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::Logit, Self::Probit];
}

/// One intake wave.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// Share of the eligible who belong to this wave; the shares sum to 1.
    pub share: Assumption,
    /// Months from this wave's start to the end of the trial.
    pub exposure: Assumption,
    /// Calendar month of this wave's start, its month 0, for example 2017-12. Needed where work
    /// differs by calendar month.
    #[serde(default)]
    pub start: Option<CalendarMonth>,
}
