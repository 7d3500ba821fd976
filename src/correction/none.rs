//! No correction.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Correct, Tests};
use crate::family::Settings;
use crate::language::Language;

/// No correction: every test keeps its own level.
///
/// What is chosen where a family says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Uncorrected {}

impl Settings for Uncorrected {
    fn sentence(&self) -> String {
        "Every test keeps its own level, without correction for their number.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => {
                "Elke toets houdt het eigen niveau, zonder correctie voor het aantal.".to_owned()
            }
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Correct for Uncorrected {
    fn adjust(&self, _: &mut Tests, _: f64) {}

    fn corrects(&self) -> bool {
        false
    }
}
