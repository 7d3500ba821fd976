//! Paths as a planner reads them.

use crate::scenario::source::{JsonPath, Step};

/// Steps that name a form of writing, not a thing.
const FORMS: [&str; 15] = [
    "population",
    "covariates",
    "categories",
    "conditional",
    "shares",
    "binary",
    "treatment",
    "arms",
    "recruitment",
    "outcomes",
    "factors",
    "normal",
    "truncated_normal",
    "lognormal",
    "after_enrolment",
];

/// `treatment.arms.coaching.effects.works.points` as `coaching · effects · works · points`.
pub fn readable(path: &JsonPath) -> String {
    let told = |step: &Step| match step {
        Step::Key(key) if FORMS.contains(&key.as_str()) => None,
        Step::Key(key) => Some(key.replace('_', " ")),
        Step::Index(index) => Some((index + 1).to_string()),
    };
    let (first, rest) = path.steps().split_at(path.steps().len().min(1));
    let mut words: Vec<String> = first.iter().chain(rest).filter_map(told).collect();
    // One word says too little: `size` is the population's.
    if words.len() < 2 && !rest.is_empty() {
        words.insert(0, first.iter().map(plain).collect());
    }
    words.join(" · ")
}

/// A step in words.
pub fn plain(step: &Step) -> String {
    match step {
        Step::Key(key) => key.replace('_', " "),
        Step::Index(index) => (index + 1).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lose_what_only_says_how_they_are_written() {
        let told = |path: &str| readable(&JsonPath::parse(path).expect("a path"));
        assert_eq!(
            told("treatment.arms.job_club.effects.works.points"),
            "job club · effects · works · points"
        );
        assert_eq!(told("population.size"), "population · size");
        assert_eq!(told("population.dependence.pairs[0][2]"), "dependence · pairs · 1 · 3");
    }
}
