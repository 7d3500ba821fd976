//! Earns more than a share of the minimum wage.

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

/// Earns more than this share of the minimum wage.
///
/// Income has its own cut-points; it is not computed from hours. Whoever earns over a higher share earns over a lower one.
/// The share of people is that at the month of calibration (`work.month`).
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncomeOver {
    /// Share of the full-time minimum wage, for example 0.7 (at most 10).
    pub share: Assumption,
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

impl Settings for IncomeOver {
    fn sentence(&self) -> String {
        format!("Earns more than {} times the minimum wage.", self.share.get())
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => format!(
                "Verdient meer dan {} keer het minimumloon.",
                language.number(&self.share.get().to_string())
            ),
        }
    }

    fn example() -> Self {
        Self {
            share: 0.7.into(),
            rate: 0.15.into(),
            among: Group::default(),
            r#match: Match::default(),
            better: Better::default(),
        }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("share", Bound { high: Some(10.0), ..Bound::RATE }), ("rate", Bound::STRICT)]
    }
}

impl Declared for IncomeOver {
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
        let (at, rate) = (self.share.get(), self.rate.get());
        Some(Rung { ladder: Ladder::Income, at, rate })
    }

    fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        check_share(&mut issues, "rate", self.rate.get(), false);
        let share = self.share.get();
        if !(share > 0.0 && share <= 10.0) {
            let message = format!("must be above 0 and at most 10 minimum wages, found {share}");
            issues.push(Issue::new("share", message));
        }
        issues
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        let wage = rests_on.work.map_or(0.0, |work| work.wage_in_income);
        Measure::new(rests_on.cut_for(self.rate.get()), Earns { wage })
    }
}

/// Work intensity and wage together above the cut-point.
#[derive(Clone, Copy, Debug)]
struct Earns {
    /// Weight of the person's wage score.
    wage: f64,
}

impl Rule for Earns {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        let cut = at.moved_cut() - self.wage * at.lives.wage[i];
        f64::from(at.intensity()[i] + gain > cut)
    }

    fn fill(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        let people = at.intensity().iter().zip(&at.lives.wage);
        let cut = at.moved_cut();
        if gains.is_empty() {
            for (o, (&l, w)) in out.iter_mut().zip(people) {
                *o = f64::from(u8::from(l > cut - self.wage * w));
            }
        } else {
            for ((o, (l, w)), gain) in out.iter_mut().zip(people).zip(gains) {
                *o = f64::from(u8::from(l + gain > cut - self.wage * w));
            }
        }
    }

    fn fill_expected(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        chances_above(at, |i| at.moved_cut() - self.wage * at.lives.wage[i], gains, out);
    }
}
