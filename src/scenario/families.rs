//! The open families of which a scenario chooses members: one line for each.

use crate::assignment::Scheme;
use crate::estimator::Estimator;
use crate::family::Family;
use crate::hypothesis::Hypothesis;
use crate::outcome::Outcome;

/// By family: what is listed of it, and the names of its members.
type Listed = (fn() -> Family, &'static [&'static str]);

const FAMILIES: &[Listed] = &[
    (Outcome::family, Outcome::NAMES),
    (Scheme::family, Scheme::NAMES),
    (Estimator::family, Estimator::NAMES),
    (Hypothesis::family, Hypothesis::NAMES),
];

/// What is listed of all families.
pub fn families() -> Vec<Family> {
    FAMILIES.iter().map(|(family, _)| family()).collect()
}

/// Whether this is the name of a member of some family.
pub(super) fn is_member(name: &str) -> bool {
    FAMILIES.iter().any(|(_, names)| names.contains(&name))
}
