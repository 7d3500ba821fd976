//! Which tests of a trial are counted together: the same comparison of every arm, and what the scenario declares.

use crate::diagnosis::declared::TestName;
use crate::diagnosis::family::Member;
use crate::diagnosis::measured::Absent;
use crate::diagnosis::significance::certain_direction;
use crate::estimand::EndpointModel;
use crate::plan::{Cell, Declared, Family, Plan, World, WorldRole};
use crate::scenario::Scenario;
use crate::treatment::{GainModel, TakeUpModel};

/// The families of a plan: two arms or more, each against the same group, in one analysis of one outcome
/// at one month.
pub fn of(plan: &Plan) -> Vec<Family> {
    let of_arms = (0..plan.cells.len()).filter(|&k| is_of_an_arm(plan, &plan.cells[k]));
    let groups = plan.in_groups(of_arms, is_alike);
    let several = groups.into_iter().filter(|group| group.len() > 1);
    several
        .map(|group| group.into_iter().map(|cell| member(plan, cell)).collect())
        .map(|members| Family { members, disturbed_by: None })
        .collect()
}

/// The families that a scenario declares, in every design of a world.
pub fn declared(plan: &Plan, world: usize, scenario: &Scenario) -> Vec<Declared> {
    let mut out = Vec::new();
    for (name, family) in &scenario.families {
        let designs = plan.worlds[world].designs.iter().enumerate();
        for (design, _) in designs.filter(|(_, it)| family.looks_at(&it.name)) {
            let belongs = |&k: &usize| {
                let cell = &plan.cells[k];
                let test = TestName {
                    analysis: &cell.analysis,
                    outcome: &cell.outcome,
                    month: cell.month,
                    arm: &cell.arm,
                    versus: &cell.versus,
                };
                (cell.world, cell.design) == (world, design) && family.takes(&test)
            };
            let members = (0..plan.cells.len()).filter(belongs).map(|cell| member(plan, cell));
            out.push(Declared {
                name: name.clone(),
                world,
                design,
                members: members.collect(),
                correction: family.correction.clone(),
            });
        }
    }
    out
}

/// Whether a treatment arm is compared with a group that is not one.
fn is_of_an_arm(plan: &Plan, cell: &Cell) -> bool {
    let treated = &plan.worlds[cell.world].arms[1..];
    treated.contains(&cell.arm) && !treated.contains(&cell.versus)
}

fn is_alike(one: &Cell, other: &Cell) -> bool {
    (one.world, one.design, one.month) == (other.world, other.design, other.month)
        && (&one.analysis, &one.outcome, &one.versus)
            == (&other.analysis, &other.outcome, &other.versus)
}

fn member(plan: &Plan, number: usize) -> Member {
    let cell = &plan.cells[number];
    let cries_wolf = match (cell.spec.claim.is_of_effect(), is_without_effect(plan, cell)) {
        (true, true) => Ok(()),
        (true, false) => Err(Absent::AllHaveEffects),
        (false, _) => Err(Absent::NoEffectSought),
    };
    Member { cell: number, direction: certain_direction(&cell.spec), cries_wolf }
}

/// Whether the two groups do the same to this outcome of every person, by what the scenario declares and not by the
/// size of what comes out.
fn is_without_effect(plan: &Plan, cell: &Cell) -> bool {
    let world = &plan.worlds[cell.world];
    let outcome = world.outcomes.iter().position(|outcome| *outcome == cell.outcome);
    let endpoints = &world.model.endpoints;
    let endpoint = endpoints.iter().find(|e| Some(e.outcome) == outcome && e.month == cell.month);
    let Some(carrier) = endpoint.map(EndpointModel::carrier) else {
        return world.role == WorldRole::Null;
    };
    let [first, second] = [&cell.arm, &cell.versus].map(|group| Doing::of(world, group, carrier));
    world.role == WorldRole::Null || first == second
}

/// What a group does to an outcome: nothing, where it is no treatment arm.
#[derive(Default, PartialEq)]
struct Doing {
    shift: f64,
    gains: GainModel,
    /// To whom it does it; none where it does nothing.
    take_up: Option<TakeUpModel>,
}

impl Doing {
    fn of(world: &World, group: &str, carrier: usize) -> Self {
        let arm = world.arms.iter().position(|arm| arm == group).filter(|&arm| arm > 0);
        let Some(arm) = arm else { return Self::default() };
        let (shift, gains) = (world.model.shifts.effects[arm][carrier], &world.gains[arm - 1]);
        let acts = shift != 0.0 || !gains.is_empty();
        let take_up = acts.then(|| world.take_up[arm - 1].clone());
        Self { shift, gains: gains.clone(), take_up }
    }
}
