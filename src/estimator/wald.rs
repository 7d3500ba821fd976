//! The effect on compliers: the offer's effect on the outcome divided by its effect on take-up.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ByReceipt, Covariance, Estimate, Failure, Formula, GroupSummary, Infer, Inference, Needs,
    NoInterval, Protocol, Seen, StandardError,
};
use crate::estimand::Aim;
use crate::family::Settings;
use crate::issue::Issue;
use crate::language::{Language, Words};

/// Effect of starting, with assignment as instrument (Wald; complier average causal effect).
///
/// The ratio of two differences in means: in the outcome, and in the share that really starts. HC2, on n − 2 degrees of
/// freedom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wald {}

impl Settings for Wald {
    fn sentence(&self) -> String {
        "The effect on those who start because of their assignment, with assignment as instrument."
            .to_owned()
    }

    fn sentence_in(&self, language: Language) -> String {
        match language {
            Language::English => self.sentence(),
            Language::Dutch => "Het effect bij wie door de loting daadwerkelijk start, met de loting als instrument.".to_owned(),
        }
    }

    fn example() -> Self {
        Self {}
    }
}

impl Estimate for Wald {
    fn aim(&self) -> Aim {
        Aim::Receipt
    }

    fn formula(&self) -> Option<Formula> {
        let lines = [
            "d = (ȳ₁ − ȳ₀) / (r̄₁ − r̄₀)",
            "e = y − ȳ − d·(r − r̄)",
            "se² = Σ w²·e² / (1 − 1/n_g) (HC2)",
            "df = n − 2",
            "t = d / se",
        ];
        Some(Formula {
            lines: lines.map(str::to_owned).to_vec(),
            symbols: Words {
                en: "ȳ is the mean outcome and r̄ the share that starts. 1 is the group, 0 the one it is compared with. \
                     n_g is the number of people in somebody's group, w the weight with which d sums the outcomes.",
                nl: "ȳ is de gemiddelde uitkomst en r̄ het aandeel dat start. 1 is de groep, 0 de vergelijkingsgroep. \
                     n_g is het aantal mensen in iemands groep, w het gewicht waarmee d de uitkomsten optelt.",
            },
        })
    }

    fn compile(&self, _: &Protocol, needs: &mut Needs) -> Result<Arc<dyn Infer>, Vec<Issue>> {
        Ok(Arc::new(Ratio(needs.receipt())))
    }
}

#[derive(Debug)]
struct Ratio(ByReceipt);

impl Infer for Ratio {
    fn infer(&self, seen: &Seen, contrast: usize) -> Result<Inference, Failure> {
        let [offered, not_offered] = seen.by_receipt(self.0, contrast);
        wald(&offered, &not_offered, Covariance::Hc2).map(|found| found.effect)
    }
}

/// Outcome and take-up of everybody with the same value of a binary instrument (an offer, an assignment).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointSummary {
    /// People in the group.
    pub n: usize,
    /// Mean outcome.
    pub mean_outcome: f64,
    /// Share that takes the programme up.
    pub mean_take_up: f64,
    /// Σ (d − d̄)².
    pub take_up_squares: f64,
    /// Mean outcome of those who take the programme up minus that of those who do not.
    pub gap: f64,
    /// Σ (y − ȳ)² about the means of those who do and those who do not.
    pub within_squares: f64,
}

impl JointSummary {
    /// From the outcomes of those who did not and those who did take the programme up.
    pub fn from_cells(without: &GroupSummary, with: &GroupSummary) -> Self {
        let n = without.n + with.n;
        let size = n.max(1) as f64;
        let gap = with.mean - without.mean;
        let mean_take_up = with.n as f64 / size;
        let take_up_squares = without.n as f64 * with.n as f64 / size;
        let mean_outcome = match (without.n, with.n) {
            (0, _) => with.mean,
            (_, 0) => without.mean,
            _ => without.mean + mean_take_up * gap,
        };
        let within_squares = without.sum_of_squares + with.sum_of_squares;
        Self { n, mean_outcome, mean_take_up, take_up_squares, gap, within_squares }
    }

    /// Σ e² with e = y − a − effect·d, which has mean zero in each group of the instrument.
    fn residual_squares(&self, effect: f64) -> f64 {
        let off = self.gap - effect;
        self.within_squares + self.take_up_squares * (off * off)
    }

    /// Mean of the squared outcomes themselves.
    fn mean_square(&self) -> f64 {
        self.mean_outcome * self.mean_outcome + self.residual_squares(0.0) / self.n.max(1) as f64
    }
}

/// A complier effect with the two intention-to-treat effects it is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComplierEffect {
    /// The complier average causal effect; its error has n − 2 degrees of freedom.
    pub effect: Inference,
    /// Effect of the instrument on the outcome.
    pub outcome_effect: f64,
    /// Effect of the instrument on take-up.
    pub take_up_effect: f64,
    /// F of the first stage with 1 and n − 2 degrees of freedom, under the same covariance; infinite when take-up
    /// follows the instrument perfectly.
    pub first_stage_f: f64,
}

/// Two-stage least squares with one binary instrument and no covariates: Wald's (1940) ratio.
///
/// The residuals use actual take-up and the leverages are those of the fitted first stage (1/n of each instrument group),
/// as in estimatr's `iv_robust`.
///
/// # Errors
/// [`Failure::EmptyArm`], and [`Failure::NoFirstStage`] when take-up is exactly equal. The estimate has no standard
/// error without degrees of freedom, without any variation, and under HC2 and HC3 with one person in a group.
pub fn wald(
    offered: &JointSummary,
    not_offered: &JointSummary,
    covariance: Covariance,
) -> Result<ComplierEffect, Failure> {
    if offered.n == 0 || not_offered.n == 0 {
        return Err(Failure::EmptyArm);
    }
    let outcome_effect = offered.mean_outcome - not_offered.mean_outcome;
    let take_up_effect = offered.mean_take_up - not_offered.mean_take_up;
    if take_up_effect == 0.0 {
        return Err(Failure::NoFirstStage);
    }
    let effect = outcome_effect / take_up_effect;
    let scale = take_up_effect * take_up_effect;
    let sizes = [offered.n as f64, not_offered.n as f64];
    let take_up = [offered.take_up_squares, not_offered.take_up_squares];
    let first_stage_variance = variance_of_difference(take_up, sizes, covariance);
    let n = offered.n + not_offered.n;
    let error = effect_error([offered, not_offered], effect, scale, covariance);
    Ok(ComplierEffect {
        effect: Inference::student(effect, error, n),
        outcome_effect,
        take_up_effect,
        first_stage_f: scale / first_stage_variance,
    })
}

fn effect_error(
    groups: [&JointSummary; 2],
    effect: f64,
    scale: f64,
    covariance: Covariance,
) -> Result<StandardError, NoInterval> {
    let sizes = groups.map(|group| group.n as f64);
    let df = sizes[0] + sizes[1] - 2.0;
    if df < 1.0 {
        return Err(NoInterval::NoDegreesOfFreedom);
    }
    if covariance.needs_leverages() && groups.iter().any(|group| group.n == 1) {
        return Err(NoInterval::LeverageOne);
    }
    let residual = groups.map(|group| group.residual_squares(effect));
    let variance = variance_of_difference(residual, sizes, covariance) / scale;
    let [first, second] = groups.map(JointSummary::mean_square);
    let largest = first.max(second) * (1.0 / sizes[0] + 1.0 / sizes[1]) / scale;
    StandardError::of(variance, df, largest)
}

/// Variance of a difference between two means whose deviations have these sums of squares.
fn variance_of_difference(squares: [f64; 2], sizes: [f64; 2], covariance: Covariance) -> f64 {
    let [n1, n0] = sizes;
    let [s1, s0] = squares;
    let df = n1 + n0 - 2.0;
    let hc0 = s1 / (n1 * n1) + s0 / (n0 * n0);
    match covariance {
        Covariance::Classical => (s1 + s0) / df * (1.0 / n1 + 1.0 / n0),
        Covariance::Hc0 => hc0,
        Covariance::Hc1 => hc0 * ((n1 + n0) / df),
        Covariance::Hc2 => s1 / (n1 * (n1 - 1.0)) + s0 / (n0 * (n0 - 1.0)),
        Covariance::Hc3 => s1 / ((n1 - 1.0) * (n1 - 1.0)) + s0 / ((n0 - 1.0) * (n0 - 1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_take_up_is_no_first_stage() {
        let cells = |successes| {
            let group = GroupSummary::from_binary(20, successes);
            JointSummary::from_cells(&group, &group)
        };
        assert_eq!(wald(&cells(4), &cells(9), Covariance::Hc2), Err(Failure::NoFirstStage));
    }

    #[test]
    fn perfect_compliance_gives_the_difference_in_means() {
        let nobody = GroupSummary::default();
        let (treated, control) =
            (GroupSummary::from_binary(50, 30), GroupSummary::from_binary(60, 20));
        let with = JointSummary::from_cells(&nobody, &treated);
        let without = JointSummary::from_cells(&control, &nobody);
        for covariance in Covariance::ALL {
            let iv = wald(&with, &without, covariance).unwrap();
            let ols = crate::estimator::saturated_contrast(&[control, treated], 1, 0, covariance)
                .unwrap();
            assert!((iv.effect.point - ols.point).abs() < 1e-15);
            let (iv_error, ols_error) = (iv.effect.error.unwrap(), ols.error.unwrap());
            assert!((iv_error.se - ols_error.se).abs() < 1e-15);
            assert_eq!(iv_error.df, ols_error.df);
            assert_eq!(iv.first_stage_f, f64::INFINITY);
        }
    }

    #[test]
    fn estimate_and_error_fail_apart() {
        let cells = |n, successes| {
            JointSummary::from_cells(
                &GroupSummary::default(),
                &GroupSummary::from_binary(n, successes),
            )
        };
        let good = JointSummary::from_cells(
            &GroupSummary::from_binary(9, 4),
            &GroupSummary::from_binary(1, 1),
        );
        let nobody =
            JointSummary::from_cells(&GroupSummary::from_binary(12, 0), &GroupSummary::default());
        let error = |a: &JointSummary, c: &JointSummary| {
            wald(a, c, Covariance::Hc2).map(|w| w.effect.error.map(|e| e.df))
        };
        assert_eq!(error(&cells(0, 0), &good), Err(Failure::EmptyArm));
        assert_eq!(error(&cells(2, 1), &good), Ok(Ok(10.0)));
        assert_eq!(error(&cells(1, 1), &good), Ok(Err(NoInterval::LeverageOne)));
        assert_eq!(error(&good, &cells(8, 8)), Ok(Ok(16.0)));
        assert_eq!(error(&cells(8, 8), &nobody), Ok(Err(NoInterval::NoVariation)));
        assert_eq!(error(&cells(8, 3), &nobody), Ok(Ok(18.0)));
    }

    /// Everybody who takes the programme up has the outcome and nobody else has, in both groups: the effect is
    /// exactly 1, and nothing is left over.
    #[test]
    fn a_perfect_fit_is_no_variation() {
        for (few, many) in [(3, 10), (7, 11), (1, 3)] {
            let group = |with| {
                JointSummary::from_cells(
                    &GroupSummary::from_binary(13 - with, 0),
                    &GroupSummary::from_binary(with, with),
                )
            };
            let effect = wald(&group(many), &group(few), Covariance::Hc2).unwrap().effect;
            assert!((effect.point - 1.0).abs() < 1e-14);
            assert_eq!(effect.error, Err(NoInterval::NoVariation));
        }
    }
}
