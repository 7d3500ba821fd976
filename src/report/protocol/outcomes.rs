//! Section 7: what is measured, when, and from what it is known.

use super::view::View;
use super::words::common::{self, left_open, proposed};
use super::words::measured as words;
use crate::measurement::Asks;
use crate::outcome::{Better, better};
use crate::report::html::Block;
use crate::report::words::amounts::OutcomeAt;
use crate::report::words::{Listed, Number, Say};
use crate::scenario::Labelled;

/// Outcomes and months.
pub(super) fn section(view: &View) -> Vec<Block> {
    let language = view.language;
    let named = analysed(view);
    let mut out = Vec::new();
    let mut promises = Vec::new();
    if let Some(&first) = view.leading.first() {
        let (outcome, month) = (&view.cell(first).outcome, view.cell(first).month);
        let outcome_at = OutcomeAt { outcome: view.told(Labelled::Outcome, outcome), month };
        let stated = view.scenario().estimands.primary.as_ref();
        if stated.is_some_and(|primary| primary.outcome == *outcome) {
            out.push(Block::Text(words::primary(language, outcome_at)));
        } else {
            out.push(Block::Text(words::no_primary(language, view.unknown())));
            out.push(Block::Text(words::leads(language, outcome_at.clone())));
            promises.push(words::primary(language, outcome_at));
        }
        if named.len() > 1 {
            promises.push(words::secondary(language));
        }
    }
    let head =
        [common::outcome, words::what_it_is, words::months, words::known_from, words::better];
    let rows = named.iter().map(|outcome| row(view, outcome)).collect();
    out.extend(Block::table(
        words::outcomes_table(language),
        head.map(|head| head(language)).to_vec(),
        rows,
    ));
    out.push(Block::Text(left_open(language, words::instruments(language), view.unknown())));
    if !promises.is_empty() {
        out.push(Block::Proposed(proposed(language), promises));
    }
    out
}

/// The outcomes that the design analyses, in the order of the file.
fn analysed<'a>(view: &View<'a>) -> Vec<&'a String> {
    let is_analysed =
        |name: &&String| view.cells.iter().any(|&cell| view.cell(cell).outcome == **name);
    view.scenario().outcomes.keys().filter(is_analysed).collect()
}

fn row(view: &View, name: &str) -> Vec<String> {
    let (language, outcomes) = (view.language, &view.scenario().outcomes);
    let outcome = &outcomes[name];
    let mut months: Vec<u32> = view
        .cells
        .iter()
        .filter(|&&cell| view.cell(cell).outcome == name)
        .filter_map(|&cell| view.cell(cell).month)
        .collect();
    months.sort_unstable();
    months.dedup();
    let months: Vec<Number> = months.into_iter().map(|month| Number(month.to_string())).collect();
    vec![
        view.shown(Labelled::Outcome, name),
        outcome.member().sentence_in(language),
        if months.is_empty() { words::once(language) } else { Listed(months).say(language) },
        known_from(view, name),
        match better(outcomes, outcome) {
            Better::Higher => words::higher(language),
            Better::Lower => words::lower(language),
        },
    ]
}

/// The surveys that ask an outcome; without one it is known of everybody.
fn known_from(view: &View, name: &str) -> String {
    let world = view.world();
    let asks = |endpoint: &usize| {
        world.outcomes.get(world.model.endpoints[*endpoint].outcome).is_some_and(|own| own == name)
    };
    let surveys = world.surveys.iter().filter_map(|survey| match &survey.asks {
        Asks::Outcomes { survey, endpoints, .. } if endpoints.iter().any(asks) => {
            Some(view.survey(survey))
        }
        _ => None,
    });
    let surveys: Vec<String> = surveys.collect();
    if surveys.is_empty() {
        words::everybody(view.language)
    } else {
        Listed(surveys).say(view.language)
    }
}
