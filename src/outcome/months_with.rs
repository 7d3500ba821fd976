//! In how many months a status held.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{At, Better, Declared, LivesModel, Measure, RestsOn, Rule, Scale, Timing};
use crate::family::Settings;
use crate::language::Language;

/// Number of months from 1 up to the month asked in which a status held.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthsWith {
    /// The outcome that says the status, one of hours.
    pub of: String,
    /// Which is better, for a test of `not_worse` (default that of the status).
    #[serde(default)]
    pub better: Option<Better>,
}

impl Settings for MonthsWith {
    fn sentence(&self) -> String {
        format!("In how many months {:?} held.", self.of)
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => format!("Aantal maanden met ‘{}’.", self.of),
        }
    }

    fn example() -> Self {
        Self { of: "working".to_owned(), better: None }
    }
}

impl Declared for MonthsWith {
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

    fn scale(&self) -> Scale {
        Scale::Number(1.0)
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        Measure::new(rests_on.cut_of_base(), Months)
    }
}

/// Number of months above the cut-point.
#[derive(Clone, Copy, Debug)]
struct Months;

impl Rule for Months {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        let above = |&month: &usize| at.lives.intensity[month][i] + gain > at.moved_cut();
        at.state.positions.iter().filter(|month| above(month)).count() as f64
    }

    fn is_share(&self) -> bool {
        false
    }

    fn counts(&self) -> Option<&'static str> {
        Some("months")
    }

    fn spread(&self, _: &LivesModel) -> f64 {
        3.0
    }
}
