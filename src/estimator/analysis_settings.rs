//! An analysis as the researchers declare it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Estimator;
use crate::assumption::Assumption;
use crate::hypothesis::Hypothesis;

/// One analysis: an estimator, what it is applied to, and its tests.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// How effects are estimated.
    pub estimator: Estimator,
    /// What its test is to show (default: that there is an effect).
    #[serde(default)]
    pub hypothesis: Hypothesis,
    /// Outcomes (default: all).
    #[serde(default)]
    pub outcomes: Vec<String>,
    /// Months after start, for outcomes of the work process (default: the month of calibration).
    #[serde(default)]
    pub months: Vec<u32>,
    /// Pairs of groups to compare; `reference` is the reference group (default: each arm with control; where
    /// people are invited after the draw, with the reference group and with control, or with the reference
    /// group alone for `wald`).
    #[serde(default)]
    pub contrasts: Vec<(String, String)>,
    /// Who is analysed.
    #[serde(default)]
    pub set: AnalysisSet,
    /// Designs in which it is run (default: all in which it is possible).
    #[serde(default)]
    pub designs: Vec<String>,
    /// Significance levels, two-sided; the first is primary (default 0.05).
    #[serde(default)]
    pub alpha: Vec<Assumption>,
    /// Confidence level of intervals (default 0.95).
    #[serde(default)]
    pub level: Option<Assumption>,
}

/// Who is analysed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnalysisSet {
    /// Everybody as assigned; in a design that randomises before enrolment, everybody invited.
    #[default]
    Assigned,
    /// Only those who enrol, after randomisation before enrolment.
    Participants,
}
