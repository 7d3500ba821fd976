//! When people start, in calendar months, where work differs by calendar month.

use crate::issue::Issue;
use crate::outcome::{Start, Work};
use crate::recruitment::WaveModel;
use crate::scenario::Scenario;

/// The starts of all waves, in their order; a single one where the calendar makes no difference.
pub fn collect(scenario: &Scenario, waves: &[WaveModel], issues: &mut Vec<Issue>) -> Vec<Start> {
    let recruitment = &scenario.recruitment;
    if recruitment.start.is_some() && !waves.is_empty() {
        let message = "the trial has waves: each wave has a start of its own";
        let help = "move \"start\" into the waves";
        issues.push(Issue::new("recruitment.start", message).help(help));
    }
    let Some(setting) = scenario.work.as_ref().and_then(Work::by_calendar) else {
        return vec![Start { share: 1.0, month: None }];
    };
    if waves.is_empty() {
        if recruitment.start.is_none() {
            let message = "work differs by calendar month, and the calendar month in which people start is not known";
            let help = "add \"start\": \"2017-12\" (year and month) to \"recruitment\"";
            issues.push(Issue::new(format!("work.{setting}"), message).help(help));
        }
        return vec![Start { share: 1.0, month: recruitment.start }];
    }
    let mut starts = Vec::new();
    for (wave, (name, settings)) in waves.iter().zip(&recruitment.waves) {
        if settings.start.is_none() {
            let message = format!(
                "work differs by calendar month (work.{setting}), and the calendar month in which this wave starts is not known"
            );
            let help = "add \"start\": \"2017-12\" (year and month) to this wave";
            issues.push(Issue::new(format!("recruitment.waves.{name}"), message).help(help));
        }
        starts.push(Start { share: wave.share, month: settings.start });
    }
    starts
}
