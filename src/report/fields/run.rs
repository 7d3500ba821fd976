//! What was simulated, and how: the fields before the people.

use super::Unit::{Months, Name, Number, Outcome, Share, Trials, YesNo};
use super::{Field, row};

/// In the order of the file.
pub(super) const FIELDS: &[Field] = &[
    row("format", Number, "Version of the layout of this file."),
    row("scenario.name", Name, "The scenario's name."),
    row(
        "scenario.hash",
        Name,
        "BLAKE3 of the scenario as it ran, with what the options of the command set in it.",
    ),
    row("run.seed", Number, "Seed of all chance."),
    row("run.replications", Trials, "Simulated trials in each world."),
    row(
        "run.mode",
        Name,
        "`superpopulation`: new people in every trial; `finite`: the same people, and only the design's draws differ.",
    ),
    row("run.version", Name, "Version of the program."),
    row("run.precision.of", Name, "With --precision: what the error is of."),
    row(
        "run.precision.wanted",
        Number,
        "With --precision: the error that was asked for, in the unit of what it is of.",
    ),
    row(
        "run.precision.reached",
        Number,
        "With --precision: the largest error of the leading rows; null where none of them has it.",
    ),
    row(
        "run.precision.at_cap",
        YesNo,
        "With --precision: whether the most trials allowed were not enough.",
    ),
    row("worlds[].name", Name, "A world of this run, the base world first."),
    row(
        "worlds[].role",
        Name,
        "`plan`: assumed beforehand; `null`: without effects; `story`: fitted after the fact.",
    ),
    row(
        "worlds[].origin",
        Name,
        "`scenario`: described in the file; `supplied`: by the program, so that false alarms can be told.",
    ),
    row(
        "worlds[].without_effects",
        YesNo,
        "Whether nothing has an effect there: what is found is a false alarm.",
    ),
    row("worlds[].artefacts[]", Name, "What being in a trial does to people there, in a sentence."),
    row("warnings[].path", Name, "A setting that is possible, and hardly meant."),
    row("warnings[].message", Name, "What is odd about it."),
    row("calibration[].world", Name, "World in which a target was solved."),
    row("calibration[].target", Name, "What was asked for, in words."),
    row("calibration[].path", Name, "Where the scenario asks for it."),
    row("calibration[].wanted", Number, "The value asked for, in the unit of the setting."),
    row("calibration[].achieved", Number, "The value that the solved plan gives."),
    row("calibration[].mcse", Number, "Monte Carlo error of the achieved value."),
    row("calibration[].tolerance", Number, "Gap beyond which an exact target is refused."),
    row("calibration[].match", Name, "`exact`: it has to be met; otherwise as near as it comes."),
    row("individual_effects[].arm", Name, "Arm."),
    row("individual_effects[].outcome", Name, "Outcome."),
    row(
        "individual_effects[].month",
        Months,
        "Months after the start; null for outcomes measured once.",
    ),
    row(
        "individual_effects[].is_share",
        YesNo,
        "Whether the outcome is a share of people, so that effects are on a chance.",
    ),
    row(
        "individual_effects[].unit",
        Name,
        "What is counted where the outcome is no share of people, as `months`; null otherwise.",
    ),
    row(
        "individual_effects[].mean",
        Outcome,
        "Mean effect among those who would enrol, in the base world.",
    ),
    row("individual_effects[].mean_mcse", Outcome, "Monte Carlo error of the mean."),
    row("individual_effects[].spread", Outcome, "Standard deviation of the effect between them."),
    row("individual_effects[].lowered", Share, "Share of them whose effect is negative."),
];
