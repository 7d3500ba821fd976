//! Analyses as they are in all designs: settings checked, and the outcomes and months each looks at.

use super::endpoints::endpoint;
use super::margins;
use crate::estimator::Analysis;
use crate::issue::Issue;
use crate::plan::{Society, World};
use crate::scenario::Scenario;
use crate::scenario::compile::names::{check_share, unknown};
use crate::scenario::months::{default_month, looked_at};

/// The largest significance level.
pub(super) const MOST_ALPHA: f64 = 0.5;

/// Checks what all designs share and returns the endpoints each analysis looks at.
pub fn endpoints(
    scenario: &Scenario,
    society: &Society,
    world: &mut World,
    known_designs: &[String],
    issues: &mut Vec<Issue>,
) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    for (name, analysis) in &scenario.analyses {
        check(name, analysis, scenario, world, known_designs, issues);
        let mut endpoints = Vec::new();
        let chosen: Vec<&str> = if analysis.outcomes.is_empty() {
            scenario.outcomes.keys().map(String::as_str).collect()
        } else {
            analysis.outcomes.iter().map(String::as_str).collect()
        };
        for (position, outcome) in chosen.iter().enumerate() {
            let Some((k, _, settings)) = scenario.outcomes.get_full(*outcome) else {
                let known = scenario.outcomes.keys().map(String::as_str);
                issues.push(unknown(
                    format!("analyses.{name}.outcomes[{position}]"),
                    "outcome",
                    outcome,
                    known,
                ));
                continue;
            };
            let months = looked_at(analysis, settings, default_month(scenario, k));
            let of_outcome = months.into_iter().map(|m| endpoint(scenario, society, world, k, m));
            endpoints.extend(of_outcome);
        }
        issues.extend(margins::check_analysis(
            &format!("analyses.{name}"),
            analysis,
            world,
            &endpoints,
        ));
        out.push(endpoints);
    }
    out
}

fn check(
    name: &str,
    analysis: &Analysis,
    scenario: &Scenario,
    world: &World,
    known_designs: &[String],
    issues: &mut Vec<Issue>,
) {
    let path = format!("analyses.{name}");
    for (k, alpha) in analysis.alpha.iter().enumerate() {
        let path = format!("{path}.alpha[{k}]");
        let before = issues.len();
        check_share(issues, path.clone(), alpha.get(), false);
        if issues.len() == before && alpha.get() > MOST_ALPHA {
            let message = format!(
                "a significance level lies above 0 and is at most {MOST_ALPHA}, found {}",
                alpha.get()
            );
            let help = format!(
                "\"alpha\" is the chance of a false alarm, as 0.05; a confidence level is \"level\": {}",
                alpha.get()
            );
            issues.push(Issue::new(path, message).help(help));
        }
    }
    if let Some(level) = &analysis.level {
        check_share(issues, format!("{path}.level"), level.get(), false);
    }
    for (k, design) in analysis.designs.iter().enumerate() {
        if !scenario.designs.contains_key(design) && !known_designs.contains(design) {
            let known = scenario.designs.keys().map(String::as_str);
            issues.push(unknown(format!("{path}.designs[{k}]"), "design", design, known));
        }
    }
    for (k, (a, b)) in analysis.contrasts.iter().enumerate() {
        for group in [a, b] {
            if group != "reference" && !world.arms.contains(group) {
                let known = world.arms.iter().map(String::as_str).chain(["reference"]);
                issues.push(unknown(format!("{path}.contrasts[{k}]"), "group", group, known));
            }
        }
    }
}
