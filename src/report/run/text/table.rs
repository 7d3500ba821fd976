//! The first table: power, bias, coverage, smallest detectable effect and false alarms, for every analysis of the leading
//! outcome where they are few, otherwise for the leading one of every design.

use super::measures::{self, columns};
use super::shown::first_table;
use super::{View, legend, off};
use crate::plan::Mode;
use crate::report::page::Page;
use crate::report::run::words::{answer, table as words};
use crate::report::words::Listed;
use crate::report::words::Say;
use crate::report::words::whom::{Assumed, Premise};
use crate::scenario::primary;

pub(super) fn write(view: &View, page: &mut Page) {
    let leading = view.first_leading();
    if off::tells_truths(view, &leading) {
        page.heading(&capitalised(&view.outcome_at().say(view.language), view));
    } else {
        page.gap();
        if let Some(text) = assumed(view) {
            page.text(&text, "");
        }
    }
    if view.plan.mode == Mode::Finite {
        page.text(&answer::as_realised(view.language), "");
    }
    let (stated, month) = primary(view.plan, view.scenario);
    if (&stated, month) != (&view.outcome, view.month) {
        let [stated, outcome] = [&stated, &view.outcome].map(|name| view.outcome_named(name));
        page.warning(&words::not_primary(view.language, stated, outcome), "");
    }
    let rows = first_table(view);
    if let Some(text) = measures::scales(view, &rows) {
        page.text(&text, "  ");
    }
    page.table(measures::table(view, &rows, page.width()));
    page.quiet(&legend::legend(view, &rows, &columns(view, &rows)), "");
}

/// What the plan assumes of each arm: those that lead first, and then all others of which anything is known.
fn assumed(view: &View) -> Option<String> {
    let leading = view.all_leading(0);
    let told = |cell: usize| {
        let truth = view.unit.amount(view.row(cell).diagnosis.policy_truth);
        answer::arm_effect(view.language, view.arm_told(cell), truth)
    };
    let is_own = |cell: &usize| !view.compares_arms(*cell);
    let mut effects: Vec<String> = Vec::new();
    for arm in view.treated() {
        let of_arm = |k: &usize| view.row(*k).key.arm == *arm;
        let any = || (0..view.plan.cells.len()).find(|k| of_arm(k) && is_simple(view, *k));
        let first = leading.iter().copied().filter(is_own).find(of_arm);
        effects.extend(first.or_else(any).map(told));
    }
    let rows = first_table(view);
    let between = rows.iter().flat_map(|row| &row.cells).copied();
    effects.extend(between.filter(|cell| !is_own(cell)).map(told));
    effects.dedup();
    if effects.is_empty() {
        return None;
    }
    let policy = view.plan.worlds[0].policy;
    let (at, assumed) = (view.outcome_at(), Assumed(policy));
    Some(match view.premise() {
        Premise::Plan => answer::plan_assumes(view.language, at, assumed, Listed(effects)),
        Premise::World(world) => {
            answer::world_assumes(view.language, at, world, assumed, Listed(effects))
        }
    })
}

/// Whether a cell of the base world compares an arm with control or the reference group on the leading outcome.
fn is_simple(view: &View, cell: usize) -> bool {
    let c = &view.plan.cells[cell];
    c.world == 0
        && c.outcome == view.outcome
        && c.month == view.month
        && (c.versus == view.control() || c.versus == "reference")
}

/// A label at the start of a line; a name of the file stays as it is.
fn capitalised(text: &str, view: &View) -> String {
    let is_label = view.outcome_shown(&view.outcome) != view.outcome;
    let mut rest = text.chars();
    match rest.next().filter(|_| is_label) {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => text.to_owned(),
    }
}
