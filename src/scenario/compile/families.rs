//! Which tests of a trial are counted together: the same comparison of every arm.

use crate::diagnosis::family::Member;
use crate::diagnosis::measured::Absent;
use crate::diagnosis::significance::certain_direction;
use crate::plan::{Cell, Family, Plan, WorldRole};

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

/// Whether the arm does nothing to this outcome of any person, by what the scenario declares and not by the
/// size of what comes out.
fn is_without_effect(plan: &Plan, cell: &Cell) -> bool {
    let world = &plan.worlds[cell.world];
    let Some(arm) = world.arms.iter().position(|arm| *arm == cell.arm).filter(|&arm| arm > 0)
    else {
        return false;
    };
    let outcome = world.outcomes.iter().position(|outcome| *outcome == cell.outcome);
    let endpoints = &world.model.endpoints;
    let endpoint = endpoints.iter().find(|e| Some(e.outcome) == outcome && e.month == cell.month);
    let moves = |carrier: usize| world.model.shifts.effects[arm][carrier] != 0.0;
    let deviates = !world.gains[arm - 1].is_empty();
    world.role == WorldRole::Null || !(deviates || endpoint.is_none_or(|e| moves(e.carrier())))
}
