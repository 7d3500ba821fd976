//! Answers for people and for machines, from the plan and the sums of its replications.
//!
//! Everything here returns text; the command line decides where it goes.

pub mod results;
pub mod csv;
pub mod digits;
mod table;
mod page;
pub mod flow;
pub mod text;
pub mod check;
pub mod assumptions;

pub use check::Check;
pub use results::Results;
