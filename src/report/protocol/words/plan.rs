//! Sections 1 to 6: what is asked, of whom, and who gets what.

use crate::language::Language;
use crate::report::words::amounts::Amount;
use crate::report::words::amounts::{Months, OutcomeAt};
use crate::report::words::whom::ForAll;
use crate::report::words::{Listed, Number, Say, phrases};

/// ` after 16 months`; nothing for what is measured once.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct After(pub Option<u32>);

impl Say for After {
    fn say(&self, language: Language) -> String {
        self.0.map_or_else(String::new, |month| after(language, Months(month)))
    }
}

/// `14.8 points lower`.
#[derive(Clone, Debug)]
pub(in crate::report) struct Moved {
    /// Without a sign.
    pub size: Amount,
    /// Whether it is downwards.
    pub is_lower: bool,
}

impl Say for Moved {
    fn say(&self, language: Language) -> String {
        let size = self.size.clone();
        if self.is_lower { lower(language, size) } else { higher(language, size) }
    }
}

phrases! {
    after(months: Months) { en: " after {months}", nl: " na {months}" }
    lower(size: Amount) { en: "{size} lower", nl: "{size} lager" }
    higher(size: Amount) { en: "{size} higher", nl: "{size} hoger" }
    question(about: String) { en: "Question: {about}", nl: "Vraag: {about}" }
    expected_share(outcome: String, after: After, arm: String, moved: Moved, than: String) {
        en: "We expect {outcome}{after} to be {moved} under {arm} {than}.",
        nl: "Verwacht wordt dat het aandeel met {outcome}{after} bij {arm} {moved} is {than}.",
    }
    expected_mean(outcome: String, after: After, arm: String, moved: Moved, than: String) {
        en: "We expect the mean of {outcome}{after} to be {moved} under {arm} {than}.",
        nl: "Verwacht wordt dat de gemiddelde score op {outcome}{after} bij {arm} {moved} is {than}.",
    }
    /// Of people of whom control is the first group.
    undirected(outcome: String, after: After, arm: String, than: String) {
        en: "No direction is expected of {outcome}{after} under {arm}: the plan has no difference {than} that can be told from zero.",
        nl: "Bij {arm} wordt geen richting verwacht voor {outcome}{after}: in het plan is er geen duidelijk verschil {than}.",
    }
    tested() {
        en: "We test whether it differs, in either direction.",
        nl: "Getoetst wordt of dat verschilt, in welke richting dan ook.",
    }
    as_good(arm: String, level: Number, margin: Amount) {
        en: "{arm} counts as just as good if the {level} % interval excludes a difference of more than {margin} in either direction.",
        nl: "Bij {arm} luidt de conclusie ‘even goed’ als het {level}%-interval een verschil van meer dan {margin} uitsluit, naar beide kanten.",
    }
    margin(arm: String, level: Number, margin: Amount) {
        en: "{arm} counts as not worse if the {level} % interval excludes a difference of more than {margin} to its disadvantage.",
        nl: "Bij {arm} luidt de conclusie ‘niet meer dan {margin} slechter’ als het {level}%-interval een groter nadeel uitsluit.",
    }
    policy_effect(arm: String, effect: Amount, for_all: ForAll) {
        en: "The plan assumes an effect of {effect} for {arm}, {for_all}.",
        nl: "Het plan gaat bij {arm} uit van een effect van {effect} ({for_all}).",
    }
    matters(amount: Amount) {
        en: "The smallest effect that matters is {amount}.",
        nl: "Het kleinste effect dat ertoe doet, is {amount}.",
    }
    matters_unknown(unknown: String) {
        en: "The smallest effect that matters: {unknown}",
        nl: "Het kleinste effect dat ertoe doet: {unknown}",
    }
    lead(outcome: OutcomeAt) { en: "Outcome: {outcome}.", nl: "Uitkomstmaat: {outcome}." }
    simulated_only() {
        en: "The scenario holds no published result of this trial. All results in this plan are simulated.",
        nl: "Het scenario bevat geen gepubliceerd resultaat van deze proef. Alle resultaten in dit plan zijn gesimuleerd.",
    }
    published(table: String) {
        en: "Beware: the scenario holds a published result ({table}). For that trial this text comes afterwards, and is no pre-registration.",
        nl: "Let op: het scenario bevat een gepubliceerd resultaat ({table}). Voor die proef komt deze tekst achteraf en is het geen preregistratie.",
    }
    data_seen() {
        en: "Which data exist already, and who has seen them",
        nl: "Welke gegevens er al zijn, en wie die heeft gezien",
    }
    design_named(design: String) { en: "Design: {design}.", nl: "Opzet: {design}." }
    other_designs(designs: Listed<String>) {
        en: "The scenario weighs other designs, of which this plan says nothing: {designs}.",
        nl: "Het scenario vergelijkt ook andere opzetten, waarover dit plan niet gaat: {designs}.",
    }
    order_after(people: Number, groups: Number) {
        en: "People enrol first; then those admitted, about {people} people, are randomised over {groups} groups.",
        nl: "Mensen melden zich eerst aan. Daarna verdeelt de loting wie is toegelaten, ongeveer {people} mensen, over {groups} groepen.",
    }
    order_before(groups: Number) {
        en: "People are randomised first over {groups} groups and a reference group; then each group gets its own invitation.",
        nl: "Eerst verdeelt de loting iedereen over {groups} groepen en een referentiegroep; daarna krijgt elke groep een eigen uitnodiging.",
    }
    order_before_all(groups: Number) {
        en: "People are randomised first over {groups} groups; then each group gets its own invitation.",
        nl: "Eerst verdeelt de loting iedereen over {groups} groepen; daarna krijgt elke groep een eigen uitnodiging.",
    }
    quota(people: Number) {
        en: "Recruitment stops at {people} participants.",
        nl: "De werving stopt bij {people} deelnemers.",
    }
    self_selected() {
        en: "The reference group are eligible people who do not take part; no lottery made it.",
        nl: "De referentiegroep bestaat uit mensen die in aanmerking komen en niet meedoen; die groep is niet door loting gekozen.",
    }
    finite() {
        en: "The same people are simulated in every trial; only the draws of the design differ.",
        nl: "In elke gesimuleerde proef zijn het dezelfde mensen; alleen het toeval van de opzet verschilt.",
    }
    sites(sites: Listed<String>) { en: "The trial runs in several places: {sites}.", nl: "De proef loopt in verschillende plaatsen: {sites}." }
    site(name: String, share: String) { en: "{name} ({share} %)", nl: "{name} ({share}%)" }
    starts() { en: "When people start", nl: "Wanneer mensen starten" }
    wave() { en: "wave", nl: "instroommoment" }
    share_percent() { en: "share of people, %", nl: "aandeel van de mensen, %" }
    start() { en: "calendar month of the start", nl: "kalendermaand van de start" }
    exposure() { en: "months of exposure", nl: "maanden met de aanpak" }
    eligible(people: Number) { en: "{people} people are eligible.", nl: "Er komen {people} mensen in aanmerking." }
    criteria() { en: "Who is eligible, and who is not", nl: "Wie in aanmerking komt, en wie niet" }
    period() { en: "How and in which period people are recruited", nl: "Hoe en in welke periode mensen worden geworven" }
    begins(month: String) { en: "People start in {month}.", nl: "Mensen starten in {month}." }
    ineligible(share: String) {
        en: "Of those who register {share} % prove not to be eligible.",
        nl: "Van wie zich aanmeldt, blijkt {share}% niet in aanmerking te komen.",
    }
    expected_people() {
        en: "People that are expected at each stage (mean and spread over simulated trials)",
        nl: "Mensen die per stap worden verwacht (gemiddelde en spreiding over gesimuleerde proeven)",
    }
    stage() { en: "stage", nl: "stap" }
    mean() { en: "mean", nl: "gemiddelde" }
    spread() { en: "spread", nl: "spreiding" }
    stage_eligible() { en: "eligible", nl: "komen in aanmerking" }
    stage_reference() { en: "in the reference group", nl: "in de referentiegroep" }
    stage_invited() { en: "invited", nl: "uitgenodigd" }
    stage_drawn() { en: "randomised, then invited", nl: "verdeeld en dan uitgenodigd" }
    stage_drawn_for(group: String) { en: "of these drawn for {group}", nl: "van wie ingedeeld bij {group}" }
    stage_registered() { en: "registered", nl: "aangemeld" }
    stage_admitted() { en: "admitted", nl: "toegelaten" }
    stage_randomised() { en: "randomised", nl: "verdeeld" }
    stage_in(group: String) { en: "of these in {group}", nl: "van wie bij {group}" }
    stage_at(site: String) { en: "of these living in {site}", nl: "van wie in {site}" }
    stage_started() { en: "still in at the start", nl: "bij de start nog in de proef" }
    stage_analysed() { en: "analysed", nl: "geanalyseerd" }
    stage_available() { en: "available for analysis", nl: "beschikbaar voor analyse" }
    stage_answered(survey: String) { en: "answer {survey}", nl: "vult in: {survey}" }
    baseline_survey() { en: "the survey at baseline", nl: "nulmeting" }
    groups_table() {
        en: "Groups, what they get, and the effects that the plan assumes on the leading outcome",
        nl: "Groepen, wat zij krijgen, en het effect op de eerste uitkomstmaat waar het plan van uitgaat",
    }
    gets() { en: "gets", nl: "krijgt" }
    regular() { en: "regular service", nl: "de gewone dienstverlening" }
    assumed_effect(whom: String) { en: "assumed effect, {whom}", nl: "aangenomen effect, {whom}" }
    not_compared() { en: "not compared with an untreated group", nl: "niet vergeleken met een groep zonder aanpak" }
    starts_percent() { en: "starts, %", nl: "start, %" }
    people_randomised() { en: "people (expected)", nl: "mensen (verwacht)" }
    people_drawn() {
        en: "The lottery divides people, not clusters of people.",
        nl: "De loting verdeelt mensen, geen clusters.",
    }
    lottery_by() {
        en: "Who carries out the lottery, with which means, and how its result stays hidden until then",
        nl: "Wie de loting uitvoert, waarmee, en hoe de uitslag tot dat moment verborgen blijft",
    }
    masking() { en: "Who knows which group somebody is in", nl: "Wie weet in welke groep iemand zit" }
}
