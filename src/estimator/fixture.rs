//! Data files of the validation cases, and declared estimators applied to them.

use std::collections::BTreeMap;

use super::{
    AnalysisBuffers, AnalysisModel, Asked, Estimator, Failure, Inference, Needs, Protocol, Scope,
};
use crate::measurement::{Background, Dataset, Feature};
use crate::population::{Column, People};

/// A fixture as named columns of numbers.
pub(super) struct Table {
    columns: BTreeMap<String, Vec<f64>>,
}

impl Table {
    pub fn read(name: &str) -> Self {
        let path = format!("{}/tests/fixtures/{name}.csv", env!("CARGO_MANIFEST_DIR"));
        let mut reader = csv::Reader::from_path(path).unwrap();
        let names = reader.headers().unwrap().clone();
        let mut columns: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for record in reader.records() {
            for (name, field) in names.iter().zip(&record.unwrap()) {
                columns.entry(name.to_owned()).or_default().push(field.parse().unwrap());
            }
        }
        Self { columns }
    }

    pub fn column(&self, name: &str) -> &[f64] {
        &self.columns[name]
    }

    /// The same with another column.
    pub fn with(mut self, name: &str, column: Vec<f64>) -> Self {
        self.columns.insert(name.to_owned(), column);
        self
    }

    pub fn dummy(&self, name: &str, value: f64) -> Vec<f64> {
        self.column(name).iter().map(|v| f64::from(u8::from(*v == value))).collect()
    }

    /// The rows whose `name` is one of `values`.
    pub fn only(&self, name: &str, values: &[f64]) -> Self {
        let kept: Vec<bool> = self.column(name).iter().map(|v| values.contains(v)).collect();
        let filter = |column: &Vec<f64>| {
            column.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(v, _)| *v).collect()
        };
        Self { columns: self.columns.iter().map(|(k, v)| (k.clone(), filter(v))).collect() }
    }
}

/// What a declared estimator, written as in a scenario, says of an outcome of a fixture, for each pair of arms; `ypre` is the
/// value before the start.
pub(super) fn analyse(
    table: &Table,
    written: &str,
    outcome: &str,
    contrasts: &[[usize; 2]],
) -> Vec<Result<Inference, Failure>> {
    let estimator: Estimator = serde_json::from_str(written).unwrap();
    let arms: Vec<u8> = table.column("arm").iter().map(|arm| *arm as u8).collect();
    let mut groups = arms.clone();
    groups.sort_unstable();
    groups.dedup();
    let values = table.column(outcome);
    let size = values.len();
    let names = estimator.member().covariates();
    let changes = estimator.member().reads_changes();
    let columns = names.iter().map(String::as_str).chain(changes.then_some("ypre"));
    let covariates = columns.map(|name| Column::Numbers(table.column(name).to_vec()));
    let mut people = People::default();
    (people.size, people.covariates) = (size, covariates.collect());
    let features: Vec<Feature> = (0..=names.len()).map(|column| Feature::Raw { column }).collect();
    let is_share = values.iter().all(|value| [0.0, 1.0].contains(value));
    let outcomes = [Asked { name: outcome, is_share, has_baseline: changes }];
    let protocol = Protocol { columns: names.len(), outcomes: &outcomes, scope: Scope::Population };
    let mut needs = Needs::default();
    let estimator = estimator.member().compile(&protocol, &mut needs).unwrap();
    let model = AnalysisModel {
        estimator,
        needs,
        columns: (0..names.len()).collect(),
        baselines: if changes { vec![names.len()] } else { Vec::new() },
        groups,
        contrasts: contrasts.to_vec(),
        surveys: Vec::new(),
        alphas: vec![0.05],
        level: 0.95,
    };
    let person: Vec<u32> = (0..size as u32).collect();
    let data = Dataset {
        group: &arms,
        outcomes: &[values],
        answered: &[],
        received: &[],
        person: &person,
        background: Background::new(&features, &people),
        shared: false,
    };
    let mut findings = Vec::new();
    model.run(data, &[0], &mut AnalysisBuffers::default(), &mut findings);
    findings.into_iter().map(|finding| finding.inference).collect()
}

/// Rule D: ten printed digits.
#[track_caller]
pub(super) fn near(got: f64, want: f64) {
    assert!((got - want).abs() <= 1e-8 * want.abs().max(1.0), "{got} for {want}");
}
