//! Words of the page itself.

use crate::report::words::{Number, phrases};

phrases! {
    to_the_answer() { en: "To the answer", nl: "Naar het antwoord" }
    questions() { en: "Questions and answers", nl: "Vragen en antwoorden" }
    how_to_read() { en: "How to read", nl: "Leeswijzer" }
    table(k: Number, caption: &str) { en: "Table {k}: {caption}", nl: "Tabel {k}: {caption}" }
    numbers() { en: "Numbers of this picture", nl: "De cijfers bij deze figuur" }
    made_by() { en: "Made by", nl: "Gemaakt met" }
    glossary() { en: "Words", nl: "Begrippen" }
    no_picture() {
        en: "There is no picture here: one is drawn where the question is how often an effect is found.",
        nl: "Hier is geen figuur. Die is er als de vraag is hoe vaak een effect wordt gevonden.",
    }
    about_this_run() { en: "About this run", nl: "Hoe dit is gemaakt" }
    version() { en: "Version", nl: "Versie" }
    seed() { en: "Seed", nl: "Startgetal (seed)" }
    hash() { en: "Hash of the scenario", nl: "Controlegetal van het scenario" }
    footer() {
        en: "Everything here is simulated from what the scenario assumes. It says what such a trial can show, not what the approach does.",
        nl: "Alles hier is gesimuleerd uit wat het scenario aanneemt. Het zegt wat zo’n proef kan laten zien, niet wat de aanpak doet.",
    }
}
