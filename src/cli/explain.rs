//! `simulate explain`: what a word means.

use clap::Args;

use super::{Failure, output};
use crate::language::Language;
use crate::report::glossary;

/// Arguments of `simulate explain`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A word of the reports, in English or Dutch, as power, MDE or "false alarm" [default: all words]
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Language of the answer: en (English) or nl (Dutch)
    #[arg(long, value_name = "LANGUAGE", default_value_t)]
    language: Language,
}

/// Prints what a word means, or all words.
///
/// # Errors
/// A word that is not explained.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let word = arguments.words.join(" ");
    let width = output::width();
    if word.trim().is_empty() {
        return output::print(&glossary::all(arguments.language, width));
    }
    let entry = glossary::find(&word).map_err(|help| {
        Failure::Input(format!("{word:?} is not among the words explained\n  help: {help}"))
    })?;
    output::print(&glossary::one(entry, arguments.language, width))
}
