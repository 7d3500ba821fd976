//! A sweep for a spreadsheet: one row per point and cell, the varied values first.

use serde_json::Value;

use super::{Measures, SweepResults, SweepRow};
use crate::diagnosis::measured::{Measured, Rate};
use crate::report::csv::{number, text};

/// A column with its error: what it is called, and its value.
type Column = (&'static str, fn(&Measures) -> Option<Measured>);

const COLUMNS: [Column; 10] = [
    ("n_analysed", |m| m.n_analysed.ok()),
    ("power", |m| m.power.ok().map(measured)),
    ("power_right_direction", |m| m.power_right_direction.ok().map(measured)),
    ("policy_bias", |m| m.policy_bias.ok()),
    ("policy_coverage", |m| m.policy_coverage.ok().map(measured)),
    ("rmse", |m| m.rmse.ok()),
    ("policy_truth", |m| Some(m.policy_truth)),
    ("mean_estimate", |m| m.mean_estimate.ok()),
    ("power_difference", |m| m.difference?.power_difference.ok()),
    ("rmse_difference", |m| m.difference?.rmse_difference.ok()),
];

const KEYS: [&str; 11] = [
    "world",
    "design",
    "analysis",
    "outcome",
    "month",
    "arm",
    "versus",
    "status",
    "reason",
    "replications",
    "usable",
];

fn measured(rate: Rate) -> Measured {
    Measured { value: rate.value, mcse: rate.mcse }
}

pub(super) fn rows(results: &SweepResults) -> String {
    let mut header = vec!["point".to_owned()];
    header.extend(results.varied.iter().map(|varied| varied.path.clone()));
    header.extend(KEYS.map(str::to_owned));
    for (name, _) in COLUMNS {
        header.extend([name.to_owned(), format!("{name}_mcse")]);
    }
    text(&header, results.rows.iter().map(row))
}

fn row(row: &SweepRow) -> Vec<String> {
    let key = &row.key;
    let mut fields = vec![row.point.to_string()];
    fields.extend(row.values.values().map(plain));
    fields.extend([
        key.world.clone(),
        key.design.clone(),
        key.analysis.clone(),
        key.outcome.clone(),
        key.month.map(|m| m.to_string()).unwrap_or_default(),
        key.arm.clone(),
        key.versus.clone(),
        row.status.label().to_owned(),
        row.reason.clone().unwrap_or_default(),
    ]);
    match &row.measures {
        Some(measures) => {
            fields.extend([measures.replications, measures.usable].map(|n| n.to_string()));
            fields.extend(COLUMNS.iter().flat_map(|(_, value)| with_error(value(measures))));
        }
        None => fields.extend(vec![String::new(); 2 + 2 * COLUMNS.len()]),
    }
    fields
}

/// Value and error; empty when there is none.
fn with_error(value: Option<Measured>) -> [String; 2] {
    value.map_or_else(Default::default, |m| [number(m.value), number(m.mcse)])
}

/// A value as it is written; text without quotes, nothing for null.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
