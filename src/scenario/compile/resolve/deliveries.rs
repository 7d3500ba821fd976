//! What of the arms' effects is delivered in each design: what those artefacts go by that reach people through their
//! trial.

use super::designs::{Offers, arm_shares, shares_of};
use super::sizes::Acceptance;
use crate::issue::Issue;
use crate::plan::World;
use crate::population::SITE;
use crate::scenario::Scenario;
use crate::treatment::artefact::Through;
use crate::treatment::{Arm, Delivery};

/// Gives every design its delivery: its number in the world. Number 0 is that of the trial of which targets
/// are read off, and of all where no artefact goes by it.
pub(super) fn add(
    scenario: &Scenario,
    world: &mut World,
    offers: &Offers,
    acceptance: &Acceptance,
    issues: &mut Vec<Issue>,
) -> Vec<usize> {
    let mut at_work = scenario.treatment.artefacts.at_work();
    if !at_work.any(|(artefact, _)| artefact.mechanism().through == Through::Trial) {
        return vec![0; scenario.designs.len()];
    }
    let take_up = scenario.treatment.arms.values().map(|arm| arm.take_up.as_ref());
    let starting: Vec<f64> =
        take_up.map(|stated| stated.map_or(1.0, |stated| stated.rate.get())).collect();
    let mut deliveries = vec![Delivery::new(&arm_shares(scenario, world)[1..], &starting)];
    issues.extend(unknown_delivery(scenario, world, offers, acceptance));
    issues.extend(differs_by_site(scenario, world, offers));
    let numbers = scenario.designs.iter().map(|(name, design)| {
        let mut participants = shares_of(design, world);
        if let Some(offers) = offers.numbers.get(name) {
            for (share, &offer) in participants.iter_mut().zip(offers) {
                *share *= acceptance.of(offer).unwrap_or_else(|| of_average_person(world, offer));
            }
        }
        let delivery = Delivery::new(&participants[1..], &starting);
        let number = deliveries.iter().position(|known| *known == delivery);
        number.unwrap_or_else(|| {
            deliveries.push(delivery);
            deliveries.len() - 1
        })
    });
    let numbers = numbers.collect();
    world.model.shifts.deliveries = deliveries;
    numbers
}

/// What cannot be said beforehand of how much is delivered where people are invited after the draw: how many say yes to
/// invitations to different arms of which only the intercept is stated, where that hangs on the person, and how many of
/// those start where both do.
fn unknown_delivery(
    scenario: &Scenario,
    world: &World,
    offers: &Offers,
    acceptance: &Acceptance,
) -> Option<Issue> {
    let selects = world.enrolment.selects();
    let invited = offers.numbers.iter().filter(|(_, offers)| !offers.is_empty());
    let place = |design: &str| format!("designs.{design}.before_enrolment");
    for (design, offers) in invited {
        // As many come to each arm, whoever they are: how many that is makes no difference.
        let treated = &offers[1..];
        let as_first = |offer: &usize| acceptance.is_alike(world, [treated[0], *offer]);
        let is_unknown = treated.iter().any(|&offer| acceptance.of(offer).is_none());
        if selects && is_unknown && !treated.iter().all(as_first) {
            let message = "what leaks to control goes by how many accept each invitation, and that is not stated";
            let help = "state the \"rate\" of each uptake, or the same \"intercept\" for all treatment arms, or leave contamination out";
            return Some(Issue::new(format!("{}.uptake", place(design)), message).help(help));
        }
        let mut arms = scenario.treatment.arms.iter();
        let hangs = |(_, arm): &(&String, &Arm)| {
            arm.take_up.as_ref().is_some_and(|t| t.rate.get() < 1.0 && !t.traits.is_empty())
        };
        if let Some((arm, _)) = arms.find(hangs).filter(|_| selects) {
            let message = format!(
                "what leaks to control goes by how many of those who accept an invitation start in {arm}, and both hang on \
                 the person"
            );
            let help = "leave out the traits of the take-up, or contamination";
            return Some(Issue::new(place(design), message).help(help));
        }
    }
    None
}

/// What leaks is what is delivered in one's own site. It is the same in all of them but where arms, or those who start in them,
/// are divided otherwise in one site than in another, or effects differ: that is not followed.
fn differs_by_site(scenario: &Scenario, world: &World, offers: &Offers) -> Option<Issue> {
    if scenario.sites.is_empty() {
        return None;
    }
    let refused = |path: String, why: &str| {
        let message =
            format!("what leaks to control is what is delivered in its own site, and {why}");
        Some(
            Issue::new(path, message)
                .help("leave contamination out, or simulate each site by itself"),
        )
    };
    let selects = world.enrolment.selects() || scenario.recruitment.enrolment.is_some();
    for (design, numbers) in offers.numbers.iter().filter(|_| selects) {
        if numbers.iter().any(|number| *number != numbers[0]) {
            let path = format!("designs.{design}.before_enrolment");
            return refused(path, "invitations to the arms are not accepted alike in each");
        }
    }
    for (arm, settings) in &scenario.treatment.arms {
        let path = format!("treatment.arms.{arm}");
        let starts = settings.take_up.as_ref();
        if starts.is_some_and(|t| t.rate.get() < 1.0 && !t.traits.is_empty()) && selects {
            return refused(
                format!("{path}.take_up.traits"),
                "those who start differ between sites",
            );
        }
        let mut differ = settings.heterogeneity.iter().flat_map(|h| h.covariates.keys());
        let differs_there = |base: &str| {
            base == SITE || scenario.sites.values().any(|site| site.covariates.contains_key(base))
        };
        if let Some(name) = differ.find(|name| name.split('.').next().is_some_and(differs_there)) {
            let path = format!("{path}.heterogeneity.covariates.{name}");
            return refused(path, "this effect differs between sites");
        }
    }
    None
}

/// The chance that the average person accepts an offer of which only the intercept is stated.
fn of_average_person(world: &World, offer: usize) -> f64 {
    let mut chance = [world.offers[offer].intercept];
    world.enrolment.probabilities(&mut chance);
    chance[0]
}
