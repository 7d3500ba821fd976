//! Words of the page of a run.

use crate::plan::Plan;
use crate::report::names::Names;
use crate::report::words::amounts::Trials;
use crate::report::words::{Number, phrases};
use crate::scenario::Labelled;

/// The base world, where there are others.
pub(super) fn of_base(plan: &Plan, names: &Names) -> String {
    match &plan.worlds[..] {
        [_] => String::new(),
        worlds => world(names.language, &names.drawn(Labelled::World, &worlds[0].name)),
    }
}

phrases! {
    in_worlds(trials: Trials, worlds: Number) {
        en: "{trials} in each of {worlds} worlds",
        nl: "{trials} in elk van de {worlds} werelden",
    }
    lead(design: String, outcome: String) {
        en: "Design and analysis: {design}. Outcome: {outcome}.",
        nl: "Opzet en analyse: {design}. Uitkomstmaat: {outcome}.",
    }
    /// Where a page is, once it is written.
    saved(directory: &str, files: &str) {
        en: "Saved in {directory}: {files}.",
        nl: "Opgeslagen in {directory}: {files}.",
    }
    who() { en: "Who takes part?", nl: "Wie doen er mee?" }
    world(name: &str) { en: "world {name}", nl: "wereld ‘{name}’" }
    same_people() {
        en: "The same people in every simulated trial: numbers differ by the draws of the design only.",
        nl: "In elke gesimuleerde proef dezelfde mensen: de aantallen verschillen alleen door de loting en wie zich aanmeldt.",
    }
    found() { en: "Will it be found?", nl: "Wordt het gevonden?" }
    off() { en: "How far off, and why?", nl: "Hoe ver ernaast, en waardoor?" }
    stories() { en: "Can the stories be told apart?", nl: "Zijn de verhalen te onderscheiden?" }
    hangs() { en: "What does the answer hang on?", nl: "Waar hangt het antwoord van af?" }
    money() { en: "What does money buy?", nl: "Wat krijgt u voor het geld?" }
    months() { en: "Does waiting help?", nl: "Helpt het om langer te wachten?" }
    from_to(low: String, high: String) { en: "{low} to {high}", nl: "{low} tot {high}" }
    lowest_to_highest() { en: "lowest to highest arm", nl: "laagste tot hoogste aanpak" }
}
