//! Cells of the results: truths, levels, pairs, and the last checks of a solved world.

use super::Draft;
use super::drafted::{Context, DraftCell, Drafted};
use super::headline::Analysed;
use super::leading::{held_together, leading_cell, primary};
use super::names::written;
use super::sizes::{self, Acceptance};
use super::solving::shortly;
use super::yardstick::{factor, yardstick};
use super::{designs, published, report, sites};
use crate::calibration::{Calibrated, Needed, WorldTruths};
use crate::diagnosis::cell::CellSpec;
use crate::diagnosis::measured::Measured;
use crate::estimand::{EndpointModel, Expectation, Group, Scale, Side, Truths, Weight};
use crate::hypothesis::Claim;
use crate::issue::Issue;
use crate::numeric::normal;
use crate::outcome::{self, Ladder};
use crate::plan::{Cell, Pair, PairOf, Plan, Society, World};
use crate::scenario::Scenario;
use crate::scenario::source::Report;
use crate::treatment::Regime;

/// Draft cells of one world by design.
pub type WorldCells = Vec<Vec<DraftCell>>;

/// Checks all designs of a world that is not solved yet, and counts its cells; the base world also
/// has to find every analysis possible in some design.
pub(super) fn rehearse(
    draft: &Draft,
    society: &Society,
    is_base: bool,
) -> Result<usize, Vec<Issue>> {
    let (scenario, world) = (&draft.scenario, &draft.world);
    let (mut issues, mut refused, mut all) = (Vec::new(), Vec::new(), Vec::new());
    let models = designs::models(scenario, society, world, &draft.offers, &mut issues);
    if issues.is_empty() {
        let acceptance = Acceptance::stated(scenario, world, &draft.offers);
        issues = check_sizes(draft, society, &acceptance);
    }
    for (name, model) in models {
        let mut out = Drafted::default();
        let context = Context { scenario, society, world, endpoints: &draft.endpoints };
        context.plan_design(&name, model, draft.terms(&name), &mut out);
        issues.extend(out.issues);
        refused.extend(out.refused);
        all.push((name, out.cells));
    }
    let analysed = Analysed { scenario, world, designs: &all };
    if issues.is_empty() {
        analysed.check_published(is_base, &mut issues);
    }
    if issues.is_empty() && is_base {
        let runs =
            |name: &String| all.iter().flat_map(|(_, cells)| cells).any(|c| c.analysis == *name);
        let nowhere = refused.into_iter().filter(|(name, _)| !runs(name));
        issues.extend(nowhere.map(|(_, issue)| issue));
        if issues.is_empty() {
            analysed.check_primary(&mut issues);
        }
    }
    if issues.is_empty() { Ok(all.iter().map(|(_, cells)| cells.len()).sum()) } else { Err(issues) }
}

/// Checks whether the designs find their people.
pub(super) fn check_sizes(draft: &Draft, society: &Society, acceptance: &Acceptance) -> Vec<Issue> {
    let Draft { scenario, world, offers, .. } = draft;
    let models = designs::models(scenario, society, world, offers, &mut Vec::new());
    sizes::check(scenario, world, &models, offers, society.population.size, acceptance)
}

/// Plans the chosen designs of a solved world.
pub(super) fn plan_world(
    draft: &Draft,
    plan: &mut Plan,
) -> Result<(World, WorldCells), Vec<Issue>> {
    let (mut issues, mut all) = (Vec::new(), Vec::new());
    let (scenario, mut world) = (&draft.scenario, draft.world.clone());
    let society = &plan.societies[world.society];
    let mut features = society.features.clone();
    let models = designs::models(scenario, society, &world, &draft.offers, &mut issues);
    for (name, model) in models {
        if !draft.chosen.is_empty() && !draft.chosen.contains(&name) {
            continue;
        }
        let features_so_far = std::mem::take(&mut features);
        let mut out = Drafted { features: features_so_far, ..Default::default() };
        let context = Context { scenario, society, world: &world, endpoints: &draft.endpoints };
        let design = context.plan_design(&name, model, draft.terms(&name), &mut out);
        world.designs.push(design);
        all.push(out.cells);
        features = out.features;
        issues.extend(out.issues);
    }
    plan.societies[draft.world.society].features = features;
    if issues.is_empty() && all.iter().all(Vec::is_empty) {
        issues.push(nothing_to_show(&world));
    }
    if issues.is_empty() { Ok((world, all)) } else { Err(issues) }
}

/// Why a run of these designs would show nothing, and what to add.
fn nothing_to_show(world: &World) -> Issue {
    let names: Vec<String> = world.designs.iter().map(|d| format!("{:?}", d.name)).collect();
    let message =
        format!("nothing would be shown: no analysis compares groups in {}", names.join(", "));
    let reasons: Vec<String> = world
        .designs
        .iter()
        .flat_map(|d| d.unanswered.iter().map(|u| format!("{}: {}", u.analysis, u.reason)))
        .collect();
    let add =
        "add an analysis such as \"difference\": {\"estimator\": {\"difference_in_means\": {}}}";
    let help = if reasons.is_empty() {
        format!("{add}, or name a design here under the \"designs\" of one")
    } else {
        format!("{}; or {add}", reasons.join("; "))
    };
    Issue::new("analyses", message).help(help)
}

/// Cut-points of nested thresholds must stay in order in every arm.
pub(super) fn check_order(scenario: &Scenario, world: &World) -> Vec<Issue> {
    let mut issues = Vec::new();
    for ladder in [Ladder::Hours, Ladder::Income] {
        let rungs = scenario.outcomes.values().map(|outcome| outcome.member().rung()).enumerate();
        let of_ladder = rungs.filter_map(|(k, rung)| Some((rung?, k)));
        let mut chain: Vec<(f64, usize)> =
            of_ladder.filter(|(rung, _)| rung.ladder == ladder).map(|(r, k)| (r.at, k)).collect();
        chain.sort_by(|a, b| a.0.total_cmp(&b.0));
        let sites = 0..scenario.sites.len().max(1);
        for (pair, site) in chain.windows(2).flat_map(|pair| sites.clone().map(move |s| (pair, s)))
        {
            check_pair(world, pair[0].1, pair[1].1, site, &mut issues);
        }
    }
    issues
}

fn check_pair(world: &World, low: usize, high: usize, site: usize, issues: &mut Vec<Issue>) {
    let endpoint = |k: usize| world.model.endpoints.iter().find(|e| e.outcome == k);
    let cut = |k: usize| endpoint(k).map(|e| e.measure.cut_in(site));
    let (Some(low_cut), Some(high_cut)) = (cut(low), cut(high)) else { return };
    let shifts = &world.model.shifts;
    let mut crossing = |a: f64, b: f64, who: &str, path: String| {
        if low_cut - a > high_cut - b {
            let (low, high) = (&world.outcomes[low], &world.outcomes[high]);
            let message = format!(
                "in {who}, more people would reach {high:?} than {low:?}, which contains it"
            );
            issues.push(Issue::new(path, message).help("bring the two effects closer together"));
        }
    };
    for (arm, effects) in shifts.effects.iter().enumerate().skip(1) {
        let path = format!("treatment.arms.{}.effects.{}", world.arms[arm], world.outcomes[high]);
        crossing(effects[low], effects[high], &world.arms[arm], path);
    }
    for delivery in 0..shifts.deliveries.len().max(1) {
        let artefact = |k: usize| shifts.of(k, Regime::as_run(0, false, delivery)).own;
        let path = "treatment.artefacts".to_owned();
        crossing(artefact(low), artefact(high), &world.arms[0], path);
    }
}

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
            let name = |g: Group| match g {
                Group::Arm(a) => world.arms[a].clone(),
                Group::Reference => "reference".to_owned(),
            };
            let cell = Cell {
                world: number,
                design,
                analysis: draft.analysis,
                outcome: world.outcomes[endpoint.outcome].clone(),
                month: endpoint.month,
                arm: name(draft.groups[0]),
                versus: name(draft.groups[1]),
                estimand: draft.resolved.estimand,
                is_share,
                matters: scenario
                    .estimands
                    .matters(is_share, like_primary)
                    .filter(|_| draft.resolved.estimand.scale() != Scale::PerInvited),
                matters_by_custom: !(like_primary && states_matters),
                spec: CellSpec { claim, ..spec(own, policy, yardstick, draft.level, draft.alphas) },
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
    own: Measured,
    policy: Measured,
    yardstick: Measured,
    level: f64,
    alphas: Vec<f64>,
) -> CellSpec {
    let mut z_alpha = [f64::NAN; 4];
    for (z, alpha) in z_alpha.iter_mut().zip(&alphas) {
        *z = normal::quantile(1.0 - alpha / 2.0);
    }
    CellSpec {
        truth: own.value,
        truth_mcse: own.mcse,
        policy_truth: policy.value,
        policy_truth_mcse: policy.mcse,
        yardstick: yardstick.value,
        yardstick_mcse: yardstick.mcse,
        claim: Claim::Effect,
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
    drafts: &[Draft],
    achieved: &[WorldTruths],
) -> Result<Vec<Calibrated>, Report> {
    let mut out = Vec::new();
    for (draft, truths) in drafts.iter().zip(achieved) {
        for (target, found) in draft.targets.iter().zip(&truths.targets) {
            if !target.is_met(*found) {
                if let Some(issue) = sites::missed(&draft.scenario, target) {
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
                target: target.label.clone(),
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
