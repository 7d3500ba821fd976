//! How far a person's effect lies from the mean effect, and whether the person starts at all.

use super::{Heterogeneity, TakeUp};
use crate::assumption::Assumption;
use crate::population::{Catalogue, Centring, People, Predictor, Scale, UnknownTerm};
use crate::stream::{Draws, Purpose};

/// Deviations from one arm's mean effect.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GainModel {
    predictor: Predictor,
    random: f64,
    /// Share, gain of that share, change of the others.
    mixture: Option<[f64; 3]>,
}

/// Streams of [`Purpose::Effect`] from here on say who gains and who loses; those before are the deviations of the arms, of
/// which there are never so many.
const MIXTURE: u32 = 1000;

impl GainModel {
    /// Compiles one arm's heterogeneity.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a characteristic or trait that does not exist.
    pub fn new(settings: &Heterogeneity, catalogue: &Catalogue) -> Result<Self, UnknownTerm> {
        let predictor = Predictor::compile(
            catalogue,
            &settings.covariates,
            &settings.traits,
            Centring::Centred,
        )?;
        let mixture = settings.mixture.as_ref().map(|m| {
            let (p, gain) = (m.share.get(), m.gain.get());
            [p, gain, -gain * p / (1.0 - p)]
        });
        let random = settings.random.as_ref().map_or(0.0, Assumption::get);
        Ok(Self { predictor, random, mixture })
    }

    /// Makes all deviations this many times as large.
    pub fn scale(&mut self, factor: f64) {
        self.predictor.scale(factor);
        // A normal deviation is the same in law when its sign changes.
        self.random *= factor;
        if let Some([_, up, down]) = &mut self.mixture {
            *up *= factor;
            *down *= factor;
        }
    }

    /// See [`Predictor::rescale`].
    pub fn rescale(&mut self, characteristic: usize, scale: &Scale) {
        self.predictor.rescale(characteristic, scale);
    }

    /// Marks the characteristics it looks at.
    pub fn mark_used(&self, used: &mut [bool]) {
        self.predictor.mark_used(used);
    }

    /// Marks the traits it looks at.
    pub fn mark_traits(&self, used: &mut [bool]) {
        self.predictor.mark_traits(used);
    }

    /// Whether everybody has the mean effect.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What of everybody's deviation is not random; empty where nothing is random.
    pub fn systematic(&self, people: &People) -> Vec<f64> {
        if self.random == 0.0 && self.mixture.is_none() {
            return Vec::new();
        }
        let mut out = vec![0.0; people.size];
        self.predictor.add_to(people, &mut out);
        out
    }

    /// Deviations of everybody for arm number `arm`; `out` stays empty when nobody deviates.
    pub fn fill(
        &self,
        draws: &impl Draws,
        people: &People,
        arm: usize,
        buffer: &mut Vec<f64>,
        out: &mut Vec<f64>,
    ) {
        out.clear();
        if self.is_empty() {
            return;
        }
        out.resize(people.size, 0.0);
        buffer.resize(people.size, 0.0);
        self.predictor.add_to(people, out);
        if self.random != 0.0 {
            draws.normals(Purpose::Effect, arm as u32, buffer);
            for (gain, e) in out.iter_mut().zip(&*buffer) {
                *gain += self.random * e;
            }
        }
        if let Some([share, up, down]) = self.mixture {
            draws.uniforms(Purpose::Effect, MIXTURE + arm as u32, buffer);
            for (gain, u) in out.iter_mut().zip(&*buffer) {
                *gain += if *u < share { up } else { down };
            }
        }
    }
}

/// The chance that an enrolled person of an arm starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakeUpModel {
    /// What traits add to the log-odds.
    pub predictor: Predictor,
    /// Log-odds at the average; infinite when everybody starts.
    pub intercept: f64,
}

impl TakeUpModel {
    /// Everybody starts.
    pub fn everybody() -> Self {
        Self { predictor: Predictor::default(), intercept: f64::INFINITY }
    }

    /// Compiles one arm's take-up; the intercept is still to be solved unless the rate is 1.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a trait that does not exist.
    pub fn new(settings: &TakeUp, catalogue: &Catalogue) -> Result<Self, UnknownTerm> {
        if settings.rate.get() >= 1.0 {
            return Ok(Self::everybody());
        }
        let none = indexmap::IndexMap::new();
        let predictor = Predictor::compile(catalogue, &none, &settings.traits, Centring::Raw)?;
        Ok(Self { predictor, intercept: 0.0 })
    }

    /// Whether everybody starts.
    pub fn is_full(&self) -> bool {
        self.intercept == f64::INFINITY
    }

    /// Log-odds of starting, of everybody.
    pub fn log_odds(&self, people: &People, out: &mut Vec<f64>) {
        out.resize(people.size, 0.0);
        self.predictor.fill(people, self.intercept, out);
    }
}
