//! Tables for a spreadsheet: how all of them write keys, numbers with their errors and what does not exist.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnosis::measured::Measured;
use crate::report::run::results::CellKey;
use crate::sizing::Solution;

/// The columns that identify a cell.
pub(super) const KEY: [&str; 7] =
    ["world", "design", "analysis", "outcome", "month", "arm", "versus"];

/// The fields under [`KEY`].
pub(super) fn key(key: &CellKey) -> [String; 7] {
    let CellKey { world, design, analysis, outcome, month, arm, versus } = key.clone();
    [world, design, analysis, outcome, given(month), arm, versus]
}

/// The text of a header and its rows, all of the same length.
pub(super) fn text(header: &[impl AsRef<[u8]>], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect("writing to memory succeeds");
    for row in rows {
        let fields = row.iter().map(|field| unrun(field));
        writer
            .write_record(fields.map(Cow::into_owned))
            .expect("every row has the header's length");
    }
    let bytes = writer.into_inner().expect("writing to memory succeeds");
    String::from_utf8(bytes).expect("fields and separators are UTF-8")
}

/// A text that a spreadsheet would run as a formula stands behind an apostrophe; numbers stay as they are.
fn unrun(field: &str) -> Cow<'_, str> {
    let runs = field.starts_with(['=', '+', '-', '@', '\t', '\r']) && field.parse::<f64>().is_err();
    if runs { Cow::Owned(format!("'{field}")) } else { Cow::Borrowed(field) }
}

/// A column of numbers, and the column of their errors.
pub(super) fn with_mcse(column: &str) -> [String; 2] {
    [column.to_owned(), format!("{column}_mcse")]
}

/// A number and its error.
pub(super) fn with_error(measured: Option<Measured>) -> [Option<f64>; 2] {
    [measured.map(|m| m.value), measured.map(|m| m.mcse)]
}

/// A solution and the ends of its interval.
pub(super) fn with_ends(solution: Option<Solution>) -> [Option<f64>; 3] {
    [solution.map(|s| s.at), solution.map(|s| s.low), solution.map(|s| s.high)]
}

/// As JSON writes it (`64.0`, `1e-7`); empty without a finite number.
pub(super) fn number(value: impl Into<Option<f64>>) -> String {
    given(value.into().and_then(serde_json::Number::from_f64))
}

/// In decimals, without a point when it is whole (`64`, `0.0000001`); empty without a finite number.
pub(super) fn decimal(value: impl Into<Option<f64>>) -> String {
    given(value.into().filter(|value| value.is_finite()))
}

/// What is given; empty when nothing is.
pub(super) fn given(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A member of an enumeration, named as in JSON.
pub(super) fn name(member: &impl Serialize) -> String {
    let value = serde_json::to_value(member).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
