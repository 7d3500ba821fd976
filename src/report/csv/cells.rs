//! cells.csv: the cells of results.json, one row each, for a spreadsheet.

use super::{KEY, key, name, number, text, with_error, with_mcse};
use crate::diagnosis::budget::Term;
use crate::diagnosis::diagnosand::Diagnosis;
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::TestDiagnosis;
use crate::estimator::{Failure, NoInterval};
use crate::report::results::{CellRow, Results};
use crate::sizing::Reached;

/// The text of cells.csv. A quantity that does not exist is an empty field; results.json says why.
pub fn cells_csv(results: &Results) -> String {
    let alphas = alphas(results);
    text(&header(&alphas), results.cells.iter().map(|cell| row(cell, &alphas)))
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
type Column<T> = (&'static str, fn(&T) -> Option<Measured>);

const DIAGNOSANDS: [Column<Diagnosis>; 18] = [
    ("truth", |d| Some(d.truth)),
    ("mean_estimate", |d| d.mean_estimate.ok()),
    ("bias", |d| d.bias.ok()),
    ("policy_truth", |d| Some(d.policy_truth)),
    ("policy_bias", |d| d.policy_bias.ok()),
    ("yardstick", |d| Some(d.yardstick)),
    ("yardstick_bias", |d| d.yardstick_bias.ok()),
    ("yardstick_rmse", |d| d.yardstick_rmse.ok()),
    ("sd_estimate", |d| d.sd_estimate.ok()),
    ("mean_se", |d| d.mean_se.ok()),
    ("relative_se_error_percent", |d| d.relative_se_error_percent.ok()),
    ("mse", |d| d.mse.ok()),
    ("policy_mse", |d| d.policy_mse.ok()),
    ("rmse", |d| d.rmse.ok()),
    ("coverage", |d| d.coverage.ok().map(Measured::from)),
    ("policy_coverage", |d| d.policy_coverage.ok().map(Measured::from)),
    ("coverage_constant_group", |d| d.constant_group.coverage.ok().map(Measured::from)),
    ("coverage_elsewhere", |d| d.constant_group.coverage_elsewhere.ok().map(Measured::from)),
];

const TESTS: [Column<TestDiagnosis>; 6] = [
    ("power", |t| t.power.ok().map(Measured::from)),
    ("power_right_direction", |t| t.power_right_direction.ok().map(Measured::from)),
    ("type_s", |t| t.type_s.ok().map(Measured::from)),
    ("exaggeration", |t| t.exaggeration.ok()),
    ("mde", |t| t.mde.ok()),
    ("smoothed_power", |t| t.smoothed_power.ok()),
];

/// How many replications have what.
type Count = (&'static str, fn(&Diagnosis) -> u64);

const COUNTS: [Count; 6] = [
    ("replications", |d| d.replications),
    ("estimated", |d| d.estimated),
    ("with_interval", |d| d.with_interval),
    ("tested", |d| d.tested),
    ("constant_group", |d| d.constant_group.replications),
    ("constant_group_with_interval", |d| d.constant_group.with_interval),
];

/// What the estimate aims at, per whom it counts, and the share treated on both sides.
const SCALE: [&str; 4] = ["estimand", "scale", "factor", "factor_versus"];

fn header(alphas: &[f64]) -> Vec<String> {
    let counts = COUNTS.iter().map(|(name, _)| *name);
    let first = KEY.into_iter().chain(SCALE).chain(counts).chain(["n_analysed"]);
    let mut columns: Vec<String> = first.map(str::to_owned).collect();
    columns.extend(reasons().map(|(kind, label)| format!("{kind}_{label}")));
    columns.push("level".to_owned());
    let diagnosands = DIAGNOSANDS.iter().map(|(name, _)| *name);
    columns.extend(diagnosands.chain(["mde_solved_up", "mde_solved_down"]).flat_map(with_mcse));
    for alpha in alphas {
        columns.extend(TESTS.iter().flat_map(|(name, _)| with_mcse(&format!("{name}_{alpha}"))));
    }
    for term in Term::ALL {
        let name = format!("bias_{}", term.label());
        columns.extend(with_mcse(&name));
        columns.push(format!("{name}_sd"));
    }
    columns
}

/// Why there is no estimate, and why there is no interval.
fn reasons() -> impl Iterator<Item = (&'static str, &'static str)> {
    let failures = Failure::ALL.into_iter().map(|reason| ("failures", reason.label()));
    let bare = NoInterval::ALL.into_iter().map(|reason| ("without_interval", reason.label()));
    failures.chain(bare)
}

fn row(cell: &CellRow, alphas: &[f64]) -> Vec<String> {
    let d = &cell.diagnosis;
    let mut fields = key(&cell.key).to_vec();
    fields.extend([name(&cell.estimand), name(&cell.scale)]);
    fields.extend([0, 1].map(|side| number(cell.factors.get(side).map(|k| k.value))));
    fields.extend(COUNTS.iter().map(|(_, count)| count(d).to_string()));
    fields.push(number(d.n_analysed));
    fields.extend(reasons().map(|(kind, label)| {
        let counts = if kind == "failures" { &cell.failures } else { &cell.without_interval };
        counts.get(label).copied().unwrap_or(0).to_string()
    }));
    fields.push(number(d.level));
    let diagnosands = DIAGNOSANDS.iter().map(|(_, value)| value(d));
    let solved = [cell.mde_solved.up, cell.mde_solved.down].map(Reached::known);
    let tests = alphas.iter().flat_map(|alpha| {
        let test = d.tests.iter().find(|test| test.alpha == *alpha);
        TESTS.iter().map(move |(_, value)| test.and_then(value))
    });
    fields.extend(diagnosands.chain(solved).chain(tests).flat_map(with_error).map(number));
    for term in Term::ALL {
        let entry = d.bias_budget.iter().find(|entry| entry.term == term);
        fields.extend(with_error(entry.map(|entry| entry.mean)).map(number));
        fields.push(number(entry.map(|entry| entry.sd)));
    }
    fields
}
