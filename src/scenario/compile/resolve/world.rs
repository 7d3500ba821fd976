//! Builds a world: every setting checked and every name resolved, with targets still to be solved.

use indexmap::IndexMap;

use super::endpoints::endpoint;
use super::surveys;
use crate::assumption::Assumption;
use crate::estimand::{Policy, WorldModel};
use crate::issue::Issue;
use crate::measurement::ExclusionModel;
use crate::outcome::Ladder;
use crate::plan::{Society, World, WorldOrigin, WorldRole};
use crate::recruitment::{EnrolmentModel, Offer};
use crate::scenario::Scenario;
use crate::scenario::compile::names::{
    check_count, check_part, check_rate, check_share, term_issue, unknown,
};
use crate::scenario::months::default_month;
use crate::treatment::{GainModel, Heterogeneity, Shifts, TakeUpModel};

/// Builds the world that `scenario` describes in a society.
pub fn build(
    name: &str,
    scenario: &Scenario,
    society: &Society,
    number: usize,
) -> Result<World, Vec<Issue>> {
    let mut issues = Vec::new();
    let arms = arm_names(scenario, &mut issues);
    let outcomes: Vec<String> = scenario.outcomes.keys().cloned().collect();
    let enrolment = enrolment(scenario, society, &mut issues);
    let (mut gains, take_up) = arm_models(scenario, society, &mut issues);
    if scenario.role == WorldRole::Null {
        // Differences between people are effects too.
        gains.fill(GainModel::default());
    }
    let exclusion = exclusion(scenario, &mut issues);
    let surveys = surveys::before_start(scenario, society, &mut issues).into_iter().collect();
    let recruitment = &scenario.recruitment;
    let share = |a: &Option<Assumption>, path: &str, default: f64, issues: &mut Vec<Issue>| {
        let value = a.as_ref().map_or(default, Assumption::get);
        check_share(issues, path, value, true);
        value
    };
    let wrong = recruitment.wrong_registrations.as_ref().map_or(0.0, Assumption::get);
    check_part(&mut issues, "recruitment.wrong_registrations", wrong);
    let still_in =
        share(&recruitment.still_in_at_start, "recruitment.still_in_at_start", 1.0, &mut issues);
    check_rate(
        &mut issues,
        "recruitment.randomised",
        recruitment.randomised.as_ref().map_or(1.0, Assumption::get),
    );
    if !issues.is_empty() {
        return Err(issues);
    }
    let hours_outcome = scenario
        .outcomes
        .values()
        .enumerate()
        .filter_map(|(k, o)| o.member().rung().map(|rung| (rung, k)))
        .filter(|(rung, _)| rung.ladder == Ladder::Hours)
        .min_by(|a, b| a.0.at.total_cmp(&b.0.at))
        .map(|(_, k)| k);
    let model = WorldModel {
        endpoints: Vec::new(),
        shifts: Shifts::none(arms.len(), outcomes.len(), hours_outcome),
        arms: arms.len(),
        policy_with_take_up: scenario.estimands.policy == Policy::Pitt,
    };
    let mut world = World {
        name: name.to_owned(),
        role: scenario.role,
        origin: WorldOrigin::Scenario,
        about: scenario.about.clone(),
        artefacts: scenario.treatment.artefacts.texts(),
        society: number,
        outcomes,
        arms,
        enrolment,
        offers: vec![lottery(scenario)],
        model,
        policy: scenario.estimands.policy,
        gains,
        take_up,
        exclusion,
        early_endpoint: None,
        surveys,
        wrong_registrations: wrong,
        still_in_at_start: still_in,
        designs: Vec::new(),
        published: None,
    };
    add_endpoints(scenario, society, &mut world);
    surveys::add_follow_ups(scenario, society, &mut world, &mut issues);
    if issues.is_empty() { Ok(world) } else { Err(issues) }
}

/// Every outcome at its month, and the early outcome on which removal depends.
fn add_endpoints(scenario: &Scenario, society: &Society, world: &mut World) {
    for k in 0..scenario.outcomes.len() {
        endpoint(scenario, society, world, k, default_month(scenario, k));
    }
    let removal = world.exclusion.as_ref();
    if let Some((outcome, month)) = removal.and_then(|e| Some((e.early?.0, e.month))) {
        world.early_endpoint = Some(endpoint(scenario, society, world, outcome, Some(month)));
    }
}

/// Arm names, control first.
pub fn arm_names(scenario: &Scenario, issues: &mut Vec<Issue>) -> Vec<String> {
    let control = scenario.treatment.control();
    let arms = &scenario.treatment.arms;
    for name in arms.keys() {
        if name == control || name == "reference" {
            let message = format!(
                "{name:?} is the name of the {} group",
                if name == control { "control" } else { "reference" }
            );
            issues.push(
                Issue::new(format!("treatment.arms.{name}"), message)
                    .help("name this arm otherwise"),
            );
        }
    }
    if control == "reference" {
        issues.push(Issue::new(
            "treatment.control",
            "\"reference\" is the name of the reference group",
        ));
    }
    std::iter::once(control.to_owned()).chain(arms.keys().cloned()).collect()
}

fn lottery(scenario: &Scenario) -> Offer {
    let enrolment = scenario.recruitment.enrolment.as_ref();
    let stated = enrolment.and_then(|e| e.intercept.as_ref()).map(Assumption::get);
    let everybody = enrolment.is_none_or(|e| e.rate.as_ref().is_some_and(|r| r.get() >= 1.0));
    let intercept = stated.unwrap_or(if everybody { f64::INFINITY } else { -2.0 });
    Offer { intercept }
}

fn enrolment(scenario: &Scenario, society: &Society, issues: &mut Vec<Issue>) -> EnrolmentModel {
    let Some(settings) = &scenario.recruitment.enrolment else {
        return EnrolmentModel::everybody();
    };
    let path = "recruitment.enrolment";
    match (&settings.rate, &settings.intercept) {
        (None, None) => issues.push(
            Issue::new(path, "\"rate\" is missing")
                .help("give the \"rate\", or the latent \"intercept\""),
        ),
        (Some(_), Some(_)) => {
            issues.push(Issue::new(
                format!("{path}.intercept"),
                "give \"rate\" or \"intercept\", not both",
            ));
        }
        (Some(rate), None) => check_rate(issues, format!("{path}.rate"), rate.get()),
        _ => {}
    }
    let mut model = EnrolmentModel::new(settings, &society.catalogue).unwrap_or_else(|e| {
        issues.push(term_issue(path, &settings.covariates, &e));
        EnrolmentModel::everybody()
    });
    if settings.rate.is_some() {
        model.sites = vec![0.0; scenario.sites.len()];
    }
    if let Some(selection) = &settings.selection {
        let on = selection.on.as_deref().unwrap_or(crate::population::EMPLOYABILITY);
        let traits = &society.catalogue.traits;
        match traits.iter().position(|t| t == on) {
            Some(row) => model.selection = Some((row, 0.1)),
            None => issues.push(unknown(
                format!("{path}.selection.on"),
                "trait",
                on,
                traits.iter().map(String::as_str),
            )),
        }
        if settings.traits.contains_key(on) {
            let message = format!(
                "the coefficient of {on:?} is solved by \"selection\" and cannot be given as well"
            );
            issues.push(Issue::new(format!("{path}.traits.{on}"), message));
        }
        check_outcome(scenario, format!("{path}.selection.outcome"), &selection.outcome, issues);
        check_share(issues, format!("{path}.selection.rate"), selection.rate.get(), false);
    }
    model
}

/// An outcome name that has to exist.
pub fn check_outcome(scenario: &Scenario, path: String, name: &str, issues: &mut Vec<Issue>) {
    if !scenario.outcomes.contains_key(name) {
        issues.push(unknown(path, "outcome", name, scenario.outcomes.keys().map(String::as_str)));
    }
}

fn arm_models(
    scenario: &Scenario,
    society: &Society,
    issues: &mut Vec<Issue>,
) -> (Vec<GainModel>, Vec<TakeUpModel>) {
    let (mut gains, mut take_ups) = (Vec::new(), Vec::new());
    for (name, arm) in &scenario.treatment.arms {
        let path = format!("treatment.arms.{name}");
        let gain = arm.heterogeneity.as_ref().map(|h| {
            check_heterogeneity(&format!("{path}.heterogeneity"), h, issues);
            GainModel::new(h, &society.catalogue)
        });
        gains.push(
            gain.transpose()
                .unwrap_or_else(|e| {
                    let covariates = arm.heterogeneity.as_ref().map(|h| h.covariates.clone());
                    issues.push(term_issue(
                        &format!("{path}.heterogeneity"),
                        &covariates.unwrap_or_default(),
                        &e,
                    ));
                    None
                })
                .unwrap_or_default(),
        );
        let take_up = arm.take_up.as_ref().map(|t| {
            check_rate(issues, format!("{path}.take_up.rate"), t.rate.get());
            TakeUpModel::new(t, &society.catalogue)
        });
        take_ups.push(
            take_up
                .transpose()
                .unwrap_or_else(|e| {
                    issues.push(term_issue(&format!("{path}.take_up"), &IndexMap::new(), &e));
                    None
                })
                .unwrap_or_else(TakeUpModel::everybody),
        );
    }
    (gains, take_ups)
}

fn check_heterogeneity(path: &str, h: &Heterogeneity, issues: &mut Vec<Issue>) {
    if let Some(random) = &h.random
        && random.get() < 0.0
    {
        issues.push(Issue::new(
            format!("{path}.random"),
            format!("must be at least 0, found {}", random.get()),
        ));
    }
    if let Some(mixture) = &h.mixture {
        check_share(issues, format!("{path}.mixture.share"), mixture.share.get(), false);
    }
}

fn exclusion(scenario: &Scenario, issues: &mut Vec<Issue>) -> Option<ExclusionModel> {
    let settings = scenario.measurement.exclusion.as_ref()?;
    let path = "measurement.exclusion";
    check_part(issues, format!("{path}.rate"), settings.rate.get());
    let mut outcome = None;
    if let Some(early) = &settings.depends_on {
        let path = format!("{path}.depends_on");
        outcome = scenario.outcomes.get_index_of(&early.outcome);
        match scenario.outcomes.get(&early.outcome) {
            Some(outcome) if outcome.member().rung().is_some() => {}
            Some(_) => issues.push(Issue::new(
                format!("{path}.outcome"),
                "only hours_over and income_over have early months",
            )),
            None => check_outcome(scenario, format!("{path}.outcome"), &early.outcome, issues),
        }
        let month = early.month.get();
        check_count(issues, format!("{path}.month"), month, 1.0, 120.0);
        let analysed =
            scenario.analyses.values().flat_map(|a| a.months.iter().copied()).filter(|&m| m > 0);
        let first = analysed
            .chain((0..scenario.outcomes.len()).filter_map(|k| default_month(scenario, k)))
            .min();
        if let Some(first) = first.filter(|&m| f64::from(m) <= month) {
            let message = format!(
                "month {month} must come before every analysed month; the first is {first}"
            );
            issues.push(Issue::new(format!("{path}.month"), message));
        }
    }
    (settings.rate.get() > 0.0).then(|| ExclusionModel::new(settings, outcome))
}
