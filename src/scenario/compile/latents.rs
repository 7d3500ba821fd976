//! Outcomes with draws of their own: what they may name, and how much noise is left for chance.

use super::names::term_issue;
use crate::calibration::SocietySample;
use crate::issue::Issue;
use crate::outcome::{Latent, LatentModel, Spread};
use crate::population::{Catalogue, Predictor};
use crate::scenario::Scenario;

/// One of these outcomes in the file.
struct Stated<'a> {
    latent: Latent<'a>,
    path: String,
    /// Position among all outcomes, which numbers the stream of its noise.
    number: u32,
}

impl Stated<'_> {
    fn predictor(&self, catalogue: &Catalogue) -> Result<Predictor, Issue> {
        let predictor = self.latent.predictor(catalogue);
        predictor.map_err(|e| term_issue(&self.path, self.latent.covariates, &e))
    }
}

fn stated(scenario: &Scenario) -> impl Iterator<Item = Stated<'_>> {
    scenario.outcomes.iter().enumerate().filter_map(|(k, (name, outcome))| {
        let latent = outcome.member().latent()?;
        let path = format!("outcomes.{name}.{}", outcome.name());
        Some(Stated { latent, path, number: k as u32 })
    })
}

/// Checks what they name.
pub fn check(scenario: &Scenario, catalogue: &Catalogue, issues: &mut Vec<Issue>) {
    issues.extend(stated(scenario).filter_map(|outcome| outcome.predictor(catalogue).err()));
}

/// Compiles them.
pub fn compile(
    scenario: &Scenario,
    catalogue: &Catalogue,
    sample: &SocietySample,
) -> Result<Vec<LatentModel>, Vec<Issue>> {
    let (mut models, mut issues) = (Vec::new(), Vec::new());
    for outcome in stated(scenario) {
        match model(&outcome, catalogue, sample) {
            Ok(model) => models.push(model),
            Err(issue) => issues.push(issue),
        }
    }
    if issues.is_empty() { Ok(models) } else { Err(issues) }
}

fn model(
    outcome: &Stated,
    catalogue: &Catalogue,
    sample: &SocietySample,
) -> Result<LatentModel, Issue> {
    let predictor = outcome.predictor(catalogue)?;
    let noise = match outcome.latent.spread {
        Spread::Noise(noise) => noise,
        Spread::Total(sd) => {
            let explained = explained(&predictor, sample);
            rest(sd, explained).map_err(|issue| issue.below(&outcome.path))?
        }
    };
    Ok(LatentModel { predictor, noise, index: outcome.number })
}

/// The variance that characteristics and traits give.
fn explained(predictor: &Predictor, sample: &SocietySample) -> f64 {
    let mut values = vec![0.0; sample.people.size];
    predictor.add_to(&sample.people, &mut values);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / values.len() as f64
}

/// The noise that a total standard deviation leaves.
fn rest(sd: f64, explained: f64) -> Result<f64, Issue> {
    let rest = sd * sd - explained;
    if rest > 0.0 {
        return Ok(rest.sqrt());
    }
    let explained = explained.sqrt();
    let message = format!(
        "characteristics and traits alone give a standard deviation of {explained:.4}: {sd} leaves nothing for the rest"
    );
    Err(Issue::new("sd", message).help("state a larger \"sd\" or smaller coefficients"))
}
