//! Outcomes with draws of their own: what they may name.

use super::society::check_characteristic;
use crate::issue::Issue;
use crate::outcome::{Latent, Spread};
use crate::population::{Catalogue, Predictor, Scale};
use crate::scenario::Scenario;
use crate::scenario::compile::names::term_issue;

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

/// Checks what they name, and adds those before the start to the characteristics. Those that have a value before the start
/// cannot depend on one.
pub fn check(scenario: &Scenario, catalogue: &mut Catalogue, issues: &mut Vec<Issue>) {
    for outcome in stated(scenario).filter(|outcome| outcome.baseline().is_some()) {
        issues.extend(outcome.predictor(catalogue).err());
    }
    for outcome in stated(scenario) {
        let (Some((name, mean)), Spread::Total(sd)) = (outcome.baseline(), outcome.latent.spread)
        else {
            continue;
        };
        let path = format!("{}.baseline", outcome.path);
        let known = &mut catalogue.covariates;
        if known.contains_key(name) || catalogue.traits.iter().any(|t| t == name) {
            let message = format!("{name:?} is already a characteristic or a trait");
            issues.push(Issue::new(path, message).help("name this one otherwise"));
            continue;
        }
        check_characteristic(path, name, issues);
        known.insert(name.to_owned(), Scale::Number { mean, sd });
    }
    for outcome in stated(scenario).filter(|outcome| outcome.baseline().is_none()) {
        issues.extend(outcome.predictor(catalogue).err());
    }
}
