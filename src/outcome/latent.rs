//! What an outcome draws for each person that does not follow from work.

use indexmap::IndexMap;

use crate::assumption::Assumption;
use crate::population::{Catalogue, Centring, Predictor, UnknownTerm};

/// An outcome's latent value, as declared: `Σ covariate effects + Σ trait effects + noise · ε`, to which a world adds its
/// intercept and its shift.
#[derive(Clone, Copy, Debug)]
pub struct Latent<'a> {
    /// Effects of characteristics: numbers per standard deviation, categories as 0/1.
    pub covariates: &'a IndexMap<String, Assumption>,
    /// Effects of traits, per standard deviation.
    pub traits: &'a IndexMap<String, Assumption>,
    /// How far people differ.
    pub spread: Spread,
}

/// How far people differ in a latent value, as a standard deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// In all.
    Total(f64),
    /// Beyond characteristics and traits.
    Noise(f64),
}

/// A compiled latent value.
#[derive(Clone, Debug)]
pub struct LatentModel {
    /// The predictable part, without intercept.
    pub predictor: Predictor,
    /// Standard deviation of the noise.
    pub noise: f64,
    /// Number of the noise stream.
    pub index: u32,
}

impl Latent<'_> {
    /// What characteristics and traits add.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a characteristic or trait that does not exist.
    pub fn predictor(&self, catalogue: &Catalogue) -> Result<Predictor, UnknownTerm> {
        Predictor::compile(catalogue, self.covariates, self.traits, Centring::Raw)
    }
}
