//! Names that a world's patch brings along. What is tried, measured and analysed is the same in all worlds;
//! any other name may be new, unless it is nearly one that is there, and so hardly meant to be new.

use serde_json::{Map, Value};

use crate::issue::{Issue, suggest};
use crate::scenario::compile::names;
use crate::scenario::places::places;
use crate::scenario::source::{Document, JsonPath};

/// Where the file gives names, and what they are names of.
struct Names {
    /// `*` is any name.
    place: &'static str,
    kind: &'static str,
    /// Whether a world may add to them.
    is_open: bool,
}

const fn closed(place: &'static str, kind: &'static str) -> Names {
    Names { place, kind, is_open: false }
}

const fn open(place: &'static str, kind: &'static str) -> Names {
    Names { place, kind, is_open: true }
}

const NAMES: &[Names] = &[
    closed("outcomes", "outcome"),
    closed("treatment.arms", "arm"),
    closed("designs", "design"),
    closed("analyses", "analysis"),
    open("population.covariates", "characteristic"),
    open("population.covariates.*.categories", "category"),
    open("population.dependence.factors", "factor"),
    open("population.traits", "trait"),
    open("work.shocks", "shock"),
    open("work.history", "history"),
    open("recruitment.waves", "wave"),
    open("sites", "site"),
];

/// The names in one world that the file does not know and that are wrong there.
pub(super) fn strangers(file: &Document, world: &Document) -> Vec<Issue> {
    let (file, world) = (file.value(), world.value());
    let mut issues = Vec::new();
    for names in NAMES {
        for (path, section) in places(&world, names.place) {
            let Some(members) = section.as_object() else { continue };
            names.check(&path, members, known(&file, &path), &mut issues);
        }
    }
    issues
}

impl Names {
    fn check(
        &self,
        path: &JsonPath,
        members: &Map<String, Value>,
        there: Option<&Map<String, Value>>,
        issues: &mut Vec<Issue>,
    ) {
        let is_there = |name: &str| there.is_some_and(|there| there.contains_key(name));
        for name in members.keys().filter(|name| !is_there(name)) {
            let at = path.key(name).to_string();
            if !self.is_open {
                let known = there.into_iter().flat_map(Map::keys).map(String::as_str);
                issues.push(names::unknown(at, self.kind, name, known));
                continue;
            }
            // What the world takes out of the file it may give a new name.
            let kept = members.keys().map(String::as_str).filter(|kept| is_there(kept));
            let others = kept.filter(|kept| stem(kept) != stem(name));
            if let Some(meant) = suggest(name, others) {
                let kind = self.kind;
                let help = format!(
                    "did you mean {meant:?}? A world may add a {kind}, but give it a name that cannot be taken for \
                     another"
                );
                issues.push(Issue::new(at, format!("unknown {kind} {name:?}")).help(help));
            }
        }
    }
}

fn known<'a>(file: &'a Value, path: &JsonPath) -> Option<&'a Map<String, Value>> {
    path.keys().into_iter().try_fold(file, |value, key| value.get(key))?.as_object()
}

/// A name without its number or letter in a row of such names: `wave` of `wave_2`, `edu` of `edu_b`.
fn stem(name: &str) -> &str {
    let is_mark = |c: char| matches!(c, '_' | '-' | ' ');
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut letters = stem.chars().rev();
    let stem = match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if is_mark(before) && !is_mark(last) => {
            &stem[..stem.len() - last.len_utf8()]
        }
        _ => stem,
    };
    stem.trim_end_matches(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(world: &Value) -> Vec<String> {
        let file = json!({
            "outcomes": {"works": {}, "wellbeing": {}},
            "population": {"covariates": {"education": {"categories": {"low": 0.4, "edu_b": 0.6}}}},
            "recruitment": {"waves": {"wave_1": {}, "spring": {}}}
        });
        let document =
            |value: &Value| Document::parse("x.json", value.to_string()).expect("it is an object");
        let issues = strangers(&document(&file), &document(world));
        issues.into_iter().map(|issue| format!("{}: {}", issue.path, issue.message)).collect()
    }

    #[test]
    fn what_is_measured_is_the_same_in_all_worlds() {
        let new = json!({"outcomes": {"works": {}, "work": {}, "income": {}}});
        assert_eq!(
            told(&new),
            [
                "outcomes.work: unknown outcome \"work\"",
                "outcomes.income: unknown outcome \"income\""
            ]
        );
        assert!(told(&json!({"outcomes": {"works": {}}})).is_empty());
    }

    #[test]
    fn another_name_may_be_new_but_not_nearly_one_that_is_there() {
        let waves = |waves: Value| told(&json!({"recruitment": {"waves": waves}}));
        let nearly = waves(json!({"wave_1": {}, "spring": {}, "sprng": {}}));
        assert_eq!(nearly, ["recruitment.waves.sprng: unknown wave \"sprng\""]);
        assert!(waves(json!({"wave_1": {}, "spring": {}, "wave_2": {}, "autumn": {}})).is_empty());
        assert!(waves(json!({"wave_1": {}, "sprng": {}})).is_empty(), "another name for it");
        let categories = json!({"low": 0.4, "lwo": 0.1, "edu_b": 0.2, "edu_c": 0.3});
        let category =
            json!({"population": {"covariates": {"education": {"categories": categories}}}});
        let path = "population.covariates.education.categories.lwo";
        assert_eq!(told(&category), [format!("{path}: unknown category \"lwo\"")]);
    }
}
