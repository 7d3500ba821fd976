//! Has a permanent contract.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::contract::permanent_cut;
use super::measure::chances_above;
use super::{At, Better, Declared, Group, Level, Match, Measure, RestsOn, Rule, Timing};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue, check_share};
use crate::language::Language;

/// Has a permanent contract.
///
/// Whoever has one has paid hours. The share is that at the month of calibration (`work.month`).
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PermanentContract {
    /// Share of people, at the month of calibration.
    pub rate: Assumption,
    /// Whose share that is.
    #[serde(default)]
    pub among: Group,
    /// Whether the share must be met exactly.
    #[serde(default)]
    pub r#match: Match,
    /// Which is better, for a test of `not_worse` (default higher).
    #[serde(default)]
    pub better: Better,
}

impl Settings for PermanentContract {
    fn sentence(&self) -> String {
        "Has a permanent contract.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Heeft een vast contract.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {
            rate: 0.05.into(),
            among: Group::default(),
            r#match: Match::default(),
            better: Better::default(),
        }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("rate", Bound::STRICT)]
    }
}

impl Declared for PermanentContract {
    fn better(&self) -> Option<Better> {
        Some(self.better)
    }

    fn timing(&self) -> Timing<'_> {
        Timing::Monthly
    }

    fn level(&self) -> Option<Level<'_>> {
        let Self { rate, among, r#match, .. } = self;
        Some(Level { key: "rate", stated: rate, among: *among, r#match: *r#match })
    }

    fn needs_contracts(&self) -> bool {
        true
    }

    fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        check_share(&mut issues, "rate", self.rate.get(), false);
        issues
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        Measure::new(1.0, Permanent { hours: rests_on.cut_for(rests_on.any_hours) })
    }
}

/// Has paid hours and the contract process lies above the cut-point.
#[derive(Clone, Copy, Debug)]
struct Permanent {
    /// Cut-point of any hours.
    hours: f64,
}

impl Rule for Permanent {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        f64::from(at.intensity()[i] + gain > permanent_cut(at, self.hours, i))
    }

    fn fill(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        if !gains.is_empty() {
            for (i, (o, gain)) in out.iter_mut().zip(gains).enumerate() {
                *o = self.value(at, i, *gain);
            }
            return;
        }
        let (r, hours) = (at.state.contract, self.hours - at.shift.hours);
        let (share, cut) = ((1.0 - r * r).sqrt(), at.moved_cut());
        let people = at.intensity().iter().zip(&at.lives.contract[at.state.last()]);
        for (o, (&l, w)) in out.iter_mut().zip(people) {
            *o = f64::from(u8::from(l > ((cut - share * w) / r).max(hours)));
        }
    }

    fn fill_expected(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        chances_above(at, |i| permanent_cut(at, self.hours, i), gains, out);
    }

    fn needs_contracts(&self) -> bool {
        true
    }
}
