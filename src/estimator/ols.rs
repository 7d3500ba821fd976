//! Least squares on arm indicators and background characteristics.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Covariance, Estimate, Failure, Fitted, Formula, Infer, Inference, Needs, Protocol, Seen,
    saturated_contrast,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

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

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => match &self.covariates[..] {
                [] => "Kleinste kwadraten, met een indicator voor elke groep.".to_owned(),
                some => format!(
                    "Kleinste kwadraten, met een indicator voor elke groep en met correctie voor: {}.",
                    some.join(", ")
                ),
            },
        }
    }

    fn example() -> Self {
        Self { covariates: vec!["education".to_owned()], ..Self::default() }
    }
}

impl Estimate for Ols {
    fn covariates(&self) -> &[String] {
        &self.covariates
    }

    fn formula(&self) -> Option<Formula> {
        let adjusted: Vec<String> =
            self.covariates.iter().map(|name| format!(" + γ·{name}")).collect();
        Some(Formula {
            lines: vec![
                format!("y = Σ β_g·[g]{} + e", adjusted.concat()),
                "d = β₁ − β₀".to_owned(),
                format!("se² = Σ w²·ω, {} ({})", self.covariance.formula(), self.covariance.name()),
                "df = n − p".to_owned(),
                "t = d / se".to_owned(),
            ],
            symbols: Words {
                en: "[g] is 1 for people in group g and otherwise 0. 1 is the group, 0 the one it is compared with. \
                     w are the weights with which d sums the outcomes, e the residuals and h the leverages. \
                     n is the number of people and p the rank of the columns. A characteristic with categories has a γ for each but the first.",
                nl: "[g] is 1 voor mensen in groep g en anders 0. 1 is de groep, 0 de vergelijkingsgroep. \
                     w zijn de gewichten waarmee d de uitkomsten optelt, e de residuen en h de hefboomwaarden. \
                     n is het aantal mensen en p de rang van de kolommen. Een kenmerk met categorieën heeft een γ voor elke categorie behalve de eerste.",
            },
        })
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
pub(super) struct Saturated(pub Covariance);

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
