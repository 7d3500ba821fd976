//! A sweep for a spreadsheet: one row per point and cell, the varied values first.

use serde_json::Value;

use super::measures::differences;
use super::{SweepResults, SweepRow, SweptFamily, families};
use crate::diagnosis::diagnosand::Diagnosis;
use crate::diagnosis::significance::TestDiagnosis;
use crate::report::csv::{KEY, given, key, number, text, with_error, with_mcse};

/// Columns between [`KEY`] and the counts.
const STATUS: [&str; 4] = ["status", "reason", "hypothesis", "margin"];
/// How many replications have what.
const COUNTS: [&str; 4] = ["replications", "estimated", "with_interval", "tested"];

/// What the numbers of a row are called: diagnosands, then differences.
fn numbers() -> Vec<&'static str> {
    let of_cells = Diagnosis::LIST.iter().map(|one| one.name);
    let of_tests = TestDiagnosis::LIST.iter().map(|one| one.name);
    let own = std::iter::once("n_analysed").chain(of_cells).chain(of_tests).chain(["false_alarm"]);
    own.chain(differences().map(|difference| difference.name)).collect()
}

pub(super) fn rows(results: &SweepResults) -> String {
    let mut header = vec!["point".to_owned()];
    header.extend(results.varied.iter().map(|varied| varied.path.clone()));
    header.extend(KEY.into_iter().chain(STATUS).chain(COUNTS).map(str::to_owned));
    header.extend(numbers().into_iter().flat_map(with_mcse));
    let own = header.len();
    if !results.family_rows.is_empty() {
        header.extend(["family", "tests"].map(str::to_owned));
        header.extend(families::numbers().into_iter().flat_map(with_mcse));
    }
    let cells = results.rows.iter().map(|one| {
        let mut fields = row(one);
        fields.resize(header.len(), String::new());
        fields
    });
    text(&header, cells.chain(results.family_rows.iter().map(|family| family_row(family, own))))
}

/// A declared family: its columns stand after those of the cells.
fn family_row(row: &SweptFamily, own: usize) -> Vec<String> {
    let mut fields = vec![row.point.to_string()];
    fields.extend(row.values.values().map(plain));
    fields.extend([row.world.clone(), row.design.clone()]);
    fields.resize(fields.len() + KEY.len() - 2, String::new());
    fields.extend([row.status.label().to_owned(), given(row.reason.as_ref())]);
    fields.extend([String::new(), String::new()]);
    fields.push(given(row.found.map(|found| found.replications)));
    fields.resize(own, String::new());
    fields.extend([row.family.clone(), given(row.found.map(|found| found.tests))]);
    fields.extend(row.numbers().into_iter().flat_map(with_error).map(number));
    fields
}

fn row(row: &SweepRow) -> Vec<String> {
    let mut fields = vec![row.point.to_string()];
    fields.extend(row.values.values().map(plain));
    fields.extend(key(&row.key));
    fields.extend([row.status.label().to_owned(), given(row.reason.as_ref())]);
    let measures = row.measures.as_ref();
    fields.push(given(measures.map(|m| m.hypothesis)));
    fields.push(number(measures.and_then(|m| m.margin)));
    let count = |name| measures.and_then(|m| m.counts().find(|(own, _)| *own == name));
    fields.extend(COUNTS.map(|name| given(count(name).map(|(_, count)| count))));
    let found = measures.map(|m| [m.numbers(), m.differences()]).into_iter().flatten().flatten();
    let found: Vec<_> = found.collect();
    let value = |name| found.iter().find(|number| number.name == name)?.measured;
    fields.extend(numbers().into_iter().map(value).flat_map(with_error).map(number));
    fields
}

/// A value as it is written; text without quotes, nothing for null.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
