//! The text: what was asked, assumptions as bars, and what it means.

use super::meaning;
use super::names::readable;
use super::reasons::{Reason, grouped, rounded};
use super::{Assumptions, Found};
use crate::assumptions::assurance::Assurance;
use crate::assumptions::inquiry::{FamilyName, Inquiry};
use crate::assumptions::tornado::{Change, End, Row, Tornado};
use crate::report::asked::alone;
use crate::report::page::Page;
use crate::report::table::Table;
use crate::report::{digits, margin};
use crate::variation::Comparison;

/// Characters of a bar on either side of its axis.
const REACH: usize = 8;
/// Reasons of refusal that are told in full.
const REASONS: usize = 8;

pub fn render(found: &Assumptions<'_>, top: Option<usize>, width: usize) -> String {
    let mut page = Page::new(width);
    header(found, &mut page);
    match found.found {
        Found::Tornado(tornado) => one_at_a_time(found, tornado, top, &mut page),
        Found::Assurance(assurance) => all_at_once(found, assurance, &mut page),
    }
    meaning::of_choices(found.left_out, &mut page);
    page.finish()
}

fn header(found: &Assumptions<'_>, page: &mut Page) {
    page.heading(&format!("{}: what the answer hangs on", found.scenario.name));
    match found.question {
        Inquiry::Comparison(comparison) => of_comparison(found, comparison, page),
        Inquiry::Family(FamilyName { family, design, tests }) => {
            let s = if *tests == 1 { "" } else { "s" };
            let text = format!(
                "Family {family}, {tests} test{s} together, each at its own level and without correction for their number; \
                 design {design}, world {}.",
                found.world
            );
            page.text(&text, "");
        }
    }
}

fn of_comparison(found: &Assumptions<'_>, q: &Comparison, page: &mut Page) {
    let alpha = found.alpha.unwrap_or_default();
    let month = q.month.map(|m| format!(" at month {m}")).unwrap_or_default();
    page.text(
        &format!(
            "{} against {}, {}{month}; design {}, analysis {} ({}), world {}.",
            q.arm,
            q.versus,
            q.outcome,
            q.design,
            q.analysis,
            found.shown.as_ref().map_or_else(
                || format!("p < {}", digits::trimmed(alpha)),
                |shown| format!("{shown}, {}", margin::level(alpha)),
            ),
            found.world
        ),
        "",
    );
    if let Some(text) = alone(&found.names, std::slice::from_ref(&q.arm), &found.other_arms) {
        page.text(&text, "");
    }
}

fn one_at_a_time(found: &Assumptions<'_>, tornado: &Tornado, top: Option<usize>, page: &mut Page) {
    let seen: Vec<&Row> = tornado.rows.iter().filter(|row| row.is_seen()).collect();
    let shown = &seen[..seen.len().min(top.unwrap_or(usize::MAX))];
    if !shown.is_empty() {
        page.heading(&format!(
            "Change of {}{} when one assumption moves to an end of its range",
            found.watched().told(),
            if found.is_percent() { ", in points" } else { "" }
        ));
        page.table(bars(found, shown));
        page.quiet("░ at the low end, █ at the high end; left of the line is less.", "");
        if shown.len() < seen.len() {
            page.quiet(
                &format!("{} more with --top {}.", seen.len() - shown.len(), seen.len()),
                "",
            );
        }
    }
    page.gap();
    meaning::of_tornado(found, tornado, page);
    if tornado.rows.iter().any(|row| !row.number.others.is_empty()) {
        page.quiet("Where one share of a whole moves, the others are scaled alike, so that they still sum to 1.", "");
    }
    refusals(tornado, page);
}

fn bars(found: &Assumptions<'_>, rows: &[&Row]) -> Table {
    let largest = rows.first().map_or(0.0, |row| row.largest());
    let mut table =
        Table::new(&["assumption", "stated", "at its low end", "", "at its high end"], 1);
    for row in rows {
        let [low, high] = &row.ends;
        table.row(vec![
            readable(&row.number.path),
            digits::trimmed(row.number.value),
            end(found, low),
            bar(row, largest),
            end(found, high),
        ]);
    }
    table
}

fn end(found: &Assumptions<'_>, end: &End) -> String {
    let change = match &end.found {
        Ok(change) if change.change.value == 0.0 && change.change.mcse == 0.0 => "0".to_owned(),
        Ok(change) => digits::signed_with_error(found.scaled(change.change)),
        Err(_) => "no answer".to_owned(),
    };
    let mark = match &end.found {
        Ok(change) if change.is_reversed => " *",
        Ok(change) if is_false_alarm(found, change) => " †",
        _ => "",
    };
    format!("{}: {change}{mark}", digits::trimmed(end.value))
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

fn refusals(tornado: &Tornado, page: &mut Page) {
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
    page.heading("Ends without an answer");
    list(&told, page);
}

fn list(told: &[String], page: &mut Page) {
    for line in told.iter().take(REASONS) {
        page.text(line, "    ");
    }
    if told.len() > REASONS {
        page.quiet(&format!("  and {} more, with --format csv", told.len() - REASONS), "");
    }
}

fn all_at_once(found: &Assumptions<'_>, assurance: &Assurance, page: &mut Page) {
    meaning::of_draws(found, assurance, page);
    if let Some(split) = &assurance.split {
        let mut table = Table::new(&["all assumptions drawn", "value"], 1);
        let percent = |m| format!("{} %", digits::with_error(digits::hundredfold(m)));
        let share = |rate| format!("{} %", digits::percent(rate));
        let [tenth, ninetieth] = split.tenth_to_ninetieth;
        let mut row = |name: &str, value: String| table.row(vec![name.to_owned(), value]);
        if let Ok(base) = assurance.base {
            row("power with all numbers as stated", percent(base));
        }
        row("expected power over what they may be (assurance)", percent(split.expected));
        if let (Ok(turned), Some(rest)) = (assurance.reversed(), assurance.not_reversed())
            && turned.value > 0.0
        {
            row("worlds drawn in which the effect goes the other way", share(&turned));
            row("expected power over all other worlds", percent(rest));
        }
        row("one world in ten has less power than", percent(tenth));
        row("one world in ten has more power than", percent(ninetieth));
        row("variance of one trial's verdict", digits::with_error(split.total));
        row("  because the world is not known", digits::with_error(split.world));
        row("  because of chance in the trial", digits::with_error(split.chance));
        page.gap();
        page.table(table);
    }
    page.gap();
    meaning::of_assurance(found, assurance, page);
    let reasons = grouped(assurance.refused());
    if !reasons.is_empty() {
        page.heading("Why draws are not possible");
        let told = |reason: &Reason<'_>| {
            let draws = if reason.draws == 1 { "draw" } else { "draws" };
            let place = if reason.path.is_empty() { "the scenario" } else { reason.path };
            format!("  {} {draws}: {place}, as in: {}", reason.draws, reason.example)
        };
        list(&reasons.iter().map(told).collect::<Vec<String>>(), page);
    }
}
