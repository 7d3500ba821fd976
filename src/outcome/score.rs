//! A score that people are asked for in stated months, and perhaps before the start.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::plain::{self, Itself};
use super::{
    Better, Declared, Group, Latent, Level, Match, Measure, Moments, RestsOn, Scale, Spread, Timing,
};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue, check_count, check_part, written};
use crate::language::Language;

/// A score that people are asked for in stated months, as of well-being or trust.
///
/// Normally distributed with the same mean and spread in every month, and with the same correlation between any two months
/// of the same person. Under `baseline` the score before the start, correlated as much, gets a name and is a
/// characteristic from then on: an analysis that adjusts for it (ANCOVA) needs (1 − correlation²) times the people. A
/// survey in `measurement.follow_ups` says who answers; without one everybody does.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The mean under regular service, in every month.
    pub mean: Assumption,
    /// The standard deviation between people (above 0).
    pub sd: Assumption,
    /// Months after the start in which it is asked, the earliest first.
    pub months: Vec<u32>,
    /// Correlation between two months of the same person, that before the start included (from 0, below 1).
    pub correlation: Assumption,
    /// The name under which the score before the start is a characteristic; not known when absent.
    #[serde(default)]
    pub baseline: Option<String>,
    /// Whose mean is stated.
    #[serde(default)]
    pub among: Group,
    /// Whether it must be met exactly.
    #[serde(default)]
    pub r#match: Match,
    /// Which is better, for a test of `not_worse`.
    #[serde(default)]
    pub better: Better,
    /// Effects of characteristics, in the score's unit: numbers per standard deviation, categories as 0/1.
    #[serde(default)]
    pub covariates: IndexMap<String, Assumption>,
    /// Effects of traits, in the score's unit, per standard deviation.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
}

impl Settings for Score {
    fn sentence(&self) -> String {
        "A score that people are asked for in stated months.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Een score waarnaar in vaste maanden wordt gevraagd.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {
            mean: 6.4.into(),
            sd: 1.5.into(),
            months: vec![12, 24],
            correlation: 0.55.into(),
            baseline: Some("wellbeing_before".to_owned()),
            among: Group::default(),
            r#match: Match::default(),
            better: Better::default(),
            covariates: IndexMap::new(),
            traits: IndexMap::new(),
        }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        const {
            &[
                ("sd", Bound::POSITIVE),
                ("correlation", Bound::PART),
                ("months.*", Bound::count(1.0, 600.0)),
            ]
        }
    }
}

impl Declared for Score {
    fn better(&self) -> Option<Better> {
        Some(self.better)
    }

    fn timing(&self) -> Timing<'_> {
        Timing::In(&self.months)
    }

    fn scale(&self) -> Scale {
        Scale::Number(self.sd.get())
    }

    fn level(&self) -> Option<Level<'_>> {
        let (among, r#match) = (self.among, self.r#match);
        Some(Level { key: "mean", stated: &self.mean, among, r#match })
    }

    fn latent(&self) -> Option<Latent<'_>> {
        let Self { months, covariates, traits, .. } = self;
        let moments = Moments {
            months,
            correlation: self.correlation.get(),
            baseline: self.baseline.as_deref().map(|name| (name, self.mean.get())),
        };
        let spread = Spread::Total(self.sd.get());
        Some(Latent { covariates, traits, spread, moments: Some(moments) })
    }

    fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        issues.extend(plain::above_zero("sd", Some(&self.sd)));
        check_part(&mut issues, "correlation", self.correlation.get());
        if self.months.is_empty() {
            let issue = Issue::new("months", "no month is stated");
            issues.push(issue.help("name the months in which people are asked, as [12, 24]"));
        }
        for (k, &month) in self.months.iter().enumerate() {
            check_count(&mut issues, format!("months[{k}]"), month.into(), 1.0, 600.0);
        }
        if let Some(k) = self.months.windows(2).position(|pair| pair[0] >= pair[1]) {
            let (before, after) = (self.months[k], self.months[k + 1]);
            let message = format!("month {} follows month {before}", written(after.into()));
            let issue = Issue::new(format!("months[{}]", k + 1), message);
            issues.push(issue.help("state each month once, the earliest first"));
        }
        issues
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        plain::measure(None, Itself::of(rests_on))
    }
}
