//! Section 14: the tables that the trial will fill.

use super::analyses;
use super::view::View;
use super::words::common;
use super::words::{plan, result as words};
use crate::plan::Cell;
use crate::report::html::Block;
use crate::report::words::Say;
use crate::report::words::amounts::OutcomeAt;
use crate::scenario::Labelled;

/// What stands in a cell that the trial will fill.
const EMPTY: &str = "…";

/// Table shells.
pub(super) fn section(view: &View) -> Vec<Block> {
    [people(view), start(view), results(view)].into_iter().flatten().collect()
}

fn empty(first: String, columns: usize) -> Vec<String> {
    let cells = std::iter::repeat_n(EMPTY.to_owned(), columns);
    std::iter::once(first).chain(cells).collect()
}

/// The groups, those outside the trial last.
fn groups(view: &View) -> Vec<String> {
    let has_reference =
        view.cells.iter().any(|&cell| !view.arms().contains(&view.cell(cell).versus));
    let reference = has_reference.then(|| common::reference_group(view.language));
    view.arms().iter().map(|arm| view.group(arm)).chain(reference).collect()
}

fn people(view: &View) -> Option<Block> {
    let language = view.language;
    let groups = groups(view);
    let surveys = view.world().surveys.iter().map(|survey| view.survey(survey.name()));
    let surveys = surveys.map(|survey| plan::stage_answered(language, survey));
    let is_before = view.draws_before();
    let first = if is_before { plan::stage_drawn } else { plan::stage_invited };
    let mut stages = vec![first, plan::stage_registered, plan::stage_admitted];
    stages.extend((!is_before).then_some(plan::stage_randomised as fn(_) -> _));
    stages.extend([plan::stage_started as fn(_) -> _, plan::stage_analysed]);
    let stages = stages.into_iter().map(|stage| stage(language)).chain(surveys);
    let rows = stages.map(|stage| empty(stage, groups.len())).collect();
    let head = std::iter::once(plan::stage(language)).chain(groups).collect();
    Block::table(words::people_shell(language), head, rows)
}

fn start(view: &View) -> Option<Block> {
    let language = view.language;
    let groups = groups(view);
    let known = view.scenario().population.covariates.keys();
    let rows = known.map(|name| empty(name.replace('_', " "), groups.len())).collect();
    let head = std::iter::once(words::characteristic(language)).chain(groups).collect();
    Block::table(words::start_shell(language), head, rows)
}

fn results(view: &View) -> Option<Block> {
    let language = view.language;
    let head = [
        common::analysis,
        common::comparison,
        words::n,
        words::first_mean,
        words::second_mean,
        words::difference,
        words::standard_error,
        words::interval,
        words::p_value,
    ];
    let row = |&number: &usize| {
        let Cell { outcome, month, .. } = view.cell(number);
        let outcome = OutcomeAt { outcome: view.shown(Labelled::Outcome, outcome), month: *month };
        let compared = words::shell_row(language, outcome, view.pair(number)).say(language);
        let mut row = vec![analyses::name(view, number), compared];
        row.resize(head.len(), EMPTY.to_owned());
        row
    };
    let rows = view.cells.iter().map(row).collect();
    Block::table(words::results_shell(language), head.map(|head| head(language)).to_vec(), rows)
}
