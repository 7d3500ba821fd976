//! Numbers that belong together: they say of outcomes that contain each other what is nearly the same.
//!
//! Who works over 12 hours works over 8 as well. Rates of such outcomes that are drawn apart are soon
//! impossible together, and what is left of their ranges is no longer what was stated. So a family
//! stands at one height: in a draw all of its members are at the same quantile of their own distributions,
//! each of which stays as it is stated.

use crate::outcome::Ladder;
use crate::scenario::source::{Document, JsonPath, Step};

/// The family of the number at a path: rates of nested outcomes, in all sites, or the effects of one arm or artefact
/// on them; none where it stands alone.
pub fn family(document: &Document, path: &JsonPath) -> Option<String> {
    let steps: Option<Vec<&str>> = path.steps().iter().map(key).collect();
    let rates = |ladder: Ladder| format!("rate of {ladder:?}");
    match steps?[..] {
        ["work", "any_hours"] => Some(rates(Ladder::Hours)),
        ["outcomes", outcome, _, "rate"] => ladder(document, outcome).map(rates),
        ["sites", _, "outcomes", outcome, "rate"] => {
            let ladder = ladder(document, outcome)?;
            has_others(document, ladder).then(|| rates(ladder))
        }
        ["treatment", group, name, "effects", outcome, ref form @ ..] => {
            let ladder = ladder(document, outcome)?;
            Some(format!("{group} {name} on {ladder:?} as {}", form.join(".")))
        }
        _ => None,
    }
}

/// On which an outcome stands.
fn ladder(document: &Document, outcome: &str) -> Option<Ladder> {
    let path = JsonPath::root().key("outcomes").key(outcome);
    Ladder::of_written(&document.get(&path.to_string())?)
}

/// Whether a ladder has another threshold than that of one outcome. Any hours at all are one.
fn has_others(document: &Document, ladder: Ladder) -> bool {
    let outcomes = document.get("outcomes");
    let outcomes = outcomes.as_ref().and_then(|outcomes| outcomes.as_object());
    let on_it = outcomes.into_iter().flat_map(|outcomes| outcomes.values());
    let on_it = on_it.filter(|outcome| Ladder::of_written(outcome) == Some(ladder)).count();
    on_it + usize::from(ladder == Ladder::Hours) > 1
}

fn key(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}
