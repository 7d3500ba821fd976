//! Solving a world on few people, corrected by what many people give.

use super::people::{SAMPLE, calibration_sample};
use super::unmet::impossible;
use super::{null, order, small_site};
use crate::assignment::DesignModel;
use crate::calibration::{
    IndividualEffects, PRECISE, Parameter, ROUGH, SocietySample, Target, WorldSample, achieved,
    individual_effects, solve,
};
use crate::diagnosis::measured::Measured;
use crate::plan::{Society, WorldRole};
use crate::scenario::Scenario;
use crate::scenario::compile::report;
use crate::scenario::compile::resolve::WorldDraft;
use crate::scenario::compile::resolve::sizes::{self, Acceptance};
use crate::scenario::source::Report;
use crate::stream::Lattice;

/// A target that is solved.
pub(super) struct Settled {
    target: Target,
    /// What is asked of the few, so that the many have what is stated.
    wanted_of_few: f64,
    /// The parameter that gives it.
    value: f64,
}

/// Expected enrolees among the people who correct the solution.
const ENROLEES: f64 = 4000.0;
/// The most people who correct the solution.
const MOST: f64 = 200_000.0;

/// The people on whom one society's worlds are solved.
pub struct Samples {
    /// Few, on whom roots are sought.
    few: SocietySample,
    /// Many, who say by how much the few are wrong; none where the few are enough.
    many: Option<SocietySample>,
}

impl Samples {
    /// Draws `size` people, and the first of them apart.
    pub fn draw(society: &Society, lattice: &Lattice, size: usize) -> Self {
        let few = calibration_sample(society, lattice);
        let many = (size > SAMPLE).then(|| SocietySample::draw(society, size, lattice, None));
        Self { few, many }
    }
}

/// People needed for enough enrolees; those of the few when they are.
pub fn people_needed(scenario: &Scenario) -> usize {
    let rate = scenario.enrolment_rate().unwrap_or(1.0);
    if scenario.sites.is_empty() {
        return ((ENROLEES / rate).min(MOST) as usize).max(SAMPLE);
    }
    // As many in each site.
    let rates = scenario.enrolment_by_site().map(|(_, held)| held.value);
    let rates = rates.chain(std::iter::repeat(1.0));
    let needed = scenario
        .site_shares()
        .into_iter()
        .zip(rates)
        .map(|(share, rate)| (ENROLEES / rate).max(SAMPLE as f64) / share);
    needed.fold(SAMPLE as f64, f64::max).min(MOST) as usize
}

/// A world, and the people on whom it is solved.
pub struct Solving<'a> {
    pub draft: &'a mut WorldDraft,
    pub society: &'a Society,
    pub samples: &'a Samples,
    /// Of the samples: a further draw of these people takes a coordinate of its own.
    pub lattice: Lattice,
}

impl Solving<'_> {
    /// Solves the world and checks what depends on the solution. What it states like the base world, which was
    /// `settled` on the same people, keeps the solution that it has there, as far as nothing else undoes it.
    pub fn solve(
        mut self,
        settled: &[Settled],
    ) -> Result<(Vec<Settled>, Vec<IndividualEffects>), Report> {
        let few = &self.samples.few;
        let mut extra = WorldSample::new(&self.draft.world, few, &self.lattice, false);
        let mut targets = self.draft.targets.clone();
        let shared = self.draft.targets.iter().enumerate().filter_map(|(place, target)| {
            settled.iter().find(|other| other.target.is_same(target)).map(|found| (place, found))
        });
        let shared: Vec<(usize, &Settled)> = shared.collect();
        for (place, found) in &shared {
            let target = &mut targets[*place];
            target.wanted = found.wanted_of_few;
            target.parameter.set(found.value, &mut self.draft.world, few, &mut extra);
        }
        if let Some(many) = &self.samples.many {
            self.meet(&targets, few, &mut extra, ROUGH)?;
            targets = self.corrected([few, many], &extra);
            for (place, found) in &shared {
                let target = &mut targets[*place];
                if target.parameter.get(&self.draft.world).to_bits() == found.value.to_bits() {
                    target.wanted = found.wanted_of_few;
                }
            }
        }
        self.meet(&targets, few, &mut extra, PRECISE)?;
        let now = targets.iter().zip(&self.draft.targets).map(|(solved, stated)| Settled {
            target: stated.clone(),
            wanted_of_few: solved.wanted,
            value: solved.parameter.get(&self.draft.world),
        });
        let now = now.collect();
        if self.samples.many.is_none() {
            let among_few = achieved(&self.draft.world, &self.draft.targets, few, &extra);
            self.know_errors(&among_few);
        }
        let mut individual = individual_effects(&self.draft.world, few, &extra);
        let mut issues = null::left_over(&self.draft.scenario, &individual);
        if self.draft.world.role == WorldRole::Null {
            self.draft
                .world
                .model
                .shifts
                .effects
                .iter_mut()
                .flatten()
                .for_each(|shift| *shift = 0.0);
            self.draft.targets.retain(|target| !matches!(target.parameter, Parameter::Effect(..)));
            individual.clear();
        }
        issues.extend(order::check(&self.draft.scenario, &self.draft.world));
        let acceptance = Acceptance::solved(&extra.accepts);
        let models: Vec<&DesignModel> =
            self.draft.designs.iter().map(|it| &it.plan.model).collect();
        let size = self.society.population.size;
        issues.extend(sizes::check(
            &self.draft.scenario,
            &self.draft.world,
            &models,
            size,
            &acceptance,
        ));
        if issues.is_empty() {
            Ok((now, individual))
        } else {
            Err(report(&self.draft.document, issues))
        }
    }

    fn meet(
        &mut self,
        targets: &[Target],
        sample: &SocietySample,
        extra: &mut WorldSample,
        precision: f64,
    ) -> Result<(), Report> {
        solve(&mut self.draft.world, targets, sample, extra, precision).map_err(|mut e| {
            // Sites with nothing of their own share a path.
            let mut stated = self.draft.targets.iter();
            let stated = stated.find(|t| t.path == e.path && t.label.to_string() == e.label);
            if let Some(stated) = stated {
                e.restate(stated.wanted);
            }
            let small = stated.and_then(Target::site).and_then(|site| {
                small_site::out_of_reach(&self.draft.scenario, site, &sample.people.site, &e)
            });
            report(&self.draft.document, vec![small.unwrap_or_else(|| impossible(&e))])
        })
    }

    /// Notes how well each target is known on the people who have the last word.
    fn know_errors(&mut self, achieved: &[Measured]) {
        for (target, found) in self.draft.targets.iter_mut().zip(achieved) {
            target.solved_within = found.mcse;
        }
    }

    /// What to ask of the few, so that the many have what is wanted.
    fn corrected(&mut self, [few, many]: [&SocietySample; 2], extra: &WorldSample) -> Vec<Target> {
        let among_few = achieved(&self.draft.world, &self.draft.targets, few, extra);
        let extra = WorldSample::new(&self.draft.world, many, &self.lattice, false);
        let among_many = achieved(&self.draft.world, &self.draft.targets, many, &extra);
        self.know_errors(&among_many);
        let mut targets = self.draft.targets.clone();
        for ((target, few), many) in targets.iter_mut().zip(among_few).zip(among_many) {
            target.wanted += few.value - many.value;
        }
        targets
    }
}
