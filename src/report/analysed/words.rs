//! What an analysis says of a data file, in sentences.

use crate::estimator::{Failure, NoInterval};
use crate::report::margin::Within;
use crate::report::words::{Number, phrases};

phrases! {
    /// Heading.
    title() { en: "What do the data say?", nl: "Wat zeggen de gegevens?" }
    /// What was analysed.
    analysed(rows: Number, file: &str, analysis: &str, design: &str) {
        en: "{rows} rows of {file}, by the analysis {analysis} of the design {design}. Nothing is simulated here.",
        nl: "{rows} regels van {file}, met de analyse {analysis} van de opzet {design}. Hier wordt niets gesimuleerd.",
    }
    /// An effect is found.
    found(what: &str, alpha: Number) {
        en: "{what}: the test finds an effect (p < {alpha}).",
        nl: "{what}: de toets vindt een effect (p < {alpha}).",
    }
    /// None is.
    not_found(what: &str, alpha: Number) {
        en: "{what}: the test finds no effect (p < {alpha}).",
        nl: "{what}: de toets vindt geen effect (p < {alpha}).",
    }
    /// What it does not say that none is found.
    no_proof() {
        en: "That no effect is found does not show that there is none: the interval tells which effects the data leave possible.",
        nl: "Dat er geen effect is gevonden, bewijst niet dat er geen is: het interval laat zien welke effecten mogelijk blijven.",
    }
    /// A margin is kept.
    shown(what: &str, margin: &Within, level: Number) {
        en: "{what}: the data show that it is {margin} (one-sided, at {level}).",
        nl: "{what}: de gegevens tonen aan: {margin} (eenzijdig, bij {level}).",
    }
    /// Nothing is shown against a margin.
    not_shown(what: &str, margin: &Within, level: Number) {
        en: "{what}: the data do not show that it is {margin} (one-sided, at {level}).",
        nl: "{what}: de gegevens tonen niet aan: {margin} (eenzijdig, bij {level}).",
    }
    /// There is no estimate.
    no_estimate(what: &str, reason: Failure) {
        en: "{what}: no estimate ({reason}).",
        nl: "{what}: geen schatting ({reason}).",
    }
    /// There is an estimate and no test.
    no_test(what: &str, reason: NoInterval) {
        en: "{what}: an estimate without a test ({reason}).",
        nl: "{what}: een schatting zonder toets ({reason}).",
    }
    /// Head of a column.
    comparison() { en: "comparison", nl: "vergelijking" }
    /// Head of a column.
    people() { en: "people", nl: "mensen" }
    /// Head of a column: what the estimate is counted in stands with it.
    estimate() { en: "estimate", nl: "schatting" }
    /// Head of a column.
    error() { en: "standard error", nl: "standaardfout" }
    /// Head of a column.
    interval(level: Number) { en: "{level}% interval", nl: "{level}%-interval" }
    /// Head of a column.
    p() { en: "p", nl: "p" }
    /// The ends of an interval.
    from_to(low: &str, high: &str) { en: "{low} to {high}", nl: "{low} tot {high}" }
    /// A small p-value.
    below(number: Number) { en: "< {number}", nl: "< {number}" }
    /// Under the table.
    units() {
        en: "Yes/no outcomes are in percentage points, others in their own unit. The p-value is two-sided; against a margin it is one-sided.",
        nl: "Ja/nee-uitkomsten staan in procentpunten, andere in hun eigen eenheid. De p-waarde is tweezijdig; tegen een grens is hij eenzijdig.",
    }
    /// Under the table.
    exact() {
        en: "Where there is no standard error but a p-value, that is of an exact test.",
        nl: "Waar wel een p-waarde staat en geen standaardfout, komt die van een exacte toets.",
    }
}
