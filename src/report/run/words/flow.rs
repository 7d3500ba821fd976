//! Who takes part.

use crate::report::words::causes::Cause;
use crate::report::words::{Listed, Number, Say, phrases};

phrases! {
    /// Heading.
    who_takes_part(n: Number, arms: impl Say) {
        en: "Who takes part, of the {n} eligible people (mean numbers; {arms})",
        nl: "Wie doen er mee, van de {n} mensen die in aanmerking komen (gemiddeld; {arms})",
    }
    /// The same in one line.
    who_takes_part_short(n: Number, arms: impl Say) {
        en: "Who takes part, of the {n} eligible (mean numbers; {arms})",
        nl: "Wie doen er mee, van de {n} mensen (gemiddeld; {arms})",
    }
    /// The same of several sites.
    who_takes_part_in(n: Number, sites: Number, arms: impl Say) {
        en: "Who takes part, of the {n} eligible people in {sites} places (mean numbers; {arms})",
        nl: "Wie doen er mee, van de {n} mensen in {sites} plaatsen (gemiddeld; {arms})",
    }
    /// Finite mode.
    same_people() {
        en: "The same people are eligible in every simulated trial.",
        nl: "In elke gesimuleerde proef komen dezelfde mensen in aanmerking.",
    }
    /// What being in a trial does.
    trial_itself(causes: Listed<Cause>) {
        en: "At work in the trial itself: {causes}.",
        nl: "In de proef zelf speelt mee: {causes}.",
    }
    /// Too few trials.
    too_few() {
        en: "So few trials only show that the scenario runs: conclude nothing from them.",
        nl: "Zo weinig proeven laten alleen zien dat het scenario werkt. Trek er geen conclusies uit.",
    }
    /// The way through one design.
    line(design: impl Say, steps: impl Say) { en: "{design}: {steps}", nl: "{design}: {steps}" }
    /// A step.
    invited(n: Number) { en: "{n} invited", nl: "{n} uitgenodigd" }
    /// The same by arm.
    invited_by_arm(n: Number, arms: impl Say) { en: "{n} invited ({arms})", nl: "{n} uitgenodigd ({arms})" }
    /// A step.
    registered(n: Number) { en: "{n} registered", nl: "{n} aangemeld" }
    /// A step.
    admitted(n: Number) { en: "{n} admitted", nl: "{n} toegelaten" }
    /// The same by arm.
    admitted_by_arm(n: Number, arms: impl Say) { en: "{n} admitted ({arms})", nl: "{n} toegelaten ({arms})" }
    /// A step.
    randomised(n: Number, arms: impl Say) { en: "{n} randomised ({arms})", nl: "{n} verdeeld ({arms})" }
    /// A step.
    analysed(n: Number) { en: "{n} analysed", nl: "{n} geanalyseerd" }
    /// A step.
    kept(n: Number) { en: "{n} kept", nl: "{n} behouden" }
    /// Beside the way.
    started(n: Number) { en: "{n} started", nl: "{n} gestart" }
    /// Beside the way.
    in_site(n: Number, site: impl Say) { en: "{n} in {site}", nl: "{n} in {site}" }
    /// Beside the way.
    answered(n: Number, survey: impl Say) { en: "{n} answered {survey}", nl: "{survey}: {n} ingevuld" }
    /// The survey before the start.
    baseline_survey() { en: "baseline_survey", nl: "nulmeting" }
    /// Beside the way.
    in_reference(n: Number) { en: "{n} in the reference group", nl: "{n} in de referentiegroep" }
    /// Far from what rates imply.
    differs(stage: impl Say, n: Number, m: Number) {
        en: "{stage}: {n} simulated, but the stated rates imply {m}.",
        nl: "{stage}: {n} gesimuleerd, terwijl uit de opgegeven percentages {m} volgt.",
    }
    /// A stage.
    stage_reference() { en: "reference group", nl: "referentiegroep" }
    /// A stage.
    stage_registered() { en: "registered", nl: "aangemeld" }
    /// A stage.
    stage_admitted() { en: "registered and eligible", nl: "toegelaten" }
    /// A stage.
    stage_randomised() { en: "randomised", nl: "verdeeld" }
    /// A stage.
    stage_invited() { en: "invited", nl: "uitgenodigd" }
    /// A stage.
    stage_started() { en: "still in at the start", nl: "bij de start nog in de proef" }
    /// A stage.
    stage_analysed() { en: "analysed", nl: "geanalyseerd" }
    /// A stage.
    stage_in_arm(arm: impl Say) { en: "in {arm}", nl: "bij {arm}" }
    /// A stage.
    stage_drawn_for(arm: impl Say) { en: "drawn for {arm}", nl: "ingedeeld bij {arm}" }
    /// A stage.
    stage_in_site(site: impl Say) { en: "living in {site}", nl: "in {site}" }
    /// A stage.
    stage_answered(survey: impl Say) { en: "answered {survey}", nl: "{survey} ingevuld" }
    /// Heading of the details.
    at_each_step() { en: "People at each step", nl: "Mensen per stap" }
    /// All numbers agree with the rates.
    as_implied() {
        en: "These numbers of people are as the stated rates imply.",
        nl: "Deze aantallen mensen volgen uit de opgegeven percentages.",
    }
    /// Those that rates imply do.
    as_implied_in_part() {
        en: "These numbers of people are as the stated rates imply, where they imply any.",
        nl: "Deze aantallen mensen volgen uit de opgegeven percentages, voor zover die er iets over zeggen.",
    }
}
