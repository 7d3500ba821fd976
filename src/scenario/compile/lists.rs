//! Lists in which nothing may stand twice, and analyses of months and waves that never come.

use super::endpoints::{default_month, is_work};
use crate::assumption::Assumption;
use crate::estimator::{Analysis, Estimator};
use crate::issue::Issue;
use crate::scenario::Scenario;

/// Checks every list of one world, and every analysis against the waves.
pub fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    if let Some(survey) = &scenario.measurement.baseline_survey {
        twice("measurement.baseline_survey.items", &survey.items, issues, |item| {
            format!("{item:?}")
        });
    }
    for (name, analysis) in &scenario.analyses {
        let path = format!("analyses.{name}");
        check_lists(&path, analysis, issues);
        check_months(&path, analysis, scenario, issues);
        check_wave(&path, analysis, scenario, issues);
    }
}

fn check_lists(path: &str, analysis: &Analysis, issues: &mut Vec<Issue>) {
    let name = |name: &String| format!("{name:?}");
    let alphas: Vec<f64> = analysis.alpha.iter().map(Assumption::get).collect();
    twice(&format!("{path}.outcomes"), &analysis.outcomes, issues, name);
    twice(&format!("{path}.designs"), &analysis.designs, issues, name);
    twice(&format!("{path}.months"), &analysis.months, issues, |month| format!("month {month}"));
    twice(&format!("{path}.alpha"), &alphas, issues, |alpha| format!("the level {alpha}"));
    let pair = |(a, b): &(String, String)| format!("{a:?} with {b:?}");
    twice(&format!("{path}.contrasts"), &analysis.contrasts, issues, pair);
    if let Estimator::Ols { covariates, .. } = &analysis.estimator {
        twice(&format!("{path}.estimator.ols.covariates"), covariates, issues, name);
    }
}

/// Refuses the second of two equal elements.
fn twice<T: PartialEq>(
    path: &str,
    list: &[T],
    issues: &mut Vec<Issue>,
    tell: impl Fn(&T) -> String,
) {
    for (k, element) in list.iter().enumerate() {
        if list[..k].contains(element) {
            let message = format!("{} is listed twice", tell(element));
            issues.push(Issue::new(format!("{path}[{k}]"), message).help("leave one out"));
        }
    }
}

/// Months need an outcome of the work process; the month of calibration needs a wave that reaches it.
fn check_months(path: &str, analysis: &Analysis, scenario: &Scenario, issues: &mut Vec<Issue>) {
    let all = analysis.outcomes.is_empty();
    let monthly: Vec<usize> = scenario
        .outcomes
        .iter()
        .enumerate()
        .filter(|(_, (name, outcome))| {
            is_work(outcome) && (all || analysis.outcomes.contains(name))
        })
        .map(|(k, _)| k)
        .collect();
    if monthly.is_empty() && !analysis.months.is_empty() {
        let message = "none of the outcomes of this analysis has months: \"binary\" and \"continuous\" are measured once";
        issues.push(Issue::new(format!("{path}.months"), message).help("leave \"months\" out"));
    }
    let longest = scenario.recruitment.waves.values().map(|wave| wave.exposure.get() as u32).max();
    let month = monthly.first().and_then(|&k| default_month(scenario, k));
    if let (Some(longest), Some(month), true) = (longest, month, analysis.months.is_empty())
        && month > longest
    {
        let message = format!(
            "month {month}, for which the rates are stated, is never measured: the longest wave lasts {longest} months"
        );
        issues.push(Issue::new(path, message).help("give this analysis its \"months\""));
    }
}

/// `wave` distinguishes nobody without two waves.
fn check_wave(path: &str, analysis: &Analysis, scenario: &Scenario, issues: &mut Vec<Issue>) {
    let Estimator::Ols { covariates, .. } = &analysis.estimator else { return };
    if let Some(k) = covariates.iter().position(|name| name == "wave")
        && scenario.recruitment.waves.len() < 2
    {
        let path = format!("{path}.estimator.ols.covariates[{k}]");
        let message =
            "\"wave\" tells nobody apart: there are no two waves in \"recruitment.waves\"";
        issues.push(Issue::new(path, message).help("leave it out"));
    }
}
