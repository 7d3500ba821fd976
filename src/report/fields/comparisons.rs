//! The fields of cells beside each other, of designs in order and of published results.

use super::Unit::{
    Months, Name, Number, Outcome, OutcomeSquared, Percent, Seconds, Share, Trials, YesNo,
};
use super::{Field, row};

/// In the order of the file.
pub(super) const FIELDS: &[Field] = &[
    row("comparisons[].of", Name, "What differs, trial by trial: `worlds` or `designs`."),
    row(
        "comparisons[].first.*",
        Name,
        "World, design, analysis, outcome, month, arm and versus of the first cell.",
    ),
    row("comparisons[].second.*", Name, "The same of the second, which is subtracted."),
    row("comparisons[].replications", Trials, "All simulated trials."),
    row("comparisons[].both_estimated", Trials, "Trials in which both have an estimate."),
    row("comparisons[].both_with_interval", Trials, "Trials in which both have an interval."),
    row("comparisons[].estimate_difference", Outcome, "Mean difference of the estimates."),
    row(
        "comparisons[].power_difference",
        Share,
        "Difference in power at the first significance level, over all trials.",
    ),
    row("comparisons[].coverage_difference", Share, "Difference in coverage of the own truths."),
    row(
        "comparisons[].policy_coverage_difference",
        Share,
        "Difference in coverage of the yardsticks.",
    ),
    row(
        "comparisons[].mse_difference",
        OutcomeSquared,
        "Difference in mean squared error to the yardsticks.",
    ),
    row(
        "comparisons[].rmse_difference",
        Outcome,
        "Difference in root mean squared error to the yardsticks.",
    ),
    row("comparisons[].correlation", Number, "Correlation of the estimates."),
    row(
        "comparisons[].relative_precision_percent",
        Percent,
        "How much larger the variance of the first estimates is.",
    ),
    row("ranking[].world", Name, "World in which designs are ranked."),
    row("ranking[].arm", Name, "Arm whose leading estimate is compared."),
    row("ranking[].outcome", Name, "The primary outcome."),
    row("ranking[].month", Months, "Its month; null for outcomes measured once."),
    row(
        "ranking[].scale",
        Name,
        "Per whom its first design counts; designs that count otherwise have a ranking of their own.",
    ),
    row(
        "ranking[].designs[].rank",
        Number,
        "1 for the design that comes closest; a tie shares the rank above.",
    ),
    row(
        "ranking[].designs[].tied_with_above",
        YesNo,
        "Whether the difference to the design above lies within two of its errors.",
    ),
    row("ranking[].designs[].design", Name, "Design."),
    row("ranking[].designs[].analysis", Name, "Its leading analysis."),
    row("ranking[].designs[].versus", Name, "Group that the arm is compared with."),
    row("ranking[].designs[].rmse", Outcome, "Root mean squared error to the yardstick."),
    row(
        "ranking[].designs[].more_than_best",
        Outcome,
        "How much larger it is than that of the first design; null for the first.",
    ),
    row(
        "ranking[].designs[].policy_coverage",
        Share,
        "Share of intervals that contain the yardstick.",
    ),
    row(
        "ranking[].designs[].power_right_direction",
        Share,
        "Share of trials significant in the direction of the yardstick; null where it has none.",
    ),
    row(
        "as_extreme_as_published[].world",
        Name,
        "World in which published results are looked for.",
    ),
    row("as_extreme_as_published[].design", Name, "Design."),
    row("as_extreme_as_published[].analysis", Name, "Analysis."),
    row("as_extreme_as_published[].outcome", Name, "Outcome."),
    row(
        "as_extreme_as_published[].month",
        Months,
        "Months after the start; null for outcomes measured once.",
    ),
    row("as_extreme_as_published[].replications", Trials, "All simulated trials."),
    row(
        "as_extreme_as_published[].estimated",
        Trials,
        "Trials in which every arm has an estimate.",
    ),
    row(
        "as_extreme_as_published[].alone.*.published",
        Outcome,
        "The difference as published, by arm.",
    ),
    row(
        "as_extreme_as_published[].alone.*.share",
        Share,
        "Share of trials with an estimate at least as extreme.",
    ),
    row(
        "as_extreme_as_published[].jointly",
        Share,
        "Share of trials in which all arms are at least as extreme.",
    ),
    row(
        "kept[].world",
        Name,
        "World; every one of the comparisons of the first table is kept in all worlds.",
    ),
    row("kept[].design", Name, "Design."),
    row("kept[].analysis", Name, "Analysis."),
    row("kept[].outcome", Name, "Outcome."),
    row("kept[].month", Months, "Months after the start; null for outcomes measured once."),
    row("kept[].arm", Name, "Arm."),
    row("kept[].versus", Name, "Group that it is compared with."),
    row(
        "kept[].first_trials[].estimate",
        Outcome,
        "Estimates of the first 150 trials in their order, in the base world; null where a trial has none.",
    ),
    row(
        "kept[].first_trials[].low",
        Outcome,
        "Lower end of the interval of that trial; null without one.",
    ),
    row("kept[].first_trials[].high", Outcome, "Upper end."),
    row(
        "kept[].spread.from",
        Outcome,
        "Where the first of the equal bins begins, in which all estimates are counted; worlds that are laid over each other share them. `spread` is null where there is no estimate.",
    ),
    row("kept[].spread.to", Outcome, "Where the last bin ends."),
    row("kept[].spread.below", Trials, "Estimates below the first bin."),
    row("kept[].spread.counts[]", Trials, "Estimates in each bin."),
    row("kept[].spread.above", Trials, "Estimates above the last bin."),
    row(
        "timing.wall_seconds",
        Seconds,
        "Seconds from the command to the results: the only field that differs from run to run.",
    ),
];
