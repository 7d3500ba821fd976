//! Working space of one thread: everything a replication writes to, made once and used again.

use super::flow::Counts;
use crate::assignment::{Trial, TrialBuffers};
use crate::diagnosis::cell::Observation;
use crate::estimand::{FrameValues, SetMeans, Sets, SlotValues, Uptake};
use crate::estimator::{AnalysisBuffers, Failure, Finding};
use crate::measurement::Columns;
use crate::outcome::Lives;
use crate::plan::{DesignPlan, Plan, World};
use crate::population::People;
use crate::recruitment::Link;

/// Space for all societies, worlds and designs of a plan.
pub struct Workspace {
    pub(super) crowds: Vec<Crowd>,
    pub(super) worlds: Vec<WorldSpace>,
    pub(super) observations: Vec<Option<Result<Observation, Failure>>>,
}

/// The people of one society and their lives.
pub(super) struct Crowd {
    pub people: People,
    pub lives: Lives,
    /// Enrolment thresholds by link; empty where no world uses the link.
    pub thresholds: [Vec<f64>; 2],
    /// The background file, one column per feature of the society.
    pub background: Vec<Vec<f64>>,
}

/// What one world adds to its society's people.
pub struct WorldSpace {
    pub(super) margin: Vec<f64>,
    pub(super) uptake: Uptake,
    pub(super) buffers: [Vec<f64>; 2],
    pub(super) trial_buffers: TrialBuffers,
    /// Endpoints that are analysed or looked at early.
    pub(super) endpoints: Vec<usize>,
    /// Values by endpoint number.
    pub(super) values: Vec<FrameValues>,
    pub(super) designs: Vec<DesignSpace>,
}

/// What one design writes.
pub struct DesignSpace {
    pub(super) trial: Trial,
    pub(super) endpoints: Vec<usize>,
    /// Values by endpoint number.
    pub(super) slots: Vec<SlotValues>,
    /// By slot: removed after randomisation, were the person assigned to the arm they are.
    pub(super) excluded: Vec<bool>,
    /// By slot: answers the baseline survey.
    pub(super) responds: Vec<bool>,
    pub(super) uniforms: Vec<f64>,
    pub(super) odds: Vec<f64>,
    pub(super) sets: Sets,
    /// Means by endpoint number.
    pub(super) means: Vec<SetMeans>,
    /// Rows of people who enrolled, with their slots.
    pub(super) enrolled_rows: Vec<(u32, u32)>,
    pub(super) columns: Columns,
    pub(super) analysis: AnalysisBuffers,
    pub(super) findings: Vec<Finding>,
    /// People by stage of the last replication.
    pub(super) flow: Counts,
}

impl Workspace {
    /// Space for one thread.
    pub fn new(plan: &Plan) -> Self {
        let crowds = (0..plan.societies.len()).map(|number| Crowd::new(plan, number));
        Self {
            crowds: crowds.collect(),
            worlds: plan.worlds.iter().map(WorldSpace::new).collect(),
            observations: vec![None; plan.cells.len()],
        }
    }
}

impl Crowd {
    fn new(plan: &Plan, number: usize) -> Self {
        let society = &plan.societies[number];
        let size = society.population.size;
        let mut people = society.population.people(size);
        society.add_columns(&mut people, size);
        let worlds = || plan.worlds.iter().filter(|w| w.society == number);
        let decides = |w: &World| w.offers.iter().any(|o| o.intercept != f64::INFINITY);
        let uses = |link: Link| worlds().any(|w| w.enrolment.link == link && decides(w));
        let background = vec![vec![0.0; size]; society.features.len()];
        let thresholds = Link::ALL.map(|link| vec![0.0; if uses(link) { size } else { 0 }]);
        Self { people, lives: society.lives.lives(size), thresholds, background }
    }
}

impl WorldSpace {
    fn new(world: &World) -> Self {
        let designs: Vec<DesignSpace> =
            world.designs.iter().map(|d| DesignSpace::new(world, d)).collect();
        let mut endpoints: Vec<usize> = designs.iter().flat_map(|d| d.endpoints.clone()).collect();
        endpoints.sort_unstable();
        endpoints.dedup();
        Self {
            margin: Vec::new(),
            uptake: Uptake::default(),
            buffers: Default::default(),
            trial_buffers: TrialBuffers::default(),
            endpoints,
            values: vec![FrameValues::default(); world.model.endpoints.len()],
            designs,
        }
    }
}

impl DesignSpace {
    fn new(world: &World, design: &DesignPlan) -> Self {
        let mut endpoints: Vec<usize> = design
            .samples
            .iter()
            .flat_map(|s| s.endpoints.clone())
            .chain(world.early_endpoint)
            .collect();
        endpoints.sort_unstable();
        endpoints.dedup();
        Self {
            trial: Trial::default(),
            endpoints,
            slots: vec![SlotValues::default(); world.model.endpoints.len()],
            excluded: Vec::new(),
            responds: Vec::new(),
            uniforms: Vec::new(),
            odds: Vec::new(),
            sets: Sets::default(),
            means: vec![SetMeans::default(); world.model.endpoints.len()],
            enrolled_rows: Vec::new(),
            columns: Columns::default(),
            analysis: AnalysisBuffers::default(),
            findings: Vec::new(),
            flow: Counts::default(),
        }
    }
}
