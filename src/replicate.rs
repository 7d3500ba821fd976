//! One replication: the whole scenario lived through once, as a methods section.

mod observe;
mod sums;
mod workspace;

use crate::assignment::DesignModel;
use crate::calibration::realise_uptake;
use crate::diagnosis::budget::{Term, Terms};
use crate::diagnosis::cell::Observation;
use crate::estimand::{Account, Policy, SetId};
use crate::estimator::{Failure, Finding};
use crate::plan::{AnalysisPlan, DesignPlan, Mode, Plan, SamplePlan, Society, World};
use crate::recruitment::thresholds;
use crate::stream::{Domain, Stream};

pub use sums::{Flow, FlowCount, FlowSums, Sums};
pub use workspace::Workspace;
use workspace::{Crowd, DesignSpace, WorldSpace};

/// The streams of one replication: people and their lives, and what the design draws.
#[derive(Clone, Copy, Debug)]
struct Streams {
    people: Stream,
    design: Stream,
}

impl Streams {
    fn new(plan: &Plan, replication: u32) -> Self {
        let design = Stream::new(plan.seed, Domain::Simulation, replication);
        let people = match plan.mode {
            Mode::Superpopulation => design,
            Mode::Finite => Stream::new(plan.seed, Domain::Simulation, 0),
        };
        Self { people, design }
    }
}

/// Lives through one replication of every world and design, and adds what was found to `sums`.
pub fn replicate(plan: &Plan, replication: u32, space: &mut Workspace, sums: &mut Sums) {
    let streams = Streams::new(plan, replication);
    space.observations.fill(None);
    for (number, society) in plan.societies.iter().enumerate() {
        draw_people(society, streams, &mut space.crowds[number]);
    }
    for (world, own) in plan.worlds.iter().zip(&mut space.worlds) {
        let crowd = &space.crowds[world.society];
        decide_to_enrol(world, streams, crowd, own);
        what_would_happen(world, crowd, own);
        for (design, design_space) in world.designs.iter().zip(&mut own.designs) {
            design.model.run(&streams.design, &own.margin, &mut design_space.trial, &mut own.trial_buffers);
            let mut study = Study { plan, world, design, crowd, streams };
            study.run(&own.values, &own.uptake, &own.margin, design_space, &mut space.observations);
        }
    }
    sums.record(plan, &space.observations, &space.worlds);
}

/// The population, its work histories and its lives under regular service.
fn draw_people(society: &Society, streams: Streams, crowd: &mut Crowd) {
    society.population.draw(&streams.people, &streams.people, &mut crowd.people);
    society.lives.draw(&streams.people, &mut crowd.people, &mut crowd.lives);
    society.draw_waves(&streams.people, &mut crowd.people);
}

/// How far everybody is from saying yes: an offer is accepted when it makes this positive.
fn decide_to_enrol(world: &World, streams: Streams, crowd: &Crowd, own: &mut WorldSpace) {
    world.enrolment.inclination(&crowd.people, &mut own.margin);
    own.thresholds.resize(crowd.people.size, 0.0);
    thresholds(world.enrolment.link, &streams.people, &mut own.thresholds);
    for (margin, threshold) in own.margin.iter_mut().zip(&own.thresholds) {
        *margin -= threshold;
    }
    realise_uptake(world, &crowd.people, &streams.people, &mut own.buffers, &mut own.uptake);
}

/// Everybody's outcomes outside the trial and under the policy.
fn what_would_happen(world: &World, crowd: &Crowd, own: &mut WorldSpace) {
    for &endpoint in &own.endpoints {
        let values = &mut own.values[endpoint];
        world.model.fill_frame(endpoint, &crowd.lives, &own.uptake, crowd.people.size, values);
    }
}

/// One design in one world in one replication.
struct Study<'a> {
    plan: &'a Plan,
    world: &'a World,
    design: &'a DesignPlan,
    crowd: &'a Crowd,
    streams: Streams,
}

impl Study<'_> {
    /// Measures, analyses and accounts for every dataset of the design.
    fn run(
        &mut self,
        frame: &[crate::estimand::FrameValues],
        uptake: &crate::estimand::Uptake,
        margin: &[f64],
        space: &mut DesignSpace,
        observations: &mut [Option<Result<Observation, Failure>>],
    ) {
        for endpoint in space.endpoints.clone() {
            let values = &mut space.slots[endpoint];
            let (lives, trial) = (&self.crowd.lives, &space.trial);
            self.world.model.fill_slots(endpoint, lives, uptake, &frame[endpoint], trial, values);
        }
        self.select(space);
        for sample in &self.design.samples {
            self.collect_sets(sample, margin, space);
            self.observe(sample, uptake, frame, space);
            for analysis in &sample.analyses {
                let (data, buffers) = (&space.dataset, &mut space.analysis);
                analysis.model.run(data, &analysis.outcomes, buffers, &mut space.findings);
                self.account(sample, analysis, frame, space, observations);
            }
        }
        self.count_flow(margin, space);
    }

    fn before(&self) -> bool {
        matches!(self.design.model, DesignModel::Before(_))
    }

    /// The sets of people behind a dataset.
    fn collect_sets(&self, sample: &SamplePlan, margin: &[f64], space: &mut DesignSpace) {
        let people = &self.crowd.people;
        let wave = self.plan.societies[self.world.society].columns.wave;
        let wave = wave.map(|column| &people.covariates[column]);
        let reaches = |i: usize| match wave {
            Some(crate::population::Column::Levels(levels)) => sample.key.reaches[usize::from(levels[i])],
            _ => sample.key.reaches.first().copied().unwrap_or(true),
        };
        let lottery = self.world.offers[0].intercept;
        let arms = self.world.arms.len();
        let accepts = |i: usize| lottery + margin[i] > 0.0;
        space.sets.collect(&space.trial, arms, self.before(), reaches, accepts);
    }

    /// Splits the distance of every estimate from the policy truth into its causes.
    fn account(
        &self,
        sample: &SamplePlan,
        analysis: &AnalysisPlan,
        frame: &[crate::estimand::FrameValues],
        space: &mut DesignSpace,
        observations: &mut [Option<Result<Observation, Failure>>],
    ) {
        let arms = self.world.arms.len();
        let policy = match self.world.policy {
            Policy::PateEnrolees => SetId::Lottery,
            Policy::Pate | Policy::Pitt => SetId::Frame,
        };
        let contrasts = analysis.contrasts.len();
        for (k, &column) in analysis.outcomes.iter().enumerate() {
            let endpoint = sample.endpoints[column];
            space.means.clear(&space.sets, arms);
            let mut account = Account {
                frame: &frame[endpoint],
                slots: &space.slots[endpoint],
                trial: &space.trial,
                sets: &space.sets,
                policy,
                arms,
                means: &mut space.means,
            };
            for (c, contrast) in analysis.contrasts.iter().enumerate() {
                let number = analysis.cells[k * contrasts + c];
                let finding = space.findings[k * contrasts + c];
                let spec = &self.plan.cells[number].spec;
                let observation = finding.estimate.map(|estimate| {
                    let (mut terms, everybody) = account.terms(contrast, spec.policy_truth);
                    complete(&mut terms, &finding, everybody);
                    let critical = &mut space.analysis.critical;
                    let mut critical_alpha = [f64::NAN; 4];
                    for (value, &alpha) in critical_alpha.iter_mut().zip(&spec.alphas) {
                        *value = critical.two_sided(alpha, estimate.df);
                    }
                    Observation {
                        estimate: estimate.estimate,
                        se: estimate.se,
                        n: estimate.n as u64,
                        critical_level: critical.two_sided(1.0 - spec.level, estimate.df),
                        critical_alpha,
                        terms,
                    }
                });
                observations[number] = Some(observation);
            }
        }
    }
}

/// The last terms: who was left out, and what the model made of the difference in means.
fn complete(terms: &mut Terms, finding: &Finding, everybody: f64) {
    let estimate = finding.estimate.map_or(f64::NAN, |e| e.estimate);
    terms[Term::Exclusion] = finding.raw_difference - everybody;
    terms[Term::Adjustment] = estimate - finding.raw_difference;
}
