//! The candidates as a table, one row each, those that were refused last.

use super::{FrontierReport, Label, Row};
use crate::diagnosis::measured::{Measured, Rate};
use crate::report::csv::number;

const HEADER: [&str; 23] = [
    "number",
    "design",
    "settings",
    "people",
    "participants",
    "analysis",
    "versus",
    "cost",
    "cost_mcse",
    "rmse",
    "rmse_mcse",
    "rank",
    "policy_bias",
    "policy_bias_mcse",
    "policy_coverage",
    "policy_coverage_mcse",
    "power_right_direction",
    "power_right_direction_mcse",
    "affordable",
    "on_frontier",
    "beaten_by",
    "tied_with",
    "refused",
];

impl FrontierReport {
    /// The text of the CSV form. What does not exist is an empty field.
    ///
    /// # Panics
    /// Never: it writes to memory, and every row has the header's length.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut write = |record: &[String]| {
            writer.write_record(record).expect("every row has the header's length");
        };
        write(&HEADER.map(str::to_owned));
        for row in &self.candidates {
            write(&candidate(row));
        }
        for refused in &self.refused {
            let mut fields = vec![String::new()];
            fields.extend(label(&refused.label));
            fields.resize(HEADER.len() - 1, String::new());
            fields.push(refused.reason.clone());
            write(&fields);
        }
        let bytes = writer.into_inner().expect("writing to memory succeeds");
        String::from_utf8(bytes).expect("fields and separators are UTF-8")
    }
}

fn candidate(row: &Row) -> Vec<String> {
    let mut fields = vec![row.number.to_string()];
    fields.extend(label(&row.label));
    fields.extend([row.analysis.clone(), row.versus.clone()]);
    fields.extend(pair(Some(row.cost)));
    fields.extend(pair(row.rmse));
    fields.push(row.rank.map(|rank| rank.to_string()).unwrap_or_default());
    fields.extend(pair(row.policy_bias));
    fields.extend(pair(row.policy_coverage.map(measured)));
    fields.extend(pair(row.power_right_direction.map(measured)));
    fields.extend([row.affordable.to_string(), row.on_frontier.to_string()]);
    fields.extend([listed(&row.beaten_by), listed(&row.tied_with), String::new()]);
    fields
}

fn label(label: &Label) -> [String; 4] {
    let count = |n: Option<usize>| n.map(|n| n.to_string()).unwrap_or_default();
    let settings = label.settings.join(" ");
    [label.design.clone(), settings, count(label.people), count(label.participants)]
}

fn measured(rate: Rate) -> Measured {
    Measured { value: rate.value, mcse: rate.mcse }
}

fn pair(value: Option<Measured>) -> [String; 2] {
    value.map_or_else(Default::default, |m| [number(m.value), number(m.mcse)])
}

fn listed(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(" ")
}
