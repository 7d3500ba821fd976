//! Surveys: what they ask, whom, and on what it depends who answers.

use indexmap::IndexMap;

use super::endpoints::endpoint;
use super::world::check_outcome;
use crate::assumption::Assumption;
use crate::issue::Issue;
use crate::measurement::{Asks, FollowUp, ResponseModel};
use crate::outcome::{Outcome, Scale, Timing};
use crate::plan::{Society, World};
use crate::scenario::Scenario;
use crate::scenario::compile::names::{check_count, check_rate, term_issue, unknown};

/// The survey before the start, if there is one.
pub fn before_start(
    scenario: &Scenario,
    society: &Society,
    issues: &mut Vec<Issue>,
) -> Option<ResponseModel> {
    let settings = scenario.measurement.baseline_survey.as_ref()?;
    let path = "measurement.baseline_survey";
    check_rate(issues, format!("{path}.response"), settings.response.get());
    for (k, item) in settings.items.iter().enumerate() {
        if !society.catalogue.covariates.contains_key(item) {
            let known: IndexMap<_, _> = society.catalogue.covariates.iter().collect();
            issues.push(unknown(
                format!("{path}.items[{k}]"),
                "characteristic",
                item,
                known.keys().map(|k| k.as_str()),
            ));
        }
    }
    ResponseModel::before_start(settings, &society.catalogue)
        .map_err(|e| issues.push(term_issue(path, &IndexMap::new(), &e)))
        .ok()
}

/// Adds the surveys after the start to a world, and the endpoints that they ask or depend on.
pub fn add_follow_ups(
    scenario: &Scenario,
    society: &Society,
    world: &mut World,
    issues: &mut Vec<Issue>,
) {
    for (number, (name, settings)) in scenario.measurement.follow_ups.iter().enumerate() {
        let path = format!("measurement.follow_ups.{name}");
        let before = issues.len();
        check(&path, settings, scenario, world, issues);
        if issues.len() > before {
            continue;
        }
        let month = settings.month.get() as u32;
        let mut at = |outcome: &String| {
            let (k, _, settings) = scenario.outcomes.get_full(outcome).expect("names are checked");
            let month = (settings.member().timing() != Timing::Once).then_some(month);
            (endpoint(scenario, society, world, k, month), settings)
        };
        let endpoints: Vec<usize> = settings.outcomes.iter().map(|name| at(name).0).collect();
        let depends_on = settings.depends_on.iter().map(|(name, added)| {
            let (endpoint, outcome) = at(name);
            let unit = match outcome.member().scale() {
                Scale::Share => 1.0,
                Scale::Number(unit) => unit,
            };
            (endpoint, added.get() / unit)
        });
        let depends_on: Vec<(usize, f64)> = depends_on.collect();
        asked_once(&path, &endpoints, world, issues);
        let asks = Asks::Outcomes { survey: name.clone(), month, endpoints };
        match ResponseModel::follow_up(settings, &society.catalogue, asks, number as u32 + 1) {
            Ok(model) => {
                let arms = added_by_arm(settings, world);
                world.surveys.push(ResponseModel { arms, depends_on, ..model });
            }
            Err(e) => issues.push(term_issue(&path, &settings.covariates, &e)),
        }
    }
}

/// What each arm adds, control first; empty where nothing is stated.
fn added_by_arm(settings: &FollowUp, world: &World) -> Vec<f64> {
    let added = |arm: &String| settings.arms.get(arm).map_or(0.0, Assumption::get);
    if settings.arms.is_empty() { Vec::new() } else { world.arms.iter().map(added).collect() }
}

fn check(
    path: &str,
    settings: &FollowUp,
    scenario: &Scenario,
    world: &World,
    issues: &mut Vec<Issue>,
) {
    let month = settings.month.get();
    let waves = scenario.recruitment.waves.values();
    let longest = waves.map(|wave| wave.exposure.get()).fold(f64::NEG_INFINITY, f64::max);
    check_count(issues, format!("{path}.month"), month, 1.0, 600.0);
    if longest.is_finite() && month > longest {
        let message =
            format!("month {month} is never reached: the longest wave lasts {longest} months");
        issues.push(Issue::new(format!("{path}.month"), message));
    }
    check_rate(issues, format!("{path}.response"), settings.response.get());
    let FollowUp { arms, depends_on, covariates, traits, .. } = settings;
    let selects = [arms, depends_on, covariates, traits].iter().any(|stated| !stated.is_empty());
    if settings.response.get() >= 1.0 && selects {
        let message = "everybody answers: who does cannot depend on anything";
        let help = "state a smaller share, or leave out what it depends on";
        issues.push(Issue::new(format!("{path}.response"), message).help(help));
    }
    if settings.outcomes.is_empty() {
        let issue = Issue::new(format!("{path}.outcomes"), "the survey asks nothing");
        issues.push(issue.help("name the outcomes that it asks"));
    }
    for (k, name) in settings.outcomes.iter().enumerate() {
        check_asked(format!("{path}.outcomes[{k}]"), name, month, scenario, issues);
    }
    for name in settings.depends_on.keys() {
        check_asked(format!("{path}.depends_on.{name}"), name, month, scenario, issues);
    }
    for arm in settings.arms.keys().filter(|arm| !world.arms.contains(arm)) {
        let known = world.arms.iter().map(String::as_str);
        issues.push(unknown(format!("{path}.arms.{arm}"), "arm", arm, known));
    }
}

/// An outcome that is there in the month of the survey.
fn check_asked(path: String, name: &str, month: f64, scenario: &Scenario, issues: &mut Vec<Issue>) {
    match scenario.outcomes.get(name).map(|outcome: &Outcome| outcome.member().timing()) {
        None => check_outcome(scenario, path, name, issues),
        Some(Timing::In(months)) if months.iter().all(|&m| f64::from(m) != month) => {
            let months: Vec<String> = months.iter().map(u32::to_string).collect();
            let message = format!("{name:?} is not asked in month {month}");
            let help = format!("it is asked in: {}", months.join(", "));
            issues.push(Issue::new(path, message).help(help));
        }
        Some(_) => {}
    }
}

/// No outcome is asked twice at a time.
fn asked_once(path: &str, endpoints: &[usize], world: &World, issues: &mut Vec<Issue>) {
    for (k, endpoint) in endpoints.iter().enumerate() {
        let path = format!("{path}.outcomes[{k}]");
        let outcome = &world.outcomes[world.model.endpoints[*endpoint].outcome];
        let other = world.survey_of(*endpoint).map(|survey| &world.surveys[survey].asks);
        if endpoints[..k].contains(endpoint) {
            let message = format!("{outcome:?} is listed twice");
            issues.push(Issue::new(path, message).help("leave one out"));
        } else if let Some(Asks::Outcomes { survey, .. }) = other {
            let message = format!("{outcome:?} is asked by {survey:?} already");
            issues.push(Issue::new(path, message).help("let one survey ask it"));
        }
    }
}
