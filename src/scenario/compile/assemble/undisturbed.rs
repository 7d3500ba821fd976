//! The null world once more, without selection and without effects of the trial itself: how often several
//! arms cry wolf there by chance alone.
//!
//! The same people and constants, so that the frame fares under control as in the null world; as many take
//! part, start, are removed and answer, but chance decides who.

use crate::assignment::{DesignModel, LOTTERY};
use crate::calibration::{Needed, first_truths};
use crate::diagnosis::family::Member;
use crate::diagnosis::measured::Absent;
use crate::estimand::{ContrastModel, Expectation, Role, SetId};
use crate::language::Text;
use crate::measurement::{ResponseModel, logit};
use crate::plan::{DesignPlan, Disturbance, Family, Plan, SamplePlan, World, restrict};
use crate::plan::{WorldOrigin, WorldRole};
use crate::population::Predictor;
use crate::scenario::Scenario;
use crate::scenario::compile::resolve::WorldDraft;
use crate::scenario::leading::{first_table, led_by};
use crate::treatment::Regime;

/// What is said of it.
const ABOUT: [&str; 2] = [
    "Supplied by the simulator: the world without effects, without selection and without effects of the trial itself.",
    "Toegevoegd door het programma: de wereld zonder effect, zonder selectie en zonder effecten van de proef zelf.",
];

/// Notes what disturbs the families of the first table where nothing has an effect, and makes the plan in
/// which they are counted without it; none where nothing does.
pub(super) fn supply(
    name: &str,
    plan: &mut Plan,
    base: &Scenario,
    drafts: &[WorldDraft],
) -> Option<Plan> {
    let null = plan.null_world()?;
    for family in shown(plan, base, null) {
        plan.families[family].disturbed_by = Some(disturbances(plan, &plan.families[family]));
    }
    let is_disturbed = |family: &&Family| family.disturbed_by.iter().any(|by| !by.is_empty());
    let families: Vec<&Family> = plan.families.iter().filter(is_disturbed).collect();
    if families.is_empty() {
        return None;
    }
    let mut whole = plan.clone();
    whole.worlds[null] = undisturbed(plan, &plan.worlds[null], &drafts[null]);
    name.clone_into(&mut whole.worlds[null].name);
    let cells = |family: &&Family| family.members.iter().map(|m| m.cell).collect::<Vec<_>>();
    let wanted: Vec<usize> = families.iter().flat_map(cells).collect();
    let (mut out, places) = restrict(&whole, &wanted);
    for cell in &mut out.cells {
        (cell.spec.truth, cell.spec.truth_mcse) = (0.0, 0.0);
    }
    let mut places = places.into_iter();
    let member = |cell| Member { cell, direction: Err(Absent::TruthNearZero), cries_wolf: Ok(()) };
    out.families = families
        .iter()
        .map(|family| Family {
            members: places.by_ref().take(family.members.len()).map(member).collect(),
            disturbed_by: None,
        })
        .collect();
    Some(out)
}

/// The families of the first table that may cry wolf, in the world without effects.
fn shown(plan: &Plan, base: &Scenario, null: usize) -> Vec<usize> {
    let (outcome, month) = led_by(plan, base);
    let family = |cell: usize| {
        plan.families.iter().position(|family| family.members.iter().any(|m| m.cell == cell))
    };
    let rows = first_table(plan, &outcome, month).into_iter();
    let may_cry =
        |&family: &usize| plan.families[family].members.iter().any(|m| m.cries_wolf.is_ok());
    rows.filter_map(|row| family(plan.in_world(row[0], null)?)).filter(may_cry).collect()
}

/// What acts on some test of a family.
fn disturbances(plan: &Plan, family: &Family) -> Vec<Disturbance> {
    let mut found = Vec::new();
    for member in &family.members {
        let cell = &plan.cells[member.cell];
        let world = &plan.worlds[cell.world];
        let design = &world.designs[cell.design];
        for sample in &design.samples {
            let looks = Look { world, design, sample };
            for analysis in &sample.analyses {
                let Some(at) = analysis.cells.iter().position(|&c| c == member.cell) else {
                    continue;
                };
                let width = analysis.contrasts.len();
                let endpoint = sample.endpoints[analysis.outcomes[at / width]];
                found.extend(looks.disturbances(&analysis.contrasts[at % width], endpoint));
                let by_arm = |&survey: &usize| world.surveys[survey].selects_by_arm();
                found.extend(
                    analysis.model.surveys.iter().any(by_arm).then_some(Disturbance::Selection),
                );
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A dataset of a design in a world.
struct Look<'a> {
    world: &'a World,
    design: &'a DesignPlan,
    sample: &'a SamplePlan,
}

impl Look<'_> {
    fn disturbances(&self, contrast: &ContrastModel, endpoint: usize) -> Vec<Disturbance> {
        let early = self.early_endpoint();
        let enrols = self.world.enrolment.selects() && !self.enrol_alike(contrast);
        let leaves = early.is_some() && contrast.sets[1] == SetId::Reference;
        let changes = |endpoint: usize| self.is_changed(contrast, endpoint);
        let mut out = Vec::new();
        if enrols || leaves {
            out.push(Disturbance::Selection);
        }
        if changes(endpoint) || early.is_some_and(changes) {
            out.push(Disturbance::Artefacts);
        }
        out
    }

    /// The early outcome on which it depends who is removed from this dataset.
    fn early_endpoint(&self) -> Option<usize> {
        let removes =
            self.sample.key.participants || matches!(self.design.model, DesignModel::After(_));
        let exclusion = self.world.exclusion.filter(|_| removes)?;
        exclusion.early.filter(|(_, log_odds)| *log_odds != 0.0).and(self.world.early_endpoint)
    }

    /// Whether the two groups are alike in who enrols: chance divided those who did, all are compared, or the
    /// same people would accept either offer.
    fn enrol_alike(&self, contrast: &ContrastModel) -> bool {
        let offer = |number: usize| self.world.offers[number];
        let everybody = |number: usize| offer(number).intercept == f64::INFINITY;
        match (&self.design.model, contrast.treated, contrast.comparison) {
            _ if contrast.pools.is_none() => true,
            (DesignModel::After(_), ..) => everybody(LOTTERY),
            (DesignModel::Before(model), Role::Assigned(a), Role::Assigned(c)) => {
                offer(model.offers[a]) == offer(model.offers[c])
            }
            (DesignModel::Before(model), Role::Assigned(a), _) => everybody(model.offers[a]),
            (DesignModel::Before(_), ..) => true,
        }
    }

    /// Whether the trial itself changes an outcome of the two groups differently.
    fn is_changed(&self, contrast: &ContrastModel, endpoint: usize) -> bool {
        let carrier = self.world.model.endpoints[endpoint].carrier();
        let shift = |role: Role| {
            let regime = match role {
                Role::Outside => Regime::outside(),
                Role::Assigned(arm) | Role::Invited(arm) => {
                    Regime::as_run(arm, false, self.design.delivery)
                }
            };
            self.world.model.shifts.of(carrier, regime)
        };
        let (first, second) = (shift(contrast.treated), shift(contrast.comparison));
        first != second || first != shift(Role::Outside) && self.unequal_invitations(contrast)
    }

    /// Whether all invited are compared, of whom not equally many enrol.
    fn unequal_invitations(&self, contrast: &ContrastModel) -> bool {
        match (&self.design.model, contrast.treated, contrast.comparison) {
            (DesignModel::Before(model), Role::Invited(a), Role::Invited(c)) => {
                let offer = |arm: usize| self.world.offers[model.offers[arm]];
                offer(a) != offer(c)
            }
            _ => false,
        }
    }
}

/// A world in which nothing but chance decides who takes part, and the trial itself changes nobody.
fn undisturbed(plan: &Plan, null: &World, draft: &WorldDraft) -> World {
    let scenario = &draft.scenario;
    let mut world = null.clone();
    (world.role, world.origin) = (WorldRole::Null, WorldOrigin::Supplied);
    let [en, nl] = ABOUT;
    world.about = Some(Text::each(en, nl));
    world.artefacts.clear();
    world.model.shifts.artefacts.iter_mut().flatten().for_each(|strength| *strength = 0.0);
    for (number, offer) in world.offers.iter_mut().enumerate() {
        if offer.intercept.is_finite() {
            let share =
                draft.acceptance.of(number).unwrap_or_else(|| acceptance(plan, null, number));
            offer.intercept = null.enrolment.intercept_of(share);
        }
    }
    world.enrolment.predictor = Predictor::default();
    world.enrolment.selection = None;
    world.enrolment.sites.clear();
    for (take_up, arm) in world.take_up.iter_mut().zip(scenario.treatment.arms.values()) {
        if let Some(stated) = arm.take_up.as_ref().filter(|_| !take_up.is_full()) {
            take_up.predictor = Predictor::default();
            take_up.intercept = logit(stated.rate.get());
        }
    }
    if let (Some(model), Some(stated)) = (&mut world.exclusion, &scenario.measurement.exclusion) {
        (model.early, world.early_endpoint) = (None, None);
        model.intercept = logit(stated.rate.get());
    }
    world.surveys.iter_mut().for_each(ResponseModel::by_chance);
    world
}

/// The share that accepts an offer of which only the latent intercept is stated.
fn acceptance(plan: &Plan, world: &World, offer: usize) -> f64 {
    let alone = Plan { worlds: vec![world.clone()], ..plan.clone() };
    let needed = Needed { expectation: Expectation::acceptance(offer), error: f64::INFINITY };
    let found = first_truths(&alone, &[vec![needed]], &[Vec::new()]);
    found[0].needed[0].value
}
