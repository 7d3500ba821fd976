//! The open families of which a scenario chooses members: one line for each.

use crate::assignment::Scheme;
use crate::estimator::Estimator;
use crate::family::Family;
use crate::hypothesis::Hypothesis;
use crate::outcome::Outcome;
use crate::treatment::Artefacts;

/// By family: what is listed of it, and the names of its members.
type Listed = (fn() -> Family, &'static [&'static str]);

/// Of which one member stands at a place.
const CHOICES: &[Listed] = &[
    (Outcome::family, Outcome::NAMES),
    (Scheme::family, Scheme::NAMES),
    (Estimator::family, Estimator::NAMES),
    (Hypothesis::family, Hypothesis::NAMES),
];

/// Of which several may stand side by side.
const SECTIONS: &[fn() -> Family] = &[Artefacts::family];

/// What is listed of all families.
pub fn families() -> Vec<Family> {
    let all = CHOICES.iter().map(|(family, _)| family).chain(SECTIONS);
    all.map(|family| family()).collect()
}

/// Whether this is the name of a member that excludes the others of its family.
pub(super) fn is_choice(name: &str) -> bool {
    CHOICES.iter().any(|(_, names)| names.contains(&name))
}
