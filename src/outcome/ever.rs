//! Reached a status at least once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{At, Better, Declared, Measure, RestsOn, Rule, Timing};
use crate::family::Settings;
use crate::language::Language;

/// Reached a status of the work process in at least one month from 1 up to the month asked.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ever {
    /// The outcome that says the status, one of hours.
    pub of: String,
    /// Which is better, for a test of `not_worse` (default that of the status).
    #[serde(default)]
    pub better: Option<Better>,
}

impl Settings for Ever {
    fn sentence(&self) -> String {
        format!("Reached {:?} at least once.", self.of)
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => format!("Minstens één keer bereikt: ‘{}’.", self.of),
        }
    }

    fn example() -> Self {
        Self { of: "working".to_owned(), better: None }
    }
}

impl Declared for Ever {
    fn better(&self) -> Option<Better> {
        self.better
    }

    fn timing(&self) -> Timing<'_> {
        Timing::Monthly
    }

    fn made_of(&self) -> Option<&str> {
        Some(&self.of)
    }

    fn window(&self, month: u32) -> Vec<u32> {
        (1..=month).collect()
    }

    fn has_own_effect(&self) -> bool {
        false
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        Measure::new(rests_on.cut_of_base(), Once)
    }
}

/// Above the cut-point in at least one month.
#[derive(Clone, Copy, Debug)]
struct Once;

impl Rule for Once {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        let above = |&month: &usize| at.lives.intensity[month][i] + gain > at.moved_cut();
        f64::from(at.state.positions.iter().any(above))
    }
}
