//! Why a comparison is impossible in a design, as the planner is told.

use crate::estimand::Incomparable;

/// The reason, after the name of the design.
pub fn told(why: Incomparable) -> &'static str {
    match why {
        Incomparable::ReferenceFirst => "the reference group can only come second",
        Incomparable::SameGroup => "a group cannot be compared with itself",
        Incomparable::NoReference => {
            "there is no reference group: set the \"reference\" share of the design above 0"
        }
        Incomparable::ReceiptAgainstOthers => "the Wald estimator compares an arm with control",
        Incomparable::ReceiptAmongParticipants => {
            "the Wald estimator needs everybody invited: use \"set\": \"assigned\""
        }
        Incomparable::ReceiptAgainstInvited => {
            "which randomises before enrolment, the Wald estimator compares an arm with the reference group"
        }
    }
}
