//! What is said around the words of the glossary.

use crate::report::words::phrases;

phrases! {
    /// Heading of the words about who takes part.
    trial() {
        en: "The trial",
        nl: "De proef",
    }
    /// Heading of the words about what is found.
    answer() {
        en: "What it answers",
        nl: "Wat de proef laat zien",
    }
    /// Heading of the words about what is assumed.
    assumption() {
        en: "Assumptions and choices",
        nl: "Aannames en keuzes",
    }
    /// Heading of the words about bias.
    cause() {
        en: "Why an estimate can be off",
        nl: "Waardoor een schatting ernaast kan zitten",
    }
    /// The word in the other language.
    elsewhere(term: &str) {
        en: "In Dutch: {term}.",
        nl: "In het Engels: {term}.",
    }
    /// How to ask for one of them.
    one_of_them() {
        en: "simulate explain WORD explains one of them; abbreviations and Dutch words are found as well.",
        nl: "simulate explain WOORD legt één woord uit; ook afkortingen en Engelse woorden worden gevonden.",
    }
}
