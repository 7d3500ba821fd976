//! That an arm differs by less than a margin from what it is compared with (equivalence).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Claim, Tested};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::Bound;
use crate::language::Language;
use crate::outcome::Better;

/// That the arm is as good as what it is compared with: neither better nor worse by a margin or more (equivalence).
///
/// Two one-sided tests, each at the level of the analysis, from the estimate and the standard error of the estimator
/// (Schuirmann 1987): it is shown where the interval at twice that level (90 % for 0.05) lies wholly between both margins. That
/// no difference was found does not show it. The standard error is that of the data as they are, also under the margin.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AsGoodAs {
    /// By how much the policy may differ, above 0, in the outcome's own unit (0.05 is 5 points of a yes/no outcome, so
    /// that it lies below 1) and on the scale of the policy estimand: where an estimate counts only a share of that
    /// effect, the same share of the margin holds.
    pub margin: Assumption,
}

impl Settings for AsGoodAs {
    fn sentence(&self) -> String {
        format!("Whether it is neither better nor worse by {} or more.", self.margin.get())
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => {
                format!(
                    "Of het minder dan {} beter of slechter is.",
                    language.number(&self.margin.get().to_string())
                )
            }
        }
    }

    fn example() -> Self {
        Self { margin: 0.05.into() }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("margin", Bound::POSITIVE)]
    }
}

impl Tested for AsGoodAs {
    fn claim(&self, _: Better, share: f64) -> Claim {
        Claim::Within(share * self.margin.get())
    }

    fn margin(&self) -> Option<&Assumption> {
        Some(&self.margin)
    }

    fn has_two_margins(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_lies_on_both_sides_and_counts_the_share_treated() {
        let hypothesis = AsGoodAs::example();
        for better in [Better::Higher, Better::Lower] {
            let claim = hypothesis.claim(better, 0.5);
            assert_eq!(claim, Claim::Within(0.025));
            assert_eq!([-0.02, 0.02].map(|x| claim.distance(x) > 0.0), [true; 2]);
            assert_eq!([-0.03, 0.03].map(|x| claim.distance(x) > 0.0), [false; 2]);
        }
    }
}
