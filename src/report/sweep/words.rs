//! "What if settings differ?" in sentences.

use super::hangs::Share;
use crate::report::words::amounts::{Amount, EitherOf, Percent, Trials};
use crate::report::words::{Number, phrases};

phrases! {
    /// Heading.
    title(scenario: &str) {
        en: "{scenario}: what if settings differ?",
        nl: "{scenario}: wat als de instellingen anders zijn?",
    }
    /// How much was simulated.
    simulated(trials: Trials, points: Number) {
        en: "{trials} at each of {points} points, with the same chance at all.",
        nl: "{trials} bij elk van de {points} varianten, steeds met dezelfde toevalsgetallen.",
    }
    /// The same at one point.
    simulated_once(trials: Trials) { en: "{trials} at 1 point.", nl: "{trials} bij 1 variant." }
    /// How settings are combined.
    together() { en: "The settings are gone through together.", nl: "De instellingen veranderen samen." }
    /// How settings are combined.
    crossed() { en: "Every combination is tried.", nl: "Elke combinatie is doorgerekend." }
    /// A setting and its values.
    varied(path: &str, values: String, now: String) {
        en: "{path}: {values} (now {now})",
        nl: "{path}: {values} (nu {now})",
    }
    /// The same with what the setting is called in words.
    varied_named(path: &str, name: String, values: String, now: String) {
        en: "{path} ({name}): {values} (now {now})",
        nl: "{path} ({name}): {values} (nu {now})",
    }
    /// Between values; a comma stands within numbers in Dutch.
    between() { en: ", ", nl: "; " }
    /// Between points.
    between_points() { en: "; ", nl: " / " }
    /// A value that is not there.
    not_set() { en: "not set", nl: "niet opgegeven" }
    /// The value as it stands, in a table.
    now(value: String) { en: "now: {value}", nl: "nu: {value}" }
    /// The value as it stands, in a sentence.
    as_it_stands(value: String) { en: "{value} (now)", nl: "{value} (nu)" }
    /// Heading of a comparison.
    compared(arm: String, versus: String, outcome: String, world: String, design: String, analysis: String) {
        en: "{arm} against {versus}: {outcome} (world {world}, design {design}, analysis {analysis})",
        nl: "{arm} tegenover {versus}: {outcome} (wereld {world}, opzet {design}, analyse {analysis})",
    }

    /// Head of a column.
    found() { en: "found", nl: "gevonden" }
    /// Head of a column, against a margin.
    shown() { en: "shown", nl: "binnen\nde grens" }
    /// Head of a column.
    false_alarm() { en: "false\nalarm", nl: "loos\nalarm" }
    /// Head of a column.
    significant() { en: "significant", nl: "significant" }
    /// Head of a column.
    change() { en: "change", nl: "verschil" }
    /// Head of a column.
    truth() { en: "true", nl: "echt\neffect" }
    /// Head of a column.
    bias() { en: "bias", nl: "vertekening" }
    /// Head of a column.
    covered() { en: "covered", nl: "interval\nklopt" }
    /// Head of a column.
    miss() { en: "usual\nmiss", nl: "afwijking\nper proef" }
    /// Head of a column.
    analysed() { en: "analysed", nl: "geanalyseerd" }
    /// Unit in the head of a column.
    points() { en: "points", nl: "%-punt" }
    /// Why a number is missing.
    dash(column: String, reason: String) {
        en: "A dash under {column}: {reason}.",
        nl: "Streepje bij ‘{column}’: {reason}.",
    }
    /// Which trials numbers are about.
    incomplete(estimated: Number, trials: Number, intervals: Number) {
        en: "Not every trial gave everything: at worst {estimated} of {trials} trials have an estimate and {intervals} an interval. Bias and usual miss are about the trials with an estimate, covered about those with an interval; found and significant are shares of all trials.",
        nl: "Niet elke proef gaf alles: in het ongunstigste geval is er in {estimated} van de {trials} proeven een schatting en in {intervals} een interval. Vertekening en afwijking gaan over de proeven met een schatting, ‘interval klopt’ over die met een interval. ‘Gevonden’ en ‘significant’ gaan over alle proeven.",
    }

    /// What is followed.
    share_found() { en: "The share found", nl: "De kans om het effect te vinden" }
    /// What is followed, against a margin.
    share_shown() { en: "The share shown to be within the margin", nl: "De kans op de conclusie ‘binnen de grens’" }
    /// What is followed where some effect is 0.
    share_significant() { en: "The share of significant trials", nl: "De kans op een significant resultaat" }
    /// What it goes with.
    moves(share: Share, low: &Percent, at_low: &str, high: &Percent, at_high: &str, name: &str) {
        en: "{share} goes from {low} (at {at_low}) to {high} (at {at_high}) with {name}.",
        nl: "{share} loopt van {low} (bij {at_low}) tot {high} (bij {at_high}), afhankelijk van {name}.",
    }
    /// The same, averaged over other settings.
    moves_most(share: Share, low: &Percent, at_low: &str, high: &Percent, at_high: &str, name: &str) {
        en: "{share}, averaged over the rest, goes from {low} (at {at_low}) to {high} (at {at_high}) with {name}.",
        nl: "{share} loopt, gemiddeld over de rest, van {low} (bij {at_low}) tot {high} (bij {at_high}), afhankelijk van {name}.",
    }
    /// Another setting.
    moves_less(low: &Percent, at_low: &str, high: &Percent, at_high: &str, name: &str) {
        en: "Less with {name}: from {low} (at {at_low}) to {high} (at {at_high}).",
        nl: "Die hangt minder af van {name}: van {low} (bij {at_low}) tot {high} (bij {at_high}).",
    }
    /// Settings with which it does not go.
    moves_unseen(names: EitherOf<String>) {
        en: "Not visibly with {names}.",
        nl: "Die hangt niet zichtbaar af van {names}.",
    }
    /// No setting with which it goes.
    moves_not(trials: Trials, error: Amount) {
        en: "In {trials} no difference is larger than simulation error ({error}) can explain.",
        nl: "In {trials} is geen verschil groter dan de simulatiefout ({error}) kan verklaren.",
    }
    /// No setting with which it goes, though it differs from the scenario as it stands.
    moves_together(trials: Trials, error: Amount) {
        en: "In {trials} no difference between values of one setting is larger than simulation error ({error}) can explain. Against the scenario as it stands there are such differences: see the table.",
        nl: "In {trials} is tussen de waarden van één instelling geen verschil groter dan de simulatiefout ({error}) kan verklaren. Vergeleken met het scenario zelf zijn er wel zulke verschillen: zie de tabel.",
    }
    /// An effect that changes its sign.
    turned() {
        en: "The true effect goes up at some points and down at others: somewhere between them there is none to find.",
        nl: "Het echte effect wijst bij sommige varianten naar boven en bij andere naar beneden: ergens daartussen is er niets te vinden.",
    }

    /// Heading of a family.
    family(name: &str, world: String, design: String) {
        en: "Family {name}, its tests together (world {world}, design {design}), % of trials",
        nl: "Toetsen ‘{name}’ samen (wereld {world}, opzet {design}), % van de proeven",
    }
    /// Head of a column.
    tests() { en: "tests", nl: "toetsen" }
    /// Head of a column.
    any_found() { en: "at least\none found", nl: "minstens\néén gevonden" }
    /// Head of a column.
    all_found() { en: "all\nfound", nl: "alle\ngevonden" }
    /// Head of a column.
    change_points() { en: "change\npoints", nl: "verschil\n%-punt" }
    /// Head of a column.
    any_false_alarm() { en: "a false\nalarm", nl: "loos\nalarm" }
    /// What a change is.
    change_told() {
        en: "Change: against the scenario as it stands (now), with the same chance.",
        nl: "Verschil: met het scenario zoals het is (nu), met dezelfde toevalsgetallen.",
    }

    /// Why there is no picture.
    not_drawn() {
        en: "Of more than two settings crossed no picture is drawn.",
        nl: "Van meer dan twee instellingen samen is er geen figuur.",
    }

    /// Heading.
    without_numbers() { en: "Points without numbers", nl: "Varianten zonder cijfers" }
    /// Points that are not listed.
    more(n: Number) { en: "and {n} more", nl: "en nog {n}" }
    /// Why a point has no numbers.
    not_analysed() {
        en: "with these values this is not analysed",
        nl: "bij deze waarden wordt dit niet geanalyseerd",
    }

    /// Significance levels of several analyses.
    levels(levels: EitherOf<String>) { en: "{levels}, as its analysis says", nl: "{levels}, zoals de analyse zegt" }
    /// What a column is.
    of_found(levels: &str) {
        en: "Found: significant ({levels}) in the direction of the effect assumed. False alarm: significant where the true effect is 0. Significant: in either direction.",
        nl: "Gevonden: significant ({levels}), in de richting van het aangenomen effect. Loos alarm: significant terwijl het echte effect 0 is. Significant: in welke richting dan ook.",
    }
    /// What a column is, against a margin.
    of_shown(levels: &str) {
        en: "Shown: significantly within the margin ({levels}; one-sided at half the level, or as good by two tests at the level each), where that is true. False alarm: the same where the true effect lies at the margin or beyond it. Significant: either.",
        nl: "Binnen de grens: significant ({levels}) hoogstens de grens slechter, of even goed, waar dat klopt. ‘Slechter’ wordt eenzijdig op het halve niveau getoetst. Loos alarm: hetzelfde waar het echte effect op de grens of erbuiten ligt. Significant: het een of het ander.",
    }
    /// What other columns are.
    of_others() {
        en: "Change: of significant, against the scenario as it stands (now), with the same chance. Bias: mean estimate minus true effect, on the scale of the estimate. Covered: the interval contains the true effect. Usual miss: root mean squared error. ±: one standard error of the simulation, not the uncertainty of a trial.",
        nl: "Verschil: hoeveel ‘significant’ afwijkt van het scenario zoals het is (nu), bij dezelfde toevalsgetallen. Vertekening: gemiddelde schatting min echt effect, in de eenheid van de schatting. Interval klopt: het interval bevat het echte effect. Afwijking per proef: zo ver zit één proef er ongeveer naast (RMSE). ±: één standaardfout van de simulatie, niet van de proef.",
    }
    /// What the digits rest on.
    rests_on(trials: Trials) {
        en: "These digits rest on {trials} at each point; four times as many (--replications) halve the simulation error.",
        nl: "De cijfers berusten op {trials} bij elke variant. Met vier keer zoveel proeven (--replications) halveert de simulatiefout.",
    }
}
