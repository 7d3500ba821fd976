//! Logistic regression, told as a difference in probability.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::group::largest_variance;
use super::{
    Estimate, Failure, Formula, Infer, Inference, Logistic, Needs, Protocol, Scope, Seen,
    StandardError,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// Logistic regression on arm indicators and background characteristics, told as a difference in probability.
///
/// The average marginal effect: everybody's probability were they in the one group, less that were they in the other, in the
/// mean over all who are analysed (g-computation), with an error by the delta method and a normal test. The odds ratio is
/// not given: it differs from group to group of people even where the difference does not. A group in which everybody has
/// the same outcome has that for its probability. For outcomes that are yes or no; `ols` takes all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logit {
    /// Characteristics to adjust for; `wave` stands for the start wave, and for nothing where all
    /// start together.
    #[serde(default)]
    pub covariates: Vec<String>,
    /// Whom the estimate is about (default `population` where every trial has new people, `sample` where all have the
    /// same): of a population, the error counts that effects differ from person to person.
    #[serde(default)]
    pub scope: Option<Scope>,
}

impl Settings for Logit {
    fn sentence(&self) -> String {
        let adjusted = if self.covariates.is_empty() {
            String::new()
        } else {
            format!(", adjusted for {}", self.covariates.join(", "))
        };
        format!(
            "The average difference in probability by a logistic regression on indicators of the arms{adjusted}."
        )
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => {
                let adjusted = match &self.covariates[..] {
                    [] => String::new(),
                    some => format!(" en met correctie voor: {}", some.join(", ")),
                };
                format!(
                    "Het gemiddelde verschil in kans volgens een logistische regressie, met een indicator voor elke groep{adjusted}."
                )
            }
        }
    }

    fn example() -> Self {
        Self { covariates: vec!["education".to_owned()], ..Self::default() }
    }
}

impl Estimate for Logit {
    fn covariates(&self) -> &[String] {
        &self.covariates
    }

    fn formula(&self) -> Option<Formula> {
        let adjusted: Vec<String> =
            self.covariates.iter().map(|name| format!(" + γ·{name}")).collect();
        let people = match (&self.covariates[..], self.scope) {
            ([], _) | (_, Some(Scope::Sample)) => "",
            _ => " + s²(p₁ − p₀) / n",
        };
        Some(Formula {
            lines: vec![
                format!("log(p / (1 − p)) = Σ β_g·[g]{}", adjusted.concat()),
                "d = Σ (p₁ − p₀) / n".to_owned(),
                format!("se² = ∇d'·I⁻¹·∇d{people}"),
                "z = d / se".to_owned(),
            ],
            symbols: Words {
                en: "[g] is 1 for people in group g and otherwise 0. p₁ and p₀ are the probabilities that somebody would have in the \
                     group and in the one it is compared with; the sum is over all n people. I is the information of the coefficients \
                     and ∇d the slope of d in them. A characteristic with categories has a γ for each but the first.",
                nl: "[g] is 1 voor mensen in groep g en anders 0. p₁ en p₀ zijn de kansen die iemand zou hebben in de groep en in de \
                     vergelijkingsgroep; de som gaat over alle n mensen. I is de informatie over de coëfficiënten en ∇d de helling van d \
                     daarin. Een kenmerk met categorieën heeft een γ voor elke categorie behalve de eerste.",
            },
        })
    }

    fn compile(
        &self,
        protocol: &Protocol,
        needs: &mut Needs,
    ) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        protocol.only_shares("a logistic regression", Some("ols"))?;
        Ok(match protocol.columns {
            0 => Arc::new(Shares),
            _ => Arc::new(Averaged {
                regression: needs.logistic(),
                of_population: self.scope.unwrap_or(protocol.scope) == Scope::Population,
            }),
        })
    }
}

/// Groups alone: the probabilities are the shares, and the information is that of the binomial law.
#[derive(Debug)]
struct Shares;

impl Infer for Shares {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [first, second] = seen.pair(contrast);
        let own = |p: f64, n: usize| p * (1.0 - p) / n as f64;
        let variance = own(first.mean, first.n) + own(second.mean, second.n);
        let error = StandardError::of(variance, f64::INFINITY, largest_variance(first, second));
        Ok(Inference::student(first.mean - second.mean, error, first.n + second.n))
    }
}

/// Probabilities of everybody in either group.
#[derive(Debug)]
struct Averaged {
    regression: Logistic,
    of_population: bool,
}

impl Infer for Averaged {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [first, second] = seen.pair(contrast);
        let found = seen.marginal_effect(self.regression, contrast);
        let error = found.error(self.of_population, largest_variance(first, second));
        let n = seen.groups().iter().map(|group| group.n).sum();
        Ok(Inference::student(found.effect, error, n))
    }

    fn holds_all_groups(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Table, analyse, near};
    use super::super::{Inference, NoInterval};

    const ADJUSTED: &str = r#"{"logit": {"covariates": ["x1", "x2"], "scope": "sample"}}"#;

    fn found(table: &Table, written: &str, pairs: &[[usize; 2]]) -> Vec<Inference> {
        analyse(table, written, "yb", pairs).into_iter().map(Result::unwrap).collect()
    }

    /// R 4.2.2: `glm(yb ~ A1 + A2 + x1 + x2, binomial)`, with both dummies set for everybody.
    #[test]
    fn v27_average_marginal_effects() {
        let trial = Table::read("trial120");
        let found = found(&trial, ADJUSTED, &[[1, 0], [2, 0], [0, 2]]);
        for (found, point, se) in [
            (found[0], -0.0580001321, 0.1020792587),
            (found[1], 0.0478418537, 0.1040684884),
            (found[2], -0.0478418537, 0.1040684884),
        ] {
            near(found.point, point);
            let error = found.error.unwrap();
            near(error.se, se);
            assert_eq!((error.df, found.n), (f64::INFINITY, 120));
        }
    }

    /// Effect, its error with these people and its error in a population, of arm 1 and arm 2 against control and of arm 2
    /// against arm 1.
    fn agree(trial: &Table, wanted: [[f64; 3]; 3]) {
        let pairs = [[1, 0], [2, 0], [2, 1]];
        let population = ADJUSTED.replace("\"sample\"", "\"population\"");
        let [sample, population] = [ADJUSTED, &population].map(|way| found(trial, way, &pairs));
        for (k, [point, of_sample, of_population]) in wanted.into_iter().enumerate() {
            for (found, se) in [(sample[k], of_sample), (population[k], of_population)] {
                near(found.point, point);
                near(found.error.unwrap().se, se);
            }
        }
    }

    fn without(trial: Table, nobody: impl Fn(&Table, usize) -> bool) -> Table {
        let own = trial.column("yb").iter().enumerate();
        let left = own.map(|(i, y)| if nobody(&trial, i) { 0.0 } else { *y }).collect();
        trial.with("yb", left)
    }

    /// R17: in one group nobody has the outcome, or nobody with a characteristic. statsmodels 0.15.0 on the people who are
    /// left, whose coefficients are those at the limit; everybody else has a probability of 0:
    /// ```text
    /// t = np.genfromtxt('trial120.csv', delimiter=',', names=True); g = t['arm']; n = 120
    /// def ame(y, keep, C, pairs, gone=()):
    ///     left = [k for k in range(3) if k not in gone]
    ///     G = np.c_[g == 0, g == 1, g == 2][:, left] * 1.0; X = np.c_[G, C]
    ///     f = sm.Logit(y[keep], X[keep]).fit(method='newton', tol=1e-14, maxiter=200); V = f.cov_params()
    ///     def p(k):
    ///         if k in gone: return np.zeros(n), np.zeros(X.shape[1])
    ///         Z = X.copy(); Z[:, :len(left)] = 0; Z[:, left.index(k)] = 1
    ///         q = np.where(at, 0.0, f.predict(Z)); return q, (Z * (q * (1 - q))[:, None]).mean(0)
    ///     for a, b in pairs:
    ///         (pa, ga), (pb, gb) = p(a), p(b); d = pa - pb; v = (ga - gb) @ V @ (ga - gb)
    ///         print(d.mean(), v**.5, (v + d.var(ddof=1) / n)**.5)
    /// C = np.c_[t['x1'], t['x2']]; pairs = ((1, 0), (2, 0), (2, 1)); at = np.zeros(n, bool)
    /// ame(t['yb'], g >= 0, C, pairs); ame(t['yb'], g != 1, C, pairs, (1,))
    /// at = t['x2'] == 1; ame(t['yb'], ~at, C[:, :1], pairs)
    /// ```
    #[test]
    fn what_is_separated_is_taken_at_the_limit() {
        let trial = || Table::read("trial120");
        agree(
            &trial(),
            [
                [-0.0580001321, 0.1020792587, 0.1020848196],
                [0.0478418537, 0.1040684884, 0.1040707250],
                [0.1058419859, 0.1035904863, 0.1036051809],
            ],
        );
        agree(
            &without(trial(), |trial, i| trial.column("arm")[i] == 1.0),
            [
                [-0.3289403618, 0.0733990550, 0.0739346709],
                [0.0480248449, 0.1050620439, 0.1050637519],
                [0.3769652066, 0.0751183924, 0.0757100174],
            ],
        );
        agree(
            &without(trial(), |trial, i| trial.column("x2")[i] == 1.0),
            [
                [-0.0214119964, 0.0894416216, 0.0894542847],
                [0.0346686215, 0.0834524075, 0.0834877058],
                [0.0560806179, 0.0883414338, 0.0884288889],
            ],
        );
        let mirrored = trial().dummy("x2", 0.0);
        agree(
            &without(trial().with("x2", mirrored), |trial, i| trial.column("x2")[i] == 0.0),
            [
                [-0.0214119964, 0.0894416216, 0.0894542847],
                [0.0346686215, 0.0834524075, 0.0834877058],
                [0.0560806179, 0.0883414338, 0.0884288889],
            ],
        );
    }

    /// A characteristic says everything: nothing is left by which the error could be told, for whomever it is.
    #[test]
    fn complete_separation_is_no_variation() {
        let trial = Table::read("trial120");
        for cut in [-0.3, 0.0, 0.4] {
            let yes = |x: &f64| f64::from(u8::from(*x > cut));
            let outcome = trial.column("x1").iter().map(yes).collect();
            let told = Table::read("trial120").with("yb", outcome);
            for scope in ["\"sample\"", "\"population\""] {
                let written = ADJUSTED.replace("\"sample\"", scope);
                for found in found(&told, &written, &[[1, 0], [2, 0]]) {
                    assert!(found.point.abs() <= 1.0, "{}", found.point);
                    assert_eq!(found.error, Err(NoInterval::NoVariation));
                }
            }
        }
    }

    /// One person in an arm, and arms that are constant at different values: an estimate, and its error where there is one.
    #[test]
    fn small_and_constant_arms_keep_their_estimate() {
        let trial = Table::read("trial120");
        let first = trial.column("arm").iter().position(|arm| *arm == 1.0).unwrap();
        let alone = |(i, arm): (usize, &f64)| if *arm == 1.0 && i != first { 0.0 } else { *arm };
        let arms = trial.column("arm").iter().enumerate().map(alone).collect();
        let one = found(&Table::read("trial120").with("arm", arms), ADJUSTED, &[[1, 0]])[0];
        assert!(one.error.is_ok_and(|error| error.se > 0.0));
        let opposite = trial.dummy("arm", 1.0);
        let all = &found(&trial.with("yb", opposite), ADJUSTED, &[[1, 0]])[0];
        assert_eq!((all.point, all.error), (1.0, Err(NoInterval::NoVariation)));
    }

    /// Without characteristics the probabilities are the shares: √(p₁(1 − p₁)/n₁ + p₀(1 − p₀)/n₀).
    #[test]
    fn without_characteristics_shares_are_compared() {
        let trial = Table::read("trial120");
        let found = found(&trial, r#"{"logit": {}}"#, &[[1, 0]])[0];
        let share = |arm: f64| {
            let own = trial.only("arm", &[arm]);
            own.column("yb").iter().sum::<f64>() / 40.0
        };
        let [one, none] = [1.0, 0.0].map(share);
        near(found.point, one - none);
        let variance = (one * (1.0 - one) + none * (1.0 - none)) / 40.0;
        near(found.error.unwrap().se, variance.sqrt());
    }
}
