//! Outcomes with draws of their own: how much noise is left for chance.

use super::people::calibration_sample;
use crate::calibration::SocietySample;
use crate::issue::Issue;
use crate::outcome::{Baseline, LatentModel, Moments, Spread};
use crate::plan::Society;
use crate::population::{Catalogue, Predictor};
use crate::scenario::Scenario;
use crate::scenario::compile::latents::{Stated, stated};
use crate::stream::Lattice;

/// Compiles them on a sample of people who have no outcomes yet.
pub fn complete(
    scenario: &Scenario,
    mut sample: SocietySample,
    society: &mut Society,
) -> Result<(), Vec<Issue>> {
    let all: Vec<Stated> = stated(scenario).collect();
    let mut issues = Vec::new();
    let columns = society.catalogue.covariates.len() - society.columns.before_start..;
    let with_baseline = all.iter().filter(|outcome| outcome.baseline().is_some());
    for (outcome, column) in with_baseline.zip(columns) {
        match model(outcome, &society.catalogue, &sample, Some(column)) {
            Ok(model) => society.lives.latent.push(model),
            Err(issue) => issues.push(issue),
        }
    }
    if !issues.is_empty() {
        return Err(issues);
    }
    if !society.lives.latent.is_empty() {
        sample = calibration_sample(society, &Lattice::new());
    }
    for outcome in all.iter().filter(|outcome| outcome.baseline().is_none()) {
        match model(outcome, &society.catalogue, &sample, None) {
            Ok(model) => society.lives.latent.push(model),
            Err(issue) => issues.push(issue),
        }
    }
    society.lives.latent.sort_by_key(|model| model.index);
    if issues.is_empty() { Ok(()) } else { Err(issues) }
}

fn model(
    outcome: &Stated,
    catalogue: &Catalogue,
    sample: &SocietySample,
    column: Option<usize>,
) -> Result<LatentModel, Issue> {
    let predictor = outcome.predictor(catalogue)?;
    let below = |issue: Issue| issue.below(&outcome.path);
    let (stable, noise, explained) = match (outcome.latent.spread, outcome.latent.moments) {
        (Spread::Noise(noise), _) => (0.0, noise, Explained::default()),
        (Spread::Total(sd), None) => {
            let explained = Explained::by(&predictor, sample, outcome.by_site.len());
            (0.0, explained.rest(sd).map_err(below)?, explained)
        }
        (Spread::Total(sd), Some(Moments { correlation, .. })) => {
            let explained = Explained::by(&predictor, sample, outcome.by_site.len());
            let stable = explained.stable(sd, correlation).map_err(below)?;
            (stable, sd * (1.0 - correlation).sqrt(), explained)
        }
    };
    let baseline = outcome.baseline().zip(column);
    let baseline = baseline.map(|((_, mean), column)| {
        let constants = match &outcome.by_site[..] {
            [] => vec![mean - explained.mean],
            means => explained.by_site.iter().zip(means).map(|(x, mean)| mean - x).collect(),
        };
        Baseline { column, constants }
    });
    let months = outcome.latent.moments.map_or_else(Vec::new, |moments| moments.months.to_vec());
    Ok(LatentModel { predictor, stable, noise, index: outcome.number, months, baseline })
}

/// What characteristics and traits give: the mean, that of each site, and the variance about it. Where a mean is stated for
/// each site, what lies between sites is in those, and explains nothing of how people of one site differ.
#[derive(Clone, Debug, Default)]
struct Explained {
    mean: f64,
    by_site: Vec<f64>,
    variance: f64,
}

impl Explained {
    fn by(predictor: &Predictor, sample: &SocietySample, sites: usize) -> Self {
        let mut values = vec![0.0; sample.people.size];
        predictor.add_to(&sample.people, &mut values);
        let people = values.len() as f64;
        let site = |i: usize| if sites == 0 { 0 } else { usize::from(sample.people.site[i]) };
        let mut sums = vec![[0.0; 2]; sites.max(1)];
        for (i, value) in values.iter().enumerate() {
            let [sum, count] = &mut sums[site(i)];
            *sum += value;
            *count += 1.0;
        }
        let by_site: Vec<f64> = sums.iter().map(|[sum, count]| sum / count).collect();
        let mean = values.iter().sum::<f64>() / people;
        let deviation = |(i, value): (usize, &f64)| value - by_site[site(i)];
        let variance =
            values.iter().enumerate().map(|v| deviation(v) * deviation(v)).sum::<f64>() / people;
        Self { mean, by_site, variance }
    }

    /// The noise that a total standard deviation leaves.
    fn rest(&self, sd: f64) -> Result<f64, Issue> {
        let rest = sd * sd - self.variance;
        if rest > 0.0 {
            return Ok(rest.sqrt());
        }
        let explained = self.variance.sqrt();
        let message = format!(
            "characteristics and traits alone give a standard deviation of {explained:.4}: {sd} leaves nothing for the rest"
        );
        Err(Issue::new("sd", message).help("state a larger \"sd\" or smaller coefficients"))
    }

    /// The standard deviation of what else stays of a person when two months correlate so much.
    fn stable(&self, sd: f64, correlation: f64) -> Result<f64, Issue> {
        let rest = correlation * sd * sd - self.variance;
        if rest >= 0.0 {
            return Ok(rest.sqrt());
        }
        let least = self.variance / (sd * sd);
        let message = format!(
            "characteristics and traits alone correlate two months by {least:.4}: {correlation} is less"
        );
        let help = "state a larger \"correlation\" or smaller coefficients";
        Err(Issue::new("correlation", message).help(help))
    }
}
