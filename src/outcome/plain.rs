//! Plain outcomes for small scenarios: a yes/no or a number, measured once.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Better, Group, Match};
use crate::assumption::Assumption;
use crate::population::{Catalogue, Centring, Predictor, UnknownTerm};

/// A plain outcome. Its latent value is
/// `intercept + Σ covariate effects + Σ trait effects + noise · ε`; a yes/no outcome is whether
/// that exceeds 0, a number is the value itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plain {
    /// Yes/no: the share of yes under regular service (or give `intercept`).
    #[serde(default)]
    pub rate: Option<Assumption>,
    /// Number: the mean under regular service (or give `intercept`).
    #[serde(default)]
    pub mean: Option<Assumption>,
    /// Number: the total standard deviation (or give `noise`).
    #[serde(default)]
    pub sd: Option<Assumption>,
    /// Latent intercept, instead of `rate` or `mean`.
    #[serde(default)]
    pub intercept: Option<Assumption>,
    /// Standard deviation of the noise, instead of `sd`; for a yes/no outcome default 1.
    #[serde(default)]
    pub noise: Option<Assumption>,
    /// Whose rate or mean is stated.
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

/// A compiled plain outcome.
#[derive(Clone, Debug)]
pub struct PlainModel {
    /// The predictable part, without intercept.
    pub predictor: Predictor,
    /// Standard deviation of the noise.
    pub noise: f64,
    /// Number of the noise stream.
    pub index: u32,
}

impl PlainModel {
    /// Compiles a plain outcome; `noise` has been settled by the caller.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a characteristic or trait that does not exist.
    pub fn new(
        plain: &Plain,
        catalogue: &Catalogue,
        noise: f64,
        index: u32,
    ) -> Result<Self, UnknownTerm> {
        let predictor =
            Predictor::compile(catalogue, &plain.covariates, &plain.traits, Centring::Raw)?;
        Ok(Self { predictor, noise, index })
    }
}
