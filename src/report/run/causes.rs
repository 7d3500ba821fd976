//! What moves the estimates of a cell away from the true effect on its scale.

use super::results::CellRow;
use crate::diagnosis::budget::BudgetEntry;
use crate::diagnosis::diagnosand::Diagnosis;
use crate::diagnosis::measured::{Measured, combined};
use crate::estimand::{Scale, Term};
use crate::plan::Cell;
use crate::report::words::causes::Cause;

/// The terms of the bias budget, and what is left of dilution once it is told on the row's own scale.
pub(in crate::report) fn all() -> impl Iterator<Item = Cause> {
    Term::ALL.into_iter().map(Cause::Term).chain([Cause::Treated, Cause::Division])
}

/// The size of a cause in a cell: where the row counts a share of the effect, that nobody enrols or starts is its scale,
/// and what is left of it is whose effect it is. Those that there are add up from the true effect on its scale to the mean
/// estimate.
pub(in crate::report) fn size(cell: &Cell, row: &CellRow, cause: Cause) -> Option<Measured> {
    let d = &row.diagnosis;
    let of = |term: Term| d.bias_budget.iter().find(|entry: &&BudgetEntry| entry.term == term);
    let diluted = dilution(cell);
    match cause {
        Cause::Term(term) if diluted.contains(&term) => None,
        Cause::Term(term) => of(term).map(|entry| entry.mean),
        _ if diluted.is_empty() || cause != left_of_dilution(cell) => None,
        _ => {
            let value = d.policy_truth.value - d.yardstick.value;
            let mut sum = Measured { value, mcse: d.yardstick.mcse };
            for &term in diluted {
                let part = of(term)?.mean;
                sum.value += part.value;
                sum.mcse = combined(sum.mcse, part.mcse);
            }
            Some(sum)
        }
    }
}

/// Whether it is mere luck, which averages out over all trials but not over those that have an estimate.
pub(in crate::report) fn averages_out(cause: Cause, d: &Diagnosis) -> bool {
    let is_luck = matches!(cause, Cause::Term(Term::Sampling | Term::ChanceImbalance));
    is_luck && d.estimated == d.replications
}

/// What is left of dilution on a cell's scale.
pub(in crate::report) fn left_of_dilution(cell: &Cell) -> Cause {
    match cell.scale() {
        Scale::PerStarter => Cause::Division,
        _ => Cause::Treated,
    }
}

/// The terms that a cell's own scale accounts for.
pub(in crate::report) fn dilution(cell: &Cell) -> &'static [Term] {
    match cell.scale() {
        Scale::PerStarter => &[Term::NonEnrolment, Term::NonTakeUp, Term::Adjustment],
        _ if cell.counts_a_share() => &[Term::NonEnrolment, Term::NonTakeUp],
        _ => &[],
    }
}
