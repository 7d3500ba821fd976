//! The worlds of a run, and who thought of them.

use serde::Serialize;

use crate::plan::{Plan, World, WorldOrigin, WorldRole};

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
    /// Whether nothing has an effect there, so that what is found is a false alarm; artefacts may be at work.
    pub without_effects: bool,
}

impl WorldRow {
    /// Of the worlds of a plan.
    pub fn of(plan: &Plan) -> Vec<Self> {
        let row = |world: &World| Self {
            name: world.name.clone(),
            role: world.role,
            origin: world.origin,
            without_effects: world.is_without_effects(),
        };
        plan.worlds.iter().map(row).collect()
    }
}
