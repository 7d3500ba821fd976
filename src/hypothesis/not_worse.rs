//! That an arm is not worse than what it is compared with by more than a margin (non-inferiority).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Claim, Tested};
use crate::assumption::Assumption;
use crate::family::Settings;
use crate::issue::Bound;
use crate::outcome::Better;

/// That the arm is not worse by a margin or more (non-inferiority).
///
/// One-sided, at half the two-sided level of the analysis, from the estimate and the standard error of the estimator: it is
/// shown where the two-sided interval at that level (95 % for 0.05) lies wholly on the near side of the margin. Which side
/// is worse the outcome says, under `better`. That no difference was found does not show it. The standard error is that
/// of the data as they are, also under the margin: with groups below about a hundred and rates near 0 or 1 the test may
/// reject more often than its level says.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotWorse {
    /// By how much the policy may be worse, above 0, in the outcome's own unit (0.05 is 5 points of a yes/no outcome, so
    /// that it lies below 1) and on the scale of the policy estimand: where an estimate counts only a share of that
    /// effect, the same share of the margin holds.
    pub margin: Assumption,
}

impl Settings for NotWorse {
    fn sentence(&self) -> String {
        format!("Whether it is not worse by {} or more.", self.margin.get())
    }

    fn example() -> Self {
        Self { margin: 0.05.into() }
    }

    fn bounds() -> &'static [(&'static str, Bound)] {
        &[("margin", Bound::POSITIVE)]
    }
}

impl Tested for NotWorse {
    fn claim(&self, better: Better, share: f64) -> Claim {
        let margin = share * self.margin.get();
        match better {
            Better::Higher => Claim::Above(-margin),
            Better::Lower => Claim::Below(margin),
        }
    }

    fn margin(&self) -> Option<&Assumption> {
        Some(&self.margin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_lies_on_the_worse_side_and_counts_the_share_treated() {
        let hypothesis = NotWorse::example();
        assert_eq!(hypothesis.claim(Better::Higher, 1.0), Claim::Above(-0.05));
        assert_eq!(hypothesis.claim(Better::Lower, 0.5), Claim::Below(0.025));
    }
}
