//! Yes or no, measured once.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::measure::probabilities;
use super::plain;
use super::{
    At, Better, Declared, Group, Latent, Level, LivesModel, Match, Measure, RestsOn, Rule, Spread,
    Timing,
};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::{Bound, Issue, check_share};
use crate::language::Language;
use crate::numeric::columns;

/// Yes or no, measured once.
///
/// Yes where the latent value `intercept + Σ covariate effects + Σ trait effects + noise · ε` exceeds 0, with ε standard
/// normal.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Binary {
    /// The share of yes under regular service (or give `intercept`).
    #[serde(default)]
    pub rate: Option<Assumption>,
    /// Latent intercept, instead of `rate`.
    #[serde(default)]
    pub intercept: Option<Assumption>,
    /// Standard deviation of the noise (default 1).
    #[serde(default)]
    pub noise: Option<Assumption>,
    /// Whose rate is stated.
    #[serde(default)]
    pub among: Group,
    /// Whether it must be met exactly.
    #[serde(default)]
    pub r#match: Match,
    /// Which is better, for a test of `not_worse` (default higher).
    #[serde(default)]
    pub better: Better,
    /// Effects of characteristics on the latent value: numbers per standard deviation, categories as 0/1.
    #[serde(default)]
    pub covariates: IndexMap<String, Assumption>,
    /// Effects of traits on the latent value, per standard deviation.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
}

impl Settings for Binary {
    fn sentence(&self) -> String {
        "Yes or no, measured once.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Ja of nee, één keer gemeten.".to_owned(),
        }
    }

    fn example() -> Self {
        Self { rate: Some(0.3.into()), ..Self::default() }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("rate", Bound::STRICT), ("noise", Bound::POSITIVE)]
    }
}

impl Declared for Binary {
    fn better(&self) -> Option<Better> {
        Some(self.better)
    }

    fn timing(&self) -> Timing<'_> {
        Timing::Once
    }

    fn level(&self) -> Option<Level<'_>> {
        let (among, r#match) = (self.among, self.r#match);
        self.rate.as_ref().map(|stated| Level { key: "rate", stated, among, r#match })
    }

    fn latent(&self) -> Option<Latent<'_>> {
        let noise = self.noise.as_ref().map_or(1.0, Assumption::get);
        let Self { covariates, traits, .. } = self;
        Some(Latent { covariates, traits, spread: Spread::Noise(noise), moments: None })
    }

    fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        issues.extend(plain::stated_once("rate", self.rate.as_ref(), self.intercept.as_ref()));
        issues.extend(plain::above_zero("noise", self.noise.as_ref()));
        if let Some(rate) = &self.rate {
            check_share(&mut issues, "rate", rate.get(), false);
        }
        issues
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        plain::measure(self.intercept.as_ref(), Exceeds(plain::Place::of(rests_on)))
    }
}

/// A latent value above 0.
#[derive(Clone, Copy, Debug)]
struct Exceeds(plain::Place);

impl Rule for Exceeds {
    #[inline]
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        f64::from(self.0.value(at, i, gain) > 0.0)
    }

    fn fill(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        self.0.fill(at, gains, out);
        columns::are_positive(out);
    }

    fn fill_expected(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        self.0.predict(at, gains, out);
        probabilities(out, at.lives.spreads[self.0.latent]);
    }

    fn latent_unit(&self, lives: &LivesModel) -> f64 {
        self.0.spread(lives).max(1e-9)
    }
}
