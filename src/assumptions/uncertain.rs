//! The uncertain numbers of a scenario: those with a range, and what else moves when one of them does.

use super::family::family;
use crate::assumption::{Distribution, Provenance};
use crate::scenario::source::{Document, JsonPath, RangedNumber, Step};

/// A number that may be another than the scenario says.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// The address of its height in a draw: its place among all numbers with a range, from 0, or that
    /// of the first of those with which it belongs together.
    pub height: u32,
    /// Where it stands.
    pub path: JsonPath,
    /// The number of the scenario, in the unit of its place.
    pub value: f64,
    /// Lowest and highest plausible value.
    pub range: [f64; 2],
    /// How likely the values in between are.
    pub distribution: Distribution,
    /// How it came to be known.
    pub source: Option<Provenance>,
    /// The other shares of the same whole, which make room when this one moves; mostly empty.
    pub others: Vec<JsonPath>,
}

/// Sections in which the planner decides, and knows.
const DECIDED: [&str; 3] = ["designs", "analyses", "costs"];
/// What is stated inside a design, but left to those who are invited.
const UPTAKE: &str = "uptake";
/// Parts of a scenario that are the same in all its worlds, or are other worlds.
const ELSEWHERE: [&str; 2] = ["worlds", "run"];

/// The uncertain numbers of a document that is one world, in file order.
pub fn uncertain(document: &Document) -> Vec<Uncertain> {
    let here = |number: &RangedNumber| match number.path.steps().first() {
        Some(Step::Key(key)) => !ELSEWHERE.contains(&key.as_str()),
        _ => false,
    };
    let ranged: Vec<RangedNumber> = document.ranged().into_iter().filter(here).collect();
    let families: Vec<_> = ranged.iter().map(|number| family(document, &number.path)).collect();
    let first = |place: usize| {
        let same = |other: &Option<_>| other.is_some() && *other == families[place];
        families.iter().position(same).unwrap_or(place)
    };
    let numbers = ranged.into_iter().enumerate();
    numbers.map(|(place, number)| Uncertain::new(document, first(place), number)).collect()
}

impl Uncertain {
    fn new(
        document: &Document,
        height: usize,
        RangedNumber { path, number, range }: RangedNumber,
    ) -> Self {
        Self {
            height: height as u32,
            value: number.value,
            range,
            distribution: number.distribution.unwrap_or(Distribution::Uniform {}),
            source: number.source,
            others: other_shares(document, &path),
            path,
        }
    }

    /// Whether the planner decides on it: a choice, not an unknown of the world.
    pub fn is_choice(&self) -> bool {
        let keys: Vec<&str> = self.path.steps().iter().map(key).collect();
        DECIDED.contains(&keys[0]) && !keys.contains(&UPTAKE)
    }

    /// `PATH=VALUE` settings that give this number a value. Other shares of the same whole are scaled
    /// alike, so that they still sum to 1.
    ///
    /// # Errors
    /// When nothing is left of the others that could be scaled.
    pub fn moved(&self, document: &Document, value: f64) -> Result<Vec<String>, String> {
        let mut settings = vec![setting(&self.path, value)];
        let left = 1.0 - self.value;
        if !self.others.is_empty() && left <= 0.0 && value < 1.0 {
            return Err("the other shares are 0, and cannot be scaled to fill the rest".to_owned());
        }
        for other in &self.others {
            let share = number_at(document, other).unwrap_or(0.0);
            let scaled = if left > 0.0 { share * (1.0 - value) / left } else { share };
            settings.push(setting(other, scaled));
        }
        Ok(settings)
    }
}

/// `PATH=VALUE`.
pub(super) fn setting(path: &JsonPath, value: f64) -> String {
    format!("{path}={value}")
}

/// The number at a path, bare or with its provenance.
pub(super) fn number_at(document: &Document, path: &JsonPath) -> Option<f64> {
    let found = document.get(&path.to_string())?;
    found.as_f64().or_else(|| found.get("value")?.as_f64())
}

/// The other numbers with which one sums to 1: categories of one characteristic, waves, and sites.
fn other_shares(document: &Document, path: &JsonPath) -> Vec<JsonPath> {
    let Some((parent, Step::Key(own))) = path.split_last() else { return Vec::new() };
    let keys: Vec<&str> = path.steps().iter().map(key).collect();
    let siblings = |whole: &JsonPath, own: &str| -> Vec<String> {
        let members = document.get(&whole.to_string());
        let members = members.as_ref().and_then(|m| m.as_object());
        let names = members.into_iter().flat_map(|m| m.keys());
        names.filter(|name| *name != own).cloned().collect()
    };
    match keys[..] {
        ["population", "covariates", _, "categories", _]
        | ["population", "covariates", _, "conditional", "shares", _, _]
        | ["sites", _, "covariates", _, "categories", _]
        | ["sites", _, "covariates", _, "conditional", "shares", _, _] => {
            siblings(&parent, own).iter().map(|name| parent.key(name)).collect()
        }
        ["recruitment", "waves", wave, "share"] => {
            let waves = JsonPath::root().key("recruitment").key("waves");
            siblings(&waves, wave).iter().map(|name| waves.key(name).key("share")).collect()
        }
        ["sites", site, "share"] => {
            let sites = JsonPath::root().key("sites");
            let others = siblings(&sites, site);
            let others: Vec<_> = others.iter().map(|name| sites.key(name).key("share")).collect();
            // A site that leaves its share out has the rest by itself.
            let is_full = others.iter().all(|other| number_at(document, other).is_some());
            if is_full { others } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

fn key(step: &Step) -> &str {
    match step {
        Step::Key(key) => key,
        Step::Index(_) => "",
    }
}
