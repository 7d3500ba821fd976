//! Results of a sweep: one row per point and cell, as a table for people, JSON (format 1) or CSV.

mod words;
mod csv;
mod families;
mod hangs;
mod measures;
mod page;
mod text;
mod legend;

pub(in crate::report) use words::PHRASES;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use crate::report::asked::{distinct, other_arms};
use crate::report::json;
use crate::report::names::Names;
use crate::report::run::results::{self, CellKey, RunInfo, ScenarioId, Timing};
use crate::scenario::Compiled;
use crate::scenario::source::Document;
use crate::sweep::{Followed, Found, PointFound, Subject};
use crate::variation::Points;

pub use families::SweptFamily;
pub use measures::Measures;

/// All results of a sweep. Everything but `timing` is the same bytes for the same scenario, seed,
/// replications and version.
#[derive(Clone, Debug, Serialize)]
pub struct SweepResults {
    /// Version of this layout: 1.
    pub format: u32,
    /// What was simulated.
    pub scenario: ScenarioId,
    /// How it was simulated.
    pub run: RunInfo,
    /// The settings that were varied.
    pub varied: Vec<VariedSetting>,
    /// Whether their values were gone through together, not crossed.
    pub paired: bool,
    /// One row per point and cell; point 0 is the scenario as it stands.
    pub rows: Vec<SweepRow>,
    /// One row per point and declared family that is followed; left out where none is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub family_rows: Vec<SweptFamily>,
    /// What differs from run to run.
    pub timing: Timing,
    /// Arms that are not followed.
    #[serde(skip)]
    other_arms: Vec<String>,
}

/// A setting that was varied.
#[derive(Clone, Debug, Serialize)]
pub struct VariedSetting {
    /// Where it stands in the scenario.
    pub path: String,
    /// The value in the scenario as it stands; null when it has none.
    pub now: Value,
    /// Its values.
    pub values: Vec<Value>,
}

/// One cell at one point.
#[derive(Clone, Debug, Serialize)]
pub struct SweepRow {
    /// Number of the point, from 1; 0 is the scenario as it stands.
    pub point: usize,
    /// Values of the varied settings, by path.
    pub values: IndexMap<String, Value>,
    /// Which cell.
    #[serde(flatten)]
    pub key: CellKey,
    /// What became of it.
    pub status: Status,
    /// Why it has no numbers; null when it has them.
    pub reason: Option<String>,
    /// What the replications say; left out when there are none.
    #[serde(flatten)]
    pub measures: Option<Measures>,
    /// Whether the outcome is a share of people.
    #[serde(skip)]
    pub is_share: bool,
}

/// What became of one cell at one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The scenario as it stands.
    Baseline,
    /// Simulated.
    Done,
    /// The scenario is not possible with these values.
    Refused,
    /// With these values this is not analysed.
    NotAnalysed,
}

impl Status {
    /// Name in results files.
    pub fn label(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::NotAnalysed => "not_analysed",
        }
    }
}

impl SweepResults {
    /// Everything that a sweep says; `compiled` is the scenario as it stands.
    pub fn new(
        document: &Document,
        compiled: &Compiled,
        points: &Points,
        subjects: &[Subject],
        found: &[Found],
        wall_seconds: f64,
    ) -> Self {
        let varied = points.varied.iter().map(|varied| VariedSetting {
            path: varied.path.clone(),
            now: now(document, &varied.path),
            values: varied.values.iter().map(|text| value(text)).collect(),
        });
        let (mut rows, mut family_rows) = (Vec::new(), Vec::new());
        for (subject, found) in subjects.iter().zip(found) {
            let base = document.world_names().contains(&subject.world.as_str());
            let world = base.then_some(subject.world.as_str());
            let all = Rows { document, points, subject, found, world };
            all.write(&mut rows);
            all.write_families(&mut family_rows);
        }
        let mut out = Self {
            format: results::FORMAT,
            scenario: ScenarioId::of(compiled),
            run: RunInfo::of(&compiled.plan),
            varied: varied.collect(),
            paired: points.paired,
            rows,
            family_rows,
            timing: Timing { wall_seconds },
            other_arms: Vec::new(),
        };
        out.other_arms = other_arms(&compiled.plan, &out.arms());
        out
    }

    /// The arms that are followed.
    fn arms(&self) -> Vec<String> {
        distinct(self.rows.iter().map(|row| &row.key.arm))
    }

    /// As JSON. A number that is not finite is null, with a reason.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// As CSV: one row per point and cell.
    pub fn csv(&self) -> String {
        csv::rows(self)
    }

    /// As text, with ANSI styles, in lines of so many columns.
    pub fn text(&self, names: &Names, width: usize) -> String {
        text::screen(self, names, width).finish()
    }
}

/// The rows of one world.
struct Rows<'a> {
    document: &'a Document,
    points: &'a Points,
    subject: &'a Subject,
    found: &'a Found,
    /// The world of the file whose changes count; none for the base world.
    world: Option<&'a str>,
}

impl Rows<'_> {
    fn write(&self, rows: &mut Vec<SweepRow>) {
        for (k, compared) in self.found.baseline.cells.iter().flatten().enumerate() {
            let measures = Some(Measures::new(compared));
            rows.push(self.row(0, self.values_now(), k, Status::Baseline, None, measures));
        }
        for (number, point) in self.found.points.iter().enumerate() {
            let values = self.values_at(number);
            for k in 0..self.subject.cells.len() {
                let (status, reason, measures) = told(point, k);
                rows.push(self.row(number + 1, values.clone(), k, status, reason, measures));
            }
        }
    }

    fn row(
        &self,
        point: usize,
        values: IndexMap<String, Value>,
        cell: usize,
        status: Status,
        reason: Option<String>,
        measures: Option<Measures>,
    ) -> SweepRow {
        let Followed { comparison, is_share } = self.subject.cells[cell].clone();
        let key = CellKey {
            world: self.subject.world.clone(),
            design: comparison.design,
            analysis: comparison.analysis,
            outcome: comparison.outcome,
            month: comparison.month,
            arm: comparison.arm,
            versus: comparison.versus,
        };
        SweepRow { point, values, key, status, reason, measures, is_share }
    }

    /// The values of the scenario as it stands.
    fn values_now(&self) -> IndexMap<String, Value> {
        self.points.varied.iter().map(|v| (v.path.clone(), self.now(&v.path))).collect()
    }

    /// The values of a point, from 0.
    fn values_at(&self, number: usize) -> IndexMap<String, Value> {
        let values = self.points.values(number).into_iter().map(value);
        self.points.varied.iter().map(|v| v.path.clone()).zip(values).collect()
    }

    /// The value as it stands in this world.
    fn now(&self, path: &str) -> Value {
        let changed = self.world.map(|world| now(self.document, &format!("worlds.{world}.{path}")));
        changed.filter(|value| !value.is_null()).unwrap_or_else(|| now(self.document, path))
    }
}

fn told(point: &PointFound, cell: usize) -> (Status, Option<String>, Option<Measures>) {
    let cells = match point {
        PointFound::Refused(report) => return (Status::Refused, Some(report.brief()), None),
        PointFound::Tried(at) => &at.cells,
    };
    if let Some(compared) = &cells[cell] {
        (Status::Done, None, Some(Measures::new(compared)))
    } else {
        let reason = "with these values this is not analysed".to_owned();
        (Status::NotAnalysed, Some(reason), None)
    }
}

/// The value at a path, without its source; null when there is none.
fn now(document: &Document, path: &str) -> Value {
    match document.get(path) {
        Some(Value::Object(mut members)) if members.contains_key("value") => {
            members.shift_remove("value").unwrap_or(Value::Null)
        }
        found => found.unwrap_or(Value::Null),
    }
}

/// JSON or, failing that, text.
fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}
