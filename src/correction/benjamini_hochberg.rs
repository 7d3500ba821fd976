//! Benjamini and Hochberg's step-up correction, of the false discovery rate.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Correct, Tests};
use crate::family::Settings;
use crate::language::Language;

/// Benjamini–Hochberg: holds the share of false alarms among all that is significant, not the chance of one.
///
/// Step-up: p̃₍ₖ₎ = min over l ≥ k of m p₍ₗ₎ ÷ l (Benjamini & Hochberg 1995). The false discovery rate, the mean over trials
/// of that share, is at most the level where tests are independent or lean the same way. Where some effects are real, the
/// chance of at least one false alarm is larger than the level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BenjaminiHochberg {}

impl Settings for BenjaminiHochberg {
    fn sentence(&self) -> String {
        "Corrected by the method of Benjamini and Hochberg, which holds the false discovery rate."
            .to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Gecorrigeerd volgens Benjamini en Hochberg: het aandeel loze vondsten blijft beperkt.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Correct for BenjaminiHochberg {
    fn adjust(&self, tests: &mut Tests, _: f64) {
        let count = tests.evidence().len() as f64;
        tests.step_up(|p, smaller| count * p / (smaller + 1) as f64);
    }
}
