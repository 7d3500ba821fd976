//! The enrolment decision: one unpredictable part a person, whatever is offered.

use super::{Enrolment, Link};
use crate::numeric::{columns, normal, rows};
use crate::population::{Catalogue, Centring, People, Predictor, UnknownTerm};
use crate::stream::{Draws, Purpose};

/// Who enrols under an offer: `intercept + predictor > threshold`.
#[derive(Clone, Debug, PartialEq)]
pub struct EnrolmentModel {
    /// Distribution of the thresholds.
    pub link: Link,
    /// What characteristics and traits say.
    pub predictor: Predictor,
    /// A further trait whose coefficient is solved: its row and coefficient.
    pub selection: Option<(usize, f64)>,
    /// What living in a site adds, by site; empty where it adds nothing.
    pub sites: Vec<f64>,
}

/// One offer, as good as its intercept. `+∞` means that everybody accepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// Latent intercept.
    pub intercept: f64,
}

impl EnrolmentModel {
    /// Everybody enrols.
    pub fn everybody() -> Self {
        let sites = Vec::new();
        Self { link: Link::Logit, predictor: Predictor::default(), selection: None, sites }
    }

    /// Compiles the coefficients.
    ///
    /// # Errors
    /// [`UnknownTerm`] for a characteristic or trait that does not exist.
    pub fn new(settings: &Enrolment, catalogue: &Catalogue) -> Result<Self, UnknownTerm> {
        let predictor =
            Predictor::compile(catalogue, &settings.covariates, &settings.traits, Centring::Raw)?;
        Ok(Self { link: settings.link, predictor, selection: None, sites: Vec::new() })
    }

    /// The latent inclination of everybody, without the offer's intercept.
    pub fn inclination(&self, people: &People, out: &mut Vec<f64>) {
        out.resize(people.size, 0.0);
        self.predictor.fill(people, 0.0, out);
        if let Some((row, slope)) = self.selection {
            columns::add_scaled(out, slope, &people.traits[row]);
        }
        if !self.sites.is_empty() {
            columns::add_by_level(out, &people.site, &self.sites);
        }
    }

    /// The most that everybody's inclination can be, from traits alone; false when there is no bound.
    pub fn ceiling(&self, people: &People, out: &mut Vec<f64>) -> bool {
        out.clear();
        out.resize(people.size, 0.0);
        if let Some((row, slope)) = self.selection {
            columns::add_scaled(out, slope, &people.traits[row]);
        }
        if let Some(most) = self.sites.iter().copied().reduce(f64::max) {
            for o in out.iter_mut() {
                *o += most;
            }
        }
        self.predictor.add_ceiling_to(people, out)
    }

    /// Whether people who differ differ in their inclination.
    pub fn selects(&self) -> bool {
        !self.predictor.is_flat()
            || self.selection.is_some_and(|(_, slope)| slope != 0.0)
            || self.sites.iter().any(|added| *added != self.sites[0])
    }

    /// The intercept with which this share enrols where nobody differs in inclination.
    pub fn intercept_of(&self, share: f64) -> f64 {
        match self.link {
            Link::Logit => libm::log(share / (1.0 - share)),
            Link::Probit => normal::quantile(share),
        }
    }

    /// Replaces what makes everybody say yes, the offer's intercept included, by the probability that they do: that the
    /// threshold lies below.
    pub fn probabilities(&self, row: &mut [f64]) {
        match self.link {
            Link::Logit => rows::expit(row),
            Link::Probit => rows::cdf(row),
        }
    }
}

/// Everybody's threshold: standard logistic or standard normal.
pub fn thresholds(link: Link, draws: &impl Draws, out: &mut [f64]) {
    match link {
        Link::Logit => {
            draws.uniforms(Purpose::Enrolment, 0, out);
            rows::logit(out);
        }
        Link::Probit => draws.normals(Purpose::Enrolment, 0, out),
    }
}
