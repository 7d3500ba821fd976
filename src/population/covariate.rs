//! One background characteristic as the planner states it, and its checks.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use super::margin::{Margin, yes_no};
use crate::assumption::Assumption;
use crate::issue::written;
use crate::numeric::{curve::Curve, normal, root};

/// The margin of one characteristic.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Covariate {
    /// Yes or no, with the share of yes.
    Binary(Assumption),
    /// Ordered categories with their shares, lowest first; the shares sum to 1.
    Categories(IndexMap<String, Assumption>),
    /// Categories whose shares depend on the category of an earlier characteristic, so that
    /// impossible combinations do not occur.
    Conditional {
        /// The earlier characteristic.
        on: String,
        /// For each of its categories, the shares of this one's categories (absent: 0).
        shares: IndexMap<String, IndexMap<String, Assumption>>,
    },
    /// A yes/no sub-class of the lowest category of an earlier characteristic.
    Subclass {
        /// The earlier characteristic, with ordered categories.
        of: String,
        /// The share of all people in the sub-class; at most the lowest category's share.
        share: Assumption,
    },
    /// A normally distributed number.
    Normal {
        /// Mean.
        mean: Assumption,
        /// Standard deviation.
        sd: Assumption,
    },
    /// A normal cut off at both ends.
    TruncatedNormal {
        /// Mean after cutting off.
        mean: Assumption,
        /// Standard deviation before cutting off.
        sd: Assumption,
        /// Smallest value.
        min: Assumption,
        /// Largest value.
        max: Assumption,
    },
    /// A skewed positive number: a lognormal above its smallest value.
    Lognormal {
        /// Mean.
        mean: Assumption,
        /// Coefficient of variation (standard deviation ÷ mean).
        cv: Assumption,
        /// Smallest value (default 0).
        #[serde(default)]
        min: Option<Assumption>,
    },
}

/// Why a margin cannot be used; the path is relative to the characteristic.
#[derive(Debug, Error, PartialEq)]
pub enum CovariateError {
    /// A share outside 0 to 1.
    #[error("must be a share from 0 to 1, found {found}")]
    Share {
        /// JSON path below the characteristic.
        path: String,
        /// The number found.
        found: f64,
    },
    /// Shares that do not sum to 1.
    #[error("the shares sum to {}, not to 1", (found * 1e6).round() / 1e6)]
    Sum {
        /// JSON path below the characteristic.
        path: String,
        /// Their sum.
        found: f64,
    },
    /// Fewer than two categories, or more than 64.
    #[error("between 2 and 64 categories are possible, found {found}")]
    Count {
        /// JSON path below the characteristic.
        path: String,
        /// How many there are.
        found: usize,
    },
    /// A reference to a characteristic that does not come earlier or has no categories.
    #[error("{name:?} is not an earlier characteristic with categories")]
    Reference {
        /// JSON path below the characteristic.
        path: String,
        /// The name.
        name: String,
        /// What would be possible.
        allowed: Vec<String>,
    },
    /// A category that the referenced characteristic does not have, or one that is missing.
    #[error("{message}")]
    Level {
        /// JSON path below the characteristic.
        path: String,
        /// What is wrong.
        message: String,
        /// What would be possible.
        allowed: Vec<String>,
    },
    /// Numbers that describe no distribution.
    #[error("{message}")]
    Numbers {
        /// JSON path below the characteristic.
        path: String,
        /// What is wrong.
        message: String,
    },
}

impl CovariateError {
    /// The JSON path below the characteristic.
    pub fn path(&self) -> &str {
        match self {
            Self::Share { path, .. }
            | Self::Sum { path, .. }
            | Self::Count { path, .. }
            | Self::Reference { path, .. }
            | Self::Level { path, .. }
            | Self::Numbers { path, .. } => path,
        }
    }
}

impl Covariate {
    /// Checks the margin against those that come before it.
    ///
    /// # Errors
    /// [`CovariateError`] with the path below this characteristic.
    pub fn check(&self, earlier: &IndexMap<String, Margin>) -> Result<Margin, CovariateError> {
        match self {
            Self::Binary(p) => {
                let p = some(share("binary", p.get())?, "binary")?;
                Ok(Margin::Ordered {
                    levels: yes_no(),
                    cuts: vec![normal::quantile(1.0 - p)],
                    shares: vec![1.0 - p, p],
                })
            }
            Self::Categories(shares) => {
                let weights = shares.iter().map(|(k, v)| (k.as_str(), v.get()));
                let shares_checked = sum_to_one("categories", weights)?;
                for (name, &p) in shares.keys().zip(&shares_checked) {
                    some(p, &format!("categories.{name}"))?;
                }
                Ok(Margin::Ordered {
                    levels: shares.keys().cloned().collect(),
                    cuts: cuts(&shares_checked),
                    shares: shares_checked,
                })
            }
            Self::Conditional { on, shares } => conditional(on, shares, earlier),
            Self::Subclass { of, share: p } => {
                let p = some(share("subclass.share", p.get())?, "subclass.share")?;
                let (index, _, margin) = categories_of("subclass.of", of, earlier)?;
                let Margin::Ordered { shares, .. } = margin else {
                    return Err(not_a_category("subclass.of", of, earlier));
                };
                if p > shares[0] {
                    let message = format!(
                        "a sub-class of {p} cannot fit in the lowest category of {of:?}, whose share is {}",
                        written(shares[0])
                    );
                    return Err(CovariateError::Numbers { path: "subclass.share".into(), message });
                }
                Ok(Margin::Below { of: index, cut: normal::quantile(p), share: p })
            }
            Self::Normal { mean, sd } => {
                let (mean, sd) = (mean.get(), positive("normal.sd", sd.get())?);
                Ok(Margin::Number { curve: Curve::line(mean, sd), mean, sd })
            }
            Self::TruncatedNormal { mean, sd, min, max } => {
                truncated_normal(mean.get(), sd.get(), min.get(), max.get())
            }
            Self::Lognormal { mean, cv, min } => {
                lognormal(mean.get(), cv.get(), min.as_ref().map_or(0.0, Assumption::get))
            }
        }
    }
}

fn conditional(
    on: &str,
    shares: &IndexMap<String, IndexMap<String, Assumption>>,
    earlier: &IndexMap<String, Margin>,
) -> Result<Margin, CovariateError> {
    let (index, given_levels, margin) = categories_of("conditional.on", on, earlier)?;
    for name in shares.keys() {
        if !given_levels.contains(name) {
            return Err(CovariateError::Level {
                path: format!("conditional.shares.{name}"),
                message: format!("{on:?} has no category {name:?}"),
                allowed: given_levels,
            });
        }
    }
    let mut levels: Vec<String> = Vec::new();
    for row in shares.values() {
        for name in row.keys() {
            if !levels.contains(name) {
                levels.push(name.clone());
            }
        }
    }
    if let Some([one, other]) = misspelt_once(&levels, shares) {
        return Err(CovariateError::Level {
            path: "conditional.shares".into(),
            message: format!("the categories {one:?} and {other:?} look like one, misspelt once"),
            allowed: levels,
        });
    }
    let mut rows = Vec::new();
    let mut overall = vec![0.0; levels.len()];
    for (given, weight) in given_levels.iter().zip(margin.shares()) {
        let Some(row) = shares.get(given) else {
            return Err(CovariateError::Level {
                path: "conditional.shares".into(),
                message: format!("the shares for category {given:?} of {on:?} are missing"),
                allowed: given_levels.clone(),
            });
        };
        let path = format!("conditional.shares.{given}");
        let of = |level: &String| row.get(level).map_or(0.0, Assumption::get);
        let checked = sum_to_one(&path, levels.iter().map(|l| (l.as_str(), of(l))))?;
        for (total, p) in overall.iter_mut().zip(&checked) {
            *total += weight * p;
        }
        rows.push(cuts(&checked));
    }
    if let Some(nobody) = levels.iter().zip(&overall).find(|(_, share)| **share == 0.0) {
        return Err(CovariateError::Level {
            path: "conditional.shares".into(),
            message: format!("nobody is in the category {:?}: leave it out", nobody.0),
            allowed: levels.clone(),
        });
    }
    Ok(Margin::Given { levels, on: index, cuts: rows, shares: overall })
}

/// Two categories that differ in one letter and never stand side by side.
fn misspelt_once<'a>(
    levels: &'a [String],
    shares: &IndexMap<String, IndexMap<String, Assumption>>,
) -> Option<[&'a str; 2]> {
    let side_by_side =
        |a: &str, b: &str| shares.values().any(|r| r.contains_key(a) && r.contains_key(b));
    levels.iter().enumerate().find_map(|(k, level)| {
        let twin = levels[..k].iter().find(|known| {
            known.chars().count().min(level.chars().count()) >= 4
                && strsim::damerau_levenshtein(known, level) == 1
                && !side_by_side(known, level)
        })?;
        Some([twin.as_str(), level.as_str()])
    })
}

fn categories_of<'a>(
    path: &str,
    name: &str,
    earlier: &'a IndexMap<String, Margin>,
) -> Result<(usize, Vec<String>, &'a Margin), CovariateError> {
    match earlier.get_full(name) {
        Some((index, _, margin)) if !margin.levels().is_empty() => {
            Ok((index, margin.levels(), margin))
        }
        _ => Err(not_a_category(path, name, earlier)),
    }
}

fn not_a_category(path: &str, name: &str, earlier: &IndexMap<String, Margin>) -> CovariateError {
    let allowed = earlier.iter().filter(|(_, m)| !m.levels().is_empty());
    CovariateError::Reference {
        path: path.to_owned(),
        name: name.to_owned(),
        allowed: allowed.map(|(k, _)| k.clone()).collect(),
    }
}

fn share(path: &str, p: f64) -> Result<f64, CovariateError> {
    if (0.0..=1.0).contains(&p) {
        Ok(p)
    } else {
        Err(CovariateError::Share { path: path.to_owned(), found: p })
    }
}

/// Refuses a share of everybody or of nobody.
fn some(p: f64, path: &str) -> Result<f64, CovariateError> {
    if p > 0.0 && p < 1.0 {
        Ok(p)
    } else {
        let who = if p == 0.0 { "nobody" } else { "everybody" };
        let message = format!("a share of {p} is {who}: a characteristic tells people apart");
        Err(CovariateError::Numbers { path: path.to_owned(), message })
    }
}

fn positive(path: &str, x: f64) -> Result<f64, CovariateError> {
    if x > 0.0 {
        Ok(x)
    } else {
        let message = format!("must be above 0, found {x}");
        Err(CovariateError::Numbers { path: path.to_owned(), message })
    }
}

fn sum_to_one<'a>(
    path: &str,
    shares: impl Iterator<Item = (&'a str, f64)>,
) -> Result<Vec<f64>, CovariateError> {
    let mut out = Vec::new();
    for (name, p) in shares {
        out.push(share(&format!("{path}.{name}"), p)?);
    }
    if !(2..=64).contains(&out.len()) {
        return Err(CovariateError::Count { path: path.to_owned(), found: out.len() });
    }
    let sum: f64 = out.iter().sum();
    if (sum - 1.0).abs() > 1e-6 {
        return Err(CovariateError::Sum { path: path.to_owned(), found: sum });
    }
    Ok(out.iter().map(|p| p / sum).collect())
}

fn cuts(shares: &[f64]) -> Vec<f64> {
    let mut below = 0.0;
    let mut out = Vec::with_capacity(shares.len() - 1);
    for p in &shares[..shares.len() - 1] {
        below += p;
        out.push(normal::quantile(below.clamp(0.0, 1.0)));
    }
    out
}

fn truncated_normal(mean: f64, sd: f64, min: f64, max: f64) -> Result<Margin, CovariateError> {
    let sd = positive("truncated_normal.sd", sd)?;
    let bad = |field: &str, message: String| CovariateError::Numbers {
        path: format!("truncated_normal.{field}"),
        message,
    };
    if min >= max {
        return Err(bad(
            "min",
            format!("the smallest value {min} must be below the largest {max}"),
        ));
    }
    if !(min < mean && mean < max) {
        return Err(bad("mean", format!("the mean {mean} must lie between {min} and {max}")));
    }
    let moments = |mu: f64| {
        let (a, b) = ((min - mu) / sd, (max - mu) / sd);
        let mass = normal::cdf(b) - normal::cdf(a);
        let first = (normal::pdf(a) - normal::pdf(b)) / mass;
        let second = 1.0 + (a * normal::pdf(a) - b * normal::pdf(b)) / mass - first * first;
        (mu + sd * first, sd * second.max(0.0).sqrt())
    };
    let width = 6.0 * sd;
    let mu =
        root::brent(|mu| moments(mu).0 - mean, min - width, max + width, 1e-10).map_err(|_| {
            bad("mean", format!("no normal with sd {sd} has mean {mean} between {min} and {max}"))
        })?;
    let (low, high) = (normal::cdf((min - mu) / sd), normal::cdf((max - mu) / sd));
    let value = |z: f64| {
        let p = (low + (high - low) * normal::cdf(z)).clamp(low, high);
        (mu + sd * normal::quantile(p)).clamp(min, max)
    };
    let (mean, spread) = moments(mu);
    Ok(Margin::Number { curve: Curve::tabulate(value), mean, sd: spread })
}

fn lognormal(mean: f64, cv: f64, min: f64) -> Result<Margin, CovariateError> {
    let cv = positive("lognormal.cv", cv)?;
    if mean <= min {
        let message = format!("the mean {mean} must be above the smallest value {min}");
        return Err(CovariateError::Numbers { path: "lognormal.mean".into(), message });
    }
    let (above, sd) = (mean - min, (mean * cv).abs());
    let log_var = libm::log1p((sd / above) * (sd / above));
    let (m, s) = (libm::log(above) - 0.5 * log_var, log_var.sqrt());
    Ok(Margin::Number { curve: Curve::tabulate(|z| min + libm::exp(m + s * z)), mean, sd })
}
