//! Outcomes at months: which are needed, and what they measure.

use super::names::{unknown, written};
use crate::estimand::EndpointModel;
use crate::issue::Issue;
use crate::outcome::{Ladder, Latent, Outcome, RestsOn, Rung, State, Timing, is_of_work};
use crate::plan::{Society, World};
use crate::scenario::Scenario;

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

/// Checks the outcomes' own settings.
pub fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    for (name, outcome) in &scenario.outcomes {
        let path = format!("outcomes.{name}");
        if is_of_work(outcome) && scenario.work.is_none() {
            let issue = Issue::new(path.clone(), "this outcome needs the section \"work\"");
            issues.push(issue.help("or use a plain outcome: \"binary\" or \"continuous\""));
        }
        let path = format!("{path}.{}", outcome.name());
        let member = outcome.member();
        issues.extend(member.check().into_iter().map(|issue| issue.below(&path)));
        let is_status = |outcome: &Outcome| {
            outcome.member().rung().is_some_and(|rung| rung.ladder == Ladder::Hours)
        };
        if let Some(of) = member.made_of()
            && !scenario.outcomes.get(of).is_some_and(is_status)
        {
            let statuses = scenario.outcomes.iter().filter(|(_, outcome)| is_status(outcome));
            let statuses = statuses.map(|(name, _)| name.as_str());
            issues.push(unknown(format!("{path}.of"), "status (hours_over)", of, statuses));
        }
    }
    check_nesting(scenario, issues);
}

/// Income thresholds are nested among themselves: a higher one is reached by fewer.
fn check_nesting(scenario: &Scenario, issues: &mut Vec<Issue>) {
    let mut incomes: Vec<(f64, f64, &str)> = Vec::new();
    for (name, outcome) in &scenario.outcomes {
        if let Some(Rung { ladder: Ladder::Income, at, rate }) = outcome.member().rung()
            && rate > 0.0
            && rate < 1.0
        {
            incomes.push((at, rate, name));
        }
    }
    incomes.sort_by(|a, b| a.0.total_cmp(&b.0));
    for pair in incomes.windows(2) {
        if pair[1].0 > pair[0].0 && pair[1].1 >= pair[0].1 {
            let message = format!(
                "the share earning over {} % of the minimum wage ({}) must be below the share earning over {} % of it ({})",
                percent(pair[1].0),
                written(pair[1].1),
                percent(pair[0].0),
                written(pair[0].1)
            );
            let help = format!("the other share is outcomes.{}.income_over.rate", pair[0].2);
            issues.push(
                Issue::new(format!("outcomes.{}.income_over.rate", pair[1].2), message).help(help),
            );
        } else if pair[1].0 == pair[0].0 {
            let message = format!(
                "two outcomes are about the same share of the minimum wage, {} %: the other is {:?}",
                percent(pair[0].0),
                pair[0].2
            );
            issues.push(
                Issue::new(format!("outcomes.{}.income_over.share", pair[1].2), message)
                    .help("leave one out"),
            );
        }
    }
}

/// A share in percent, without what binary fractions leave behind its digits.
fn percent(share: f64) -> f64 {
    (share * 1e10).round() / 1e8
}

/// The number of an endpoint in a world, made when it is new.
pub fn endpoint(
    scenario: &Scenario,
    society: &Society,
    world: &mut World,
    outcome: usize,
    month: Option<u32>,
) -> usize {
    world.endpoint(outcome, month, |known| guessed(scenario, society, outcome, month, known))
}

/// An endpoint with first guesses of its cut-points.
fn guessed(
    scenario: &Scenario,
    society: &Society,
    outcome: usize,
    month: Option<u32>,
    known: u32,
) -> EndpointModel {
    let (_, settings) =
        scenario.outcomes.get_index(outcome).expect("outcome numbers come from the scenario");
    let (member, work) = (settings.member(), society.lives.work.as_ref());
    let base = member.made_of().and_then(|of| scenario.outcomes.get_index_of(of));
    let permanent = scenario
        .outcomes
        .values()
        .position(|o| o.member().needs_contracts() && o.member().has_own_effect());
    let before = scenario.outcomes.values().take(outcome);
    let before: Vec<Latent> = before.filter_map(|o| o.member().latent()).collect();
    let moments = member.latent().and_then(|latent| latent.moments);
    let asked = moments.map(|moments| moments.months.iter().position(|&m| Some(m) == month));
    let measure = member.measure(&RestsOn {
        work: work.map(|working| &working.model),
        any_hours: scenario.work.as_ref().map_or(0.5, |work| work.any_hours.get()),
        permanent_contracts: permanent.is_some(),
        base: base.map(|base| &scenario.outcomes[base]),
        latent: before.len(),
        noise: before.iter().map(Latent::rows).sum::<usize>() + asked.flatten().unwrap_or(0),
    });
    let follows = if member.has_own_effect() { None } else { base.or(permanent) };
    let state = match (work, month) {
        (Some(working), Some(month)) => State::new(working, &member.window(month), known),
        _ => State::default(),
    };
    EndpointModel { outcome, month, measure, state, follows }
}
