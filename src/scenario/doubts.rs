//! What is possible, and hardly meant: told, not refused.

use serde::Serialize;

use super::Scenario;
use super::months::{default_month, looked_at};
use crate::assumption::Assumption;
use crate::estimator::Analysis;
use crate::issue::written;
use crate::outcome::{Work, is_of_work};

/// Hourly wages, in euros, between which work is paid.
const WAGES: [f64; 2] = [8.0, 100.0];
/// The largest premium over the minimum wage that is believed without a word.
const PREMIUM: f64 = 2.0;

/// A setting that is possible, and hardly meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// JSON path.
    pub path: String,
    /// What is odd about it, in whole sentences.
    pub message: String,
}

/// All doubts about a scenario.
pub fn all(scenario: &Scenario) -> Vec<Doubt> {
    let mut out = Vec::new();
    if let Some(work) = &scenario.work {
        wages(work, &mut out);
    }
    caseworkers(scenario, &mut out);
    starts(scenario, &mut out);
    unread_surveys(scenario, &mut out);
    other_shares(scenario, &mut out);
    for (name, outcome) in &scenario.outcomes {
        let doubt = outcome.member().doubt(name);
        out.extend(doubt.map(|(setting, message)| Doubt {
            path: format!("outcomes.{name}.{}.{setting}", outcome.name()),
            message,
        }));
    }
    out
}

fn wages(work: &Work, out: &mut Vec<Doubt>) {
    let (wage, [low, high]) = (work.hourly_wage.get(), WAGES);
    if !(low..=high).contains(&wage) {
        out.push(Doubt {
            path: "work.hourly_wage".to_owned(),
            message: format!(
                "An hourly wage of {} euros is hardly meant: wages lie between {low} and {high} euros an hour.",
                written(wage)
            ),
        });
    }
    let premium = work.wage_premium.as_ref().map_or(0.0, Assumption::get);
    if premium > PREMIUM {
        out.push(Doubt {
            path: "work.wage_premium".to_owned(),
            message: format!(
                "A wage premium of {} % is hardly meant: it is a share of the minimum wage (0.06 is 6 %), and at most \
                 {} % is usual.",
                written((1e4 * premium).round() / 1e2),
                written(100.0 * PREMIUM)
            ),
        });
    }
}

/// Caseworkers matter to the work process only, and only by their share of its variance.
fn caseworkers(scenario: &Scenario, out: &mut Vec<Doubt>) {
    let of_all = scenario.population.caseworkers.iter().map(|_| "population".to_owned());
    let sites = scenario.sites.iter().filter(|(_, site)| site.caseworkers.is_some());
    let of_sites = sites.map(|(name, _)| format!("sites.{name}"));
    let share = scenario.work.as_ref().and_then(|work| work.caseworker_share.as_ref());
    let reason = if !scenario.outcomes.values().any(is_of_work) {
        "no outcome comes from the section \"work\""
    } else if share.is_none_or(|share| share.get() == 0.0) {
        "\"caseworker_share\" of \"work\" is 0 or not stated"
    } else {
        return;
    };
    out.extend(of_all.chain(of_sites).map(|place| Doubt {
        path: format!("{place}.caseworkers"),
        message: format!("Caseworkers make no difference to any outcome: {reason}."),
    }));
}

/// The calendar month in which people start matters to work that differs by calendar month only.
fn starts(scenario: &Scenario, out: &mut Vec<Doubt>) {
    let reason = match &scenario.work {
        _ if !scenario.outcomes.values().any(is_of_work) => {
            "no outcome comes from the section \"work\""
        }
        Some(work) if work.by_calendar().is_none() => {
            "\"work\" has no \"season\" and no \"shocks\""
        }
        _ => return,
    };
    let recruitment = &scenario.recruitment;
    let of_all = recruitment.start.iter().map(|_| "recruitment".to_owned());
    let waves = recruitment.waves.iter().filter(|(_, wave)| wave.start.is_some());
    let waves = waves.map(|(name, _)| format!("recruitment.waves.{name}"));
    let sites = scenario.sites.iter().filter(|(_, site)| site.start.is_some());
    let sites = sites.map(|(name, _)| format!("sites.{name}"));
    out.extend(of_all.chain(waves).chain(sites).map(|place| Doubt {
        path: format!("{place}.start"),
        message: format!(
            "The month in which people start makes no difference to any outcome: {reason}."
        ),
    }));
}

/// A survey changes nothing where no analysis looks at what it asks, in its month.
fn unread_surveys(scenario: &Scenario, out: &mut Vec<Doubt>) {
    for (name, survey) in &scenario.measurement.follow_ups {
        let month = survey.month.get() as u32;
        for (k, outcome) in survey.outcomes.iter().enumerate() {
            let Some((number, _, settings)) = scenario.outcomes.get_full(outcome) else { continue };
            let reads = |analysis: &Analysis| {
                let looks = analysis.outcomes.is_empty() || analysis.outcomes.contains(outcome);
                let months = looked_at(analysis, settings, default_month(scenario, number));
                looks && months.iter().any(|m| m.is_none_or(|m| m == month))
            };
            if !scenario.analyses.values().any(reads) {
                out.push(Doubt {
                    path: format!("measurement.follow_ups.{name}.outcomes[{k}]"),
                    message: format!(
                        "No analysis looks at {outcome} in month {month}: who answers changes nothing about it."
                    ),
                });
            }
        }
    }
}

/// A response over all arms is met in the first lottery: where arms differ in it, other shares of them make another one.
fn other_shares(scenario: &Scenario, out: &mut Vec<Doubt>) {
    let others: Vec<&str> = scenario.other_lotteries().collect();
    let Some(first) = scenario.first_lottery().filter(|_| !others.is_empty()) else { return };
    let surveys = scenario.measurement.follow_ups.iter();
    out.extend(surveys.filter(|(_, survey)| survey.differs_by_arm()).map(|(name, _)| Doubt {
        path: format!("measurement.follow_ups.{name}.response"),
        message: format!(
            "This share answers in design {first}. In {} the arms have other shares, and who answers differs between arms: the share that follows is another.",
            others.join(", ")
        ),
    }));
}
