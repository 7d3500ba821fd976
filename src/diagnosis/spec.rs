//! What is the same for all replications of one cell: its truths, its level and its tests.

use crate::hypothesis::Claim;

/// Most significance levels one cell can test at.
pub const MAX_ALPHAS: usize = 4;

/// What is the same for all replications of a cell.
///
/// In superpopulation mode the truths are θ*, computed once on their own stream; in finite mode they are the
/// frame's own values and their errors are 0.
#[derive(Debug, Clone, PartialEq)]
pub struct CellSpec {
    /// The estimator's own estimand.
    pub truth: f64,
    /// Its Monte Carlo standard error.
    pub truth_mcse: f64,
    /// The estimand the planner decides on.
    pub policy_truth: f64,
    /// Its Monte Carlo standard error.
    pub policy_truth_mcse: f64,
    /// The policy truth on the scale of the estimate: times the share treated (k × policy truth).
    pub yardstick: f64,
    /// Its Monte Carlo standard error.
    pub yardstick_mcse: f64,
    /// What its tests claim when they reject, on the scale of the estimate.
    pub claim: Claim,
    /// Confidence level of the interval, such as .95.
    pub level: f64,
    /// Two-sided significance levels (a test against one bound has half, each of two against two bounds all of it), one to [`MAX_ALPHAS`]; the first is primary, further ones are ignored.
    pub alphas: Vec<f64>,
    /// Standard normal quantile at 1 − α/2 for each of them; at 1 − α where there are two bounds.
    pub z_alpha: [f64; MAX_ALPHAS],
}

impl CellSpec {
    /// The share treated, as a share of what the policy would treat; none where the policy truth is 0.
    pub fn share_treated(&self) -> Option<f64> {
        (self.policy_truth != 0.0).then(|| self.yardstick / self.policy_truth)
    }

    /// Another policy truth, with the same share treated.
    pub fn set_policy_truth(&mut self, truth: f64) {
        let moved = self.policy_truth != 0.0;
        self.yardstick = if moved { truth * (self.yardstick / self.policy_truth) } else { truth };
        self.policy_truth = truth;
    }
}
