//! The effect on compliers: the offer's effect on the outcome divided by its effect on take-up.

use super::{Covariance, Estimate, Failure, GroupSummary};

/// Outcome and take-up of everybody with the same value of a binary instrument (an offer, an assignment).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointSummary {
    /// People in the group.
    pub n: usize,
    /// Mean outcome.
    pub mean_outcome: f64,
    /// Share that takes the programme up.
    pub mean_take_up: f64,
    /// Σ (y − ȳ)².
    pub outcome_squares: f64,
    /// Σ (d − d̄)².
    pub take_up_squares: f64,
    /// Σ (y − ȳ)(d − d̄).
    pub cross_products: f64,
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
        let within = without.sum_of_squares + with.sum_of_squares;
        Self {
            n,
            mean_outcome,
            mean_take_up,
            outcome_squares: within + take_up_squares * gap * gap,
            take_up_squares,
            cross_products: take_up_squares * gap,
        }
    }

    fn usable(&self) -> Result<(), Failure> {
        match self.n {
            0 => Err(Failure::EmptyArm),
            1 | 2 => Err(Failure::TooFew),
            _ if self.outcome_squares > 0.0 => Ok(()),
            _ => Err(Failure::Degenerate),
        }
    }

    /// Σ e² with e = y − a − effect·d, which has mean zero in each group of the instrument.
    fn residual_squares(&self, effect: f64) -> f64 {
        let squares = self.outcome_squares - 2.0 * effect * self.cross_products
            + effect * effect * self.take_up_squares;
        squares.max(0.0)
    }
}

/// A complier effect with the two intention-to-treat effects it is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wald {
    /// The complier average causal effect, n − 2 degrees of freedom.
    pub effect: Estimate,
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
/// [`Failure::EmptyArm`], [`Failure::TooFew`] below three people in a group, [`Failure::NoFirstStage`] when take-up is
/// exactly equal, [`Failure::Degenerate`] when everybody in a group has the same outcome or no variance remains.
pub fn wald(
    offered: &JointSummary,
    not_offered: &JointSummary,
    covariance: Covariance,
) -> Result<Wald, Failure> {
    offered.usable()?;
    not_offered.usable()?;
    let outcome_effect = offered.mean_outcome - not_offered.mean_outcome;
    let take_up_effect = offered.mean_take_up - not_offered.mean_take_up;
    if take_up_effect == 0.0 {
        return Err(Failure::NoFirstStage);
    }
    let effect = outcome_effect / take_up_effect;
    let scale = take_up_effect * take_up_effect;
    let sizes = [offered.n as f64, not_offered.n as f64];
    let residual = [offered.residual_squares(effect), not_offered.residual_squares(effect)];
    let variance = variance_of_difference(residual, sizes, covariance) / scale;
    let take_up = [offered.take_up_squares, not_offered.take_up_squares];
    let first_stage_variance = variance_of_difference(take_up, sizes, covariance);
    if variance.is_nan() || variance <= 0.0 {
        return Err(Failure::Degenerate);
    }
    let n = offered.n + not_offered.n;
    Ok(Wald {
        effect: Estimate { estimate: effect, se: variance.sqrt(), df: (n - 2) as f64, n },
        outcome_effect,
        take_up_effect,
        first_stage_f: scale / first_stage_variance,
    })
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
            assert!((iv.effect.estimate - ols.estimate).abs() < 1e-15);
            assert!((iv.effect.se - ols.se).abs() < 1e-15);
            assert_eq!(iv.effect.df, ols.df);
            assert_eq!(iv.first_stage_f, f64::INFINITY);
        }
    }

    #[test]
    fn groups_without_variation_fail_with_their_reason() {
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
        assert_eq!(wald(&cells(0, 0), &good, Covariance::Hc2), Err(Failure::EmptyArm));
        assert_eq!(wald(&cells(2, 1), &good, Covariance::Hc2), Err(Failure::TooFew));
        assert_eq!(wald(&good, &cells(8, 8), Covariance::Hc2), Err(Failure::Degenerate));
    }
}
