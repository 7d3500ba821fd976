//! Which numbers of a scenario do not say where they come from, or how far they may be off.

use serde::Serialize;
use serde_json::Value;

use crate::scenario::source::{Document, JsonPath, Step};

/// A number without a source, or an assumption without a range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    /// JSON path.
    pub path: String,
    /// What is missing.
    pub message: &'static str,
}

pub(super) const NO_SOURCE: &str = "this number does not say where it comes from";
pub(super) const NO_RANGE: &str = "this assumption has no range";

impl Missing {
    /// All numbers of a document whose provenance is missing or incomplete, in file order.
    pub(super) fn all(document: &Document) -> Vec<Self> {
        let mut found = Vec::new();
        walk(&document.value(), &JsonPath::root(), &mut found);
        found
    }
}

/// Numbers that are choices of the researchers or of the run, not claims about the world.
pub(in crate::report) fn is_choice(steps: &[&str]) -> bool {
    let steps = if let ["worlds", _, rest @ ..] = steps { rest } else { steps };
    matches!(
        steps,
        ["run", ..]
            | ["designs", _, _, "assignment", ..]
            | ["analyses" | "families", _, "months", ..]
            | ["outcomes", _, _, "months", ..]
            | ["published", "decimals"]
            | ["work", "history", _, _, "from" | "to"]
    )
}

fn walk(value: &Value, path: &JsonPath, found: &mut Vec<Missing>) {
    let mut add = |message| found.push(Missing { path: path.to_string(), message });
    match value {
        Value::Number(_) => {
            let steps: Vec<&str> =
                path.steps().iter().map(|s| if let Step::Key(k) = s { k } else { "" }).collect();
            if !is_choice(&steps) {
                add(NO_SOURCE);
            }
        }
        Value::Object(members) if members.get("value").is_some_and(Value::is_number) => {
            match members.get("source").and_then(Value::as_str) {
                None => add(NO_SOURCE),
                Some("assumption") if !members.contains_key("range") => add(NO_RANGE),
                Some(_) => {}
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                walk(member, &path.key(key), found);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                walk(element, &path.index(index), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_provenance_are_found_and_choices_are_not() {
        let text = r#"{
            "population": {"size": 100},
            "treatment": {"arms": {"a": {"effects": {"y": {"points": {"value": 0.1, "source": "assumption"}}}}}},
            "work": {"history": {"h": {"earnings": {"from": -9, "to": -3}}}, "month": {"value": 16}},
            "outcomes": {"s": {"score": {"months": [12, 24], "sd": {"value": 1, "source": "stated"}}}},
            "analyses": {"d": {"months": [16], "alpha": [0.05]}},
            "families": {"f": {"months": [16]}},
            "worlds": {"null": {"run": {"seed": 3}, "work": {"month": {"value": 1, "source": "stated"}}}},
            "run": {"replications": 100}
        }"#;
        let document = Document::parse("test", text).expect("valid JSON");
        let found: Vec<_> =
            Missing::all(&document).into_iter().map(|m| (m.path, m.message)).collect();
        let expected = [
            ("population.size", NO_SOURCE),
            ("treatment.arms.a.effects.y.points", NO_RANGE),
            ("work.month", NO_SOURCE),
            ("analyses.d.alpha[0]", NO_SOURCE),
        ];
        assert_eq!(found, expected.map(|(path, message)| (path.to_owned(), message)));
    }
}
