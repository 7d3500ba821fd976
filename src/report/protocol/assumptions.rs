//! Section 13: every number of the plan, where it comes from, and how far it may be off.

use super::view::View;
use super::words::{common, result as words};
use crate::assumption::Provenance;
use crate::report::check::is_choice;
use crate::report::html::Block;
use crate::report::words::{Number, Say};
use crate::scenario::source::{AssumptionEntry, JsonPath, Step};

/// Assumptions, sources and ranges.
pub(super) fn section(view: &View) -> Vec<Block> {
    let language = view.language;
    let sourced = view.document.provenance();
    let numbers = view.document.numbers().into_iter().filter(|(path, _)| is_of_plan(view, path));
    let numbers: Vec<(String, f64, Option<&AssumptionEntry>)> = numbers
        .map(|(path, value)| {
            let path = path.to_string();
            let entry = sourced.iter().find(|entry| entry.path == path);
            (path, value, entry)
        })
        .collect();
    let count = |source: Option<Provenance>| {
        let has = |entry: Option<&AssumptionEntry>| entry.map(|entry| entry.source) == source;
        Number::count(numbers.iter().filter(|(_, _, entry)| has(*entry)).count())
    };
    let counted = words::sources(
        language,
        count(Some(Provenance::Stated)),
        count(Some(Provenance::Derived)),
        count(Some(Provenance::External)),
        count(Some(Provenance::Assumption)),
        count(None),
    );
    let head = [words::place, words::value, words::source, words::citation, words::range];
    let rows = numbers.iter().map(|(path, value, entry)| row(view, path, *value, *entry)).collect();
    let table = Block::table(
        words::assumptions_table(language),
        head.map(|head| head(language)).to_vec(),
        rows,
    );
    [Block::Text(counted), Block::Text(words::base_only(language))]
        .into_iter()
        .chain(table)
        .collect()
}

/// Whether a number says something of the plan: not of stories, other designs, published results or the run.
fn is_of_plan(view: &View, path: &JsonPath) -> bool {
    let key = |step: &Step| match step {
        Step::Key(key) => key.clone(),
        Step::Index(_) => String::new(),
    };
    let steps: Vec<String> = path.steps().iter().map(key).collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    match &steps[..] {
        ["worlds" | "run" | "published", ..] => false,
        ["designs", design, ..] if *design != view.design().name => false,
        ["analyses", analysis, ..] => {
            let is_used = view.cells.iter().any(|&cell| view.cell(cell).analysis == *analysis);
            is_used && !is_choice(&steps)
        }
        steps => !is_choice(steps),
    }
}

fn row(view: &View, path: &str, value: f64, entry: Option<&AssumptionEntry>) -> Vec<String> {
    let language = view.language;
    let told = |value: f64| Number::stated(value).say(language);
    let nothing = || common::nothing(language);
    let Some(entry) = entry else {
        return vec![path.to_owned(), told(value), view.unknown(), nothing(), nothing()];
    };
    let source = match entry.source {
        Provenance::Stated => words::stated(language),
        Provenance::Derived => words::derived(language),
        Provenance::External => words::external(language),
        Provenance::Assumption => words::assumed(language),
    };
    let source = if entry.overridden { words::changed(language, source) } else { source };
    let range = match (entry.range, entry.source) {
        (Some([low, high]), _) => {
            words::range_of(language, Number::stated(low), Number::stated(high))
        }
        (None, Provenance::Assumption) => view.unknown(),
        (None, _) => nothing(),
    };
    let citation = entry.citation.clone().unwrap_or_else(|| view.unknown());
    vec![path.to_owned(), told(value), source, citation, range]
}
