//! Asking a case.

use serde_json::Value;

use super::case::{Ask, Case, Function, Name};
use crate::answer::answer;
use crate::data::{self, Asked, Table};
use crate::engine::Observer;
use crate::numeric::{bivariate, normal, student};
use crate::report::Analysed;
use crate::report::analysed::DataId;
use crate::scenario::source::Document;
use crate::scenario::{Options, compile};

/// What was answered.
pub(super) enum Answered {
    /// A function, to be asked for each expected number.
    Function(Function),
    /// Rows of results.
    Rows(Vec<Value>),
    /// Nothing, for this reason.
    Nothing(String),
}

/// Asks a case.
pub(super) fn ask(case: &Case, observer: &impl Observer) -> Answered {
    let rows = match &case.ask {
        Ask::Function(function) => return Answered::Function(*function),
        Ask::Analyse { data, scenario, set } => {
            analysed(data.text(), *scenario, set).map(|text| rows_of(&text, "answers"))
        }
        Ask::Run { scenario, set, replications, seed } => {
            let options = Options {
                replications: Some(*replications),
                seed: Some(*seed),
                ..Options::default()
            };
            simulated(*scenario, set, &options, observer).map(|text| rows_of(&text, "cells"))
        }
    };
    rows.map_or_else(Answered::Nothing, Answered::Rows)
}

impl Function {
    /// Its value.
    pub(super) fn value(self, arguments: &[f64]) -> Option<f64> {
        Some(match (self, arguments) {
            (Self::NormalQuantile, &[p]) => normal::quantile(p),
            (Self::NormalCdf, &[x]) => normal::cdf(x),
            (Self::StudentCdf, &[t, df]) => student::cdf(t, df),
            (Self::StudentQuantile, &[p, df]) => student::quantile(p, df),
            (Self::BivariateNormal, &[a, b, rho]) => bivariate::cdf(a, b, rho),
            _ => return None,
        })
    }
}

fn document(scenario: Name, set: &[String]) -> Result<Document, String> {
    let mut document =
        Document::parse("case.json", scenario.text()).map_err(|report| report.to_string())?;
    document.set_all(set).map_err(|report| report.to_string())?;
    Ok(document)
}

fn simulated(
    scenario: Name,
    set: &[String],
    options: &Options,
    observer: &impl Observer,
) -> Result<String, String> {
    let document = document(scenario, set)?;
    let answer = answer(&document, options, observer).map_err(|error| error.to_string())?;
    Ok(answer.results(0.0).json())
}

fn analysed(data: &str, scenario: Name, set: &[String]) -> Result<String, String> {
    let document = document(scenario, set)?;
    let compiled = compile(&document, &Options::default()).map_err(|report| report.to_string())?;
    let table = Table::read("case.csv", data).map_err(|faults| faults.to_string())?;
    let analysis = compiled.scenario.analyses.keys().next().ok_or("no analysis")?;
    let asked = Asked {
        plan: &compiled.plan,
        design: 0,
        analysis,
        file: &compiled.scenario.data,
        surveyed: &[],
    };
    let answers = data::analyse(&asked, &table).map_err(|faults| faults.to_string())?;
    let id = DataId { file: "case.csv".to_owned(), rows: table.len(), hash: String::new() };
    Ok(Analysed::new(&compiled, id, answers).json())
}

fn rows_of(text: &str, list: &str) -> Vec<Value> {
    let results: Value = serde_json::from_str(text).unwrap_or_default();
    results.get(list).and_then(Value::as_array).cloned().unwrap_or_default()
}
