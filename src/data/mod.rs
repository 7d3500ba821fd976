//! Data that people bring: a file with one row a person, read as a scenario names its parts, and analysed as it declares.
//!
//! A file is refused whole, with every row and column that is wrong, or used whole: nobody is left out silently.

mod settings;
mod table;
mod fault;
mod columns;
mod people;
mod analysed;

pub use analysed::{Answer, Asked, Decision, analyse};
pub use fault::{Fault, Faults};
pub use settings::{DataFile, OutcomeColumn};
pub use table::Table;
