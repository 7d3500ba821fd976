//! Which outcome, month and comparison lead a report.

use serde::Serialize;

use super::Scenario;
use super::months::default_month;
use crate::plan::{Cell, Plan, World};

/// Why a month leads the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The scenario names it.
    Primary,
    /// Rates and effects are stated for it.
    Stated,
    /// It is the first that is measured.
    First,
}

impl Why {
    /// In words.
    pub fn told(self) -> &'static str {
        match self {
            Self::Primary => "named in \"estimands\"",
            Self::Stated => "the month for which rates and effects are stated",
            Self::First => "the first that is measured, since the scenario names none",
        }
    }
}

/// Treatment arms that fit side by side in one line of the first table.
const SIDE_BY_SIDE: usize = 2;
/// Lines of the first table up to which every analysis stands in it.
const MOST_LINES: usize = 8;

/// The outcome and month that lead the report.
pub fn primary(plan: &Plan, scenario: &Scenario) -> (String, Option<u32>) {
    let stated = scenario.estimands.primary.as_ref();
    let outcome = stated.map_or_else(|| plan.cells[0].outcome.clone(), |p| p.outcome.clone());
    let month = leading_month(plan, scenario, &outcome).map(|(month, _)| month);
    (outcome, month)
}

/// The outcome and month that lead: the primary ones, or the first that are analysed where nothing looks at
/// those in the designs that are run.
pub fn led_by(plan: &Plan, scenario: &Scenario) -> (String, Option<u32>) {
    let stated = primary(plan, scenario);
    let is_led = |cell: &Cell| (&cell.outcome, cell.month) == (&stated.0, stated.1);
    if plan.cells.iter().any(|cell| cell.world == 0 && is_led(cell)) {
        return stated;
    }
    (plan.cells[0].outcome.clone(), plan.cells[0].month)
}

/// The month of an outcome that leads the report, and why; none for an outcome measured once.
pub fn leading_month(plan: &Plan, scenario: &Scenario, outcome: &str) -> Option<(u32, Why)> {
    let primary = scenario.estimands.primary.as_ref().and_then(|p| p.month.as_ref());
    if let Some(month) = primary {
        return Some((month.get() as u32, Why::Primary));
    }
    let measured = || plan.cells.iter().filter(|c| c.outcome == outcome).filter_map(|c| c.month);
    let number = scenario.outcomes.get_index_of(outcome)?;
    let stated = default_month(scenario, number).filter(|month| measured().any(|m| m == *month));
    stated.map(|month| (month, Why::Stated)).or_else(|| Some((measured().next()?, Why::First)))
}

/// The first cell of a design that estimates an arm's change per person treated: against a group that is not
/// treated, otherwise against another arm.
pub fn leading_cell(
    plan: &Plan,
    world: usize,
    design: usize,
    arm: usize,
    outcome: &str,
    month: Option<u32>,
) -> Option<usize> {
    let first = |serves: fn(&Plan, &Cell) -> bool| {
        first_cell(plan, world, design, arm, outcome, month, |cell| serves(plan, cell))
    };
    first(|plan, cell| cell.per_participant() && !plan.compares_arms(cell))
        .or_else(|| first(|_, cell| cell.per_participant()))
}

/// The cell that answers for an arm: the leading one where that compares it with a group that is not treated,
/// otherwise the first that does, such as an effect per person invited; an effect against another arm where
/// there is no other.
pub fn answering_cell(
    plan: &Plan,
    world: usize,
    design: usize,
    arm: usize,
    outcome: &str,
    month: Option<u32>,
) -> Option<usize> {
    let is_own = |cell: &Cell| !plan.compares_arms(cell);
    let leading = leading_cell(plan, world, design, arm, outcome, month);
    leading
        .filter(|&cell| is_own(&plan.cells[cell]))
        .or_else(|| first_cell(plan, world, design, arm, outcome, month, is_own))
        .or(leading)
}

/// Comparisons of one arm in several designs that can be held against each other: counted alike, with groups that
/// are not treated or with one other arm. Each group has a leading cell in it, and one cell of a design: the leading
/// one, otherwise the first that is counted so.
pub fn held_together(
    plan: &Plan,
    world: usize,
    arm: usize,
    outcome: &str,
    month: Option<u32>,
) -> Vec<Vec<usize>> {
    let World { designs, arms, .. } = &plan.worlds[world];
    let leading: Vec<usize> = (0..designs.len())
        .filter_map(|design| leading_cell(plan, world, design, arm, outcome, month))
        .collect();
    let serves = |cell: &Cell| {
        cell.world == world
            && (cell.outcome.as_str(), cell.month) == (outcome, month)
            && cell.arm == arms[arm]
            && cell.per_participant()
    };
    let others = (0..plan.cells.len())
        .filter(|number| serves(&plan.cells[*number]) && !leading.contains(number));
    let against = |cell: &Cell| plan.compares_arms(cell).then(|| cell.versus.clone());
    let is_alike =
        |one: &Cell, other: &Cell| one.is_counted_like(other) && against(one) == against(other);
    let mut groups = plan.in_groups(leading.iter().copied().chain(others), is_alike);
    groups.retain(|group| leading.contains(&group[0]));
    for group in &mut groups {
        let mut seen = Vec::new();
        group.retain(|&number| {
            let design = plan.cells[number].design;
            let is_first = !seen.contains(&design);
            seen.push(design);
            is_first
        });
    }
    groups
}

/// The answering cells of a world, by design and then arm.
pub fn leading_cells(plan: &Plan, world: usize, outcome: &str, month: Option<u32>) -> Vec<usize> {
    let World { designs, arms, .. } = &plan.worlds[world];
    let pairs = (0..designs.len()).flat_map(|design| (1..arms.len()).map(move |arm| (design, arm)));
    pairs
        .filter_map(|(design, arm)| answering_cell(plan, world, design, arm, outcome, month))
        .collect()
}

/// Those of the first design of the base world.
pub fn first_leading(plan: &Plan, outcome: &str, month: Option<u32>) -> Vec<usize> {
    let mut leading = leading_cells(plan, 0, outcome, month);
    leading.retain(|&cell| plan.cells[cell].design == 0);
    leading
}

/// The comparison that a page shows: the leading one, otherwise the first that there is.
pub fn leading_comparison(plan: &Plan, scenario: &Scenario) -> Vec<usize> {
    let (outcome, month) = led_by(plan, scenario);
    let leading = first_leading(plan, &outcome, month);
    if leading.is_empty() {
        return comparisons(plan, &outcome, month).into_iter().next().unwrap_or_default();
    }
    leading
}

/// Every comparison of the base world on an outcome at a month, by design, analysis and group compared with:
/// the cells of the treatment arms together.
pub fn comparisons(plan: &Plan, outcome: &str, month: Option<u32>) -> Vec<Vec<usize>> {
    let treated = |cell: &Cell| plan.worlds[0].arms[1..].contains(&cell.arm);
    let is_alike = |one: &Cell, other: &Cell| {
        (one.design, &one.analysis, &one.versus) == (other.design, &other.analysis, &other.versus)
            && treated(one)
            && treated(other)
    };
    let is_about = |&number: &usize| {
        let cell = &plan.cells[number];
        cell.world == 0 && (cell.outcome.as_str(), cell.month) == (outcome, month)
    };
    plan.in_groups((0..plan.cells.len()).filter(is_about), is_alike)
}

/// Those that stand in the first table: all where they are few, otherwise those that lead.
pub fn first_table(plan: &Plan, outcome: &str, month: Option<u32>) -> Vec<Vec<usize>> {
    let all = comparisons(plan, outcome, month);
    let lines = |row: &Vec<usize>| if is_one_line(plan, row) { 1 } else { row.len() };
    if all.iter().map(lines).sum::<usize>() <= MOST_LINES {
        return all;
    }
    let leading = leading_cells(plan, 0, outcome, month);
    all.into_iter().filter(|row| row.iter().any(|cell| leading.contains(cell))).collect()
}

/// Whether a comparison is one of all treatment arms, which stand side by side in one line.
pub fn is_one_line(plan: &Plan, row: &[usize]) -> bool {
    let arms = &plan.worlds[0].arms[1..];
    let is_treated = |&cell: &usize| arms.contains(&plan.cells[cell].arm);
    arms.len() <= SIDE_BY_SIDE && row.len() == arms.len() && row.iter().all(is_treated)
}

fn first_cell(
    plan: &Plan,
    world: usize,
    design: usize,
    arm: usize,
    outcome: &str,
    month: Option<u32>,
    serves: impl Fn(&Cell) -> bool,
) -> Option<usize> {
    plan.cells.iter().position(|cell| {
        (cell.world, cell.design) == (world, design)
            && (cell.outcome.as_str(), cell.month) == (outcome, month)
            && cell.arm == plan.worlds[world].arms[arm]
            && serves(cell)
    })
}
