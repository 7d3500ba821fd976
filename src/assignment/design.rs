//! A design as the planner states it: what comes first, enrolment or randomisation, and what goes with it.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Allocation, Scheme};
use crate::assumption::Assumption;

/// The order of randomisation and enrolment, and what goes with it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Design {
    /// People enrol in a lottery over all arms; enrolees are randomised. Eligible people who do
    /// not enrol form a self-selected reference group (referentiegroep).
    AfterEnrolment(AfterEnrolment),
    /// A reference group is drawn at random; everybody else is randomised and then invited to one
    /// known arm, which each may accept or refuse.
    BeforeEnrolment(BeforeEnrolment),
}

/// Settings of a design that randomises enrolees.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AfterEnrolment {
    /// How arms are drawn.
    #[serde(default)]
    pub assignment: Scheme,
    /// Relative size of each arm, control included (default: equal).
    #[serde(default)]
    pub shares: IndexMap<String, Assumption>,
    /// Relative sizes of the arms by name, instead of `shares`: `"optimal"`, or `{"cost_weighted": {"control": 100, …}}`.
    #[serde(default)]
    pub allocation: Option<Allocation>,
    /// A fixed number of participants: recruitment runs down a random order until it is reached.
    /// Without it, everybody who enrols takes part.
    #[serde(default)]
    pub participants: Option<Assumption>,
    /// A fixed number of participants in each arm, instead of `shares` and `participants`.
    #[serde(default)]
    pub counts: IndexMap<String, Assumption>,
}

/// Settings of a design that randomises before it invites.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BeforeEnrolment {
    /// How arms are drawn.
    #[serde(default)]
    pub assignment: Scheme,
    /// Share of the frame that is set aside as a random reference group (default 0: none).
    #[serde(default)]
    pub reference: Option<Assumption>,
    /// Relative size of each arm among the others, control included (default: equal).
    #[serde(default)]
    pub shares: IndexMap<String, Assumption>,
    /// Relative sizes of the arms by name, instead of `shares`: `"optimal"`, or `{"cost_weighted": {"control": 100, …}}`.
    #[serde(default)]
    pub allocation: Option<Allocation>,
    /// Who accepts the invitation to each arm (default: as many as would enrol in the lottery).
    #[serde(default)]
    pub uptake: IndexMap<String, Uptake>,
}

impl Design {
    /// Relative sizes of the arms as stated; empty where all are equal.
    pub fn sizes(&self) -> &IndexMap<String, Assumption> {
        match self {
            Self::AfterEnrolment(design) if !design.counts.is_empty() => &design.counts,
            Self::AfterEnrolment(design) => &design.shares,
            Self::BeforeEnrolment(design) => &design.shares,
        }
    }

    /// Relative sizes of the arms by name.
    pub fn allocation(&self) -> Option<&Allocation> {
        match self {
            Self::AfterEnrolment(design) => design.allocation.as_ref(),
            Self::BeforeEnrolment(design) => design.allocation.as_ref(),
        }
    }

    /// Whether these arms, control first, have the same shares in another design.
    pub fn has_shares_of<'a>(&self, other: &Self, arms: impl Iterator<Item = &'a str>) -> bool {
        let arms: Vec<&str> = arms.collect();
        let shares = |design: &Self| {
            let sizes = design.sizes();
            let weights: Vec<f64> = match design.allocation() {
                Some(allocation) => allocation.weights(arms.iter().copied()),
                None if sizes.is_empty() => vec![1.0; arms.len()],
                None => {
                    arms.iter().map(|arm| sizes.get(*arm).map_or(1.0, Assumption::get)).collect()
                }
            };
            let all: f64 = weights.iter().sum();
            weights.into_iter().map(move |weight| weight / all)
        };
        shares(self).zip(shares(other)).all(|(own, other)| (own - other).abs() < SAME_SHARE)
    }
}

/// Shares that differ by less differ by rounding.
const SAME_SHARE: f64 = 1e-9;

/// Acceptance of the invitation to one arm.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Uptake {
    /// Share of the invited who accept.
    Rate(Assumption),
    /// Latent intercept of the enrolment decision.
    Intercept(Assumption),
}
