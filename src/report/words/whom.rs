//! Whose effect is told, and where.

use super::{Say, phrases};
use crate::estimand::{Estimand, Policy, Scale};
use crate::language::Language;

/// Among whom an estimator's own effect holds, after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct Among(pub Estimand);

impl Say for Among {
    fn say(&self, language: Language) -> String {
        match self.0 {
            Estimand::Sitt => among_participants(language),
            Estimand::SittEnrolees => among_accepting(language),
            Estimand::Inv => per_invited(language),
            Estimand::InvDifference => per_invited_difference(language),
            Estimand::AttR => against_outside(language),
            Estimand::Cace => among_starters(language),
        }
    }
}

/// Per whom a row counts, after a number.
impl Say for Scale {
    fn say(&self, language: Language) -> String {
        match self {
            Self::PerEligible => per_eligible(language),
            Self::PerInvited => per_invited(language),
            Self::PerParticipant => among_participants(language),
            Self::PerStarter => among_starters(language),
        }
    }
}

/// For whom the policy effect holds: `if everybody eligible got it`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct IfAll(pub Policy);

impl Say for IfAll {
    fn say(&self, language: Language) -> String {
        match self.0 {
            Policy::Pate => if_all_got(language),
            Policy::Pitt => if_all_offered(language),
            Policy::PateEnrolees => if_enrolees_got(language),
        }
    }
}

/// The same in a sentence on what is assumed: in Dutch in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct Assumed(pub Policy);

impl Say for Assumed {
    fn say(&self, language: Language) -> String {
        match language {
            Language::English => IfAll(self.0).say(language),
            Language::Dutch => ForAll(self.0).say(language),
        }
    }
}

/// The same at the start of a sentence, before its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct WouldAll(pub Policy);

impl Say for WouldAll {
    fn say(&self, language: Language) -> String {
        match self.0 {
            Policy::Pate => would_all_get(language),
            Policy::Pitt => would_all_be_offered(language),
            Policy::PateEnrolees => would_enrolees_get(language),
        }
    }
}

/// The same in short: `for everybody`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct ForAll(pub Policy);

impl Say for ForAll {
    fn say(&self, language: Language) -> String {
        match self.0 {
            Policy::Pate => for_all(language),
            Policy::Pitt => for_all_offered(language),
            Policy::PateEnrolees => for_enrolees(language),
        }
    }
}

/// Whose effect a size is about: everybody's, or of those whom a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Whom {
    /// The policy's.
    All(Policy),
    /// A row's own.
    Per(Scale),
}

impl Say for Whom {
    fn say(&self, language: Language) -> String {
        match self {
            Self::All(policy) => ForAll(*policy).say(language),
            Self::Per(scale) => scale.say(language),
        }
    }
}

/// Where something holds: in the plan, or in another world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) enum Premise {
    /// If the plan is right.
    Plan,
    /// In a world of this name.
    World(String),
}

impl Say for Premise {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Plan => if_right(language),
            Self::World(name) => in_world(language, name.as_str()),
        }
    }
}

phrases! {
    /// Of a trial whose participants are its people.
    among_participants() { en: "among participants", nl: "bij deelnemers" }
    /// Of those invited who come.
    among_accepting() {
        en: "among those who accept the invitation",
        nl: "bij wie op de uitnodiging ingaat",
    }
    /// Of those invited.
    per_invited() { en: "per person invited", nl: "per uitgenodigde" }
    /// Of those invited, against others who were.
    per_invited_difference() {
        en: "per person invited, less what control's invitation does",
        nl: "per uitgenodigde, min het effect van de uitnodiging voor de controlegroep",
    }
    /// Of participants against outsiders.
    against_outside() {
        en: "among participants, against the same people outside the trial",
        nl: "bij deelnemers, vergeleken met dezelfde mensen zonder proef",
    }
    /// Of those who start.
    among_starters() { en: "among those who start", nl: "bij wie daadwerkelijk start" }
    /// Of everybody.
    per_eligible() { en: "per eligible person", nl: "per persoon die in aanmerking komt" }
    /// The policy.
    if_all_got() {
        en: "if everybody eligible got it",
        nl: "als iedereen die in aanmerking komt de aanpak krijgt",
    }
    /// The offer of it.
    if_all_offered() {
        en: "if everybody eligible were offered it",
        nl: "als iedereen die in aanmerking komt de aanpak aangeboden krijgt",
    }
    /// Among enrolees.
    if_enrolees_got() {
        en: "if all who would enrol got it",
        nl: "als iedereen die zich aanmeldt de aanpak krijgt",
    }
    /// The policy, first.
    would_all_get() {
        en: "if everybody eligible got it",
        nl: "Zou iedereen die in aanmerking komt de aanpak krijgen",
    }
    /// The offer of it, first.
    would_all_be_offered() {
        en: "if everybody eligible were offered it",
        nl: "Zou iedereen die in aanmerking komt de aanpak aangeboden krijgen",
    }
    /// Among enrolees, first.
    would_enrolees_get() {
        en: "if all who would enrol got it",
        nl: "Zou iedereen die zich aanmeldt de aanpak krijgen",
    }
    /// The policy, in short.
    for_all() { en: "for everybody eligible", nl: "bij iedereen" }
    /// The offer of it, in short.
    for_all_offered() { en: "of an offer to everybody eligible", nl: "bij aanbod aan iedereen" }
    /// Among enrolees, in short.
    for_enrolees() { en: "for all who would enrol", nl: "bij wie zich aanmeldt" }
    /// The plan; in Dutch the verb follows.
    if_right() { en: "If the plan is right,", nl: "Klopt het plan, dan" }
    /// Another world; in Dutch the verb follows.
    in_world(world: &str) { en: "In world {world},", nl: "In wereld ‘{world}’" }
}
