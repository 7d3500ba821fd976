//! All sentences in both languages, side by side, for a second reader; and what Dutch ones must not hold.

use std::fmt::Write as _;
use std::{env, fs};

use proefdraai::language::Language;
use proefdraai::report::{Phrase, glossary, phrases};

const PAGE: &str = "docs/nl.md";

#[test]
fn the_page_of_all_sentences_is_made_from_the_code() {
    let mut page = String::from(
        "# All sentences in both languages\n\nFor a second reader; made from the code by `just fixtures`. In braces stands what \
         is filled in.\n",
    );
    for (place, phrases) in phrases() {
        writeln!(page, "\n## {place}\n\n| English | Nederlands |\n|---|---|").expect("memory");
        for Phrase { english, dutch, .. } in phrases {
            writeln!(page, "| {} | {} |", cell(english), cell(dutch)).expect("memory");
        }
    }
    writeln!(page, "\n## words\n\n| English | Nederlands |\n|---|---|").expect("memory");
    for entry in glossary::entries() {
        let told = [Language::English, Language::Dutch]
            .map(|language| format!("**{}**: {}", entry.term(language), entry.meaning(language)));
        writeln!(page, "| {} | {} |", cell(&told[0]), cell(&told[1])).expect("memory");
    }
    if env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(PAGE, &page).expect("docs are writable");
    }
    let written = fs::read_to_string(PAGE).expect("the page is there");
    assert!(
        written == page,
        "{PAGE} is not as the code: UPDATE_EXPECTED=1 cargo test --test suite sentences"
    );
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[test]
fn a_sentence_has_the_same_slots_in_both_languages_or_fewer() {
    for (place, phrases) in phrases() {
        for Phrase { name, english, dutch } in phrases {
            for slot in slots(dutch) {
                assert!(
                    slots(english).contains(&slot) || name.ends_with("_nl"),
                    "{place}: {name}: {slot}"
                );
            }
        }
    }
}

fn slots(text: &str) -> Vec<&str> {
    let open = text.match_indices('{').map(|(at, _)| at);
    open.filter_map(|at| text[at + 1..].find('}').map(|end| &text[at + 1..at + 1 + end])).collect()
}

#[test]
fn dutch_sentences_hold_no_english_words_and_no_words_that_are_never_used() {
    const NEVER: [&str; 14] = [
        "points",
        " arm ",
        " arms",
        " bias",
        " null ",
        " trial",
        "helaas",
        "gelukkig",
        "slechts",
        "maar liefst",
        "te laag",
        "te hoog",
        " test ",
        "!",
    ];
    for (place, phrases) in phrases() {
        for Phrase { name, dutch, .. } in phrases {
            let told = without_commands(dutch);
            let found = NEVER.iter().find(|word| told.contains(**word));
            assert_eq!(found, None, "{place}: {name}: {dutch}");
        }
    }
}

/// What is said, without commands, what is quoted and what is filled in.
fn without_commands(text: &str) -> String {
    let parts = text.split('`').step_by(2).collect::<String>();
    let mut out = String::new();
    let mut depth = 0;
    for c in parts.chars() {
        match c {
            '{' | '‘' => depth += 1,
            '}' => depth -= 1,
            '’' if depth > 0 => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
