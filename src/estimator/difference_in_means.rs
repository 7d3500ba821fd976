//! Difference in means, with Welch's test and interval.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::group::{GroupSummary, largest_variance};
use super::{
    Estimate, Failure, Formula, Infer, Inference, Needs, NoInterval, Protocol, Seen, StandardError,
};
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// Difference in means with Neyman's variance and Welch's degrees of freedom.
///
/// Each group has a variance of its own; a group that does not vary takes that of the other (Neyman 1923; Welch 1947).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DifferenceInMeans {}

impl Settings for DifferenceInMeans {
    fn sentence(&self) -> String {
        "The difference between the means of two groups, with Welch's test and interval.".to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Het verschil tussen de gemiddelden van twee groepen, met de toets en het interval van Welch.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Estimate for DifferenceInMeans {
    fn formula(&self) -> Option<Formula> {
        let lines = [
            "d = ȳ₁ − ȳ₀",
            "se² = s₁² / n₁ + s₀² / n₀",
            "df = se⁴ / ((s₁² / n₁)² / (n₁ − 1) + (s₀² / n₀)² / (n₀ − 1))",
            "t = d / se",
        ];
        Some(Formula {
            lines: lines.map(str::to_owned).to_vec(),
            symbols: Words {
                en: "ȳ, s² and n are the mean, the variance and the number of people. 1 is the group, 0 the one it is compared with.",
                nl: "ȳ, s² en n zijn het gemiddelde, de variantie en het aantal mensen. 1 is de groep, 0 de vergelijkingsgroep.",
            },
        })
    }

    fn compile(&self, _: &Protocol, _: &mut Needs) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        Ok(Arc::new(*self))
    }
}

impl Infer for DifferenceInMeans {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [treated, control] = seen.pair(contrast);
        difference_in_means(treated, control)
    }
}

/// Difference in means with Neyman's variance `s_a²/n_a + s_c²/n_c` and Welch–Satterthwaite degrees of freedom
/// (Neyman 1923; Welch 1947). Where one group does not vary, the variance and its degrees of freedom
/// are those of the other alone.
///
/// # Errors
/// [`Failure::EmptyArm`]. The estimate has no standard error with one person in a group or without any variation.
pub fn difference_in_means(
    treated: &GroupSummary,
    control: &GroupSummary,
) -> Result<Inference, Failure> {
    treated.present()?;
    control.present()?;
    let point = treated.mean - control.mean;
    Ok(Inference::student(point, welch(treated, control), treated.n + control.n))
}

fn welch(treated: &GroupSummary, control: &GroupSummary) -> Result<StandardError, NoInterval> {
    if treated.n == 1 || control.n == 1 {
        return Err(NoInterval::OnePerson);
    }
    let share = |group: &GroupSummary| group.variance() / group.n as f64;
    let (a, c) = (share(treated), share(control));
    let variance = a + c;
    let spread = a * a / (treated.n as f64 - 1.0) + c * c / (control.n as f64 - 1.0);
    StandardError::of(variance, variance * variance / spread, largest_variance(treated, control))
}

#[cfg(test)]
mod tests {
    use super::super::{Covariance, saturated_contrast};
    use super::*;

    fn every_way(a: &GroupSummary, c: &GroupSummary) -> Vec<Result<Inference, Failure>> {
        let saturated = Covariance::ALL.map(|kind| saturated_contrast(&[*c, *a], 1, 0, kind));
        saturated.into_iter().chain([difference_in_means(a, c)]).collect()
    }

    #[test]
    fn nobody_in_a_group_is_no_estimate() {
        let (good, nobody) = (GroupSummary::from_binary(40, 9), GroupSummary::default());
        for way in every_way(&good, &nobody).into_iter().chain(every_way(&nobody, &good)) {
            assert_eq!(way, Err(Failure::EmptyArm));
        }
    }

    #[test]
    fn one_group_without_variation_takes_the_variance_of_the_other() {
        // scipy 1.17.1: ttest_ind([1]*9 + [0]*31, [0]*40, equal_var=False): t = 3.3649042550, df = 39.
        let (varied, constant) =
            (GroupSummary::from_binary(40, 9), GroupSummary::from_binary(40, 0));
        let got = difference_in_means(&varied, &constant).unwrap();
        let error = got.error.unwrap();
        assert!((got.point - 0.225).abs() < 1e-15);
        assert!((error.df - 39.0).abs() < 1e-12);
        assert!((error.se - (varied.variance() / 40.0).sqrt()).abs() < 1e-15);
        assert!((got.point / error.se - 3.3649042550).abs() < 1e-9);
        assert!(every_way(&varied, &constant).iter().all(|way| way.unwrap().error.is_ok()));
        assert!(every_way(&constant, &varied).iter().all(|way| way.unwrap().error.is_ok()));
    }

    #[test]
    fn an_estimate_outlives_its_error() {
        let error = |a: (usize, usize), c: (usize, usize)| {
            let group = |(n, successes)| GroupSummary::from_binary(n, successes);
            every_way(&group(a), &group(c))
                .into_iter()
                .map(|way| way.unwrap().error.err())
                .collect::<Vec<_>>()
        };
        let nothing = Some(NoInterval::NoVariation);
        assert_eq!(error((40, 40), (40, 0)), [nothing; 6]);
        assert_eq!(error((40, 0), (40, 0)), [nothing; 6]);
        let alone = [NoInterval::LeverageOne, NoInterval::LeverageOne, NoInterval::OnePerson];
        assert_eq!(error((1, 1), (40, 9))[..3], [None; 3]);
        assert_eq!(error((1, 1), (40, 9))[3..], alone.map(Some));
        assert_eq!(error((1, 1), (1, 0))[..5], [Some(NoInterval::NoDegreesOfFreedom); 5]);
        assert_eq!(error((2, 1), (2, 1)), [None; 6]);
    }

    #[test]
    fn rounding_is_no_variation() {
        let group = |mean: f64| GroupSummary { n: 20, mean, sum_of_squares: 1e-9 };
        let tiny = |mean| {
            every_way(&group(mean), &group(mean - 1.0))
                .into_iter()
                .all(|way| way.unwrap().error.is_err())
        };
        assert!(tiny(1e9));
        assert!(!tiny(1.0));
    }
}
