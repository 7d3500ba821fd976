//! A world in the plan: what is decided, what would happen and what is done, with every name resolved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DesignPlan, PublishedModel};
use crate::estimand::{EndpointModel, Group, Policy, WorldModel};
use crate::language::Text;
use crate::measurement::{Asks, ExclusionModel, ResponseModel};
use crate::recruitment::{EnrolmentModel, Offer};
use crate::treatment::{GainModel, TakeUpModel};

/// What the reference group is called.
const REFERENCE: &str = "reference";

/// What kind of world is described.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorldRole {
    /// What the planner assumed beforehand.
    #[default]
    Plan,
    /// The plan without effects: how often a trial cries wolf.
    Null,
    /// A story fitted after the fact to published results.
    Story,
}

/// Who thought of a world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WorldOrigin {
    /// The scenario.
    #[default]
    Scenario,
    /// This program: a scenario without a world of role null gets one.
    Supplied,
}

/// One world.
#[derive(Clone, Debug)]
pub struct World {
    /// Name.
    pub name: String,
    /// What kind of world it is.
    pub role: WorldRole,
    /// Who thought of it.
    pub origin: WorldOrigin,
    /// A sentence about it.
    pub about: Option<Text>,
    /// What being in a trial does there to those who take part, a sentence for each artefact at work.
    pub artefacts: Vec<Text>,
    /// Which society it plays in.
    pub society: usize,
    /// Outcome names.
    pub outcomes: Vec<String>,
    /// Arm names, control first.
    pub arms: Vec<String>,
    /// The enrolment decision.
    pub enrolment: EnrolmentModel,
    /// All offers: the lottery first, then those of designs that randomise before enrolment.
    pub offers: Vec<Offer>,
    /// Potential outcomes.
    pub model: WorldModel,
    /// The policy estimand.
    pub policy: Policy,
    /// Deviations from the mean effect, by treatment arm.
    pub gains: Vec<GainModel>,
    /// Take-up by treatment arm.
    pub take_up: Vec<TakeUpModel>,
    /// Removal after randomisation.
    pub exclusion: Option<ExclusionModel>,
    /// Endpoint number of the early outcome on which removal depends.
    pub early_endpoint: Option<usize>,
    /// Response to the surveys: that before the start first, if there is one.
    pub surveys: Vec<ResponseModel>,
    /// Share of registrations that prove ineligible.
    pub wrong_registrations: f64,
    /// Share of the randomised still in at the start.
    pub still_in_at_start: f64,
    /// The designs.
    pub designs: Vec<DesignPlan>,
    /// The published result that is looked for.
    pub published: Option<PublishedModel>,
}

impl World {
    /// Whether no arm does anything to anybody. Artefacts of the experiment may still be at work.
    pub fn is_without_effects(&self) -> bool {
        let shifts = self.model.shifts.effects.iter().flatten();
        shifts.into_iter().all(|&shift| shift == 0.0) && self.gains.iter().all(GainModel::is_empty)
    }

    /// What a group is called.
    pub fn name_of(&self, group: Group) -> &str {
        match group {
            Group::Arm(arm) => &self.arms[arm],
            Group::Reference => REFERENCE,
        }
    }

    /// The group of this name.
    pub fn group(&self, name: &str) -> Option<Group> {
        let arm = self.arms.iter().position(|arm| arm == name).map(Group::Arm);
        arm.or_else(|| (name == REFERENCE).then_some(Group::Reference))
    }

    /// Adds an offer with this latent intercept, and returns its number.
    pub fn add_offer(&mut self, intercept: f64) -> usize {
        self.offers.push(Offer { intercept });
        self.offers.len() - 1
    }

    /// The number of an endpoint. One that is new is made by `make`, told the month whose outcome is known by then, and
    /// takes over the cut-points of the outcome's other months.
    pub fn endpoint(
        &mut self,
        outcome: usize,
        month: Option<u32>,
        make: impl FnOnce(u32) -> EndpointModel,
    ) -> usize {
        let endpoints = &mut self.model.endpoints;
        let found = endpoints.iter().position(|e| e.outcome == outcome && e.month == month);
        found.unwrap_or_else(|| {
            let known = self.exclusion.as_ref().map_or(0, |e| e.month);
            let known = if month.is_some_and(|m| m > known) { known } else { 0 };
            let mut made = make(known);
            if let Some(same) = endpoints.iter().find(|e| e.outcome == outcome) {
                made.measure.cut = same.measure.cut;
                made.measure.sites.clone_from(&same.measure.sites);
            }
            endpoints.push(made);
            endpoints.len() - 1
        })
    }

    /// Endpoints on which it depends who is left out or answers.
    pub fn selecting_endpoints(&self) -> impl Iterator<Item = usize> + '_ {
        let answers = self.surveys.iter().flat_map(|survey| &survey.depends_on);
        self.early_endpoint.into_iter().chain(answers.map(|(endpoint, _)| *endpoint))
    }

    /// The month after the start in which an endpoint is measured: its own, or that of the survey that asks it.
    pub fn measured_in(&self, endpoint: usize) -> Option<u32> {
        let asks = self.survey_of(endpoint).map(|survey| &self.surveys[survey].asks);
        self.model.endpoints[endpoint].month.or(match asks {
            Some(Asks::Outcomes { month, .. }) => Some(*month),
            _ => None,
        })
    }

    /// The number of the survey that asks an endpoint; none where everybody's is known.
    pub fn survey_of(&self, endpoint: usize) -> Option<usize> {
        self.surveys.iter().position(|survey| survey.asks(endpoint))
    }

    /// Sets an outcome's own cut-point in all its endpoints, and in those of outcomes made of it: of a site, or everywhere.
    pub fn set_cut(&mut self, outcome: usize, site: Option<usize>, value: f64) {
        for e in &mut self.model.endpoints {
            if e.outcome == outcome || e.follows == Some(outcome) {
                match site {
                    Some(site) => e.measure.sites[site] = value,
                    None => e.measure.cut = value,
                }
            }
        }
    }

    /// Gives an outcome, and those made of it, a cut-point in each of so many sites.
    pub fn part_by_site(&mut self, outcome: usize, sites: usize) {
        for e in &mut self.model.endpoints {
            if e.outcome == outcome || e.follows == Some(outcome) {
                e.measure.sites = vec![e.measure.cut; sites];
            }
        }
    }
}
