//! How often a world gives results at least as extreme as those published.

use indexmap::IndexMap;
use serde::Serialize;

use crate::diagnosis::extreme::ExtremeRate;
use crate::plan::{Plan, PublishedTable};
use crate::replicate::Sums;
use crate::report::run::results::key;

/// How often one world gives results at least as extreme as those published.
#[derive(Clone, Debug, Serialize)]
pub struct Extreme {
    /// World.
    pub world: String,
    /// Design.
    pub design: String,
    /// Analysis.
    pub analysis: String,
    /// Outcome.
    pub outcome: String,
    /// Month.
    pub month: Option<u32>,
    /// Number of replications.
    pub replications: u64,
    /// Replications in which every arm has an estimate.
    pub estimated: u64,
    /// Each arm by itself.
    pub alone: IndexMap<String, ExtremeArm>,
    /// All arms in the same replication.
    pub jointly: ExtremeRate,
}

/// One published difference and how often it is reached.
#[derive(Clone, Debug, Serialize)]
pub struct ExtremeArm {
    /// The difference as published.
    pub published: f64,
    /// Share of replications at least as extreme.
    pub share: ExtremeRate,
}

/// What is found of the published results in every world that looks for them.
pub(super) fn extremes(plan: &Plan, sums: &Sums) -> Vec<Extreme> {
    let worlds = plan.worlds.iter().zip(&sums.published);
    worlds
        .filter_map(|(world, sums)| {
            let (published, sums) = (world.published.as_ref()?, sums.as_ref()?);
            let key = key(plan, &plan.cells[*published.first.cells.first()?]);
            let diagnosis = sums.diagnose();
            Some(Extreme {
                world: key.world,
                design: key.design,
                analysis: key.analysis,
                outcome: key.outcome,
                month: key.month,
                replications: diagnosis.replications,
                estimated: diagnosis.estimated,
                alone: alone(plan, &published.first, &diagnosis.alone),
                jointly: diagnosis.jointly,
            })
        })
        .collect()
}

fn alone(
    plan: &Plan,
    table: &PublishedTable,
    shares: &[ExtremeRate],
) -> IndexMap<String, ExtremeArm> {
    let arms = table.cells.iter().map(|&cell| plan.cells[cell].arm.clone());
    let shares = table.values.iter().zip(shares);
    arms.zip(shares.map(|(&published, &share)| ExtremeArm { published, share })).collect()
}
