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
];

/// Before the diagnosands of a declared family.
pub(super) const DECLARED: &[Field] = &[
    row(
        "declared_families[].family",
        Name,
        "A family that the scenario declares; left out where it declares none.",
    ),
    row("declared_families[].world", Name, "World."),
    row("declared_families[].design", Name, "Design."),
    row("declared_families[].tests[].analysis", Name, "Its tests: analysis."),
    row("declared_families[].tests[].outcome", Name, "Outcome."),
    row(
        "declared_families[].tests[].month",
        Months,
        "Months after the start; null for outcomes measured once.",
    ),
    row("declared_families[].tests[].arm", Name, "First group."),
    row("declared_families[].tests[].versus", Name, "Group that is subtracted from it."),
    row(
        "declared_families[].missing",
        Name,
        "Why the design makes none of its tests; null where it makes some.",
    ),
    row(
        "declared_families[].correction",
        Name,
        "How they are corrected for their number, as in docs/corrections.md.",
    ),
];

/// What no design answers.
pub(super) const UNANSWERED: &[Field] = &[
    row(
        "unanswered[].world",
        Name,
        "The base world, or one that leaves unanswered what it answers.",
    ),
    row("unanswered[].design", Name, "A design that gives no answer to an analysis."),
    row("unanswered[].analysis", Name, "The analysis; null where none looks at the design."),
    row("unanswered[].reason", Name, "Why, and what would be right."),
];
