//! Outcomes with draws of their own, as they are stated.

use super::names::term_issue;
use crate::issue::Issue;
use crate::outcome::Latent;
use crate::population::{Catalogue, Predictor};
use crate::scenario::Scenario;

/// One of these outcomes in the file.
pub struct Stated<'a> {
    pub latent: Latent<'a>,
    /// Its mean in each site; empty where there is a single place.
    pub by_site: Vec<f64>,
    pub path: String,
    /// Position among all outcomes, which numbers the stream of its noise.
    pub number: u32,
}

impl Stated<'_> {
    pub fn predictor(&self, catalogue: &Catalogue) -> Result<Predictor, Issue> {
        let predictor = self.latent.predictor(catalogue);
        predictor.map_err(|e| term_issue(&self.path, self.latent.covariates, &e))
    }

    /// The name of the value before the start, with its mean.
    pub fn baseline(&self) -> Option<(&str, f64)> {
        self.latent.moments.and_then(|moments| moments.baseline)
    }
}

/// These outcomes, in the order of the file.
pub fn stated(scenario: &Scenario) -> impl Iterator<Item = Stated<'_>> {
    scenario.outcomes.iter().enumerate().filter_map(|(k, (name, outcome))| {
        let latent = outcome.member().latent()?;
        let path = format!("outcomes.{name}.{}", outcome.name());
        let by_site = outcome.member().level().map_or_else(Vec::new, |level| {
            scenario.level_by_site(name, &level, &path).map(|(_, held)| held.value).collect()
        });
        Some(Stated { latent, by_site, path, number: k as u32 })
    })
}

/// Names of the outcomes before the start that are characteristics.
pub fn before_start(scenario: &Scenario) -> Vec<String> {
    stated(scenario)
        .filter_map(|outcome| outcome.baseline().map(|(name, _)| name.to_owned()))
        .collect()
}
