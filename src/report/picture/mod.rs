//! Pictures: from plain facts to a figure with its finding, its drawings, its numbers and how to read it.
//!
//! A folder or file for each picture; nothing here knows the plan, the results or the estimators.

mod palette;
mod scale;
mod labels;
mod numbers;
mod text;
mod canvas;
mod axis;
mod near;
mod figure;
mod found;
pub mod power;
pub mod people;
pub mod waterfall;
pub mod flow;
pub mod forest;
pub mod smallest;
pub mod intervals;
pub mod tornado;
pub mod frontier;
pub mod stories;
pub mod targets;
pub mod months;
pub mod sweep;
pub mod grid;
pub mod doubt;

pub use canvas::Drawing;
pub use figure::{Cell, Figure, Form, Table};
pub use numbers::{Estimate, Unit};

#[cfg(test)]
mod proof;
