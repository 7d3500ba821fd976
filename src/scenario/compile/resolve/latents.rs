//! What outcomes with draws of their own may name.

use super::society::check_characteristic;
use crate::issue::Issue;
use crate::outcome::Spread;
use crate::population::{Catalogue, Scale};
use crate::scenario::Scenario;
use crate::scenario::compile::latents::stated;

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
