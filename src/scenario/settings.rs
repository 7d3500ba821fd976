//! The scenario file as it is written: sections in the order of a trial.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::assignment::Design;
use crate::assumption::Assumption;
use crate::cost::Costs;
use crate::data::DataFile;
use crate::diagnosis::declared::DeclaredFamily;
use crate::diagnosis::watched::Watched;
use crate::estimand::Estimands;
use crate::estimator::Analysis;
use crate::language::{Language, Text};
use crate::measurement::Measurement;
use crate::outcome::{Outcomes, Work};
use crate::plan::{Mode, WorldRole};
use crate::population::Population;
use crate::recruitment::{Recruitment, Site};
use crate::treatment::Treatment;

/// A scenario: one place, its people, its possible designs, analyses and assumptions.
///
/// Wherever a number stands, an object may stand instead that says where it comes from:
/// `{"value": 0.33, "source": "derived", "citation": "…", "range": [0.28, 0.42]}`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// For editors: where the schema is.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Short name, used in file names and results.
    pub name: String,
    /// One or two sentences for the reader of the results; an object of texts by language (`en`, `nl`) where there are
    /// several.
    #[serde(default)]
    pub about: Option<Text>,
    /// Language in which answers are told, unless the command line says another (default `en`).
    #[serde(default)]
    pub language: Language,
    /// What kind of world this is (worlds may change it).
    #[serde(default)]
    pub role: WorldRole,
    /// Name of the world that the file describes without any patch (default `plan`).
    #[serde(default)]
    pub base_world: Option<String>,
    /// Who is eligible.
    pub population: Population,
    /// The monthly work process, where outcomes need it.
    #[serde(default)]
    pub work: Option<Work>,
    /// What may be measured, by name.
    pub outcomes: Outcomes,
    /// Arms, effects and artefacts.
    pub treatment: Treatment,
    /// How people come into the trial.
    #[serde(default)]
    pub recruitment: Recruitment,
    /// Sites (municipalities) among which the eligible are divided, by name, each with what differs there; a single place
    /// when absent. Where somebody lives is the characteristic `site`: designs can stratify by it, analyses adjust for it,
    /// and enrolment, response and outcomes depend on it. A rate or mean of an outcome, an enrolment rate and numbers of
    /// caseworkers that are stated for all hold in every site by itself that states none of its own. Everything else is
    /// stated of all sites together: effects, take-up, selection, uptake, removal, response, and what `work` says.
    #[serde(default)]
    pub sites: IndexMap<String, Site>,
    /// What is measured of them.
    #[serde(default)]
    pub measurement: Measurement,
    /// Designs to compare, by name.
    pub designs: IndexMap<String, Design>,
    /// Analyses to run, by name.
    pub analyses: IndexMap<String, Analysis>,
    /// Families of tests that are counted together, by name: those of several arms are without being declared.
    #[serde(default)]
    pub families: IndexMap<String, DeclaredFamily>,
    /// What a trial costs, in euros: needed only to weigh designs against a budget.
    #[serde(default)]
    pub costs: Option<Costs>,
    /// What the planner wants to know.
    #[serde(default)]
    pub estimands: Estimands,
    /// A published result, to count how often a world produces one as extreme and to set beside stories.
    #[serde(default)]
    pub published: Option<Published>,
    /// Variations of everything above, by name: JSON merge patches (RFC 7396).
    #[serde(default)]
    pub worlds: IndexMap<String, serde_json::Value>,
    /// Where a data file of the trial has what this scenario names, for `simulate analyse`.
    #[serde(default)]
    pub data: DataFile,
    /// How much to simulate.
    #[serde(default)]
    pub run: Run,
}

/// A published result: one table, of which it is counted how often a world gives one as extreme, and
/// perhaps others on the same design, outcome and month.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// What the table is called, as in `Table 3, basis`: one text, or one by language (default: the analysis).
    #[serde(default)]
    pub table: Option<Text>,
    /// Design in which it is looked for.
    pub design: String,
    /// The analysis that produced it.
    pub analysis: String,
    /// The outcome.
    pub outcome: String,
    /// The month.
    #[serde(default)]
    pub month: Option<Assumption>,
    /// Published differences from control by arm.
    pub differences: IndexMap<String, Assumption>,
    /// Decimals with which they are printed (default 2): −0.16 stands for anything from −0.155 on.
    #[serde(default)]
    pub decimals: Option<u32>,
    /// Further tables to set beside stories, by the analysis that produced each.
    #[serde(default)]
    pub also: IndexMap<String, AlsoPublished>,
}

/// A further published table on the same design, outcome and month.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlsoPublished {
    /// What the table is called, as in `Table 5`: one text, or one by language (default: the analysis).
    #[serde(default)]
    pub table: Option<Text>,
    /// Group with which it compares: an arm, or `reference` (default: control).
    #[serde(default)]
    pub versus: Option<String>,
    /// Published differences from that group, by arm.
    pub differences: IndexMap<String, Assumption>,
}

/// How much to simulate.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Simulated trials (default 2,000).
    #[serde(default)]
    pub replications: Option<u32>,
    /// Seed (default 1).
    #[serde(default)]
    pub seed: Option<u64>,
    /// New people in every trial, or the same people every time (default superpopulation).
    #[serde(default)]
    pub mode: Mode,
    /// Simulate until the error of the leading rows is at most so large, as in `0.005` (half a percentage
    /// point); `replications` are then the most (default 50,000).
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub precision: Option<f64>,
    /// What the error is of (default power).
    #[serde(default)]
    pub precision_of: Watched,
    /// Only these worlds besides the base world (default all).
    #[serde(default)]
    pub worlds: Vec<String>,
    /// Only these designs (default all).
    #[serde(default)]
    pub designs: Vec<String>,
    /// What `sweep` and `frontier` vary when they are not told, as in `population.size=800,1200`.
    #[serde(default)]
    pub vary: Vec<String>,
}
