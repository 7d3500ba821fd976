//! Numbers that belong together: they say of outcomes that contain each other what is nearly the same.
//!
//! Who works over 12 hours works over 8 as well. Rates of such outcomes that are drawn apart are soon
//! impossible together, and what is left of their ranges is no longer what was stated. So a family
//! stands at one height: in a draw all of its members are at the same quantile of their own distributions,
//! each of which stays as it is stated.

use crate::scenario::source::{Document, JsonPath, Step};

/// Outcomes that contain each other.
const NESTED: [&str; 2] = ["hours_over", "income_over"];

/// The family of the number at a path: rates of nested outcomes, or the effects of one arm or artefact
/// on them; none where it stands alone.
pub fn family(document: &Document, path: &JsonPath) -> Option<String> {
    let steps: Option<Vec<&str>> = path.steps().iter().map(key).collect();
    match steps?[..] {
        ["work", "any_hours"] => Some("rate of hours_over".to_owned()),
        ["outcomes", _, kind, "rate"] if NESTED.contains(&kind) => Some(format!("rate of {kind}")),
        ["treatment", group, name, "effects", outcome, ref form @ ..] => {
            let kind = kind(document, outcome)?;
            Some(format!("{group} {name} on {kind} as {}", form.join(".")))
        }
        _ => None,
    }
}

/// Which of the nested kinds an outcome is.
fn kind(document: &Document, outcome: &str) -> Option<&'static str> {
    let outcomes = JsonPath::root().key("outcomes").key(outcome);
    NESTED.into_iter().find(|kind| document.get(&outcomes.key(kind).to_string()).is_some())
}

fn key(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}
