//! The head of a page: its title, the large numbers and a line for each section.
#![allow(dead_code, reason = "the pages that say them are made elsewhere")]

use super::amounts::{Amount, Freq, FreqRange, Trials};
use super::causes::Because;
use super::{Number, phrases};
use crate::diagnosis::measured::Rate;
use crate::language::Language;
use crate::report::margin::Within;

/// What a title is made of: the arms' tests of the first design.
#[derive(Clone, Debug)]
pub(in crate::report) enum Headline {
    /// No simulated trial gave an answer.
    Nothing,
    /// Nothing has an effect in the plan: a false alarm of any arm.
    NoEffect(Rate),
    /// One arm and how often its effect is found.
    One(String, Rate),
    /// At least one of several arms.
    Several(Rate),
    /// Comparisons with different groups: the one found least and the one found most.
    Each([Rate; 2]),
    /// An arm is shown to be at most so much worse.
    NotWorse(Within, Rate),
    /// At least one of several arms is shown to be at most so much worse.
    SomeNotWorse(Within, Rate),
    /// Every effect lies at the margin or beyond it: what is concluded all the same is a false alarm.
    FalselyNotWorse(Within, Rate),
}

/// Share of trials from which on it is told how often an effect is found, and not how often none is.
const ENOUGH: f64 = 0.8;

impl Headline {
    /// The title of the page, chosen by the numbers; `simulated` is the number of trials.
    pub fn title(&self, language: Language, simulated: u32) -> String {
        let freq = |rate: &Rate| Freq::of(rate, simulated);
        match self {
            Self::Nothing => title_none(language),
            Self::NoEffect(any) => title_no_effect(language, freq(any)),
            Self::One(arm, found) => title_one(language, freq(found), arm.as_str()),
            Self::Several(any) if any.value >= ENOUGH => title_some(language, freq(any)),
            Self::Several(any) => title_missed(language, freq(&complement(any))),
            Self::Each([least, most]) => match FreqRange::of([*least, *most], simulated) {
                Some(range) => title_each(language, range),
                None => title_none(language),
            },
            Self::NotWorse(margin, shown) => title_not_worse(language, freq(shown), margin.clone()),
            Self::SomeNotWorse(margin, any) => {
                title_some_not_worse(language, freq(any), margin.clone())
            }
            Self::FalselyNotWorse(margin, alarm) => {
                title_falsely_not_worse(language, freq(alarm), margin.clone())
            }
        }
    }
}

/// The share of the other trials.
fn complement(rate: &Rate) -> Rate {
    let (low, high) = (1.0 - rate.interval.high, 1.0 - rate.interval.low);
    let mut other = *rate;
    other.value = 1.0 - rate.value;
    (other.interval.low, other.interval.high) = (low, high);
    other
}

phrases! {
    /// Title with one arm.
    title_one(freq: Freq, arm: &str) {
        en: "If the plan is right, {freq} find the effect of {arm}",
        nl: "Klopt het plan, dan wordt het effect van {arm} in {freq} gevonden",
    }
    /// Title with several arms, most trials finding nothing.
    title_missed(freq: Freq) {
        en: "If the plan is right, {freq} find no effect of any arm",
        nl: "Klopt het plan, dan wordt in {freq} bij geen enkele aanpak het effect gevonden",
    }
    /// Title with several arms, most trials finding something.
    title_some(freq: Freq) {
        en: "If the plan is right, {freq} find at least one effect",
        nl: "Klopt het plan, dan wordt in {freq} minstens één effect gevonden",
    }
    /// Title of comparisons with different groups.
    title_each(range: FreqRange) {
        en: "If the plan is right, the effects are found in {range}, depending on the comparison",
        nl: "Klopt het plan, dan worden de effecten in {range} gevonden, afhankelijk van de vergelijking",
    }
    /// Title of a plan without effects.
    title_no_effect(freq: Freq) {
        en: "The plan assumes no effect; {freq} report one all the same",
        nl: "Het plan gaat uit van geen effect; toch wordt in {freq} een effect gemeld",
    }
    /// Title of a test against a margin.
    title_not_worse(freq: Freq, margin: Within) {
        en: "If the plan is right, {freq} conclude: {margin}",
        nl: "Klopt het plan, dan luidt de conclusie in {freq}: {margin}",
    }
    /// The same where several arms are tested.
    title_some_not_worse(freq: Freq, margin: Within) {
        en: "If the plan is right, {freq} conclude of at least one arm: {margin}",
        nl: "Klopt het plan, dan is de conclusie in {freq} voor minstens één aanpak: {margin}",
    }
    /// Title where every effect lies at the margin or beyond it.
    title_falsely_not_worse(freq: Freq, margin: Within) {
        en: "The plan’s effect is not within the margin; {freq} conclude all the same: {margin}",
        nl: "In het plan ligt het effect op of voorbij de grens; toch is de conclusie in {freq}: {margin}",
    }
    /// Title without any answer.
    title_none() {
        en: "No simulated trial gave an answer",
        nl: "Geen enkele gesimuleerde proef gaf een antwoord",
    }
    /// Under a large number.
    large_found() { en: "found, per 100 trials", nl: "gevonden, per 100 proeven" }
    /// Under a large number, of few trials.
    large_found_of(trials: Trials) { en: "found, of {trials}", nl: "gevonden, van {trials}" }
    /// Under a large number.
    large_bias() { en: "bias, points", nl: "vertekening, procentpunt" }
    /// Under a large number.
    large_bias_own() { en: "bias", nl: "vertekening" }
    /// Under a large number.
    large_alarm() { en: "false alarm, per 100 trials", nl: "loos alarm, per 100 proeven" }
    /// Under a large number, of few trials.
    large_alarm_of(trials: Trials) { en: "false alarm, of {trials}", nl: "loos alarm, van {trials}" }
    /// Line of the section on what is found, with the size that would do; `interval` is told.
    nav_found(freq: Freq, power: Number, people: Number, interval: &str) {
        en: "In {freq}. For {power} of 100: about {people} participants ({interval}).",
        nl: "In {freq}. Voor {power} van de 100: ongeveer {people} deelnemers ({interval}).",
    }
    /// The same where no size would do; `reason` is told.
    nav_found_never(freq: Freq, reason: &str) { en: "In {freq}. {reason}.", nl: "In {freq}. {reason}." }
    /// Line of the section on bias.
    nav_off(bias: Amount, cause: Because) {
        en: "Off by {bias} on average, mostly because {cause}.",
        nl: "De vertekening is {bias}, vooral doordat {cause}.",
    }
    /// The same without any.
    nav_not_off() { en: "No bias is visible.", nl: "Vertekening is niet te zien." }
    /// Line of the section on stories.
    nav_stories(a: &str, b: &str, difference: Amount, spread: Amount) {
        en: "On average {a} and {b} differ by {difference}; one trial spreads by {spread}.",
        nl: "Gemiddeld verschillen ‘{a}’ en ‘{b}’ {difference}; de spreiding van één proef is {spread}.",
    }
    /// Line of the section on assumptions.
    nav_hangs(name: &str, low: Number, high: Number) {
        en: "Most on {name}: found in {low} % to {high} %.",
        nl: "Het meest van {name}: gevonden in {low}% tot {high}%.",
    }
    /// The same where none shows.
    nav_hangs_on_none() { en: "No assumption shows.", nl: "Van geen aanname zichtbaar." }
    /// Line of the section on money.
    nav_money(miss: Amount, euros: Number) {
        en: "The smallest usual miss is {miss}, for €{euros}.",
        nl: "De kleinste afwijking per proef is {miss}, voor € {euros}.",
    }
    /// Line of the section on months; the months are told.
    nav_months(first: Number, early: &str, last: Number, late: &str) {
        en: "Found in {first} % {early}, in {last} % {late}.",
        nl: "Gevonden in {first}% {early} en in {last}% {late}.",
    }
    /// Line of the section on targets.
    nav_trust(met: Number, all: Number) {
        en: "Targets met: {met} of {all}. This tests the computation, not the assumptions.",
        nl: "Streefwaarden gehaald: {met} van de {all}. Dat toetst het rekenwerk, niet de aannames.",
    }
    /// Heading of that section.
    trust() { en: "Are the people as the file says?", nl: "Zijn de mensen zoals opgegeven?" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::measured::Absent;

    fn rate(count: u64) -> Rate {
        Rate::of(count, 1000, Absent::NoReplications).expect("there are trials")
    }

    #[test]
    fn a_title_follows_the_numbers() {
        let title = |headline: Headline| headline.title(Language::English, 1000);
        assert_eq!(
            title(Headline::One("coaching".to_owned(), rate(400))),
            "If the plan is right, about 40 of 100 trials find the effect of coaching"
        );
        assert_eq!(
            title(Headline::Several(rate(220))),
            "If the plan is right, about 78 of 100 trials find no effect of any arm"
        );
        assert_eq!(
            title(Headline::Several(rate(850))),
            "If the plan is right, about 85 of 100 trials find at least one effect"
        );
        assert_eq!(
            title(Headline::Several(rate(0))),
            "If the plan is right, practically all trials find no effect of any arm"
        );
        assert_eq!(
            Headline::NoEffect(rate(50)).title(Language::Dutch, 1000),
            "Het plan gaat uit van geen effect; toch wordt in ongeveer 5 van de 100 proeven een effect gemeld"
        );
    }
}
