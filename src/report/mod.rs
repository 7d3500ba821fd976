//! Answers for people and for machines, from the plan and the sums of its replications: a folder for each question.
//!
//! Everything here returns text; the command line decides where it goes.

mod json;
mod csv;
pub mod fields;
pub mod digits;
pub mod margin;
mod absence;
mod table;
mod page;
mod words;
pub mod glossary;
pub mod new;
pub mod asked;
pub mod list;
pub mod run;
pub mod check;
pub mod size;
pub mod mde;
pub mod sweep;
pub mod frontier;
pub mod assumptions;

pub use check::Check;
pub use frontier::FrontierReport;
pub use mde::Effects;
pub use mde::family::Factors;
pub use page::WIDTH;
pub use run::results::Results;
pub use size::Sizes;
pub use size::family::FamilySizes;
pub use sweep::SweepResults;
pub use words::Phrase;
