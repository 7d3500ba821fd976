//! Paths as a planner reads them.

use crate::language::Language;
use crate::report::names::Names;
use crate::scenario::Labelled;
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
pub fn readable(path: &JsonPath, names: &Names) -> String {
    joined(path, |step| named(step, names))
}

/// Steps that a short name can do without.
const UNSAID: [&str; 9] =
    ["effects", "points", "points_eligible", "rate", "share", "mean", "value", "latent", "as_run"];

/// `coaching · works` of the same path: the last two steps that tell anything, where there are any.
pub fn brief(path: &JsonPath, names: &Names) -> String {
    let told = |step: &&Step| match step {
        Step::Key(key) => !FORMS.contains(&key.as_str()) && !UNSAID.contains(&key.as_str()),
        Step::Index(_) => true,
    };
    let steps: Vec<&Step> = path.steps().iter().filter(told).collect();
    match &steps[steps.len().saturating_sub(2)..] {
        [] => readable(path, names),
        [only] => match path.steps().last() {
            Some(last) if last != *only => {
                format!("{} · {}", named(only, names), named(last, names))
            }
            _ => readable(path, names),
        },
        last => last.iter().map(|step| named(step, names)).collect::<Vec<_>>().join(" · "),
    }
}

fn joined(path: &JsonPath, named: impl Fn(&Step) -> String) -> String {
    let told = |step: &Step| match step {
        Step::Key(key) if FORMS.contains(&key.as_str()) => None,
        step => Some(named(step)),
    };
    let (first, rest) = path.steps().split_at(path.steps().len().min(1));
    let mut words: Vec<String> = first.iter().chain(rest).filter_map(told).collect();
    // One word says too little: `size` is the population's.
    if words.len() < 2 && !rest.is_empty() {
        words.insert(0, first.iter().map(&named).collect());
    }
    words.join(" · ")
}

/// What the author called something has its label; settings are told in words.
fn named(step: &Step, names: &Names) -> String {
    let (Step::Key(key), Language::Dutch) = (step, names.language) else { return plain(step) };
    let labels = [Labelled::Arm, Labelled::Outcome, Labelled::Design, Labelled::Site];
    let label = labels.into_iter().map(|what| names.shown(what, key)).find(|label| label != key);
    let setting = DUTCH.iter().find(|(english, _)| english == key);
    label.or(setting.map(|(_, dutch)| (*dutch).to_owned())).unwrap_or_else(|| plain(step))
}

/// Settings in Dutch.
const DUTCH: [(&str, &str); 42] = [
    ("effects", "effect"),
    ("points", "verschil in aandeel"),
    ("points_eligible", "verschil in aandeel, bij iedereen"),
    ("as_run", "in de proef zelf"),
    ("as_run_difference", "verschil in de proef zelf"),
    ("latent", "latent"),
    ("rate", "aandeel"),
    ("share", "aandeel"),
    ("mean", "gemiddelde"),
    ("sd", "spreiding"),
    ("correlation", "samenhang"),
    ("population", "mensen"),
    ("size", "aantal"),
    ("outcomes", "uitkomstmaten"),
    ("treatment", "aanpak"),
    ("recruitment", "werving"),
    ("enrolment", "aanmelding"),
    ("selection", "selectie"),
    ("take_up", "start"),
    ("measurement", "meting"),
    ("exclusion", "weggelaten"),
    ("response", "respons"),
    ("baseline_survey", "nulmeting"),
    ("follow_ups", "vervolgmetingen"),
    ("waves", "instroommomenten"),
    ("exposure", "maanden"),
    ("designs", "opzetten"),
    ("costs", "kosten"),
    ("participants", "deelnemers"),
    ("work", "werk"),
    ("traits", "kenmerken"),
    ("covariates", "kenmerken"),
    ("weights", "gewichten"),
    ("employability", "kansen op werk"),
    ("explained", "verklaard deel"),
    ("dependence", "samenhang"),
    ("heterogeneity", "verschillen tussen mensen"),
    ("uptake", "ingaan op de uitnodiging"),
    ("reference", "referentiegroep"),
    ("shares", "aandelen"),
    ("caseworkers", "klantmanagers"),
    ("number", "aantal"),
];

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
        let told = |path: &str| joined(&JsonPath::parse(path).expect("a path"), plain);
        assert_eq!(
            told("treatment.arms.job_club.effects.works.points"),
            "job club · effects · works · points"
        );
        assert_eq!(told("population.size"), "population · size");
        assert_eq!(told("population.dependence.pairs[0][2]"), "dependence · pairs · 1 · 3");
    }
}
