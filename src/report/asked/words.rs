//! What searches were, in sentences.

use crate::report::words::{Listed, Number, phrases};

phrases! {
    /// Answers were searched on common draws.
    on_common_draws() {
        en: "The chance was the same at every point.",
        nl: "De toevalsgetallen waren steeds dezelfde.",
    }
    /// When the search stopped.
    until(tolerance: Number) {
        en: "The search stopped when the 95 % interval was within {tolerance} % of the answer.",
        nl: "Het zoeken stopte toen het 95%-interval hoogstens {tolerance}% van het antwoord afweek.",
    }
    /// What new chance is.
    new_chance() {
        en: "New chance: draws that the search had not seen.",
        nl: "Nieuwe toevalsgetallen: getallen die bij het zoeken niet zijn gebruikt.",
    }
    /// Why errors are small.
    divided_anew(times: Number) {
        en: "The people of every trial were also divided {times} times anew, which makes simulation errors smaller than those of counting; --plain only counts.",
        nl: "In elke proef zijn de mensen ook {times} keer opnieuw verdeeld. Daardoor is de simulatiefout kleiner dan bij alleen tellen (--plain telt alleen).",
    }
    /// That other arms are compared too.
    alone(arms: Listed<String>, options: String) {
        en: "This is about {arms} alone: ask about others with {options}.",
        nl: "Dit gaat alleen over {arms}. Andere aanpakken zijn op te vragen met {options}.",
    }
    /// One option or another.
    either(first: String, last: String) { en: "{first} or {last}", nl: "{first} of {last}" }
}
