//! Costs: no amount below zero, no arm that does not exist.

use crate::assumption::Assumption;
use crate::issue::Issue;
use crate::scenario::Scenario;
use crate::scenario::compile::names::{check_count, unknown, written};

/// Sites beyond which a number is a mistake.
const MOST_SITES: f64 = 10_000.0;
/// The longest treatment, in months.
const LONGEST: f64 = 600.0;
/// Surveys beyond which a number is a mistake.
const MOST_SURVEYS: f64 = 100.0;

/// Checks the costs of one world.
pub fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    let Some(costs) = &scenario.costs else { return };
    let amounts = [
        ("fixed", &costs.fixed),
        ("per_site", &costs.per_site),
        ("per_invited", &costs.per_invited),
        ("per_enrolled", &costs.per_enrolled),
        ("per_survey", &costs.per_survey),
    ];
    for (key, amount) in amounts {
        check_amount(format!("costs.{key}"), amount.as_ref(), issues);
    }
    let treatment = &scenario.treatment;
    let arms =
        || std::iter::once(treatment.control()).chain(treatment.arms.keys().map(String::as_str));
    for (arm, amount) in &costs.per_arm_month {
        let path = format!("costs.per_arm_month.{arm}");
        if arms().any(|known| known == arm) {
            check_amount(path, Some(amount), issues);
        } else {
            issues.push(unknown(path, "arm", arm, arms()));
        }
    }
    let counts = [
        ("sites", &costs.sites, 1.0, MOST_SITES),
        ("months", &costs.months, 0.0, LONGEST),
        ("surveys", &costs.surveys, 0.0, MOST_SURVEYS),
    ];
    for (key, count, low, high) in counts {
        if let Some(count) = count {
            check_count(issues, format!("costs.{key}"), count.get(), low, high);
        }
    }
    let there = scenario.sites.len();
    if let Some(stated) = costs.sites.as_ref().map(Assumption::get).filter(|_| there > 0)
        && stated != there as f64
    {
        let message = format!("{} sites are paid for, and there are {there}", written(stated));
        issues.push(Issue::new("costs.sites", message).help("leave it out"));
    }
}

fn check_amount(path: String, amount: Option<&Assumption>, issues: &mut Vec<Issue>) {
    let Some(euros) = amount.map(Assumption::get).filter(|euros| *euros < 0.0) else { return };
    let message = format!("must be an amount of at least 0 euros, found {}", written(euros));
    issues.push(Issue::new(path, message));
}
