//! How often something happened.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    At, Better, Declared, Group, Latent, Level, LivesModel, Match, Measure, RestsOn, Rule, Scale,
    Spread, Timing,
};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::Bound;
use crate::numeric::normal;

/// How often something happened, as the number of applications sent.
///
/// Poisson given characteristics and traits: its mean is `exp(intercept + Σ covariate effects + Σ trait effects)`. A person
/// keeps their place among people alike whatever is done to them.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The mean under regular service.
    pub mean: Assumption,
    /// Which is better, for a test of `not_worse` (default higher).
    #[serde(default)]
    pub better: Better,
    /// Effects of characteristics on the logarithm of the mean: numbers per standard deviation, categories as 0/1.
    #[serde(default)]
    pub covariates: IndexMap<String, Assumption>,
    /// Effects of traits on it, per standard deviation.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
}

impl Settings for Count {
    fn sentence(&self) -> String {
        "How often something happened.".to_owned()
    }

    fn example() -> Self {
        let (covariates, traits) = (IndexMap::new(), IndexMap::new());
        Self { mean: 3.0.into(), better: Better::Higher, covariates, traits }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("mean", Bound { high: Some(100.0), ..Bound::RATE })]
    }
}

impl Declared for Count {
    fn better(&self) -> Option<Better> {
        Some(self.better)
    }

    fn timing(&self) -> Timing<'_> {
        Timing::Once
    }

    fn scale(&self) -> Scale {
        Scale::Number(self.mean.get().sqrt())
    }

    fn level(&self) -> Option<Level<'_>> {
        let (among, r#match) = (Group::Eligible, Match::Exact);
        Some(Level { key: "mean", stated: &self.mean, among, r#match })
    }

    fn latent(&self) -> Option<Latent<'_>> {
        let Self { covariates, traits, .. } = self;
        Some(Latent { covariates, traits, spread: Spread::Noise(1.0), moments: None })
    }

    fn measure(&self, rests_on: &RestsOn) -> Measure {
        let mean = self.mean.get();
        let (latent, noise) = (rests_on.latent, rests_on.noise);
        Measure::new(libm::log(mean), Poisson { latent, noise, spread: mean.sqrt() })
    }
}

/// A quantile of the Poisson law at the person's own place.
#[derive(Clone, Copy, Debug)]
struct Poisson {
    latent: usize,
    noise: usize,
    spread: f64,
}

impl Poisson {
    fn mean(self, at: &At, i: usize, gain: f64) -> f64 {
        libm::exp(at.cut + at.shift.own + at.lives.latent[self.latent][i] + gain)
    }
}

impl Rule for Poisson {
    fn value(&self, at: &At, i: usize, gain: f64) -> f64 {
        quantile(self.mean(at, i, gain), at.lives.noise[self.noise][i])
    }

    fn fill_expected(&self, at: &At, gains: &[f64], out: &mut [f64]) {
        for (i, o) in out.iter_mut().enumerate() {
            *o = self.mean(at, i, gains.get(i).copied().unwrap_or(0.0));
        }
    }

    fn is_share(&self) -> bool {
        false
    }

    fn spread(&self, _: &LivesModel) -> f64 {
        self.spread
    }
}

/// Above this mean the law is as good as normal, and `exp(−mean)` soon 0.
const NORMAL: f64 = 200.0;

/// The smallest number that a Poisson count reaches with at least the probability Φ(z) of staying below or at it.
fn quantile(mean: f64, z: f64) -> f64 {
    if mean > NORMAL {
        return (mean + mean.sqrt() * z).round().max(0.0);
    }
    let wanted = normal::cdf(z);
    let (mut count, mut probability) = (0.0, libm::exp(-mean));
    let mut reached = probability;
    // What is left in the tail may be less than rounding leaves of the sum.
    while reached < wanted && (count < mean || probability > 1e-18) {
        count += 1.0;
        probability *= mean / count;
        reached += probability;
    }
    count
}
