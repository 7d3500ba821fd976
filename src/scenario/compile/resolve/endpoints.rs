//! Outcomes at months, by number, and what they measure.

use crate::estimand::EndpointModel;
use crate::outcome::{Latent, RestsOn, State};
use crate::plan::{Society, World};
use crate::scenario::Scenario;

/// The number of an endpoint in a world, made when it is new.
pub fn endpoint(
    scenario: &Scenario,
    society: &Society,
    world: &mut World,
    outcome: usize,
    month: Option<u32>,
) -> usize {
    world.endpoint(outcome, month, |known| guessed(scenario, society, outcome, month, known))
}

/// An endpoint with first guesses of its cut-points.
fn guessed(
    scenario: &Scenario,
    society: &Society,
    outcome: usize,
    month: Option<u32>,
    known: u32,
) -> EndpointModel {
    let (_, settings) =
        scenario.outcomes.get_index(outcome).expect("outcome numbers come from the scenario");
    let (member, work) = (settings.member(), society.lives.work.as_ref());
    let base = member.made_of().and_then(|of| scenario.outcomes.get_index_of(of));
    let permanent = scenario
        .outcomes
        .values()
        .position(|o| o.member().needs_contracts() && o.member().has_own_effect());
    let before = scenario.outcomes.values().take(outcome);
    let before: Vec<Latent> = before.filter_map(|o| o.member().latent()).collect();
    let moments = member.latent().and_then(|latent| latent.moments);
    let asked = moments.map(|moments| moments.months.iter().position(|&m| Some(m) == month));
    let measure = member.measure(&RestsOn {
        work: work.map(|working| &working.model),
        any_hours: scenario.work.as_ref().map_or(0.5, |work| work.any_hours.get()),
        permanent_contracts: permanent.is_some(),
        base: base.map(|base| &scenario.outcomes[base]),
        latent: before.len(),
        noise: before.iter().map(Latent::rows).sum::<usize>() + asked.flatten().unwrap_or(0),
    });
    let follows = if member.has_own_effect() { None } else { base.or(permanent) };
    let state = match (work, month) {
        (Some(working), Some(month)) => State::new(working, &member.window(month), known),
        _ => State::default(),
    };
    EndpointModel { outcome, month, measure, state, follows }
}
