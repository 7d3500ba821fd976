//! The scenario file: from text to a checked description of what is to be simulated.

pub mod source;
mod settings;

pub use settings::{Published, Run, Scenario};
