//! What the commands print in Dutch: whole screens, and the rules that every Dutch text keeps.

use crate::command::succeeds;

const TWO_ARM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/two-arm.json");
const NIJMEGEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/nijmegen.json");

/// Words of the English texts that are no Dutch ones.
const ENGLISH: [&str; 22] = [
    "points",
    "arm",
    "bias",
    "power",
    "null",
    "trial",
    "trials",
    "found",
    "the",
    "of the",
    "world",
    "design",
    "analysis",
    "candidate",
    "people",
    "participants",
    "control",
    "against",
    "with",
    "chance",
    "false",
    "assumption",
];

fn dutch(arguments: &[&str]) -> String {
    succeeds(&[arguments, &["--language", "nl"]].concat())
}

/// A word as it is compared: without signs around it; nothing for options, paths and numbers.
fn word(token: &str) -> String {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
    let is_path = bare.contains('.') && bare.chars().any(char::is_alphabetic);
    if token.contains("--") || is_path || bare.contains('_') || token.contains('"') {
        return String::new();
    }
    bare.to_lowercase()
}

/// No English word, no slot, no decimal point, no sentence of more than 25 words, no line wider than a page. What follows
/// `until` is the author's own text.
#[track_caller]
fn is_plain(text: &str, until: &str) {
    let text = text.split(until).next().unwrap_or_default();
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    let mut before = "";
    for token in text.split_whitespace() {
        // What follows an option is what is typed.
        let told = if before.starts_with("--") { String::new() } else { word(token) };
        before = token;
        assert!(!ENGLISH.contains(&told.as_str()), "{token:?} in\n{text}");
        assert!(!token.contains(['{', '}']), "{token:?} in\n{text}");
        let decimals = token.split_once('.').filter(|(whole, rest)| {
            whole.ends_with(|c: char| c.is_ascii_digit())
                && rest.starts_with(|c: char| c.is_ascii_digit())
        });
        let is_whole =
            |(_, rest): (&str, &str)| rest.chars().take_while(char::is_ascii_digit).count() == 3;
        assert!(decimals.is_none_or(is_whole), "{token:?} in\n{text}");
    }
    assert!(!text.contains(" ,") && !text.contains(".."), "{text}");
    for sentence in sentences(text) {
        let length = sentence.split_whitespace().count();
        let is_list = sentence.matches(',').count() > 3 || sentence.contains(" · ");
        assert!(length <= 25 || is_list, "{length} words: {sentence}");
    }
}

/// The sentences of a text, without its tables and with its headings apart.
fn sentences(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().filter(|line| !line.contains("   ")) {
        let is_heading = line.chars().count() < 60 && !line.ends_with(['.', '?', ':', ',']);
        if let Some(last) = paragraphs.last_mut() {
            last.push(' ');
            last.push_str(line);
        }
        if is_heading {
            paragraphs.push(String::new());
        }
    }
    let pieces = paragraphs.iter().flat_map(|paragraph| paragraph.split([';', '─', '?']));
    pieces.flat_map(|piece| piece.split(". ")).map(str::to_owned).collect()
}

#[track_caller]
fn says(text: &str, phrases: &[&str]) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for phrase in phrases {
        assert!(text.contains(phrase), "{phrase:?} is not in:\n{text}");
    }
}

#[test]
fn a_size_in_dutch() {
    let text = dutch(&["size", TWO_ARM, "--effort", "1", "--tolerance", "0.1", "--quiet"]);
    says(
        &text,
        &[
            "Hoeveel mensen zijn er nodig?",
            "coaching tegenover de controlegroep, bij deelnemers",
            "deelnemers nodig (95%-interval: ",
            "om het effect in 80 van de 100 proeven te vinden (p < 0,05).",
            "Het te vinden effect staat in het scenario: +10 procentpunt bij iedereen.",
            "De toevalsgetallen waren steeds dezelfde.",
        ],
    );
    is_plain(&text, "\u{0}");
}

#[test]
fn a_smallest_effect_in_dutch() {
    let text = dutch(&["mde", TWO_ARM, "--effort", "1", "--tolerance", "0.1", "--quiet"]);
    says(
        &text,
        &[
            "Wat is het kleinste effect dat te vinden is?",
            "Naar boven: +1",
            "wordt in 80 van de 100 proeven gevonden (p < 0,05).",
            "Gezocht door alle effecten van alle aanpakken samen te vergroten of te verkleinen.",
        ],
    );
    is_plain(&text, "\u{0}");
}

#[test]
fn a_check_in_dutch() {
    for path in [TWO_ARM, NIJMEGEN] {
        let text = dutch(&["check", path]);
        says(
            &text,
            &[
                ": wat er wordt gesimuleerd",
                "Mensen per stap, wereld plan (gemiddelde ± spreiding over 64 gesimuleerde proeven)",
                "komen in aanmerking",
                "Streefwaarden: gevraagd, bereikt, verschil (~ bij benadering)",
                "Herkomst van ",
            ],
        );
        is_plain(&text, "Herkomst van ");
    }
}

#[test]
fn a_sweep_in_dutch() {
    let vary =
        ["--vary", "population.size=300,600", "--vary", "outcomes.works.binary.rate=0.2,0.4"];
    let text =
        dutch(&[&["sweep", TWO_ARM, "--replications", "100", "--quiet"], &vary[..]].concat());
    says(
        &text,
        &[
            "wat als de instellingen anders zijn?",
            "100 gesimuleerde proeven bij elk van de 4 varianten, steeds met dezelfde toevalsgetallen.",
            "outcomes.works.binary.rate (werk · aandeel): 0,2; 0,4 (nu 0,33)",
            "Gevonden: significant (p < 0,05), in de richting van het aangenomen effect.",
        ],
    );
    is_plain(&text, "\u{0}");
}

#[test]
fn a_frontier_in_dutch() {
    let text = dutch(&[
        "frontier",
        NIJMEGEN,
        "--people",
        "2000,6030",
        "--budget",
        "300000",
        "--replications",
        "50",
        "--quiet",
    ]);
    says(
        &text,
        &[
            "wat krijgt u voor het geld?",
            "Budget: € 300.000.",
            "Boven het budget",
            "Gerangschikt naar de afwijking per proef",
        ],
    );
    is_plain(&text, "\u{0}");
}

#[test]
fn assumptions_in_dutch() {
    let text = dutch(&["assumptions", TWO_ARM, "--replications", "50", "--quiet"]);
    says(
        &text,
        &[
            "waar het antwoord van afhangt",
            "Met de opgegeven getallen wordt het effect gevonden in",
            "eigen keuze (designs) en telt hier niet mee.",
        ],
    );
    is_plain(&text, "\u{0}");
    let drawn = ["assumptions", TWO_ARM, "--assurance", "5", "--replications", "20", "--quiet"];
    let text = dutch(&drawn);
    says(
        &text,
        &[
            "Gemiddeld over alles wat nog onzeker is, is de kans op een significant resultaat",
            "De rest blijft toeval, ook als dat bekend was.",
        ],
    );
    is_plain(&text, "\u{0}");
}
