//! The JSON schema of scenario files, generated from the types that read them, with every bound that does
//! not depend on another setting.
//!
//! What a schema cannot say (a range that runs backwards, an arm that does not exist) is said by
//! `simulate check` alone.

use serde_json::{Map, Value, json};

use super::bounds::{LARGEST, bounds};
use super::extents::{EXTENTS, Extent};
use super::name;
use super::settings::Scenario;
use crate::issue::Bound;

/// Sections that are read by name.
const NAMED: [&str; 18] = [
    "population.covariates",
    "population.covariates.*.categories",
    "population.traits",
    "work.history",
    "work.shocks",
    "outcomes",
    "treatment.arms",
    "recruitment.waves",
    "sites",
    "designs",
    "analyses",
    "measurement.follow_ups",
    "worlds",
    "designs.*.after_enrolment.shares",
    "designs.*.after_enrolment.counts",
    "designs.*.after_enrolment.allocation.cost_weighted",
    "designs.*.before_enrolment.allocation.cost_weighted",
    "designs.*.before_enrolment.shares",
];
/// The schema of a scenario file.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Scenario).to_value();
    for (pattern, bound) in bounds() {
        add(&mut schema, pattern, &bounded(bound));
    }
    for (pattern, extent) in EXTENTS {
        add(&mut schema, pattern, &extended(extent));
    }
    let name = json!({"minLength": 1, "maxLength": name::LONGEST, "pattern": name::pattern()});
    for path in ["name", "treatment.control", "base_world"] {
        add(&mut schema, path, &name);
    }
    for path in NAMED {
        add(&mut schema, path, &json!({"propertyNames": name}));
    }
    confine(&mut schema);
    add_worlds(&mut schema);
    for section in LABELLED {
        add_labels(&mut schema, section);
    }
    schema
}

/// What may have a label.
const LABELLED: [&str; 6] =
    ["treatment.arms.*", "outcomes.*", "designs.*", "analyses.*", "sites.*", "worlds.*"];

/// Describes the label that stands beside what describes a member.
fn add_labels(schema: &mut Value, members: &str) {
    let mut places = Vec::new();
    lead(schema, String::new(), &members.split('.').collect::<Vec<_>>(), &mut places);
    let label = json!({"description": "What it is called, by language.", "$ref": "#/$defs/Label"});
    while let Some(place) = places.pop() {
        let Some(Value::Object(node)) = schema.pointer_mut(&place) else { continue };
        let target = node.get("$ref").and_then(Value::as_str);
        places.extend(target.map(|target| target.trim_start_matches('#').to_owned()));
        for kind in ["anyOf", "oneOf"] {
            let choices = node.get(kind).and_then(Value::as_array).map_or(0, Vec::len);
            places.extend((0..choices).map(|k| format!("{place}/{kind}/{k}")));
        }
        if let Some(Value::Object(properties)) = node.get_mut("properties") {
            properties.insert("label".to_owned(), label.clone());
        }
    }
}

/// How much a section or list holds.
fn extended(extent: &Extent) -> Value {
    let Extent { least, most, differ, .. } = *extent;
    if differ {
        return most.map_or_else(
            || json!({"uniqueItems": true}),
            |most| json!({"uniqueItems": true, "maxItems": most}),
        );
    }
    let least = (least > 0).then(|| ("minProperties".to_owned(), json!(least)));
    let most = most.map(|most| ("maxProperties".to_owned(), json!(most)));
    Value::Object(least.into_iter().chain(most).collect())
}

/// Numbers for which nothing else is said lie where every number lies.
fn confine(schema: &mut Value) {
    match schema {
        Value::Object(node) => {
            let is_kind = |kind: &Value| kind == "number" || kind == "integer";
            let kind = node.get("type");
            let is_number = kind.is_some_and(|kind| {
                is_kind(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_kind))
            });
            if is_number {
                for (key, strict, end) in [
                    ("minimum", "exclusiveMinimum", -LARGEST),
                    ("maximum", "exclusiveMaximum", LARGEST),
                ] {
                    if !node.contains_key(key) && !node.contains_key(strict) {
                        node.insert(key.to_owned(), number(end));
                    }
                }
            }
            node.values_mut().for_each(confine);
        }
        Value::Array(elements) => elements.iter_mut().for_each(confine),
        _ => {}
    }
}

/// What a world cannot change: it is the same in all of them.
const OF_THE_FILE: [&str; 6] = ["$schema", "name", "base_world", "language", "worlds", "run"];
/// The name of what describes a part of the scenario in a patch.
const IN_A_WORLD: &str = "InAWorld";

/// Describes the patches of worlds: the same sections, of which any part may be left out, and null takes
/// out.
fn add_worlds(schema: &mut Value) {
    let mut world = schema.clone();
    let mut wanted = Vec::new();
    if let Some(root) = world.as_object_mut() {
        for key in ["$defs", "$schema", "title", "description"] {
            root.shift_remove(key);
        }
        if let Some(Value::Object(sections)) = root.get_mut("properties") {
            sections.retain(|section, _| !OF_THE_FILE.contains(&section.as_str()));
        }
    }
    let mut patches = Map::from_iter([("World".to_owned(), patch(&world, &mut wanted))]);
    while let Some(name) = wanted.pop() {
        let patched = format!("{name}{IN_A_WORLD}");
        if !patches.contains_key(&patched) {
            let described = patch(&schema["$defs"][&name], &mut wanted);
            patches.insert(patched, described);
        }
    }
    if let Some(Value::Object(known)) = schema.get_mut("$defs") {
        known.extend(patches);
    }
    add(schema, "worlds", &json!({"additionalProperties": {"$ref": "#/$defs/World"}}));
}

/// What describes a part of a patch, where `schema` describes the part itself; names further parts. Lists are
/// replaced as a whole.
fn patch(schema: &Value, wanted: &mut Vec<String>) -> Value {
    let Some(node) = schema.as_object() else { return schema.clone() };
    let mut out = Map::new();
    for (key, described) in node {
        let (key, described) = match key.as_str() {
            "required" | "minProperties" | "maxProperties" | "default" => continue,
            "$ref" => {
                let part = described.as_str().and_then(|at| at.strip_prefix("#/$defs/"));
                wanted.extend(part.map(str::to_owned));
                (key.as_str(), json!(format!("{}{IN_A_WORLD}", described.as_str().unwrap_or(""))))
            }
            // Without what is required, several may fit.
            "oneOf" | "anyOf" | "allOf" => {
                let choices = described.as_array().into_iter().flatten();
                let choices: Vec<Value> = choices.map(|choice| patch(choice, wanted)).collect();
                (if key == "allOf" { "allOf" } else { "anyOf" }, Value::Array(choices))
            }
            "properties" => {
                let members = described.as_object().into_iter().flatten();
                let members = members.map(|(key, of)| (key.clone(), or_null(patch(of, wanted))));
                (key.as_str(), Value::Object(members.collect()))
            }
            "additionalProperties" if described.is_object() => {
                (key.as_str(), or_null(patch(described, wanted)))
            }
            _ => (key.as_str(), described.clone()),
        };
        out.insert(key.to_owned(), described);
    }
    Value::Object(out)
}

/// The same, or null.
fn or_null(schema: Value) -> Value {
    let null = json!({"type": "null"});
    let choices = schema.get("anyOf").and_then(Value::as_array);
    let kinds = schema.get("type").and_then(Value::as_array);
    let has_null = choices.is_some_and(|choices| choices.contains(&null))
        || kinds.is_some_and(|kinds| kinds.contains(&json!("null")));
    if has_null { schema } else { json!({"anyOf": [schema, {"type": "null"}]}) }
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
    const BEYOND: f64 = 18_446_744_073_709_551_616.0;
    match value {
        _ if value.fract() != 0.0 || value >= BEYOND => json!(value),
        _ if value < 0.0 => json!(value as i64),
        _ => json!(value as u64),
    }
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
    if let Some(element) = step.parse().ok().and_then(|k: usize| node.get("prefixItems")?.get(k)) {
        if element.is_object() {
            lead(schema, format!("{at}/prefixItems/{step}"), rest, places);
        }
    } else if *step == "*" {
        for kind in ["additionalProperties", "items"] {
            if node.get(kind).is_some_and(Value::is_object) {
                lead(schema, format!("{at}/{kind}"), rest, places);
            }
        }
        let members = node.get("properties").and_then(Value::as_object);
        for name in members.into_iter().flat_map(serde_json::Map::keys) {
            lead(schema, format!("{at}/properties/{name}"), rest, places);
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
        let patterns = bounds()
            .iter()
            .map(|(pattern, _)| pattern.as_str())
            .chain(NAMED)
            .chain(EXTENTS.iter().map(|(pattern, _)| *pattern));
        for pattern in patterns {
            let mut places = Vec::new();
            lead(&schema, String::new(), &pattern.split('.').collect::<Vec<_>>(), &mut places);
            assert!(!places.is_empty(), "{pattern}");
        }
    }
}
