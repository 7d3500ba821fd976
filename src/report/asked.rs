//! What a solver was asked: the head of its answers in JSON, whatever they are.

use serde::Serialize;

use super::results::{FORMAT, ScenarioId};
use crate::plan::Plan;
use crate::scenario::Compiled;
use crate::sizing::Search;

/// What stands above the answers of a solver.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// Version of this form.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioId,
    /// What was asked for.
    pub asked: Asked,
}

impl Head {
    /// From a scenario and the search in it.
    pub fn of(compiled: &Compiled, search: &Search) -> Self {
        Self {
            format: FORMAT,
            scenario: ScenarioId::of(compiled),
            asked: Asked::of(&compiled.plan, search),
        }
    }
}

/// What a solver was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Seed of all streams.
    pub seed: u64,
    /// Wanted power, in the right direction.
    pub power: f64,
    /// Half width of the 95 % interval, as a share of the answer, at which the search stops.
    pub tolerance: f64,
    /// Most replications of one stage.
    pub replications: u32,
}

impl Asked {
    fn of(plan: &Plan, search: &Search) -> Self {
        Self {
            seed: plan.seed,
            power: search.power,
            tolerance: search.tolerance,
            replications: search.replications,
        }
    }
}
