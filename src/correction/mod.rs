//! Corrections: what becomes of the tests of a declared family because there are several.

mod evidence;
#[cfg(test)]
mod known_answers;

use crate::family::{Settings, family};

pub use evidence::{Evidence, Tests};

family! {
    /// How the tests of a declared family are corrected for their number. With a correction all of them have one level;
    /// what is found and what is a false alarm follow the corrected decisions, and a test that could not be made counts
    /// among them and finds nothing.
    Correction, listed as "corrections" and written as "correction", dyn Correct {
        none::Uncorrected,
        bonferroni::Bonferroni,
        holm::Holm,
        benjamini_hochberg::BenjaminiHochberg,
        dunnett::Dunnett,
    }
}

/// A correction as declared.
pub trait Correct: Settings {
    /// Adjusts the p-values of the tests: one rejects where its own is at most the level. Those far from the level may stay
    /// bounds that lie on the same side of it.
    fn adjust(&self, tests: &mut Tests, level: f64);

    /// Whether anything is corrected.
    fn corrects(&self) -> bool {
        true
    }

    /// Whether the tests have to compare groups with one that they share, by t tests of the same outcome.
    fn needs_shared_group(&self) -> bool {
        false
    }
}

impl Default for Correction {
    fn default() -> Self {
        Self::none(none::Uncorrected {})
    }
}
