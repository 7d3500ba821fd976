//! The fields of the people by stage.

use super::Unit::{Name, People, Trials};
use super::{Field, row};

/// In the order of the file.
pub(super) const FIELDS: &[Field] = &[
    row("flow[].world", Name, "World."),
    row("flow[].design", Name, "Design."),
    row("flow[].assignment", Name, "How arms are drawn, in a sentence."),
    row("flow[].invited.mean", People, "Invited, or offered a place: mean over trials."),
    row("flow[].invited.sd", People, "The same: standard deviation over trials."),
    row("flow[].invited_by_arm.*.mean", People, "Invited to each arm, where that comes first."),
    row("flow[].invited_by_arm.*.sd", People, "The same: standard deviation over trials."),
    row("flow[].registered.mean", People, "Registered, those who prove ineligible included."),
    row("flow[].registered.sd", People, "The same: standard deviation over trials."),
    row("flow[].enrolled.mean", People, "Eligible and enrolled."),
    row("flow[].enrolled.sd", People, "The same: standard deviation over trials."),
    row("flow[].randomised.mean", People, "Enrolled and assigned to some arm."),
    row("flow[].randomised.sd", People, "The same: standard deviation over trials."),
    row("flow[].assigned.*.mean", People, "Enrolled and assigned to each arm, by arm."),
    row("flow[].assigned.*.sd", People, "The same: standard deviation over trials."),
    row("flow[].started.mean", People, "Still in at the start."),
    row("flow[].started.sd", People, "The same: standard deviation over trials."),
    row("flow[].analysed.mean", People, "Participants left after removal."),
    row("flow[].analysed.sd", People, "The same: standard deviation over trials."),
    row("flow[].by_site.*.mean", People, "Take part, by site, where there are several."),
    row("flow[].by_site.*.sd", People, "The same: standard deviation over trials."),
    row("flow[].answered.*.mean", People, "Take part and answer, by survey."),
    row("flow[].answered.*.sd", People, "The same: standard deviation over trials."),
    row("flow[].reference.mean", People, "In the reference group."),
    row("flow[].reference.sd", People, "The same: standard deviation over trials."),
    row("flow[].shortfalls", Trials, "Trials in which too few enrolled for the numbers asked for."),
];
