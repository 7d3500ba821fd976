//! Numerical ground: what no crate gives accurately, or alike on every machine.
//!
//! Elementary functions come from `libm`, so that a result has the same bits everywhere.

pub mod bits;
pub mod columns;
pub mod monotone;
pub mod normal;
pub mod rows;
pub mod student;
pub mod shared_control;
pub mod bivariate;
pub mod root;
pub mod chi_squared;
pub mod interval;
pub mod cholesky;
pub mod curve;
