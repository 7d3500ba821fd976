//! "What does the answer hang on?" in sentences.

use super::value::{Told, WatchedTold};
use crate::report::margin::Within;
use crate::report::words::amounts::Percent;
use crate::report::words::shares::{OfTrials, WithError};
use crate::report::words::{Listed, Number, phrases};

phrases! {
    /// Heading.
    title(scenario: &str) {
        en: "{scenario}: what the answer hangs on",
        nl: "{scenario}: waar het antwoord van afhangt",
    }
    /// Which comparison.
    compared(arm: String, versus: String, outcome: String, design: String, analysis: String, test: String, world: String) {
        en: "{arm} against {versus}, {outcome}; design {design}, analysis {analysis} ({test}), world {world}.",
        nl: "{arm} tegenover {versus}, {outcome}; opzet {design}, analyse {analysis} ({test}), wereld {world}.",
    }
    /// Its level.
    level(alpha: Number) { en: "p < {alpha}", nl: "p < {alpha}" }
    /// Its margin and level.
    margin(margin: Within, level: Number) {
        en: "{margin}, one-sided p < {level}",
        nl: "{margin}, eenzijdig p < {level}",
    }
    /// Which family.
    family(name: &str, tests: Number, design: String, world: String) {
        en: "Family {name}, {tests} tests together; design {design}, world {world}.",
        nl: "Toetsen ‘{name}’ samen ({tests} toetsen); opzet {design}, wereld {world}.",
    }
    /// A family of one test.
    family_of_one(name: &str, design: String, world: String) {
        en: "Family {name}, 1 test; design {design}, world {world}.",
        nl: "Toetsen ‘{name}’, 1 toets; opzet {design}, wereld {world}.",
    }

    /// Heading of the bars.
    changes(watched: WatchedTold) {
        en: "Change of {watched} when one assumption moves to an end of its range",
        nl: "Verandering van {watched} als één aanname naar een uiteinde van de bandbreedte gaat",
    }
    /// The same, of a share.
    changes_points(watched: WatchedTold) {
        en: "Change of {watched}, in points, when one assumption moves to an end of its range",
        nl: "Verandering van {watched}, in procentpunt, als één aanname naar een uiteinde van de bandbreedte gaat",
    }
    /// Head of a column.
    column_assumption() { en: "assumption", nl: "aanname" }
    /// Head of a column.
    column_stated() { en: "stated", nl: "opgegeven" }
    /// Head of a column.
    column_low() { en: "at its low end", nl: "laagste waarde" }
    /// Head of a column.
    column_high() { en: "at its high end", nl: "hoogste waarde" }
    /// An end without an answer.
    no_answer() { en: "no answer", nl: "geen antwoord" }
    /// What the bars are.
    bars() {
        en: "░ at the low end, █ at the high end; left of the line is less.",
        nl: "░ bij de laagste waarde, █ bij de hoogste; links van de lijn is minder.",
    }
    /// Rows that are not shown.
    more_rows(n: Number, all: Number) { en: "{n} more with --top {all}.", nl: "Nog {n} met --top {all}." }
    /// How shares of a whole move.
    scaled_alike() {
        en: "Where one share of a whole moves, the others are scaled alike, so that they still sum to 1.",
        nl: "Waar één deel van een geheel verandert, veranderen de andere delen mee, zodat de som 1 blijft.",
    }
    /// Heading.
    ends_without_answer() { en: "Ends without an answer", nl: "Uiteinden zonder antwoord" }
    /// Reasons that are not shown.
    more_reasons(n: Number) { en: "and {n} more, with --format csv", nl: "en nog {n}, met --format csv" }

    /// The answer as it stands, of power.
    found_as_stated(share: OfTrials) {
        en: "With all numbers as stated the effect is found in {share}.",
        nl: "Met de opgegeven getallen wordt het effect gevonden in {share}.",
    }
    /// The answer as it stands, of anything else.
    as_stated(watched: WatchedTold, value: Told) {
        en: "With all numbers as stated {watched} is {value}.",
        nl: "Met de opgegeven getallen is {watched} {value}.",
    }
    /// No answer.
    none(reason: String) { en: "There is no answer: {reason}.", nl: "Er is geen antwoord: {reason}." }
    /// What it hangs on most.
    most(name: &str, low: Number, high: Number, from: Told, to: Told) {
        en: "Most depends on {name}: over its range ({low} to {high}) this runs from {from} to {to}.",
        nl: "Dat hangt het meest af van {name}: over de bandbreedte ({low} tot {high}) loopt het van {from} tot {to}.",
    }
    /// The same where there is nothing to find at one end.
    most_one_end(name: &str, stated: Number, end: Number, from: Told, to: Told, nothing: Number) {
        en: "Most depends on {name}: between what is stated ({stated}) and {end} this runs from {from} to {to}. At {nothing} there is nothing to find.",
        nl: "Dat hangt het meest af van {name}: tussen de opgegeven waarde ({stated}) en {end} loopt het van {from} tot {to}. Bij {nothing} valt er niets te vinden.",
    }
    /// The same where there is nothing to find at both ends.
    most_no_end(name: &str, nothing: Listed<Number>) {
        en: "Most depends on {name}: at {nothing} there is nothing to find.",
        nl: "Dat hangt het meest af van {name}: bij {nothing} valt er niets te vinden.",
    }
    /// Others that show nothing.
    unseen_others(n: Number, trials: Number, limit: Told) {
        en: "For the other {n} assumptions {trials} trials show no clear change; it could still be up to {limit}.",
        nl: "Bij de andere {n} aannames laten {trials} proeven geen duidelijke verandering zien; die kan toch tot {limit} oplopen.",
    }
    /// One other.
    unseen_other(trials: Number, limit: Told) {
        en: "For the other assumption {trials} trials show no clear change; it could still be up to {limit}.",
        nl: "Bij de andere aanname laten {trials} proeven geen duidelijke verandering zien; die kan toch tot {limit} oplopen.",
    }
    /// All of them.
    unseen_all(n: Number, trials: Number, limit: Told) {
        en: "For none of the {n} assumptions {trials} trials show a clear change; it could still be up to {limit}.",
        nl: "Bij geen van de {n} aannames laten {trials} proeven een duidelijke verandering zien; die kan toch tot {limit} oplopen.",
    }
    /// The only one.
    unseen_only(trials: Number, limit: Told) {
        en: "For the one assumption {trials} trials show no clear change; it could still be up to {limit}.",
        nl: "Bij de enige aanname laten {trials} proeven geen duidelijke verandering zien; die kan toch tot {limit} oplopen.",
    }
    /// Which these are.
    these(names: Listed<String>) { en: "These are {names}.", nl: "Het gaat om {names}." }
    /// Those that are not named.
    more_names(n: Number) { en: "{n} more", nl: "nog {n}" }
    /// Nothing changes at all.
    unchanged(names: Listed<String>) {
        en: "Over the whole range nothing changes at all with {names}.",
        nl: "Over de hele bandbreedte verandert er niets met {names}.",
    }
    /// What would see more.
    more_replications() {
        en: "More --replications see smaller changes.",
        nl: "Met meer --replications zijn kleinere veranderingen te zien.",
    }
    /// What a mark means.
    reversed() {
        en: "* Here the effect goes the other way; found still counts the direction stated.",
        nl: "* Hier gaat het effect de andere kant op; ‘gevonden’ telt nog steeds de opgegeven richting.",
    }
    /// What a mark means.
    nothing_to_find() {
        en: "† Here the effect is 0, or too close to 0 to have a direction: there is nothing to find, and what counts is a false alarm in the direction stated.",
        nl: "† Hier is het effect 0, of te klein om een richting te hebben. Er valt niets te vinden: wat telt, is loos alarm in de opgegeven richting.",
    }
    /// What a mark means, against a margin.
    nothing_to_show() {
        en: "† Here the true effect lies at the margin or beyond it, or too close to it to tell: there is nothing to show, and what counts is a false alarm.",
        nl: "† Hier ligt het echte effect op de grens of erbuiten, of te dicht erbij om het te zeggen. Er valt niets te concluderen: wat telt, is loos alarm.",
    }
    /// Trials without an estimate.
    incomplete_power(estimated: Number, trials: Number) {
        en: "With all numbers as stated {estimated} of {trials} trials gave an estimate: a trial without one finds nothing.",
        nl: "Met de opgegeven getallen is er in {estimated} van de {trials} proeven een schatting. Een proef zonder schatting telt als niet gevonden.",
    }
    /// Trials without an estimate, of anything else.
    incomplete(estimated: Number, trials: Number) {
        en: "With all numbers as stated {estimated} of {trials} trials gave an estimate: the number is about those.",
        nl: "Met de opgegeven getallen is er in {estimated} van de {trials} proeven een schatting. Het getal gaat over die proeven.",
    }

    /// Draws that are possible.
    possible(all: Number, possible: Number) {
        en: "Of {all} draws {possible} are possible together; the answer is about those.",
        nl: "Van {all} trekkingen zijn er {possible} mogelijk; daarover gaat het antwoord.",
    }
    /// One.
    one_possible(all: Number) {
        en: "Of {all} draws 1 is possible; the answer is about that one.",
        nl: "Van {all} trekkingen is er 1 mogelijk; daarover gaat het antwoord.",
    }
    /// Fewer than were asked for.
    fewer(wanted: Number) {
        en: "{wanted} possible ones were asked for: this is as far as it goes.",
        nl: "Gevraagd was om {wanted} mogelijke trekkingen: meer zijn er niet gevonden.",
    }
    /// Fewer than half.
    contradict() {
        en: "Fewer than half are possible: these ranges contradict each other, and the answer is about narrower ones. Bring them into line.",
        nl: "Minder dan de helft is mogelijk: deze bandbreedtes spreken elkaar tegen. Het antwoord gaat over smallere: pas ze aan.",
    }
    /// Numbers that are elsewhere in possible draws.
    furthest(numbers: Listed<String>) { en: "Furthest off: {numbers}.", nl: "Het verst ernaast: {numbers}." }
    /// One of them.
    off(name: &str, possible: Number, drawn: Number) {
        en: "{name} ({possible} on average, {drawn} in all draws)",
        nl: "{name} (gemiddeld {possible}, in alle trekkingen {drawn})",
    }
    /// No answer.
    too_few_worlds() {
        en: "Fewer than three drawn worlds can be simulated: there is no average chance.",
        nl: "Minder dan drie getrokken werelden zijn door te rekenen: er is geen gemiddelde kans.",
    }
    /// The answer, in the direction of the effect.
    chance(share: WithError) {
        en: "Averaged over all that is still uncertain, the chance of a significant result in the planned direction is {share}.",
        nl: "Gemiddeld over alles wat nog onzeker is, is de kans op een significant resultaat in de verwachte richting {share}.",
    }
    /// The answer, in either direction.
    chance_either(share: WithError) {
        en: "Averaged over all that is still uncertain, the chance of a significant result in either direction is {share}.",
        nl: "Gemiddeld over alles wat nog onzeker is, is de kans op een significant resultaat, in welke richting dan ook, {share}.",
    }
    /// The answer, against a margin.
    chance_margin(arm: String, margin: Within, share: WithError) {
        en: "Averaged over all that is still uncertain, the chance to show that {arm} is {margin} is {share}.",
        nl: "Gemiddeld over alles wat nog onzeker is, is de kans op de conclusie dat {arm} {margin} is, {share}.",
    }
    /// How far it is from world to world.
    tenths(low: Percent, high: Percent) {
        en: "In one of ten drawn worlds it is less than {low}, in one of ten more than {high}.",
        nl: "In één op de tien getrokken werelden is die kans kleiner dan {low}, in één op de tien groter dan {high}.",
    }
    /// What the doubt comes from.
    doubt(share: Percent) {
        en: "Of the spread between found and not found, {share} comes from not knowing the world; the rest would remain if it were known.",
        nl: "Van het verschil tussen wel en niet vinden komt {share} door wat nog onbekend is. De rest blijft toeval, ook als dat bekend was.",
    }
    /// Worlds in which the effect is turned.
    turned(share: Percent) {
        en: "In {share} of the worlds drawn the effect goes the other way; what a trial finds of it there does not count.",
        nl: "In {share} van de getrokken werelden gaat het effect de andere kant op; wat een proef daar vindt, telt niet mee.",
    }
    /// None.
    not_turned() {
        en: "In none of the worlds drawn does the effect certainly go the other way.",
        nl: "In geen enkele getrokken wereld gaat het effect zeker de andere kant op.",
    }
    /// No direction.
    no_direction() {
        en: "Findings in either direction count, since the effect as stated has none.",
        nl: "Resultaten in beide richtingen tellen mee: het opgegeven effect heeft geen richting.",
    }
    /// Whether it is true or not.
    also_untrue() {
        en: "That counts in every world drawn, also where it is not true.",
        nl: "Dat telt in elke getrokken wereld, ook waar het niet klopt.",
    }
    /// What was drawn.
    drawn(worlds: Number, trials: Number, n: Number) {
        en: "{worlds} worlds of {trials} trials each: {n} assumptions drawn independently, from the distribution stated or evenly over the range.",
        nl: "{worlds} werelden met elk {trials} proeven: {n} aannames, los van elkaar getrokken uit de opgegeven verdeling of gelijkmatig over de bandbreedte.",
    }
    /// The same, of one.
    drawn_one(worlds: Number, trials: Number) {
        en: "{worlds} worlds of {trials} trials each: 1 assumption drawn, from the distribution stated or evenly over the range.",
        nl: "{worlds} werelden met elk {trials} proeven: 1 aanname, getrokken uit de opgegeven verdeling of gelijkmatig over de bandbreedte.",
    }
    /// What is drawn together.
    nested() {
        en: "Rates of outcomes that contain each other, as work over 8 and over 12 hours, are all low or all high together, and so are the effects of one arm on them.",
        nl: "Uitkomstmaten die elkaar bevatten, zoals werk van meer dan 8 en van meer dan 12 uur, zijn samen laag of samen hoog. Dat geldt ook voor de effecten van één aanpak daarop.",
    }
    /// How shares of a whole are drawn.
    shares_drawn() {
        en: "Shares of one whole are drawn apart and scaled alike, so that they sum to 1.",
        nl: "Delen van één geheel worden los getrokken en samen bijgesteld, zodat de som 1 is.",
    }
    /// Numbers that are left out.
    own_choices(n: Number, sections: Listed<String>, only: &str) {
        en: "{n} numbers with a range are your own choice ({sections}) and stay out of this; --only {only} shows what hangs on them.",
        nl: "{n} getallen met een bandbreedte zijn een eigen keuze ({sections}) en tellen hier niet mee. Met --only {only} is te zien wat ervan afhangt.",
    }
    /// One.
    own_choice(sections: Listed<String>, only: &str) {
        en: "1 number with a range is your own choice ({sections}) and stays out of this; --only {only} shows what hangs on it.",
        nl: "1 getal met een bandbreedte is een eigen keuze ({sections}) en telt hier niet mee. Met --only {only} is te zien wat ervan afhangt.",
    }

    /// Head of a column.
    column_drawn() { en: "all assumptions drawn", nl: "alle aannames getrokken" }
    /// Head of a column.
    column_value() { en: "value", nl: "waarde" }
    /// A row.
    row_stated() { en: "found, with all numbers as stated", nl: "gevonden, met de opgegeven getallen" }
    /// A row.
    row_expected() {
        en: "found on average, over what they may be (assurance)",
        nl: "gevonden, gemiddeld over alles wat onzeker is",
    }
    /// A row.
    row_turned() {
        en: "worlds drawn in which the effect goes the other way",
        nl: "getrokken werelden waarin het effect de andere kant op gaat",
    }
    /// A row.
    row_others() { en: "found on average, over all other worlds", nl: "gevonden, gemiddeld over alle andere werelden" }
    /// A row.
    row_tenth() {
        en: "in one world in ten it is found in less than",
        nl: "in één op de tien werelden gevonden in minder dan",
    }
    /// A row.
    row_ninetieth() {
        en: "in one world in ten it is found in more than",
        nl: "in één op de tien werelden gevonden in meer dan",
    }
    /// A row.
    row_variance() { en: "variance of one trial's verdict", nl: "variantie van de uitslag van één proef" }
    /// A row.
    row_world() { en: "because the world is not known", nl: "doordat de wereld onbekend is" }
    /// A row.
    row_chance() { en: "because of chance in the trial", nl: "door toeval in de proef" }
    /// Heading.
    impossible() { en: "Why draws are not possible", nl: "Waarom trekkingen niet mogelijk zijn" }
    /// A reason.
    draws_refused(n: Number, place: &str, example: &str) {
        en: "{n} draws: {place}, as in: {example}",
        nl: "{n} trekkingen: {place}, zoals: {example}",
    }
    /// The same, of one.
    draw_refused(place: &str, example: &str) {
        en: "1 draw: {place}, as in: {example}",
        nl: "1 trekking: {place}, namelijk: {example}",
    }
    /// Where no path tells.
    the_scenario() { en: "the scenario", nl: "het scenario" }
}
