//! The fields of a cell that are no diagnosands.

use super::Unit::{Months, Name, Number, Outcome, People, Share, Trials, YesNo};
use super::{Field, row};

/// Before the diagnosands.
pub(super) const BEFORE: &[Field] = &[
    row("cells[].world", Name, "World."),
    row("cells[].design", Name, "Design."),
    row("cells[].analysis", Name, "Analysis."),
    row("cells[].outcome", Name, "Outcome."),
    row("cells[].month", Months, "Months after the start; null for outcomes measured once."),
    row("cells[].arm", Name, "First group."),
    row("cells[].versus", Name, "Group that is subtracted from it."),
    row("cells[].estimand", Name, "What the estimator aims at, its own truth."),
    row(
        "cells[].scale",
        Name,
        "Per whom its estimates are counted: `per_eligible`, `per_invited`, `per_participant` or `per_starter`.",
    ),
    row(
        "cells[].factors[]",
        Number,
        "By treated side, the arm first: k, the share of its people who are treated, as a multiple of the share that the policy would treat; the list is empty where nobody is.",
    ),
    row("cells[].hypothesis", Name, "What the test is to show, as in docs/hypotheses.md."),
    row("cells[].margin", Outcome, "By how much the arm may be worse, times k; null without."),
    row(
        "cells[].failures.*",
        Trials,
        "Trials without an estimate, by reason; a reason that never occurs may be left out.",
    ),
    row(
        "cells[].without_interval.*",
        Trials,
        "Trials with an estimate and without an interval, by reason; they count as not found unless an exact test stands in.",
    ),
    row("cells[].replications", Trials, "All simulated trials."),
    row(
        "cells[].estimated",
        Trials,
        "Trials with an estimate: bias, spread and misses are over these.",
    ),
    row(
        "cells[].with_interval",
        Trials,
        "Trials with a standard error and so an interval: coverage is over these.",
    ),
    row(
        "cells[].tested",
        Trials,
        "Trials with a test: a t test, or an exact one where there is no interval.",
    ),
    row(
        "cells[].constant_group.replications",
        Trials,
        "Trials in which everybody in one of the compared groups had the same outcome.",
    ),
    row("cells[].constant_group.with_interval", Trials, "Of these, the trials with an interval."),
    row(
        "cells[].constant_group.coverage",
        Share,
        "Share of their intervals that contain the own truth.",
    ),
    row("cells[].constant_group.coverage_elsewhere", Share, "The same in all other trials."),
    row("cells[].n_analysed", People, "Mean number of people analysed; null without estimates."),
    row("cells[].level", Share, "Confidence level of the intervals."),
];

/// Before the diagnosands of a test.
pub(super) const OF_TESTS: &[Field] =
    &[row("cells[].tests[].alpha", Share, "Two-sided level; against a margin half of it holds.")];

/// After the diagnosands of the tests.
pub(super) const AFTER: &[Field] = &[
    row(
        "cells[].tests[].smoothing_doubtful",
        YesNo,
        "Whether power and smoothed_power lie more than 3 errors apart: the smoothed one should not be used then.",
    ),
    row(
        "cells[].bias_budget[].term",
        Name,
        "A cause of the distance to the policy truth; the list stands below.",
    ),
    row("cells[].bias_budget[].mean", Outcome, "Its part of policy_bias: the parts add up to it."),
    row("cells[].bias_budget[].sd", Outcome, "Standard deviation of that part over trials."),
    row(
        "cells[].budget_gap",
        Outcome,
        "How far the parts of any one trial are from adding up: rounding.",
    ),
    row(
        "cells[].mde_solved.up",
        Outcome,
        "Smallest positive effect of treatment on the own estimand, without what the experiment itself adds, that is found in 80 of 100 trials at the first level: searched as simulate mde does, for the comparisons of the first table.",
    ),
    row("cells[].mde_solved.down", Outcome, "The same for a negative effect."),
    row("cells[].mde_solved.up_yardstick", Outcome, "The yardstick that goes with up."),
    row("cells[].mde_solved.down_yardstick", Outcome, "The yardstick that goes with down."),
    row("cells[].mde_solved.untreated", Outcome, "Own truth without any effect of treatment."),
];
