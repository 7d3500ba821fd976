//! Works without a permanent contract.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::contract::permanent_cut;
use super::measure::chances_above;
use super::{At, Better, Declared, Measure, RestsOn, Rule, Timing};
use crate::family::Settings;
use crate::language::Language;

/// Works, but without a permanent contract.
///
/// Its share follows from the other outcomes, and so does the effect on it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemporaryContract {
    /// Which is better, for a test of `not_worse` (default higher).
    #[serde(default)]
    pub better: Better,
}

impl Settings for TemporaryContract {
    fn sentence(&self) -> String {
        "Works without a permanent contract.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Werkt zonder vast contract.".to_owned(),
        }
    }

    fn example() -> Self {
        Self::default()
    }
}

impl Declared for TemporaryContract {
    fn better(&self) -> Option<Better> {
        Some(self.better)
    }

    fn timing(&self) -> Timing<'_> {
        Timing::Monthly
    }

    fn has_own_effect(&self) -> bool {
        false
    }

    fn needs_contracts(&self) -> bool {
        true
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        let contract = if rests_on.permanent_contracts { 1.0 } else { f64::INFINITY };
        Measure::new(contract, Temporary { hours: rests_on.cut_for(rests_on.any_hours) })
    }
}

/// Has paid hours, and the contract process does not lie above the cut-point.
#[derive(Clone, Copy, Debug)]
struct Temporary {
    /// Cut-point of any hours.
    hours: f64,
}

impl Rule for Temporary {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        let intensity = at.intensity()[i] + gain;
        let has_hours = intensity > self.hours - at.shift.hours;
        f64::from(has_hours && intensity <= permanent_cut(at, self.hours, i))
    }

    fn fill_expected(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        let mut with_contract = vec![0.0; out.len()];
        chances_above(at, |i| permanent_cut(at, self.hours, i), gains, &mut with_contract);
        chances_above(at, |_| self.hours - at.shift.hours, gains, out);
        out.iter_mut().zip(with_contract).for_each(|(any, permanent)| *any -= permanent);
    }

    fn needs_contracts(&self) -> bool {
        true
    }
}
