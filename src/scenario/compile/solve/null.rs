//! Worlds without effects: what is found there is a false alarm. Every scenario has one, declared or
//! supplied.
//!
//! It is the solved base world with every effect on a person's outcome at zero, differences between people
//! included: the same people take part, and constants, artefacts and exclusion stay as they are.

use crate::calibration::IndividualEffects;
use crate::issue::Issue;
use crate::language::Text;
use crate::plan::{World, WorldOrigin, WorldRole};
use crate::scenario::Scenario;
use crate::scenario::compile::check::null::has_effect;
use crate::scenario::compile::names::written;
use crate::scenario::compile::resolve::{WorldDraft, unit};
use crate::treatment::GainModel;

/// What is said of the world that is supplied.
const ABOUT: [&str; 2] = [
    "Supplied by the simulator: the same people and constants as in the base world, and no effect on anybody.",
    "Toegevoegd door het programma: dezelfde mensen en getallen als in de basiswereld, en voor niemand een effect.",
];
/// An effect that stated results leave and that is none, in the outcome's unit.
const NONE: f64 = 0.002;

/// Adds a world without effects where there is none.
pub(super) fn supply(name: &str, worlds: &mut Vec<WorldDraft>) {
    let base = &worlds[0];
    let has_one = worlds.iter().any(|draft| draft.world.role == WorldRole::Null);
    if has_one || base.world.is_without_effects() {
        return;
    }
    let mut scenario = base.scenario.clone();
    scenario.role = WorldRole::Null;
    let [en, nl] = ABOUT;
    scenario.about = Some(Text::each(en, nl));
    for arm in scenario.treatment.arms.values_mut() {
        arm.effects.clear();
        arm.heterogeneity = None;
    }
    let world = World {
        name: name.to_owned(),
        role: WorldRole::Null,
        origin: WorldOrigin::Supplied,
        about: scenario.about.clone(),
        ..base.world.clone()
    };
    let mut draft = WorldDraft { scenario, world, ..base.clone() };
    follow(&mut draft, base);
    worlds.push(draft);
}

/// Gives a world the solved people and constants of the base world, and nothing of its effects.
pub(super) fn follow(draft: &mut WorldDraft, base: &WorldDraft) {
    let World { name, role, origin, about, .. } = draft.world.clone();
    draft.world = World { name, role, origin, about, ..base.world.clone() };
    draft.world.model.shifts.effects.iter_mut().flatten().for_each(|shift| *shift = 0.0);
    draft.world.gains.fill(GainModel::default());
    draft.targets.clear();
}

/// What a solved null world still does to somebody, because results are stated that only an effect gives.
pub(super) fn left_over(scenario: &Scenario, effects: &[IndividualEffects]) -> Vec<Issue> {
    if scenario.role != WorldRole::Null {
        return Vec::new();
    }
    let is_there = |e: &&IndividualEffects| e.mean.abs() > NONE * unit(scenario, &e.outcome);
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
