//! "What does money buy?" in sentences.

use crate::estimand::Scale;
use crate::language::Language;
use crate::report::margin::Within;
use crate::report::words::amounts::{Amount, EitherOf, Trials};
use crate::report::words::shares::{AmountWithError, WithError};
use crate::report::words::{Listed, Number, Say, phrases};

/// Candidates by number: `candidates 2 and 3`.
#[derive(Clone, Debug)]
pub(in crate::report) struct Candidates(pub Vec<usize>);

impl Say for Candidates {
    fn say(&self, language: Language) -> String {
        let numbers = || Listed(self.0.iter().map(|n| Number::count(*n)).collect::<Vec<_>>());
        match &self.0[..] {
            [one] => candidate(language, Number::count(*one)),
            _ => candidates(language, numbers()),
        }
    }
}

phrases! {
    /// One candidate.
    candidate(number: Number) { en: "candidate {number}", nl: "keuze {number}" }
    /// Several.
    candidates(numbers: Listed<Number>) { en: "candidates {numbers}", nl: "keuzes {numbers}" }
    /// Money.
    euros(amount: Number) { en: "€\u{a0}{amount}", nl: "€\u{a0}{amount}" }
    /// Heading.
    title(scenario: &str) {
        en: "{scenario}: what does money buy?",
        nl: "{scenario}: wat krijgt u voor het geld?",
    }
    /// What all candidates are asked.
    asked(arm: String, outcome: String, world: String, trials: Trials) {
        en: "What {arm} does to {outcome}, in world {world}; {trials} of each candidate, on the same people.",
        nl: "Het effect van {arm} op {outcome}, in wereld {world}; {trials} per keuze, steeds met dezelfde mensen.",
    }
    /// Months in which candidates measure.
    after_either(outcome: String, months: EitherOf<Number>) {
        en: "{outcome}, after {months} months",
        nl: "{outcome}, na {months} maanden",
    }
    /// Among whom, after an outcome.
    on_scale(outcome: String, scale: Scale) { en: "{outcome} ({scale})", nl: "{outcome} ({scale})" }
    /// What may be spent.
    budget(euros: String) { en: "Budget: {euros}.", nl: "Budget: {euros}." }

    /// Heading.
    worth() { en: "Worth considering, by cost", nl: "Deze keuzes blijven over, goedkoopste eerst" }
    /// Heading.
    no_closer() {
        en: "No closer to the true effect than running no trial",
        nl: "Niet dichter bij het echte effect dan zonder proef",
    }
    /// Heading.
    ruled_out() {
        en: "Ruled out: another costs no more and does no worse on miss and bias, and is clearly better on one",
        nl: "Afgevallen: een andere keuze is op kosten, afwijking en vertekening niet slechter en ergens duidelijk beter",
    }
    /// Heading.
    beyond() { en: "Beyond the budget", nl: "Boven het budget" }
    /// Heading.
    not_weighed() { en: "Not weighed, and why", nl: "Niet meegewogen, en waarom" }
    /// Why one has no usual miss.
    without_miss(reason: String) {
        en: "it has no usual miss, as {reason}",
        nl: "er is geen afwijking per proef: {reason}",
    }

    /// Why an analysis is not weighed.
    silent_nothing() { en: "nothing is weighed", nl: "er is niets om mee te wegen" }
    /// Why an analysis is not weighed.
    silent_scale(own: Scale, others: Scale) {
        en: "it counts {own}, the others {others}, and only what is counted alike can be weighed",
        nl: "die telt {own}, de andere {others}; alleen wat op dezelfde manier telt, is te vergelijken",
    }
    /// Why an analysis is not weighed.
    silent_another(analysis: &str) {
        en: "one analysis speaks for each design: --analysis {analysis} asks this one",
        nl: "per opzet telt één analyse; deze is op te vragen met --analysis {analysis}",
    }
    /// Why an analysis is not weighed.
    silent_compares_nothing() {
        en: "nothing is compared by it in this design",
        nl: "die vergelijkt niets in deze opzet",
    }
    /// Why an analysis is not weighed.
    silent_elsewhere(arm: String, outcome: String) {
        en: "it does not compare {arm} on {outcome}",
        nl: "die gaat niet over het effect van {arm} op {outcome}",
    }

    /// Head of a column.
    column_candidate() { en: "candidate", nl: "keuze" }
    /// Head of a column.
    column_cost() { en: "cost, in €", nl: "kosten, €" }
    /// Head of a column.
    column_miss() { en: "usual\nmiss", nl: "afwijking\nper proef" }
    /// Head of a column, of a share of people.
    column_miss_points() { en: "usual\nmiss,\nin points", nl: "afwijking\nper proef,\n%-punt" }
    /// Head of a column.
    column_rank() { en: "rank", nl: "rang" }
    /// Head of a column.
    column_bias() { en: "bias", nl: "vertekening" }
    /// Head of a column, of a share of people.
    column_bias_points() { en: "bias,\nin points", nl: "verte-\nkening,\n%-punt" }
    /// Head of a column.
    column_covered() { en: "covered,\nin %", nl: "interval\nklopt, %" }
    /// Head of a column.
    column_found() { en: "found,\nin %", nl: "gevonden,\n%" }
    /// Head of a column, of several tests.
    column_together() { en: "found\ntogether,\nin %", nl: "samen\ngevonden,\n%" }
    /// Head of a column, against a margin.
    column_shown() { en: "shown,\nin %", nl: "binnen\nde grens,\n%" }
    /// Head of a column.
    column_ties() { en: "tie with", nl: "niet te onder-\nscheiden van" }
    /// Head of a column.
    column_beaten() { en: "beaten by", nl: "valt af door" }
    /// The line of running no trial.
    no_trial() { en: "no trial", nl: "geen proef" }
    /// From the smallest to the largest.
    from_to(low: Number, high: Number) { en: "{low} to {high}", nl: "{low} tot {high}" }
    /// What a candidate compares.
    analysed(design: String, analysis: String, versus: String) {
        en: "{design} · {analysis} vs {versus}",
        nl: "{design} · {analysis} t.o.v. {versus}",
    }
    /// When it measures.
    month(month: Number) { en: "month {month}", nl: "maand {month}" }
    /// Arms that it leaves out.
    without(arms: Listed<String>) { en: "without {arms}", nl: "zonder {arms}" }
    /// How many people it reaches.
    people(n: Number) { en: "{n} people", nl: "{n} mensen" }
    /// How many take part.
    participants(n: Number) { en: "{n} participants", nl: "{n} deelnemers" }
    /// What may differ.
    on_cost() { en: "cost", nl: "kosten" }
    /// What may differ.
    on_miss() { en: "miss", nl: "afwijking" }
    /// What may differ.
    on_bias() { en: "|bias|", nl: "vertekening" }

    /// That a family is not the same everywhere.
    unequal_tests(family: &str, counts: String) {
        en: "The family {family} is not the same everywhere: {counts}. So its power is of different things.",
        nl: "Toetsen ‘{family}’ samen zijn niet overal hetzelfde: {counts}. De kans om ze te vinden gaat dus over verschillende dingen.",
    }
    /// How many tests some candidates make.
    tests_in(tests: Number, candidates: Candidates) {
        en: "{tests} tests in {candidates}",
        nl: "{tests} toetsen bij {candidates}",
    }
    /// One test.
    test_in(candidates: Candidates) { en: "1 test in {candidates}", nl: "1 toets bij {candidates}" }

    /// Heading.
    meaning() { en: "What this means", nl: "Wat dit betekent" }
    /// What is found.
    the_effect() { en: "the effect", nl: "het effect" }
    /// What is found of several tests.
    any_effect(family: &str) {
        en: "at least one effect of family {family}",
        nl: "minstens één gezocht resultaat van toetsen ‘{family}’",
    }
    /// What is found of several tests.
    every_effect(family: &str) {
        en: "every effect of family {family}",
        nl: "elk gezocht resultaat van toetsen ‘{family}’",
    }
    /// The cheapest that finds it.
    cheapest(candidate: Candidates, euros: String, what: &str, power: &Number, share: &WithError) {
        en: "The cheapest that finds {what} in {power} of 100 trials is {candidate}, for {euros}: in {share}.",
        nl: "De goedkoopste waarmee {what} in {power} van de 100 proeven wordt gevonden, is {candidate} ({euros}): in {share}.",
    }
    /// The cheapest that shows it.
    cheapest_margin(candidate: Candidates, euros: String, arm: String, margin: Within, power: &Number, share: &WithError) {
        en: "The cheapest that shows in {power} of 100 trials that {arm} is {margin} is {candidate}, for {euros}: in {share}.",
        nl: "De goedkoopste die in {power} van de 100 proeven laat zien dat {arm} {margin} is: {candidate} ({euros}), in {share}.",
    }
    /// None that finds it.
    none_finds(what: &str, power: &Number, share: &WithError, candidate: Candidates) {
        en: "No candidate finds {what} in {power} of 100 trials: the most is {share}, by {candidate}.",
        nl: "Met geen enkele keuze wordt {what} in {power} van de 100 proeven gevonden: hoogstens in {share}, bij {candidate}.",
    }
    /// None within the budget.
    none_finds_within(what: &str, power: &Number, share: &WithError, candidate: Candidates) {
        en: "No candidate within the budget finds {what} in {power} of 100 trials: the most is {share}, by {candidate}.",
        nl: "Binnen het budget wordt {what} met geen enkele keuze in {power} van de 100 proeven gevonden: hoogstens in {share}, bij {candidate}.",
    }
    /// None that shows it.
    none_shows(arm: String, margin: Within, power: &Number, share: &WithError, candidate: Candidates) {
        en: "No candidate that can be paid shows in {power} of 100 trials that {arm} is {margin}: the most is {share}, by {candidate}.",
        nl: "Geen betaalbare keuze laat in {power} van de 100 proeven zien dat {arm} {margin} is: hoogstens in {share}, bij {candidate}.",
    }
    /// What finds it is bias.
    mostly_bias(what: &str, power: &Number) {
        en: "What finds {what} in {power} of 100 trials is no closer to it than running no trial: much of what is found is bias.",
        nl: "Waar {what} in {power} van de 100 proeven wordt gevonden, is de afwijking niet kleiner dan zonder proef. Veel van wat wordt gevonden, is vertekening.",
    }
    /// The power that is asked for when nobody says.
    usual_power(power: &Number) {
        en: "{power} of 100 is the usual power; --power asks for another.",
        nl: "Gevraagd is {power} van de 100, zoals gebruikelijk; met --power vraagt u iets anders.",
    }
    /// Within simulation error.
    close(power: &Number) {
        en: "That is {power} of 100 within simulation error.",
        nl: "Binnen de simulatiefout is dat {power} van de 100.",
    }
    /// A bias that is found as well.
    mind_bias(bias: AmountWithError) {
        en: "Mind its bias of {bias}: power counts what a bias finds as well.",
        nl: "De vertekening is daar {bias}: ook wat door vertekening wordt gevonden, telt mee.",
    }
    /// A world without an effect.
    no_effect() {
        en: "In this world the true effect is 0 or close to it, so that assuming none is right whatever a trial would find: weigh candidates in a world with an effect.",
        nl: "In deze wereld is het echte effect 0 of bijna 0. Uitgaan van ‘geen effect’ klopt dan altijd: vergelijk keuzes in een wereld met een effect.",
    }
    /// Candidates that are no better than none.
    too_weak(candidates: Candidates) {
        en: "Too weak to be worth the money, with a usual miss (RMSE) no smaller than the effect itself: {candidates}.",
        nl: "Het geld niet waard, want de afwijking per proef (RMSE) is niet kleiner dan het effect zelf: {candidates}.",
    }
    /// Candidates that another is better than.
    too_dear(enough: Candidates, candidates: Candidates) {
        en: "No cheaper than {enough}, and the effect is found less often: {candidates}.",
        nl: "Niet goedkoper dan {enough}, terwijl het effect minder vaak wordt gevonden: {candidates}.",
    }
    /// Candidates that find less often than asked.
    cheaper(candidates: Candidates) {
        en: "Cheaper, with less power than asked: {candidates}.",
        nl: "Goedkoper, maar het effect wordt minder vaak gevonden dan gevraagd: {candidates}.",
    }
    /// What is left.
    nothing_remains() {
        en: "Nothing remains: no candidate that can be paid does better than running no trial.",
        nl: "Er blijft geen keuze over: geen betaalbare keuze is beter dan geen proef.",
    }
    /// What is left.
    only_one() {
        en: "There is nothing else to choose from: try other values.",
        nl: "Er is niets anders om uit te kiezen: probeer andere waarden.",
    }
    /// What is left.
    one_remains() {
        en: "One candidate remains: no other is clearly better on cost, miss or bias.",
        nl: "Er blijft één keuze over: geen andere is duidelijk beter op kosten, afwijking of vertekening.",
    }
    /// What is left.
    several_remain(n: Number) {
        en: "{n} candidates remain: choosing between them is weighing money against accuracy and bias, or their difference is within simulation error.",
        nl: "Er blijven {n} keuzes over. Daartussen weegt u geld af tegen nauwkeurigheid en vertekening, of is het verschil kleiner dan de simulatiefout.",
    }
    /// What a tie is.
    ties() {
        en: "A tie: no difference between the two, in cost, miss or |bias|, is clear of simulation error.",
        nl: "Niet te onderscheiden: op kosten, afwijking en vertekening is geen verschil groter dan de simulatiefout kan verklaren.",
    }
    /// What a tie with something in brackets is.
    doubts() {
        en: "A tie with something in brackets: the other is clearly better, but for this only advantage over it, which is within simulation error.",
        nl: "Met iets tussen haakjes: de andere keuze is duidelijk beter, behalve daarop. Dat ene voordeel valt binnen de simulatiefout.",
    }
    /// What may tell.
    more_replications() {
        en: "More --replications can tell.",
        nl: "Met meer --replications kan het verschil te zien zijn.",
    }
    /// Different months.
    durations() {
        en: "Effects after different months are different questions: each candidate is held against the true effect in its own month.",
        nl: "Effecten na verschillende maanden zijn verschillende vragen: elke keuze is vergeleken met het echte effect in de eigen maand.",
    }
    /// Months that all pay.
    alike(months: Number) {
        en: "Months of treatment that all pay: {months}, as costs.months says.",
        nl: "Maanden waarin de aanpak wordt betaald: overal {months} (costs.months).",
    }
    /// Why candidates have these ranks.
    why_rank() {
        en: "Ranked by usual miss, not by how often something is found: that would reward bias away from zero.",
        nl: "Gerangschikt naar de afwijking per proef, niet naar hoe vaak iets wordt gevonden: dat zou vertekening belonen.",
    }
    /// What running no trial is.
    none() {
        en: "No trial: at no cost the effect is taken to be 0, and what is missed is the true effect.",
        nl: "Geen proef: dat kost niets en gaat uit van ‘geen effect’. De afwijking is dan het hele echte effect.",
    }
    /// What is found together.
    together_any(family: &str) {
        en: "Found together: in trials in which at least one test of family {family} finds what it seeks.",
        nl: "Samen gevonden: in proeven waarin minstens één van de toetsen ‘{family}’ het gezochte vindt.",
    }
    /// What is found together.
    together_all(family: &str) {
        en: "Found together: in trials in which every test of family {family} finds what it seeks.",
        nl: "Samen gevonden: in proeven waarin elk van de toetsen ‘{family}’ het gezochte vindt.",
    }
    /// What the other columns are about.
    others_about(arm: String, outcome: String) {
        en: "Miss, bias and coverage are about {arm} on {outcome} alone.",
        nl: "Afwijking, vertekening en ‘interval klopt’ gaan alleen over het effect van {arm} op {outcome}.",
    }
    /// Trials that gave something.
    incomplete(candidate: Number, estimated: Number, trials: Number, intervals: Number) {
        en: "Of candidate {candidate} {estimated} of {trials} trials have an estimate and {intervals} an interval.",
        nl: "Bij keuze {candidate} is er in {estimated} van de {trials} proeven een schatting en in {intervals} een interval.",
    }
    /// What numbers are then about.
    incomplete_about() {
        en: "Miss and bias are about the trials with an estimate, coverage about those with an interval; found is a share of all trials.",
        nl: "Afwijking en vertekening gaan over de proeven met een schatting, ‘interval klopt’ over die met een interval. ‘Gevonden’ gaat over alle proeven.",
    }
    /// Why a cell is empty.
    dash(reason: String) {
        en: "A dash in the line of a candidate: {reason}.",
        nl: "Streepje bij een keuze: {reason}.",
    }
    /// For whom months are paid.
    paid_starters() {
        en: "Months of treatment are paid for those who start it (costs.months_for: starters).",
        nl: "Maanden worden betaald voor wie met de aanpak start (costs.months_for: starters).",
    }
    /// For whom months are paid.
    paid_assigned() {
        en: "Months of treatment are paid for everybody assigned to it, whether they start or not (costs.months_for: assigned).",
        nl: "Maanden worden betaald voor iedereen die bij de aanpak is ingedeeld, ook wie niet start (costs.months_for: assigned).",
    }
    /// The unit of some columns.
    own_unit(outcome: String) {
        en: "Miss and bias are in the units of {outcome}.",
        nl: "Afwijking en vertekening zijn in de eenheid van de uitkomstmaat: {outcome}.",
    }
    /// What more money would bring.
    buys_none(candidate: Candidates, euros: String) {
        en: "This budget buys no candidate: {candidate} needs {euros} more.",
        nl: "Binnen dit budget past geen keuze: voor {candidate} is {euros} meer nodig.",
    }
    /// What more money would bring.
    more_money(euros: String, from: Amount, to: Amount, candidate: Candidates) {
        en: "{euros} more would bring the usual miss from {from} to {to} ({candidate}).",
        nl: "Met {euros} meer zit een proef er ongeveer {to} naast in plaats van {from} ({candidate}).",
    }
    /// What more money would bring.
    nothing_closer() {
        en: "More money would bring nothing closer to the true effect.",
        nl: "Meer geld brengt de schatting niet dichter bij het echte effect.",
    }
}
