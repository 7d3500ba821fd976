//! Outcomes at months: which are needed, and what they measure.

use super::names::{check_count, check_share, unknown};
use crate::estimand::EndpointModel;
use crate::issue::Issue;
use crate::outcome::{Measure, Outcome, State};
use crate::plan::{Society, World};
use crate::scenario::Scenario;

/// Month of measurement of an outcome for which no month is given.
pub fn default_month(scenario: &Scenario, outcome: usize) -> Option<u32> {
    let outcome = scenario.outcomes.get_index(outcome)?.1;
    let work = scenario.work.as_ref()?;
    is_work(outcome).then(|| work.month.as_ref().map_or(16, |m| m.get() as u32))
}

/// Whether an outcome comes from the work process.
pub fn is_work(outcome: &Outcome) -> bool {
    !matches!(outcome, Outcome::Binary(_) | Outcome::Continuous(_))
}

/// The months that an outcome measured at `month` looks at.
pub fn window(outcome: &Outcome, month: u32) -> Vec<u32> {
    match outcome {
        Outcome::Ever { .. } | Outcome::MonthsWith { .. } => (1..=month).collect(),
        Outcome::Sustained { months, .. } => {
            let length = months.as_ref().map_or(3, |m| m.get() as u32);
            (month.saturating_sub(length - 1).max(1)..=month).collect()
        }
        _ => vec![month],
    }
}

/// All months that a scenario's lives have to visit.
pub fn months_needed(scenario: &Scenario) -> Vec<u32> {
    let mut months = Vec::new();
    let mut add = |outcome: &Outcome, month: u32| {
        if is_work(outcome) && (1..=600).contains(&month) {
            months.extend(window(outcome, month));
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
        if is_work(outcome) && scenario.work.is_none() {
            let issue = Issue::new(path.clone(), "this outcome needs the section \"work\"");
            issues.push(issue.help("or use a plain outcome: \"binary\" or \"continuous\""));
        }
        match outcome {
            Outcome::HoursOver { hours, rate, .. } => {
                check_share(issues, format!("{path}.hours_over.rate"), rate.get(), false);
                let h = hours.get();
                if !(h > 0.0 && h < 40.0) {
                    let message = format!("must be above 0 and below 40 hours a week, found {h}");
                    issues.push(Issue::new(format!("{path}.hours_over.hours"), message));
                }
            }
            Outcome::IncomeOver { rate, share, .. } => {
                check_share(issues, format!("{path}.income_over.rate"), rate.get(), false);
                if !(share.get() > 0.0 && share.get() <= 10.0) {
                    let message = format!(
                        "must be above 0 and at most 10 minimum wages, found {}",
                        share.get()
                    );
                    issues.push(Issue::new(format!("{path}.income_over.share"), message));
                }
            }
            Outcome::PermanentContract { rate, .. } => {
                check_share(issues, format!("{path}.permanent_contract.rate"), rate.get(), false);
            }
            Outcome::Binary(p) => {
                if let Some(rate) = &p.rate {
                    check_share(issues, format!("{path}.binary.rate"), rate.get(), false);
                }
            }
            Outcome::Sustained { months: Some(months), .. } => {
                check_count(issues, format!("{path}.sustained.months"), months.get(), 1.0, 120.0);
            }
            _ => {}
        }
        if let Some((tag, of)) = derived_from(outcome)
            && !matches!(scenario.outcomes.get(of), Some(Outcome::HoursOver { .. }))
        {
            let statuses =
                scenario.outcomes.iter().filter(|(_, o)| matches!(o, Outcome::HoursOver { .. }));
            issues.push(unknown(
                format!("{path}.{tag}.of"),
                "status (hours_over)",
                of,
                statuses.map(|(k, _)| k.as_str()),
            ));
        }
    }
    check_nesting(scenario, issues);
}

fn derived_from(outcome: &Outcome) -> Option<(&'static str, &str)> {
    match outcome {
        Outcome::Ever { of, .. } => Some(("ever", of)),
        Outcome::MonthsWith { of, .. } => Some(("months_with", of)),
        Outcome::Sustained { of, .. } => Some(("sustained", of)),
        _ => None,
    }
}

/// Income thresholds are nested among themselves: a higher one is reached by fewer.
fn check_nesting(scenario: &Scenario, issues: &mut Vec<Issue>) {
    let mut incomes: Vec<(f64, f64, &str)> = Vec::new();
    for (name, outcome) in &scenario.outcomes {
        if let Outcome::IncomeOver { share, rate, .. } = outcome
            && rate.get() > 0.0
            && rate.get() < 1.0
        {
            incomes.push((share.get(), rate.get(), name));
        }
    }
    incomes.sort_by(|a, b| a.0.total_cmp(&b.0));
    for pair in incomes.windows(2) {
        if pair[1].0 > pair[0].0 && pair[1].1 >= pair[0].1 {
            let message = format!(
                "the share earning over {} % of the minimum wage ({}) must be below the share earning over {} % of it ({})",
                percent(pair[1].0),
                pair[1].1,
                percent(pair[0].0),
                pair[0].1
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
    let work = society.lives.work.as_ref();
    let cut = |rate: f64| work.map_or(0.0, |w| w.model.cut_for(rate, w.model.month).unwrap_or(0.0));
    let any_hours = || cut(scenario.work.as_ref().map_or(0.5, |w| w.any_hours.get()));
    let base = derived_from(settings).and_then(|(_, of)| scenario.outcomes.get_index_of(of));
    let base_cut = || match base.and_then(|b| scenario.outcomes.get_index(b)) {
        Some((_, Outcome::HoursOver { rate, .. })) => cut(rate.get()),
        _ => 0.0,
    };
    let plain = scenario.outcomes.values().take(outcome).filter(|o| !is_work(o)).count();
    let intercept = |p: &crate::outcome::Plain| {
        p.intercept.as_ref().map_or(0.0, crate::assumption::Assumption::get)
    };
    let permanent =
        scenario.outcomes.values().position(|o| matches!(o, Outcome::PermanentContract { .. }));
    let measure = match settings {
        Outcome::HoursOver { rate, .. } => Measure::Above { cut: cut(rate.get()) },
        Outcome::IncomeOver { rate, .. } => {
            let wage = work.map_or(0.0, |w| w.model.wage_in_income);
            Measure::Income { cut: cut(rate.get()), wage }
        }
        Outcome::PermanentContract { .. } => {
            Measure::Permanent { hours: any_hours(), contract: 1.0 }
        }
        Outcome::TemporaryContract { .. } => Measure::Temporary {
            hours: any_hours(),
            contract: if permanent.is_some() { 1.0 } else { f64::INFINITY },
        },
        Outcome::Ever { .. } => Measure::Ever { cut: base_cut() },
        Outcome::MonthsWith { .. } => Measure::MonthsWith { cut: base_cut() },
        Outcome::Sustained { .. } => Measure::Sustained { cut: base_cut() },
        Outcome::Binary(p) => Measure::Binary { plain, intercept: intercept(p) },
        Outcome::Continuous(p) => Measure::Continuous { plain, intercept: intercept(p) },
    };
    let follows = match settings {
        Outcome::TemporaryContract { .. } => permanent,
        _ => base,
    };
    let state = match (work, month) {
        (Some(working), Some(month)) => State::new(working, &window(settings, month), known),
        _ => State::default(),
    };
    EndpointModel { outcome, month, measure, state, follows }
}
