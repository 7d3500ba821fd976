//! The change of one group, compared with nothing.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Changed, Estimate, Failure, Formula, GroupSummary, Infer, Inference, Needs, NoInterval,
    Protocol, Seen, StandardError,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// The mean change of a group since before the start, as if nobody would have changed without treatment.
///
/// The classic mistake: people enrol when they are doing badly and recover anyway, time goes by, and being in a trial does
/// something too; all of it counts as effect. Student's test of the changes of the first group of a comparison; the second
/// one is not looked at, and only says which effect it is taken for. For scores with a `baseline`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BeforeAfter {}

impl Settings for BeforeAfter {
    fn sentence(&self) -> String {
        "The mean change of a group since before the start, compared with no other group."
            .to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "De gemiddelde verandering van een groep sinds de nulmeting, zonder vergelijking met een andere groep.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Estimate for BeforeAfter {
    fn reads_changes(&self) -> bool {
        true
    }

    fn formula(&self) -> Option<Formula> {
        let lines = ["δ = y − y_before", "d = δ̄", "se² = s² / n", "df = n − 1", "t = d / se"];
        Some(Formula {
            lines: lines.map(str::to_owned).to_vec(),
            symbols: Words {
                en: "y_before is somebody's value before the start and δ their change. δ̄, s² and n are the mean change, its variance and the \
                     number of people in the group.",
                nl: "y_before is iemands waarde op de nulmeting en δ de verandering. δ̄, s² en n zijn de gemiddelde verandering, de variantie \
                     daarvan en het aantal mensen in de groep.",
            },
        })
    }

    fn compile(
        &self,
        protocol: &Protocol,
        needs: &mut Needs,
    ) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        protocol.only_with_baseline("a before-after comparison")?;
        Ok(Arc::new(Change(needs.changes())))
    }
}

/// The change of the first group.
#[derive(Debug)]
struct Change(Changed);

impl Infer for Change {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [changed, _] = seen.changed(self.0, contrast);
        Ok(Inference::student(changed.mean, error(changed), changed.n))
    }
}

fn error(changed: &GroupSummary) -> Result<StandardError, NoInterval> {
    if changed.n == 1 {
        return Err(NoInterval::OnePerson);
    }
    let n = changed.n as f64;
    StandardError::of(changed.variance() / n, n - 1.0, changed.mean_square() / n)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Table, analyse, near};
    use super::*;

    /// `scipy.stats.ttest_1samp(c[g == a], 0)` of scipy 1.17.1, with c the changes of `trial120.csv`.
    #[test]
    fn the_change_of_an_arm_is_tested_against_nothing() {
        let pairs = [[1, 0], [2, 0], [2, 1]];
        let found = analyse(&Table::read("trial120"), r#"{"before_after": {}}"#, "y", &pairs);
        let wanted = [
            [-0.2629175000, 0.1630387754],
            [0.2912500000, 0.1817410886],
            [0.2912500000, 0.1817410886],
        ];
        for (found, [point, se]) in found.into_iter().zip(wanted) {
            let found = found.unwrap();
            near(found.point, point);
            near(found.error.unwrap().se, se);
            assert_eq!((found.error.unwrap().df, found.n), (39.0, 40));
        }
    }

    #[test]
    fn one_person_or_equal_changes_have_no_error() {
        let one = GroupSummary { n: 1, mean: 2.0, sum_of_squares: 0.0 };
        assert_eq!(error(&one), Err(NoInterval::OnePerson));
        assert_eq!(error(&GroupSummary { n: 9, ..one }), Err(NoInterval::NoVariation));
    }
}
