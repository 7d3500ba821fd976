//! Why the estimates of the first table are off: the causes that add up to it, arms side by side.

use super::View;
use super::measures::is_scaled;
use super::shown::Shown;
use crate::diagnosis::budget::BudgetEntry;
use crate::diagnosis::measured::{Measured, combined};
use crate::estimand::{Scale, Term};
use crate::report::digits;
use crate::report::page::Page;

/// Causes shown of one bias, at least.
const LEAST: usize = 2;
/// Simulation errors from zero at which a cause is taken for one.
const CERTAIN: f64 = 3.0;

/// What moves an estimate away from the true effect on its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// A term of the bias budget.
    Term(Term),
    /// What is left of dilution once it is told on the row's own scale: the effect among those who are treated,
    /// against everybody's; where the estimate is divided by the share who start, what that leaves.
    Dilution,
}

impl Cause {
    fn all() -> impl Iterator<Item = Self> {
        Term::ALL.into_iter().map(Self::Term).chain([Self::Dilution])
    }

    /// Its size in one cell: where the row counts a share of the effect, that nobody enrols or starts is
    /// its scale, and what is left of it is whose effect it is.
    fn size(self, view: &View, cell: usize) -> Option<Measured> {
        let d = &view.row(cell).diagnosis;
        let of = |term: Term| d.bias_budget.iter().find(|entry: &&BudgetEntry| entry.term == term);
        let dilution = dilution(view, cell);
        match self {
            Self::Term(term) if dilution.contains(&term) => None,
            Self::Term(term) => of(term).map(|entry| entry.mean),
            Self::Dilution if dilution.is_empty() => None,
            Self::Dilution => {
                let value = d.policy_truth.value - d.yardstick.value;
                let mut sum = Measured { value, mcse: d.yardstick.mcse };
                for &term in dilution {
                    let part = of(term)?.mean;
                    sum.value += part.value;
                    sum.mcse = combined(sum.mcse, part.mcse);
                }
                Some(sum)
            }
        }
    }

    /// Whether it shifts the estimate: beyond simulation error, large enough to be printed, and no mere luck,
    /// which averages out over all trials but not over those that have an estimate.
    fn stands_out(self, view: &View, cell: usize) -> bool {
        let d = &view.row(cell).diagnosis;
        let is_luck = matches!(self, Self::Term(Term::Sampling | Term::ChanceImbalance));
        let averages_out = is_luck && d.estimated == d.replications;
        !averages_out && self.size(view, cell).is_some_and(|size| is_certain(view, size))
    }

    /// The terms of the budget that it stands for.
    fn terms(self, view: &View, cell: usize) -> Vec<Term> {
        match self {
            Self::Term(term) => vec![term],
            Self::Dilution => dilution(view, cell).to_vec(),
        }
    }

    /// In words, after its sizes.
    fn told(self, view: &View, cells: &[usize]) -> String {
        match self {
            Self::Dilution => {
                let divided = |&cell: &usize| view.plan.cells[cell].scale() == Scale::PerStarter;
                if cells.iter().any(divided) {
                    "the division by the share who start".to_owned()
                } else {
                    "treated people who respond differently from everyone eligible".to_owned()
                }
            }
            Self::Term(Term::Adjustment) => format!(
                "{} the analysis itself, against the plain difference of means",
                adjustment(view, cells)
            ),
            Self::Term(term) => term.describe().to_owned(),
        }
    }
}

/// The terms that a row's own scale accounts for.
fn dilution(view: &View, cell: usize) -> &'static [Term] {
    match view.plan.cells[cell].scale() {
        Scale::PerStarter => &[Term::NonEnrolment, Term::NonTakeUp, Term::Adjustment],
        _ if is_scaled(view, cell) => &[Term::NonEnrolment, Term::NonTakeUp],
        _ => &[],
    }
}

fn is_certain(view: &View, size: Measured) -> bool {
    view.unit.is_visible(size) && size.value.abs() > CERTAIN * size.mcse
}

/// Whether more is left of a bias than simulation error when these causes are taken out of it.
fn is_left(view: &View, cell: usize, named: &[Cause]) -> bool {
    let d = &view.row(cell).diagnosis;
    let terms: Vec<Term> = named.iter().flat_map(|cause| cause.terms(view, cell)).collect();
    let Ok(budget) = d.budget.as_ref() else { return false };
    let rest = budget.without(&terms);
    // What the scale accounts for belongs to dilution, whether or not that is named.
    let scale = d.policy_truth.value - d.yardstick.value;
    let value = if named.contains(&Cause::Dilution) { rest.value } else { rest.value + scale };
    is_certain(view, Measured { value, mcse: combined(rest.mcse, d.yardstick.mcse) })
}

/// What adjusting does to the bias.
fn adjustment(view: &View, cells: &[usize]) -> &'static str {
    let adds = |&cell: &usize| {
        let total = view.row(cell).diagnosis.yardstick_bias.ok()?;
        let part = Cause::Term(Term::Adjustment).size(view, cell)?;
        Some(total.value.abs() > (total.value - part.value).abs())
    };
    let found: Vec<bool> = cells.iter().filter_map(adds).collect();
    if found.iter().all(|adds| *adds) {
        "added by"
    } else if found.contains(&true) {
        "by"
    } else {
        "taken away by"
    }
}

/// The causes of each row's bias, rows with the same ones together.
pub(super) fn write(view: &View, rows: &[Shown], page: &mut Page) {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let causes = largest(view, &row.cells);
        let causes: Vec<String> =
            causes.into_iter().map(|cause| sized(view, &row.cells, cause)).collect();
        let causes = causes.join("; ");
        let name = row.label(view);
        match told.iter_mut().find(|(same, _)| *same == causes) {
            Some((_, names)) => names.push(name),
            None if causes.is_empty() => {}
            None => told.push((causes, vec![name])),
        }
    }
    if told.is_empty() {
        page.text("No cause of bias stands out from simulation error.", "");
        return;
    }
    let arms = view.treated();
    let arms = if arms.len() > 1 { format!(" ({})", arms.join(" / ")) } else { String::new() };
    page.text(&format!("Why off{}{arms}:", view.in_unit()), "");
    for (causes, names) in told {
        page.text(&format!("  {}: {causes}.", names.join(", ")), "    ");
    }
}

/// The causes that stand out in some cell, largest first: as many as it takes until what is left of every bias
/// does not stand out.
fn largest(view: &View, cells: &[usize]) -> Vec<Cause> {
    let largest = |cause: Cause| {
        let standing = cells.iter().filter(|&&cell| cause.stands_out(view, cell));
        let sizes = standing.filter_map(|&cell| cause.size(view, cell));
        sizes.map(|size| size.value.abs()).fold(0.0, f64::max)
    };
    let mut causes: Vec<Cause> = Cause::all().filter(|&cause| largest(cause) > 0.0).collect();
    causes.sort_by(|&a, &b| largest(b).total_cmp(&largest(a)));
    let explained = |named: &[Cause]| cells.iter().all(|&cell| !is_left(view, cell, named));
    let enough = (LEAST..causes.len()).find(|&n| explained(&causes[..n]));
    causes.truncate(enough.unwrap_or(causes.len()));
    causes
}

/// `−1.9 / +1.7 (± 0.1) participants who respond differently from everyone eligible`.
fn sized(view: &View, cells: &[usize], cause: Cause) -> String {
    let sizes = cells.iter().filter_map(|&cell| cause.size(view, cell));
    let sizes: Vec<Measured> = sizes.map(|size| view.unit.scaled(size)).collect();
    let mcse = sizes.iter().map(|m| m.mcse).fold(0.0, f64::max);
    let shown: Vec<String> =
        sizes.iter().map(|m| digits::signed(Measured { value: m.value, mcse })).collect();
    let error = digits::error(mcse);
    format!("{} (± {error}) {}", shown.join(" / "), cause.told(view, cells))
}
