//! Questions of a report that have no picture, and why.

use super::words;
use crate::language::Language;
use crate::report::html::Section;

/// A question that was not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// The picture that it would have had.
    pub figure: &'static str,
    /// Why it has none.
    pub why: Why,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No number has a range.
    NoRanges,
    /// There are no costs.
    NoCosts,
    /// The same people take part in every trial.
    SamePeople,
    /// The tests seek no effect but hold an arm against a margin.
    Margin,
    /// A test against a margin has no picture of it; this command answers in words.
    InWords(&'static str),
    /// No arm has an effect that can be sought.
    NothingSought,
    /// It could not be computed, for this reason.
    Refused(String),
}

impl Silent {
    /// The reason in a sentence.
    fn told(&self, language: Language) -> String {
        match &self.why {
            Why::NoRanges => words::no_ranges(language),
            Why::NoCosts => words::no_costs(language),
            Why::SamePeople => words::people_given(language),
            Why::Margin => words::margin(language),
            Why::InWords(command) => words::in_words(language, command),
            Why::NothingSought => words::nothing_sought(language),
            Why::Refused(reason) => words::refused(language, reason),
        }
    }
}

/// A question that has something said of those of its pictures that are missing; none where there is nothing to show or say.
pub(super) fn completed(
    section: Option<Section>,
    (id, question): (&'static str, String),
    (silent, figures): (&[Silent], &[&str]),
    language: Language,
) -> Option<Section> {
    let own = silent.iter().filter(|silent| figures.contains(&silent.figure));
    let reasons: Vec<String> = own.map(|silent| silent.told(language)).collect();
    match (section, reasons.first()) {
        (Some(section), _) => Some(Section { lines: reasons, ..section }),
        (None, None) => None,
        (None, Some(first)) => Some(Section {
            id,
            question,
            answer: first.clone(),
            lines: reasons,
            figures: Vec::new(),
            blocks: Vec::new(),
        }),
    }
}
