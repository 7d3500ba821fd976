//! From a document to its worlds: which are asked for, each with its settings.

mod strangers;
mod supplied;
mod worlds;

use super::report;
use crate::plan::Mode;
use crate::scenario::source::{Document, Report};
use crate::scenario::{Labels, Options};

pub(super) use supplied::Supplied;
pub use worlds::in_world;
pub(super) use worlds::{Described, as_patched};

/// A document whose every world reads as a scenario.
pub(super) struct Decoded {
    pub common: Common,
    /// Worlds, base world first; `run.designs` of each are those that are asked for.
    pub worlds: Vec<Described>,
}

/// What is the same in all worlds.
pub(super) struct Common {
    pub seed: u64,
    pub replications: u32,
    pub mode: Mode,
    /// Whether truths may be rough.
    pub rough: bool,
    /// Names of the worlds that this program adds; none where it is to add none.
    pub supplied: Option<Supplied>,
    /// Hash of the scenario with its overrides.
    pub hash: String,
    pub labels: Labels,
}

/// The worlds to compile: those of the file, or variations of one of them.
pub(super) fn decode(document: &Document, options: &Options) -> Result<Decoded, Report> {
    let mut worlds = worlds::read_all(&document.without_labels(), options)?;
    for world in &mut worlds {
        world.scenario.run.mode = options.mode.unwrap_or(world.scenario.run.mode);
    }
    let labels = Labels::read(document)?;
    let run = &worlds[0].scenario.run;
    let common = Common {
        seed: options.seed.or(run.seed).unwrap_or(1),
        replications: options.replications.or(run.replications).unwrap_or(2000),
        mode: run.mode,
        rough: options.rough,
        supplied: options.null_world.then(|| Supplied::free(document)),
        hash: document.hash(),
        labels,
    };
    Ok(Decoded { common, worlds })
}
