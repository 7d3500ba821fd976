//! Holm's step-down correction.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Correct, Tests};
use crate::family::Settings;
use crate::language::Language;

/// Holm: the smallest p-value times the number of tests, the next times one fewer, and so on.
///
/// Step-down: p̃₍ₖ₎ = max over l ≤ k of (m − l + 1) p₍ₗ₎ (Holm 1979). The chance of any false alarm is at most the level,
/// whatever the tests have in common and whichever effects are real.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holm {}

impl Settings for Holm {
    fn sentence(&self) -> String {
        "Corrected by Holm's method.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Gecorrigeerd volgens Holm.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Correct for Holm {
    fn adjust(&self, tests: &mut Tests, _: f64) {
        let count = tests.evidence().len();
        tests.step_down(|p, smaller| (count - smaller) as f64 * p);
    }
}
