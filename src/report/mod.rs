//! Answers for people and for machines, from the plan and the sums of its replications: a folder for each question.
//!
//! Everything here returns text; the command line decides where it goes.

mod words;
mod json;
mod csv;
pub mod fields;
pub mod digits;
pub mod picture;
mod html;
mod unit;
pub mod names;
pub mod aims;
pub mod margin;
mod absence;
mod table;
mod page;
pub mod glossary;
pub mod new;
pub mod asked;
pub mod list;
pub mod protocol;
pub mod run;
pub mod check;
pub mod size;
pub mod mde;
pub mod sweep;
pub mod frontier;
pub mod assumptions;
pub mod analysed;

pub use analysed::Analysed;
pub use check::Check;
pub use frontier::FrontierReport;
pub use mde::Effects;
pub use mde::family::Factors;
pub use page::WIDTH;
pub use protocol::Protocol;
pub use run::results::Results;
pub use size::Sizes;
pub use size::family::FamilySizes;
pub use sweep::SweepResults;
pub use words::Phrase;

/// All sentences, by where they are told.
pub fn phrases() -> Vec<(&'static str, Vec<Phrase>)> {
    let listed = words::ALL.iter().map(|(place, phrases)| (*place, phrases.to_vec()));
    let more = [
        ("pictures", picture::phrases()),
        ("glossary", glossary::sentences().copied().collect()),
        ("new", new::sentences().copied().collect()),
    ];
    listed.chain(more).collect()
}
