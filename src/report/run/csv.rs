//! cells.csv: the cells of results.json, one row each, for a spreadsheet.

use crate::diagnosis::diagnosand::{Diagnosis, ListEntry};
use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::measured::Measured;
use crate::diagnosis::significance::TestDiagnosis;
use crate::estimand::Term;
use crate::estimator::{Failure, NoInterval};
use crate::report::csv::{KEY, key, name, number, text, with_error, with_mcse};
use crate::report::run::declared::DeclaredRow;
use crate::report::run::results::{CellRow, Results};
use crate::sizing::{Reached, Solved};

/// The text of cells.csv. A quantity that does not exist is an empty field; results.json says why. Declared families
/// stand below the cells, in columns of their own.
pub fn cells_csv(results: &Results) -> String {
    let alphas = alphas(results);
    let own = cell_columns(&alphas);
    let families = &results.declared_families;
    let further = if families.is_empty() { Vec::new() } else { family_columns() };
    let header: Vec<&str> = own.iter().chain(&further).map(|column| &*column.name).collect();
    let cells = results.cells.iter().map(|cell| {
        let mut fields = row(cell, &alphas);
        fields.resize(header.len(), String::new());
        fields
    });
    let families = families.iter().map(|family| {
        let mut fields = vec![String::new(); own.len()];
        fields[0].clone_from(&family.world);
        fields[1].clone_from(&family.design);
        fields.extend(family_row(family));
        fields
    });
    text(&header, cells.chain(families))
}

/// The further columns where families are declared.
pub fn family_columns() -> Vec<CellColumn> {
    let column = |name: &str, path: &str, part| CellColumn {
        name: name.to_owned(),
        path: format!("declared_families[].{path}"),
        part,
    };
    let mut columns = vec![
        column("family", "family", Part::Value),
        column("tests", "tests[].analysis", Part::Value),
    ];
    for one in FamilyDiagnosis::LIST {
        let [own, error] = with_mcse(one.name);
        columns
            .extend([column(&own, one.name, Part::Value), column(&error, one.name, Part::Error)]);
    }
    columns
}

fn family_row(family: &DeclaredRow) -> Vec<String> {
    let mut fields = vec![family.family.clone(), family.tests.len().to_string()];
    let shares = FamilyDiagnosis::LIST.iter().map(|one| (one.value)(&family.diagnosis).ok());
    fields.extend(shares.flat_map(with_error).map(number));
    fields
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
    pub path: String,
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

/// Coverage with and without a group that does not vary: columns of their own, named by what is counted.
const BY_CONSTANT_GROUP: [(&str, &str); 2] =
    [("coverage_constant_group", "coverage"), ("coverage_elsewhere", "coverage_elsewhere")];

/// How many replications have what.
type Count = (&'static str, &'static str, fn(&Diagnosis) -> u64);

const COUNTS: [Count; 6] = [
    ("replications", "replications", |d| d.replications),
    ("estimated", "estimated", |d| d.estimated),
    ("with_interval", "with_interval", |d| d.with_interval),
    ("tested", "tested", |d| d.tested),
    ("constant_group", "constant_group.replications", |d| d.constant_group.replications),
    ("constant_group_with_interval", "constant_group.with_interval", |d| {
        d.constant_group.with_interval
    }),
];

/// What the estimate aims at, per whom it counts, the share treated on both sides, and what the test is to show.
const SCALE: [(&str, &str); 6] = [
    ("estimand", "estimand"),
    ("scale", "scale"),
    ("factor", "factors[]"),
    ("factor_versus", "factors[]"),
    ("hypothesis", "hypothesis"),
    ("margin", "margin"),
];

/// The columns, for tests at these significance levels.
pub fn cell_columns(alphas: &[f64]) -> Vec<CellColumn> {
    let column = |name: &str, path: &str, part| CellColumn {
        name: name.to_owned(),
        path: format!("cells[].{path}"),
        part,
    };
    let value = |name: &str, path: &str| column(name, path, Part::Value);
    let with_error = |name: &str, path: &str| {
        let [own, error] = with_mcse(name);
        [value(&own, path), column(&error, path, Part::Error)]
    };
    let mut columns: Vec<CellColumn> = KEY.into_iter().map(|name| value(name, name)).collect();
    columns.extend(SCALE.iter().map(|(name, path)| value(name, path)));
    columns.extend(COUNTS.iter().map(|(name, path, _)| value(name, path)));
    columns.push(value("n_analysed", "n_analysed"));
    columns.extend(
        reasons().map(|(kind, label)| value(&format!("{kind}_{label}"), &format!("{kind}.*"))),
    );
    columns.push(value("level", "level"));
    columns.extend(Diagnosis::LIST.iter().flat_map(|one| with_error(one.name, one.name)));
    columns.extend(
        BY_CONSTANT_GROUP
            .iter()
            .flat_map(|(name, of)| with_error(name, &format!("constant_group.{of}"))),
    );
    columns.extend(with_error("mde_solved_up", "mde_solved.up"));
    columns.extend(with_error("mde_solved_down", "mde_solved.down"));
    columns.extend(with_error("mde_yardstick_up", "mde_solved.up_yardstick"));
    columns.extend(with_error("mde_yardstick_down", "mde_solved.down_yardstick"));
    for alpha in alphas {
        let at = |one: &ListEntry<TestDiagnosis>| {
            with_error(&format!("{}_{alpha}", one.name), &format!("tests[].{}", one.name))
        };
        columns.extend(TestDiagnosis::LIST.iter().flat_map(at));
    }
    for term in Term::ALL {
        let name = format!("bias_{}", term.label());
        columns.extend(with_error(&name, "bias_budget[].mean"));
        columns.push(value(&format!("{name}_sd"), "bias_budget[].sd"));
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
    let diagnosands = Diagnosis::LIST.iter().map(|one| (one.value)(d).ok());
    let coverage = [d.constant_group.coverage, d.constant_group.coverage_elsewhere];
    let by_group = coverage.map(|rate| rate.ok().map(Measured::from));
    let Solved { up, down, up_yardstick, down_yardstick, .. } = cell.mde_solved;
    let solved = [up, down, up_yardstick, down_yardstick].map(Reached::known);
    let tests = alphas.iter().flat_map(|alpha| {
        let test = d.tests.iter().find(|test| test.alpha == *alpha);
        TestDiagnosis::LIST.iter().map(move |one| test.and_then(|test| (one.value)(test).ok()))
    });
    fields.extend(
        diagnosands.chain(by_group).chain(solved).chain(tests).flat_map(with_error).map(number),
    );
    for term in Term::ALL {
        let entry = d.bias_budget.iter().find(|entry| entry.term == term);
        fields.extend(with_error(entry.map(|entry| entry.mean)).map(number));
        fields.push(number(entry.map(|entry| entry.sd)));
    }
    fields
}
