//! A site: one municipality among several, and what differs there.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::assumption::Assumption;
use crate::calendar::CalendarMonth;
use crate::population::{Caseworkers, Covariate};

/// One site (municipality): its share of the eligible, and what differs there. What it does not state is there as it is
/// stated for all.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Share of the eligible who live here. The shares sum to 1; sites that leave it out have the rest in
    /// equal parts.
    #[serde(default)]
    pub share: Option<Assumption>,
    /// Margins of characteristics here, of the same kinds and categories as in `population.covariates`.
    #[serde(default)]
    pub covariates: IndexMap<String, Covariate>,
    /// The caseworkers here, instead of as many as in `population.caseworkers`. Nobody has a caseworker of another site.
    #[serde(default)]
    pub caseworkers: Option<Caseworkers>,
    /// Shares or means of outcomes here under regular service.
    #[serde(default)]
    pub outcomes: IndexMap<String, SiteOutcome>,
    /// Who says yes here when offered a place in the lottery.
    #[serde(default)]
    pub enrolment: Option<SiteEnrolment>,
    /// Calendar month in which people start here: the first wave, if there are waves, and the others as much later as
    /// elsewhere.
    #[serde(default)]
    pub start: Option<CalendarMonth>,
}

/// An outcome in one site under regular service, stated as for all: by its rate or its mean.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteOutcome {
    /// The share of people, where it is one for all.
    #[serde(default)]
    pub rate: Option<Assumption>,
    /// The mean, where it is one for all; how much people of one site differ is stated for all.
    #[serde(default)]
    pub mean: Option<Assumption>,
}

/// Enrolment in one site.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteEnrolment {
    /// Share of the eligible here who enrol when offered the lottery.
    pub rate: Assumption,
}

impl SiteOutcome {
    /// What is stated under a key.
    pub fn stated(&self, key: &str) -> Option<&Assumption> {
        match key {
            "rate" => self.rate.as_ref(),
            "mean" => self.mean.as_ref(),
            _ => None,
        }
    }
}

/// Shares of the eligible by site; those that leave it out have the rest in equal parts.
pub fn shares(sites: &IndexMap<String, Site>) -> Vec<f64> {
    let stated = || sites.values().filter_map(|site| site.share.as_ref());
    let rest = 1.0 - stated().map(Assumption::get).sum::<f64>();
    let open = (sites.len() - stated().count()) as f64;
    sites.values().map(|site| site.share.as_ref().map_or(rest / open, Assumption::get)).collect()
}
