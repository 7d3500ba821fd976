//! What stands beside the numbers in the file that `simulate new` writes.

use crate::language::Language;
use crate::report::words::{Listed, Number, Say, phrases};

/// So many months.
#[derive(Clone, Copy, Debug)]
pub(super) struct Months(pub u64);

impl Say for Months {
    fn say(&self, language: Language) -> String {
        let months = match (language, self.0) {
            (Language::English, 1) => "month",
            (Language::English, _) => "months",
            (Language::Dutch, 1) => "maand",
            (Language::Dutch, _) => "maanden",
        };
        format!("{} {months}", self.0)
    }
}

phrases! {
    /// At the top.
    made_by() {
        en: "Made by `simulate new`. Every number is an assumption with a range: change them.",
        nl: "Ingevuld met `simulate new`. Alle getallen zijn aannames met een bandbreedte: pas ze aan.",
    }
    /// How the file came about.
    again() {
        en: "The same file again:",
        nl: "Hetzelfde bestand opnieuw:",
    }
    /// Where a number comes from that was answered.
    answered() {
        en: "answered by the planner",
        nl: "antwoord van de planner",
    }
    /// Where a number comes from that was not.
    by_default() {
        en: "default of simulate new",
        nl: "standaardwaarde van simulate new",
    }
    /// Where a number comes from that nobody is asked.
    not_asked() {
        en: "not asked; no source",
        nl: "niet gevraagd; geen bron",
    }
    /// What the scenario is about.
    about(place: &str, arms: Listed<String>, outcome: &str, months: Months) {
        en: "A trial in {place}: {arms} beside regular service. Outcome after {months}: {outcome}.",
        nl: "Proef in {place}: {arms} naast de gewone dienstverlening. Uitkomstmaat na {months}: {outcome}.",
    }
    /// The people.
    people() {
        en: "Everybody who is eligible.",
        nl: "Iedereen die in aanmerking komt.",
    }
    /// A trait that makes people enrol and reach the outcome.
    prospects() {
        en: "Who enrols often has better prospects. This trait says so: nobody has measured it.",
        nl: "Wie zich aanmeldt, heeft vaak betere kansen. Dat zegt dit kenmerk; niemand heeft het gemeten.",
    }
    /// The outcome.
    outcome(outcome: &str) {
        en: "Outcome: {outcome}. The rate is the share that reaches it under regular service (0.2 is 20%).",
        nl: "Uitkomstmaat: {outcome}. ‘rate’ is het aandeel met de gewone dienstverlening (0.2 is 20%).",
    }
    /// A score.
    score() {
        en: "A score from 0 to 10, asked before the start and after it.",
        nl: "Een cijfer van 0 tot 10, gevraagd vóór de start en erna.",
    }
    /// The arms.
    arms(months: Months) {
        en: "What is done, beside regular service, for {months}. Points are a difference of shares among those who enrol: 0.05 is 5 percentage points more.",
        nl: "Wat er gebeurt, naast de gewone dienstverlening, {months} lang. ‘points’ is het verschil in aandeel bij wie zich aanmeldt: 0.05 is 5 procentpunt meer.",
    }
    /// Enrolment before the lottery.
    enrolling(people: Number, eligible: Number) {
        en: "About {people} of {eligible} eligible people take part.",
        nl: "Er doen ongeveer {people} van de {eligible} mensen mee.",
    }
    /// Enrolment after the lottery.
    accepting(people: Number, invited: Number) {
        en: "About {people} of {invited} invited people take part.",
        nl: "Er doen ongeveer {people} van de {invited} uitgenodigde mensen mee.",
    }
    /// How enrolment selects.
    selecting() {
        en: "Among those who enrol this share is larger, also without any new approach. How much larger was not asked.",
        nl: "Bij wie zich aanmeldt, is dit aandeel groter, ook zonder nieuwe aanpak. Hoeveel groter is niet gevraagd.",
    }
    /// A survey.
    survey() {
        en: "The survey goes to participants. Whether answering depends on the approach or on the outcome was not asked: 0 is not at all.",
        nl: "De vragenlijst gaat naar de deelnemers. Of invullen van de aanpak of van de uitkomstmaat afhangt, is niet gevraagd: 0 is helemaal niet.",
    }
    /// A survey that everybody answers.
    full_survey() {
        en: "The survey goes to participants, and everybody answers.",
        nl: "De vragenlijst gaat naar de deelnemers, en iedereen vult die in.",
    }
    /// Enrolment first.
    enrol_first() {
        en: "People enrol first; then a lottery decides who gets what.",
        nl: "Eerst melden mensen zich aan; daarna bepaalt de loting wie wat krijgt.",
    }
    /// Lottery first.
    lottery_first() {
        en: "A lottery decides first who is invited to what; then each says yes or no.",
        nl: "Eerst bepaalt de loting wie waarvoor wordt uitgenodigd; daarna zegt iedereen ja of nee.",
    }
    /// A reference group by lottery.
    set_aside() {
        en: "The reference is the share that the lottery sets aside beforehand; these people are only followed in the files.",
        nl: "‘reference’ is het deel dat de loting vooraf apart zet; deze mensen worden alleen in de bestanden gevolgd.",
    }
    /// The plain comparison.
    compared() {
        en: "Participants in each arm against control.",
        nl: "De deelnemers van elke aanpak tegenover de controlegroep.",
    }
    /// A comparison with those who did not take part.
    compared_outside() {
        en: "Participants against those who do not take part: not made by lottery, so beware of bias.",
        nl: "De deelnemers tegenover wie niet meedoet: deze groepen zijn niet door loting gemaakt, dus let op vertekening.",
    }
    /// A comparison of those invited.
    compared_invited() {
        en: "Everybody who was invited, whether or not they accept: the lottery made these groups.",
        nl: "Iedereen die is uitgenodigd, ook wie niet meedoet: deze groepen zijn door loting gemaakt.",
    }
    /// A comparison of those who take part, where the lottery came before.
    compared_participants() {
        en: "Those who say yes and answer: the lottery did not make these groups, so beware of bias.",
        nl: "Wie ja zegt en de vragenlijst invult: deze groepen zijn niet door loting gemaakt, dus let op vertekening.",
    }
    /// A comparison of those who start.
    compared_started() {
        en: "The effect among those who start, with the lottery as instrument.",
        nl: "Het effect bij wie start, met de loting als instrument.",
    }
    /// A comparison that takes the score before into account.
    compared_adjusted() {
        en: "The score with the score before the start taken into account.",
        nl: "Het cijfer, gecorrigeerd voor het cijfer van vóór de start.",
    }
    /// The costs.
    costs(months: Months) {
        en: "Costs in euros; an approach is paid for {months}. Only `simulate frontier` looks at them.",
        nl: "Kosten in euro’s; een aanpak wordt {months} betaald. Alleen `simulate frontier` gebruikt ze.",
    }
    /// The question.
    matters() {
        en: "A smaller effect would not change the decision.",
        nl: "Een kleiner effect verandert het besluit niet.",
    }
    /// The world without effect, in the file.
    null() {
        en: "The same trial when nothing that is tried has any effect: how often is there a false alarm?",
        nl: "Dezelfde proef als geen enkele aanpak iets doet: hoe vaak is er dan loos alarm?",
    }
    /// The world without effect, in results.
    about_null() {
        en: "No approach does anything.",
        nl: "Geen enkele aanpak doet iets.",
    }
    /// What was written.
    written(file: &str, people: Number, eligible: Number, groups: Number) {
        en: "Written: {file}. About {people} of {eligible} eligible people take part, in {groups} groups.",
        nl: "Opgeslagen: {file}. Er doen ongeveer {people} van de {eligible} mensen mee, in {groups} groepen.",
    }
    /// What to do with it.
    next(file: &str) {
        en: "Next: simulate check {file}, simulate {file}, simulate size {file}.",
        nl: "Verder: simulate check {file}, simulate {file}, simulate size {file}.",
    }
}
