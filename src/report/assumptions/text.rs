//! The text: what was asked, assumptions as bars, and what it means.

use super::names::readable;
use super::reasons::{Reason, grouped, rounded};
use super::value::WatchedTold;
use super::{Assumptions, Found, meaning, words};
use crate::assumptions::assurance::Assurance;
use crate::assumptions::inquiry::{FamilyName, Inquiry};
use crate::assumptions::split::Split;
use crate::assumptions::tornado::{Change, End, Row, Tornado};
use crate::language::Language;
use crate::report::asked::alone;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::table::Table;
use crate::report::words::amounts::Percent;
use crate::report::words::{Number, Say};
use crate::scenario::Labelled;
use crate::variation::Comparison;

/// Characters of a bar on either side of its axis.
const REACH: usize = 8;
/// Reasons of refusal that are told in full.
const REASONS: usize = 8;

pub fn screen(found: &Assumptions<'_>, top: Option<usize>, width: usize) -> Page {
    let mut page = Page::new(width);
    header(found, &mut page);
    match found.found {
        Found::Tornado(tornado) => one_at_a_time(found, tornado, top, &mut page),
        Found::Assurance(assurance) => all_at_once(found, assurance, &mut page),
    }
    if let Some(told) = meaning::of_choices(found.left_out, found.names.language) {
        page.quiet(&told, "");
    }
    page
}

fn header(found: &Assumptions<'_>, page: &mut Page) {
    let (names, language) = (&found.names, found.names.language);
    page.heading(&words::title(language, &found.scenario.name));
    match found.question {
        Inquiry::Comparison(comparison) => of_comparison(found, comparison, page),
        Inquiry::Family(FamilyName { family, design, tests, correction }) => {
            let design = names.shown(Labelled::Design, design);
            let world = names.world(found.world);
            let text = match tests {
                1 => words::family_of_one(language, family, design, world),
                n => words::family(language, family, Number::count(*n), design, world),
            };
            page.text(&format!("{text} {}", correction.member().sentence_in(language)), "");
        }
    }
}

fn of_comparison(found: &Assumptions<'_>, q: &Comparison, page: &mut Page) {
    let (names, language) = (&found.names, found.names.language);
    let alpha = found.alpha.unwrap_or_default();
    let test = match &found.margin_told {
        None => words::level(language, Number::stated(alpha)),
        Some(margin) => words::margin(
            language,
            margin.stated.clone(),
            Number::stated(margin.stated.level(alpha)),
        ),
    };
    let compared = words::compared(
        language,
        names.group(&q.arm),
        names.the_group(&q.versus),
        names.outcome(&q.outcome, q.month),
        names.shown(Labelled::Design, &q.design),
        names.shown(Labelled::Analysis, &q.analysis),
        test,
        names.world(found.world),
    );
    page.text(&compared, "");
    if let Some(text) = found.margin_told.as_ref().and_then(|margin| margin.converted(language)) {
        page.text(&text, "");
    }
    if let Some(text) = alone(names, std::slice::from_ref(&q.arm), &found.other_arms) {
        page.text(&text, "");
    }
}

fn one_at_a_time(found: &Assumptions<'_>, tornado: &Tornado, top: Option<usize>, page: &mut Page) {
    let language = found.names.language;
    let seen: Vec<&Row> = tornado.rows.iter().filter(|row| row.is_seen()).collect();
    let shown = &seen[..seen.len().min(top.unwrap_or(usize::MAX))];
    if !shown.is_empty() {
        let heading = if found.is_percent() { words::changes_points } else { words::changes };
        page.heading(&heading(language, WatchedTold(found.watched())));
        page.table(bars(found, shown));
        page.on_screen(&words::bars(language));
        if shown.len() < seen.len() {
            let [more, all] = [seen.len() - shown.len(), seen.len()].map(Number::count);
            page.quiet(&words::more_rows(language, more, all), "");
        }
    }
    page.gap();
    meaning::of_tornado(found, tornado, page);
    if tornado.rows.iter().any(|row| !row.number.others.is_empty()) {
        page.quiet(&words::scaled_alike(language), "");
    }
    refusals(tornado, language, page);
}

fn bars(found: &Assumptions<'_>, rows: &[&Row]) -> Table {
    let largest = rows.first().map_or(0.0, |row| row.largest());
    let language = found.names.language;
    let header = [
        words::column_assumption(language),
        words::column_stated(language),
        words::column_low(language),
        String::new(),
        words::column_high(language),
    ];
    let header = header.each_ref().map(String::as_str);
    let mut table = Table::new(&header, 1).with_drawing(3);
    for row in rows {
        let [low, high] = &row.ends;
        table.row(vec![
            readable(&row.number.path, &found.names),
            language.number(&digits::trimmed(row.number.value)),
            end(found, low),
            bar(row, largest),
            end(found, high),
        ]);
    }
    table
}

fn end(found: &Assumptions<'_>, end: &End) -> String {
    let language = found.names.language;
    let change = match &end.found {
        Ok(change) if change.change.value == 0.0 && change.change.mcse == 0.0 => "0".to_owned(),
        Ok(change) => language.number(&digits::signed_with_error(found.scaled(change.change))),
        Err(_) => words::no_answer(language),
    };
    let mark = match &end.found {
        Ok(change) if change.is_reversed => " *",
        Ok(change) if is_false_alarm(found, change) => " †",
        _ => "",
    };
    format!("{}: {change}{mark}", language.number(&digits::trimmed(end.value)))
}

/// Whether what counts as power at an end is a false alarm.
pub(super) fn is_false_alarm(found: &Assumptions<'_>, change: &Change) -> bool {
    found.watched().is_power() && change.is_without_effect
}

/// Both ends from one axis; the shorter lies over the longer where they go the same way.
fn bar(row: &Row, largest: f64) -> String {
    let mut cells = vec![' '; 2 * REACH + 1];
    cells[REACH] = '│';
    let mut ends: Vec<(f64, char)> = row
        .ends
        .iter()
        .zip(['░', '█'])
        .filter_map(|(end, mark)| Some((end.found.as_ref().ok()?.change.value, mark)))
        .collect();
    ends.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    for (change, mark) in ends {
        let length = (REACH as f64 * change.abs() / largest).round() as usize;
        for step in 1..=length.min(REACH) {
            cells[if change < 0.0 { REACH - step } else { REACH + step }] = mark;
        }
    }
    cells.into_iter().collect()
}

fn refusals(tornado: &Tornado, language: Language, page: &mut Page) {
    let mut told: Vec<String> = Vec::new();
    for row in &tornado.rows {
        for end in &row.ends {
            if let Err(reason) = &end.found {
                told.push(format!("  {}={}: {}", row.number.path, end.value, rounded(reason)));
            }
        }
    }
    if told.is_empty() {
        return;
    }
    page.heading(&words::ends_without_answer(language));
    list(&told, language, page);
}

fn list(told: &[String], language: Language, page: &mut Page) {
    for line in told.iter().take(REASONS) {
        page.text(line, "    ");
    }
    if told.len() > REASONS {
        let more = Number::count(told.len() - REASONS);
        page.quiet(&format!("  {}", words::more_reasons(language, more)), "");
    }
}

fn all_at_once(found: &Assumptions<'_>, assurance: &Assurance, page: &mut Page) {
    let language = found.names.language;
    meaning::of_draws(found, assurance, page);
    if let Some(split) = &assurance.split {
        page.gap();
        page.table(powers(assurance, split, language));
    }
    page.gap();
    meaning::of_assurance(found, assurance, page);
    let reasons = grouped(assurance.refused());
    if !reasons.is_empty() {
        page.heading(&words::impossible(language));
        let scenario = words::the_scenario(language);
        let told = |reason: &Reason<'_>| {
            let place = if reason.path.is_empty() { &scenario } else { reason.path };
            let told = match reason.draws {
                1 => words::draw_refused(language, place, &reason.example),
                n => words::draws_refused(language, Number::count(n), place, &reason.example),
            };
            format!("  {told}")
        };
        list(&reasons.iter().map(told).collect::<Vec<String>>(), language, page);
    }
}

/// Power as stated, expected and in extreme worlds, and what the doubt comes from.
fn powers(assurance: &Assurance, split: &Split, language: Language) -> Table {
    let header = [words::column_drawn, words::column_value].map(|column| column(language));
    let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
    let percent = |m| Percent(digits::with_error(digits::hundredfold(m))).say(language);
    let number = |m| language.number(&digits::with_error(m));
    let mut row = |name: String, value: String| table.row(vec![name, value]);
    if let Ok(base) = assurance.base {
        row(words::row_stated(language), percent(base));
    }
    row(words::row_expected(language), percent(split.expected));
    if let (Ok(turned), Some(rest)) = (assurance.reversed(), assurance.not_reversed())
        && turned.value > 0.0
    {
        row(words::row_turned(language), Percent(digits::percent(&turned)).say(language));
        row(words::row_others(language), percent(rest));
    }
    let [tenth, ninetieth] = split.tenth_to_ninetieth;
    row(words::row_tenth(language), percent(tenth));
    row(words::row_ninetieth(language), percent(ninetieth));
    row(words::row_variance(language), number(split.total));
    row(format!("  {}", words::row_world(language)), number(split.world));
    row(format!("  {}", words::row_chance(language)), number(split.chance));
    table
}
