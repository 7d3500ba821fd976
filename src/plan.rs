//! The plan: a scenario with every name resolved and every target solved, ready to be lived
//! through. Nothing in it changes from one replication to the next.

mod design;
mod family;
mod restrict;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnosis::cell::CellSpec;
pub use crate::diagnosis::direction::Direction;
use crate::diagnosis::extreme::Threshold;
use crate::diagnosis::measured::Measured;
use crate::estimand::{Estimand, Policy, Scale, WorldModel};
use crate::measurement::{ExclusionModel, ResponseModel};
use crate::outcome::LivesModel;
use crate::population::{Catalogue, Column, People, PopulationModel};
use crate::recruitment::{EnrolmentModel, Offer};
use crate::stream::Domain;
use crate::treatment::{GainModel, TakeUpModel};

pub use design::{AnalysisPlan, DesignPlan, SampleKey, SamplePlan, Unanswered};
pub use family::{Disturbance, Family};
pub use restrict::restrict;

/// Everything a run needs.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Seed of all streams.
    pub seed: u64,
    /// Simulated trials.
    pub replications: u32,
    /// New people in every trial, or the same.
    pub mode: Mode,
    /// Populations with their lives; worlds that differ only in what happens later share one.
    pub societies: Vec<Society>,
    /// Worlds, base world first.
    pub worlds: Vec<World>,
    /// Rows of the results.
    pub cells: Vec<Cell>,
    /// Paired comparisons of cells, first minus second.
    pub pairs: Vec<Pair>,
    /// Which universe of random numbers the replications come from.
    pub domain: Domain,
    /// What is kept of a replication.
    pub detail: Detail,
    /// Cells whose rejections are counted together.
    pub ladders: Vec<Ladder>,
    /// Comparisons of several arms whose findings are counted together.
    pub families: Vec<Family>,
}

/// What is kept of a replication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Estimates, and the bias budget of each.
    #[default]
    Ledger,
    /// Estimates only. People who cannot enter any dataset need not be drawn then; the estimates
    /// are the same.
    Estimates,
}

/// Cells that differ in one quantity, such as the number of people: in every replication it is
/// counted which of them reject together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// The cells, at most [`Ladder::MOST`].
    pub cells: Vec<usize>,
    /// Which rejections count: of an increase or of a decrease.
    pub direction: Direction,
}

/// A population and what would happen to it under regular service.
#[derive(Clone, Debug)]
pub struct Society {
    /// The people.
    pub population: PopulationModel,
    /// Their lives.
    pub lives: LivesModel,
    /// What can be named in formulas.
    pub catalogue: Catalogue,
    /// Waves; empty for a single endless one.
    pub waves: Vec<WaveModel>,
    /// Columns of the people: drawn characteristics, register columns, and the wave if any.
    pub columns: Columns,
    /// The background file: the columns that analyses use.
    pub features: Vec<Feature>,
}

/// Where the columns of a society's people stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// First register column.
    pub register: usize,
    /// The column of the wave, when there are waves.
    pub wave: Option<usize>,
}

/// One wave.
#[derive(Clone, Debug, PartialEq)]
pub struct WaveModel {
    /// Name.
    pub name: String,
    /// Share of the frame.
    pub share: f64,
    /// Months from start to end.
    pub exposure: u32,
}

/// What kind of world is described.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorldRole {
    /// What the planner assumed beforehand.
    #[default]
    Plan,
    /// The plan without effects: how often a trial cries wolf.
    Null,
    /// A story fitted after the fact to published results.
    Story,
}

/// Who thought of a world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WorldOrigin {
    /// The scenario.
    #[default]
    Scenario,
    /// This program: a scenario without a world of role null gets one.
    Supplied,
}

/// What differs from one simulated trial to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// New people in every trial.
    #[default]
    Superpopulation,
    /// One frame of people; only the draws of the design differ.
    Finite,
}

/// One world.
#[derive(Clone, Debug)]
pub struct World {
    /// Name.
    pub name: String,
    /// What kind of world it is.
    pub role: WorldRole,
    /// Who thought of it.
    pub origin: WorldOrigin,
    /// A sentence about it.
    pub about: Option<String>,
    /// Which society it plays in.
    pub society: usize,
    /// Outcome names.
    pub outcomes: Vec<String>,
    /// Arm names, control first.
    pub arms: Vec<String>,
    /// The enrolment decision.
    pub enrolment: EnrolmentModel,
    /// All offers: the lottery first, then those of designs that randomise before enrolment.
    pub offers: Vec<Offer>,
    /// Potential outcomes.
    pub model: WorldModel,
    /// The policy estimand.
    pub policy: Policy,
    /// Deviations from the mean effect, by treatment arm.
    pub gains: Vec<GainModel>,
    /// Take-up by treatment arm.
    pub take_up: Vec<TakeUpModel>,
    /// Removal after randomisation.
    pub exclusion: Option<ExclusionModel>,
    /// Endpoint number of the early outcome on which removal depends.
    pub early_endpoint: Option<usize>,
    /// Response to the baseline survey.
    pub response: Option<ResponseModel>,
    /// Share of registrations that prove ineligible.
    pub wrong_registrations: f64,
    /// Share of the randomised still in at the start.
    pub still_in_at_start: f64,
    /// The designs.
    pub designs: Vec<DesignPlan>,
    /// The published result that is looked for.
    pub published: Option<PublishedModel>,
}

/// One column of the background file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Feature {
    /// Indicator of a category.
    Level {
        /// Column of the people.
        column: usize,
        /// Category number.
        level: u8,
    },
    /// A standardised number.
    Number {
        /// Column of the people.
        column: usize,
        /// Mean that is subtracted.
        mean: f64,
        /// Standard deviation that divides.
        sd: f64,
    },
}

impl Feature {
    /// The column of everybody.
    pub fn fill(self, people: &People, out: &mut [f64]) {
        match self {
            Self::Level { column, level } => {
                let Column::Levels(levels) = &people.covariates[column] else { return };
                for (o, l) in out.iter_mut().zip(levels) {
                    *o = f64::from(u8::from(*l == level));
                }
            }
            Self::Number { column, mean, sd } => {
                let Column::Numbers(numbers) = &people.covariates[column] else { return };
                for (o, x) in out.iter_mut().zip(numbers) {
                    *o = (x - mean) / sd;
                }
            }
        }
    }
}

/// One row of the results.
#[derive(Clone, Debug)]
pub struct Cell {
    /// World number.
    pub world: usize,
    /// Design number within the world.
    pub design: usize,
    /// Analysis name.
    pub analysis: String,
    /// Outcome name.
    pub outcome: String,
    /// Month; none for plain outcomes.
    pub month: Option<u32>,
    /// First group.
    pub arm: String,
    /// Second group.
    pub versus: String,
    /// What the estimator aims at.
    pub estimand: Estimand,
    /// Truths, levels and tests.
    pub spec: CellSpec,
    /// Whether the outcome is a share of people.
    pub is_share: bool,
    /// By treated side, the first group first: the share of its people who are treated, as a share of what
    /// the policy would treat; empty where nobody is.
    pub factors: Vec<Measured>,
    /// Smallest effect that matters, in the outcome's unit, and so the largest bias that does not; none
    /// where the scenario does not say and no custom does, and off the scale of the policy estimand.
    pub matters: Option<f64>,
    /// Whether that is the custom, because the scenario does not say.
    pub matters_by_custom: bool,
}

impl Cell {
    /// Smallest effect that matters where the scenario says so: no verdict rests on a custom alone.
    pub fn stated_matters(&self) -> Option<f64> {
        self.matters.filter(|_| !self.matters_by_custom)
    }
}

/// Two cells compared replication by replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// First cell.
    pub first: usize,
    /// Second cell, subtracted.
    pub second: usize,
    /// What differs between them.
    pub of: PairOf,
}

/// What differs between the cells of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PairOf {
    /// The world.
    Worlds,
    /// The design.
    Designs,
}

/// A published result to look for.
#[derive(Clone, Debug)]
pub struct PublishedModel {
    /// The table of which it is counted how often an estimate is as extreme.
    pub first: PublishedTable,
    /// From where on an estimate counts as at least as extreme, by cell of the first table.
    pub thresholds: Vec<Threshold>,
    /// Further tables.
    pub also: Vec<PublishedTable>,
}

/// Published differences and the cells that simulate them.
#[derive(Clone, Debug)]
pub struct PublishedTable {
    /// What the table is called.
    pub name: String,
    /// Cells, one per published difference.
    pub cells: Vec<usize>,
    /// Values as printed.
    pub values: Vec<f64>,
}

/// Shares treated that differ by less than this part of them are the same.
const SAME_SHARE: f64 = 0.01;

impl Cell {
    /// Per whom its estimates are counted.
    pub fn scale(&self) -> Scale {
        self.estimand.scale()
    }

    /// Whether two comparisons are counted per the same people, or with the same share of them treated.
    pub fn is_counted_like(&self, other: &Self) -> bool {
        let shares = self.spec.share_treated().zip(other.spec.share_treated());
        self.scale() == other.scale()
            || shares.is_some_and(|(a, b)| (a - b).abs() <= SAME_SHARE * a.abs().max(b.abs()))
    }

    /// Whether the estimate is a change per person who takes part or starts, and not per person invited.
    pub fn per_participant(&self) -> bool {
        self.scale() != Scale::PerInvited
    }
}

impl PublishedModel {
    /// All tables, the first one first.
    pub fn tables(&self) -> impl Iterator<Item = &PublishedTable> {
        std::iter::once(&self.first).chain(&self.also)
    }
}

impl Plan {
    /// The world in which every significant result is a false alarm: one of role null, else a base world
    /// that has no effects.
    pub fn null_world(&self) -> Option<usize> {
        let declared = self.worlds.iter().position(|world| world.role == WorldRole::Null);
        declared.or_else(|| self.worlds.first()?.is_without_effects().then_some(0))
    }

    /// The same cell in another world.
    pub fn in_world(&self, cell: usize, world: usize) -> Option<usize> {
        let design = |cell: &Cell| &self.worlds[cell.world].designs[cell.design].name;
        let wanted = &self.cells[cell];
        let is_same = |c: &Cell| {
            c.world == world
                && (design(c), &c.analysis, &c.outcome, c.month)
                    == (design(wanted), &wanted.analysis, &wanted.outcome, wanted.month)
                && (&c.arm, &c.versus) == (&wanted.arm, &wanted.versus)
        };
        self.cells.iter().position(is_same)
    }
}

impl World {
    /// Whether no arm does anything to anybody. Artefacts of the experiment may still be at work.
    pub fn is_without_effects(&self) -> bool {
        let shifts = self.model.shifts.effects.iter().flatten();
        shifts.into_iter().all(|&shift| shift == 0.0) && self.gains.iter().all(GainModel::is_empty)
    }
}

impl Ladder {
    /// Most cells of one ladder.
    pub const MOST: usize = 32;
}

impl Society {
    /// Whether people of a wave (by number) are measured at a month.
    pub fn reaches(&self, month: Option<u32>) -> Vec<bool> {
        self.waves.iter().map(|w| month.is_none_or(|m| m <= w.exposure)).collect()
    }
}
