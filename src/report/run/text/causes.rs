//! Why the estimates of the first table are off: the causes that add up to it, arms side by side.

use super::View;
use super::found::is_certain;
use super::shown::{Shown, first_table};
use crate::diagnosis::measured::{Measured, combined};
use crate::estimand::Term;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::causes;
use crate::report::run::words::details as words;
use crate::report::words::Number;
use crate::report::words::causes::Cause;

/// Causes shown of one bias, at least.
const LEAST: usize = 2;

/// What a cause adds to an estimate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contribution {
    pub cause: Cause,
    pub size: Measured,
}

/// The size of a cause in one cell.
fn size(view: &View, cell: usize, cause: Cause) -> Option<Measured> {
    causes::size(&view.plan.cells[cell], view.row(cell), cause)
}

/// The causes of one cell that stand out, largest first.
pub(super) fn contributions(view: &View, cell: usize) -> Vec<Contribution> {
    let mut out: Vec<Contribution> = causes::all()
        .filter(|&cause| stands_out(view, cell, cause))
        .filter_map(|cause| Some(Contribution { cause, size: size(view, cell, cause)? }))
        .collect();
    out.sort_by(|a, b| b.size.value.abs().total_cmp(&a.size.value.abs()));
    out
}

/// Whether it shifts the estimate: beyond simulation error, large enough to be printed, and no mere luck.
fn stands_out(view: &View, cell: usize, cause: Cause) -> bool {
    let averages_out = causes::averages_out(cause, &view.row(cell).diagnosis);
    !averages_out && size(view, cell, cause).is_some_and(|size| is_certain(view.unit, size))
}

/// The terms of the budget that it stands for.
fn terms(view: &View, cell: usize, cause: Cause) -> Vec<Term> {
    match cause {
        Cause::Term(term) => vec![term],
        Cause::Treated | Cause::Division => causes::dilution(&view.plan.cells[cell]).to_vec(),
    }
}

/// Whether more is left of a bias than simulation error when these causes are taken out of it.
fn is_left(view: &View, cell: usize, named: &[Cause]) -> bool {
    let d = &view.row(cell).diagnosis;
    let terms: Vec<Term> = named.iter().flat_map(|&cause| terms(view, cell, cause)).collect();
    let Ok(budget) = d.budget.as_ref() else { return false };
    let rest = budget.without(&terms);
    // What the scale accounts for belongs to dilution, whether or not that is named.
    let scale = d.policy_truth.value - d.yardstick.value;
    let is_named = named.contains(&causes::left_of_dilution(&view.plan.cells[cell]));
    let value = if is_named { rest.value } else { rest.value + scale };
    is_certain(view.unit, Measured { value, mcse: combined(rest.mcse, d.yardstick.mcse) })
}

/// The causes of each row's bias, rows with the same ones together.
pub(super) fn write(view: &View, page: &mut Page) {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for row in first_table(view) {
        let causes = largest(view, &row.cells);
        let causes: Vec<String> =
            causes.into_iter().map(|cause| sized(view, &row, cause)).collect();
        let causes = causes.join("; ");
        let name = row.label(view);
        match told.iter_mut().find(|(same, _)| *same == causes) {
            Some((_, names)) => names.push(name),
            None if causes.is_empty() => {}
            None => told.push((causes, vec![name])),
        }
    }
    let arms = view.groups(view.treated(), " / ");
    if told.is_empty() {
        page.heading(&words::causes(view.language));
        page.text(&words::no_cause(view.language), "  ");
        return;
    }
    page.heading(&match view.unit {
        super::Unit::Points => words::causes_points(view.language, arms),
        super::Unit::Own => words::causes_own(view.language, arms),
    });
    for (causes, names) in told {
        let text = words::causes_of(view.language, names.join(", "), causes);
        page.text(&format!("  {text}"), "    ");
    }
    page.quiet(&words::signs(view.language), "  ");
}

/// The causes that stand out in some cell, largest first: as many as it takes until what is left of every bias
/// does not stand out.
fn largest(view: &View, cells: &[usize]) -> Vec<Cause> {
    let largest = |cause: Cause| {
        let standing = cells.iter().filter(|&&cell| stands_out(view, cell, cause));
        let sizes = standing.filter_map(|&cell| size(view, cell, cause));
        sizes.map(|size| size.value.abs()).fold(0.0, f64::max)
    };
    let mut causes: Vec<Cause> = causes::all().filter(|&cause| largest(cause) > 0.0).collect();
    causes.sort_by(|&a, &b| largest(b).total_cmp(&largest(a)));
    let explained = |named: &[Cause]| cells.iter().all(|&cell| !is_left(view, cell, named));
    let enough = (LEAST..causes.len()).find(|&n| explained(&causes[..n]));
    causes.truncate(enough.unwrap_or(causes.len()));
    causes
}

/// `−1.9 / +1.7 (± 0.1) participants respond differently`.
fn sized(view: &View, row: &Shown, cause: Cause) -> String {
    let sizes = row.cells.iter().filter_map(|&cell| size(view, cell, cause));
    let sizes: Vec<Measured> = sizes.map(|size| view.unit.scaled(size)).collect();
    let mcse = sizes.iter().map(|m| m.mcse).fold(0.0, f64::max);
    let shown: Vec<String> =
        sizes.iter().map(|m| digits::signed(Measured { value: m.value, mcse })).collect();
    let shown = view.language.number(&shown.join(" / "));
    words::sized(view.language, shown, Number(digits::error(mcse)), cause)
}
