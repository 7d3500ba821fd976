//! cells.csv: the cells of results.json, one row each, for a spreadsheet.

use super::results::{CellRow, Results};
use crate::diagnosis::budget::Term;
use crate::diagnosis::diagnosand::Diagnosis;
use crate::diagnosis::measured::{Known, Measured, Rate};
use crate::diagnosis::significance::TestDiagnosis;
use crate::estimator::Failure;

/// The text of cells.csv. A quantity that does not exist is an empty field; results.json says why.
///
/// # Panics
/// Never: it writes to memory, and every row has the header's length.
pub fn cells_csv(results: &Results) -> String {
    let alphas = alphas(results);
    text(&header(&alphas), results.cells.iter().map(|cell| row(cell, &alphas)))
}

/// The text of a header and its rows, all of the same length.
pub(super) fn text(header: &[impl AsRef<[u8]>], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect("writing to memory succeeds");
    for row in rows {
        writer.write_record(row).expect("every row has the header's length");
    }
    let bytes = writer.into_inner().expect("writing to memory succeeds");
    String::from_utf8(bytes).expect("fields and separators are UTF-8")
}

/// All significance levels of any cell, in order of appearance.
fn alphas(results: &Results) -> Vec<f64> {
    let mut alphas = Vec::new();
    for test in results.cells.iter().flat_map(|cell| &cell.diagnosis.tests) {
        if !alphas.contains(&test.alpha) {
            alphas.push(test.alpha);
        }
    }
    alphas
}

/// A column and its values: what a diagnosis or a test says.
type Column<T> = (&'static str, fn(&T) -> Known<Measured>);

const DIAGNOSANDS: [Column<Diagnosis>; 13] = [
    ("truth", |d| Ok(d.truth)),
    ("mean_estimate", |d| d.mean_estimate),
    ("bias", |d| d.bias),
    ("policy_truth", |d| Ok(d.policy_truth)),
    ("policy_bias", |d| d.policy_bias),
    ("sd_estimate", |d| d.sd_estimate),
    ("mean_se", |d| d.mean_se),
    ("relative_se_error_percent", |d| d.relative_se_error_percent),
    ("mse", |d| d.mse),
    ("policy_mse", |d| d.policy_mse),
    ("rmse", |d| d.rmse),
    ("coverage", |d| d.coverage.map(measured)),
    ("policy_coverage", |d| d.policy_coverage.map(measured)),
];

const TESTS: [Column<TestDiagnosis>; 6] = [
    ("power", |t| t.power.map(measured)),
    ("power_right_direction", |t| t.power_right_direction.map(measured)),
    ("type_s", |t| t.type_s.map(measured)),
    ("exaggeration", |t| t.exaggeration),
    ("mde", |t| t.mde),
    ("smoothed_power", |t| t.smoothed_power),
];

fn measured(rate: Rate) -> Measured {
    Measured { value: rate.value, mcse: rate.mcse }
}

const KEY_COLUMNS: [&str; 11] = [
    "world",
    "design",
    "analysis",
    "outcome",
    "month",
    "arm",
    "versus",
    "estimand",
    "replications",
    "usable",
    "n_analysed",
];

fn header(alphas: &[f64]) -> Vec<String> {
    let mut columns: Vec<String> = KEY_COLUMNS.map(str::to_owned).to_vec();
    columns.extend(failure_labels().map(|label| format!("failures_{label}")));
    columns.push("level".to_owned());
    let mut add = |name: String| columns.extend([name.clone(), format!("{name}_mcse")]);
    for (name, _) in DIAGNOSANDS {
        add(name.to_owned());
    }
    add("mde_solved_up".to_owned());
    add("mde_solved_down".to_owned());
    for alpha in alphas {
        for (name, _) in TESTS {
            add(format!("{name}_{alpha}"));
        }
    }
    for term in Term::ALL {
        let name = format!("bias_{}", term.label());
        columns.extend([name.clone(), format!("{name}_mcse"), format!("{name}_sd")]);
    }
    columns
}

/// Labels under which failures are counted, each once.
fn failure_labels() -> impl Iterator<Item = &'static str> {
    Failure::ALL.into_iter().map(Failure::label)
}

fn row(cell: &CellRow, alphas: &[f64]) -> Vec<String> {
    let (key, d) = (&cell.key, &cell.diagnosis);
    let mut fields = vec![
        key.world.clone(),
        key.design.clone(),
        key.analysis.clone(),
        key.outcome.clone(),
        key.month.map(|m| m.to_string()).unwrap_or_default(),
        key.arm.clone(),
        key.versus.clone(),
        estimand(cell),
        d.replications.to_string(),
        d.usable.to_string(),
        d.n_analysed.map(number).unwrap_or_default(),
    ];
    fields.extend(
        failure_labels().map(|label| cell.failures.get(label).copied().unwrap_or(0).to_string()),
    );
    fields.push(number(d.level));
    fields.extend(DIAGNOSANDS.iter().flat_map(|(_, value)| pair(value(d))));
    for solved in [cell.mde_solved.up, cell.mde_solved.down] {
        fields.extend(solved.known().map_or_else(Default::default, |m| pair(Ok(m))));
    }
    for alpha in alphas {
        match d.tests.iter().find(|test| test.alpha == *alpha) {
            Some(test) => fields.extend(TESTS.iter().flat_map(|(_, value)| pair(value(test)))),
            None => fields.extend(vec![String::new(); 2 * TESTS.len()]),
        }
    }
    for term in Term::ALL {
        match d.bias_budget.iter().find(|entry| entry.term == term) {
            Some(entry) => {
                fields.extend(pair(Ok(entry.mean)));
                fields.push(number(entry.sd));
            }
            None => fields.extend(vec![String::new(); 3]),
        }
    }
    fields
}

fn estimand(cell: &CellRow) -> String {
    let name = serde_json::to_value(cell.estimand).expect("a unit variant serialises");
    name.as_str().unwrap_or_default().to_owned()
}

fn pair(value: Known<Measured>) -> [String; 2] {
    value.map_or_else(|_| Default::default(), |m| [number(m.value), number(m.mcse)])
}

/// As JSON writes it; empty when it is not finite.
pub(super) fn number(value: f64) -> String {
    serde_json::Number::from_f64(value).map(|n| n.to_string()).unwrap_or_default()
}
