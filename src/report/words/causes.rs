//! Causes of bias: a label for tables, and a clause after `because`.

use super::{Say, phrases};
use crate::estimand::Term;
use crate::language::Language;

/// A cause of bias by its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Cause {
    /// A term of the bias budget.
    Term(Term),
    /// Dilution on a scale that counts those treated: what is left of it is whose effect it is.
    Treated,
    /// Dilution where the estimate is divided by the share who start.
    Division,
}

impl Say for Cause {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Treated => treated(language),
            Self::Division => division(language),
            Self::Term(term) => match term {
                Term::Sampling => sampling(language),
                Term::SelectionOfEffects => selection_of_effects(language),
                Term::NonEnrolment => non_enrolment(language),
                Term::NonTakeUp => non_take_up(language),
                Term::Artefact(artefact) => artefact.mechanism().label.text_in(language).to_owned(),
                Term::SelectionInLevels => selection_in_levels(language),
                Term::ChanceImbalance => chance_imbalance(language),
                Term::EffectImbalance => effect_imbalance(language),
                Term::Exclusion => exclusion(language),
                Term::Measurement => measurement(language),
                Term::Adjustment => adjustment(language),
            },
        }
    }
}

/// A cause of bias as a clause: after `because`, in Dutch after `doordat`, with its verb last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) struct Because(pub Cause);

impl Say for Because {
    fn say(&self, language: Language) -> String {
        match self.0 {
            Cause::Treated => because_treated(language),
            Cause::Division => because_division(language),
            Cause::Term(term) => match term {
                Term::Sampling => because_sampling(language),
                Term::SelectionOfEffects => because_selection_of_effects(language),
                Term::NonEnrolment => because_non_enrolment(language),
                Term::NonTakeUp => because_non_take_up(language),
                Term::Artefact(artefact) => {
                    artefact.mechanism().because.text_in(language).to_owned()
                }
                Term::SelectionInLevels => because_selection_in_levels(language),
                Term::ChanceImbalance => because_chance_imbalance(language),
                Term::EffectImbalance => because_effect_imbalance(language),
                Term::Exclusion => because_exclusion(language),
                Term::Measurement => because_measurement(language),
                Term::Adjustment => because_adjustment(language),
            },
        }
    }
}

phrases! {
    /// Label of sampling.
    sampling() { en: "who happened to be drawn", nl: "toevallige groep mensen" }
    /// Why, by sampling.
    because_sampling() {
        en: "the people drawn differ by chance from everyone eligible",
        nl: "de mensen in de proef toevallig afwijken van de hele groep die in aanmerking komt",
    }
    /// Label of `selection_of_effects`.
    selection_of_effects() { en: "participants respond differently", nl: "deelnemers reageren anders" }
    /// Why, by `selection_of_effects`.
    because_selection_of_effects() {
        en: "participants respond to the arm differently from everyone eligible",
        nl: "deelnemers anders op de aanpak reageren dan de hele groep die in aanmerking komt",
    }
    /// Label of `non_enrolment`.
    non_enrolment() { en: "invited, not enrolled", nl: "wel gevraagd, niet aangemeld" }
    /// Why, by `non_enrolment`.
    because_non_enrolment() {
        en: "part of those invited do not enrol but are counted",
        nl: "een deel van de uitgenodigden zich niet aanmeldt, maar wel meetelt",
    }
    /// Label of `non_take_up`.
    non_take_up() { en: "assigned, not started", nl: "wel ingedeeld, niet gestart" }
    /// Why, by `non_take_up`.
    because_non_take_up() {
        en: "part of the participants never start but are counted",
        nl: "een deel van de deelnemers niet start, maar wel meetelt",
    }
    /// Label of `selection_in_levels`.
    selection_in_levels() { en: "groups differed beforehand", nl: "groepen verschilden vooraf (selectie-effect)" }
    /// Why, by `selection_in_levels`.
    because_selection_in_levels() {
        en: "the groups compared differed from the start",
        nl: "de vergeleken groepen vooraf al verschillen, bijvoorbeeld omdat deelnemers kansrijker zijn",
    }
    /// Label of `chance_imbalance`.
    chance_imbalance() { en: "unequal by luck of the draw", nl: "toevallig ongelijke groepen" }
    /// Why, by `chance_imbalance`.
    because_chance_imbalance() {
        en: "the draw happened to make the groups unequal",
        nl: "de loting de groepen toevallig ongelijk maakt",
    }
    /// Label of `effect_imbalance`.
    effect_imbalance() { en: "unequal responses by luck of the draw", nl: "toevallig ongelijke reacties" }
    /// Why, by `effect_imbalance`.
    because_effect_imbalance() {
        en: "those treated respond differently from all participants",
        nl: "de mensen die de aanpak krijgen er anders op reageren dan alle deelnemers",
    }
    /// Label of exclusion.
    exclusion() { en: "lost after assignment", nl: "weggelaten na de loting" }
    /// Why, by exclusion.
    because_exclusion() {
        en: "people dropped out of the figures after assignment",
        nl: "mensen na de loting uit de cijfers verdwijnen, en niet in elke groep op dezelfde manier",
    }
    /// Label of measurement.
    measurement() { en: "measurement error", nl: "meetfout" }
    /// Why, by measurement.
    because_measurement() {
        en: "what was recorded differs from what happened",
        nl: "de registratie afwijkt van wat er is gebeurd",
    }
    /// Label of adjustment.
    adjustment() { en: "what the analysis adjusts for", nl: "correctie in de analyse" }
    /// Why, by adjustment.
    because_adjustment() {
        en: "the analysis adjusts for what was known before",
        nl: "de analyse corrigeert voor wat vooraf bekend was",
    }
    /// Label of dilution on a scale that counts those treated.
    treated() { en: "those treated respond differently", nl: "wie de aanpak krijgt, reageert anders" }
    /// Why, by that.
    because_treated() {
        en: "those treated respond to the arm differently from everyone eligible",
        nl: "mensen die de aanpak krijgen er anders op reageren dan de hele groep die in aanmerking komt",
    }
    /// Label of dilution where the estimate is divided.
    division() { en: "division by the share who start", nl: "deling door het aandeel dat start" }
    /// Why, by that.
    because_division() {
        en: "the estimate is divided by the share who start",
        nl: "de schatting door het aandeel dat start wordt gedeeld",
    }
}
