//! The answer for people, on about one screen: what was simulated, what the plan would find and how
//! far off it would be, what that means, and which stories the published result cannot tell apart.
//!
//! The order is that of the model's second ruling: the plan first, stories fitted afterwards last. What
//! is not needed to judge the plan comes only with the details.

mod header;
mod measures;
mod scale;
mod legend;
mod answer;
mod meaning;
mod margins;
mod entries;
mod lesson;
mod stories;
mod worlds;
mod shown;
mod others;
mod elsewhere;
mod causes;
mod together;
mod declared;
mod ranking;
mod as_extreme;
mod details;
mod missing;
mod variation;
mod remarks;

use crate::estimand::{Estimand, Policy};
use crate::language::Language;
use crate::plan::Plan;
use crate::report::page::Page;
use crate::report::run::results::{CellRow, Results};
pub(in crate::report) use crate::report::unit::Unit;
use crate::report::words::amounts::FEWEST;
use crate::report::{digits, margin};
use crate::scenario::{Compiled, Scenario, leading_cells, led_by};

/// The text of a run, with ANSI styles. `path` is the scenario as it was named on the command line,
/// `width` the columns of a line.
pub fn render(
    results: &Results,
    compiled: &Compiled,
    path: &str,
    with_details: bool,
    language: Language,
    width: usize,
) -> String {
    let view = View::new(results, compiled, language);
    let mut page = Page::new(width);
    header::write(&view, &mut page);
    answer::write(&view, with_details, &mut page);
    meaning::write(&view, &mut page);
    worlds::write(&view, with_details, &mut page);
    stories::write(&view, &mut page);
    if with_details {
        others::write(&view, &mut page);
        ranking::write(&view, &mut page);
        as_extreme::write(&view, &mut page);
        details::write(&view, &mut page);
        declared::details(&view, &mut page);
    }
    remarks::write(&view, path, with_details, &mut page);
    page.finish()
}

/// Results with the plan they come from, seen from the outcome that leads the report.
struct View<'a> {
    language: Language,
    results: &'a Results,
    plan: &'a Plan,
    scenario: &'a Scenario,
    outcome: String,
    month: Option<u32>,
    /// Whether the leading outcome is a share of people, told in percentage points.
    unit: Unit,
    /// The world in which what is found is a false alarm.
    null: Option<usize>,
}

impl<'a> View<'a> {
    fn new(results: &'a Results, compiled: &'a Compiled, language: Language) -> Self {
        let (plan, scenario) = (&compiled.plan, &compiled.scenario);
        let (outcome, month) = led_by(plan, scenario);
        let leading = plan.cells.iter().find(|c| c.outcome == outcome && c.month == month);
        let unit = leading.map_or(Unit::Own, Unit::of);
        let null = plan.null_world();
        Self { language, results, plan, scenario, outcome, month, unit, null }
    }

    /// `2,000 simulated trials`.
    fn trials(&self) -> String {
        counted(self.plan.replications as usize, "simulated trial")
    }

    /// `, in points`, for shares of people.
    fn in_unit(&self) -> &'static str {
        match self.unit {
            Unit::Points => ", in points",
            Unit::Own => "",
        }
    }

    /// Whether there are too few simulated trials to conclude anything from them.
    fn has_few(&self) -> bool {
        self.plan.replications < FEWEST
    }

    fn row(&self, cell: usize) -> &'a CellRow {
        &self.results.cells[cell]
    }

    /// Cells of one design in one world on the leading outcome and month.
    fn cells_of(&self, world: usize, design: usize) -> impl Iterator<Item = usize> {
        let cells = self.plan.cells.iter().enumerate();
        cells
            .filter(move |(_, c)| {
                (c.world, c.design) == (world, design)
                    && c.outcome == self.outcome
                    && c.month == self.month
            })
            .map(|(k, _)| k)
    }

    /// Leading cells of a world, by design and then arm.
    fn all_leading(&self, world: usize) -> Vec<usize> {
        leading_cells(self.plan, world, &self.outcome, self.month)
    }

    /// The same cell in another world.
    fn in_world(&self, cell: usize, world: usize) -> Option<usize> {
        self.plan.in_world(cell, world)
    }

    /// Names of the treatment arms.
    fn treated(&self) -> &'a [String] {
        &self.plan.worlds[0].arms[1..]
    }

    /// Whether the test of a row seeks an effect, and none against a margin.
    fn seeks_effect(&self, cell: usize) -> bool {
        self.plan.cells[cell].spec.claim.is_of_effect()
    }

    /// What significant trials of these rows did: `found` an effect, `shown` not to be worse, or either.
    fn found_told(&self, cells: &[usize]) -> &'static str {
        match cells.iter().filter(|&&cell| self.seeks_effect(cell)).count() {
            0 if !cells.is_empty() => "shown",
            n if n < cells.len() => "found or\nshown",
            _ => "found",
        }
    }

    /// `not worse by more than 5 points`; none where an effect is sought.
    fn margin_told(&self, cell: usize) -> Option<String> {
        margin::shown(self.plan, &self.plan.cells[cell])
    }

    /// Whether a comparison is one of two treated arms.
    fn compares_arms(&self, cell: usize) -> bool {
        self.plan.compares_arms(&self.plan.cells[cell])
    }

    /// `exemption`; `exemption against intensive` where the other group is treated as well.
    fn arm_told(&self, cell: usize) -> String {
        let key = &self.row(cell).key;
        if self.compares_arms(cell) {
            format!("{} against {}", key.arm, key.versus)
        } else {
            key.arm.clone()
        }
    }

    /// Name of the control arm.
    fn control(&self) -> &'a str {
        &self.plan.worlds[0].arms[0]
    }

    /// `hours_over_12 after 16 months`.
    fn outcome_told(&self) -> String {
        match self.month {
            Some(1) => format!("{} after 1 month", self.outcome),
            Some(month) => format!("{} after {month} months", self.outcome),
            None => self.outcome.clone(),
        }
    }
}

/// For whom the policy estimand holds, after a number.
fn policy_told(policy: Policy) -> &'static str {
    match policy {
        Policy::Pate => "if everybody eligible got it",
        Policy::Pitt => "if everybody eligible were offered it",
        Policy::PateEnrolees => "if everybody who would enrol got it",
    }
}

/// For whom an own estimand holds, after a number.
fn estimand_told(estimand: Estimand) -> &'static str {
    match estimand {
        Estimand::Sitt => "per participant",
        Estimand::SittEnrolees => "per participant who accepts the arm's invitation",
        Estimand::Inv | Estimand::InvDifference => "per person invited",
        Estimand::AttR => "per participant, against the same people outside the trial",
        Estimand::Cace => "per person who starts",
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(in crate::report) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 world`, `3 worlds`.
fn counted(n: usize, noun: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{} {noun}{s}", digits::count(n as f64))
}
