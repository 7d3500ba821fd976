//! Sections 9 and 10: how effects are estimated and tested, what is compared, and how many tests there are.

use super::question::percent;
use super::view::View;
use super::words::common::{self, left_open, proposed};
use super::words::measured as words;
use crate::assignment::DesignModel;
use crate::assumption::Assumption;
use crate::estimand::{Aim, Estimand};
use crate::estimator::{Analysis, AnalysisSet};
use crate::hypothesis::Claim;
use crate::plan::AnalysisPlan;
use crate::report::html::Block;
use crate::report::margin::Within;
use crate::report::words::{Listed, Number, Say};
use crate::scenario::Labelled;

/// Confidence level of intervals, and level of tests, where the scenario says nothing.
const LEVEL: f64 = 0.95;
const ALPHA: f64 = 0.05;

/// Analyses.
pub(super) fn analyses(view: &View) -> Vec<Block> {
    let mut out = Vec::new();
    for (name, cells) in by_analysis(view) {
        let Some(analysis) = view.analysis(name) else { continue };
        out.push(Block::Heading(view.shown(Labelled::Analysis, name)));
        out.extend(analysed(view, analysis, &cells));
    }
    out
}

/// The analyses of the design with their cells, in the order of the cells.
fn by_analysis<'a>(view: &View<'a>) -> Vec<(&'a str, Vec<usize>)> {
    let groups = view.plan().in_groups(view.cells.iter().copied(), |a, b| a.analysis == b.analysis);
    groups.into_iter().map(|cells| (view.cell(cells[0]).analysis.as_str(), cells)).collect()
}

/// One analysis: its estimate, its people, its test.
fn analysed(view: &View, analysis: &Analysis, cells: &[usize]) -> Vec<Block> {
    let (language, estimator) = (view.language, analysis.estimator.member());
    let mut out = vec![Block::Text(words::estimated(language, estimator.sentence_in(language)))];
    if let Some(formula) = estimator.formula() {
        out.push(Block::Formula(formula.lines));
        out.push(Block::Text(formula.symbols.text_in(language).to_owned()));
    }
    let mut outcomes: Vec<String> = Vec::new();
    for &cell in cells {
        let outcome = view.outcome_at(cell);
        if !outcomes.contains(&outcome) {
            outcomes.push(outcome);
        }
    }
    let mut lines = vec![words::of_outcomes(language, outcomes.join("; "))];
    if cells.iter().any(|&cell| !view.is_outside(cell)) {
        lines.push(whom(view, analysis, cells));
    }
    if cells.iter().any(|&cell| view.is_outside(cell)) {
        lines.push(words::against_outside(language));
    }
    lines.extend(answering(view, cells));
    lines.extend(tests(view, analysis, cells[0]));
    out.push(Block::List(lines));
    out
}

/// Who is analysed, and as what.
fn whom(view: &View, analysis: &Analysis, cells: &[usize]) -> String {
    let language = view.language;
    let is_after = matches!(view.design().model, DesignModel::After(_));
    let loses = view.loses_people() || !surveys(view, cells).is_empty();
    match (analysis.estimator.member().aim(), analysis.set) {
        (Aim::Receipt, _) => words::by_receipt(language),
        (Aim::Assignment, AnalysisSet::Participants) if !is_after => {
            words::participants_only(language)
        }
        _ if loses => words::left_as_assigned(language),
        _ if is_after => words::as_assigned(language),
        _ => words::invited_as_assigned(language),
    }
}

/// Whom of the surveyed an analysis uses: of all its outcomes, or of those that were asked, only those who answered.
fn answering(view: &View, cells: &[usize]) -> Option<String> {
    let language = view.language;
    let surveys = surveys(view, cells);
    if surveys.is_empty() {
        return None;
    }
    let names = Listed(surveys);
    let of_all = runs(view, cells).all(|run| !run.model.surveys.is_empty());
    Some(if of_all {
        words::answered_only(language, names)
    } else {
        words::asked_only(language, names)
    })
}

/// How the cells of an analysis are computed.
fn runs<'a>(view: &View<'a>, cells: &[usize]) -> impl Iterator<Item = &'a AnalysisPlan> {
    let all = view.design().samples.iter().flat_map(|sample| &sample.analyses);
    all.filter(move |run| run.cells.iter().any(|cell| cells.contains(cell)))
}

/// The surveys of which an analysis uses only those who answered.
fn surveys(view: &View, cells: &[usize]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for run in runs(view, cells) {
        let surveys = run.model.surveys.iter().map(|&k| &view.world().surveys[k]);
        out.extend(surveys.map(|survey| view.survey(survey.name())));
    }
    out.sort();
    out.dedup();
    out
}

/// Its test, its levels and its interval.
fn tests(view: &View, analysis: &Analysis, cell: usize) -> Vec<String> {
    let language = view.language;
    let mut levels: Vec<f64> = analysis.alpha.iter().map(Assumption::get).collect();
    if levels.is_empty() {
        levels.push(ALPHA);
    }
    let has_interval = analysis.estimator.member().has_interval();
    let first = match (view.cell(cell).margin(), has_interval) {
        (Some(margin), _) => {
            let margin = Within::of(view.cell(cell), view.unit(cell).stated(margin));
            let level = Number::stated(margin.level(levels[0]));
            let told = match view.cell(cell).spec.claim {
                Claim::Above(_) => words::one_sided_above,
                Claim::Below(_) | Claim::Effect => words::one_sided,
                Claim::Within(_) => words::two_one_sided,
            };
            told(language, level, margin.margin)
        }
        (None, true) => words::two_sided(language, Number::stated(levels[0])),
        (None, false) => words::exact_two_sided(language, Number::stated(levels[0])),
    };
    let mut out = vec![first];
    if levels.len() > 1 {
        let further = levels[1..].iter().map(|&level| Number::stated(level)).collect();
        out.push(words::further_levels(language, Listed(further)));
    }
    if has_interval {
        let level = analysis.level.as_ref().map_or(LEVEL, Assumption::get);
        out.push(words::interval(language, percent(level)));
    }
    out
}

/// Contrasts and multiple testing.
pub(super) fn contrasts(view: &View) -> Vec<Block> {
    let language = view.language;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for &number in &view.cells {
        let analysis = view.shown(Labelled::Analysis, &view.cell(number).analysis);
        let row = vec![analysis, view.pair(number), view.among(number)];
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    let head = [common::analysis, common::comparison, words::effect_of].map(|head| head(language));
    let mut out: Vec<Block> =
        Block::table(words::contrasts_table(language), head.to_vec(), rows).into_iter().collect();
    let declared = view.results.declared_families.iter();
    let corrected = declared.map(|row| &row.correction).any(|own| own.member().corrects());
    let mut lines = vec![
        words::tests_count(language, Number::count(view.cells.len())),
        if corrected { words::uncorrected_else(language) } else { words::uncorrected(language) },
        left_open(language, words::correction(language), view.unknown()),
    ];
    lines.extend(families(view));
    out.push(Block::List(lines));
    out.push(Block::Proposed(proposed(language), vec![words::not_significant(language)]));
    out
}

/// The families that the scenario declares.
fn families(view: &View) -> Vec<String> {
    let language = view.language;
    let design = &view.design().name;
    let base = &view.world().name;
    let null = view.plan().null_world().map(|world| &view.plan().worlds[world].name);
    let in_world = |name| {
        let rows = view.results.declared_families.iter();
        rows.filter(move |row| (&row.world, &row.design) == (name, design))
    };
    let mut out = Vec::new();
    for row in in_world(base).filter(|row| !row.tests.is_empty()) {
        out.push(words::family(
            language,
            row.family.replace('_', " "),
            Number::count(row.tests.len()),
        ));
        out.push(row.correction.member().sentence_in(language));
        if let (Ok(any), Ok(all)) = (row.diagnosis.any_found, row.diagnosis.all_found) {
            out.push(words::family_found(language, view.freq(&any), view.freq(&all).again()));
        }
        let same = null.and_then(|null| in_world(null).find(|other| other.family == row.family));
        let alarm = same.and_then(|row| row.diagnosis.any_false_alarm.ok());
        out.extend(alarm.map(|rate| words::family_alarm(language, view.freq(&rate))));
    }
    out
}

impl View<'_> {
    /// Whether a cell compares with people whom no lottery drew.
    pub(super) fn is_outside(&self, number: usize) -> bool {
        self.row(number).estimand == Estimand::AttR
    }

    /// Whether somebody is left out after the lottery.
    pub(super) fn loses_people(&self) -> bool {
        self.world().exclusion.is_some()
    }
}

/// A column of names or of figures: what the analysis of a cell is called.
pub(super) fn name(view: &View, number: usize) -> String {
    view.shown(Labelled::Analysis, &view.cell(number).analysis).say(view.language)
}
