//! Dunnett's correction: arms that share a control have correlated tests, and need less than Bonferroni takes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Correct, Tests};
use crate::family::Settings;
use crate::language::Language;
use crate::numeric::shared_control::any_beyond;

/// Dunnett: for arms that are compared with one group, which makes their tests correlated.
///
/// The adjusted p-value is the chance that any of the tests lies as far out, were there no effect: that of a multivariate
/// t with correlation √(λᵢλⱼ), λ the arm's share of the people of its comparison, at the degrees of freedom of the test
/// (Dunnett 1955). The chance of any false alarm is at most the level, and nearly the level where outcomes vary alike in all
/// groups. For t tests of one outcome in one analysis; covariates and standard errors that differ between arms leave the
/// correlations near these. A test that could not be made counts as independent of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dunnett {}

impl Settings for Dunnett {
    fn sentence(&self) -> String {
        "Corrected by Dunnett's method, for arms that share a control.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => {
                "Gecorrigeerd volgens Dunnett, voor armen met dezelfde vergelijkingsgroep."
                    .to_owned()
            }
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Correct for Dunnett {
    /// The adjusted p-value lies between the test's own and Bonferroni's: only between them it is worked out.
    fn adjust(&self, tests: &mut Tests, level: f64) {
        tests.adjust_each(|test, all| {
            let bonferroni = all.len() as f64 * test.p;
            if test.p > level {
                test.p
            } else if bonferroni <= level {
                bonferroni
            } else {
                any_beyond(test.t, || all.iter().map(|test| test.share), test.df)
            }
        });
    }

    fn needs_shared_group(&self) -> bool {
        true
    }
}
