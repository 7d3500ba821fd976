//! Lists in which nothing may stand twice, and analyses of months that never come.

use std::collections::BTreeSet;

use crate::assumption::Assumption;
use crate::diagnosis::declared::DeclaredFamily;
use crate::estimator::Analysis;
use crate::issue::Issue;
use crate::outcome::{Outcome, Timing};
use crate::scenario::Scenario;
use crate::scenario::compile::names::unknown;
use crate::scenario::months::{default_month, looked_at};

/// Checks every list of one world, and every analysis against its months.
pub fn check(scenario: &Scenario, issues: &mut Vec<Issue>) {
    if let Some(survey) = &scenario.measurement.baseline_survey {
        twice("measurement.baseline_survey.items", &survey.items, issues, |item| {
            format!("{item:?}")
        });
    }
    check_calibration_month(scenario, issues);
    for (name, outcome) in &scenario.outcomes {
        if let Timing::In(months) = outcome.member().timing() {
            let path = format!("outcomes.{name}.{}.months", outcome.name());
            check_reach(&path, months, scenario, issues);
        }
    }
    for (name, analysis) in &scenario.analyses {
        let path = format!("analyses.{name}");
        check_lists(&path, analysis, issues);
        check_pairs(&path, analysis, issues);
        check_months(&path, analysis, scenario, issues);
    }
    for (name, family) in &scenario.families {
        check_family(&format!("families.{name}"), family, scenario, issues);
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
    let (estimator, covariates) = (&analysis.estimator, analysis.estimator.member().covariates());
    twice(&format!("{path}.estimator.{}.covariates", estimator.name()), covariates, issues, name);
}

/// Lists of a family, and months in which none of its analyses looks.
fn check_family(path: &str, family: &DeclaredFamily, scenario: &Scenario, issues: &mut Vec<Issue>) {
    let quoted = |name: &String| format!("{name:?}");
    let arms: Vec<&str> = std::iter::once(scenario.treatment.control())
        .chain(scenario.treatment.arms.keys().map(String::as_str))
        .collect();
    let groups: Vec<&str> = arms.iter().copied().chain(["reference"]).collect();
    let analyses = scenario.analyses.keys().map(String::as_str).collect();
    let outcomes = scenario.outcomes.keys().map(String::as_str).collect();
    let designs = scenario.designs.keys().map(String::as_str).collect();
    let lists: [(&str, &str, &[String], Vec<&str>); 5] = [
        ("analyses", "analysis", &family.analyses, analyses),
        ("outcomes", "outcome", &family.outcomes, outcomes),
        ("arms", "arm", &family.arms, arms),
        ("versus", "group", &family.versus, groups),
        ("designs", "design", &family.designs, designs),
    ];
    for (key, kind, list, known) in lists {
        let path = format!("{path}.{key}");
        twice(&path, list, issues, quoted);
        for (k, name) in list.iter().enumerate().filter(|(_, name)| !known.contains(&&***name)) {
            issues.push(unknown(format!("{path}[{k}]"), kind, name, known.iter().copied()));
        }
    }
    twice(&format!("{path}.months"), &family.months, issues, |month| format!("month {month}"));
    let is_asked =
        |name: &str| family.analyses.is_empty() || family.analyses.iter().any(|a| a == name);
    let analyses = scenario.analyses.iter().filter(|(name, _)| is_asked(name));
    let looked_at = analyses.flat_map(|(_, analysis)| {
        let own = timed(analysis, scenario, |timing| timing != Timing::Once).into_iter();
        own.flat_map(|k| looked_at(analysis, &scenario.outcomes[k], default_month(scenario, k)))
    });
    let months: BTreeSet<u32> = looked_at.flatten().collect();
    for (k, month) in family.months.iter().enumerate().filter(|(_, m)| !months.contains(m)) {
        let message = format!("no analysis of the family looks at month {month}");
        let issue = Issue::new(format!("{path}.months[{k}]"), message);
        let listed: Vec<String> = months.iter().map(u32::to_string).collect();
        issues.push(if listed.is_empty() {
            issue.help("leave \"months\" out: what it analyses is measured once")
        } else {
            issue.help(format!("possible: {}", listed.join(", ")))
        });
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

/// Pairs that are comparisons in no design.
fn check_pairs(path: &str, analysis: &Analysis, issues: &mut Vec<Issue>) {
    for (k, (first, second)) in analysis.contrasts.iter().enumerate() {
        let message = if first == second {
            "a group cannot be compared with itself"
        } else if first == "reference" {
            "the reference group can only come second"
        } else {
            continue;
        };
        issues.push(Issue::new(format!("{path}.contrasts[{k}]"), message));
    }
}

/// Positions of the outcomes of an analysis that are measured so.
fn timed(analysis: &Analysis, scenario: &Scenario, is_so: impl Fn(Timing) -> bool) -> Vec<usize> {
    let all = analysis.outcomes.is_empty();
    let outcomes = scenario.outcomes.iter().enumerate();
    let looked_at = |name: &String| all || analysis.outcomes.contains(name);
    let is_so = |outcome: &Outcome| is_so(outcome.member().timing());
    outcomes.filter(|(_, (name, o))| is_so(o) && looked_at(name)).map(|(k, _)| k).collect()
}

/// Months need an outcome that has them, and a wave that reaches them.
fn check_months(path: &str, analysis: &Analysis, scenario: &Scenario, issues: &mut Vec<Issue>) {
    check_reach(&format!("{path}.months"), &analysis.months, scenario, issues);
    check_asked(path, analysis, scenario, issues);
    let known = analysis.outcomes.iter().all(|name| scenario.outcomes.contains_key(name));
    if known
        && !analysis.months.is_empty()
        && timed(analysis, scenario, |t| t != Timing::Once).is_empty()
    {
        let message = "none of the outcomes of this analysis has months: they are measured once";
        issues.push(Issue::new(format!("{path}.months"), message).help("leave \"months\" out"));
    }
}

/// Months in which nothing is asked, where an analysis looks at scores only.
fn check_asked(path: &str, analysis: &Analysis, scenario: &Scenario, issues: &mut Vec<Issue>) {
    if !timed(analysis, scenario, |timing| timing == Timing::Monthly).is_empty() {
        return;
    }
    let scores = timed(analysis, scenario, |timing| matches!(timing, Timing::In(_)));
    let asked: BTreeSet<u32> = scores
        .iter()
        .flat_map(|&k| match scenario.outcomes[k].member().timing() {
            Timing::In(months) => months.to_vec(),
            _ => Vec::new(),
        })
        .collect();
    let never = analysis.months.iter().enumerate().filter(|(_, month)| !asked.contains(month));
    for (k, month) in never.filter(|_| !asked.is_empty()) {
        let message = format!("nothing is asked in month {month}");
        let listed: Vec<String> = asked.iter().map(u32::to_string).collect();
        let help = format!("possible: {}", listed.join(", "));
        issues.push(Issue::new(format!("{path}.months[{k}]"), message).help(help));
    }
}

/// Months that no wave reaches.
fn check_reach(path: &str, months: &[u32], scenario: &Scenario, issues: &mut Vec<Issue>) {
    let waves = scenario.recruitment.waves.values();
    let longest = waves.map(|wave| wave.exposure.get() as u32).max().unwrap_or(600);
    for (k, month) in months.iter().enumerate() {
        if *month < 1 || *month > longest {
            let message =
                format!("month {month} is never measured: months run from 1 to {longest}");
            issues.push(Issue::new(format!("{path}[{k}]"), message));
        }
    }
}

/// The month for which rates are stated must be reached by a wave where an analysis names no other.
fn check_calibration_month(scenario: &Scenario, issues: &mut Vec<Issue>) {
    let waves = scenario.recruitment.waves.values();
    let Some(longest) = waves.map(|wave| wave.exposure.get() as u32).max() else { return };
    let month = |analysis: &Analysis| {
        timed(analysis, scenario, |t| t == Timing::Monthly)
            .first()
            .and_then(|&k| default_month(scenario, k))
    };
    let relying = scenario.analyses.iter().filter(|(_, a)| a.months.is_empty());
    let relying: Vec<&str> = relying
        .filter(|(_, a)| month(a).is_some_and(|month| month > longest))
        .map(|(name, _)| name.as_str())
        .collect();
    if !relying.is_empty() {
        let message = format!(
            "the month for which rates are stated is never measured: the longest wave lasts {longest} months"
        );
        let help = format!(
            "state the rates for an earlier month, or give \"months\" to: {}",
            relying.join(", ")
        );
        issues.push(Issue::new("work.month", message).help(help));
    }
}
