//! A sweep for a spreadsheet: one row per point and cell, the varied values first.

use serde_json::Value;

use super::{Measures, SweepResults, SweepRow};
use crate::diagnosis::measured::Measured;
use crate::report::csv::{KEY, given, key, number, text, with_error, with_mcse};

/// A column with its error: what it is called, and its value.
type Column = (&'static str, fn(&Measures) -> Option<Measured>);

const COLUMNS: [Column; 14] = [
    ("n_analysed", |m| m.n_analysed.ok()),
    ("power", |m| m.power.ok().map(Measured::from)),
    ("power_right_direction", |m| m.power_right_direction.ok().map(Measured::from)),
    ("false_alarm", |m| m.false_alarm.ok().map(Measured::from)),
    ("policy_bias", |m| m.policy_bias.ok()),
    ("policy_coverage", |m| m.policy_coverage.ok().map(Measured::from)),
    ("rmse", |m| m.rmse.ok()),
    ("policy_truth", |m| Some(m.policy_truth)),
    ("yardstick", |m| Some(m.yardstick)),
    ("yardstick_bias", |m| m.yardstick_bias.ok()),
    ("yardstick_rmse", |m| m.yardstick_rmse.ok()),
    ("mean_estimate", |m| m.mean_estimate.ok()),
    ("power_difference", |m| m.difference?.power_difference.ok()),
    ("rmse_difference", |m| m.difference?.rmse_difference.ok()),
];

/// Columns between [`KEY`] and the numbers.
const STATUS: [&str; 2] = ["status", "reason"];

/// A count: what it is called, and its value.
type Count = (&'static str, fn(&Measures) -> u64);

const COUNTS: [Count; 4] = [
    ("replications", |m| m.replications),
    ("estimated", |m| m.estimated),
    ("with_interval", |m| m.with_interval),
    ("tested", |m| m.tested),
];

pub(super) fn rows(results: &SweepResults) -> String {
    let mut header = vec!["point".to_owned()];
    header.extend(results.varied.iter().map(|varied| varied.path.clone()));
    header.extend(KEY.into_iter().chain(STATUS).map(str::to_owned));
    header.extend(COUNTS.iter().map(|(name, _)| (*name).to_owned()));
    header.extend(COLUMNS.iter().flat_map(|(name, _)| with_mcse(name)));
    text(&header, results.rows.iter().map(row))
}

fn row(row: &SweepRow) -> Vec<String> {
    let mut fields = vec![row.point.to_string()];
    fields.extend(row.values.values().map(plain));
    fields.extend(key(&row.key));
    fields.extend([row.status.label().to_owned(), given(row.reason.as_ref())]);
    let measures = row.measures.as_ref();
    fields.extend(COUNTS.iter().map(|(_, count)| given(measures.map(count))));
    let numbers = COLUMNS.iter().flat_map(|(_, value)| with_error(measures.and_then(value)));
    fields.extend(numbers.map(number));
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
