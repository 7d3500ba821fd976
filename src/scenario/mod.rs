//! The scenario file: from text to a checked description of what is to be simulated.

pub mod source;
mod settings;
mod sites;
mod lottery;
mod labels;
mod families;
mod places;
mod bounds;
mod extents;
mod name;
mod schema;
mod months;
mod leading;
mod doubts;
mod alternatives;
mod compile;

use std::path::Path;

pub use alternatives::{measured_in, without_arms};
pub use bounds::{bound_at, bounds};
pub use compile::{Compiled, MOST_REPLICATIONS, check, compile, in_world, memory};
pub use doubts::Doubt;
pub use extents::{EXTENTS, Extent};
pub use families::families;
pub use labels::{Labelled, Labels};
pub use leading::{
    Why, answering_cell, comparisons, first_leading, first_table, held_together, is_one_line,
    leading_cell, leading_cells, leading_comparison, leading_month, led_by, primary,
};
pub use schema::schema;
pub use settings::{AlsoPublished, Published, Run, Scenario};
pub use sites::Held;

use crate::plan::Mode;
use source::{Document, Report};

/// What the command line may change.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `PATH=VALUE` settings.
    pub set: Vec<String>,
    /// Worlds to keep; all when empty.
    pub worlds: Vec<String>,
    /// Designs to keep; all when empty.
    pub designs: Vec<String>,
    /// Replications instead of the scenario's.
    pub replications: Option<u32>,
    /// Seed instead of the scenario's.
    pub seed: Option<u64>,
    /// Mode instead of the scenario's.
    pub mode: Option<Mode>,
    /// The world of the file that takes the place of the base world.
    pub base: Option<String>,
    /// Worlds made by settings, instead of those of the file. They may change anything but `run`.
    pub variations: Vec<Variation>,
    /// Whether a scenario without a world of role null gets one, so that false alarms can be told.
    pub null_world: bool,
    /// Whether no estimate is held against its truth, so that truths may be rough: it saves half of the
    /// time that a world takes.
    pub rough: bool,
}

/// A world made by `PATH=VALUE` settings on the base world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// Name of the world.
    pub name: String,
    /// Settings, in order.
    pub set: Vec<String>,
}

/// Loads a scenario file and compiles it.
///
/// # Errors
/// A [`Report`] of everything that is wrong with the file, located.
pub fn load(path: &Path, options: &Options) -> Result<Compiled, Report> {
    let mut document = Document::load(path)?;
    for setting in &options.set {
        document.set(setting)?;
    }
    compile(&document, options)
}
