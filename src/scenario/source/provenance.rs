//! Where the numbers of a scenario come from: a list of all that carry their source.

use super::located::{Content, Located, Origin};
use super::path::{JsonPath, Step};
use crate::assumption::{Assumption, Provenance};

/// A number in a scenario that carries its provenance.
#[derive(Debug, Clone, PartialEq)]
pub struct AssumptionEntry {
    /// Its JSON path.
    pub path: String,
    /// The number, in the unit of its place.
    pub value: f64,
    /// How it came to be known.
    pub source: Provenance,
    /// Where it can be looked up.
    pub citation: Option<String>,
    /// Lowest and highest plausible value.
    pub range: Option<[f64; 2]>,
    /// What else a reader should know.
    pub note: Option<String>,
    /// Whether `--set` put another number in the place of the one the source gives.
    pub overridden: bool,
}

/// A number that says how far it may be off.
#[derive(Debug, Clone, PartialEq)]
pub struct RangedNumber {
    /// Its JSON path.
    pub path: JsonPath,
    /// The number.
    pub number: Assumption,
    /// Lowest and highest plausible value.
    pub range: [f64; 2],
}

/// All numbers with a range below `located`, in file order.
pub(super) fn ranged(located: &Located, path: &mut JsonPath, found: &mut Vec<RangedNumber>) {
    if let Some(entry) = ranged_number(located, path) {
        found.push(entry);
        return;
    }
    match &located.content {
        Content::Object(members) => {
            for (key, member) in members.iter() {
                path.push(Step::Key(key.clone()));
                ranged(member, path, found);
                path.pop();
            }
        }
        Content::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                path.push(Step::Index(index));
                ranged(element, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

fn ranged_number(located: &Located, path: &JsonPath) -> Option<RangedNumber> {
    located.members()?.get("range")?;
    let number = serde_json::from_value::<Assumption>(located.to_value()).ok()?;
    Some(RangedNumber { path: path.clone(), range: number.range?, number })
}

/// All entries below `located`, in file order.
pub(super) fn entries(located: &Located, path: &mut JsonPath, found: &mut Vec<AssumptionEntry>) {
    match &located.content {
        Content::Object(members) => {
            found.extend(entry(located, path));
            for (key, member) in members.iter() {
                path.push(Step::Key(key.clone()));
                entries(member, path, found);
                path.pop();
            }
        }
        Content::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                path.push(Step::Index(index));
                entries(element, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// The entry an object is, when it has a numeric "value" and a known "source".
fn entry(located: &Located, path: &JsonPath) -> Option<AssumptionEntry> {
    let members = located.members()?;
    let text = |key: &str| members.get(key).and_then(Located::as_str).map(str::to_owned);
    let number = members.get("value")?;
    let source = serde_json::from_value::<Provenance>(members.get("source")?.to_value()).ok()?;
    let range =
        members.get("range").and_then(|range| serde_json::from_value(range.to_value()).ok());
    Some(AssumptionEntry {
        path: path.to_string(),
        value: number.as_f64()?,
        source,
        citation: text("citation"),
        range,
        note: text("note"),
        overridden: number.place.source.origin == Origin::SetArgument
            && members.values().any(|member| member.place.source.origin == Origin::File),
    })
}

/// All numbers below `located`, bare or with provenance, in file order.
pub(super) fn numbers(located: &Located, path: &mut JsonPath, found: &mut Vec<(JsonPath, f64)>) {
    match &located.content {
        Content::Number(number) => {
            found.extend(number.as_f64().map(|number| (path.clone(), number)));
        }
        Content::Object(members) => {
            if let Some(value) = members.get("value").and_then(Located::as_f64) {
                found.push((path.clone(), value));
                return;
            }
            for (key, member) in members.iter() {
                path.push(Step::Key(key.clone()));
                numbers(member, path, found);
                path.pop();
            }
        }
        Content::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                path.push(Step::Index(index));
                numbers(element, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}
