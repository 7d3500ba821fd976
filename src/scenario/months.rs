//! Months: when an outcome is measured, and in which somebody looks at it.

use super::Scenario;
use crate::estimator::Analysis;
use crate::outcome::{Outcome, Timing, is_of_work};

/// Month of measurement of an outcome for which no month is given.
pub fn default_month(scenario: &Scenario, outcome: usize) -> Option<u32> {
    let (_, outcome) = scenario.outcomes.get_index(outcome)?;
    match outcome.member().timing() {
        Timing::Once => None,
        Timing::In(months) => months.first().copied(),
        Timing::Monthly => {
            let work = scenario.work.as_ref()?;
            Some(work.month.as_ref().map_or(16, |month| month.get() as u32))
        }
    }
}

/// All months that a scenario's lives have to visit.
pub fn months_needed(scenario: &Scenario) -> Vec<u32> {
    let mut months = Vec::new();
    let mut add = |outcome: &Outcome, month: u32| {
        if is_of_work(outcome) && (1..=600).contains(&month) {
            months.extend(outcome.member().window(month));
        }
    };
    for (k, outcome) in scenario.outcomes.values().enumerate() {
        if let Some(month) = default_month(scenario, k) {
            add(outcome, month);
        }
        for analysis in scenario.analyses.values() {
            analysis.months.iter().for_each(|&m| add(outcome, m));
        }
    }
    for survey in scenario.measurement.follow_ups.values() {
        for name in survey.outcomes.iter().chain(survey.depends_on.keys()) {
            if let Some(outcome) = scenario.outcomes.get(name) {
                add(outcome, survey.month.get() as u32);
            }
        }
    }
    if let Some(early) = scenario.measurement.exclusion.as_ref().and_then(|e| e.depends_on.as_ref())
        && let Some(outcome) = scenario.outcomes.get(&early.outcome)
    {
        add(outcome, early.month.get() as u32);
    }
    months.sort_unstable();
    months.dedup();
    months
}

/// The months in which an analysis looks at an outcome: those it names; all of a score where it names none of them.
pub fn looked_at(analysis: &Analysis, outcome: &Outcome, default: Option<u32>) -> Vec<Option<u32>> {
    let named = &analysis.months;
    let chosen: Vec<u32> = match outcome.member().timing() {
        Timing::Monthly => named.clone(),
        Timing::In(asked) => {
            let both: Vec<u32> = named.iter().copied().filter(|m| asked.contains(m)).collect();
            if both.is_empty() { asked.to_vec() } else { both }
        }
        Timing::Once => Vec::new(),
    };
    if chosen.is_empty() { vec![default] } else { chosen.into_iter().map(Some).collect() }
}
