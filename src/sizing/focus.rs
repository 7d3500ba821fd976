//! A plan reduced to what one cell needs, and a ladder built on it: the same cell for several sizes or
//! effects, all on the draws of one replication.

use crate::estimator::EstimatorModel;
use crate::outcome::Measure;
use crate::plan::{
    AnalysisPlan, Detail, Direction, Feature, Ladder, Plan, SamplePlan, Society, World,
};

/// The plan of one cell: its world, its design and its analysis, without the bias budget. The cell
/// is number 0 and its estimates are what they are in the whole plan.
pub fn focus(plan: &Plan, cell: usize) -> Plan {
    let kept = &plan.cells[cell];
    let mut world = plan.worlds[kept.world].clone();
    let mut society = plan.societies[world.society].clone();
    world.society = 0;
    world.published = None;
    let mut design = world.designs.swap_remove(kept.design);
    design.samples = vec![only(&design.samples, cell)];
    world.designs = vec![design];
    trim(&mut society, &mut world);
    let mut kept = kept.clone();
    (kept.world, kept.design) = (0, 0);
    Plan {
        societies: vec![society],
        worlds: vec![world],
        cells: vec![kept],
        pairs: Vec::new(),
        detail: Detail::Estimates,
        ..plan.clone()
    }
}

/// The one sample with the one analysis, outcome and contrast of a cell.
fn only(samples: &[SamplePlan], cell: usize) -> SamplePlan {
    let found = samples.iter().find_map(|sample| {
        let analysis = sample.analyses.iter().find(|a| a.cells.contains(&cell))?;
        let at = analysis.cells.iter().position(|&c| c == cell)?;
        let contrasts = analysis.contrasts.len();
        let (outcome, contrast) = (at / contrasts, at % contrasts);
        let mut model = analysis.model.clone();
        model.contrasts = vec![model.contrasts[contrast]];
        Some(SamplePlan {
            key: sample.key.clone(),
            endpoints: vec![sample.endpoints[analysis.outcomes[outcome]]],
            analyses: vec![AnalysisPlan {
                name: analysis.name.clone(),
                model,
                outcomes: vec![0],
                contrasts: vec![analysis.contrasts[contrast]],
                cells: vec![0],
            }],
        })
    });
    found.expect("every cell belongs to an analysis of its design")
}

/// Leaves out what nobody looks at: it would be drawn for nothing.
fn trim(society: &mut Society, world: &mut World) {
    let mut used = vec![false; society.catalogue.covariates.len() + 1];
    keep_features(society, world, &mut used);
    world.enrolment.predictor.mark_used(&mut used);
    world.gains.iter().for_each(|g| g.mark_used(&mut used));
    world.take_up.iter().for_each(|t| t.predictor.mark_used(&mut used));
    world.response.iter().for_each(|r| r.predictor.mark_used(&mut used));
    society.lives.plain.iter().for_each(|p| p.predictor.mark_used(&mut used));
    let register = society.columns.register;
    if let Some(work) = &mut society.lives.work {
        work.contracts &= needs_contracts(world);
        let history = &mut work.history;
        history.used = used[register..register + history.items.len()].to_vec();
        if let Some(spell) = history.spell.filter(|_| history.used.contains(&true)) {
            used[spell] = true;
        }
    }
    society.population.keep_only(&used[..register]);
}

/// Keeps the columns of the background file that the analysis uses.
fn keep_features(society: &mut Society, world: &mut World, used: &mut [bool]) {
    let model = &mut world.designs[0].samples[0].analyses[0].model;
    let EstimatorModel::Ols { covariates, .. } = &mut model.estimator else {
        society.features.clear();
        return;
    };
    let kept: Vec<Feature> = covariates.iter().map(|&c| society.features[c]).collect();
    for feature in &kept {
        let (Feature::Level { column, .. } | Feature::Number { column, .. }) = feature;
        used[*column] = true;
    }
    *covariates = (0..kept.len()).collect();
    society.features = kept;
}

fn needs_contracts(world: &World) -> bool {
    let measured = world.designs.iter().flat_map(|d| &d.samples).flat_map(|s| &s.endpoints);
    measured.chain(&world.early_endpoint).any(|&e| {
        let measure = world.model.endpoints[e].measure;
        matches!(measure, Measure::Permanent { .. } | Measure::Temporary { .. })
    })
}

/// One design of a focused plan several times over, each time changed by `change`.
pub fn with_designs<T>(
    plan: &Plan,
    points: &[T],
    direction: Direction,
    change: impl Fn(&mut crate::plan::DesignPlan, &T),
) -> Plan {
    let mut out = plan.clone();
    let (design, cell) = (plan.worlds[0].designs[0].clone(), &plan.cells[0]);
    out.worlds[0].designs.clear();
    out.cells.clear();
    for (k, point) in points.iter().enumerate() {
        let mut design = design.clone();
        design.samples[0].analyses[0].cells = vec![k];
        change(&mut design, point);
        out.worlds[0].designs.push(design);
        let mut cell = cell.clone();
        cell.design = k;
        out.cells.push(cell);
    }
    out.ladders = vec![Ladder { cells: (0..points.len()).collect(), direction }];
    out
}

/// The world of a focused plan several times over, each time changed by `change`.
pub fn with_worlds<T>(
    plan: &Plan,
    points: &[T],
    direction: Direction,
    change: impl Fn(&mut World, &T),
) -> Plan {
    let mut out = plan.clone();
    let (world, cell) = (&plan.worlds[0], &plan.cells[0]);
    out.worlds.clear();
    out.cells.clear();
    for (k, point) in points.iter().enumerate() {
        let mut world = world.clone();
        world.designs[0].samples[0].analyses[0].cells = vec![k];
        change(&mut world, point);
        out.worlds.push(world);
        let mut cell = cell.clone();
        cell.world = k;
        out.cells.push(cell);
    }
    out.ladders = vec![Ladder { cells: (0..points.len()).collect(), direction }];
    out
}
