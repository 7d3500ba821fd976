//! "How many people?" in sentences.

use crate::estimand::Scale;
use crate::report::margin::Within;
use crate::report::size::family::text::Why;
use crate::report::size::people::{Kind, People};
use crate::report::words::amounts::{Amount, Freq, Percent};
use crate::report::words::shares::{AmountWithError, Interval, OfTrials, WithError};
use crate::report::words::whom::{Among, ForAll};
use crate::report::words::{Listed, Number, phrases};

phrases! {
    /// Heading.
    title() { en: "How many people?", nl: "Hoeveel mensen zijn er nodig?" }
    /// Which comparison.
    described(outcome: String, arm: String, versus: String, among: Among, design: String, analysis: String, world: String) {
        en: "{outcome}, {arm} against {versus}, {among} · design {design}, analysis {analysis}, world {world}",
        nl: "{outcome}, {arm} tegenover {versus}, {among} · opzet {design}, analyse {analysis}, wereld {world}",
    }
    /// Which family, one test of which is enough.
    described_any(family: &str, design: String, world: String) {
        en: "family {family}, at least one test finds what it seeks · design {design}, world {world}",
        nl: "toetsen ‘{family}’ samen, minstens één gezocht resultaat · opzet {design}, wereld {world}",
    }
    /// Which family, all tests of which count.
    described_all(family: &str, design: String, world: String) {
        en: "family {family}, all tests find what they seek · design {design}, world {world}",
        nl: "toetsen ‘{family}’ samen, alle gezochte resultaten · opzet {design}, wereld {world}",
    }

    /// Of several arms, what the one needs that needs most.
    hardest(arm: String, kind: Kind, people: Number, interval: Interval, effect: Amount, power: &Number) {
        en: "{arm} needs most: about {people} {kind} in all ({interval}) to find {effect} in {power} of 100 trials.",
        nl: "De meeste {kind} zijn nodig voor {arm}: in totaal ongeveer {people} ({interval}), om {effect} in {power} van de 100 proeven te vinden.",
    }
    /// The same where an effect within a margin is to be shown.
    hardest_margin(arm: String, kind: Kind, people: Number, interval: Interval, power: &Number) {
        en: "{arm} needs most: about {people} {kind} in all ({interval}), to be shown at most so much worse in {power} of 100 trials.",
        nl: "De meeste {kind} zijn nodig voor {arm}: in totaal ongeveer {people} ({interval}), voor ‘binnen de grens’ in {power} van de 100 proeven.",
    }
    /// All arms need about as many.
    equal(people: People, interval: Interval) {
        en: "Every arm needs about as many: {people} in all ({interval}).",
        nl: "Voor elke aanpak is ongeveer hetzelfde aantal nodig: in totaal {people} ({interval}).",
    }
    /// What another arm needs.
    other(arm: String, people: People, interval: Interval) {
        en: "For {arm}: {people} ({interval}).",
        nl: "Voor {arm}: {people} ({interval}).",
    }
    /// An arm for which no number is enough.
    other_hopeless(arm: String) {
        en: "For {arm} no number will do.",
        nl: "Voor {arm} is geen enkel aantal genoeg.",
    }
    /// An arm for which no number was found.
    other_undetermined(arm: String) {
        en: "For {arm} it is not determined.",
        nl: "Voor {arm} is het niet vastgesteld.",
    }

    /// How many are needed to find an effect.
    needed(people: People, interval: Interval, power: &Number, alpha: Number) {
        en: "About {people} ({interval}) are needed to find the effect in {power} of 100 trials (p < {alpha}).",
        nl: "Er zijn ongeveer {people} nodig ({interval}) om het effect in {power} van de 100 proeven te vinden (p < {alpha}).",
    }
    /// How many are needed to show that an arm is not worse by more than a margin.
    needed_margin(people: People, interval: Interval, power: &Number, arm: String, margin: Within, level: Number) {
        en: "About {people} ({interval}) are needed to show in {power} of 100 trials that {arm} is {margin} (one-sided p < {level}).",
        nl: "Er zijn ongeveer {people} nodig ({interval}) om in {power} van de 100 proeven te concluderen: {arm} is {margin}. De toets is eenzijdig (p < {level}).",
    }
    /// How many are needed where what is found is mostly bias.
    needed_whatever(people: People, interval: Interval, power: &Number) {
        en: "To find something in the direction of the effect in {power} of 100 trials, whatever its size, takes about {people} ({interval}).",
        nl: "Om iets in de richting van het effect te vinden, hoe groot ook, zijn ongeveer {people} nodig ({interval}). Dat lukt dan in {power} van de 100 proeven.",
    }
    /// Where the smallest number that can be run is enough already.
    floor(people: People, frequency: Freq) {
        en: "Already with {people}, the smallest number that can be run, it is found in {frequency}. Whether fewer would do is not known.",
        nl: "Al met {people}, het kleinste aantal dat kan worden doorgerekend, wordt het effect in {frequency} gevonden. Of minder ook genoeg is, is niet bekend.",
    }
    /// The same, of what else succeeds.
    floor_succeeds(people: People, frequency: Freq) {
        en: "Already {people}, the smallest number that can be run, are enough: it succeeds in {frequency}. Whether fewer would do is not known.",
        nl: "Al met {people}, het kleinste aantal dat kan worden doorgerekend, lukt het in {frequency}. Of minder ook genoeg is, is niet bekend.",
    }
    /// Whose effect is to be found.
    effect_stated(policy: Amount, whom: ForAll) {
        en: "The effect to be found is the file's: {policy} {whom}.",
        nl: "Het te vinden effect staat in het scenario: {policy} {whom}.",
    }
    /// The same where the policy effect is another number.
    effect_converted(policy: Amount, whom: ForAll, own: Amount, per: Scale) {
        en: "The effect to be found is the file's: {policy} {whom}, which comes to {own} {per}.",
        nl: "Het te vinden effect staat in het scenario: {policy} {whom}. Omgerekend naar deze vergelijking is dat {own} {per}.",
    }
    /// The true effect where something is shown against a margin.
    effect_there(policy: Amount, whom: ForAll) {
        en: "The effect in the file is {policy} {whom}.",
        nl: "Het effect in het scenario is {policy} {whom}.",
    }
    /// How the people are divided.
    by_group(groups: Listed<String>) {
        en: "By group: {groups}.",
        nl: "Per groep: {groups}.",
    }
    /// Fewer take part than are in the analysis.
    taking_part(participants: Number) {
        en: "About {participants} of them take part.",
        nl: "Van hen doen er ongeveer {participants} mee.",
    }
    /// More take part than are in the analysis.
    left_of(participants: Number, interval: Interval) {
        en: "They are those left of {participants} participants ({interval}).",
        nl: "Zij blijven over van {participants} deelnemers ({interval}).",
    }
    /// How many have to be eligible.
    eligible(people: Number, interval: Interval) {
        en: "For that, {people} people ({interval}) have to be eligible.",
        nl: "Daarvoor moeten {people} mensen in aanmerking komen ({interval}).",
    }
    /// The same, and how many of them enrol.
    eligible_of_whom(people: Number, interval: Interval, enrol: Percent) {
        en: "For that, {people} people ({interval}) have to be eligible, of whom {enrol} enrol.",
        nl: "Daarvoor moeten {people} mensen in aanmerking komen ({interval}); van hen meldt {enrol} zich aan.",
    }

    /// New chance bears it out.
    confirmed(share: OfTrials) {
        en: "Confirmed with new chance: it succeeds in {share}.",
        nl: "Bevestigd met nieuwe toevalsgetallen: het lukt in {share}.",
    }
    /// The same, with what is found just below the interval.
    confirmed_below(share: OfTrials, people: Number, below: WithError) {
        en: "Confirmed with new chance: it succeeds in {share}; just below the interval, at {people}, in {below}.",
        nl: "Bevestigd met nieuwe toevalsgetallen: het lukt in {share}. Net onder het interval, bij {people}, is dat {below}.",
    }
    /// New chance, with too large an error to bear it out.
    checked_roughly(share: OfTrials) {
        en: "Checked roughly with new chance: it succeeds in {share}. A size a few per cent too small would not show.",
        nl: "Globaal nagerekend met nieuwe toevalsgetallen: het lukt in {share}. Een aantal dat enkele procenten te klein is, valt zo niet op.",
    }
    /// New chance does not bear it out.
    not_confirmed(share: OfTrials, power: &Number) {
        en: "Not confirmed: with new chance it succeeds in {share}; {power} % was asked.",
        nl: "Niet bevestigd: met nieuwe toevalsgetallen lukt het in {share}; gevraagd was {power}%.",
    }
    /// New chance does not contradict it, with too large an error to bear it out.
    too_rough(share: OfTrials) {
        en: "Too few trials to confirm it: with new chance it succeeds in {share}.",
        nl: "Te weinig proeven om dit te bevestigen: met nieuwe toevalsgetallen lukt het in {share}.",
    }
    /// The policy effect and the intervals.
    covers(share: Percent) {
        en: "The effect to be found lies in {share} of the intervals.",
        nl: "Het te vinden effect ligt in {share} van de intervallen.",
    }
    /// The effort ended the search.
    ended_early() {
        en: "The search stopped before the answer was as precise as asked; the interval shows how precise it is. More --effort makes it more precise.",
        nl: "Het zoeken stopte voordat het antwoord zo nauwkeurig was als gevraagd; het interval laat zien hoe nauwkeurig het is. Met meer --effort wordt het nauwkeuriger.",
    }
    /// The same where there is no answer.
    ended_without() {
        en: "The search stopped before there was an answer: give more --effort.",
        nl: "Het zoeken stopte voordat er een antwoord was: geef meer --effort.",
    }

    /// Too few people.
    pool(people: Number) {
        en: "Not feasible here: only {people} people are eligible.",
        nl: "Hier niet haalbaar: er komen maar {people} mensen in aanmerking.",
    }
    /// What they are enough for.
    pool_gives(people: People, frequency: Freq) {
        en: "They give about {people}, and the effect is then found in {frequency}.",
        nl: "Dat geeft ongeveer {people}, en dan wordt het effect in {frequency} gevonden.",
    }
    /// The same of what else succeeds.
    pool_gives_succeeds(people: People, frequency: Freq) {
        en: "They give about {people}, and it then succeeds in {frequency}.",
        nl: "Dat geeft ongeveer {people}, en dan lukt het in {frequency}.",
    }
    /// Where a search simulates fewer than there are.
    pool_simulated(people: People, frequency: Freq) {
        en: "With {people}, the most that the search simulates, the effect is found in {frequency}.",
        nl: "Met {people}, het grootste aantal dat wordt doorgerekend, wordt het effect in {frequency} gevonden.",
    }
    /// The same of what else succeeds.
    pool_simulated_succeeds(people: People, frequency: Freq) {
        en: "With {people}, the most that the search simulates, it succeeds in {frequency}.",
        nl: "Met {people}, het grootste aantal dat wordt doorgerekend, lukt het in {frequency}.",
    }
    /// What would do.
    enough_either(enrolment: Percent, places: Number) {
        en: "What would do: an enrolment of {enrolment} (if the extra people are like those who enrol now), or {places} places like this one in one trial.",
        nl: "Wel genoeg: {enrolment} aanmelding (als de extra mensen lijken op wie zich nu aanmeldt), of {places} plaatsen zoals deze in één proef.",
    }
    /// The same, of enrolment.
    enough_enrolment(enrolment: Percent) {
        en: "What would do: an enrolment of {enrolment} (if the extra people are like those who enrol now).",
        nl: "Wel genoeg: {enrolment} aanmelding (als de extra mensen lijken op wie zich nu aanmeldt).",
    }
    /// The same, of places.
    enough_places(places: Number) {
        en: "What would do: {places} places like this one in one trial.",
        nl: "Wel genoeg: {places} plaatsen zoals deze in één proef.",
    }

    /// Bias that no number of people removes.
    never_bias(bias: Amount) {
        en: "No number of people will do: the estimate is off by {bias}, more than the smallest effect that matters, and more people do not change that.",
        nl: "Met geen enkel aantal lukt het: de vertekening is {bias}, meer dan het kleinste effect dat ertoe doet. Meer mensen veranderen dat niet.",
    }
    /// Estimates on the other side.
    never_sign() {
        en: "No number of people will do: the estimates point the wrong way.",
        nl: "Met geen enkel aantal lukt het: de schattingen wijzen de verkeerde kant op.",
    }
    /// Nothing to find.
    never_nothing() {
        en: "No number of people will do: there is no effect to find, and every significant result is a false alarm.",
        nl: "Met geen enkel aantal lukt het: er valt geen effect te vinden. Elk significant resultaat is loos alarm.",
    }
    /// Estimates beyond a margin.
    never_sign_margin() {
        en: "No number of people will do: on average the estimates lie beyond the margin.",
        nl: "Met geen enkel aantal lukt het: de schattingen liggen gemiddeld voorbij de grens.",
    }
    /// An effect beyond a margin.
    never_nothing_margin() {
        en: "No number of people will do: the true effect lies at the margin or beyond it. To show that the arm is within it would be a false alarm.",
        nl: "Met geen enkel aantal lukt het: het echte effect ligt op de grens of erbuiten. De conclusie ‘binnen de grens’ zou loos alarm zijn.",
    }
    /// More people do not help.
    not_rising() {
        en: "More people do not raise the chance: see the table.",
        nl: "Met meer mensen stijgt de kans niet: zie de tabel.",
    }

    /// Bias at any size.
    bias(bias: AmountWithError) {
        en: "At any size the estimate is off by {bias} on average; `simulate` without a subcommand shows why.",
        nl: "Bij elk aantal is de vertekening {bias}. Waardoor, laat `simulate` zonder subcommando zien.",
    }
    /// What that is to be held against.
    matters(smallest: Amount) {
        en: "The smallest effect that matters is {smallest}.",
        nl: "Het kleinste effect dat ertoe doet, is {smallest}.",
    }
    /// The same where the scenario does not say.
    matters_by_default(smallest: Amount) {
        en: "The smallest effect that matters is {smallest}, a default: the scenario names none.",
        nl: "Het kleinste effect dat ertoe doet, is {smallest}. Dat is een standaardwaarde: het scenario noemt er geen.",
    }

    /// No answer.
    undetermined(power: &Number) {
        en: "Not determined for {power} of 100 trials.",
        nl: "Niet vastgesteld voor {power} van de 100 proeven.",
    }
    /// No answer, but bounds.
    undetermined_between(power: &Number, more: Number, less: Number) {
        en: "Not determined for {power} of 100 trials: it takes between {more} and {less} eligible people.",
        nl: "Niet vastgesteld voor {power} van de 100 proeven. Er moeten tussen {more} en {less} mensen in aanmerking komen.",
    }
    /// No answer, but a bound below.
    undetermined_more(power: &Number, more: Number) {
        en: "Not determined for {power} of 100 trials: it takes more than {more} eligible people.",
        nl: "Niet vastgesteld voor {power} van de 100 proeven. Er moeten meer dan {more} mensen in aanmerking komen.",
    }
    /// No answer, but a bound above.
    undetermined_less(power: &Number, less: Number) {
        en: "Not determined for {power} of 100 trials: it takes fewer than {less} eligible people.",
        nl: "Niet vastgesteld voor {power} van de 100 proeven. Er hoeven minder dan {less} mensen in aanmerking te komen.",
    }
    /// By the square-root law.
    law(people: Number, interval: Interval) {
        en: "Not simulated but extrapolated (four times as many people halve chance): about {people} eligible people ({interval}).",
        nl: "Niet gesimuleerd maar doorgetrokken (vier keer zoveel mensen halveert het toeval): er moeten ongeveer {people} mensen in aanmerking komen ({interval}).",
    }
    /// The same where only a bound is known.
    law_more(people: Number) {
        en: "Not simulated but extrapolated (four times as many people halve chance): more than {people} eligible people, if any number would do. The mean of the estimates cannot be told from zero.",
        nl: "Niet gesimuleerd maar doorgetrokken (vier keer zoveel mensen halveert het toeval): er moeten meer dan {people} mensen in aanmerking komen. Misschien is geen enkel aantal genoeg: het gemiddelde van de schattingen is niet van nul te onderscheiden.",
    }
    /// The same against a margin.
    law_more_margin(people: Number) {
        en: "Not simulated but extrapolated (four times as many people halve chance): more than {people} eligible people, if any number would do. The mean of the estimates cannot be told from the margin.",
        nl: "Niet gesimuleerd maar doorgetrokken (vier keer zoveel mensen halveert het toeval): er moeten meer dan {people} mensen in aanmerking komen. Misschien is geen enkel aantal genoeg: het gemiddelde van de schattingen is niet van de grens te onderscheiden.",
    }

    /// How many are needed for one of several tests.
    needed_any(people: People, interval: Interval, power: &Number) {
        en: "About {people} ({interval}) are needed so that in {power} of 100 trials at least one test finds what it seeks.",
        nl: "Er zijn ongeveer {people} nodig ({interval}) om in {power} van de 100 proeven minstens één gezocht resultaat te vinden.",
    }
    /// How many are needed for all of several tests.
    needed_all(people: People, interval: Interval, power: &Number) {
        en: "About {people} ({interval}) are needed so that in {power} of 100 trials all tests find what they seek.",
        nl: "Er zijn ongeveer {people} nodig ({interval}) om in {power} van de 100 proeven alle gezochte resultaten te vinden.",
    }
    /// Why several tests will not find together.
    never(why: Why) {
        en: "No number of people will do: {why}.",
        nl: "Met geen enkel aantal lukt het: {why}.",
    }

    /// Head of a column.
    column_eligible() { en: "eligible", nl: "komen in aanmerking" }
    /// Head of a column.
    column_analysed() { en: "analysed", nl: "geanalyseerd" }
    /// Head of a column.
    column_participants() { en: "take part", nl: "doen mee" }
    /// Head of a column.
    column_trials() { en: "trials", nl: "proeven" }
    /// Head of a column.
    column_found() { en: "found, %", nl: "gevonden, %" }
    /// Head of a column.
    column_shown() { en: "shown, %", nl: "binnen de grens, %" }
    /// Head of a column.
    column_covered() { en: "interval contains the effect, %", nl: "effect in interval, %" }
    /// Some trials gave no estimate or no interval.
    incomplete(estimated: Number, trials: Number, intervals: Number) {
        en: "Not every trial gave everything: at worst {estimated} of {trials} trials have an estimate and {intervals} an interval. “Contains policy effect” is about the trials with an interval; found is a share of all trials.",
        nl: "Niet elke proef gaf alles: in het ongunstigste geval is er in {estimated} van de {trials} proeven een schatting en in {intervals} een interval. ‘Beleidseffect in interval’ gaat over de proeven met een interval; ‘gevonden’ over alle proeven.",
    }
}
