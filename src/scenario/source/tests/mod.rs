//! The front end from end to end, on a small made-up schema: every mistake and its exact words.

use indexmap::IndexMap;
use serde::Deserialize;

use super::{Document, Report};
use crate::assumption::Assumption;

mod decoding;
mod files;
mod settings;
mod soup;
mod syntax;
mod worlds;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    pub name: String,
    #[serde(default)]
    pub treatment: Treatment,
    pub designs: IndexMap<String, Design>,
    #[serde(default)]
    pub worlds: IndexMap<String, serde_json::Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Treatment {
    pub effect: Option<Assumption>,
    pub arms: IndexMap<String, f64>,
    pub by_month: IndexMap<u32, f64>,
    pub clip: Option<[f64; 2]>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Design {
    pub participants: u32,
    pub scheme: Scheme,
    #[serde(default)]
    pub months: Vec<Month>,
    #[serde(default)]
    pub blinded: bool,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Scheme {
    Simple,
    PermutedBlocks(Blocks),
    Minimisation {
        factors: Vec<String>,
        #[serde(default)]
        probability: f64,
    },
}

#[derive(Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Arm {
    Control,
    Exemption,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Blocks {
    pub size: u8,
}

#[derive(Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "u32")]
pub(super) struct Month(u32);

impl TryFrom<u32> for Month {
    type Error = String;

    fn try_from(month: u32) -> Result<Self, String> {
        if month <= 24 {
            Ok(Self(month))
        } else {
            Err(format!("month {month} lies after the trial"))
        }
    }
}

pub(super) const VALID: &str = r#"{
  // A small trial.
  "name": "Nijmegen",
  "treatment": {
    "effect": {"value": -0.05, "source": "assumption", "range": [-0.10, -0.02]},
    "arms": {"exemption": 0.5, "control": 0.5},
    "by_month": {"3": 0.1, "16": 0.2},
  },
  "designs": {
    "after": {
      "participants": 393,
      "scheme": {"minimisation": {"factors": ["sex"], "probability": 0.8}},
      "months": [8, 16],
    },
    "before": {"participants": 800, "scheme": "simple"},
  },
  "worlds": {
    "null": {"treatment": {"effect": 0}},
    "harm": {
      "treatment": {"arms": {"exemption": 0.75}},
      "designs": {"after": {"scheme": {"permuted_blocks": {"size": 4}}}}
    },
  }
}
"#;

pub(super) fn document(text: &str) -> Document {
    Document::parse("x.json", text).expect("the example is valid JSON")
}

/// The valid example with one piece of text replaced.
pub(super) fn patched(from: &str, to: &str) -> Document {
    assert!(VALID.contains(from), "{from}");
    document(&VALID.replacen(from, to, 1))
}

/// The line for editors and the help of each problem, without the drawing.
pub(super) fn told(report: &Report) -> Vec<String> {
    let text = report.render(false);
    text.lines()
        .filter(|line| line.starts_with(['x', '-', 'h', '/', 'n', 'a']))
        .map(str::to_owned)
        .collect()
}

pub(super) fn refusal(document: &Document) -> Vec<String> {
    told(&document.decode::<Scenario>().map(|_| ()).expect_err("the example holds a mistake"))
}
