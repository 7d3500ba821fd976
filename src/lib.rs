//! Simulate a social experiment before you run it.
//!
//! The modules stand in the order in which a trial happens; each imports only what stands before it.

pub mod numeric;
pub mod stream;
pub mod assumption;
pub mod estimator;
pub mod diagnosis;
pub mod scenario;
