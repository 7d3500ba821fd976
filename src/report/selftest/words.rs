//! A self-test in sentences.

use crate::report::words::{Number, phrases};

phrases! {
    /// Heading.
    title() { en: "Does this program compute what it should?", nl: "Rekent dit programma goed?" }
    /// All is right.
    right(numbers: Number) {
        en: "Yes: every number is right ({numbers} asked).",
        nl: "Ja: elk getal klopt ({numbers} gevraagd).",
    }
    /// Something is wrong.
    wrong(wrong: Number, numbers: Number) {
        en: "NO: {wrong} of {numbers} numbers wrong. Do not rely on this build; please report it.",
        nl: "NEE: {wrong} van {numbers} getallen fout. Vertrouw niet op deze versie en meld het ons.",
    }
    /// Heading of the cases that are not asked.
    not_run() { en: "Not asked here", nl: "Hier niet gevraagd" }
    /// What stands in the table.
    how() {
        en: "A number without simulation error may differ in the ninth digit; a simulated one by five times its simulation error.",
        nl: "Een getal zonder simulatiefout mag in het negende cijfer afwijken; een gesimuleerd getal vijf keer zijn simulatiefout.",
    }
    /// Where what is right comes from.
    sources() {
        en: "Where each right answer comes from stands in --format json and csv, under reference.",
        nl: "Waar elk juist antwoord vandaan komt, staat in --format json en csv, onder reference.",
    }
    /// What did it.
    made_by(version: &str, system: &str) {
        en: "Proefdraai {version}, {system}.",
        nl: "Proefdraai {version}, {system}.",
    }
    /// Head of a column.
    number() { en: "number", nl: "getal" }
    /// Head of a column.
    expected() { en: "right", nl: "juist" }
    /// Head of a column.
    got() { en: "answered", nl: "antwoord" }
    /// Head of a column.
    tolerance() { en: "may differ by", nl: "mag afwijken" }
    /// Head of a column.
    verdict() { en: "verdict", nl: "oordeel" }
    /// A verdict.
    passes() { en: "right", nl: "goed" }
    /// A verdict.
    fails() { en: "WRONG", nl: "FOUT" }
}
