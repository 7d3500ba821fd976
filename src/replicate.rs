//! One replication: the whole scenario lived through once, as a methods section.

mod flow;
mod observe;
mod recruits;
mod redivide;
mod shared;
mod sums;
mod workspace;

use crate::assignment::{DesignModel, TrialBuffers, Willing};
use crate::diagnosis::cell::CellSpec;
use crate::diagnosis::observation::{Certainty, Interval, Observation};
use crate::estimand::{Account, ContrastModel, Place, Policy, Scope, SetId, Term, Terms};
use crate::estimator::{CriticalValues, Failure, Finding, Inference, StandardError};
use crate::measurement::Background;
use crate::numeric::columns;
use crate::plan::{
    AnalysisPlan, Cell, DesignPlan, Detail, Mode, Plan, SamplePlan, Society, World, realise_uptake,
};
use crate::population::Column;
use crate::recruitment::{Link, thresholds};
use crate::stream::{Among, Stream};

pub use flow::{Flow, FlowCount, FlowSums};
use observe::recorded;
use recruits::Recruits;
use shared::{Owner, Run, View, Working};
pub use sums::Sums;
pub use workspace::Workspace;
use workspace::{Crowd, DesignSpace, StudySpace, WorldKept, WorldSpace};

/// The streams of one replication: people and their lives, and what the design draws.
#[derive(Clone, Copy, Debug)]
struct Streams {
    people: Stream,
    design: Stream,
}

impl Streams {
    fn new(plan: &Plan, replication: u32) -> Self {
        let design = Stream::new(plan.seed, plan.domain, replication);
        let people = match plan.mode {
            Mode::Superpopulation => design,
            Mode::Finite => Stream::new(plan.seed, plan.domain, 0),
        };
        Self { people, design }
    }
}

/// Lives through one replication of every world and design, and adds what was found to `sums`.
pub fn replicate(plan: &Plan, replication: u32, space: &mut Workspace, sums: &mut Sums) {
    let streams = Streams::new(plan, replication);
    space.observations.fill(None);
    for (number, society) in plan.societies.iter().enumerate() {
        let crowd = &mut space.crowds[number];
        crowd.gather(plan, streams.people);
        draw_people(society, streams, crowd);
    }
    let Workspace { crowds, world: own, shared, design: space, worlds, observations, tests } =
        space;
    for (world, kept) in plan.worlds.iter().zip(&mut *worlds) {
        let crowd = &crowds[world.society];
        let margin =
            shared.margin.make(Owner { replication, world: kept.first, design: 0 }, |margin| {
                decide_to_enrol(world, crowd, margin);
            });
        let draws = streams.people.among(crowd.members());
        realise_uptake(world, &crowd.people, &draws, &mut own.buffers, &mut own.uptake);
        what_would_happen(plan.detail, world, kept, replication, crowd, own);
        let WorldKept { outside, studies, .. } = kept;
        for (number, (design, kept)) in world.designs.iter().zip(studies).enumerate() {
            let owner = Owner { replication, world: kept.places.first, design: number };
            let draws = streams.design.among(crowd.members());
            let study = Study { plan, world, design, crowd, own, outside, margin, draws, owner };
            let place = number.min(shared.runs.len() - 1);
            let run = shared.runs[place].make(owner, |run| study.draw(run, &mut shared.urns));
            study.run(run, &mut shared.working, space, kept, observations);
        }
    }
    sums.record(plan, observations, worlds, tests);
    sums.record_controlled(plan, observations, &space.controls, tests);
}

/// The population, its work histories and its lives under regular service.
fn draw_people(society: &Society, streams: Streams, crowd: &mut Crowd) {
    let draws = streams.people.among(crowd.recruits.as_ref().map(Recruits::people));
    society.draw(&draws, Some(&streams.people), &mut crowd.people, &mut crowd.lives);
    for (link, out) in Link::ALL.into_iter().zip(&mut crowd.thresholds) {
        thresholds(link, &draws, out);
    }
}

/// How far everybody is from saying yes: an offer is accepted when it makes this positive. Nobody's distance counts where
/// every offer is accepted.
fn decide_to_enrol(world: &World, crowd: &Crowd, margin: &mut Vec<f64>) {
    let link = world.enrolment.link as usize;
    if !crowd.decide[link] {
        return margin.resize(crowd.people.size, 0.0);
    }
    world.enrolment.inclination(&crowd.people, margin);
    columns::subtract(margin, &crowd.thresholds[link]);
}

/// Everybody's outcomes outside the trial and, for the budget, under the policy.
fn what_would_happen(
    detail: Detail,
    world: &World,
    kept: &WorldKept,
    replication: u32,
    crowd: &Crowd,
    own: &mut WorldSpace,
) {
    let (lives, n) = (&crowd.lives, crowd.people.size);
    for &endpoint in &kept.endpoints {
        let values = &mut own.values[endpoint];
        let of = Some(Owner { replication, world: kept.outside[endpoint], design: 0 });
        if detail == Detail::Estimates && crowd.recruits.is_some() {
            values.outside.clear();
        } else if own.outside_of[endpoint] != of {
            own.outside_of[endpoint] = of;
            world.model.fill_outside(endpoint, lives, n, values);
        }
        if detail == Detail::Budget {
            world.model.fill_under_policy(endpoint, lives, &own.uptake, n, values);
        }
    }
}

/// One design in one world in one replication.
struct Study<'a> {
    plan: &'a Plan,
    world: &'a World,
    design: &'a DesignPlan,
    crowd: &'a Crowd,
    own: &'a WorldSpace,
    /// By endpoint: the first world in which everybody's value outside the trial is the same.
    outside: &'a [usize],
    /// How far everybody is from saying yes.
    margin: &'a [f64],
    draws: Among<'a>,
    /// Of whom what is shared is.
    owner: Owner,
}

impl Study<'_> {
    /// Runs the design.
    fn draw(&self, run: &mut Run, buffers: &mut TrialBuffers) {
        let (reach, size) = self.crowd.within(self.design.reach);
        let on_file = &self.crowd.people.covariates;
        let willing = Willing { offers: &self.world.offers, margin: &self.margin[..size] };
        self.design.model.run(self.draws, reach, willing, on_file, &mut run.trial, buffers);
        run.arrivals.clear();
        if self.plan.redivisions > 0 {
            run.arrivals.extend_from_slice(buffers.arrivals());
        }
        run.forget();
    }

    /// Measures, analyses and accounts for every dataset of the design.
    fn run(
        &self,
        run: &mut Run,
        working: &mut Working,
        space: &mut DesignSpace,
        kept: &mut StudySpace,
        observations: &mut [Option<Result<Observation, Failure>>],
    ) {
        let WorldSpace { values, uptake, .. } = self.own;
        for &endpoint in &kept.endpoints {
            let slots = &mut space.slots[endpoint];
            let place = Place { endpoint, delivery: self.design.delivery };
            let (model, lives, trial) = (&self.world.model, &self.crowd.lives, &run.trial);
            match self.plan.detail {
                Detail::Budget => {
                    model.fill_slots(place, lives, uptake, &values[endpoint], trial, slots);
                }
                Detail::Estimates => {
                    model.fill_as_run(place, lives, uptake, trial, slots);
                }
            }
        }
        self.exclude(&run.trial, space);
        self.ask(&kept.places, run, space);
        let mut counted = None;
        for (sample, places) in self.design.samples.iter().zip(&kept.places.analyses) {
            let number = self.collect_sets(sample, run);
            let listed = self.list(sample, number, run, space);
            let mut view = run.view(number, listed);
            if counted != Some(number) {
                for &endpoint in &kept.endpoints {
                    space.means[endpoint].clear(view.sets, self.world.arms.len());
                }
                counted = Some(number);
            }
            self.observe(sample, &view, space);
            for (analysis, &place) in sample.analyses.iter().zip(places) {
                let DesignSpace { columns, slots, findings, .. } = &mut *space;
                let outcomes = recorded(sample, view.rows, slots, &columns.outcomes);
                let background = self.background().in_blocks(&view.trial.blocks);
                let data = columns.of(view.rows, &outcomes, background, view.shared);
                let buffers = working.at(place, self.owner);
                analysis.model.run(data, &analysis.outcomes, buffers, findings);
                self.account(sample, analysis, &mut view, space, observations);
                if self.plan.redivisions > 0 {
                    let control = self.redivide(sample, analysis, &view, space);
                    space.controls[analysis.cells[0]] = control;
                }
            }
        }
        self.count_flow(run, space, kept);
    }

    /// The background file.
    fn background(&self) -> Background<'_> {
        let features = &self.plan.societies[self.world.society].features;
        Background::new(features, &self.crowd.people)
    }

    fn before(&self) -> bool {
        matches!(self.design.model, DesignModel::Before(_))
    }

    /// The number of the sets of people behind a dataset.
    fn collect_sets(&self, sample: &SamplePlan, run: &mut Run) -> usize {
        let people = &self.crowd.people;
        let wave = self.plan.societies[self.world.society].columns.wave;
        let wave = wave.map(|column| &people.covariates[column]);
        let levels = match wave {
            Some(Column::Levels(levels)) => Some(levels),
            _ => None,
        };
        let reached = &sample.key.reaches;
        let reaches = |i: usize| reached[levels.map_or(0, |levels| usize::from(levels[i]))];
        let reaches = (!reached.iter().all(|reached| *reached)).then_some(reaches);
        let counts = self.world.policy == Policy::PateEnrolees;
        let lottery = counts.then_some(self.world.offers[0].intercept);
        let accepts = lottery.map(|intercept| move |i: usize| intercept + self.margin[i] > 0.0);
        let of_dataset = self.plan.detail == Detail::Estimates;
        let scope = Scope { arms: self.world.arms.len(), before: self.before(), of_dataset };
        run.collect(reached, lottery, |trial, sets| sets.collect(trial, scope, reaches, accepts))
    }

    /// Splits the distance of every estimate from the policy truth into its causes.
    fn account(
        &self,
        sample: &SamplePlan,
        analysis: &AnalysisPlan,
        view: &mut View,
        space: &mut DesignSpace,
        observations: &mut [Option<Result<Observation, Failure>>],
    ) {
        let arms = self.world.arms.len();
        let everybody_starts = self.own.uptake.is_full();
        let policy = match self.world.policy {
            Policy::PateEnrolees => SetId::Lottery,
            Policy::Pate | Policy::Pitt => SetId::Frame,
        };
        let removes = self.world.exclusion.is_some() && (sample.key.participants || !self.before());
        let all_kept = !removes && analysis.model.surveys.is_empty();
        let contrasts = analysis.contrasts.len();
        for (k, &column) in analysis.outcomes.iter().enumerate() {
            let endpoint = sample.endpoints[column];
            let mut account = Account {
                frame: &self.own.values[endpoint],
                slots: &space.slots[endpoint],
                trial: view.trial,
                sets: view.sets,
                policy,
                arms,
                everybody_starts,
                means: &mut space.means[endpoint],
                outside: view.outside(endpoint, self.outside[endpoint]),
            };
            for (c, contrast) in analysis.contrasts.iter().enumerate() {
                let number = analysis.cells[k * contrasts + c];
                let finding = space.findings[k * contrasts + c];
                let cell = &self.plan.cells[number];
                let spec = &cell.spec;
                let seen = observed(&finding, contrast, cell, &mut space.critical);
                let observation = seen.map(|seen| {
                    let terms = (self.plan.detail == Detail::Budget).then(|| {
                        let (mut terms, everybody) = account.terms(contrast, spec.policy_truth);
                        let error = seen.estimate - spec.policy_truth;
                        complete(&mut terms, &finding, error, everybody, all_kept);
                        terms
                    });
                    Observation { terms, ..seen }
                });
                observations[number] = Some(observation);
            }
        }
    }
}

/// What a finding says of a cell, without the terms of its bias.
///
/// # Errors
/// Why there is no estimate.
pub fn observed(
    finding: &Finding,
    contrast: &ContrastModel,
    cell: &Cell,
    critical: &mut CriticalValues,
) -> Result<Observation, Failure> {
    let found = finding.inference?;
    let stand_in = finding.none_against_all.filter(|_| stands_in(contrast, cell));
    Ok(Observation {
        estimate: found.point,
        n: found.n as u64,
        share: finding.share,
        certainty: certainty(&found, stand_in, &cell.spec, critical),
        constant_group: finding.constant_group,
        magnitude: finding.magnitude,
        terms: None,
    })
}

/// Whether Fisher's exact test may take the place of a test that a cell's standard error cannot give: of an effect, between
/// people who were assigned one by one, on a yes/no outcome.
fn stands_in(contrast: &ContrastModel, cell: &Cell) -> bool {
    cell.is_share && cell.spec.claim.is_of_effect() && contrast.is_between_assigned()
}

/// What an estimate says about its uncertainty, with `stand_in` the p-value of the test that may take the place of its own.
fn certainty(
    found: &Inference,
    stand_in: Option<f64>,
    spec: &CellSpec,
    critical: &mut CriticalValues,
) -> Certainty {
    match (found.error, found.exact.or(stand_in)) {
        (Ok(StandardError { se, df }), _) => {
            let mut critical_alpha = [f64::NAN; 4];
            for (value, &alpha) in critical_alpha.iter_mut().zip(&spec.alphas) {
                *value = critical.two_sided(spec.claim.reference_level(alpha), df);
            }
            let critical_level = critical.two_sided(1.0 - spec.level, df);
            Certainty::Interval(Interval { se, df, critical_level, critical_alpha })
        }
        (Err(reason), Some(p)) => Certainty::ExactTest { p, reason },
        (Err(reason), None) => Certainty::Nothing(reason),
    }
}

/// The last terms: who was left out, and what the model made of the difference in means.
///
/// Where nobody can be left out, the sets behind the budget and the dataset hold the same people:
/// a difference between them is a fault of this program, and breaks the budget.
fn complete(terms: &mut Terms, finding: &Finding, error: f64, everybody: f64, all_kept: bool) {
    if everybody.is_nan() {
        terms[Term::Adjustment] = error - terms.sum();
        return;
    }
    let left_out = finding.raw_difference - everybody;
    let scale = finding.magnitude.max(1.0);
    let holds = !all_kept || left_out.abs() <= 1e-9 * scale;
    terms[Term::Exclusion] = if holds { left_out } else { f64::NAN };
    let estimate = finding.inference.map_or(f64::NAN, |found| found.point);
    terms[Term::Adjustment] = estimate - finding.raw_difference;
}
