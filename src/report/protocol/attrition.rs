//! Section 11: who is lost on the way, who does not answer, and who is left out.

use super::question::percent;
use super::view::View;
use super::words::common::left_open;
use super::words::measured as words;
use crate::assumption::Assumption;
use crate::report::html::Block;
use crate::report::words::Say;
use crate::report::words::amounts::{OutcomeAt, Percent};
use crate::scenario::Labelled;

/// Attrition, missing data and exclusions.
pub(super) fn section(view: &View) -> Vec<Block> {
    let mut lines = leaving(view);
    lines.extend(exclusion(view));
    lines.extend(answers(view));
    let rules = words::exclusion_rules(view.language);
    lines.push(left_open(view.language, rules, view.unknown()));
    vec![Block::List(lines)]
}

fn share(share: f64) -> Percent {
    Percent(percent(share).0)
}

/// Who is no longer there at the start, or does not start.
fn leaving(view: &View) -> Vec<String> {
    let (language, scenario) = (view.language, view.scenario());
    let still = scenario.recruitment.still_in_at_start.as_ref().map(Assumption::get);
    let still = still.filter(|still| *still < 1.0);
    let told = match view.draws_before() {
        true => words::admitted_leave_before,
        false => words::leave_before,
    };
    let mut out: Vec<String> =
        still.map(|still| told(language, share(still))).into_iter().collect();
    for arm in &view.arms()[1..] {
        let take_up = scenario.treatment.arms.get(arm).and_then(|arm| arm.take_up.as_ref());
        let rate = take_up.map(|take_up| take_up.rate.get()).filter(|rate| *rate < 1.0);
        let told = |rate| words::not_started(language, view.told(Labelled::Arm, arm), share(rate));
        out.extend(rate.map(told));
    }
    out
}

/// Who is left out after the lottery.
fn exclusion(view: &View) -> Vec<String> {
    let language = view.language;
    let stated = view.scenario().measurement.exclusion.as_ref();
    let Some(exclusion) = stated.filter(|exclusion| exclusion.rate.get() > 0.0) else {
        return vec![words::nobody_excluded(language)];
    };
    let mut out = vec![words::excluded(language, share(exclusion.rate.get()))];
    out.extend(exclusion.depends_on.as_ref().map(|early| {
        let outcome = view.told(Labelled::Outcome, &early.outcome);
        let month = Some(early.month.get() as u32);
        words::excluded_by(language, OutcomeAt { outcome, month })
    }));
    out
}

/// Who answers what.
fn answers(view: &View) -> Vec<String> {
    let language = view.language;
    let surveys = &view.world().surveys;
    if surveys.is_empty() {
        return vec![words::no_survey(language)];
    }
    let mut out = Vec::new();
    for survey in surveys {
        let name = view.survey(survey.name());
        out.push(words::response(language, name.clone(), share(survey.rate)));
        if !(survey.predictor.is_empty() && survey.is_settled_before_start()) {
            out.push(words::response_selects(language, name));
        }
    }
    out.push(words::complete_cases(language).say(language));
    out
}
