//! The people: who is eligible, what a register or a survey could say of them, and what nobody sees.
//!
//! Everybody is one draw of a Gaussian vector (covariates and traits together); covariates are
//! mapped to their margins, traits stay standard normal and are never shown to an estimator.

mod margin;
mod covariate;
mod dependence;
mod draw;
mod sites;
mod caseworkers;
mod predictor;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::assumption::Assumption;

pub use caseworkers::Team;
pub use covariate::{Covariate, CovariateError};
pub use dependence::{Dependence, DependenceError};
pub use draw::{People, PopulationError, PopulationModel};
pub use margin::{Column, Margin};
pub use predictor::{Catalogue, Centring, Predictor, Scale, UnknownTerm};
pub use sites::{SITE, SiteModel, divide};

/// The trait that every population has: latent employability, mean 0 and variance 1.
pub const EMPLOYABILITY: &str = "employability";

/// The eligible population.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// How many people are eligible (the frame).
    pub size: Assumption,
    /// Background characteristics, by name, in the order in which they are drawn.
    #[serde(default)]
    pub covariates: IndexMap<String, Covariate>,
    /// How the characteristics hang together; independent when absent.
    #[serde(default)]
    pub dependence: Dependence,
    /// How much of latent employability the characteristics explain.
    #[serde(default)]
    pub employability: Employability,
    /// Further latent traits by name, each with its correlation with employability (−1 to 1).
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
    /// Caseworkers over whom the people are divided; none when absent.
    #[serde(default)]
    pub caseworkers: Option<Caseworkers>,
}

/// Latent employability as a combination of characteristics and an invisible remainder.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Employability {
    /// Share of its variance that the characteristics explain (R², 0 to below 1).
    #[serde(default)]
    pub explained: Option<Assumption>,
    /// Relative weight of each characteristic's latent normal score; a higher category or number
    /// counts as a higher score.
    #[serde(default)]
    pub weights: IndexMap<String, Assumption>,
}

/// A random division of the people over caseworkers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Caseworkers {
    /// How many caseworkers there are.
    pub number: Assumption,
    /// Coefficient of variation of their caseloads (gamma–Poisson); 0 for equal chances.
    #[serde(default)]
    pub size_cv: Option<Assumption>,
}
