//! What estimates are held against.

use super::{Diagnosand, Replicated, Unit};
use crate::diagnosis::measured::Measured;

/// The estimator's own estimand.
pub struct Truth;

impl Diagnosand<Replicated<'_>> for Truth {
    type Value = Measured;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "The estimator's own truth: the true value of what it aims at.";

    fn value(cell: &Replicated<'_>) -> Measured {
        Measured { value: cell.spec.truth, mcse: cell.spec.truth_mcse }
    }
}

/// The estimand the planner decides on.
pub struct PolicyTruth;

impl Diagnosand<Replicated<'_>> for PolicyTruth {
    type Value = Measured;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "The true effect that the planner decides on.";

    fn value(cell: &Replicated<'_>) -> Measured {
        Measured { value: cell.spec.policy_truth, mcse: cell.spec.policy_truth_mcse }
    }
}

/// The policy truth on the scale of the estimate: k × policy truth, with k the share treated.
pub struct Yardstick;

impl Diagnosand<Replicated<'_>> for Yardstick {
    type Value = Measured;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "k times the policy truth, or the difference of that between two treated arms: what the \
                                 policy truth amounts to on the scale of this estimate.";

    fn value(cell: &Replicated<'_>) -> Measured {
        Measured { value: cell.spec.yardstick, mcse: cell.spec.yardstick_mcse }
    }
}
