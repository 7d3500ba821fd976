//! Plain outcomes: what their settings may say together, and how much noise is left for chance.

use super::names::{term_issue, written};
use crate::assumption::Assumption;
use crate::calibration::SocietySample;
use crate::issue::Issue;
use crate::outcome::{Outcome, Plain, PlainModel};
use crate::population::{Catalogue, Centring, Predictor};
use crate::scenario::Scenario;

/// One plain outcome in the file.
struct Stated<'a> {
    plain: &'a Plain,
    /// Yes/no rather than a number.
    binary: bool,
    path: String,
    /// Position among all outcomes, which numbers the stream of its noise.
    number: u32,
}

fn stated_plainly(scenario: &Scenario) -> impl Iterator<Item = Stated<'_>> {
    scenario.outcomes.iter().enumerate().filter_map(|(k, (name, outcome))| {
        let (plain, tag) = match outcome {
            Outcome::Binary(plain) => (plain, "binary"),
            Outcome::Continuous(plain) => (plain, "continuous"),
            _ => return None,
        };
        let path = format!("outcomes.{name}.{tag}");
        Some(Stated { plain, binary: tag == "binary", path, number: k as u32 })
    })
}

/// Checks the plain outcomes, as far as nobody has to be drawn for it.
pub fn check(scenario: &Scenario, catalogue: &Catalogue, issues: &mut Vec<Issue>) {
    for Stated { plain, binary, path, .. } in stated_plainly(scenario) {
        issues.extend(stated_wrongly(plain, binary, &path));
        let predictor =
            Predictor::compile(catalogue, &plain.covariates, &plain.traits, Centring::Raw);
        issues.extend(predictor.err().map(|e| term_issue(&path, &plain.covariates, &e)));
    }
}

/// What is stated twice, not at all, or of the wrong kind.
fn stated_wrongly(plain: &Plain, binary: bool, path: &str) -> Option<Issue> {
    let at = |key: &str, message: String| Some(Issue::new(format!("{path}.{key}"), message));
    if binary && (plain.mean.is_some() || plain.sd.is_some()) {
        let key = if plain.mean.is_some() { "mean" } else { "sd" };
        return at(key, format!("a yes/no outcome has no {key}"))
            .map(|issue| issue.help("give \"rate\" (or \"intercept\" and \"noise\")"));
    }
    if !binary && plain.rate.is_some() {
        return at("rate", "a number has no rate".into())
            .map(|issue| issue.help("give \"mean\" and \"sd\""));
    }
    let (level, word) = if binary { (&plain.rate, "rate") } else { (&plain.mean, "mean") };
    let positive = |key: &str, number: &Option<Assumption>| {
        let found = number.as_ref().map_or(1.0, Assumption::get);
        if found > 0.0 {
            None
        } else {
            at(key, format!("must be above 0, found {}", written(found)))
        }
    };
    match (level, &plain.intercept) {
        (None, None) => Some(
            Issue::new(path, format!("\"{word}\" is missing"))
                .help(format!("give \"{word}\", or the latent \"intercept\"")),
        ),
        (Some(_), Some(_)) => {
            at("intercept", format!("give \"{word}\" or \"intercept\", not both"))
        }
        _ if plain.noise.is_some() && plain.sd.is_some() => {
            at("noise", "give \"sd\" or \"noise\", not both".into())
        }
        _ if !binary && plain.noise.is_none() && plain.sd.is_none() => Some(
            Issue::new(path, "\"sd\" is missing")
                .help("give the total standard deviation \"sd\", or the \"noise\""),
        ),
        _ => positive("sd", &plain.sd).or_else(|| positive("noise", &plain.noise)),
    }
}

/// Compiles the plain outcomes.
pub fn compile(
    scenario: &Scenario,
    catalogue: &Catalogue,
    sample: &SocietySample,
) -> Result<Vec<PlainModel>, Vec<Issue>> {
    let (mut models, mut issues) = (Vec::new(), Vec::new());
    for Stated { plain, binary, path, number } in stated_plainly(scenario) {
        let model = noise(plain, binary, &path, catalogue, sample).and_then(|spread| {
            PlainModel::new(plain, catalogue, spread, number)
                .map_err(|e| term_issue(&path, &plain.covariates, &e))
        });
        match model {
            Ok(model) => models.push(model),
            Err(issue) => issues.push(issue),
        }
    }
    if issues.is_empty() { Ok(models) } else { Err(issues) }
}

/// The noise of a plain outcome: stated, or what the total standard deviation leaves.
fn noise(
    plain: &Plain,
    binary: bool,
    path: &str,
    catalogue: &Catalogue,
    sample: &SocietySample,
) -> Result<f64, Issue> {
    let Some(sd) = plain.sd.as_ref().filter(|_| !binary) else {
        return Ok(plain.noise.as_ref().map_or(1.0, Assumption::get));
    };
    let predictor = Predictor::compile(catalogue, &plain.covariates, &plain.traits, Centring::Raw)
        .map_err(|e| term_issue(path, &plain.covariates, &e))?;
    let mut values = vec![0.0; sample.people.size];
    predictor.add_to(&sample.people, &mut values);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let explained =
        values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / values.len() as f64;
    let (found, rest) = (sd.get(), sd.get() * sd.get() - explained);
    if rest > 0.0 {
        return Ok(rest.sqrt());
    }
    let explained = explained.sqrt();
    let message = format!(
        "characteristics and traits alone give a standard deviation of {explained:.4}: {found} leaves nothing for the rest"
    );
    Err(Issue::new(format!("{path}.sd"), message)
        .help("state a larger \"sd\" or smaller coefficients"))
}
