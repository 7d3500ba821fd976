//! Estimators: from a dataset, as an analyst would see it, to an estimate with its standard error.
//!
//! Nothing here knows the population's hidden truth, and nothing here allocates once its workspace has grown.
#![allow(
    clippy::inline_always,
    reason = "kernels must be inlined into each instruction set's version"
)]

mod lanes;
mod kernels;
mod meat;
mod design_matrix;
mod factor;
mod leverage;
mod failure;
mod contrast;
mod ols;
mod difference_in_means;
mod exact;
mod wald;
mod critical;
mod analysis;
mod analysis_settings;
#[cfg(test)]
mod bit_identity;
#[cfg(test)]
mod known_answers;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use analysis::{AnalysisBuffers, AnalysisModel, EstimatorModel, Finding};
pub use analysis_settings::{Analysis, AnalysisSet, Estimator};
pub use contrast::Contrast;
pub use critical::CriticalValues;
pub use design_matrix::DesignMatrix;
pub use difference_in_means::{
    GroupSummary, difference_in_means, saturated_contrast, summarise_groups,
};
pub use exact::fisher_none_against_all;
pub use factor::Factor;
pub use failure::{Failure, NoInterval};
pub use ols::Ols;
pub use wald::{JointSummary, Wald, wald};

/// How the variance of a coefficient is estimated (`MacKinnon` & White 1985).
///
/// With residuals e, leverages h, n rows and rank p, a contrast with row weights g has variance Σ g²·ω.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
pub enum Covariance {
    /// One error variance for everybody: ω = Σe²/(n − p).
    #[serde(rename = "classical")]
    Classical,
    /// White: ω = e².
    #[serde(rename = "HC0")]
    Hc0,
    /// Stata's `robust`: ω = e²·n/(n − p).
    #[serde(rename = "HC1")]
    Hc1,
    /// ω = e²/(1 − h); Neyman's variance in a saturated design (Samii & Aronow 2012).
    #[default]
    #[serde(rename = "HC2")]
    Hc2,
    /// ω = e²/(1 − h)², close to the jackknife.
    #[serde(rename = "HC3")]
    Hc3,
}

impl Covariance {
    /// Every member, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Classical, Self::Hc0, Self::Hc1, Self::Hc2, Self::Hc3];

    /// Whether leverages are needed.
    pub fn needs_leverages(self) -> bool {
        matches!(self, Self::Hc2 | Self::Hc3)
    }
}

/// An estimated effect, on the scale of the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The point estimate.
    pub estimate: f64,
    /// How uncertain it is, or why this sample does not say.
    pub error: Result<StandardError, NoInterval>,
    /// People analysed.
    pub n: usize,
}

/// The estimated standard error of an estimate and its reference distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StandardError {
    /// The standard error, above zero.
    pub se: f64,
    /// Degrees of freedom of the t reference; Welch's are not whole.
    pub df: f64,
}

/// A variance below this share of what the outcome's mean square would give is rounding.
const NEGLIGIBLE_VARIANCE: f64 = 1e-24;

impl StandardError {
    /// From a variance, unless that is rounding beside `scale`: the variance that an outcome as large as this one
    /// is would give if it varied as much as it is large.
    fn of(variance: f64, df: f64, scale: f64) -> Result<Self, NoInterval> {
        if variance > NEGLIGIBLE_VARIANCE * scale {
            let se = variance.sqrt();
            if se.is_finite() { Ok(Self { se, df }) } else { Err(NoInterval::Overflow) }
        } else {
            Err(NoInterval::NoVariation)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covariances_are_named_as_in_the_literature() {
        let names = serde_json::to_string(&Covariance::ALL).unwrap();
        assert_eq!(names, r#"["classical","HC0","HC1","HC2","HC3"]"#);
    }
}
