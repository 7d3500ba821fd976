//! Another trial of a scenario, as settings of it: with fewer arms, or measured in other months.

use serde_json::{Map, Value};

use super::Scenario;
use super::source::{Document, JsonPath};
use crate::outcome::is_of_work;

/// `PATH=VALUE` settings that leave arms out, with their shares, uptake and costs, the comparisons with
/// them, and the analyses of nothing else.
pub fn without_arms(document: &Document, arms: &[String]) -> Vec<String> {
    let scenario = document.value();
    let mut out = Vec::new();
    for path in maps_by_arm(&scenario) {
        let map = document.get(&path.to_string());
        let listed =
            |arm: &&String| map.as_ref().is_some_and(|map| map.get(arm.as_str()).is_some());
        out.extend(arms.iter().filter(listed).map(|arm| removed(&path.key(arm))));
    }
    for (name, analysis) in members(&scenario, "analyses") {
        let path = JsonPath::root().key("analyses").key(name);
        let Some(Value::Array(contrasts)) = analysis.get("contrasts") else { continue };
        let is_left = |pair: &&Value| !arms.iter().any(|arm| names(pair, arm));
        let left: Vec<&Value> = contrasts.iter().filter(is_left).collect();
        if left.is_empty() && !contrasts.is_empty() {
            out.push(removed(&path));
        } else if left.len() < contrasts.len() {
            let left = left.into_iter().cloned().collect::<Value>();
            out.push(format!("{}={left}", path.key("contrasts")));
        }
    }
    for (name, family) in members(&scenario, "families") {
        let path = JsonPath::root().key("families").key(name);
        let is_left = |group: &Value| !arms.iter().any(|arm| group == arm);
        let narrowed = ["arms", "versus"].map(|key| narrowed(&path, family, key, is_left));
        let gone = narrowed.iter().flatten().find(|setting| **setting == removed(&path)).cloned();
        out.extend(gone.map_or_else(|| narrowed.into_iter().flatten().collect(), |one| vec![one]));
    }
    out
}

/// The setting that leaves in a list of a family what `is_left`, or the family out where that is nothing.
fn narrowed(
    path: &JsonPath,
    family: &Value,
    key: &str,
    is_left: impl Fn(&Value) -> bool,
) -> Option<String> {
    let listed = family.get(key)?.as_array()?;
    let left: Vec<&Value> = listed.iter().filter(|one| is_left(one)).collect();
    match left.len() {
        all if all == listed.len() => None,
        0 => Some(removed(path)),
        _ => Some(format!("{}={}", path.key(key), left.into_iter().cloned().collect::<Value>())),
    }
}

/// `PATH=VALUE` settings with which every analysis of an outcome that has months looks at these: as many
/// of them as the longest wave reaches, or all when it reaches none.
pub fn measured_in(document: &Document, months: &[u32]) -> Vec<String> {
    let Ok(scenario) = document.decode::<Scenario>() else { return Vec::new() };
    let waves = scenario.recruitment.waves.values();
    let longest = waves.map(|wave| wave.exposure.get()).fold(f64::NEG_INFINITY, f64::max);
    let reached = |month: &&u32| !longest.is_finite() || f64::from(**month) <= longest;
    let mut measured: Vec<u32> = months.iter().filter(reached).copied().collect();
    if measured.is_empty() {
        measured = months.to_vec();
    }
    let monthly = |outcomes: &[String]| {
        let mut work = scenario.outcomes.iter().filter(|(_, outcome)| is_of_work(outcome));
        work.any(|(name, _)| outcomes.is_empty() || outcomes.contains(name))
    };
    let analyses = scenario.analyses.iter().filter(|(_, a)| monthly(&a.outcomes));
    let path = |name: &str| JsonPath::root().key("analyses").key(name).key("months");
    let analyses =
        analyses.map(|(name, _)| format!("{}={}", path(name), Value::from(&measured[..])));
    let value = document.value();
    let is_measured = |month: &Value| measured.iter().any(|m| month == m);
    let families = members(&value, "families").filter_map(|(name, family)| {
        let path = JsonPath::root().key("families").key(name);
        narrowed(&path, family, "months", is_measured)
    });
    analyses.chain(families).collect()
}

/// Where things stand by the name of an arm.
fn maps_by_arm(scenario: &Value) -> Vec<JsonPath> {
    let root = JsonPath::root();
    let mut out = vec![root.key("treatment").key("arms"), root.key("costs").key("per_arm_month")];
    let surveys = scenario.pointer("/measurement/follow_ups").and_then(Value::as_object);
    for survey in surveys.into_iter().flat_map(Map::keys) {
        out.push(root.key("measurement").key("follow_ups").key(survey).key("arms"));
    }
    for (design, settings) in members(scenario, "designs") {
        for order in settings.as_object().into_iter().flat_map(Map::keys) {
            let path = root.key("designs").key(design).key(order);
            out.extend(["shares", "counts", "uptake"].map(|key| path.key(key)));
        }
    }
    out
}

fn members<'a>(
    scenario: &'a Value,
    section: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    scenario.get(section).and_then(Value::as_object).into_iter().flatten()
}

fn names(pair: &Value, arm: &str) -> bool {
    pair.as_array().is_some_and(|pair| pair.iter().any(|group| group == arm))
}

fn removed(path: &JsonPath) -> String {
    format!("{path}=null")
}
