//! Worlds without effects: what is found there is a false alarm. Every scenario has one, declared or
//! supplied.
//!
//! It is the solved base world with every effect on a person's outcome at zero, differences between people
//! included: the same people take part, and constants, artefacts and exclusion stay as they are.

use serde_json::Value;

use super::Draft;
use super::names::written;
use super::targets;
use crate::calibration::IndividualEffects;
use crate::issue::Issue;
use crate::outcome::Scale;
use crate::plan::{World, WorldOrigin, WorldRole};
use crate::scenario::Scenario;
use crate::scenario::source::Document;
use crate::treatment::{Effect, GainModel};

/// Names of the world that is supplied: the first that is free.
const NAMES: [&str; 3] = ["null", "no_effect", "without_any_effect"];
/// What is said of it.
const ABOUT: &str = "Supplied by the simulator: the same people and constants as in the base world, and no effect on anybody.";
/// An effect that stated results leave and that is none, in the outcome's unit.
const NONE: f64 = 0.002;

/// The name of the world that a scenario without a null world gets.
pub(super) fn free_name(document: &Document) -> &'static str {
    first_free(document, NAMES)
}

/// The first of some names that no world of a file has.
pub(super) fn first_free<const N: usize>(
    document: &Document,
    names: [&'static str; N],
) -> &'static str {
    let taken =
        |name: &str| document.base_world() == name || document.world_names().contains(&name);
    names.into_iter().find(|name| !taken(name)).unwrap_or(names[0])
}

/// Adds a world without effects where there is none.
pub(super) fn supply(document: &Document, drafts: &mut Vec<Draft>) {
    let Some(base) = drafts.first() else { return };
    let has_one = drafts.iter().any(|draft| draft.world.role == WorldRole::Null);
    if has_one || base.world.is_without_effects() {
        return;
    }
    let mut scenario = base.scenario.clone();
    scenario.role = WorldRole::Null;
    scenario.about = Some(ABOUT.to_owned());
    for arm in scenario.treatment.arms.values_mut() {
        arm.effects.clear();
        arm.heterogeneity = None;
    }
    let world = World {
        name: free_name(document).to_owned(),
        role: WorldRole::Null,
        origin: WorldOrigin::Supplied,
        about: scenario.about.clone(),
        ..base.world.clone()
    };
    let mut draft = Draft { scenario, world, ..base.clone() };
    draft.follow(base);
    drafts.push(draft);
}

impl Draft {
    /// Takes over the solved people and constants of the base world, and nothing of its effects.
    pub(super) fn follow(&mut self, base: &Self) {
        let World { name, role, origin, about, .. } = self.world.clone();
        self.world = World { name, role, origin, about, ..base.world.clone() };
        self.world.model.shifts.effects.iter_mut().flatten().for_each(|shift| *shift = 0.0);
        self.world.gains.fill(GainModel::default());
        self.lattice.clone_from(&base.lattice);
        self.targets.clear();
        self.individual.clear();
    }
}

/// Whether a world of role null differs from the base world in its effects alone.
pub(super) fn follows_base(draft: &Draft, base: &Draft) -> bool {
    let as_run =
        |effect: &Effect| matches!(effect, Effect::AsRun { .. } | Effect::AsRunDifference { .. });
    let effects = || draft.scenario.treatment.arms.values().flat_map(|arm| arm.effects.values());
    draft.world.role == WorldRole::Null
        && base.world.role != WorldRole::Null
        && !effects().any(as_run)
        && without_effects(&draft.document) == without_effects(&base.document)
}

/// A document without what a null world may change and still have the people of the base world.
fn without_effects(document: &Document) -> Value {
    let mut value = document.value();
    let Some(members) = value.as_object_mut() else { return value };
    for key in ["role", "about", "worlds"] {
        members.shift_remove(key);
    }
    let arms = members.get_mut("treatment").and_then(|treatment| treatment.get_mut("arms"));
    for arm in arms.and_then(Value::as_object_mut).into_iter().flat_map(|arms| arms.values_mut()) {
        for key in ["effects", "heterogeneity"] {
            arm.as_object_mut().map(|arm| arm.shift_remove(key));
        }
    }
    value
}

/// A world of role null states no effect.
pub(super) fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    if scenario.role != WorldRole::Null {
        return;
    }
    for (arm, settings) in &scenario.treatment.arms {
        for (outcome, effect) in &settings.effects {
            let (tag, stated) = match effect {
                Effect::Points(value) => ("points", value.get()),
                Effect::PointsEligible(value) => ("points_eligible", value.get()),
                Effect::Latent(value) => ("latent", value.get()),
                Effect::AsRun { .. } | Effect::AsRunDifference { .. } => continue,
            };
            if stated != 0.0 {
                let size = match (tag, scenario.outcomes.get(outcome).map(|o| o.member().scale())) {
                    ("latent", Some(Scale::Share) | None) => {
                        format!("{} (latent)", written(stated))
                    }
                    (_, Some(Scale::Number(_)) | None) => written(stated),
                    _ => format!("{} points", written((1e10 * stated).round() / 1e8)),
                };
                let path = format!("treatment.arms.{arm}.effects.{outcome}.{tag}");
                issues.push(has_effect(path, arm, outcome, &size));
            }
        }
    }
}

/// What a solved null world still does to somebody, because results are stated that only an effect gives.
pub(super) fn left_over(scenario: &Scenario, effects: &[IndividualEffects]) -> Vec<Issue> {
    if scenario.role != WorldRole::Null {
        return Vec::new();
    }
    let is_there =
        |e: &&IndividualEffects| e.mean.abs() > NONE * targets::unit(scenario, &e.outcome);
    let told = |e: &IndividualEffects| {
        let size = if e.is_share {
            format!("{} points", written((1e4 * e.mean).round() / 1e2))
        } else {
            written((1e4 * e.mean).round() / 1e4)
        };
        let path = format!("treatment.arms.{}.effects.{}", e.arm, e.outcome);
        has_effect(path, &e.arm, &e.outcome, &size)
    };
    effects.iter().filter(is_there).map(told).collect()
}

fn has_effect(path: String, arm: &str, outcome: &str, size: &str) -> Issue {
    let message =
        format!("a world with the role \"null\" has a true effect: {arm} on {outcome}, {size}");
    Issue::new(path, message).help(
        "nothing works in a null world: take its effects out (\"effects\": null in every arm), or give it \
         another \"role\"",
    )
}
