//! The JSON schema of scenario files, generated from the types that read them, with every bound that does
//! not depend on another setting.
//!
//! What a schema cannot say (a range that runs backwards, an arm that does not exist) is said by
//! `simulate check` alone.

use serde_json::{Map, Value, json};

use super::bounds::{BOUNDS, Bound};
use super::name;
use super::settings::Scenario;

/// Sections that are read by name.
const NAMED: [&str; 14] = [
    "population.covariates",
    "population.covariates.*.categories",
    "population.traits",
    "work.history",
    "work.shocks",
    "outcomes",
    "treatment.arms",
    "recruitment.waves",
    "designs",
    "analyses",
    "worlds",
    "designs.*.after_enrolment.shares",
    "designs.*.after_enrolment.counts",
    "designs.*.before_enrolment.shares",
];
/// The schema of a scenario file.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Scenario).to_value();
    for (pattern, bound) in BOUNDS {
        add(&mut schema, pattern, &bounded(bound));
    }
    let name = json!({"minLength": 1, "maxLength": name::LONGEST, "pattern": name::pattern()});
    for path in ["name", "treatment.control", "base_world"] {
        add(&mut schema, path, &name);
    }
    for path in NAMED {
        add(&mut schema, path, &json!({"propertyNames": name}));
    }
    schema
}

/// A bound for a bare number, for one with its provenance, and for both ends of its range.
fn bounded(bound: &Bound) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<f64>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), number(value));
        }
    };
    put(if bound.with_low { "minimum" } else { "exclusiveMinimum" }, bound.low);
    put(if bound.with_high { "maximum" } else { "exclusiveMaximum" }, bound.high);
    put("multipleOf", bound.whole.then_some(1.0));
    let mut ends = Map::new();
    for (key, end) in [("minimum", bound.low), ("maximum", bound.high)] {
        ends.extend(end.map(|end| (key.to_owned(), number(end))));
    }
    let written = json!({"value": out, "range": {"items": ends}});
    out.insert("properties".to_owned(), written);
    Value::Object(out)
}

/// A whole number without a decimal point.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value >= 0.0 { json!(value as u64) } else { json!(value) }
}

/// Adds keywords wherever `pattern` leads.
fn add(schema: &mut Value, pattern: &str, keywords: &Value) {
    let steps: Vec<&str> = pattern.split('.').collect();
    let mut places = Vec::new();
    lead(schema, String::new(), &steps, &mut places);
    for place in places {
        let Some(Value::Object(node)) = schema.pointer_mut(&place) else { continue };
        for (key, value) in keywords.as_object().into_iter().flatten() {
            node.insert(key.clone(), value.clone());
        }
    }
}

/// The pointers into a schema at which the values of a path are described.
fn lead(schema: &Value, at: String, steps: &[&str], places: &mut Vec<String>) {
    let Some(Value::Object(node)) = schema.pointer(&at) else { return };
    let Some((step, rest)) = steps.split_first() else {
        places.push(at);
        return;
    };
    if let Some(target) = node.get("$ref").and_then(Value::as_str) {
        lead(schema, target.trim_start_matches('#').to_owned(), steps, places);
    }
    for kind in ["anyOf", "oneOf", "allOf"] {
        let members = node.get(kind).and_then(Value::as_array).map_or(0, Vec::len);
        for k in 0..members {
            lead(schema, format!("{at}/{kind}/{k}"), steps, places);
        }
    }
    if *step == "*" {
        for kind in ["additionalProperties", "items"] {
            if node.get(kind).is_some_and(Value::is_object) {
                lead(schema, format!("{at}/{kind}"), rest, places);
            }
        }
    } else if node.get("properties").is_some_and(|known| known.get(*step).is_some()) {
        lead(schema, format!("{at}/properties/{step}"), rest, places);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bound_and_every_named_section_is_somewhere_in_the_schema() {
        let schema = schema();
        let patterns = BOUNDS.iter().map(|(pattern, _)| *pattern).chain(NAMED);
        for pattern in patterns {
            let mut places = Vec::new();
            lead(&schema, String::new(), &pattern.split('.').collect::<Vec<_>>(), &mut places);
            assert!(!places.is_empty(), "{pattern}");
        }
    }
}
