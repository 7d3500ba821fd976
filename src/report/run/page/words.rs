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
    besides() { en: "What else was computed?", nl: "Wat is er nog meer berekend?" }
    besides_answer() {
        en: "The other designs, analyses and worlds in numbers, and what the leading answer does not say.",
        nl: "De andere opzetten, analyses en werelden in cijfers, en wat het antwoord bovenaan niet zegt.",
    }
    money() { en: "What does money buy?", nl: "Wat krijgt u voor het geld?" }
    no_ranges() {
        en: "No number of the scenario has a range (\"range\"), so that none could be moved.",
        nl: "Geen enkel getal in het scenario heeft een bandbreedte (\"range\"). Er was dus niets te verschuiven.",
    }
    no_costs() {
        en: "The scenario states no costs (\"costs\").",
        nl: "Het scenario noemt geen kosten (\"costs\").",
    }
    people_given() {
        en: "The same people take part in every trial (\"mode\"), so that other numbers of them were not tried.",
        nl: "Aan elke proef doen dezelfde mensen mee (\"mode\"). Andere aantallen zijn dus niet geprobeerd.",
    }
    margin() {
        en: "Here an arm is held against a margin: how many people that takes is asked by simulate size.",
        nl: "Hier wordt een aanpak tegen een marge gehouden. Hoeveel mensen dat vraagt, zegt simulate size.",
    }
    in_words(command: &str) {
        en: "Of a test against a margin there is no picture of this: simulate {command} answers in words.",
        nl: "Van een toets met een marge is hiervan geen figuur. Het antwoord in woorden geeft simulate {command}.",
    }
    nothing_sought() {
        en: "In the plan there is no effect to be found.",
        nl: "In het plan is er geen effect te vinden.",
    }
    refused(reason: &str) {
        en: "This could not be computed: {reason}.",
        nl: "Dit kon niet worden doorgerekend: {reason}.",
    }
    as_compared() { en: "as each comparison counts it", nl: "zoals elke vergelijking het telt" }
    months() { en: "Does waiting help?", nl: "Helpt het om langer te wachten?" }
    from_to(low: String, high: String) { en: "{low} to {high}", nl: "{low} tot {high}" }
    lowest_to_highest() { en: "lowest to highest arm", nl: "laagste tot hoogste aanpak" }
}
