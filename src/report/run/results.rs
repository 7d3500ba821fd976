//! results.json, format 1: everything a run has found, under names and with Monte Carlo errors.

use indexmap::IndexMap;
use serde::Serialize;

use crate::calibration::{Calibrated, IndividualEffects};
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::measured::Measured;
use crate::diagnosis::observation::by_label;
use crate::diagnosis::paired::PairDiagnosis;
use crate::estimand::{Estimand, Scale};
use crate::estimator::{Failure, NoInterval};
use crate::plan::{Cell, DesignPlan, Mode, PairOf, Plan, World};
use crate::population::SiteModel;
use crate::replicate::{Flow, FlowCount, Sums};
use crate::report::html::Made;
use crate::report::json;
use crate::report::run::declared::{DeclaredRow, declared};
use crate::report::run::extremes::{Extreme, extremes};
use crate::report::run::kept::{self, KeptRow};
use crate::report::run::ranking::{Ranking, rankings};
use crate::report::run::together::{FamilyRow, Missing, families, missing};
use crate::report::run::worlds::WorldRow;
use crate::scenario::{Compiled, Doubt};
use crate::sizing::{Reached, Solved};
use crate::stopping::Stopped;

/// Version of the layout of results.json.
pub const FORMAT: u32 = 1;

/// All results of a run. Everything but `timing` is the same bytes for the same scenario, seed,
/// replications and version.
#[derive(Clone, Debug, Serialize)]
pub struct Results {
    /// [`FORMAT`].
    pub format: u32,
    /// What was simulated.
    pub scenario: ScenarioId,
    /// How it was simulated.
    pub run: RunInfo,
    /// The worlds, base world first.
    pub worlds: Vec<WorldRow>,
    /// What is possible in the base world, and hardly meant.
    pub warnings: Vec<Doubt>,
    /// Targets, wanted and achieved, of all worlds.
    pub calibration: Vec<Calibrated>,
    /// How the base world's effects differ between those who would enrol, by arm, outcome and month: mean,
    /// spread (standard deviation) and share of people for whom the effect is negative, on the scale of the
    /// outcome (a chance, or a number). Computed from the plan, so that they have no Monte Carlo error.
    pub individual_effects: Vec<IndividualEffects>,
    /// People by stage, per world and design.
    pub flow: Vec<FlowRow>,
    /// One entry per world × design × analysis × outcome × month × contrast.
    pub cells: Vec<CellRow>,
    /// What the tests of several arms find together: chance that at least one, that all, and that at least one
    /// false alarm, per world × design × analysis × outcome × month × group compared with.
    pub families: Vec<FamilyRow>,
    /// What the tests of declared families find together, per family × world × design; left out where none is declared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub declared_families: Vec<DeclaredRow>,
    /// Analyses asked of a design that gives no answer to them, and why.
    pub unanswered: Vec<Missing>,
    /// Pairs of cells on the same simulated people.
    pub comparisons: Vec<Comparison>,
    /// Designs by root mean squared error to the policy estimand, per world and arm, on the primary outcome.
    pub ranking: Vec<Ranking>,
    /// How often each world gives results at least as extreme as those published.
    pub as_extreme_as_published: Vec<Extreme>,
    /// Single trials and the spread of the estimates of the first table, as the pictures show them.
    pub kept: Vec<KeptRow>,
    /// What differs from run to run.
    pub timing: Timing,
}

/// Which scenario.
#[derive(Clone, Debug, Serialize)]
pub struct ScenarioId {
    /// Its name.
    pub name: String,
    /// BLAKE3 of its values, settings of the command line included.
    pub hash: String,
}

impl ScenarioId {
    /// Of a compiled scenario.
    pub fn of(compiled: &Compiled) -> Self {
        Self { name: compiled.scenario.name.clone(), hash: compiled.hash.clone() }
    }

    /// What a page says of how it came about.
    pub(in crate::report) fn made(&self, seed: u64) -> Made {
        Made { name: self.name.clone(), hash: self.hash.clone(), seed }
    }
}

/// What decides the numbers, besides the scenario.
#[derive(Clone, Debug, Serialize)]
pub struct RunInfo {
    /// Seed of all streams.
    pub seed: u64,
    /// Simulated trials.
    pub replications: u32,
    /// New people in every trial, or the same.
    pub mode: Mode,
    /// Version of this program.
    pub version: &'static str,
    /// Where an error was wanted and not a number of replications: what became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<Stopped>,
}

impl RunInfo {
    /// Of a plan.
    pub fn of(plan: &Plan) -> Self {
        Self {
            seed: plan.seed,
            replications: plan.replications,
            mode: plan.mode,
            version: env!("CARGO_PKG_VERSION"),
            precision: None,
        }
    }
}

/// What differs from run to run.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Timing {
    /// Seconds from the command to the results.
    pub wall_seconds: f64,
}

/// People by stage of one design in one world: mean and standard deviation over replications.
#[derive(Clone, Debug, Serialize)]
pub struct FlowRow {
    /// World.
    pub world: String,
    /// Design.
    pub design: String,
    /// How arms are drawn, in a sentence.
    pub assignment: String,
    /// Invited or offered a place.
    pub invited: FlowCount,
    /// Invited to each arm; empty when people enrol before they are randomised.
    pub invited_by_arm: IndexMap<String, FlowCount>,
    /// Registered, ineligible people included.
    pub registered: FlowCount,
    /// Eligible and enrolled.
    pub enrolled: FlowCount,
    /// Enrolled and assigned to some arm.
    pub randomised: FlowCount,
    /// Enrolled and assigned to each arm.
    pub assigned: IndexMap<String, FlowCount>,
    /// Still in at the start.
    pub started: FlowCount,
    /// Participants left after removal.
    pub analysed: FlowCount,
    /// Who take part, by site; nothing where there is a single place.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub by_site: IndexMap<String, FlowCount>,
    /// Who take part and answer, by survey.
    pub answered: IndexMap<String, FlowCount>,
    /// In the reference group.
    pub reference: FlowCount,
    /// Replications in which recruitment fell short of fixed counts.
    pub shortfalls: u64,
}

/// Names that identify a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellKey {
    /// World.
    pub world: String,
    /// Design.
    pub design: String,
    /// Analysis.
    pub analysis: String,
    /// Outcome.
    pub outcome: String,
    /// Months after the start; null for outcomes measured once.
    pub month: Option<u32>,
    /// First group.
    pub arm: String,
    /// Group subtracted from it.
    pub versus: String,
}

impl CellKey {
    /// Whether another is the same but for its arm.
    pub(in crate::report) fn is_beside(&self, other: &Self) -> bool {
        Self { arm: other.arm.clone(), ..self.clone() } == *other
    }
}

/// One row of the results.
#[derive(Clone, Debug, Serialize)]
pub struct CellRow {
    /// Which cell.
    #[serde(flatten)]
    pub key: CellKey,
    /// What the estimator aims at.
    pub estimand: Estimand,
    /// Per whom its estimates are counted.
    pub scale: Scale,
    /// By treated side, the arm first: k, the share of its people who are treated, as a share of what the policy
    /// would treat; empty where nobody is. The yardstick is k × policy truth.
    pub factors: Vec<Measured>,
    /// What the test is to show, as its family calls it.
    pub hypothesis: &'static str,
    /// By how much the arm may be worse, on the scale of the estimate: times the share treated; null where an effect is
    /// sought.
    pub margin: Option<f64>,
    /// Replications without an estimate, by reason.
    pub failures: IndexMap<&'static str, u64>,
    /// Estimates without a standard error, and so without an interval, by reason.
    pub without_interval: IndexMap<&'static str, u64>,
    /// What the replications say.
    #[serde(flatten)]
    pub diagnosis: Diagnosis,
    /// Smallest effects on the estimator's own estimand that are found with power .80 at the first
    /// significance level, up and down, searched as `simulate mde` does (`mde` takes the spread of the
    /// estimates as it is); null where there is none, with the reason.
    pub mde_solved: Solved,
}

impl CellRow {
    /// The smallest effect that is found, in the direction and on the scale of the yardstick.
    pub fn detectable(&self) -> Reached {
        let Solved { up_yardstick, down_yardstick, .. } = self.mde_solved;
        if self.diagnosis.yardstick.value < 0.0 { down_yardstick } else { up_yardstick }
    }
}

/// Two cells compared replication by replication: first minus second.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// What differs between them.
    pub of: PairOf,
    /// First cell.
    pub first: CellKey,
    /// Second cell.
    pub second: CellKey,
    /// Their differences.
    #[serde(flatten)]
    pub diagnosis: PairDiagnosis,
}

impl Results {
    /// The tests that are diagnosed together, where all of these cells are among them.
    pub(in crate::report) fn family_of(&self, cells: &[usize]) -> Option<&FamilyRow> {
        let has_all = |family: &&FamilyRow| cells.iter().all(|cell| family.cells.contains(cell));
        self.families.iter().find(has_all)
    }

    /// Everything that the sums say about a plan, and about its further one (see [`Compiled::undisturbed`]) where
    /// that was run.
    pub fn new(
        compiled: &Compiled,
        sums: &Sums,
        undisturbed: Option<&Sums>,
        solved: &[Solved],
        wall_seconds: f64,
    ) -> Self {
        let (plan, further) = (&compiled.plan, compiled.undisturbed());
        let (cells, comparisons) = (cells(plan, sums, solved), comparisons(plan, sums));
        Self {
            format: FORMAT,
            scenario: ScenarioId::of(compiled),
            run: RunInfo::of(plan),
            worlds: WorldRow::of(compiled),
            warnings: compiled.doubts.clone(),
            calibration: compiled.calibration.clone(),
            individual_effects: compiled.individual.clone(),
            flow: flows(plan, sums),
            ranking: rankings(compiled, &cells, &comparisons),
            cells,
            families: families(plan, sums, further.zip(undisturbed)),
            declared_families: declared(compiled, sums),
            unanswered: missing(plan),
            comparisons,
            as_extreme_as_published: extremes(plan, sums),
            kept: kept::rows(plan, sums),
            timing: Timing { wall_seconds },
        }
    }

    /// The text of results.json. A number that is not finite is null, with a reason.
    pub fn json(&self) -> String {
        json::text(self)
    }
}

/// The names of a cell.
pub fn key(plan: &Plan, cell: &Cell) -> CellKey {
    let world = &plan.worlds[cell.world];
    CellKey {
        world: world.name.clone(),
        design: world.designs[cell.design].name.clone(),
        analysis: cell.analysis.clone(),
        outcome: cell.outcome.clone(),
        month: cell.month,
        arm: cell.arm.clone(),
        versus: cell.versus.clone(),
    }
}

/// People by stage, by world and then design.
pub fn flows(plan: &Plan, sums: &Sums) -> Vec<FlowRow> {
    let mut rows = Vec::new();
    for (world, flows) in plan.worlds.iter().zip(&sums.flows) {
        for (design, flow) in world.designs.iter().zip(flows) {
            let sites = &plan.societies[world.society].population.sites;
            rows.push(flow_row(world, design, sites, flow.flow()));
        }
    }
    rows
}

fn flow_row(world: &World, design: &DesignPlan, sites: &[SiteModel], flow: Flow) -> FlowRow {
    let by_arm = |counts: Vec<FlowCount>| world.arms.iter().cloned().zip(counts).collect();
    FlowRow {
        world: world.name.clone(),
        design: design.name.clone(),
        assignment: design.model.randomiser().scheme.member().sentence(),
        invited: flow.invited,
        invited_by_arm: by_arm(flow.invited_by_arm),
        registered: flow.registered,
        enrolled: flow.enrolled,
        randomised: flow.randomised,
        assigned: by_arm(flow.assigned),
        started: flow.started,
        analysed: flow.analysed,
        by_site: sites.iter().map(|site| site.name.clone()).zip(flow.by_site).collect(),
        answered: world.surveys.iter().map(|s| s.name().to_owned()).zip(flow.answered).collect(),
        reference: flow.reference,
        shortfalls: flow.shortfalls,
    }
}

fn cells(plan: &Plan, sums: &Sums, solved: &[Solved]) -> Vec<CellRow> {
    let failed = Failure::ALL.map(Failure::label);
    let bare = NoInterval::ALL.map(NoInterval::label);
    let row = |((cell, sums), &mde_solved): ((&Cell, _), _)| {
        let diagnosis = diagnose(sums, &cell.spec);
        CellRow {
            key: key(plan, cell),
            estimand: cell.estimand,
            scale: cell.scale(),
            factors: cell.factors.clone(),
            hypothesis: cell.hypothesis.name(),
            margin: cell.margin(),
            failures: by_label(&diagnosis.failures, &failed),
            without_interval: by_label(&diagnosis.without_interval, &bare),
            diagnosis,
            mde_solved,
        }
    };
    plan.cells.iter().zip(&sums.cells).zip(solved).map(row).collect()
}

fn comparisons(plan: &Plan, sums: &Sums) -> Vec<Comparison> {
    let compared = plan.pairs.iter().zip(&sums.pairs).map(|(pair, sums)| {
        let (first, second) = (&plan.cells[pair.first], &plan.cells[pair.second]);
        Comparison {
            of: pair.of,
            first: key(plan, first),
            second: key(plan, second),
            diagnosis: sums.diagnose(&first.spec, &second.spec),
        }
    });
    compared.collect()
}
