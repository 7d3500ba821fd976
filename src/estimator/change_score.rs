//! Difference in mean changes.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Changed, Estimate, Failure, Formula, Infer, Inference, Needs, Protocol, Seen,
    difference_in_means,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// Difference in mean changes from the value before the start, with Welch's test and interval.
///
/// Where a draw decides who is in which group, the variance is 2 − 2ρ times that of a difference between means, with ρ the
/// correlation with the value before the start; adjusting for that value (`ols`) gives 1 − ρ², which is never more (Frison &
/// Pocock 1992). For scores with a `baseline`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeScore {}

impl Settings for ChangeScore {
    fn sentence(&self) -> String {
        "The difference between the mean changes of two groups since before the start, with Welch's test and interval."
            .to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Het verschil tussen de gemiddelde veranderingen van twee groepen sinds de nulmeting, met de toets en het interval van Welch.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Estimate for ChangeScore {
    fn reads_changes(&self) -> bool {
        true
    }

    fn formula(&self) -> Option<Formula> {
        Some(formula())
    }

    fn compile(
        &self,
        protocol: &Protocol,
        needs: &mut Needs,
    ) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        protocol.only_with_baseline("a change score")?;
        Ok(Arc::new(Changes(needs.changes())))
    }
}

/// The difference between two mean changes, as a protocol writes it.
pub(super) fn formula() -> Formula {
    let lines = [
        "δ = y − y_before",
        "d = δ̄₁ − δ̄₀",
        "se² = s₁² / n₁ + s₀² / n₀",
        "df = se⁴ / ((s₁² / n₁)² / (n₁ − 1) + (s₀² / n₀)² / (n₀ − 1))",
        "t = d / se",
    ];
    Formula {
        lines: lines.map(str::to_owned).to_vec(),
        symbols: Words {
            en: "y_before is somebody's value before the start and δ their change. δ̄, s² and n are the mean change, its variance and the \
                 number of people. 1 is the group, 0 the one it is compared with.",
            nl: "y_before is iemands waarde op de nulmeting en δ de verandering. δ̄, s² en n zijn de gemiddelde verandering, de variantie \
                 daarvan en het aantal mensen. 1 is de groep, 0 de vergelijkingsgroep.",
        },
    }
}

/// The difference between the mean changes of two groups.
#[derive(Debug)]
pub(super) struct Changes(pub Changed);

impl Infer for Changes {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [treated, control] = seen.changed(self.0, contrast);
        difference_in_means(treated, control)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Table, analyse, near};

    /// `t.test(y − ypre)` of both arms; by scipy 1.17.1:
    /// ```text
    /// t = np.genfromtxt('trial120.csv', delimiter=',', names=True); c = t['y'] - t['ypre']; g = t['arm']
    /// for a, b in ((1, 0), (2, 0), (2, 1)):
    ///     r = scipy.stats.ttest_ind(c[g == a], c[g == b], equal_var=False)
    ///     d = c[g == a].mean() - c[g == b].mean(); print(d, d / r.statistic, r.df)
    /// ```
    #[test]
    fn changes_are_compared_as_means_are() {
        let pairs = [[1, 0], [2, 0], [2, 1]];
        let found = analyse(&Table::read("trial120"), r#"{"change_score": {}}"#, "y", &pairs);
        let wanted = [
            [-0.0218575000, 0.2831131172, 70.056592371],
            [0.5323100000, 0.2942808491, 73.845277167],
            [0.5541675000, 0.2441545936, 77.097894435],
        ];
        for (found, [point, se, df]) in found.into_iter().zip(wanted) {
            let found = found.unwrap();
            near(found.point, point);
            near(found.error.unwrap().se, se);
            near(found.error.unwrap().df, df);
        }
    }
}
