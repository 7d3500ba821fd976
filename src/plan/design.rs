//! A design in the plan: its datasets, the analyses of each, and what it leaves unanswered.

use serde::Serialize;

use crate::assignment::DesignModel;
use crate::estimand::ContrastModel;
use crate::estimator::AnalysisModel;

/// One design and what is analysed in it.
#[derive(Clone, Debug)]
pub struct DesignPlan {
    /// Name.
    pub name: String,
    /// How it runs.
    pub model: DesignModel,
    /// How many people of the frame it reaches, the first ones; all when none.
    pub reach: Option<usize>,
    /// The number in the world of what its arms deliver.
    pub delivery: usize,
    /// Datasets, each with its analyses.
    pub samples: Vec<SamplePlan>,
    /// Analyses that are asked of every design and that this one cannot answer.
    pub unanswered: Vec<Unanswered>,
}

/// An analysis that a design cannot answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unanswered {
    /// Name of the analysis.
    pub analysis: String,
    /// Why, in a sentence without its full stop.
    pub reason: String,
}

/// Which people enter a dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleKey {
    /// Only those who enrol (after randomisation before enrolment).
    pub participants: bool,
    /// Whether the reference group is in it.
    pub reference: bool,
    /// By wave: whether the wave reaches the month of measurement.
    pub reaches: Vec<bool>,
}

/// One dataset and the analyses that use it.
#[derive(Clone, Debug)]
pub struct SamplePlan {
    /// Who is in it.
    pub key: SampleKey,
    /// Endpoint numbers of its outcome columns.
    pub endpoints: Vec<usize>,
    /// Analyses.
    pub analyses: Vec<AnalysisPlan>,
}

/// One analysis on one dataset.
#[derive(Clone, Debug)]
pub struct AnalysisPlan {
    /// Name.
    pub name: String,
    /// The estimator with its columns and contrasts.
    pub model: AnalysisModel,
    /// Positions of its outcomes among the dataset's columns.
    pub outcomes: Vec<usize>,
    /// What each contrast compares.
    pub contrasts: Vec<ContrastModel>,
    /// Cell numbers, by outcome and then contrast.
    pub cells: Vec<usize>,
}
