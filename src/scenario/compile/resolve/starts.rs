//! When people start, in calendar months, where work differs by calendar month.

use crate::issue::Issue;
use crate::outcome::{Joined, Start, Work};
use crate::recruitment::WaveModel;
use crate::scenario::Scenario;

/// The starts of all waves, in their order, and in those of the sites where these start apart; a single one where the
/// calendar makes no difference.
pub fn collect(scenario: &Scenario, waves: &[WaveModel], issues: &mut Vec<Issue>) -> Vec<Start> {
    let common = of_waves(scenario, waves, issues);
    let Some(first) = common[0].month.filter(|_| start_apart(scenario)) else { return common };
    let mut starts = Vec::new();
    for (site, share) in scenario.sites.values().zip(scenario.site_shares()) {
        let later = site.start.map_or(0, |own| own.since(first));
        starts.extend(common.iter().map(|start| Start {
            share: share * start.share,
            month: start.month.map(|month| month.plus(later)),
        }));
    }
    starts
}

/// What tells with whom people start; none where all start together.
pub fn joined(scenario: &Scenario, starts: &[Start], wave: Option<usize>) -> Option<Joined> {
    let waves = scenario.recruitment.waves.len().max(1) as u16;
    let by_site = start_apart(scenario).then_some(waves);
    (starts.len() > 1).then_some(Joined { wave, by_site })
}

fn start_apart(scenario: &Scenario) -> bool {
    scenario.sites.values().any(|site| site.start.is_some())
}

fn of_waves(scenario: &Scenario, waves: &[WaveModel], issues: &mut Vec<Issue>) -> Vec<Start> {
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
