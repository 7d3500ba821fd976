//! The words that a planner meets, each explained in plain words in every language: for `simulate explain` and for the
//! end of a report.

mod trial;
mod answer;
mod assumption;
mod cause;
mod words;

use crate::issue::suggest;
use crate::language::Language;
use crate::report::page::Page;
use crate::report::words::Phrase;

/// A word and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called in links: it is the same in every language.
    pub id: &'static str,
    /// The word in English.
    pub english: &'static str,
    /// The word in Dutch.
    pub dutch: &'static str,
    /// What it means, in English.
    pub in_english: &'static str,
    /// What it means, in Dutch.
    pub in_dutch: &'static str,
    /// Other words by which it is found, of any language.
    pub also: &'static [&'static str],
}

/// Words that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Chapter {
    heading: fn(Language) -> String,
    /// The words, in order.
    pub entries: &'static [Entry],
}

/// The whole glossary.
pub const CHAPTERS: [Chapter; 4] = [
    Chapter { heading: words::trial, entries: trial::ENTRIES },
    Chapter { heading: words::answer, entries: answer::ENTRIES },
    Chapter { heading: words::assumption, entries: assumption::ENTRIES },
    Chapter { heading: words::cause, entries: cause::ENTRIES },
];

impl Chapter {
    /// What its words are about.
    pub fn heading(&self, language: Language) -> String {
        (self.heading)(language)
    }
}

impl Entry {
    /// The word.
    pub fn term(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Dutch => self.dutch,
        }
    }

    /// What it means.
    pub fn meaning(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.in_english,
            Language::Dutch => self.in_dutch,
        }
    }

    /// Everything by which it is found.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.id, self.english, self.dutch].into_iter().chain(self.also.iter().copied())
    }
}

/// All words.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    CHAPTERS.iter().flat_map(|chapter| chapter.entries)
}

/// What is said around the words.
pub fn sentences() -> impl Iterator<Item = &'static Phrase> {
    words::PHRASES.iter()
}

/// The entry that a word or several belong to, however they are written.
///
/// # Errors
/// What would be possible, where none does.
pub fn find(word: &str) -> Result<&'static Entry, String> {
    let asked = plain(word);
    let called = |entry: &&Entry| entry.names().any(|name| plain(name) == asked);
    entries().find(called).ok_or_else(|| match suggest(word, entries().flat_map(Entry::names)) {
        Some(nearest) => format!("did you mean {nearest:?}?"),
        None => "simulate explain, without a word, shows all that there are".to_owned(),
    })
}

/// A word without what writers differ in.
fn plain(word: &str) -> String {
    let lower = word.to_lowercase().replace(['-', '_', '’', '\''], " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One word, for people.
pub fn one(entry: &Entry, language: Language, width: usize) -> String {
    let mut page = Page::new(width);
    page.heading(entry.term(language));
    page.text(entry.meaning(language), "");
    page.gap();
    page.quiet(&words::elsewhere(language, other_term(entry, language)), "");
    page.finish()
}

fn other_term(entry: &Entry, language: Language) -> &'static str {
    match language {
        Language::English => entry.dutch,
        Language::Dutch => entry.english,
    }
}

/// All words, for people.
pub fn all(language: Language, width: usize) -> String {
    let mut page = Page::new(width);
    for chapter in &CHAPTERS {
        page.heading(&chapter.heading(language));
        for entry in chapter.entries {
            page.text(&format!("{}: {}", entry.term(language), entry.meaning(language)), "    ");
        }
    }
    page.gap();
    page.quiet(&words::one_of_them(language), "");
    page.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_word_is_found_however_it_is_written() {
        for word in ["power", "Power", "onderscheidingsvermogen", "statistical  power"] {
            assert_eq!(find(word).map(|entry| entry.id), Ok("power"), "{word}");
        }
        for (word, id) in [
            ("MDE", "mde"),
            ("type S", "wrong-sign"),
            ("type_i", "false-alarm"),
            ("winner’s curse", "exaggeration"),
            ("loting vóór aanmelding", "before-enrolment"),
            ("RMSE", "rmse"),
        ] {
            assert_eq!(find(word).map(|entry| entry.id), Ok(id), "{word}");
        }
    }

    #[test]
    fn what_is_nearly_a_word_is_asked_after() {
        assert_eq!(find("powr"), Err("did you mean \"power\"?".to_owned()));
        assert_eq!(find("vertekenning"), Err("did you mean \"vertekening\"?".to_owned()));
        let none = find("xyzzy").expect_err("it is no word");
        assert!(none.starts_with("simulate explain, without a word"), "{none}");
    }

    #[test]
    fn no_word_means_two_things() {
        let mut known = BTreeMap::new();
        for entry in entries() {
            for name in entry.names() {
                let earlier = known.insert(plain(name), entry.id);
                assert!(earlier.is_none_or(|id| id == entry.id), "{name}: {earlier:?}");
            }
        }
        assert!(entries().count() > 70);
    }

    #[test]
    fn explanations_are_short_sentences() {
        for entry in entries() {
            for language in Language::ALL {
                let meaning = entry.meaning(language);
                assert!(meaning.ends_with('.') && !meaning.contains("  "), "{meaning}");
                for sentence in meaning.split_inclusive(['.', ':', ';']) {
                    assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
                }
            }
        }
    }
}
