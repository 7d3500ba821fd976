//! Which outcome, month and comparison lead a report.

use crate::assumption::Assumption;
use crate::plan::Plan;
use crate::scenario::Scenario;

/// The outcome and month that lead the report.
pub fn primary(plan: &Plan, scenario: &Scenario) -> (String, Option<u32>) {
    let stated = scenario.estimands.primary.as_ref();
    let outcome = stated.map_or_else(|| plan.cells[0].outcome.clone(), |p| p.outcome.clone());
    let month = stated.and_then(|p| p.month.as_ref()).map(|m: &Assumption| m.get() as u32);
    let month =
        month.or_else(|| plan.cells.iter().find(|c| c.outcome == outcome).and_then(|c| c.month));
    (outcome, month)
}

/// The first cell of a design that estimates an arm's change per person treated.
pub fn leading_cell(
    plan: &Plan,
    world: usize,
    design: usize,
    arm: usize,
    outcome: &str,
    month: Option<u32>,
) -> Option<usize> {
    plan.cells.iter().position(|c| {
        c.world == world
            && c.design == design
            && c.outcome == outcome
            && c.month == month
            && c.per_participant()
            && c.arm == plan.worlds[world].arms[arm]
    })
}

/// The cell that answers for an arm: the leading one, otherwise the first comparison with a group that is not
/// treated, such as an effect per person invited.
pub fn answering_cell(
    plan: &Plan,
    world: usize,
    design: usize,
    arm: usize,
    outcome: &str,
    month: Option<u32>,
) -> Option<usize> {
    let arms = &plan.worlds[world].arms;
    let first = || {
        plan.cells.iter().position(|c| {
            (c.world, c.design) == (world, design)
                && (c.outcome.as_str(), c.month) == (outcome, month)
                && c.arm == arms[arm]
                && !arms[1..].contains(&c.versus)
        })
    };
    leading_cell(plan, world, design, arm, outcome, month).or_else(first)
}
