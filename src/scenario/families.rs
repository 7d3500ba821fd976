//! The open families of which a scenario chooses members: one line for each.

use crate::assignment::Scheme;
use crate::correction::Correction;
use crate::estimator::Estimator;
use crate::family::Family;
use crate::hypothesis::Hypothesis;
use crate::issue::Bound;
use crate::outcome::Outcome;
use crate::treatment::Artefacts;

/// What a scenario knows of a family.
struct Known {
    /// Where its members are chosen (`*` for any name).
    at: &'static [&'static str],
    /// Whether a member that is chosen excludes the others.
    is_choice: bool,
    names: &'static [&'static str],
    family: fn() -> Family,
    bounds: fn() -> Vec<(String, Bound)>,
}

macro_rules! known {
    ($Family:ident, is_choice: $is_choice:literal, at: $at:expr) => {
        Known {
            at: &$at,
            is_choice: $is_choice,
            names: $Family::NAMES,
            family: $Family::family,
            bounds: $Family::bounds,
        }
    };
}

const FAMILIES: &[Known] = &[
    known!(Outcome, is_choice: true, at: ["outcomes.*"]),
    known!(
        Scheme,
        is_choice: true,
        at: ["designs.*.after_enrolment.assignment", "designs.*.before_enrolment.assignment"]
    ),
    known!(Estimator, is_choice: true, at: ["analyses.*.estimator"]),
    known!(Hypothesis, is_choice: true, at: ["analyses.*.hypothesis"]),
    known!(Correction, is_choice: true, at: ["families.*.correction"]),
    known!(Artefacts, is_choice: false, at: ["treatment.artefacts"]),
];

/// What is listed of all families.
pub fn families() -> Vec<Family> {
    FAMILIES.iter().map(|known| (known.family)()).collect()
}

/// Whether this is the name of a member that excludes the others of its family.
pub(super) fn is_choice(name: &str) -> bool {
    FAMILIES.iter().any(|known| known.is_choice && known.names.contains(&name))
}

/// What the numbers of all members can be, by their place in a scenario.
pub(super) fn bounds() -> Vec<(String, Bound)> {
    let mut all = Vec::new();
    for Known { at, bounds, .. } in FAMILIES {
        for at in *at {
            all.extend(bounds().into_iter().map(|(place, bound)| (format!("{at}.{place}"), bound)));
        }
    }
    all
}
