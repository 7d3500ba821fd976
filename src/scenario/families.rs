//! The open families of which a scenario chooses members: one line for each.

use crate::assignment::Scheme;
use crate::family::Family;

/// What is listed of all families.
pub fn families() -> Vec<Family> {
    vec![Scheme::family()]
}

/// The names of the members, by family.
const NAMES: &[&[&str]] = &[Scheme::NAMES];

/// Whether this is the name of a member of some family.
pub(super) fn is_member(name: &str) -> bool {
    NAMES.iter().any(|names| names.contains(&name))
}
