//! What `simulate check` says: targets met or not, people expected at each stage, and where every
//! number of the scenario comes from.

mod words;
mod families;
mod measured;
mod missing;
mod page;
mod text;

pub(in crate::report) use words::PHRASES;

use indexmap::IndexMap;
use serde::Serialize;

pub use families::DeclaredTests;
pub use measured::Measured;
pub use missing::Missing;
pub(in crate::report) use missing::is_choice;

use crate::assignment::{Allocation, Design};
use crate::assumption::Provenance;
use crate::calibration::{Calibrated, IndividualEffects};
use crate::language::{Language, Text};
use crate::plan::Plan;
use crate::replicate::FlowCount;
use crate::report::json;
use crate::report::run::flow::{At, Stage, stages};
use crate::report::run::results::{FORMAT, FlowRow, ScenarioId};
use crate::report::run::worlds::WorldRow;
use crate::scenario::source::{AssumptionEntry, Document, Problem, Report};
use crate::scenario::{Compiled, Doubt};

/// Simulated trials behind the expected flow.
pub const REPLICATIONS: u32 = 64;

/// A scenario before it is run.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Version of this layout.
    pub format: u32,
    /// Which scenario.
    pub scenario: ScenarioId,
    /// The worlds, base world first.
    pub worlds: Vec<WorldRow>,
    /// What is possible, and hardly meant.
    pub warnings: Vec<Doubt>,
    /// Outcomes and months that are measured, and which of them lead.
    pub measured: Measured,
    /// Targets, wanted and achieved.
    pub calibration: Vec<Calibrated>,
    /// How effects differ between people in the base world.
    pub individual_effects: Vec<IndividualEffects>,
    /// Families that are declared, by design, in the base world; left out where none is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<DeclaredTests>,
    /// People expected at each stage of each design of the base world.
    pub flow: Flow,
    /// Numbers that carry their source, in file order.
    pub assumptions: Vec<Sourced>,
    /// Numbers whose provenance is missing or incomplete.
    pub missing: Vec<Missing>,
    /// What being in the trial does in the base world, in every language.
    #[serde(skip)]
    artefacts: Vec<Text>,
}

/// People by design and stage.
#[derive(Clone, Debug, Serialize)]
pub struct Flow {
    /// Simulated trials behind the means.
    pub replications: u32,
    /// By design.
    pub designs: IndexMap<String, Vec<StageCount>>,
    /// By design: how arms are drawn, in a sentence.
    pub assignment: IndexMap<String, String>,
    /// The same in every language.
    #[serde(skip)]
    assignment_told: IndexMap<String, Vec<Text>>,
}

/// People at one stage.
#[derive(Clone, Debug, Serialize)]
pub struct StageCount {
    /// In words.
    pub stage: String,
    /// Which.
    #[serde(skip)]
    at: At,
    /// Mean and standard deviation over simulated trials.
    pub simulated: FlowCount,
    /// What the stated rates imply; null when they do not say.
    pub implied: Option<f64>,
}

/// A number and where it comes from.
#[derive(Clone, Debug, Serialize)]
pub struct Sourced {
    /// JSON path.
    pub path: String,
    /// The number.
    pub value: f64,
    /// How it came to be known.
    pub source: Provenance,
    /// Where it can be looked up.
    pub citation: Option<String>,
    /// Lowest and highest plausible value.
    pub range: Option<[f64; 2]>,
    /// What else a reader should know.
    pub note: Option<String>,
    /// Whether `--set` changed it.
    pub overridden: bool,
}

/// The part of a plan that the expected flow needs: the base world, a few replications.
pub fn flow_plan(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    plan.replications = REPLICATIONS;
    plan.worlds.truncate(1);
    plan.cells.retain(|cell| cell.world == 0);
    plan.pairs.clear();
    plan.families.clear();
    plan.declared.clear();
    plan
}

impl Check {
    /// From the document, its plan, and the flow of its [`flow_plan`].
    pub fn new(document: &Document, compiled: &Compiled, flow: &[FlowRow]) -> Self {
        let designs = flow.iter().enumerate().map(|(design, row)| {
            let stages = stages(&compiled.plan, &compiled.scenario, design, row);
            (row.design.clone(), stages.into_iter().map(StageCount::from).collect())
        });
        let assignment = flow.iter().zip(&compiled.plan.worlds[0].designs).map(|(row, design)| {
            let divided = if row.invited_by_arm.is_empty() { row.randomised } else { row.invited };
            let randomiser = design.model.randomiser();
            let scheme = Text::each(&row.assignment, &randomiser.scheme.member().dutch());
            let remark = randomiser.draw.remark(divided.mean);
            let settings = compiled.scenario.designs.get(&row.design);
            let allocation = settings.and_then(Design::allocation).map(Allocation::text);
            let told = std::iter::once(scheme).chain(remark).chain(allocation).collect();
            (row.design.clone(), told)
        });
        let assignment_told: IndexMap<String, Vec<Text>> = assignment.collect();
        let english = |texts: &Vec<Text>| {
            let texts = texts.iter().map(|text| text.text_in(Language::English));
            texts.collect::<Vec<_>>().join(" ")
        };
        let assignment =
            assignment_told.iter().map(|(design, texts)| (design.clone(), english(texts)));
        let assignment = assignment.collect();
        Self {
            format: FORMAT,
            scenario: ScenarioId::of(compiled),
            worlds: WorldRow::of(compiled),
            warnings: compiled.doubts.clone(),
            measured: Measured::of(compiled),
            calibration: compiled.calibration.clone(),
            individual_effects: compiled.individual.clone(),
            families: DeclaredTests::of(compiled),
            flow: Flow {
                replications: REPLICATIONS,
                designs: designs.collect(),
                assignment,
                assignment_told,
            },
            assumptions: document.provenance().into_iter().map(Sourced::from).collect(),
            missing: Missing::all(document),
            artefacts: compiled.scenario.treatment.artefacts.texts(),
        }
    }

    /// The text of the JSON form. A number that is not finite is null, with a reason.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// What `--strict` refuses.
    ///
    /// # Errors
    /// Every number without a source and every assumption without a range, located.
    pub fn strict(&self, document: &Document) -> Result<(), Report> {
        let help = "write {\"value\": …, \"source\": \"assumption\", \"citation\": \"…\", \"range\": […, …]}";
        let problem =
            |m: &Missing| -> Problem { document.problem_at(&m.path, m.message, Some(help)) };
        Report::from_problems(self.missing.iter().map(problem).collect())
    }
}

impl From<Stage> for StageCount {
    fn from(stage: Stage) -> Self {
        Self {
            stage: stage.name.trim().to_owned(),
            at: stage.at,
            simulated: stage.simulated,
            implied: stage.implied,
        }
    }
}

impl From<AssumptionEntry> for Sourced {
    fn from(e: AssumptionEntry) -> Self {
        let AssumptionEntry { path, value, source, citation, range, note, overridden } = e;
        Self { path, value, source, citation, range, note, overridden }
    }
}
