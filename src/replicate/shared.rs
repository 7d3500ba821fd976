//! What worlds share in one replication: those that agree on people, enrolment and design have the same trial, and where
//! their analyses read the same people, the same design matrix.

use crate::assignment::{Trial, TrialBuffers};
use crate::estimand::{MeansOutside, Sets};
use crate::estimator::AnalysisBuffers;
use crate::measurement::{ResponseModel, Rows};
use crate::plan::{DesignPlan, Plan, SamplePlan, World};

/// Numbers that the design matrices which one thread keeps from world to world may take.
const MOST: usize = 1 << 21;

/// Whose something is: of which replication, of the first world of those that share it, and of which design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    pub replication: u32,
    pub world: usize,
    pub design: usize,
}

/// Something that is made once for all worlds that share it.
pub(super) struct Made<T> {
    of: Option<Owner>,
    value: T,
}

impl<T: Default> Default for Made<T> {
    fn default() -> Self {
        Self { of: None, value: T::default() }
    }
}

impl<T> Made<T> {
    /// What was made for this owner last, or is made now.
    pub fn make(&mut self, of: Owner, make: impl FnOnce(&mut T)) -> &mut T {
        if self.of != Some(of) {
            make(&mut self.value);
            self.of = Some(of);
        }
        &mut self.value
    }
}

/// One run of a design, with its sets.
#[derive(Default)]
pub(super) struct Run {
    pub trial: Trial,
    /// Those who are divided, in the order in which they arrive, where they are to be divided anew.
    pub arrivals: Vec<u32>,
    sets: Vec<SetsOf>,
    collected: usize,
    /// The rows of datasets; first those that one world has alone.
    rows: Vec<(Option<RowsOf>, Rows)>,
    listed: usize,
    /// By survey.
    pub answers: Vec<Answers>,
}

/// Who answers a survey.
#[derive(Default)]
pub(super) struct Answers {
    /// The first world that has the same, where worlds share them.
    pub of: Option<usize>,
    /// By slot.
    pub given: Vec<bool>,
}

/// The sets of some people.
#[derive(Default)]
struct SetsOf {
    /// By wave: whether it is measured.
    reached: Vec<bool>,
    /// The lottery whose acceptors count.
    lottery: Option<f64>,
    sets: Sets,
    /// By endpoint.
    outside: Vec<Outside>,
}

/// Means of an endpoint outside the trial.
#[derive(Default)]
struct Outside {
    /// The first world in which everybody's value is the same.
    of: Option<usize>,
    means: MeansOutside,
}

/// Whose rows a dataset has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowsOf {
    /// The number of the sets.
    pub sets: usize,
    /// Whether all are in it who are invited.
    pub everybody: bool,
    /// Whether the reference group is in it.
    pub reference: bool,
}

impl Run {
    /// Forgets all that goes by the trial, for another one.
    pub fn forget(&mut self) {
        self.answers.iter_mut().for_each(|answers| answers.of = None);
        self.collected = 0;
        self.listed = 1;
        if self.rows.is_empty() {
            self.rows.push(Default::default());
        }
    }

    /// The number of the sets of those in the waves reached and in a lottery, collected where they are new.
    pub fn collect(
        &mut self,
        reached: &[bool],
        lottery: Option<f64>,
        collect: impl FnOnce(&Trial, &mut Sets),
    ) -> usize {
        let known = |of: &SetsOf| of.reached == reached && of.lottery == lottery;
        if let Some(number) = self.sets[..self.collected].iter().position(known) {
            return number;
        }
        let number = self.collected;
        self.collected += 1;
        if number == self.sets.len() {
            self.sets.push(SetsOf::default());
        }
        let of = &mut self.sets[number];
        of.reached.clear();
        of.reached.extend_from_slice(reached);
        of.lottery = lottery;
        of.outside.iter_mut().for_each(|outside| outside.of = None);
        collect(&self.trial, &mut of.sets);
        number
    }

    /// The number of the rows of a dataset, listed where they are new; those `of` nothing are of one world alone.
    pub fn list(
        &mut self,
        of: Option<RowsOf>,
        sets: usize,
        list: impl FnOnce(&Trial, &Sets, &mut Rows),
    ) -> usize {
        let known = self.rows[1..self.listed].iter().position(|(known, _)| *known == of);
        if let (Some(_), Some(number)) = (of, known) {
            return 1 + number;
        }
        let number = if of.is_some() { self.listed } else { 0 };
        self.listed += usize::from(of.is_some());
        if number == self.rows.len() {
            self.rows.push(Default::default());
        }
        let (kept, rows) = &mut self.rows[number];
        *kept = of;
        list(&self.trial, &self.sets[sets].sets, rows);
        number
    }

    /// What a dataset sees of it, given the numbers of its sets and rows.
    pub fn view(&mut self, sets: usize, rows: usize) -> View<'_> {
        let Self { trial, arrivals, answers, .. } = self;
        let SetsOf { sets, outside, .. } = &mut self.sets[sets];
        let shared = rows > 0;
        View { trial, arrivals, answers, sets, outside, rows: &self.rows[rows].1, shared }
    }
}

/// One run of a design as a dataset sees it.
pub(super) struct View<'a> {
    pub trial: &'a Trial,
    pub arrivals: &'a [u32],
    pub answers: &'a [Answers],
    pub sets: &'a Sets,
    pub rows: &'a Rows,
    /// Whether all worlds that have the same trial have these rows.
    pub shared: bool,
    outside: &'a mut Vec<Outside>,
}

impl View<'_> {
    /// Means of an endpoint outside the trial, with those that are known of the `first` world in which it is the same.
    pub fn outside(&mut self, endpoint: usize, first: usize) -> &mut MeansOutside {
        if self.outside.len() <= endpoint {
            self.outside.resize_with(endpoint + 1, Outside::default);
        }
        let Outside { of, means } = &mut self.outside[endpoint];
        if *of != Some(first) {
            *of = Some(first);
            means.clear(self.sets);
        }
        means
    }
}

/// The first world in which as many say yes to every offer.
pub(super) fn first_enrolled_alike(plan: &Plan, number: usize) -> usize {
    let world = &plan.worlds[number];
    let alike = |other: &World| enrol_alike(other, world);
    plan.worlds[..number].iter().position(alike).unwrap_or(number)
}

/// The first world that has the same trial in a design of this number.
fn first_run_alike(plan: &Plan, number: usize, design: usize) -> usize {
    let world = &plan.worlds[number];
    let own = &world.designs[design];
    let offered = |world: &World, design: &DesignPlan| {
        let offers = (0..design.model.arms()).map(|arm| world.offers[design.model.offer(arm)]);
        offers.collect::<Vec<_>>()
    };
    let alike = |other: &World| {
        let run_alike = |design: &DesignPlan| {
            run_alike(design, own) && offered(other, design) == offered(world, own)
        };
        enrol_alike(other, world) && other.designs.get(design).is_some_and(run_alike)
    };
    plan.worlds[..number].iter().position(alike).unwrap_or(number)
}

/// The first world in which everybody's value of an endpoint outside the trial is the same.
pub(super) fn first_lived_alike(plan: &Plan, number: usize, endpoint: usize) -> usize {
    let world = &plan.worlds[number];
    let alike = |other: &World| {
        other.society == world.society && world.model.lives_as(&other.model, endpoint)
    };
    plan.worlds[..number].iter().position(alike).unwrap_or(number)
}

fn enrol_alike(one: &World, other: &World) -> bool {
    one.society == other.society && one.enrolment == other.enrolment
}

fn run_alike(one: &DesignPlan, other: &DesignPlan) -> bool {
    one.model == other.model && one.reach == other.reach
}

/// All that worlds share.
pub(super) struct Shared {
    /// How far everybody is from saying yes.
    pub margin: Made<Vec<f64>>,
    /// By design, or one for all where there is one world.
    pub runs: Vec<Made<Run>>,
    pub urns: TrialBuffers,
    pub working: Working,
}

/// Working space of analyses, with their design matrices.
#[derive(Default)]
pub(super) struct Working {
    alone: AnalysisBuffers,
    shared: Vec<Made<AnalysisBuffers>>,
}

impl Working {
    /// That of an analysis, given the place of what it shares.
    pub fn at(&mut self, place: Option<usize>, of: Owner) -> &mut AnalysisBuffers {
        if let Some(place) = place {
            return self.shared[place].make(of, AnalysisBuffers::forget);
        }
        self.alone.forget();
        &mut self.alone
    }
}

impl Shared {
    /// Room for what the worlds of a plan share, and by world and design the places of its analyses.
    pub fn new(plan: &Plan) -> (Self, Vec<Vec<DesignPlaces>>) {
        let designs = plan.worlds.iter().map(|world| world.designs.len()).max().unwrap_or(0);
        let runs = if plan.worlds.len() > 1 { designs } else { 1 };
        let mut matrices = Matrices::default();
        let of_world = |number: usize| {
            let designs = 0..plan.worlds[number].designs.len();
            designs.map(|design| matrices.of_design(plan, number, design)).collect()
        };
        let places = (0..plan.worlds.len()).map(of_world).collect();
        let shared = (0..matrices.places.len()).map(|_| Made::default()).collect();
        let working = Working { shared, ..Working::default() };
        let runs = (0..runs).map(|_| Made::default()).collect();
        (Self { margin: Made::default(), runs, urns: TrialBuffers::default(), working }, places)
    }
}

/// Where one design finds what it shares.
#[derive(Clone, Debug, Default)]
pub(super) struct DesignPlaces {
    /// The first world that has the same trial.
    pub first: usize,
    /// By dataset and analysis.
    pub analyses: Vec<Vec<Option<usize>>>,
    /// By survey: the first world that has the same answers; none where they depend on what becomes of people.
    pub surveys: Vec<Option<usize>>,
}

/// The design matrices that worlds share, by design, dataset and analysis.
#[derive(Default)]
struct Matrices {
    places: Vec<[usize; 3]>,
    numbers: usize,
}

impl Matrices {
    fn of_design(&mut self, plan: &Plan, number: usize, design: usize) -> DesignPlaces {
        let first = first_run_alike(plan, number, design);
        let [known, own] =
            [first, number].map(|number| &plan.worlds[number].designs[design].samples);
        let people = plan.societies[plan.worlds[number].society].population.size;
        let mut of_analysis = |[sample, analysis]: [usize; 2]| {
            let known = known.get(sample).filter(|known| known.key == own[sample].key)?;
            let (known, own) = (known.analyses.get(analysis)?, &own[sample].analyses[analysis]);
            let shares = plan.worlds.len() > 1 && known.model.reads_as(&own.model);
            let size = people * own.model.width();
            shares.then(|| self.place([design, sample, analysis], size)).flatten()
        };
        let of_sample = |(s, sample): (usize, &SamplePlan)| {
            (0..sample.analyses.len()).map(|a| of_analysis([s, a])).collect()
        };
        let analyses = own.iter().enumerate().map(of_sample).collect();
        let known = &plan.worlds[first].surveys;
        let of_survey = |(k, own): (usize, &ResponseModel)| {
            (own.depends_on.is_empty() && known.get(k) == Some(own)).then_some(first)
        };
        let surveys = plan.worlds[number].surveys.iter().enumerate().map(of_survey).collect();
        DesignPlaces { first, analyses, surveys }
    }

    fn place(&mut self, wanted: [usize; 3], size: usize) -> Option<usize> {
        if let Some(place) = self.places.iter().position(|known| *known == wanted) {
            return Some(place);
        }
        let fits = self.numbers + size <= MOST;
        fits.then(|| {
            self.numbers += size;
            self.places.push(wanted);
            self.places.len() - 1
        })
    }
}
