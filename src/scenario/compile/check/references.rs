//! Names by which one section points at another. All that lead nowhere are told at once, whatever else is
//! wrong with the file.

use indexmap::IndexSet;
use serde_json::Value;

use crate::issue::Issue;
use crate::outcome::Ladder;
use crate::scenario::Scenario;
use crate::scenario::compile::decode::as_patched;
use crate::scenario::compile::names::unknown;
use crate::scenario::places::places;
use crate::scenario::source::{Document, JsonPath, Problem};

/// What a name is one of.
#[derive(Clone, Copy)]
enum Of {
    Outcomes,
    /// Outcomes that others are made of.
    Statuses,
    Designs,
    Analyses,
    /// Control among them.
    Arms,
    /// Arms and the reference group.
    Groups,
    Characteristics,
}

use Of::{Analyses, Arms, Characteristics, Designs, Groups, Outcomes, Statuses};

/// Sections whose keys are names of another one.
const KEYS: &[(&str, Of)] = &[
    ("treatment.arms.*.effects", Outcomes),
    ("treatment.artefacts.*.effects", Outcomes),
    ("designs.*.after_enrolment.shares", Arms),
    ("designs.*.after_enrolment.counts", Arms),
    ("designs.*.after_enrolment.allocation.cost_weighted", Arms),
    ("designs.*.before_enrolment.allocation.cost_weighted", Arms),
    ("designs.*.before_enrolment.shares", Arms),
    ("designs.*.before_enrolment.uptake", Arms),
    ("sites.*.covariates", Characteristics),
    ("sites.*.outcomes", Outcomes),
    ("measurement.follow_ups.*.arms", Arms),
    ("measurement.follow_ups.*.depends_on", Outcomes),
    ("costs.per_arm_month", Arms),
    ("data.groups", Groups),
    ("data.outcomes", Outcomes),
    ("data.covariates", Characteristics),
    ("data.categories", Characteristics),
    ("published.differences", Arms),
    ("published.also", Analyses),
    ("published.also.*.differences", Arms),
];

/// Texts that are names of another section.
const TEXTS: &[(&str, Of)] = &[
    ("outcomes.*.ever.of", Statuses),
    ("outcomes.*.months_with.of", Statuses),
    ("outcomes.*.sustained.of", Statuses),
    ("recruitment.enrolment.selection.outcome", Outcomes),
    ("measurement.exclusion.depends_on.outcome", Outcomes),
    ("measurement.baseline_survey.items.*", Characteristics),
    ("measurement.follow_ups.*.outcomes.*", Outcomes),
    ("analyses.*.outcomes.*", Outcomes),
    ("analyses.*.designs.*", Designs),
    // A pair is told of as a whole.
    ("analyses.*.contrasts.*.*", Groups),
    ("families.*.analyses.*", Analyses),
    ("families.*.outcomes.*", Outcomes),
    ("families.*.arms.*", Arms),
    ("families.*.versus.*", Groups),
    ("families.*.designs.*", Designs),
    ("estimands.primary.outcome", Outcomes),
    ("published.design", Designs),
    ("published.analysis", Analyses),
    ("published.outcome", Outcomes),
    ("published.also.*.versus", Groups),
];

/// The names of a file, and of the patches of its worlds, that lead nowhere.
pub fn check(document: &Document) -> Vec<Problem> {
    let repaired = repaired(document);
    let file = document.value();
    let mut found = strays(&file, document, &repaired);
    for world in repaired.world_names() {
        // What cannot be patched is told elsewhere.
        let Ok(patched) = as_patched(&repaired, world) else { continue };
        let strays = strays(&file, &patched, &self::repaired(&patched));
        found.extend(strays.into_iter().filter(|stray| stray.path().starts_with("worlds.")));
    }
    found
}

/// A document with what does not fit put right or left out.
fn repaired(document: &Document) -> Document {
    match document.decode_or_repair::<Scenario>() {
        Ok(_) => document.clone(),
        Err((_, repaired)) => *repaired,
    }
}

/// The strays of a document as it is written, and of what stands under misspelt keys.
fn strays(file: &Value, document: &Document, repaired: &Document) -> Vec<Problem> {
    let (written, meant) = (document.value(), repaired.value());
    let known = |of: Of| of.names(file, &written, &meant);
    let as_written = strays_in(&written, &known).into_iter();
    let as_meant = strays_in(&meant, &known).into_iter();
    let told =
        |document: &Document, i: Issue| document.problem_at(&i.path, i.message, i.help.as_deref());
    as_written.map(|i| told(document, i)).chain(as_meant.map(|i| told(repaired, i))).collect()
}

fn strays_in(value: &Value, known: &dyn Fn(Of) -> Option<IndexSet<String>>) -> Vec<Issue> {
    let mut issues = Vec::new();
    for &(place, of) in KEYS {
        let Some(known) = known(of) else { continue };
        for (path, section) in places(value, place) {
            let keys = section.as_object().into_iter().flat_map(|members| members.keys());
            let strays = keys.filter(|key| !known.contains(key.as_str()));
            issues.extend(strays.map(|key| of.stray(&path.key(key), key, &known)));
        }
    }
    for &(place, of) in TEXTS {
        let Some(known) = known(of) else { continue };
        for (path, name) in places(value, place) {
            if let Some(name) = name.as_str().filter(|name| !known.contains(*name)) {
                let pair = path.split_last().filter(|_| place.ends_with("*.*"));
                let path = pair.map_or_else(|| path.clone(), |(pair, _)| pair);
                issues.push(of.stray(&path, name, &known));
            }
        }
    }
    issues
}

impl Of {
    fn kind(self) -> &'static str {
        match self {
            Outcomes => "outcome",
            Statuses => "status (hours_over)",
            Designs => "design",
            Analyses => "analysis",
            Arms => "arm",
            Groups => "group",
            Characteristics => "characteristic",
        }
    }

    fn section(self) -> &'static str {
        match self {
            Outcomes | Statuses => "outcomes",
            Designs => "designs",
            Analyses => "analyses",
            Arms | Groups => "treatment.arms",
            Characteristics => "population.covariates",
        }
    }

    /// The names that there are, in file order: what had to be left out counts too, and a design of the file
    /// that a world leaves out. None where the section itself is missing.
    fn names(self, file: &Value, original: &Value, repaired: &Value) -> Option<IndexSet<String>> {
        let mut names = IndexSet::new();
        if matches!(self, Arms | Groups) {
            let stated = places(repaired, "treatment.control");
            let stated = stated.first().and_then(|(_, name)| name.as_str());
            names.insert(stated.unwrap_or("control").to_owned());
        }
        let mut is_there = false;
        let of_file = matches!(self, Designs).then_some((file, true));
        for (document, is_original) in
            [(repaired, false), (original, true)].into_iter().chain(of_file)
        {
            let history = matches!(self, Characteristics).then(|| places(document, "work.history"));
            let sections = places(document, self.section());
            for (_, section) in sections.into_iter().chain(history.into_iter().flatten()) {
                for (name, settings) in section.as_object()? {
                    is_there = true;
                    // An outcome that could not be read may be anything.
                    let fits = !matches!(self, Statuses)
                        || Ladder::of_written(settings) == Some(Ladder::Hours)
                        || is_original && places(repaired, &format!("outcomes.{name}")).is_empty();
                    if fits {
                        names.insert(name.clone());
                    }
                }
            }
        }
        if matches!(self, Groups) {
            names.insert("reference".to_owned());
        }
        is_there.then_some(names)
    }

    fn stray(self, path: &JsonPath, name: &str, known: &IndexSet<String>) -> Issue {
        unknown(path.to_string(), self.kind(), name, known.iter().map(String::as_str))
    }
}
