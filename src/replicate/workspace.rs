//! Working space of one thread: everything a replication writes to, made once and used again.

use super::flow::Counts;
use super::recruits::Recruits;
use super::redivide::Redivision;
use super::shared::{DesignPlaces, Owner, Shared, first_enrolled_alike, first_lived_alike};
use crate::correction::Tests;
use crate::diagnosis::observation::Observation;
use crate::estimand::{FrameValues, SetMeans, SlotValues, Uptake};
use crate::estimator::{CriticalValues, Failure, Finding};
use crate::measurement::Columns;
use crate::outcome::Lives;
use crate::plan::{DesignPlan, Plan, Society, World};
use crate::population::People;
use crate::recruitment::Link;
use crate::stream::Stream;

/// Space for a plan. Worlds and designs take turns in one space, so that it stays in the cache.
pub struct Workspace {
    pub(super) crowds: Vec<Crowd>,
    pub(super) world: WorldSpace,
    pub(super) design: DesignSpace,
    pub(super) shared: Shared,
    pub(super) worlds: Vec<WorldKept>,
    pub(super) observations: Vec<Option<Result<Observation, Failure>>>,
    /// Those of one family at a time.
    pub(super) tests: Tests,
}

/// What is kept of one world until the end of the replication.
pub(super) struct WorldKept {
    /// The first world in which as many say yes.
    pub first: usize,
    /// The endpoints that its designs need.
    pub endpoints: Vec<usize>,
    /// By endpoint number: the first world in which everybody's value outside the trial is the same.
    pub outside: Vec<usize>,
    /// By design.
    pub studies: Vec<StudySpace>,
}

/// What is kept of one design until the end of the replication.
#[derive(Default)]
pub struct StudySpace {
    /// Endpoints that are analysed or looked at early.
    pub(super) endpoints: Vec<usize>,
    /// Where it finds what it shares with other worlds.
    pub(super) places: DesignPlaces,
    /// People by stage.
    pub(super) flow: Counts,
    /// Whether recruitment fell short.
    pub(super) shortfall: bool,
}

/// The people of one society and their lives.
pub(super) struct Crowd {
    pub people: People,
    pub lives: Lives,
    /// Enrolment thresholds by link; empty where no world uses the link.
    pub thresholds: [Vec<f64>; 2],
    /// By link: whether people of some world decide by it.
    pub decide: [bool; 2],
    /// How those are found who can enrol, where nobody else is drawn.
    pub recruits: Option<Recruits>,
    /// People in the whole frame.
    frame: usize,
}

/// What one world adds to its society's people.
#[derive(Default)]
pub(super) struct WorldSpace {
    pub uptake: Uptake,
    pub buffers: [Vec<f64>; 2],
    /// Values by endpoint number.
    pub values: Vec<FrameValues>,
    /// By endpoint number: whose values outside the trial are there.
    pub outside_of: Vec<Option<Owner>>,
}

/// What one design writes.
#[derive(Default)]
pub(super) struct DesignSpace {
    /// Values by endpoint number.
    pub slots: Vec<SlotValues>,
    /// By slot: removed after randomisation, were the person assigned to the arm they are.
    pub excluded: Vec<bool>,
    pub uniforms: Vec<f64>,
    pub odds: Vec<f64>,
    pub thresholds: Vec<f64>,
    /// Means by endpoint number.
    pub means: Vec<SetMeans>,
    /// By person: the group in the dataset, or [`crate::assignment::NOWHERE`].
    pub groups: Vec<u8>,
    /// By person in the dataset: the row.
    pub rows: Vec<u32>,
    pub columns: Columns,
    /// Critical values of t, remembered.
    pub critical: CriticalValues,
    pub findings: Vec<Finding>,
    pub redivision: Redivision,
    /// By cell: what other divisions of the same people say, where they are asked.
    pub controls: Vec<f64>,
}

impl Workspace {
    /// Space for one thread.
    pub fn new(plan: &Plan) -> Self {
        let crowds = (0..plan.societies.len()).map(|number| Crowd::new(plan, number));
        let (shared, places) = Shared::new(plan);
        let worlds = places.into_iter().enumerate();
        let worlds = worlds.map(|(number, places)| WorldKept::new(plan, number, places));
        let most = plan.worlds.iter().map(|w| w.model.endpoints.len()).max().unwrap_or(0);
        Self {
            crowds: crowds.collect(),
            world: WorldSpace {
                values: vec![FrameValues::default(); most],
                outside_of: vec![None; most],
                ..Default::default()
            },
            design: DesignSpace {
                slots: vec![SlotValues::default(); most],
                means: vec![SetMeans::default(); most],
                controls: vec![0.0; plan.cells.len()],
                ..Default::default()
            },
            shared,
            worlds: worlds.collect(),
            observations: vec![None; plan.cells.len()],
            tests: Tests::default(),
        }
    }
}

impl Crowd {
    fn new(plan: &Plan, number: usize) -> Self {
        let society = &plan.societies[number];
        let frame = society.population.size;
        let recruits = Recruits::new(plan, number);
        let size = if recruits.is_some() { 0 } else { frame };
        let mut people = society.population.people(size);
        people.look_at(&traits_used(plan, number));
        society.add_columns(&mut people, size);
        let worlds = || plan.worlds.iter().filter(|w| w.society == number);
        let decides = |w: &World| w.offers.iter().any(|o| o.intercept != f64::INFINITY);
        let uses = |link: Link| worlds().any(|w| w.enrolment.link == link && decides(w));
        let thresholds = Link::ALL.map(|link| vec![0.0; if uses(link) { size } else { 0 }]);
        let lives = society.lives.lives(size);
        let decide = Link::ALL.map(uses);
        Self { people, lives, thresholds, decide, recruits, frame }
    }

    /// Finds those who can enrol, where nobody else is drawn, and makes room for them.
    pub fn gather(&mut self, plan: &Plan, stream: Stream) {
        let Some(recruits) = &mut self.recruits else { return };
        recruits.find(plan, stream);
        let size = recruits.people().len();
        self.people.resize(size);
        self.lives.resize(size);
        let used = self.thresholds.iter_mut().zip(self.decide).filter(|(_, used)| *used);
        used.for_each(|(row, _)| row.resize(size, 0.0));
    }

    /// Numbers in the frame of the people drawn; none when everybody is.
    pub fn members(&self) -> Option<&[u32]> {
        self.recruits.as_ref().map(Recruits::people)
    }

    /// How many people of the frame a design reaches, and how many of those are drawn.
    pub fn within(&self, reach: Option<usize>) -> (usize, usize) {
        let reach = reach.unwrap_or(self.frame).min(self.frame);
        let drawn = |people: &[u32]| people.partition_point(|&i| (i as usize) < reach);
        (reach, self.members().map_or(reach, drawn))
    }
}

/// By trait of a society: whether somebody looks at it.
fn traits_used(plan: &Plan, number: usize) -> Vec<bool> {
    let Society { population, lives, .. } = &plan.societies[number];
    let mut used = vec![false; population.traits.len()];
    if let Some(work) = &lives.work {
        used[0] = true;
        work.model.after_start.iter().for_each(|(row, _)| used[*row] = true);
    }
    lives.latent.iter().for_each(|latent| latent.predictor.mark_traits(&mut used));
    for world in plan.worlds.iter().filter(|world| world.society == number) {
        world.enrolment.predictor.mark_traits(&mut used);
        world.enrolment.selection.iter().for_each(|(row, _)| used[*row] = true);
        world.gains.iter().for_each(|gain| gain.mark_traits(&mut used));
        world.take_up.iter().for_each(|take_up| take_up.predictor.mark_traits(&mut used));
        world.surveys.iter().for_each(|survey| survey.predictor.mark_traits(&mut used));
    }
    used
}

impl WorldKept {
    fn new(plan: &Plan, number: usize, places: Vec<DesignPlaces>) -> Self {
        let world = &plan.worlds[number];
        let designs = world.designs.iter().zip(places);
        let studies = designs.map(|(design, places)| StudySpace::new(world, design, places));
        let studies: Vec<StudySpace> = studies.collect();
        let mut endpoints: Vec<usize> = studies.iter().flat_map(|s| s.endpoints.clone()).collect();
        endpoints.sort_unstable();
        endpoints.dedup();
        let all = 0..world.model.endpoints.len();
        let outside = all.map(|e| first_lived_alike(plan, number, e)).collect();
        Self { first: first_enrolled_alike(plan, number), endpoints, outside, studies }
    }
}

impl StudySpace {
    fn new(world: &World, design: &DesignPlan, places: DesignPlaces) -> Self {
        let of_samples = design.samples.iter().flat_map(|s| s.endpoints.clone());
        let mut endpoints: Vec<usize> = of_samples.chain(world.selecting_endpoints()).collect();
        endpoints.sort_unstable();
        endpoints.dedup();
        Self { endpoints, places, ..Default::default() }
    }
}
