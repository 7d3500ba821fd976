//! The plan of solved worlds, with the truths of its cells.

mod cells;
mod families;
mod individual;
mod published;
mod undisturbed;
mod yardstick;

use super::Compiled;
use super::solve::Solved;
use crate::calibration::{Needed, Target, finite_truths, first_truths, truths};
use crate::cost::{CostModel, Counts};
use crate::plan::{Detail, Mode, Plan, World};
use crate::scenario::source::Report;
use crate::scenario::{Scenario, doubts};
use crate::stream::Domain;

/// Puts the designs that are wanted into one plan, and finds its truths.
pub(super) fn assemble(solved: Solved) -> Result<Compiled, Report> {
    let Solved { common, societies, worlds: mut drafts, mut individual } = solved;
    let mut plan = Plan {
        seed: common.seed,
        replications: common.replications,
        mode: common.mode,
        societies,
        worlds: Vec::new(),
        cells: Vec::new(),
        pairs: Vec::new(),
        domain: Domain::Simulation,
        detail: Detail::Budget,
        redivisions: 0,
        ladders: Vec::new(),
        families: Vec::new(),
        declared: Vec::new(),
        declared_pairs: Vec::new(),
        kept: Vec::new(),
    };
    let mut drafts_of_cells = Vec::new();
    for draft in &mut drafts {
        let wanted = draft.designs.drain(..).filter(|design| design.is_wanted);
        let (designs, cells) = wanted.map(|design| (design.plan, design.cells)).unzip();
        plan.worlds.push(World { designs, ..draft.world.clone() });
        drafts_of_cells.push(cells);
    }
    let mut needed: Vec<Vec<Needed>> =
        plan.worlds.iter().zip(&drafts_of_cells).map(|(w, c)| cells::needed(&plan, w, c)).collect();
    individual::need(&plan, &individual, &drafts[0].targets, &mut needed[0]);
    let targets: Vec<Vec<Target>> = drafts.iter().map(|d| d.targets.clone()).collect();
    let achieved = if common.rough {
        first_truths(&plan, &needed, &targets)
    } else {
        truths(&plan, &needed, &targets)
    };
    let known = match plan.mode {
        Mode::Superpopulation => achieved.clone(),
        Mode::Finite => finite_truths(&plan, &needed, &targets),
    };
    let mut aims = Vec::new();
    for (number, (cells, truths)) in drafts_of_cells.into_iter().zip(&known).enumerate() {
        let world = &drafts[number].scenario;
        let found = cells::finish(&mut plan, number, world, cells, &needed[number], &truths.needed);
        aims.extend(found);
    }
    cells::pair(&mut plan, &drafts[0].scenario);
    plan.families = families::of(&plan);
    let declared = drafts.iter().enumerate();
    let declared = declared.flat_map(|(k, draft)| families::declared(&plan, k, &draft.scenario));
    plan.declared = declared.collect();
    let base = &drafts[0].scenario;
    let further = common
        .supplied
        .and_then(|names| undisturbed::supply(names.undisturbed, &mut plan, base, &drafts));
    individual::refine(&mut individual, &drafts[0].targets, &needed[0], &achieved[0]);
    let doubts = doubts::all(&drafts[0].scenario);
    let costs = drafts.iter().map(|d| cost_model(&d.scenario, &d.world)).collect();
    let calibration = cells::calibrated(&drafts, &achieved)?;
    let scenario = drafts.swap_remove(0).scenario;
    Ok(Compiled {
        plan,
        undisturbed: further,
        aims,
        scenario,
        calibration,
        individual,
        doubts,
        costs,
        hash: common.hash,
        labels: common.labels,
    })
}

/// The costs of a world, where its scenario states them.
fn cost_model(scenario: &Scenario, world: &World) -> Option<CostModel> {
    let measurement = &scenario.measurement;
    let baseline = usize::from(measurement.baseline_survey.is_some());
    let surveys = baseline + measurement.follow_ups.len();
    let counts = Counts { sites: scenario.sites.len().max(1), surveys };
    scenario.costs.as_ref().map(|costs| CostModel::new(costs, &world.arms, counts))
}
