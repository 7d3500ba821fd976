//! Answers for people and for machines, from the plan and the sums of its replications.
//!
//! Everything here returns text; the command line decides where it goes.

pub mod results;
mod json;
pub mod csv;
pub mod fields;
pub mod families;
pub mod diagnosands;
pub mod digits;
pub mod margin;
pub mod worlds;
mod absence;
mod table;
mod page;
pub mod ranking;
pub mod together;
pub mod declared;
pub mod extremes;
pub mod flow;
pub mod text;
pub mod check;
pub mod assumptions;
pub mod asked;
pub mod sizes;
mod sizes_text;
mod size_curve;
pub mod effects;
pub mod frontier;
pub mod sweep;

pub use check::Check;
pub use effects::Effects;
pub use frontier::FrontierReport;
pub use page::WIDTH;
pub use results::Results;
pub use sizes::Sizes;
pub use sweep::SweepResults;
