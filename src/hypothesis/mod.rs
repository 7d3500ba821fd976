//! Hypotheses: what the test of an analysis is to show.

mod claim;

use crate::assumption::Assumption;
use crate::family::{Settings, family};
use crate::outcome::Better;

pub use claim::Claim;

family! {
    /// What the test of an analysis is to show.
    Hypothesis, listed as "hypotheses" and written as "hypothesis", dyn Tested {
        difference::Difference,
        not_worse::NotWorse,
        as_good_as::AsGoodAs,
    }
}

/// A hypothesis as declared.
pub trait Tested: Settings {
    /// What the test claims when it rejects, of an outcome of which `better` is better and an estimate that counts
    /// this share of the policy's effect.
    fn claim(&self, better: Better, share: f64) -> Claim;

    /// By how much the policy may be worse, in the outcome's unit; none where an effect is sought.
    fn margin(&self) -> Option<&Assumption> {
        None
    }

    /// Whether it may be better by no more than that either.
    fn has_two_margins(&self) -> bool {
        false
    }
}

impl Default for Hypothesis {
    fn default() -> Self {
        Self::difference(difference::Difference {})
    }
}
