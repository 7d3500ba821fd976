//! What one replication leaves in a cell: an estimate, its error and its test, which fail apart.

use indexmap::IndexMap;

use super::spec::{CellSpec, MAX_ALPHAS};
use crate::correction::Evidence;
use crate::estimand::Terms;
use crate::estimator::NoInterval;
use crate::hypothesis::Claim;
use crate::numeric::{normal, student};

/// What a replication with an estimate leaves in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Point estimate θ̂, finite.
    pub estimate: f64,
    /// Number of people analysed.
    pub n: u64,
    /// People of the first of the two groups that are compared, as a share of those of both.
    pub share: f64,
    /// What can be said about its uncertainty.
    pub certainty: Certainty,
    /// Whether everybody in one of the compared groups has the same outcome.
    pub constant_group: bool,
    /// How large the outcomes are (root mean square), for the rounding of the bias budget.
    pub magnitude: f64,
    /// Terms of the bias budget, where it is kept; they add up to θ̂ − policy truth.
    pub terms: Option<Terms>,
}

/// What a replication says about the uncertainty of its estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Certainty {
    /// A standard error: an interval and a t test.
    Interval(Interval),
    /// No standard error, for this reason, but an exact test with this two-sided p-value.
    ExactTest {
        /// Two-sided p-value.
        p: f64,
        /// Why there is no standard error.
        reason: NoInterval,
    },
    /// Neither, for this reason: counts as not found.
    Nothing(NoInterval),
}

/// A standard error with the critical values of its reference distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Estimated standard error, above 0 and finite.
    pub se: f64,
    /// Degrees of freedom of its reference distribution.
    pub df: f64,
    /// Critical value of the confidence interval: θ̂ ± `critical_level` · `se`.
    pub critical_level: f64,
    /// Critical value of |θ̂/se|, or of the distance from the bound of the claim, for each significance level of the cell.
    pub critical_alpha: [f64; MAX_ALPHAS],
}

impl Observation {
    /// Its interval, if it has one.
    pub fn interval(&self) -> Option<&Interval> {
        match &self.certainty {
            Certainty::Interval(interval) => Some(interval),
            Certainty::ExactTest { .. } | Certainty::Nothing(_) => None,
        }
    }

    /// Whether the test makes the cell's claim at its `index`-th significance level: of an effect two-sided, of a bound
    /// one-sided at half the level (of two, at the level each) and by nothing but a standard error.
    pub fn rejects(&self, spec: &CellSpec, index: usize) -> bool {
        match &self.certainty {
            Certainty::Interval(interval) => {
                let reach = interval.critical_alpha[index] * interval.se;
                match spec.claim {
                    Claim::Effect => self.estimate * self.estimate > reach * reach,
                    Claim::Above(bound) => self.estimate - bound > reach,
                    Claim::Below(bound) => bound - self.estimate > reach,
                    Claim::Within(_) => spec.claim.distance(self.estimate) > reach,
                }
            }
            Certainty::ExactTest { p, .. } => {
                spec.claim.is_of_effect() && *p <= spec.alphas[index] * (1.0 + ROUNDING)
            }
            Certainty::Nothing(_) => false,
        }
    }

    /// What its test brings to a correction.
    pub fn evidence(&self, claim: Claim) -> Evidence {
        let share = self.share;
        match &self.certainty {
            Certainty::Interval(Interval { se, df, .. }) => {
                let t = claim.statistic(self.estimate, *se);
                let sides = if matches!(claim, Claim::Within(_)) { 1.0 } else { 2.0 };
                Evidence { p: f64::min(sides * student::sf(t, *df), 1.0), t, df: *df, share }
            }
            Certainty::ExactTest { p, .. } if claim.is_of_effect() => {
                let t = -normal::quantile(0.5 * p);
                Evidence { p: *p, t, df: f64::INFINITY, share }
            }
            Certainty::ExactTest { .. } | Certainty::Nothing(_) => Evidence::NONE,
        }
    }

    /// Whether the confidence interval contains `truth`; nothing without an interval.
    pub fn covers(&self, truth: f64) -> Option<bool> {
        let interval = self.interval()?;
        Some((self.estimate - truth).abs() <= interval.critical_level * interval.se)
    }
}

/// What rounding may do to an exact p-value.
const ROUNDING: f64 = 1e-9;

/// The reasons that occurred with their counts, in the order of `labels`.
pub fn by_label<'a, const N: usize>(
    counts: &[u64; N],
    labels: &[&'a str; N],
) -> IndexMap<&'a str, u64> {
    let named = labels.iter().copied().zip(*counts);
    named.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::test_support::{normal_cell, with_interval};

    #[test]
    fn a_claim_of_a_bound_is_one_sided_and_has_no_exact_stand_in() {
        let rejects = |claim, seen: Observation| {
            seen.rejects(&CellSpec { claim, ..normal_cell(0.0, 0.0) }, 0)
        };
        let (above, below) = (Claim::Above(-1.0), Claim::Below(1.0));
        assert!(
            rejects(above, with_interval(0.97, 1.0)) && rejects(below, with_interval(-0.97, 1.0))
        );
        assert!(!rejects(above, with_interval(0.95, 1.0)));
        assert!(
            !rejects(above, with_interval(-9.0, 1.0)) && !rejects(below, with_interval(9.0, 1.0))
        );
        let certainty = Certainty::ExactTest { p: 1e-9, reason: NoInterval::NoVariation };
        assert!(!rejects(above, Observation { certainty, ..with_interval(0.97, 1.0) }));
    }

    #[test]
    fn an_exact_test_rejects_where_its_p_value_is_at_most_alpha() {
        let spec = CellSpec { alphas: vec![0.05, 0.1], ..normal_cell(0.0, 0.0) };
        let rejects = |p| {
            let certainty = Certainty::ExactTest { p, reason: NoInterval::NoVariation };
            let seen = Observation { certainty, ..with_interval(1.0, 1.0) };
            [0, 1].map(|index| seen.rejects(&spec, index))
        };
        assert_eq!(rejects(0.01), [true, true]);
        assert_eq!(rejects(2.0 / 20.0), [false, true]);
        assert_eq!(rejects(0.11), [false, false]);
    }
}
