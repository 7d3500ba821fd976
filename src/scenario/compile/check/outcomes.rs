//! Outcomes: their own settings, what they are made of, and thresholds that lie within each other.

use crate::issue::Issue;
use crate::outcome::{Ladder, Outcome, Rung, is_of_work};
use crate::scenario::Scenario;
use crate::scenario::compile::names::{unknown, written};

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
