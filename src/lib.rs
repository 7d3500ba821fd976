//! Simulate a social experiment before you run it.
//!
//! The modules stand in the order in which a trial happens; each imports only what stands before it.

pub mod level;
pub mod numeric;
pub mod stream;
pub mod assumption;
pub mod calendar;
pub mod issue;
pub mod language;
pub mod family;
pub mod visible;

pub mod population;
pub mod outcome;
pub mod treatment;

pub mod recruitment;
pub mod assignment;
pub mod measurement;
pub mod cost;

pub mod estimand;
pub mod hypothesis;
pub mod estimator;
pub mod correction;
pub mod diagnosis;

pub mod plan;
pub mod calibration;
pub mod replicate;
pub mod engine;
pub mod data;
pub mod scenario;
pub mod variation;
pub mod sizing;
pub mod frontier;
pub mod stopping;
pub mod sweep;
pub mod assumptions;
pub mod report;
pub mod answer;
pub mod selftest;
#[cfg(feature = "cli")]
pub mod cli;
