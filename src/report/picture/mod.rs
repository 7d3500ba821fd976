//! Pictures: from plain facts to a figure with its finding, its drawings, its numbers and how to read it.
//!
//! A file for each picture, with its words in every language; nothing here knows the plan, the results or the estimators.

mod palette;
mod scale;
mod labels;
mod numbers;
mod text;
mod canvas;
mod axis;
mod near;
mod figure;
mod found;
pub mod flow;
pub mod power;
pub mod people;
pub mod smallest;
pub mod forest;
pub mod waterfall;
pub mod intervals;
pub mod stories;
pub mod tornado;
pub mod doubt;
pub mod frontier;
pub mod targets;
pub mod months;
pub mod sweep;
pub mod grid;

pub use canvas::Drawing;
pub use figure::{Cell, Figure, Form, Table};
pub use numbers::{Estimate, Unit};

use super::words::Phrase;

/// All sentences and words of all pictures.
pub fn phrases() -> Vec<Phrase> {
    let all: [&[Phrase]; 18] = [
        numbers::PHRASES,
        found::PHRASES,
        flow::PHRASES,
        power::PHRASES,
        people::PHRASES,
        smallest::PHRASES,
        forest::PHRASES,
        waterfall::PHRASES,
        waterfall::title::PHRASES,
        intervals::PHRASES,
        stories::PHRASES,
        tornado::PHRASES,
        doubt::PHRASES,
        frontier::PHRASES,
        targets::PHRASES,
        months::PHRASES,
        sweep::PHRASES,
        grid::PHRASES,
    ];
    all.concat()
}

#[cfg(test)]
mod proof;

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence without its slots.
    fn bare(sentence: &str) -> String {
        let mut out = String::new();
        for part in sentence.split('{') {
            out.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
        }
        out
    }

    #[test]
    fn titles_are_short_without_their_slots() {
        for phrase in phrases().iter().filter(|phrase| phrase.name.starts_with("title")) {
            for sentence in [phrase.english, phrase.dutch] {
                assert!(bare(sentence).chars().count() <= 110, "{sentence}");
            }
        }
    }

    #[test]
    fn dutch_sentences_have_twenty_five_words_at_most() {
        for phrase in phrases() {
            for sentence in phrase.dutch.split(['.', ':', ';', '?']) {
                assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
            }
        }
    }

    #[test]
    fn both_languages_fill_the_same_slots() {
        let slots = |sentence: &str| {
            let mut out: Vec<String> = sentence
                .split('{')
                .skip(1)
                .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
                .collect();
            out.sort();
            out
        };
        for phrase in phrases() {
            assert_eq!(slots(phrase.english), slots(phrase.dutch), "{}", phrase.name);
        }
    }
}
