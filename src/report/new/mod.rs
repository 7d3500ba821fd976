//! A first scenario from a planner's answers: what is asked, which answers can be, and the commented file that follows.

pub mod answers;
pub mod question;
pub mod scenario;
mod analyses;
mod comments;
mod defaults;
mod names;
mod ranges;
mod reader;
mod reading;
mod words;

use crate::language::Language;
use crate::report::words::{Number, Phrase};

pub use answers::{Answers, Template};
pub use question::{Choice, Question};
pub use scenario::scenario;

/// All that is asked, refused, told and written.
pub fn sentences() -> impl Iterator<Item = &'static Phrase> {
    [words::PHRASES, comments::PHRASES, defaults::PHRASES].into_iter().flatten()
}

/// What is told before the first question.
pub fn opening(language: Language) -> String {
    words::opening(language)
}

/// What is told when the file is there, by the name by which a shell knows it.
pub fn told(answers: &Answers, file: &str) -> String {
    let language: Language = answers.language;
    let count = |n: u64| Number::count(n as usize);
    let [people, eligible] = [answers.participants(), answers.eligible].map(count);
    let groups = Number::count(answers.arms.len() + 1);
    let written = comments::written(language, file, people, eligible, groups);
    format!("{written}\n{}\n", comments::next(language, file))
}
