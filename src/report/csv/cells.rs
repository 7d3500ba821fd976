//! cells.csv: the cells of results.json, one row each, for a spreadsheet.

use super::{KEY, key, name, number, text, with_error, with_mcse};
use crate::diagnosis::diagnosand::Diagnosis;
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::TestDiagnosis;
use crate::estimand::Term;
use crate::estimator::{Failure, NoInterval};
use crate::report::results::{CellRow, Results};
use crate::sizing::{Reached, Solved};

/// The text of cells.csv. A quantity that does not exist is an empty field; results.json says why.
pub fn cells_csv(results: &Results) -> String {
    let alphas = alphas(results);
    let header: Vec<String> = cell_columns(&alphas).into_iter().map(|c| c.name).collect();
    text(&header, results.cells.iter().map(|cell| row(cell, &alphas)))
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

/// A column: its name, and the field of results.json that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellColumn {
    /// Name.
    pub name: String,
    /// Path of the field.
    pub path: &'static str,
    /// What of the field.
    pub part: Part,
}

/// What of a field stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value.
    Value,
    /// Its Monte Carlo error.
    Error,
}

/// A column with its field and values: what a diagnosis or a test says.
type Column<T> = (&'static str, &'static str, fn(&T) -> Option<Measured>);

const DIAGNOSANDS: [Column<Diagnosis>; 18] = [
    ("truth", "cells[].truth", |d| Some(d.truth)),
    ("mean_estimate", "cells[].mean_estimate", |d| d.mean_estimate.ok()),
    ("bias", "cells[].bias", |d| d.bias.ok()),
    ("policy_truth", "cells[].policy_truth", |d| Some(d.policy_truth)),
    ("policy_bias", "cells[].policy_bias", |d| d.policy_bias.ok()),
    ("yardstick", "cells[].yardstick", |d| Some(d.yardstick)),
    ("yardstick_bias", "cells[].yardstick_bias", |d| d.yardstick_bias.ok()),
    ("yardstick_rmse", "cells[].yardstick_rmse", |d| d.yardstick_rmse.ok()),
    ("sd_estimate", "cells[].sd_estimate", |d| d.sd_estimate.ok()),
    ("mean_se", "cells[].mean_se", |d| d.mean_se.ok()),
    ("relative_se_error_percent", "cells[].relative_se_error_percent", |d| {
        d.relative_se_error_percent.ok()
    }),
    ("mse", "cells[].mse", |d| d.mse.ok()),
    ("policy_mse", "cells[].policy_mse", |d| d.policy_mse.ok()),
    ("rmse", "cells[].rmse", |d| d.rmse.ok()),
    ("coverage", "cells[].coverage", |d| d.coverage.ok().map(Measured::from)),
    ("policy_coverage", "cells[].policy_coverage", |d| d.policy_coverage.ok().map(Measured::from)),
    ("coverage_constant_group", "cells[].constant_group.coverage", |d| {
        d.constant_group.coverage.ok().map(Measured::from)
    }),
    ("coverage_elsewhere", "cells[].constant_group.coverage_elsewhere", |d| {
        d.constant_group.coverage_elsewhere.ok().map(Measured::from)
    }),
];

const TESTS: [Column<TestDiagnosis>; 6] = [
    ("power", "cells[].tests[].power", |t| t.power.ok().map(Measured::from)),
    ("power_right_direction", "cells[].tests[].power_right_direction", |t| {
        t.power_right_direction.ok().map(Measured::from)
    }),
    ("type_s", "cells[].tests[].type_s", |t| t.type_s.ok().map(Measured::from)),
    ("exaggeration", "cells[].tests[].exaggeration", |t| t.exaggeration.ok()),
    ("mde", "cells[].tests[].mde", |t| t.mde.ok()),
    ("smoothed_power", "cells[].tests[].smoothed_power", |t| t.smoothed_power.ok()),
];

/// The fields of [`KEY`].
const KEY_FIELDS: [&str; 7] = [
    "cells[].world",
    "cells[].design",
    "cells[].analysis",
    "cells[].outcome",
    "cells[].month",
    "cells[].arm",
    "cells[].versus",
];

/// How many replications have what.
type Count = (&'static str, &'static str, fn(&Diagnosis) -> u64);

const COUNTS: [Count; 6] = [
    ("replications", "cells[].replications", |d| d.replications),
    ("estimated", "cells[].estimated", |d| d.estimated),
    ("with_interval", "cells[].with_interval", |d| d.with_interval),
    ("tested", "cells[].tested", |d| d.tested),
    ("constant_group", "cells[].constant_group.replications", |d| d.constant_group.replications),
    ("constant_group_with_interval", "cells[].constant_group.with_interval", |d| {
        d.constant_group.with_interval
    }),
];

/// What the estimate aims at, per whom it counts, the share treated on both sides, and what the test is to show.
const SCALE: [(&str, &str); 6] = [
    ("estimand", "cells[].estimand"),
    ("scale", "cells[].scale"),
    ("factor", "cells[].factors[]"),
    ("factor_versus", "cells[].factors[]"),
    ("hypothesis", "cells[].hypothesis"),
    ("margin", "cells[].margin"),
];

/// The columns, for tests at these significance levels.
pub fn cell_columns(alphas: &[f64]) -> Vec<CellColumn> {
    let value = |name: &str, path| CellColumn { name: name.to_owned(), path, part: Part::Value };
    let with_error = |name: &str, path| {
        let [own, error] = with_mcse(name);
        [value(&own, path), CellColumn { name: error, path, part: Part::Error }]
    };
    let mut columns: Vec<CellColumn> =
        KEY.into_iter().zip(KEY_FIELDS).map(|(name, path)| value(name, path)).collect();
    columns.extend(SCALE.iter().map(|(name, path)| value(name, path)));
    columns.extend(COUNTS.iter().map(|(name, path, _)| value(name, path)));
    columns.push(value("n_analysed", "cells[].n_analysed"));
    columns.extend(reasons().map(|(kind, label)| {
        let by_reason =
            if kind == "failures" { "cells[].failures.*" } else { "cells[].without_interval.*" };
        value(&format!("{kind}_{label}"), by_reason)
    }));
    columns.push(value("level", "cells[].level"));
    columns.extend(DIAGNOSANDS.iter().flat_map(|(name, path, _)| with_error(name, path)));
    columns.extend(with_error("mde_solved_up", "cells[].mde_solved.up"));
    columns.extend(with_error("mde_solved_down", "cells[].mde_solved.down"));
    columns.extend(with_error("mde_yardstick_up", "cells[].mde_solved.up_yardstick"));
    columns.extend(with_error("mde_yardstick_down", "cells[].mde_solved.down_yardstick"));
    for alpha in alphas {
        let named = |name: &str| format!("{name}_{alpha}");
        columns.extend(TESTS.iter().flat_map(|(name, path, _)| with_error(&named(name), path)));
    }
    for term in Term::ALL {
        let name = format!("bias_{}", term.label());
        columns.extend(with_error(&name, "cells[].bias_budget[].mean"));
        columns.push(value(&format!("{name}_sd"), "cells[].bias_budget[].sd"));
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
    fields.extend([cell.hypothesis.to_owned(), number(cell.margin)]);
    fields.extend(COUNTS.iter().map(|(_, _, count)| count(d).to_string()));
    fields.push(number(d.n_analysed));
    fields.extend(reasons().map(|(kind, label)| {
        let counts = if kind == "failures" { &cell.failures } else { &cell.without_interval };
        counts.get(label).copied().unwrap_or(0).to_string()
    }));
    fields.push(number(d.level));
    let diagnosands = DIAGNOSANDS.iter().map(|(_, _, value)| value(d));
    let Solved { up, down, up_yardstick, down_yardstick, .. } = cell.mde_solved;
    let solved = [up, down, up_yardstick, down_yardstick].map(Reached::known);
    let tests = alphas.iter().flat_map(|alpha| {
        let test = d.tests.iter().find(|test| test.alpha == *alpha);
        TESTS.iter().map(move |(_, _, value)| test.and_then(value))
    });
    fields.extend(diagnosands.chain(solved).chain(tests).flat_map(with_error).map(number));
    for term in Term::ALL {
        let entry = d.bias_budget.iter().find(|entry| entry.term == term);
        fields.extend(with_error(entry.map(|entry| entry.mean)).map(number));
        fields.push(number(entry.map(|entry| entry.sd)));
    }
    fields
}
