//! The plan of solved worlds, with the truths of its cells.

use super::{Compiled, Draft, cells, costs, doubts, families, individual, report, undisturbed};
use crate::calibration::{Needed, Target, finite_truths, first_truths, truths};
use crate::plan::{Detail, Mode, Plan, Society};
use crate::scenario::Options;
use crate::scenario::source::{Document, Report};
use crate::stream::Domain;

/// Plans all worlds, and finds their truths.
pub(super) fn assemble(
    document: &Document,
    mut drafts: Vec<Draft>,
    societies: Vec<Society>,
    options: &Options,
) -> Result<Compiled, Report> {
    let run = drafts[0].scenario.run.clone();
    let mut plan = Plan {
        seed: options.seed.or(run.seed).unwrap_or(1),
        replications: options.replications.or(run.replications).unwrap_or(2000),
        mode: run.mode,
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
        let (world, cells) =
            cells::plan_world(draft, &mut plan).map_err(|i| report(&draft.document, i))?;
        plan.worlds.push(world);
        drafts_of_cells.push(cells);
    }
    let mut needed: Vec<Vec<Needed>> =
        plan.worlds.iter().zip(&drafts_of_cells).map(|(w, c)| cells::needed(&plan, w, c)).collect();
    let mut individual = std::mem::take(&mut drafts[0].individual);
    individual::need(&plan, &individual, &drafts[0].targets, &mut needed[0]);
    let targets: Vec<Vec<Target>> = drafts.iter().map(|d| d.targets.clone()).collect();
    let achieved = if options.rough {
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
    if drafts[0].chosen.is_empty() {
        let mut issues = Vec::new();
        families::check(&plan, &drafts[0].scenario, &mut issues);
        if !issues.is_empty() {
            return Err(report(&drafts[0].document, issues));
        }
    }
    let base = &drafts[0].scenario;
    let further =
        options.null_world.then(|| undisturbed::supply(document, &mut plan, base, &drafts));
    individual::refine(&mut individual, &drafts[0].targets, &needed[0], &achieved[0]);
    let doubts = doubts::all(&drafts[0].scenario);
    let costs = drafts.iter().map(|d| costs::model(&d.scenario, &d.world)).collect();
    let calibration = cells::calibrated(&drafts, &achieved)?;
    let scenario = drafts.swap_remove(0).scenario;
    let hash = document.hash();
    let undisturbed = further.flatten();
    Ok(Compiled { plan, undisturbed, aims, scenario, calibration, individual, doubts, costs, hash })
}
