//! The worlds of a run, and who thought of them.

use serde::Serialize;

use crate::language::Language;
use crate::plan::{Disturbance, World, WorldOrigin, WorldRole};
use crate::scenario::Compiled;

/// A world.
#[derive(Clone, Debug, Serialize)]
pub struct WorldRow {
    /// Its name.
    pub name: String,
    /// What kind of world it is.
    pub role: WorldRole,
    /// Who thought of it: the scenario, or this program, which supplies a world without effects where the
    /// scenario has none.
    pub origin: WorldOrigin,
    /// What being in a trial does there to those who take part, a sentence for each artefact at work.
    pub artefacts: Vec<String>,
    /// Whether nothing has an effect there, so that what is found is a false alarm; artefacts may be at work.
    pub without_effects: bool,
    /// Whether some test is against a margin, so that not everything that it shows there is a false alarm.
    #[serde(skip)]
    pub has_margins: bool,
    /// What else is taken away there.
    #[serde(skip)]
    pub without: Vec<Disturbance>,
}

impl WorldRow {
    /// Of the worlds of a scenario, and of the further one.
    pub fn of(compiled: &Compiled) -> Vec<Self> {
        let plan = &compiled.plan;
        let has_margins = plan.cells.iter().any(|cell| !cell.spec.claim.is_of_effect());
        let row = |world: &World| Self {
            name: world.name.clone(),
            role: world.role,
            origin: world.origin,
            artefacts: world
                .artefacts
                .iter()
                .map(|text| text.text_in(Language::English).to_owned())
                .collect(),
            without_effects: world.is_without_effects(),
            has_margins,
            without: Vec::new(),
        };
        let disturbances = plan.families.iter().flat_map(|family| &family.disturbed_by).flatten();
        let mut without: Vec<Disturbance> = disturbances.copied().collect();
        without.sort_unstable();
        without.dedup();
        let further = compiled.undisturbed();
        let further = further.into_iter().flat_map(|plan| &plan.worlds).map(row);
        let further = further.map(|row| Self { without: without.clone(), ..row });
        plan.worlds.iter().map(row).chain(further).collect()
    }
}
