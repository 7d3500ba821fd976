//! A status that lasted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{At, Better, Declared, Measure, RestsOn, Rule, Timing};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue, check_count};
use crate::language::Language;

/// The status held in the month asked and in the months just before it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sustained {
    /// The outcome that says the status, one of hours.
    pub of: String,
    /// How many months in a row (default 3).
    #[serde(default)]
    pub months: Option<Assumption>,
    /// Which is better, for a test of `not_worse` (default that of the status).
    #[serde(default)]
    pub better: Option<Better>,
}

impl Settings for Sustained {
    fn sentence(&self) -> String {
        format!("{:?} held for months in a row.", self.of)
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => format!("Een aantal maanden achter elkaar: ‘{}’.", self.of),
        }
    }

    fn example() -> Self {
        Self { of: "working".to_owned(), months: None, better: None }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        const { &[("months", Bound::count(1.0, 120.0))] }
    }
}

impl Declared for Sustained {
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
        let length = self.months.as_ref().map_or(3, |months| months.get() as u32);
        (month.saturating_sub(length - 1).max(1)..=month).collect()
    }

    fn has_own_effect(&self) -> bool {
        false
    }

    fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        if let Some(months) = &self.months {
            check_count(&mut issues, "months", months.get(), 1.0, 120.0);
        }
        issues
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        Measure::new(rests_on.cut_of_base(), Throughout)
    }
}

/// Above the cut-point in every month.
#[derive(Clone, Copy, Debug)]
struct Throughout;

impl Rule for Throughout {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        let above = |&month: &usize| at.lives.intensity[month][i] + gain > at.moved_cut();
        f64::from(at.state.positions.iter().all(above))
    }
}
