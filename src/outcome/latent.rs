//! What an outcome draws for each person that does not follow from work.

use indexmap::IndexMap;

use crate::assumption::Assumption;
use crate::numeric::columns;
use crate::population::{Catalogue, Centring, Column, People, Predictor, UnknownTerm};
use crate::stream::{Draws, Purpose};

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
    /// In which months it is asked; none when it is measured once.
    pub moments: Option<Moments<'a>>,
}

/// The months in which one latent value is asked.
#[derive(Clone, Copy, Debug)]
pub struct Moments<'a> {
    /// Months after the start.
    pub months: &'a [u32],
    /// Correlation between any two of them, that before the start included.
    pub correlation: f64,
    /// The name of the value before the start, and its mean.
    pub baseline: Option<(&'a str, f64)>,
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
    /// Standard deviation of what stays of a person beyond that; 0 where it is measured once.
    pub stable: f64,
    /// Standard deviation of the noise of one month.
    pub noise: f64,
    /// Number of the noise stream.
    pub index: u32,
    /// Months after the start in which it is asked; empty when it is measured once.
    pub months: Vec<u32>,
    /// Where the value before the start is kept.
    pub baseline: Option<Baseline>,
}

/// The value of an outcome before the start, a characteristic.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// Column among the people's characteristics.
    pub column: usize,
    /// What is added to the predictable part: in each site, or everywhere.
    pub constants: Vec<f64>,
}

/// Draws of one outcome in one month, 0 before the start.
const MONTHS: u32 = 1 << 10;
/// The draw of what stays of a person, beyond all months.
const STABLE: u32 = MONTHS - 1;

impl LatentModel {
    /// How many rows of noise it has.
    pub fn rows(&self) -> usize {
        self.months.len().max(1)
    }

    /// Draws everybody's predictable part and noise, and the value before the start. A predictable part to which nothing
    /// is added stays the zeros it was made of.
    pub(super) fn draw(
        &self,
        draws: &impl Draws,
        people: &mut People,
        latent: &mut [f64],
        noise: &mut [Vec<f64>],
    ) {
        if !(self.predictor.is_empty() && self.months.is_empty()) {
            self.predictor.fill(people, 0.0, latent);
        }
        if !self.months.is_empty() {
            self.add_stable(draws, people, latent, &mut noise[0]);
        }
        for (k, row) in noise.iter_mut().enumerate() {
            let month = self.months.get(k);
            let (purpose, index) = month.map_or((Purpose::Noise, self.index), |month| {
                (Purpose::Score, MONTHS * self.index + month)
            });
            draws.normals(purpose, index, row);
            if self.noise != 1.0 {
                columns::scale(row, self.noise);
            }
        }
    }

    /// Adds what stays of a person, and fills the characteristic of the value before the start.
    fn add_stable(
        &self,
        draws: &impl Draws,
        people: &mut People,
        latent: &mut [f64],
        buffer: &mut [f64],
    ) {
        draws.normals(Purpose::Score, MONTHS * self.index + STABLE, buffer);
        columns::add_scaled(latent, self.stable, buffer);
        let Some(Baseline { column, constants }) = &self.baseline else { return };
        let People { covariates, site, .. } = people;
        let Column::Numbers(before) = &mut covariates[*column] else { return };
        draws.normals(Purpose::Score, MONTHS * self.index, before);
        if let [constant] = constants[..] {
            before.iter_mut().zip(&*latent).for_each(|(b, x)| *b = constant + x + self.noise * *b);
            return;
        }
        for ((b, x), site) in before.iter_mut().zip(&*latent).zip(&*site) {
            *b = constants[usize::from(*site)] + x + self.noise * *b;
        }
    }
}

impl Latent<'_> {
    /// How many rows of noise it has.
    pub fn rows(&self) -> usize {
        self.moments.map_or(1, |moments| moments.months.len().max(1))
    }

    /// What characteristics and traits add.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a characteristic or trait that does not exist.
    pub fn predictor(&self, catalogue: &Catalogue) -> Result<Predictor, UnknownTerm> {
        Predictor::compile(catalogue, self.covariates, self.traits, Centring::Raw)
    }
}
