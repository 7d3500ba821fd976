//! The fields of tests that are taken together, and of what no design answers.

use super::Unit::{Months, Name, Share};
use super::{Field, row};

/// Before the diagnosands.
pub(super) const BEFORE: &[Field] = &[
    row("families[].world", Name, "World in which several arms are looked at together."),
    row("families[].design", Name, "Design."),
    row("families[].analysis", Name, "Analysis."),
    row("families[].outcome", Name, "Outcome."),
    row("families[].month", Months, "Months after the start; null for outcomes measured once."),
    row("families[].versus", Name, "The group with which every arm is compared."),
    row("families[].arms[]", Name, "The arms."),
];

/// After the diagnosands.
pub(super) const AFTER: &[Field] = &[
    row(
        "families[].any_false_alarm_undisturbed",
        Share,
        "That of the null world, for the first table, in one further world: the same people and constants, but chance decides who takes part and the trial itself changes nobody; null beyond that table and where nothing is to be taken away.",
    ),
    row("families[].disturbed_by[]", Name, "What is taken away for it: `selection`, `artefacts`."),
    row("unanswered[].design", Name, "A design that gives no answer to an analysis."),
    row("unanswered[].analysis", Name, "The analysis; null where none looks at the design."),
    row("unanswered[].reason", Name, "Why, and what would be right."),
];
