//! What an analysis says of a data file, as text, JSON, CSV and a page.

mod text;
mod words;

pub(in crate::report) use words::PHRASES;

use serde::Serialize;

use crate::data;
use crate::estimator::{Failure, NoInterval};
use crate::hypothesis::Hypothesis;
use crate::plan::{Cell, Plan};
use crate::report::csv::{self, number};
use crate::report::json;
use crate::report::margin::Margin;
use crate::report::run::results::{CellKey, ScenarioId, key};
use crate::report::unit::Unit;
use crate::scenario::Compiled;

/// What an analysis says of a data file.
#[derive(Clone, Debug, Serialize)]
pub struct Analysed {
    /// The scenario that declares it.
    pub scenario: ScenarioId,
    /// The file.
    pub data: DataId,
    /// Version of this program.
    pub version: &'static str,
    /// Answers by outcome and then comparison.
    pub answers: Vec<Answer>,
}

/// Which data were analysed.
#[derive(Clone, Debug, Serialize)]
pub struct DataId {
    /// The file's name.
    pub file: String,
    /// Its rows, one a person.
    pub rows: usize,
    /// BLAKE3 of its bytes.
    pub hash: String,
}

/// What is said of one comparison; numbers are in the outcome's own unit.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Which comparison.
    #[serde(flatten)]
    pub key: CellKey,
    /// What the test is to show.
    pub hypothesis: Hypothesis,
    /// By how much the arm may be worse, on the scale of the estimate; null where an effect is sought.
    pub margin: Option<f64>,
    /// People analysed; null without an estimate.
    pub n_analysed: Option<usize>,
    /// The estimate; null without one.
    pub estimate: Option<f64>,
    /// Why there is no estimate.
    pub no_estimate: Option<Failure>,
    /// Its standard error; null without one.
    pub se: Option<f64>,
    /// Degrees of freedom of the t reference.
    pub df: Option<f64>,
    /// Why there is no standard error.
    pub no_interval: Option<NoInterval>,
    /// Confidence level of the interval.
    pub level: f64,
    /// Ends of the interval; null without one.
    pub interval: Option<[f64; 2]>,
    /// The p-value: two-sided of an effect, one-sided of a margin; null without a test.
    pub p: Option<f64>,
    /// Whether the p-value is that of an exact test.
    pub is_exact: bool,
    /// What is concluded, by level.
    pub decisions: Vec<Decision>,
    #[serde(skip)]
    unit: Unit,
    #[serde(skip)]
    margin_told: Option<Margin>,
}

/// What is concluded at one level.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Decision {
    /// The two-sided level.
    pub alpha: f64,
    /// Whether the test shows what it is to show.
    pub shown: bool,
}

impl Analysed {
    /// From the answers for a data file.
    pub fn new(compiled: &Compiled, data: DataId, answers: Vec<data::Answer>) -> Self {
        let plan = &compiled.plan;
        Self {
            scenario: ScenarioId::of(compiled),
            data,
            version: env!("CARGO_PKG_VERSION"),
            answers: answers.into_iter().map(|answer| Answer::of(plan, answer)).collect(),
        }
    }

    /// The text of the JSON form.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// One row per comparison and level.
    pub fn csv(&self) -> String {
        let header = csv::KEY.into_iter().chain([
            "n_analysed",
            "estimate",
            "se",
            "df",
            "level",
            "low",
            "high",
            "p",
            "exact",
            "margin",
            "alpha",
            "shown",
            "no_estimate",
            "no_interval",
        ]);
        let rows = self
            .answers
            .iter()
            .flat_map(|answer| answer.decisions.iter().map(|decision| answer.fields(*decision)));
        csv::text(&header.collect::<Vec<_>>(), rows)
    }
}

impl Answer {
    fn of(plan: &Plan, answer: data::Answer) -> Self {
        let cell: &Cell = &plan.cells[answer.cell];
        let found = answer.found.ok();
        let error = found.map(|found| found.error);
        let decision = |made: data::Decision| Decision { alpha: made.alpha, shown: made.is_made };
        Self {
            key: key(plan, cell),
            hypothesis: cell.hypothesis.clone(),
            margin: cell.margin(),
            n_analysed: found.map(|found| found.n),
            estimate: found.map(|found| found.point),
            no_estimate: answer.found.err(),
            se: error.and_then(Result::ok).map(|error| error.se),
            df: error.and_then(Result::ok).map(|error| error.df),
            no_interval: error.and_then(Result::err),
            level: cell.spec.level,
            interval: answer.interval,
            p: answer.p,
            is_exact: answer.is_exact,
            decisions: answer.decisions.into_iter().map(decision).collect(),
            unit: Unit::of(cell),
            margin_told: Margin::of(plan, cell),
        }
    }

    fn fields(&self, decision: Decision) -> Vec<String> {
        let [low, high] = [0, 1].map(|end| self.interval.map(|interval| interval[end]));
        let mut fields = csv::key(&self.key).to_vec();
        fields.push(self.n_analysed.map(|n| n.to_string()).unwrap_or_default());
        fields.extend([self.estimate, self.se, self.df].map(number));
        fields.push(number(self.level));
        fields.extend([low, high, self.p].map(number));
        fields.push(self.is_exact.to_string());
        fields.push(number(self.margin));
        fields.push(number(decision.alpha));
        fields.push(decision.shown.to_string());
        fields.push(self.no_estimate.map(Failure::label).unwrap_or_default().to_owned());
        fields.push(self.no_interval.map(NoInterval::label).unwrap_or_default().to_owned());
        fields
    }
}
