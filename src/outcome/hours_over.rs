//! Works more than so many hours a week.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::measure::chances_above;
use super::{
    At, Better, Declared, Group, Ladder, Level, Match, Measure, RestsOn, Rule, Rung, Timing,
};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue, check_share};
use crate::language::Language;

/// Works more than so many hours a week.
///
/// Whoever passes a higher threshold passes a lower one. The share is that at the month of calibration (`work.month`).
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursOver {
    /// Hours a week (above 0, below 40).
    pub hours: Assumption,
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

impl Settings for HoursOver {
    fn sentence(&self) -> String {
        format!("Works more than {} hours a week.", self.hours.get())
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => format!(
                "Werkt meer dan {} uur per week.",
                language.number(&self.hours.get().to_string())
            ),
        }
    }

    fn example() -> Self {
        Self {
            hours: 12.0.into(),
            rate: 0.2.into(),
            among: Group::default(),
            r#match: Match::default(),
            better: Better::default(),
        }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("hours", Bound { high: Some(40.0), ..Bound::STRICT }), ("rate", Bound::STRICT)]
    }
}

impl Declared for HoursOver {
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

    fn rung(&self) -> Option<Rung> {
        let (at, rate) = (self.hours.get(), self.rate.get());
        Some(Rung { ladder: Ladder::Hours, at, rate })
    }

    fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        check_share(&mut issues, "rate", self.rate.get(), false);
        let hours = self.hours.get();
        if !(hours > 0.0 && hours < 40.0) {
            let message = format!("must be above 0 and below 40 hours a week, found {hours}");
            issues.push(Issue::new("hours", message));
        }
        issues
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        Measure::new(rests_on.cut_for(self.rate.get()), Above)
    }
}

/// Work intensity above the cut-point.
#[derive(Clone, Copy, Debug)]
struct Above;

impl Rule for Above {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        f64::from(at.intensity()[i] + gain > at.moved_cut())
    }

    fn fill(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        let (intensity, cut) = (at.intensity(), at.moved_cut());
        if gains.is_empty() {
            out.iter_mut().zip(intensity).for_each(|(o, &l)| *o = f64::from(l > cut));
        } else {
            let people = intensity.iter().zip(gains);
            out.iter_mut().zip(people).for_each(|(o, (l, gain))| *o = f64::from(l + gain > cut));
        }
    }

    fn fill_expected(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        chances_above(at, |_| at.moved_cut(), gains, out);
    }
}
