//! How characteristics and traits hang together: one correlation matrix, checked and never repaired.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use super::{Covariate, EMPLOYABILITY, Population};
use crate::assumption::Assumption;
use crate::numeric::cholesky::{Cholesky, CorrelationError, smallest_eigenvalue};

/// Correlations between the latent normal scores of characteristics.
///
/// For yes/no characteristics these are tetrachoric, for ordered categories polychoric
/// correlations: those of the scores, not of the 0/1 values.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dependence {
    /// Common factors by name, each with the loadings of characteristics; two characteristics of
    /// one factor correlate by the product of their loadings. A factor with the name of a trait is
    /// that trait, and a loading is then the correlation with it.
    #[serde(default)]
    pub factors: IndexMap<String, IndexMap<String, Assumption>>,
    /// Exceptions: correlations of single pairs, which replace what the factors say.
    #[serde(default)]
    pub pairs: Vec<(String, String, Assumption)>,
}

/// Why the stated dependence is impossible.
#[derive(Debug, Error, PartialEq)]
pub enum DependenceError {
    /// A name that is no characteristic.
    #[error("{name:?} is no characteristic with a score of its own")]
    Unknown {
        /// JSON path below `population`.
        path: String,
        /// The name.
        name: String,
    },
    /// A sub-class, whose score is that of its characteristic.
    #[error("{name:?} has no score of its own: it is the lowest part of {of:?}")]
    Subclass {
        /// JSON path below `population`.
        path: String,
        /// The name.
        name: String,
        /// The characteristic it is part of.
        of: String,
    },
    /// A statement without any consequence.
    #[error("{message}")]
    Idle {
        /// JSON path below `population`.
        path: String,
        /// What has no consequence, and what would have.
        message: String,
    },
    /// A correlation or loading outside −1 to 1.
    #[error("a correlation must lie between -1 and 1, found {found}")]
    Range {
        /// JSON path below `population`.
        path: String,
        /// The number.
        found: f64,
    },
    /// Weights without an explained share, or the other way round.
    #[error("{message}")]
    Weights {
        /// JSON path below `population`.
        path: String,
        /// What is wrong.
        message: String,
    },
    /// The stated correlations contradict each other.
    #[error(
        "these correlations cannot hold together: given the others, nothing is left in which people could differ on {variable:?} (smallest eigenvalue {eigenvalue:.4})"
    )]
    NotPositiveDefinite {
        /// JSON path below `population`.
        path: String,
        /// The first variable for which no value is possible.
        variable: String,
        /// Smallest eigenvalue of the matrix.
        eigenvalue: f64,
    },
}

impl DependenceError {
    /// The JSON path below `population`.
    pub fn path(&self) -> &str {
        match self {
            Self::Unknown { path, .. }
            | Self::Subclass { path, .. }
            | Self::Idle { path, .. }
            | Self::Range { path, .. }
            | Self::Weights { path, .. }
            | Self::NotPositiveDefinite { path, .. } => path,
        }
    }
}

/// The joint law of all scores: traits first (employability leading), then characteristics.
#[derive(Clone, Debug)]
pub struct JointLaw {
    /// Correlation matrix, row-major.
    pub correlation: Vec<f64>,
    /// Its lower Cholesky factor, row-major.
    pub factor: Vec<f64>,
    /// Number of traits, employability included.
    pub traits: usize,
    /// Number of variables.
    pub size: usize,
}

impl JointLaw {
    /// Correlation between variables `a` and `b`.
    pub fn at(&self, a: usize, b: usize) -> f64 {
        self.correlation[a * self.size + b]
    }
}

/// Assembles and checks the correlation matrix of a population's scores.
///
/// # Errors
/// [`DependenceError`] for unknown names, impossible numbers, or a matrix that is not positive
/// definite.
pub fn joint_law(population: &Population) -> Result<JointLaw, DependenceError> {
    let traits: Vec<&str> = std::iter::once(EMPLOYABILITY)
        .chain(population.traits.keys().map(String::as_str))
        .collect();
    let (n, first) = (traits.len() + population.covariates.len(), traits.len());
    let mut r = vec![0.0; n * n];
    let set = |r: &mut Vec<f64>, a: usize, b: usize, value: f64| {
        r[a * n + b] = value;
        r[b * n + a] = value;
    };
    let covariate = |name: &str, path: String| scored(population, name, path).map(|i| first + i);
    check_idle(population)?;

    for (factor, loadings) in &population.dependence.factors {
        let path = |name: &str| format!("dependence.factors.{factor}.{name}");
        let mut rows = Vec::with_capacity(loadings.len());
        for (name, loading) in loadings {
            rows.push((covariate(name, path(name))?, correlation(path(name), loading)?));
        }
        for (k, &(a, la)) in rows.iter().enumerate() {
            for &(b, lb) in &rows[..k] {
                let sum = r[a * n + b] + la * lb;
                set(&mut r, a, b, sum);
            }
        }
    }
    for (k, (a, b, value)) in population.dependence.pairs.iter().enumerate() {
        let path = format!("dependence.pairs[{k}]");
        let value = correlation(format!("{path}[2]"), value)?;
        let (a, b) = (covariate(a, path.clone())?, covariate(b, path)?);
        set(&mut r, a, b, value);
    }
    (0..n).for_each(|i| r[i * n + i] = 1.0);

    let with_employability = employability_column(population, &r, n, first)?;
    for (j, &value) in with_employability.iter().enumerate() {
        set(&mut r, 0, first + j, value);
    }
    for (t, (name, value)) in population.traits.iter().enumerate() {
        let value = correlation(format!("traits.{name}"), value)?;
        set(&mut r, 0, t + 1, value);
        for earlier in 1..=t {
            let through = value * r[earlier];
            set(&mut r, t + 1, earlier, through);
        }
        let loadings = population.dependence.factors.get(name);
        for (j, covariate) in population.covariates.keys().enumerate() {
            let stated = loadings.and_then(|l| l.get(covariate)).map(Assumption::get);
            let value = stated.unwrap_or(value * with_employability[j]);
            set(&mut r, t + 1, first + j, value);
        }
    }
    let cholesky = Cholesky::of_correlation(&r, n).map_err(|error| {
        let position = match error {
            CorrelationError::NotPositiveDefinite { position, .. }
            | CorrelationError::DiagonalNotOne { position, .. } => position,
            _ => 0,
        };
        let variable = traits
            .iter()
            .copied()
            .chain(population.covariates.keys().map(String::as_str))
            .nth(position)
            .unwrap_or(EMPLOYABILITY);
        DependenceError::NotPositiveDefinite {
            path: stated_at(population, variable),
            variable: variable.to_owned(),
            eigenvalue: smallest_eigenvalue(&r, n),
        }
    })?;
    let mut factor = vec![0.0; n * n];
    for i in 0..n {
        factor[i * n..=i * n + i].copy_from_slice(&cholesky.row(i)[..=i]);
    }
    Ok(JointLaw { correlation: r, factor, traits: first, size: n })
}

/// The position of a characteristic that has a score of its own.
fn scored(population: &Population, name: &str, path: String) -> Result<usize, DependenceError> {
    match population.covariates.get_full(name) {
        Some((_, _, Covariate::Subclass { of, .. })) => {
            Err(DependenceError::Subclass { path, name: name.to_owned(), of: of.clone() })
        }
        Some((position, ..)) => Ok(position),
        None => Err(DependenceError::Unknown { path, name: name.to_owned() }),
    }
}

/// Refuses statements that would be passed over without a word.
fn check_idle(population: &Population) -> Result<(), DependenceError> {
    let idle = |path: String, message: String| Err(DependenceError::Idle { path, message });
    let Population { dependence, employability, .. } = population;
    for (factor, loadings) in &dependence.factors {
        let path = format!("dependence.factors.{factor}");
        if factor == EMPLOYABILITY {
            return idle(path, "how employability hangs together with characteristics is said by employability.weights".into());
        }
        if loadings.len() < 2 && !population.traits.contains_key(factor) {
            let message = format!(
                "a factor with fewer than two characteristics connects nothing, and there is no trait {factor:?}"
            );
            return idle(path, message);
        }
    }
    for (k, (a, b, _)) in dependence.pairs.iter().enumerate() {
        let path = format!("dependence.pairs[{k}]");
        if a == b {
            return idle(path, format!("{a:?} always has correlation 1 with itself"));
        }
        let same = |(c, d, _): &&(String, String, Assumption)| (a, b) == (c, d) || (a, b) == (d, c);
        if dependence.pairs[..k].iter().find(same).is_some() {
            return idle(path, format!("the correlation of {a:?} and {b:?} is given twice"));
        }
    }
    if !employability.weights.is_empty() && employability.explained.is_none() {
        let message = "weights have no consequence without \"explained\": the share of employability that they explain";
        return idle("employability.weights".into(), message.into());
    }
    Ok(())
}

/// The path below `population` of the last statement about the correlations of a variable.
fn stated_at(population: &Population, variable: &str) -> String {
    let Population { dependence, employability, .. } = population;
    let pair = dependence.pairs.iter().rposition(|(a, b, _)| a == variable || b == variable);
    let factor =
        dependence.factors.iter().rev().find(|(_, loadings)| loadings.contains_key(variable));
    if population.traits.contains_key(variable) {
        format!("traits.{variable}")
    } else if let Some(k) = pair {
        format!("dependence.pairs[{k}]")
    } else if let Some((factor, _)) = factor {
        format!("dependence.factors.{factor}.{variable}")
    } else if employability.weights.contains_key(variable) {
        format!("employability.weights.{variable}")
    } else {
        "dependence".to_owned()
    }
}

/// Correlation of employability with each characteristic: R Σw ÷ √(w'Σw).
fn employability_column(
    population: &Population,
    r: &[f64],
    n: usize,
    first: usize,
) -> Result<Vec<f64>, DependenceError> {
    let count = population.covariates.len();
    let settings = &population.employability;
    let explained = settings.explained.as_ref().map_or(0.0, Assumption::get);
    let bad = |path: &str, message: &str| DependenceError::Weights {
        path: path.to_owned(),
        message: message.to_owned(),
    };
    if !(0.0..1.0).contains(&explained) {
        return Err(bad(
            "employability.explained",
            &format!("the explained share must be at least 0 and below 1, found {explained}"),
        ));
    }
    let mut weights = vec![0.0; count];
    for (name, weight) in &settings.weights {
        let j = scored(population, name, format!("employability.weights.{name}"))?;
        weights[j] = weight.get();
    }
    let covariance: Vec<f64> = (0..count)
        .map(|j| (0..count).map(|k| r[(first + j) * n + first + k] * weights[k]).sum())
        .collect();
    let variance: f64 = covariance.iter().zip(&weights).map(|(c, w)| c * w).sum();
    if explained > 0.0 && variance <= 0.0 {
        return Err(bad(
            "employability.explained",
            "an explained share needs weights: say which characteristics explain it",
        ));
    }
    if variance <= 0.0 {
        return Ok(vec![0.0; count]);
    }
    let scale = (explained / variance).sqrt();
    Ok(covariance.iter().map(|c| c * scale).collect())
}

fn correlation(path: String, value: &Assumption) -> Result<f64, DependenceError> {
    let found = value.get();
    if (-1.0..=1.0).contains(&found) {
        Ok(found)
    } else {
        Err(DependenceError::Range { path, found })
    }
}
