//! Least squares with slopes of its own in every group.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ols::Saturated;
use super::{
    Covariance, Estimate, Failure, Formula, Infer, Inference, Interacted, Needs, Protocol, Scope,
    Seen,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// Least squares with slopes of its own in every group (Lin's interacted adjustment).
///
/// The covariates are taken about their means over all who are analysed and multiplied by the indicators of the groups, so
/// that the coefficient of a group is its effect at those means (Lin 2013). In large samples it is never less precise than
/// a difference in means, also where groups are unequal and slopes differ; `ols` can be (Freedman 2008). In a small group it
/// costs a degree of freedom for every covariate. All groups of the dataset are in one regression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lin {
    /// Characteristics to adjust for; `wave` stands for the start wave, and for nothing where all
    /// start together.
    #[serde(default)]
    pub covariates: Vec<String>,
    /// Standard errors (default HC2).
    #[serde(default)]
    pub covariance: Covariance,
    /// Whom the estimate is about (default `population` where every trial has new people, `sample` where all have the
    /// same): of a population, the error grows where slopes differ, since other people would have other means.
    #[serde(default)]
    pub scope: Option<Scope>,
}

impl Settings for Lin {
    fn sentence(&self) -> String {
        if self.covariates.is_empty() {
            return "Least squares on indicators of the arms.".to_owned();
        }
        format!(
            "Least squares on indicators of the arms, adjusted in each arm apart for {}.",
            self.covariates.join(", ")
        )
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => match &self.covariates[..] {
                [] => "Kleinste kwadraten, met een indicator voor elke groep.".to_owned(),
                some => format!(
                    "Kleinste kwadraten, met een indicator voor elke groep en in elke groep een eigen correctie voor: {}.",
                    some.join(", ")
                ),
            },
        }
    }

    fn example() -> Self {
        Self { covariates: vec!["education".to_owned()], ..Self::default() }
    }
}

impl Estimate for Lin {
    fn covariates(&self) -> &[String] {
        &self.covariates
    }

    fn formula(&self) -> Option<Formula> {
        let slopes: Vec<String> =
            (self.covariates.iter()).map(|name| format!(" + Σ γ_g·[g]·({name} − mean)")).collect();
        let variance = self.covariance.formula();
        let mut lines = vec![
            format!("y = Σ β_g·[g]{} + e", slopes.concat()),
            "d = β₁ − β₀".to_owned(),
            format!("se² = Σ w²·ω, {variance} ({})", self.covariance.name()),
        ];
        if !self.covariates.is_empty() && self.scope != Some(Scope::Sample) {
            lines[2] = format!(
                "se² = Σ w²·ω + (γ₁ − γ₀)'S(γ₁ − γ₀) / n, {variance} ({})",
                self.covariance.name()
            );
        }
        lines.extend(["df = n − p".to_owned(), "t = d / se".to_owned()]);
        Some(Formula {
            lines,
            symbols: Words {
                en: "[g] is 1 for people in group g and otherwise 0. 1 is the group, 0 the one it is compared with. \
                     Means are over all n people, and S is the covariance of the characteristics among them. \
                     w are the weights with which d sums the outcomes, e the residuals and h the leverages. \
                     p is the rank of the columns. A characteristic with categories has a γ for each but the first.",
                nl: "[g] is 1 voor mensen in groep g en anders 0. 1 is de groep, 0 de vergelijkingsgroep. \
                     Gemiddelden (mean) gaan over alle n mensen, en S is de covariantie van de kenmerken onder hen. \
                     w zijn de gewichten waarmee d de uitkomsten optelt, e de residuen en h de hefboomwaarden. \
                     p is de rang van de kolommen. Een kenmerk met categorieën heeft een γ voor elke categorie behalve de eerste.",
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
            _ => Arc::new(AtTheMeans {
                regression: needs.interacted(self.covariance),
                scope: self.scope.unwrap_or(protocol.scope),
            }),
        })
    }
}

/// The difference between groups at the means of the covariates.
#[derive(Debug)]
struct AtTheMeans {
    regression: Interacted,
    scope: Scope,
}

impl Infer for AtTheMeans {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let found = seen.interacted(self.regression, contrast)?;
        let error = match self.scope {
            Scope::Sample => found.error,
            Scope::Population => {
                let means = seen.variance_of_means(self.regression, contrast);
                found.error.and_then(|error| error.widened(means))
            }
        };
        Ok(Inference { error, ..found })
    }

    fn holds_all_groups(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Table, analyse, near};

    const SAMPLE: &str =
        r#"{"lin": {"covariates": ["x1", "x2"], "covariance": COVARIANCE, "scope": "sample"}}"#;

    /// `lm_lin(y ~ A2, ~ x1 + x2, subset = arm != 1)` of estimatr 1.0.0.
    #[test]
    fn v28_lin_matches_estimatr() {
        let trial = Table::read("trial120").only("arm", &[0.0, 2.0]);
        for (covariance, se) in [("\"HC2\"", 0.2670667247), ("\"HC0\"", 0.2550156169)] {
            let written = SAMPLE.replace("COVARIANCE", covariance);
            let found = analyse(&trial, &written, "y", &[[1, 0], [0, 1]]);
            for (found, sign) in found.iter().zip([1.0, -1.0]) {
                let found = found.unwrap();
                near(found.point, sign * 0.1204098676);
                near(found.error.unwrap().se, se);
                assert_eq!((found.error.unwrap().df, found.n), (74.0, 80));
            }
        }
    }

    /// With three arms, each pair, by numpy 2.4.6:
    /// ```text
    /// t = np.genfromtxt('trial120.csv', delimiter=',', names=True); n = 120; g = t['arm']
    /// C = np.c_[t['x1'], t['x2']]; C = C - C.mean(0); I = [(g == k) * 1.0 for k in (1, 2)]
    /// X = np.c_[np.ones(n), I[0], I[1], C, C * I[0][:, None], C * I[1][:, None]]
    /// B = np.linalg.inv(X.T @ X); b = B @ X.T @ t['y']; e = t['y'] - X @ b
    /// h = np.einsum('ij,jk,ik->i', X, B, X); V = B @ (X.T * (e**2 / (1 - h))) @ X @ B
    /// slopes = [np.zeros(2), b[5:7], b[7:9]]; S = np.cov(C.T)
    /// for p, q in ((1, 0), (2, 0), (2, 1)):
    ///     c = np.zeros(9); c[p] += 1
    ///     if q: c[q] -= 1
    ///     d = slopes[p] - slopes[q]
    ///     print(c @ b, (c @ V @ c)**.5, (c @ V @ c + d @ S @ d / n)**.5)
    /// ```
    #[test]
    fn a_population_adds_the_sampling_of_its_means() {
        let trial = Table::read("trial120");
        let pairs = [[1, 0], [2, 0], [2, 1]];
        let wanted = [
            [-0.2640748388, 0.2758224281, 0.2778483848],
            [0.1625297156, 0.2740358640, 0.2766897396],
            [0.4266045544, 0.2740286007, 0.2740799397],
        ];
        let sample = SAMPLE.replace("COVARIANCE", "\"HC2\"");
        let population = sample.replace("\"sample\"", "\"population\"");
        let found = [&population, &sample].map(|written| analyse(&trial, written, "y", &pairs));
        for (k, [point, of_sample, of_population]) in wanted.into_iter().enumerate() {
            for (found, se) in found.iter().zip([of_population, of_sample]) {
                let found = found[k].unwrap();
                near(found.point, point);
                near(found.error.unwrap().se, se);
                assert_eq!(found.error.unwrap().df, 111.0);
            }
        }
    }
}
