//! Least squares on arm indicators and background characteristics.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Covariance, Estimate, Failure, Fitted, Infer, Inference, Needs, Protocol, Seen,
    saturated_contrast,
};
use crate::family::Settings;
use crate::issue::Issue;

/// Least squares on arm indicators and background characteristics.
///
/// Degrees of freedom are the people less the columns that are not explained by others. All groups of the dataset are in
/// one regression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ols {
    /// Characteristics to adjust for; `wave` stands for the start wave, and for nothing where all
    /// start together.
    #[serde(default)]
    pub covariates: Vec<String>,
    /// Standard errors (default HC2).
    #[serde(default)]
    pub covariance: Covariance,
}

impl Settings for Ols {
    fn sentence(&self) -> String {
        if self.covariates.is_empty() {
            return "Least squares on indicators of the arms.".to_owned();
        }
        format!(
            "Least squares on indicators of the arms, adjusted for {}.",
            self.covariates.join(", ")
        )
    }

    fn example() -> Self {
        Self { covariates: vec!["education".to_owned()], ..Self::default() }
    }
}

impl Estimate for Ols {
    fn covariates(&self) -> &[String] {
        &self.covariates
    }

    fn compile(
        &self,
        protocol: &Protocol,
        needs: &mut Needs,
    ) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        Ok(match protocol.columns {
            0 => Arc::new(Saturated(self.covariance)),
            _ => Arc::new(Adjusted(needs.regression(self.covariance))),
        })
    }
}

/// Groups alone: their summaries say all that a regression would.
#[derive(Debug)]
struct Saturated(Covariance);

impl Infer for Saturated {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [first, second] = seen.positions(contrast);
        saturated_contrast(seen.groups(), first, second, self.0)
    }

    fn holds_all_groups(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Adjusted(Fitted);

impl Infer for Adjusted {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        seen.fitted(self.0, contrast)
    }

    fn holds_all_groups(&self) -> bool {
        true
    }
}
