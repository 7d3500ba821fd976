//! Section 12: how far off the estimates will be, why, and what would show it.

use super::view::View;
use super::words::{common, result as words};
use crate::assignment::DesignModel;
use crate::diagnosis::measured::Measured;
use crate::estimand::Term;
use crate::language::Language;
use crate::report::digits;
use crate::report::html::Block;
use crate::report::run::causes;
use crate::report::run::words::answer::off_scaled;
use crate::report::words::Say;
use crate::report::words::causes::Cause;
use crate::report::words::whom::{ForAll, WouldAll};
use crate::treatment::artefact::Through;

/// Simulation errors from which on a number is clear of chance.
const CLEAR: f64 = 3.0;
/// Causes that are chance alone: none on average.
const LUCK: [Term; 3] = [Term::Sampling, Term::ChanceImbalance, Term::EffectImbalance];

/// Expected bias and what would show it.
pub(super) fn section(view: &View) -> Vec<Block> {
    let language = view.language;
    let lines: Vec<String> = view.leading.iter().map(|&number| off(view, number)).collect();
    let mut out: Vec<Block> = Block::list(lines).into_iter().collect();
    let is_clear = |&cause: &Cause| {
        is_seen(cause) && view.leading.iter().any(|&cell| clear(view, cell, cause).is_some())
    };
    let seen: Vec<Cause> = causes::all().filter(is_clear).collect();
    out.extend(table(view, &seen));
    let terms = seen.into_iter().filter_map(|cause| match cause {
        Cause::Term(term) => Some(term),
        Cause::Treated | Cause::Division => None,
    });
    let mut shown: Vec<Term> = terms.collect();
    let assumed: Vec<_> = view.scenario().treatment.artefacts.at_work().collect();
    let artefacts = assumed.iter().map(|(artefact, _)| Term::Artefact(*artefact));
    for term in artefacts {
        if !shown.contains(&term) {
            shown.push(term);
        }
    }
    if !assumed.is_empty() {
        let told = assumed.iter().map(|(_, member)| member.sentence_in(language)).collect();
        out.push(Block::Text(format!("{}:", words::assumed_artefacts(language))));
        out.push(Block::List(told));
    }
    out.extend(Block::list(shown.into_iter().filter_map(|term| shown_by(view, term)).collect()));
    out
}

/// How far one estimate is off on average.
fn off(view: &View, number: usize) -> String {
    let (language, arm, unit) = (view.language, view.compared(number), view.unit(number));
    let d = &view.row(number).diagnosis;
    match (d.yardstick_bias, d.mean_estimate) {
        (Err(reason), _) | (_, Err(reason)) => {
            words::bias_unknown(language, arm, reason.say(language))
        }
        (Ok(bias), Ok(mean)) => {
            if !is_clear(bias) {
                return words::off_unseen(language, arm, unit.amount(bias), unit.error(bias.mcse));
            }
            let policy = view.world().policy;
            let (mean, truth) = (unit.amount(mean), unit.amount(d.policy_truth));
            let told = match view.cell(number).counts_a_share() {
                true => off_scaled(
                    language,
                    arm.clone(),
                    mean,
                    unit.amount(d.yardstick),
                    view.cell(number).scale(),
                    truth,
                    ForAll(policy),
                ),
                false => words::off(language, arm.clone(), mean, WouldAll(policy), truth),
            };
            if causes::all().any(|cause| is_seen(cause) && clear(view, number, cause).is_some()) {
                return told;
            }
            [told, words::off_no_cause(language, arm, unit.amount(bias))].join(" ")
        }
    }
}

fn is_clear(m: Measured) -> bool {
    m.value != 0.0 && m.value.abs() >= CLEAR * m.mcse
}

/// Whether a cause is more than chance.
fn is_seen(cause: Cause) -> bool {
    !matches!(cause, Cause::Term(term) if LUCK.contains(&term))
}

/// What a cause adds to the bias of a cell, where that is clear of chance.
fn clear(view: &View, number: usize, cause: Cause) -> Option<Measured> {
    let size = causes::size(view.cell(number), view.row(number), cause)?;
    let is_told = is_clear(size) && view.unit(number).is_visible(size);
    is_told.then_some(size)
}

fn table(view: &View, causes: &[Cause]) -> Option<Block> {
    let language = view.language;
    let arms = view.leading.iter().map(|&number| view.compared(number));
    let head = [words::cause(language)].into_iter().chain(arms).collect();
    let value = |number: usize, cause: Cause| {
        let told = |m| view.number(digits::signed_with_error(view.unit(number).scaled(m)));
        clear(view, number, cause).map_or_else(|| common::nothing(language), told)
    };
    let row = |&cause: &Cause| {
        let values = view.leading.iter().map(|&number| value(number, cause));
        [cause.say(language)].into_iter().chain(values).collect()
    };
    Block::table(words::causes_table(language), head, causes.iter().map(row).collect())
}

/// What would show a cause; nothing of what is chance alone.
fn shown_by(view: &View, term: Term) -> Option<String> {
    let language = view.language;
    let has_reference = view.flow().is_some_and(|flow| flow.reference.mean > 0.0);
    let check: Option<fn(Language) -> String> = match term {
        Term::Sampling | Term::ChanceImbalance | Term::EffectImbalance => return None,
        Term::SelectionOfEffects => Some(words::check_enrolment),
        Term::NonEnrolment => Some(match view.design().model {
            DesignModel::Before(_) => words::check_invited,
            DesignModel::After(_) => words::check_enrolment,
        }),
        Term::NonTakeUp => Some(words::check_starts),
        Term::Artefact(artefact) => match artefact.mechanism().through {
            Through::Trial => Some(words::check_delivered),
            Through::OwnArm => has_reference.then_some(words::check_outside),
        },
        Term::SelectionInLevels => Some(words::check_start),
        Term::Exclusion => Some(words::check_lost),
        Term::Measurement => Some(words::check_records),
        Term::Adjustment => Some(words::check_unadjusted),
    };
    let cause = Cause::Term(term).say(language);
    Some(match check {
        Some(check) => words::shown_by(language, cause, check(language)),
        None => words::shown_by_nothing(language, cause),
    })
}
