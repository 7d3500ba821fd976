//! A sweep for people: per comparison one table, one sentence on what the answer hangs on, and why
//! some points have no numbers.

use indexmap::IndexMap;
use serde_json::Value;

use super::csv::plain;
use super::{Measures, Status, SweepResults, SweepRow, families, hangs};
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::report::absence::{Complete, in_words};
use crate::report::asked::alone;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::table::Table;

/// The column of what is found.
const FOUND: &str = "found";
/// The column of rejections where there is nothing to find: shown where there is such a point.
const FALSE_ALARM: &str = "false\nalarm";
/// Points named for one reason.
const MOST_REFUSED: usize = 5;

pub(super) fn render(results: &SweepResults, width: usize) -> String {
    let mut page = Page::new(width);
    page.heading(&format!("{}: a sweep", results.scenario.name));
    write_varied(results, &mut page);
    let mut keys = Vec::new();
    for row in &results.rows {
        if !keys.contains(&&row.key) {
            keys.push(&row.key);
        }
    }
    for key in keys {
        let rows: Vec<&SweepRow> = results.rows.iter().filter(|row| row.key == *key).collect();
        write_cell(results, &rows, &mut page);
    }
    families::write(results, &mut page);
    write_refusals(results, &mut page);
    write_end(results, &mut page);
    page.finish()
}

fn write_varied(results: &SweepResults, page: &mut Page) {
    let points = results.rows.iter().map(|row| row.point).max().unwrap_or(0);
    let way = if results.paired { "gone through together" } else { "in every combination" };
    let how = if results.varied.len() > 1 { format!(", {way}") } else { String::new() };
    let s = if points == 1 { "" } else { "s" };
    page.text(
        &format!(
            "{} simulated trials at each of {points} point{s}{how}; the chance is the same at all of them.",
            digits::count(f64::from(results.run.replications))
        ),
        "",
    );
    for varied in &results.varied {
        let now = shown(&varied.now);
        let values: Vec<String> = varied.values.iter().map(shown).collect();
        page.text(&format!("  {}: {} (now {now})", varied.path, values.join(", ")), "    ");
    }
}

fn write_cell(results: &SweepResults, rows: &[&SweepRow], page: &mut Page) {
    let Some(first) = rows.first() else { return };
    let key = &first.key;
    let month = match key.month {
        Some(1) => " after 1 month".to_owned(),
        Some(month) => format!(" after {month} months"),
        None => String::new(),
    };
    page.heading(&format!(
        "{} against {}: {}{month} (world {}, design {}, analysis {})",
        key.arm, key.versus, key.outcome, key.world, key.design, key.analysis
    ));
    page.table(table(results, rows));
    absent(rows, page);
    if let Some(sentence) = hangs::sentence(results, rows) {
        page.text(&sentence, "  ");
    }
}

/// Why some numbers of a table are missing, and which are about some of the trials only.
fn absent(rows: &[&SweepRow], page: &mut Page) {
    let measures = || rows.iter().filter_map(|row| row.measures.as_ref());
    let mut reasons: Vec<String> = Vec::new();
    let mut add = |column: &str, absent: Option<Absent>| {
        let Some(absent) = absent else { return };
        let told = format!("{column}: {}", in_words(absent));
        if !reasons.contains(&told) {
            reasons.push(told);
        }
    };
    for m in measures() {
        add(found(rows), m.test().power_right_direction.err());
        add("significant", m.test().power.err());
        add("off by", m.diagnosis.yardstick_bias.err());
        add("covered", m.diagnosis.policy_coverage.err());
        add("usual miss", m.diagnosis.yardstick_rmse.err());
    }
    if !reasons.is_empty() {
        page.quiet(&format!("A dash under {}.", reasons.join("; under ")), "  ");
    }
    let complete = |m: &Measures| Complete {
        trials: m.diagnosis.replications,
        estimated: m.diagnosis.estimated,
        with_interval: m.diagnosis.with_interval,
    };
    let short = measures().map(complete).filter(|complete| !complete.is_whole());
    if let Some(worst) = short.min_by_key(|complete| complete.with_interval) {
        page.quiet(
            &format!(
                "Not every trial gave everything: at worst {}. Off by and usual miss are about the trials with an \
                 estimate, covered about those with an interval; found and significant are shares of all trials.",
                worst.told()
            ),
            "  ",
        );
    }
}

/// What the share of trials that find what there is, or show what is claimed, is called.
fn found(rows: &[&SweepRow]) -> &'static str {
    let mut measures = rows.iter().filter_map(|row| row.measures.as_ref());
    if measures.any(|m| m.diagnosis.claim.is_of_effect()) { FOUND } else { "shown" }
}

/// A column of numbers.
struct Column {
    title: &'static str,
    unit: Unit,
    shown: fn(&Measures, f64) -> Option<Shown>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Percent,
    /// Percentage points, of shares of people and of trials alike.
    Points,
    /// Percentage points, or the outcome's own unit.
    Outcome,
    People,
}

/// A number as it is shown, and its simulation error.
struct Shown {
    text: String,
    error: f64,
}

const COLUMNS: [Column; 9] = [
    Column {
        title: FOUND,
        unit: Unit::Percent,
        shown: |m, _| Some(share(m.test().power_right_direction.ok()?)),
    },
    Column {
        title: FALSE_ALARM,
        unit: Unit::Percent,
        shown: |m, _| Some(share(m.false_alarm.ok()?)),
    },
    Column {
        title: "significant",
        unit: Unit::Percent,
        shown: |m, _| Some(share(m.test().power.ok()?)),
    },
    Column {
        title: "change",
        unit: Unit::Points,
        shown: |m, _| {
            let change = m.difference.as_ref()?.power_difference.ok()?;
            Some(Shown { text: digits::signed_points(change), error: 100.0 * change.mcse })
        },
    },
    Column {
        title: "true",
        unit: Unit::Outcome,
        shown: |m, scale| Some(signed(m.diagnosis.yardstick, scale)),
    },
    Column {
        title: "off by",
        unit: Unit::Outcome,
        shown: |m, scale| Some(signed(m.diagnosis.yardstick_bias.ok()?, scale)),
    },
    Column {
        title: "covered",
        unit: Unit::Percent,
        shown: |m, _| Some(share(m.diagnosis.policy_coverage.ok()?)),
    },
    Column {
        title: "usual\nmiss",
        unit: Unit::Outcome,
        shown: |m, scale| Some(size(m.diagnosis.yardstick_rmse.ok()?, scale)),
    },
    Column {
        title: "analysed",
        unit: Unit::People,
        shown: |m, _| Some(size(m.diagnosis.people_analysed.ok()?, 1.0)),
    },
];

fn share(rate: Rate) -> Shown {
    Shown { text: digits::percent_only(&rate), error: 100.0 * rate.mcse }
}

fn scaled(m: Measured, scale: f64) -> Measured {
    Measured { value: scale * m.value, mcse: scale * m.mcse }
}

fn signed(m: Measured, scale: f64) -> Shown {
    let m = scaled(m, scale);
    Shown { text: digits::signed(m), error: m.mcse }
}

fn size(m: Measured, scale: f64) -> Shown {
    let m = scaled(m, scale);
    Shown { text: digits::value_only(m), error: m.mcse }
}

fn table(results: &SweepResults, rows: &[&SweepRow]) -> Table {
    let is_share = rows.iter().any(|row| row.is_share);
    let scale = if is_share { 100.0 } else { 1.0 };
    let names = short_names(results);
    let mut header: Vec<String> = names.iter().map(|name| name.replace('.', ".\n")).collect();
    let columns: Vec<&Column> = COLUMNS
        .iter()
        .filter(|column| {
            let measures = || rows.iter().filter_map(|row| row.measures.as_ref());
            column.title != FALSE_ALARM || measures().any(|m| (column.shown)(m, scale).is_some())
        })
        .collect();
    header.extend(columns.iter().map(|column| heading(column, rows, is_share)));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header, names.len());
    for row in rows {
        let mut cells: Vec<String> = row.values.values().map(shown).collect();
        if let (Status::Baseline, Some(cell)) = (row.status, cells.first_mut()) {
            *cell = format!("now: {cell}");
        }
        let dash = || "–".to_owned();
        cells.extend(columns.iter().map(|column| {
            let shown = row.measures.as_ref().and_then(|m| (column.shown)(m, scale));
            shown.map_or_else(dash, |shown| shown.text)
        }));
        table.row(cells);
    }
    table
}

/// `found`, and below it `%` and `± 0.7`: the largest error in the column.
fn heading(column: &Column, rows: &[&SweepRow], is_share: bool) -> String {
    let scale = if is_share { 100.0 } else { 1.0 };
    let measures = rows.iter().filter_map(|row| row.measures.as_ref());
    let errors = measures.filter_map(|m| (column.shown)(m, scale)).map(|shown| shown.error);
    let error = errors.filter(|error| *error > 1e-4).max_by(f64::total_cmp);
    let unit = match column.unit {
        Unit::Percent => "%",
        Unit::Points => "points",
        Unit::Outcome if is_share => "points",
        Unit::Outcome | Unit::People => "",
    };
    let error = error.map(|e| format!("± {}", digits::error(e)));
    let title = if column.title == FOUND { found(rows) } else { column.title };
    let lines = [title, unit, error.as_deref().unwrap_or_default()];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A value for a person: settings without quotes, with room for a line to end.
pub(super) fn shown(value: &Value) -> String {
    let all = |values: Vec<String>| values.join(", ");
    match value {
        Value::Null => "not set".to_owned(),
        Value::Array(values) => format!("[{}]", all(values.iter().map(shown).collect())),
        Value::Object(settings) => {
            let told = |(key, value): (&String, &Value)| match value {
                Value::Null => format!("{key}: null"),
                value => format!("{key}: {}", shown(value)),
            };
            format!("{{{}}}", all(settings.iter().map(told).collect()))
        }
        other => plain(other),
    }
}

/// The shortest ends of the paths that tell them apart, two steps at least.
pub(super) fn short_names(results: &SweepResults) -> Vec<String> {
    let steps: Vec<Vec<&str>> =
        results.varied.iter().map(|v| v.path.split('.').collect()).collect();
    let end = |path: &[&str], length: usize| path[path.len().saturating_sub(length)..].join(".");
    let longest = steps.iter().map(Vec::len).max().unwrap_or(0);
    let apart = |length: &usize| {
        let names: Vec<String> = steps.iter().map(|path| end(path, *length)).collect();
        (0..names.len()).all(|k| !names[..k].contains(&names[k]))
    };
    let length = (2..=longest).find(apart).unwrap_or(longest);
    steps.iter().map(|path| end(path, length)).collect()
}

fn write_refusals(results: &SweepResults, page: &mut Page) {
    let names = short_names(results);
    let mut told: IndexMap<&str, Vec<String>> = IndexMap::new();
    for row in &results.rows {
        let Some(reason) = &row.reason else { continue };
        let at = names.iter().zip(row.values.values());
        let at: Vec<String> = at.map(|(name, value)| format!("{name} {}", shown(value))).collect();
        let points = told.entry(reason).or_default();
        let at = at.join(", ");
        if !points.contains(&at) {
            points.push(at);
        }
    }
    if told.is_empty() {
        return;
    }
    page.heading("Points without numbers");
    for (reason, points) in &told {
        let shown = points.len().min(MOST_REFUSED);
        let more = match points.len() - shown {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        page.warning(&format!("  {}{more}: {reason}", points[..shown].join("; ")), "    ");
    }
}

/// ` (p < 0.05)`, or every level that some row has.
fn levels(results: &SweepResults) -> String {
    let mut levels: Vec<String> = Vec::new();
    for measures in results.rows.iter().filter_map(|row| row.measures.as_ref()) {
        let level = format!("p < {}", digits::trimmed(measures.test().alpha));
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    match &levels[..] {
        [] => String::new(),
        [one] => format!(" ({one})"),
        several => format!(" ({}, as its analysis says)", several.join(" or ")),
    }
}

/// What the columns of significant trials are, of tests for an effect and of those against a margin.
fn significant(results: &SweepResults) -> String {
    let measures = || results.rows.iter().filter_map(|row| row.measures.as_ref());
    let of_effect = format!(
        "Found: significant{} in the direction of the true effect. False alarm: significant where the true effect is 0. \
         Significant: in either direction.",
        levels(results)
    );
    if measures().all(|m| m.diagnosis.claim.is_of_effect()) {
        return of_effect;
    }
    let of_margin = format!(
        "Shown: significantly{}, one-sided at half the level, not worse by more than the margin, where that is true. \
         False alarm: the same where the true effect lies at the margin or beyond it. Significant: either.",
        levels(results)
    );
    if measures().any(|m| m.diagnosis.claim.is_of_effect()) {
        format!("{of_effect} Against a margin: {of_margin}")
    } else {
        of_margin
    }
}

fn write_end(results: &SweepResults, page: &mut Page) {
    page.gap();
    if let Some(text) = alone(&results.arms(), &results.other_arms) {
        page.text(&text, "  ");
    }
    page.quiet(
        &format!(
            "{} Change: of significant, against the scenario as it stands (now), on the same chance. Off by: mean estimate \
             minus true effect, on the scale of the estimate. Covered: by the interval. Usual miss: root mean squared \
             error. ±: simulation error.",
            significant(results)
        ),
        "",
    );
    page.quiet(
        &format!(
            "The digits rest on {} replications; four times as many (--replications) halve every error.",
            digits::count(f64::from(results.run.replications))
        ),
        "  ",
    );
}
