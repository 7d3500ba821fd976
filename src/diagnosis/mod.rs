//! What many replications say about an estimator: diagnosands, each with its Monte Carlo error.
//!
//! A replication leaves one [`observation::Observation`] per cell, or a failure. Observations are added up in
//! [`cell::CellSums`], whose size does not grow with the number of replications; blocks of replications are
//! merged in index order; [`diagnosand::diagnose`] turns the sums into a [`diagnosand::Diagnosis`].
//!
//! Merging is plain floating-point addition, so it is not associative: equal bytes follow from equal block
//! boundaries and a merge in index order. Shards therefore have to keep the sums of their blocks, not a total.

pub mod measured;
pub mod budget;
pub mod budget_sums;
mod spec;
pub mod observation;
pub mod constant_group;
pub mod cell;
pub mod kept;
pub mod direction;
mod discordance;
pub mod family;
pub mod declared;
pub mod significance;
pub mod diagnosand;
pub mod paired;
pub mod extreme;
pub mod ladder;
pub mod powers;
pub mod two_pass;
pub mod precision;
pub mod watched;
#[cfg(test)]
pub(crate) mod test_support;
