//! A sweep for people: per comparison one table, one sentence on what the answer hangs on, and why
//! some points have no numbers.

use indexmap::IndexMap;
use serde_json::Value;

use super::csv::plain;
use super::{Measures, Status, SweepResults, SweepRow, families, hangs, legend, words};
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::language::Language;
use crate::report::absence::Complete;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::table::Table;
use crate::report::words::amounts::Trials;
use crate::report::words::{Number, Say};
use crate::scenario::Labelled;

/// Points named for one reason.
const MOST_REFUSED: usize = 5;

pub(super) fn screen(results: &SweepResults, names: &Names, width: usize) -> Page {
    let mut page = Page::new(width);
    page.heading(&words::title(names.language, &results.scenario.name));
    write_varied(results, names, &mut page);
    let mut keys = Vec::new();
    for row in &results.rows {
        if !keys.contains(&&row.key) {
            keys.push(&row.key);
        }
    }
    for key in keys {
        let rows: Vec<&SweepRow> = results.rows.iter().filter(|row| row.key == *key).collect();
        write_cell(results, &rows, names, &mut page);
    }
    families::write(results, names, &mut page);
    write_refusals(results, names, &mut page);
    legend::write(results, names, &mut page);
    page
}

fn write_varied(results: &SweepResults, names: &Names, page: &mut Page) {
    let language = names.language;
    let points = results.rows.iter().map(|row| row.point).max().unwrap_or(0);
    let trials = Trials(results.run.replications);
    let simulated = match points {
        1 => words::simulated_once(language, trials),
        several => words::simulated(language, trials, Number::count(several)),
    };
    let way = if results.paired { words::together } else { words::crossed };
    let way = (results.varied.len() > 1).then(|| way(language));
    page.text(&std::iter::once(simulated).chain(way).collect::<Vec<_>>().join(" "), "");
    for (k, varied) in results.varied.iter().enumerate() {
        let values = varied.values.iter().map(|value| shown(value, language));
        let values = values.collect::<Vec<_>>().join(&words::between(language));
        let now = shown(&varied.now, language);
        let told = match language {
            Language::English => words::varied(language, &varied.path, values, now),
            Language::Dutch => {
                let name = results.name_of(k, names);
                words::varied_named(language, &varied.path, name, values, now)
            }
        };
        page.text(&format!("  {told}"), "    ");
    }
}

fn write_cell(results: &SweepResults, rows: &[&SweepRow], names: &Names, page: &mut Page) {
    let Some(first) = rows.first() else { return };
    let key = &first.key;
    page.heading(&words::compared(
        names.language,
        names.group(&key.arm),
        names.the_group(&key.versus),
        names.outcome(&key.outcome, key.month),
        names.world(&key.world),
        names.shown(Labelled::Design, &key.design),
        names.shown(Labelled::Analysis, &key.analysis),
    ));
    page.table(table(results, rows, names));
    absent(rows, names.language, page);
    if let Some(sentence) = hangs::sentence(results, rows, names) {
        page.text(&sentence, "  ");
    }
}

/// Why some numbers of a table are missing, and which are about some of the trials only.
fn absent(rows: &[&SweepRow], language: Language, page: &mut Page) {
    let measures = || rows.iter().filter_map(|row| row.measures.as_ref());
    let found = found(rows);
    let missing = measures().flat_map(|m| {
        [
            (found(language), m.test().power_right_direction.err()),
            (words::significant(language), m.test().power.err()),
            (words::bias(language), m.diagnosis.yardstick_bias.err()),
            (words::covered(language), m.diagnosis.policy_coverage.err()),
            (words::miss(language), m.diagnosis.yardstick_rmse.err()),
        ]
    });
    if let Some(text) = dashes(missing, language) {
        page.quiet(&text, "  ");
    }
    let complete = |m: &Measures| Complete {
        trials: m.diagnosis.replications,
        estimated: m.diagnosis.estimated,
        with_interval: m.diagnosis.with_interval,
    };
    let short = measures().map(complete).filter(|complete| !complete.is_whole());
    if let Some(worst) = short.min_by_key(|complete| complete.with_interval) {
        let [estimated, trials, intervals] = worst.numbers();
        page.quiet(&words::incomplete(language, estimated, trials, intervals), "  ");
    }
}

/// What dashes in columns mean, each reason once.
pub(super) fn dashes(
    missing: impl Iterator<Item = (String, Option<Absent>)>,
    language: Language,
) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    for (column, absent) in missing.filter_map(|(column, absent)| Some((column, absent?))) {
        let text = words::dash(language, column.replace('\n', " "), absent.say(language));
        if !told.contains(&text) {
            told.push(text);
        }
    }
    (!told.is_empty()).then(|| told.join(" "))
}

/// What the share of trials that find what there is, or show what is claimed, is called.
fn found(rows: &[&SweepRow]) -> Head {
    let mut measures = rows.iter().filter_map(|row| row.measures.as_ref());
    let is_of_effect = measures.any(|m| m.diagnosis.claim.is_of_effect());
    if is_of_effect { words::found } else { words::shown }
}

/// What a column is called.
type Head = fn(Language) -> String;

/// A column of numbers.
struct Column {
    title: Title,
    unit: Unit,
    shown: fn(&Measures, f64) -> Option<Shown>,
}

enum Title {
    /// What is found, or shown against a margin.
    Found,
    /// Rejections where there is nothing to find: the column stands where there is such a point.
    FalseAlarm,
    Always(Head),
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
        title: Title::Found,
        unit: Unit::Percent,
        shown: |m, _| Some(share(m.test().power_right_direction.ok()?)),
    },
    Column {
        title: Title::FalseAlarm,
        unit: Unit::Percent,
        shown: |m, _| Some(share(m.false_alarm.ok()?)),
    },
    Column {
        title: Title::Always(words::significant),
        unit: Unit::Percent,
        shown: |m, _| Some(share(m.test().power.ok()?)),
    },
    Column {
        title: Title::Always(words::change),
        unit: Unit::Points,
        shown: |m, _| {
            let change = m.difference.as_ref()?.power_difference.ok()?;
            Some(Shown { text: digits::signed_points(change), error: 100.0 * change.mcse })
        },
    },
    Column {
        title: Title::Always(words::truth),
        unit: Unit::Outcome,
        shown: |m, scale| Some(signed(m.diagnosis.yardstick, scale)),
    },
    Column {
        title: Title::Always(words::bias),
        unit: Unit::Outcome,
        shown: |m, scale| Some(signed(m.diagnosis.yardstick_bias.ok()?, scale)),
    },
    Column {
        title: Title::Always(words::covered),
        unit: Unit::Percent,
        shown: |m, _| Some(share(m.diagnosis.policy_coverage.ok()?)),
    },
    Column {
        title: Title::Always(words::miss),
        unit: Unit::Outcome,
        shown: |m, scale| Some(size(m.diagnosis.yardstick_rmse.ok()?, scale)),
    },
    Column {
        title: Title::Always(words::analysed),
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

fn table(results: &SweepResults, rows: &[&SweepRow], names: &Names) -> Table {
    let language = names.language;
    let is_share = rows.iter().any(|row| row.is_share);
    let scale = if is_share { 100.0 } else { 1.0 };
    let names = short_names(results, names);
    let columns: Vec<&Column> = COLUMNS
        .iter()
        .filter(|column| {
            let mut measures = rows.iter().filter_map(|row| row.measures.as_ref());
            !matches!(column.title, Title::FalseAlarm)
                || measures.any(|m| (column.shown)(m, scale).is_some())
        })
        .collect();
    let heads = columns.iter().map(|column| heading(column, rows, is_share, language));
    let header = header(&names, heads);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header, names.len());
    for row in rows {
        let mut cells = lead(&row.values, row.status, language);
        cells.extend(columns.iter().map(|column| {
            let shown = row.measures.as_ref().and_then(|m| (column.shown)(m, scale));
            shown.map_or_else(|| "–".to_owned(), |shown| language.number(&shown.text))
        }));
        table.row(cells);
    }
    table
}

/// Heads of the settings, and then others.
pub(super) fn header(names: &[String], others: impl Iterator<Item = String>) -> Vec<String> {
    let in_lines = |name: &String| name.replace('.', ".\n").replace(" · ", " ·\n");
    names.iter().map(in_lines).chain(others).collect()
}

/// The settings of a point, as the first cells of its row.
pub(super) fn lead(
    values: &IndexMap<String, Value>,
    status: Status,
    language: Language,
) -> Vec<String> {
    let mut cells: Vec<String> = values.values().map(|value| shown(value, language)).collect();
    if let (Status::Baseline, Some(cell)) = (status, cells.first_mut()) {
        *cell = words::now(language, std::mem::take(cell));
    }
    cells
}

/// `found`, and below it `%` and `± 0.7`: the largest error in the column.
fn heading(column: &Column, rows: &[&SweepRow], is_share: bool, language: Language) -> String {
    let scale = if is_share { 100.0 } else { 1.0 };
    let measures = rows.iter().filter_map(|row| row.measures.as_ref());
    let errors = measures.filter_map(|m| (column.shown)(m, scale)).map(|shown| shown.error);
    let error = errors.filter(|error| *error > 1e-4).max_by(f64::total_cmp);
    let unit = match column.unit {
        Unit::Percent => "%".to_owned(),
        Unit::Points => words::points(language),
        Unit::Outcome if is_share => words::points(language),
        Unit::Outcome | Unit::People => String::new(),
    };
    let error = error.map(|e| format!("± {}", language.number(&digits::error(e))));
    let title = match column.title {
        Title::Found => found(rows),
        Title::FalseAlarm => words::false_alarm,
        Title::Always(head) => head,
    };
    let lines = [title(language), unit, error.unwrap_or_default()];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A value for a person: settings without quotes, with room for a line to end.
pub(super) fn shown(value: &Value, language: Language) -> String {
    let all = |values: Vec<String>| values.join(&words::between(language));
    match value {
        Value::Null => words::not_set(language),
        Value::Number(number) => {
            let told = number.to_string();
            let told = told.strip_prefix('-').map(|size| format!("−{size}")).unwrap_or(told);
            language.number(&told)
        }
        Value::Array(values) => {
            format!("[{}]", all(values.iter().map(|value| shown(value, language)).collect()))
        }
        Value::Object(settings) => {
            let told = |(key, value): (&String, &Value)| match value {
                Value::Null => format!("{key}: null"),
                value => format!("{key}: {}", shown(value, language)),
            };
            format!("{{{}}}", all(settings.iter().map(told).collect()))
        }
        other => plain(other),
    }
}

/// What the settings are called: in words in Dutch, and by the ends of their paths in English.
pub(super) fn short_names(results: &SweepResults, names: &Names) -> Vec<String> {
    let told: Vec<String> = (0..results.varied.len()).map(|k| results.name_of(k, names)).collect();
    let is_apart = (0..told.len()).all(|k| !told[..k].contains(&told[k]));
    match names.language {
        Language::Dutch if is_apart => told,
        _ => ends_of_paths(results),
    }
}

/// The shortest ends of the paths that tell them apart, two steps at least.
fn ends_of_paths(results: &SweepResults) -> Vec<String> {
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

fn write_refusals(results: &SweepResults, names: &Names, page: &mut Page) {
    let (language, names) = (names.language, short_names(results, names));
    let mut told: IndexMap<String, Vec<String>> = IndexMap::new();
    for row in &results.rows {
        let reason = match (row.status, &row.reason) {
            (Status::NotAnalysed, _) => words::not_analysed(language),
            (_, Some(reason)) => reason.clone(),
            (_, None) => continue,
        };
        let at = names.iter().zip(row.values.values());
        let at = at.map(|(name, value)| format!("{name} {}", shown(value, language)));
        let at = at.collect::<Vec<_>>().join(&words::between(language));
        let points = told.entry(reason).or_default();
        if !points.contains(&at) {
            points.push(at);
        }
    }
    if told.is_empty() {
        return;
    }
    page.heading(&words::without_numbers(language));
    for (reason, points) in &told {
        let shown = points.len().min(MOST_REFUSED);
        let mut listed = points[..shown].to_vec();
        if points.len() > shown {
            listed.push(words::more(language, Number::count(points.len() - shown)));
        }
        page.warning(
            &format!("  {}: {reason}", listed.join(&words::between_points(language))),
            "    ",
        );
    }
}
