//! How an effect differs between people, on the scale that the planner sees.

use serde::Serialize;

use super::evaluator::Evaluator;
use super::sample::{SocietySample, WorldSample};
use crate::diagnosis::measured::Measured;
use crate::estimand::{Expectation, Status, Weight};
use crate::plan::World;

/// Effects of one arm on one outcome among those who would enrol in the lottery: each person's
/// change in chance (or in the expected number) given characteristics, traits and work history.
#[derive(Clone, Debug, Serialize)]
pub struct IndividualEffects {
    /// The arm.
    pub arm: String,
    /// The outcome.
    pub outcome: String,
    /// The month; none for plain outcomes.
    pub month: Option<u32>,
    /// Whether the outcome is a share of people.
    pub is_share: bool,
    /// What is counted where the outcome is no share of people.
    pub unit: Option<&'static str>,
    /// Mean effect.
    pub mean: f64,
    /// Monte Carlo error of the mean.
    pub mean_mcse: f64,
    /// Standard deviation between people.
    pub spread: f64,
    /// Share of people whose chance (or number) falls.
    pub lowered: f64,
    /// What the mean is the mean of.
    #[serde(skip)]
    pub expectation: Expectation,
}

impl IndividualEffects {
    /// Takes over a mean that is known better.
    pub fn refine(&mut self, mean: Measured) {
        (self.mean, self.mean_mcse) = (mean.value, mean.mcse);
    }
}

/// All arms and outcomes on which a solved world has an effect.
pub fn individual_effects(
    world: &World,
    sample: &SocietySample,
    extra: &WorldSample,
) -> Vec<IndividualEffects> {
    let evaluator = Evaluator::of_individuals(world, sample, extra);
    let mut out = Vec::new();
    for arm in 1..world.model.arms {
        for (number, endpoint) in world.model.endpoints.iter().enumerate() {
            let affected = world.model.shifts.effects[arm][endpoint.carrier()] != 0.0
                || !extra.gains[arm - 1].is_empty();
            if !affected || Some(number) == world.early_endpoint {
                continue;
            }
            let weight = Weight::Accepts(0);
            let effect = Expectation::effect(number, weight, Status::Policy(arm), Status::Outside)
                .among_measured();
            let [mean, spread, lowered] = evaluator.distribution(&effect);
            // What rounding leaves of a spread of 0.
            let spread = if spread < 1e-9 * mean.abs() { 0.0 } else { spread };
            out.push(IndividualEffects {
                arm: world.arms[arm].clone(),
                outcome: world.outcomes[endpoint.outcome].clone(),
                month: endpoint.month,
                is_share: endpoint.measure.is_share(),
                unit: endpoint.measure.rule.counts(),
                mean,
                mean_mcse: 0.0,
                spread,
                lowered,
                expectation: effect,
            });
        }
    }
    out.sort_by_key(|e: &IndividualEffects| {
        let arm = world.arms.iter().position(|arm| *arm == e.arm);
        let outcome = world.outcomes.iter().position(|outcome| *outcome == e.outcome);
        (arm, outcome, e.month)
    });
    out
}
