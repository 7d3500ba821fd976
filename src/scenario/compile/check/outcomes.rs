//! Outcomes: their own settings, what they are made of, and thresholds that lie within each other.

use crate::issue::Issue;
use crate::outcome::{Ladder, Outcome, Rung, is_of_work};
use crate::scenario::compile::names::{unknown, written};
use crate::scenario::{Held, Scenario};

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

/// Income thresholds are nested among themselves: a higher one is reached by fewer, in each site or everywhere.
fn check_nesting(scenario: &Scenario, issues: &mut Vec<Issue>) {
    let sites: Vec<Option<usize>> = if scenario.sites.is_empty() {
        vec![None]
    } else {
        (0..scenario.sites.len()).map(Some).collect()
    };
    for site in sites {
        let mut incomes = incomes(scenario, site);
        incomes.sort_by(|a, b| a.at.total_cmp(&b.at));
        let pairs = incomes.windows(2).filter_map(|pair| out_of_order(&pair[0], &pair[1]));
        issues.extend(pairs);
    }
}

/// An income that some people earn over.
struct Income<'a> {
    name: &'a str,
    /// As a share of the minimum wage.
    at: f64,
    /// How many do, and where that is stated.
    held: Held,
}

fn incomes(scenario: &Scenario, site: Option<usize>) -> Vec<Income<'_>> {
    let mut incomes = Vec::new();
    for (name, outcome) in &scenario.outcomes {
        let member = outcome.member();
        let (Some(Rung { ladder: Ladder::Income, at, rate }), Some(level)) =
            (member.rung(), member.level())
        else {
            continue;
        };
        let path = format!("outcomes.{name}.{}", outcome.name());
        let of_site = site.and_then(|k| scenario.level_by_site(name, &level, &path).nth(k));
        let of_all = || Held { path: format!("{path}.{}", level.key), value: rate };
        let held = of_site.map_or_else(of_all, |(_, held)| held);
        if held.value > 0.0 && held.value < 1.0 {
            incomes.push(Income { name, at, held });
        }
    }
    incomes
}

/// What is wrong with two incomes of which the second is not the lower one.
fn out_of_order(low: &Income, high: &Income) -> Option<Issue> {
    if high.at > low.at && high.held.value >= low.held.value {
        let message = format!(
            "the share earning over {} % of the minimum wage ({}) must be below the share earning over {} % of it ({})",
            percent(high.at),
            written(high.held.value),
            percent(low.at),
            written(low.held.value)
        );
        let help = format!("the other share is {}", low.held.path);
        return Some(Issue::new(high.held.path.clone(), message).help(help));
    }
    (high.at == low.at).then(|| {
        let message = format!(
            "two outcomes are about the same share of the minimum wage, {} %: the other is {:?}",
            percent(high.at),
            low.name
        );
        Issue::new(format!("outcomes.{}.income_over.share", high.name), message)
            .help("leave one out")
    })
}

/// A share in percent, without what binary fractions leave behind its digits.
fn percent(share: f64) -> f64 {
    (share * 1e10).round() / 1e8
}
