//! How many members or elements a section or list can have, and whether they have to differ: one list for
//! the schema and the check.

use serde_json::Value;

use super::places::places;
use super::source::Document;
use crate::issue::Issue;

/// What a section or list can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// What it holds.
    pub what: &'static str,
    /// Fewest members or elements.
    pub least: usize,
    /// Most; any number without one.
    pub most: Option<usize>,
    /// Whether nothing may stand twice: lists only.
    pub differ: bool,
}

const fn section(what: &'static str, least: usize, most: usize) -> Extent {
    Extent { what, least, most: Some(most), differ: false }
}

/// All of them different.
const fn list(what: &'static str, most: usize) -> Extent {
    Extent { what, least: 0, most: Some(most), differ: true }
}

/// Any number, all of them different.
const fn set(what: &'static str) -> Extent {
    Extent { what, least: 0, most: None, differ: true }
}

/// Where sections and lists stand (`*` for any name or position) and what they can hold.
pub const EXTENTS: &[(&str, Extent)] = &[
    ("population.covariates", section("characteristic", 0, 250)),
    ("population.covariates.*.categories", section("categories", 2, 64)),
    ("population.traits", section("trait", 0, 50)),
    ("work.history", section("history", 0, 50)),
    ("work.shocks", section("shock", 0, 50)),
    ("outcomes", section("outcome", 1, 50)),
    ("treatment.arms", section("treatment arm", 1, 30)),
    ("recruitment.waves", section("wave", 0, 50)),
    ("sites", section("sites", 2, 50)),
    ("measurement.baseline_survey.items", set("item")),
    ("designs", section("design", 1, 50)),
    ("analyses", section("analysis", 1, 100)),
    ("analyses.*.estimator.*.covariates", set("characteristic")),
    ("analyses.*.outcomes", set("outcome")),
    ("analyses.*.designs", set("design")),
    ("analyses.*.months", list("month", 60)),
    ("analyses.*.contrasts", list("pair", 1000)),
    ("analyses.*.alpha", list("significance level", 4)),
    ("families", section("family", 0, 50)),
    ("families.*.analyses", set("analysis")),
    ("families.*.outcomes", set("outcome")),
    ("families.*.months", list("month", 60)),
    ("families.*.arms", set("arm")),
    ("families.*.versus", set("group")),
    ("families.*.designs", set("design")),
    ("published.differences", section("difference", 1, 30)),
    ("published.also.*.differences", section("difference", 1, 30)),
    ("worlds", section("world", 0, 50)),
];

/// Sections and lists of a document that hold too little or too much.
///
/// What stands twice is told of where it stands.
pub(super) fn check(document: &Document) -> Vec<Issue> {
    let value = document.value();
    let mut issues = Vec::new();
    for (pattern, extent) in EXTENTS {
        for (path, found) in places(&value, pattern) {
            let found = match found {
                Value::Object(members) => members.len(),
                Value::Array(elements) => elements.len(),
                _ => continue,
            };
            let Some(message) = extent.fault(found) else { continue };
            issues.push(Issue::new(path.to_string(), message));
        }
    }
    issues
}

impl Extent {
    /// Why so many cannot be; nothing when they can.
    fn fault(&self, found: usize) -> Option<String> {
        let Self { what, least, most, .. } = *self;
        match most {
            Some(most) if least > 1 && !(least..=most).contains(&found) => {
                Some(format!("between {least} and {most} {what} are possible, found {found}"))
            }
            _ if found < least => Some(format!("at least one {what} is needed")),
            Some(most) if found > most => {
                Some(format!("at most {most} are possible here, found {found}"))
            }
            _ => None,
        }
    }
}
