//! "What is the smallest effect?" in sentences.

use crate::language::Language;
use crate::plan::Direction;
use crate::report::size::family::text::Why;
use crate::report::words::amounts::{Amount, Freq};
use crate::report::words::shares::{Interval, OfTrials};
use crate::report::words::whom::Among;
use crate::report::words::{Listed, Number, Say, phrases};

/// In which direction an effect is searched, at the start of a sentence.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Way(pub Direction);

impl Say for Way {
    fn say(&self, language: Language) -> String {
        match self.0 {
            Direction::Up => upwards(language),
            Direction::Down => downwards(language),
        }
    }
}

phrases! {
    /// A direction.
    upwards() { en: "Upwards", nl: "Naar boven" }
    /// A direction.
    downwards() { en: "Downwards", nl: "Naar beneden" }
    /// Heading.
    title() {
        en: "What is the smallest effect that can be found?",
        nl: "Wat is het kleinste effect dat te vinden is?",
    }
    /// The answer.
    found(way: Way, effect: Amount, interval: Interval, power: &Number, alpha: Number) {
        en: "{way}: {effect} ({interval}) is found in {power} of 100 trials (p < {alpha}).",
        nl: "{way}: {effect} ({interval}) wordt in {power} van de 100 proeven gevonden (p < {alpha}).",
    }
    /// A policy effect that goes with it.
    with_policy(policy: Amount) {
        en: "That goes with a policy effect of {policy}.",
        nl: "Daarbij hoort een beleidseffect van {policy}.",
    }
    /// The answer as a policy effect.
    found_policy(way: Way, policy: Amount, interval: Interval, power: &Number, alpha: Number) {
        en: "{way}: a policy effect of {policy} ({interval}) is found in {power} of 100 trials (p < {alpha}).",
        nl: "{way}: een beleidseffect van {policy} ({interval}) wordt in {power} van de 100 proeven gevonden (p < {alpha}).",
    }
    /// What that is in the trial.
    with_own(own: Amount, among: Among) {
        en: "That goes with {own} in the trial, {among}.",
        nl: "Daarbij hoort {own} in de proef zelf, {among}.",
    }
    /// New chance, with too large an error to bear it out.
    checked_roughly(share: OfTrials) {
        en: "Checked roughly with new chance: it succeeds in {share}. An effect a few per cent too small would not show.",
        nl: "Globaal nagerekend met nieuwe toevalsgetallen: het lukt in {share}. Een effect dat enkele procenten te klein is, valt zo niet op.",
    }
    /// Out of reach, by the outcome.
    largest(way: Way, effect: Amount, frequency: Freq, alpha: Number) {
        en: "{way}: out of reach. Even the largest effect that the outcome allows ({effect}) is found in only {frequency} (p < {alpha}).",
        nl: "{way}: buiten bereik. Zelfs het grootste effect dat de uitkomstmaat toelaat ({effect}), wordt maar in {frequency} gevonden (p < {alpha}).",
    }
    /// Out of reach, of all effects together.
    largest_together(way: Way, effect: Amount, frequency: Freq, alpha: Number) {
        en: "{way}: out of reach. Even {effect}, the most that scaling all effects of all arms together reaches, is found in only {frequency} (p < {alpha}).",
        nl: "{way}: buiten bereik. Verder dan {effect} is niet te bereiken door alle effecten samen te vergroten; dat wordt maar in {frequency} gevonden (p < {alpha}).",
    }
    /// Out of reach, of one arm's effect.
    largest_alone(way: Way, effect: Amount, arm: String, frequency: Freq, alpha: Number) {
        en: "{way}: out of reach. Even {effect}, the most that moving the effect of {arm} alone reaches, is found in only {frequency} (p < {alpha}).",
        nl: "{way}: buiten bereik. Verder dan {effect} is niet te bereiken met alleen het effect van {arm}; dat wordt maar in {frequency} gevonden (p < {alpha}).",
    }
    /// Out of reach, without an end.
    however_large(way: Way, tried: Amount, frequency: Freq, alpha: Number) {
        en: "{way}: out of reach, however large the effect. Even {tried} is found in only {frequency} (p < {alpha}).",
        nl: "{way}: buiten bereik, hoe groot het effect ook is. Zelfs {tried} wordt maar in {frequency} gevonden (p < {alpha}).",
    }
    /// Nothing tried.
    however_large_untried(way: Way) {
        en: "{way}: out of reach, however large the effect.",
        nl: "{way}: buiten bereik, hoe groot het effect ook is.",
    }
    /// All effects together do not move it that way.
    unmoved_together(way: Way) {
        en: "{way}: out of reach: scaling all effects of all arms together does not move it that way.",
        nl: "{way}: buiten bereik. Alle effecten samen vergroten of verkleinen verandert niets in die richting.",
    }
    /// One arm's effect does not move it that way.
    unmoved_alone(way: Way, arm: String) {
        en: "{way}: out of reach: moving the effect of {arm} alone does not move it that way.",
        nl: "{way}: buiten bereik. Een ander effect van {arm} alleen verandert niets in die richting.",
    }
    /// Bias that hides everything.
    biased(without: Amount) {
        en: "In no direction can an effect be told from the bias: without any effect the estimates are {without} on average already, more than the smallest effect that matters.",
        nl: "In geen enkele richting is een effect van de vertekening te onderscheiden. Zonder effect zijn de schattingen gemiddeld al {without}: meer dan het kleinste effect dat ertoe doet.",
    }
    /// Significant without any effect.
    always(way: Way, frequency: Freq, alpha: Number, power: &Number) {
        en: "{way}: without any effect {frequency} are significant in this direction already (p < {alpha}), and {power} of 100 were asked.",
        nl: "{way}: ook zonder effect is het resultaat al in {frequency} significant in deze richting (p < {alpha}). Gevraagd was {power} van de 100.",
    }
    /// A larger effect is not found more often.
    not_rising(way: Way) {
        en: "{way}: a larger effect is not found more often; see the table.",
        nl: "{way}: een groter effect wordt niet vaker gevonden; zie de tabel.",
    }
    /// No answer.
    undetermined(way: Way) {
        en: "{way}: not determined. Give the search more --effort.",
        nl: "{way}: niet vastgesteld. Geef meer --effort om langer te zoeken.",
    }
    /// No answer, but a bound.
    undetermined_beyond(way: Way, bound: Amount) {
        en: "{way}: not determined, but beyond {bound}. Give the search more --effort.",
        nl: "{way}: niet vastgesteld, maar verder van nul dan {bound}. Geef meer --effort om langer te zoeken.",
    }

    /// What the search moved.
    scaling() {
        en: "Searched by scaling all effects of all arms together.",
        nl: "Gezocht door alle effecten van alle aanpakken samen te vergroten of te verkleinen.",
    }
    /// The same, of one arm's effect.
    moving(arms: &Listed<String>) {
        en: "Searched by moving the effect of {arms} alone, since the stated effects do not differ.",
        nl: "Gezocht door alleen het effect van {arms} te veranderen: de effecten in het scenario verschillen niet.",
    }
    /// Both, of several searches.
    scaling_or_moving(arms: &Listed<String>) {
        en: "Searched by scaling all effects of all arms together, or by moving the effect of {arms} alone where the stated effects do not differ.",
        nl: "Gezocht door alle effecten samen te vergroten of te verkleinen. Waar de effecten in het scenario niet verschillen, is alleen het effect van {arms} veranderd.",
    }
    /// An arm, and against which other.
    against(arm: String, versus: String) { en: "{arm} (against {versus})", nl: "{arm} (tegenover {versus})" }

    /// Head of a column.
    column_effect() { en: "effect", nl: "effect" }
    /// Head of a column.
    column_effect_there() { en: "effect in the trial", nl: "effect in de proef" }
    /// Head of a column.
    column_factor() { en: "times the effects", nl: "keer de effecten" }
    /// Head of a column.
    column_policy() { en: "policy effect of", nl: "beleidseffect van" }
    /// Head of a column.
    column_stated() { en: "as stated", nl: "opgegeven" }
    /// Head of a column.
    column_needed() { en: "needed", nl: "nodig" }

    /// Heading, of several tests.
    title_together() { en: "How large must the effects be?", nl: "Hoe groot moeten de effecten zijn?" }
    /// What the search moved.
    scaling_together() {
        en: "Searched by scaling all effects together.",
        nl: "Gezocht door alle effecten samen te vergroten of te verkleinen.",
    }
    /// The answer, for one of several tests.
    factor_any(factor: &Number, interval: &Interval, power: &Number) {
        en: "With all effects {factor} times as large as stated ({interval}), in {power} of 100 trials at least one test finds what it seeks.",
        nl: "Bij {factor} keer de opgegeven effecten ({interval}) vindt minstens één toets het gezochte in {power} van de 100 proeven.",
    }
    /// The answer, for all of several tests.
    factor_all(factor: &Number, interval: &Interval, power: &Number) {
        en: "With all effects {factor} times as large as stated ({interval}), in {power} of 100 trials all tests find what they seek.",
        nl: "Bij {factor} keer de opgegeven effecten ({interval}) vindt elke toets het gezochte in {power} van de 100 proeven.",
    }
    /// Found without an effect, by one of several tests.
    always_any(power: &Number) {
        en: "Even with effects a hundred times smaller, in {power} of 100 trials at least one test finds what it seeks: these are false alarms.",
        nl: "Zijn de effecten honderd keer zo klein, dan meldt in {power} van de 100 proeven toch minstens één toets iets: dat is loos alarm.",
    }
    /// Found without an effect, by all of several tests.
    always_all(power: &Number) {
        en: "Even with effects a hundred times smaller, in {power} of 100 trials all tests find what they seek: these are false alarms.",
        nl: "Zijn de effecten honderd keer zo klein, dan meldt in {power} van de 100 proeven toch elke toets iets: dat is loos alarm.",
    }
    /// Why no factor will do.
    never(why: Why) { en: "No factor will do: {why}.", nl: "Met geen enkele vergroting lukt het: {why}." }
    /// Larger effects do not help.
    factor_not_rising() {
        en: "The chance does not rise with the effects: see the table.",
        nl: "De kans stijgt niet met de effecten: zie de tabel.",
    }
    /// Out of reach, for one of several tests.
    out_any(power: &Number) {
        en: "Out of reach: however large the effects, in fewer than {power} of 100 trials at least one test finds what it seeks.",
        nl: "Buiten bereik: hoe groot de effecten ook zijn, in minder dan {power} van de 100 proeven vindt minstens één toets het gezochte.",
    }
    /// Out of reach, for all of several tests.
    out_all(power: &Number) {
        en: "Out of reach: however large the effects, in fewer than {power} of 100 trials all tests find what they seek.",
        nl: "Buiten bereik: hoe groot de effecten ook zijn, in minder dan {power} van de 100 proeven vindt elke toets het gezochte.",
    }
    /// No answer.
    factor_undetermined() {
        en: "Not determined. Give the search more --effort.",
        nl: "Niet vastgesteld. Geef meer --effort om langer te zoeken.",
    }
    /// No answer, but a bound.
    factor_more(factor: Number) {
        en: "Not determined, but more than {factor} times the stated effects. Give the search more --effort.",
        nl: "Niet vastgesteld, maar meer dan {factor} keer de opgegeven effecten. Geef meer --effort om langer te zoeken.",
    }
}
