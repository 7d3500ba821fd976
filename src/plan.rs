//! The plan: a scenario with every name resolved and every target solved, ready to be lived
//! through. Nothing in it changes from one replication to the next.

mod society;
mod world;
mod uptake;
mod design;
mod family;
mod restrict;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::correction::Correction;
use crate::diagnosis::cell::CellSpec;
pub use crate::diagnosis::direction::Direction;
use crate::diagnosis::extreme::Threshold;
use crate::diagnosis::family::{Member, Quantifier};
use crate::diagnosis::measured::{Absent, Measured};
use crate::estimand::{Estimand, Scale};
use crate::hypothesis::Hypothesis;
use crate::language::Text;
use crate::stream::Domain;

pub use design::{AnalysisPlan, DesignPlan, SampleKey, SamplePlan, Unanswered};
pub use family::{Declared, DeclaredPair, Disturbance, Family};
pub use restrict::{Restricted, keep_of_design, restrict, restrict_with};
pub use society::{Columns, Society};
pub use uptake::realise_uptake;
pub use world::{World, WorldOrigin, WorldRole};

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
    /// How often the people of every trial are divided anew as a control of what its ladder counts; 0: not at all. A
    /// plan that does so has one ladder, and one cell to an analysis.
    pub redivisions: u32,
    /// Cells whose rejections are counted together.
    pub ladders: Vec<Ladder>,
    /// Comparisons of several arms whose findings are counted together.
    pub families: Vec<Family>,
    /// Families of tests that the scenario declares, by world and design.
    pub declared: Vec<Declared>,
    /// Paired comparisons of declared families, first minus second.
    pub declared_pairs: Vec<DeclaredPair>,
    /// Cells of which single trials are kept for pictures, those together that are laid over each other.
    pub kept: Vec<Vec<usize>>,
}

/// What is kept of a replication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Estimates, and the bias budget of each.
    #[default]
    Budget,
    /// Estimates only. People who cannot enter any dataset need not be drawn then; the estimates
    /// are the same.
    Estimates,
}

/// Tests that differ in one quantity, such as the number of people: in every replication it is
/// counted which of them find what they seek.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// At most [`Ladder::MOST`].
    pub rungs: Vec<Rung>,
}

/// A test, or several that count together.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// The tests.
    pub members: Vec<Member>,
    /// How they are corrected for their number.
    pub correction: Correction,
    /// How they count together.
    pub which: Quantifier,
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
    /// What its tests are to show.
    pub hypothesis: Hypothesis,
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
    /// By how much the arm may be worse, on the scale of the estimate; none where an effect is sought.
    pub fn margin(&self) -> Option<f64> {
        self.hypothesis.member().margin().map(|_| self.spec.claim.bound().abs())
    }

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
    /// What the table is called; none where it is the analysis.
    pub name: Option<Text>,
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

    /// Whether its estimates count another share of the effect than the policy's.
    pub fn counts_a_share(&self) -> bool {
        self.factors.iter().any(|k| (k.value - 1.0).abs() > 1e-9)
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
    /// Whether a comparison is one of two arms that are both treated: it is not the effect of either.
    pub fn compares_arms(&self, cell: &Cell) -> bool {
        let treated = &self.worlds[cell.world].arms[1..];
        treated.contains(&cell.arm) && treated.contains(&cell.versus)
    }

    /// Cells that are alike together, in the order of the first of each group.
    pub fn in_groups(
        &self,
        cells: impl IntoIterator<Item = usize>,
        is_alike: impl Fn(&Cell, &Cell) -> bool,
    ) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for number in cells {
            let fits =
                |group: &&mut Vec<usize>| is_alike(&self.cells[group[0]], &self.cells[number]);
            match groups.iter_mut().find(fits) {
                Some(group) => group.push(number),
                None => groups.push(vec![number]),
            }
        }
        groups
    }

    /// The world in which every significant result is a false alarm: one of role null, else a base world
    /// that has no effects.
    pub fn null_world(&self) -> Option<usize> {
        let declared = self.worlds.iter().position(|world| world.role == WorldRole::Null);
        declared.or_else(|| self.worlds.first()?.is_without_effects().then_some(0))
    }

    /// The declared family of this name in a design of a world.
    pub fn declared_in(&self, name: &str, world: usize, design: &str) -> Option<usize> {
        self.declared.iter().position(|family| {
            family.world == world
                && family.name == name
                && self.worlds[world].designs[family.design].name == design
        })
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

impl Ladder {
    /// Most rungs of one ladder.
    pub const MOST: usize = 32;

    /// Of single tests, whose rejections count in one direction.
    pub fn of_tests(cells: impl IntoIterator<Item = usize>, direction: Direction) -> Self {
        Self { rungs: cells.into_iter().map(|cell| Rung::test(cell, direction)).collect() }
    }
}

impl Rung {
    /// A single test, whose rejections count in one direction.
    pub fn test(cell: usize, direction: Direction) -> Self {
        let cries_wolf = Err(Absent::NoTests);
        let member = Member { cell, direction: Ok(direction), cries_wolf };
        Self { members: vec![member], correction: Correction::default(), which: Quantifier::All }
    }

    /// The tests of a declared family.
    pub fn family(family: &Declared, which: Quantifier) -> Self {
        let Declared { members, correction, .. } = family.clone();
        Self { members, correction, which }
    }

    /// The same tests, so many cells further on.
    #[must_use]
    pub fn moved(&self, by: usize) -> Self {
        let members = self.members.iter().map(|m| Member { cell: m.cell + by, ..*m });
        Self { members: members.collect(), ..self.clone() }
    }
}
