//! What a run of the scenario has found.

pub mod results;
pub mod worlds;
pub mod ranking;
pub mod together;
pub mod declared;
pub(in crate::report) mod causes;
pub mod kept;
pub mod extremes;
pub mod flow;
pub(in crate::report) mod words;
pub mod text;
pub mod page;
pub mod csv;
