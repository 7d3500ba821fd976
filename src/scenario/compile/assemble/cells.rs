//! Cells of the results: truths, levels, pairs, and the last checks of a solved world.

use super::published;
use super::yardstick::{factor, yardstick};
use crate::calibration::{Calibrated, Needed, WorldTruths};
use crate::diagnosis::cell::CellSpec;
use crate::diagnosis::measured::Measured;
use crate::estimand::{EndpointModel, Expectation, Scale, Side, Truths, Weight};
use crate::hypothesis::Claim;
use crate::issue::Issue;
use crate::numeric::normal;
use crate::outcome;
use crate::plan::{Cell, Pair, PairOf, Plan, World};
use crate::scenario::Scenario;
use crate::scenario::compile::names::written;
use crate::scenario::compile::report;
use crate::scenario::compile::resolve::{DraftCell, WorldDraft};
use crate::scenario::compile::solve::{missed_in_small_site, shortly};
use crate::scenario::leading::{held_together, leading_cell, primary};
use crate::scenario::source::Report;

/// Draft cells of one world by design.
pub type WorldCells = Vec<Vec<DraftCell>>;

/// The expectations that a world's cells need, each once, with the precision they need.
pub fn needed(plan: &Plan, world: &World, cells: &WorldCells) -> Vec<Needed> {
    let mut out: Vec<Needed> = Vec::new();
    for cell in cells.iter().flatten() {
        let sides = cell.resolved.sides.iter().flat_map(Side::expectations);
        let truths = std::iter::once(&cell.resolved.own).chain(&cell.resolved.policy);
        for expectation in truths.chain(sides) {
            if !out.iter().any(|n| n.expectation == *expectation) {
                let is_share = expectation.endpoint.is_none();
                let error =
                    if is_share { f64::INFINITY } else { precision(plan, world, expectation) };
                out.push(Needed { expectation: expectation.clone(), error });
            }
        }
    }
    out
}

/// A third of the Monte Carlo error that the bias of a comparison of two halves would have.
pub(super) fn precision(plan: &Plan, world: &World, expectation: &Expectation) -> f64 {
    let society = &plan.societies[world.society];
    let size = society.population.size as f64;
    let people = match expectation.weight {
        Weight::Everyone => size / 2.0,
        _ if world.offers[0].intercept == f64::INFINITY => size,
        _ => size.min((0.1 * size).max(400.0)),
    };
    let spread = |e: usize| world.model.endpoints[e].measure.rule.spread(&society.lives);
    let spread = expectation.endpoint.map_or(0.4, spread);
    spread * (4.0 / people).sqrt() / f64::from(plan.replications.max(1)).sqrt() / 3.0
}

/// Turns draft cells into cells with their truths, and places the published result.
pub fn finish(
    plan: &mut Plan,
    number: usize,
    scenario: &Scenario,
    cells: WorldCells,
    needed: &[Needed],
    truths: &[Measured],
) -> Vec<Truths> {
    let mut aims = Vec::new();
    let primary = primary_is_share(&plan.worlds[number], scenario);
    let truth = |e: &Expectation| {
        let at = needed.iter().position(|n| n.expectation == *e);
        at.map_or(Measured { value: 0.0, mcse: 0.0 }, |k| truths[k])
    };
    for (design, drafts) in cells.into_iter().enumerate() {
        let offset = plan.cells.len();
        for sample in &mut plan.worlds[number].designs[design].samples {
            for analysis in &mut sample.analyses {
                analysis.cells.iter_mut().for_each(|c| *c += offset);
            }
        }
        for draft in drafts {
            let own = truth(&draft.resolved.own);
            let zero = Measured { value: 0.0, mcse: 0.0 };
            let policy = draft.resolved.policy.as_ref().map_or(zero, truth);
            let factors = draft.resolved.sides.iter().map(|side| factor(side, &truth));
            let factors: Vec<Measured> = factors.collect();
            let yardstick = yardstick(policy, &factors, &draft.resolved.sides, &truth);
            let world = &plan.worlds[number];
            let endpoint = &world.model.endpoints[draft.endpoint];
            let is_share = endpoint.measure.is_share();
            let like_primary = primary.is_none_or(|primary| primary == is_share);
            let states_matters = scenario.estimands.smallest_effect_of_interest.is_some();
            let share = factors.first().map_or(1.0, |k| k.value);
            let better = outcome::better(&scenario.outcomes, &scenario.outcomes[endpoint.outcome]);
            let claim = draft.hypothesis.member().claim(better, share);
            let cell = Cell {
                world: number,
                design,
                analysis: draft.analysis,
                outcome: world.outcomes[endpoint.outcome].clone(),
                month: endpoint.month,
                arm: world.name_of(draft.groups[0]).to_owned(),
                versus: world.name_of(draft.groups[1]).to_owned(),
                estimand: draft.resolved.estimand,
                is_share,
                matters: scenario
                    .estimands
                    .matters(is_share, like_primary)
                    .filter(|_| draft.resolved.estimand.scale() != Scale::PerInvited),
                matters_by_custom: !(like_primary && states_matters),
                spec: spec(claim, [own, policy, yardstick], draft.level, draft.alphas),
                hypothesis: draft.hypothesis,
                factors,
            };
            plan.cells.push(cell);
            aims.push(Truths { own: draft.resolved.own, policy: draft.resolved.policy });
        }
    }
    plan.worlds[number].published = published::place(plan, number, scenario);
    aims
}

/// Whether the primary outcome is a share of people, where there is one.
fn primary_is_share(world: &World, scenario: &Scenario) -> Option<bool> {
    let outcome = &scenario.estimands.primary.as_ref()?.outcome;
    let of = |e: &&EndpointModel| world.outcomes[e.outcome] == *outcome;
    world.model.endpoints.iter().find(of).map(|e| e.measure.is_share())
}

fn spec(
    claim: Claim,
    [own, policy, yardstick]: [Measured; 3],
    level: f64,
    alphas: Vec<f64>,
) -> CellSpec {
    let mut z_alpha = [f64::NAN; 4];
    for (z, alpha) in z_alpha.iter_mut().zip(&alphas) {
        *z = normal::quantile(1.0 - claim.reference_level(*alpha) / 2.0);
    }
    CellSpec {
        truth: own.value,
        truth_mcse: own.mcse,
        policy_truth: policy.value,
        policy_truth_mcse: policy.mcse,
        yardstick: yardstick.value,
        yardstick_mcse: yardstick.mcse,
        claim,
        level,
        alphas,
        z_alpha,
    }
}

/// Pairs of cells on common random numbers: the same cell in another world, and on the primary
/// outcome the leading analyses of two designs that estimate a change per person treated, and those that are held
/// against each other because they are counted alike.
pub fn pair(plan: &mut Plan, scenario: &Scenario) {
    let mut pairs = Vec::new();
    for first in (0..plan.cells.len()).filter(|&cell| plan.cells[cell].world > 0) {
        let same = plan.in_world(first, 0);
        pairs.extend(same.map(|second| Pair { first, second, of: PairOf::Worlds }));
    }
    let (outcome, month) = primary(plan, scenario);
    for world in 0..plan.worlds.len() {
        for arm in 1..plan.worlds[world].arms.len() {
            let leading: Vec<usize> = (0..plan.worlds[world].designs.len())
                .filter_map(|design| leading_cell(plan, world, design, arm, &outcome, month))
                .collect();
            let groups = held_together(plan, world, arm, &outcome, month);
            for held in std::iter::once(leading).chain(groups) {
                for (k, &second) in held.iter().enumerate() {
                    let beside = held[k + 1..].iter();
                    let new = beside.map(|&first| Pair { first, second, of: PairOf::Designs });
                    let known = |pair: &Pair| pairs.contains(pair);
                    let new: Vec<Pair> = new.filter(|pair| !known(pair)).collect();
                    pairs.extend(new);
                }
            }
        }
    }
    plan.pairs = pairs;
}

/// The calibration report; refuses an exact target that the independent stream does not confirm.
pub(super) fn calibrated(
    drafts: &[WorldDraft],
    achieved: &[WorldTruths],
) -> Result<Vec<Calibrated>, Report> {
    let mut out = Vec::new();
    for (draft, truths) in drafts.iter().zip(achieved) {
        for (target, found) in draft.targets.iter().zip(&truths.targets) {
            if !target.is_met(*found) {
                if let Some(issue) = missed_in_small_site(&draft.scenario, target) {
                    return Err(report(&draft.document, vec![issue]));
                }
                let message = format!(
                    "{} is wanted for {}, but {} is what the plan gives",
                    written(target.wanted),
                    target.label,
                    shortly(found.value)
                );
                let issue = Issue::new(target.path.clone(), message)
                    .help("bring the targets that contradict each other into line, or set \"match\": \"approximate\"");
                return Err(report(&draft.document, vec![issue]));
            }
            out.push(Calibrated {
                world: draft.world.name.clone(),
                target: target.label.to_string(),
                aim: target.label.clone(),
                path: target.path.clone(),
                wanted: target.wanted,
                achieved: found.value,
                mcse: found.mcse,
                tolerance: target.tolerance.gap,
                r#match: target.r#match,
            });
        }
    }
    Ok(out)
}
