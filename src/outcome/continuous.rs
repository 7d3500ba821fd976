//! A number, measured once.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::plain::{self, Itself};
use super::{
    Better, Declared, Group, Latent, Level, Match, Measure, RestsOn, Scale, Spread, Timing,
};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue, written};
use crate::language::Language;
use crate::numeric::normal;

/// A number, measured once, normally distributed given characteristics and traits.
///
/// It is `intercept + Σ covariate effects + Σ trait effects + noise · ε`, with ε standard normal.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Continuous {
    /// The mean under regular service (or give `intercept`).
    #[serde(default)]
    pub mean: Option<Assumption>,
    /// The total standard deviation (or give `noise`).
    #[serde(default)]
    pub sd: Option<Assumption>,
    /// Latent intercept, instead of `mean`.
    #[serde(default)]
    pub intercept: Option<Assumption>,
    /// Standard deviation of the noise, instead of `sd`.
    #[serde(default)]
    pub noise: Option<Assumption>,
    /// Whose mean is stated.
    #[serde(default)]
    pub among: Group,
    /// Whether it must be met exactly.
    #[serde(default)]
    pub r#match: Match,
    /// Which is better, for a test of `not_worse` (default higher).
    #[serde(default)]
    pub better: Better,
    /// Effects of characteristics: numbers per standard deviation, categories as 0/1.
    #[serde(default)]
    pub covariates: IndexMap<String, Assumption>,
    /// Effects of traits, per standard deviation.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
}

/// The share of a normal below 0 from which on an amount is no normal.
const BELOW: f64 = 0.01;

impl Settings for Continuous {
    fn sentence(&self) -> String {
        "A number, measured once.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Een getal, één keer gemeten.".to_owned(),
        }
    }

    fn example() -> Self {
        Self { mean: Some(6.5.into()), sd: Some(1.5.into()), ..Self::default() }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("sd", Bound::POSITIVE), ("noise", Bound::POSITIVE)]
    }
}

impl Declared for Continuous {
    fn better(&self) -> Option<Better> {
        Some(self.better)
    }

    fn timing(&self) -> Timing<'_> {
        Timing::Once
    }

    fn scale(&self) -> Scale {
        let spread = self.sd.as_ref().or(self.noise.as_ref());
        Scale::Number(spread.map_or(1.0, Assumption::get))
    }

    fn level(&self) -> Option<Level<'_>> {
        let (among, r#match) = (self.among, self.r#match);
        self.mean.as_ref().map(|stated| Level { key: "mean", stated, among, r#match })
    }

    fn latent(&self) -> Option<Latent<'_>> {
        let noise = || Spread::Noise(self.noise.as_ref().map_or(1.0, Assumption::get));
        let spread = self.sd.as_ref().map_or_else(noise, |sd| Spread::Total(sd.get()));
        let Self { covariates, traits, .. } = self;
        Some(Latent { covariates, traits, spread, moments: None })
    }

    fn check(&self) -> Vec<Issue> {
        let spread = match (&self.sd, &self.noise) {
            (Some(_), Some(_)) => Some(Issue::new("noise", "give \"sd\" or \"noise\", not both")),
            (None, None) => Some(
                Issue::new("", "\"sd\" is missing")
                    .help("give the total standard deviation \"sd\", or the \"noise\""),
            ),
            (sd, noise) => plain::above_zero("sd", sd.as_ref())
                .or_else(|| plain::above_zero("noise", noise.as_ref())),
        };
        plain::stated_once("mean", self.mean.as_ref(), self.intercept.as_ref())
            .into_iter()
            .chain(spread)
            .collect()
    }

    /// Amounts of euros, hours or months are never below 0, and a normal number is.
    fn doubt(&self, name: &str) -> Option<(&'static str, String)> {
        let (mean, sd) = (self.mean.as_ref()?.get(), self.sd.as_ref()?.get());
        let below = normal::cdf(-mean / sd);
        (mean > 0.0 && below >= BELOW).then(|| {
            let message = format!(
                "{} % of a normal number with mean {} and standard deviation {} lies below 0. If {name} is an amount \
                 (euros, hours, months), it does not: many zeros and a long tail make intervals cover less, and power \
                 differ from what is said here.",
                (100.0 * below).round(),
                written(mean),
                written(sd)
            );
            ("sd", message)
        })
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        plain::measure(self.intercept.as_ref(), Itself::of(rests_on))
    }
}
