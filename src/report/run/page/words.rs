//! Words of the page of a run.

use crate::report::words::amounts::Trials;
use crate::report::words::{Number, phrases};

phrases! {
    in_worlds(trials: Trials, worlds: Number) {
        en: "{trials} in each of {worlds} worlds",
        nl: "{trials} in elk van de {worlds} werelden",
    }
    lead(design: String, outcome: String) {
        en: "Design and analysis: {design}. Outcome: {outcome}.",
        nl: "Opzet en analyse: {design}. Uitkomstmaat: {outcome}.",
    }
    version() { en: "Version", nl: "Versie" }
    seed() { en: "Seed", nl: "Startgetal (seed)" }
    hash() { en: "Hash of the scenario", nl: "Controlegetal van het scenario" }
}
