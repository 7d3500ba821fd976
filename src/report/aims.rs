//! What targets are about, in words.

use crate::calibration::{Aim, Whose};
use crate::language::Language;
use crate::report::names::Names;
use crate::report::words::phrases;
use crate::scenario::Labelled;
use crate::scenario::source::{JsonPath, Step};
use crate::treatment::artefact::Artefact;

/// What a target is about.
pub fn told(aim: &Aim, names: &Names) -> String {
    let language = names.language;
    let outcome = |outcome: &String, month: &Option<u32>| names.outcome(outcome, *month);
    match aim {
        Aim::Enrolment(None) => enrolment(language),
        Aim::Enrolment(Some(site)) => enrolment_of(language, names.shown(Labelled::Site, site)),
        Aim::Uptake(path) => match invitation(path) {
            Some([design, arm]) => {
                let design = names.shown(Labelled::Design, &design);
                uptake_of(language, names.group(&arm), design)
            }
            None => uptake(language, path),
        },
        Aim::Level { outcome: name, of_reference, site, month } => {
            let told = outcome(name, month);
            let site = site.as_ref().map(|site| names.shown(Labelled::Site, site));
            match (of_reference, site) {
                (false, None) => of_all(language, told),
                (false, Some(site)) => of_all_of(language, told, site),
                (true, None) => of_reference_group(language, told),
                (true, Some(site)) => of_reference_of(language, told, site),
            }
        }
        Aim::Enrolees { outcome: name, month } => of_enrolees(language, outcome(name, month)),
        Aim::TakeUp(arm) => take_up(language, names.group(arm)),
        Aim::Removed => removed(language),
        Aim::Baseline => baseline(language),
        Aim::Survey(survey) => answers(language, survey),
        Aim::Effect { outcome: name, arm, artefact, whose, month } => {
            let group = names.group(arm);
            let group = match artefact {
                None => group,
                Some(artefact) => with_artefact(language, group, artefact_told(artefact, language)),
            };
            effect(language, outcome(name, month), group, whose_told(*whose, language))
        }
    }
}

/// The design and the arm of an invitation, from the path of its rate.
fn invitation(path: &str) -> Option<[String; 2]> {
    let parsed = JsonPath::parse(path).ok()?;
    match parsed.steps() {
        [Step::Key(designs), Step::Key(design), _, Step::Key(uptake), Step::Key(arm), _]
            if designs == "designs" && uptake == "uptake" =>
        {
            Some([design.clone(), arm.clone()])
        }
        _ => None,
    }
}

/// What an artefact is called, by its name in the scenario.
fn artefact_told(name: &str, language: Language) -> String {
    let known = Artefact::ALL.iter().find(|artefact| artefact.name() == name);
    known.map_or(name, |artefact| artefact.mechanism().label.text_in(language)).to_owned()
}

fn whose_told(whose: Whose, language: Language) -> String {
    match whose {
        Whose::Enrolees => among_enrolees(language),
        Whose::Eligible => among_all(language),
        Whose::AsRun => as_run(language),
        Whose::MinusControl => minus_control(language),
        Whose::MinusReference => minus_reference(language),
    }
}

phrases! {
    /// A target.
    enrolment() { en: "enrolment among the eligible", nl: "aanmelding onder wie in aanmerking komt" }
    /// A target.
    enrolment_of(site: String) {
        en: "enrolment among the eligible of {site}",
        nl: "aanmelding onder wie in aanmerking komt in {site}",
    }
    /// A target.
    uptake(path: &str) { en: "uptake of the invitation ({path})", nl: "ingegaan op de uitnodiging ({path})" }
    /// A target.
    uptake_of(arm: String, design: String) {
        en: "uptake of the invitation, {arm} (design {design})",
        nl: "ingegaan op de uitnodiging, {arm} (opzet {design})",
    }
    /// A target.
    of_all(outcome: String) { en: "{outcome}, among all eligible", nl: "{outcome}, bij iedereen die in aanmerking komt" }
    /// A target.
    of_all_of(outcome: String, site: String) {
        en: "{outcome}, among all eligible of {site}",
        nl: "{outcome}, bij iedereen die in aanmerking komt in {site}",
    }
    /// A target.
    of_reference_group(outcome: String) {
        en: "{outcome}, among the reference group",
        nl: "{outcome}, in de referentiegroep",
    }
    /// A target.
    of_reference_of(outcome: String, site: String) {
        en: "{outcome}, among the reference group of {site}",
        nl: "{outcome}, in de referentiegroep in {site}",
    }
    /// A target.
    of_enrolees(outcome: String) {
        en: "{outcome}, among enrolees under regular service",
        nl: "{outcome}, bij wie zich aanmeldt, met gewone dienstverlening",
    }
    /// A target.
    take_up(arm: String) { en: "take-up in {arm}", nl: "start met {arm}" }
    /// A target.
    removed() { en: "removed after randomisation", nl: "weggelaten na de loting" }
    /// A target.
    baseline() { en: "answers to the baseline survey", nl: "respons op de nulmeting" }
    /// A target.
    answers(survey: &str) { en: "answers to {survey}", nl: "respons op meting {survey}" }
    /// A target.
    effect(outcome: String, arm: String, whose: String) { en: "{outcome}, {arm}: {whose}", nl: "{outcome}, {arm}: {whose}" }
    /// Whose effect that of an artefact is.
    with_artefact(group: String, artefact: String) {
        en: "{group}, with “{artefact}”",
        nl: "{group}, met ‘{artefact}’",
    }
    /// Whose effect.
    among_enrolees() { en: "effect among enrolees", nl: "effect bij wie zich aanmeldt" }
    /// Whose effect.
    among_all() { en: "effect among all eligible", nl: "effect bij iedereen die in aanmerking komt" }
    /// Whose effect.
    as_run() { en: "as run, analysed set", nl: "in de proef zelf, geanalyseerde groep" }
    /// Whose effect.
    minus_control() { en: "minus control, as run", nl: "verschil met de controlegroep, in de proef zelf" }
    /// Whose effect.
    minus_reference() { en: "minus reference, as run", nl: "verschil met de referentiegroep, in de proef zelf" }
}
