//! Bonferroni's correction: the level is divided among the tests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Correct, Tests};
use crate::family::Settings;
use crate::language::Language;

/// Bonferroni: every p-value times the number of tests.
///
/// The chance of any false alarm is at most the level, whatever the tests have in common (Dunn 1961). Holm's method holds it
/// too and never finds less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bonferroni {}

impl Settings for Bonferroni {
    fn sentence(&self) -> String {
        "Corrected by Bonferroni's method.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Gecorrigeerd volgens Bonferroni.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Correct for Bonferroni {
    fn adjust(&self, tests: &mut Tests, _: f64) {
        tests.adjust_each(|test, all| all.len() as f64 * test.p);
    }
}
