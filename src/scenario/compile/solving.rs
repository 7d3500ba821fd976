//! Solving a world on few people, corrected by what many people give.

use super::sizes::Acceptance;
use super::society::{SAMPLE, calibration_sample};
use super::{Draft, cells, names, null, report};
use crate::assumption::Assumption;
use crate::calibration::{
    Obstacle, PRECISE, Parameter, ROUGH, SocietySample, Target, TargetError, WorldSample, achieved,
    individual_effects, solve,
};
use crate::issue::Issue;
use crate::plan::{Society, WorldRole};
use crate::scenario::Scenario;
use crate::scenario::source::Report;
use crate::stream::Lattice;

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
    let enrolment = scenario.recruitment.enrolment.as_ref();
    let rate = enrolment.and_then(|e| e.rate.as_ref()).map_or(1.0, Assumption::get);
    ((ENROLEES / rate).min(MOST) as usize).max(SAMPLE)
}

impl Draft {
    /// Solves the world and checks what depends on the solution.
    pub(super) fn solve(&mut self, society: &Society, samples: &Samples) -> Result<(), Report> {
        let few = &samples.few;
        let mut extra = WorldSample::new(&self.world, few, &self.lattice, false);
        let mut targets = self.targets.clone();
        if let Some(many) = &samples.many {
            self.meet(&targets, few, &mut extra, ROUGH)?;
            targets = self.corrected(few, &extra, many);
        }
        self.meet(&targets, few, &mut extra, PRECISE)?;
        self.individual = individual_effects(&self.world, few, &extra);
        let mut issues = null::left_over(&self.scenario, &self.individual);
        if self.world.role == WorldRole::Null {
            self.world.model.shifts.effects.iter_mut().flatten().for_each(|shift| *shift = 0.0);
            self.targets.retain(|target| !matches!(target.parameter, Parameter::Effect(..)));
            self.individual.clear();
        }
        issues.extend(cells::check_order(&self.scenario, &self.world));
        let acceptance = Acceptance::solved(&extra.accepts);
        issues.extend(cells::check_sizes(self, society.population.size, &acceptance));
        if issues.is_empty() { Ok(()) } else { Err(report(&self.document, issues)) }
    }

    fn meet(
        &mut self,
        targets: &[Target],
        sample: &SocietySample,
        extra: &mut WorldSample,
        precision: f64,
    ) -> Result<(), Report> {
        solve(&mut self.world, targets, sample, extra, precision).map_err(|mut e| {
            let stated = self.targets.iter().find(|t| t.path == e.path);
            e.wanted = stated.map_or(e.wanted, |t| t.wanted);
            report(&self.document, vec![impossible(&e)])
        })
    }

    /// What to ask of the few, so that the many have what is wanted.
    fn corrected(
        &self,
        few: &SocietySample,
        extra: &WorldSample,
        many: &SocietySample,
    ) -> Vec<Target> {
        let among_few = achieved(&self.world, &self.targets, few, extra);
        let extra = WorldSample::new(&self.world, many, &self.lattice, false);
        let among_many = achieved(&self.world, &self.targets, many, &extra);
        let mut targets = self.targets.clone();
        for ((target, few), many) in targets.iter_mut().zip(among_few).zip(among_many) {
            target.wanted += few - many;
        }
        targets
    }
}

fn impossible(e: &TargetError) -> Issue {
    match e.obstacle {
        Obstacle::OutOfReach(ends) => unreachable_target(e, ends),
        Obstacle::Contradicted(found) => contradicted_target(e, found),
    }
}

fn unreachable_target(e: &TargetError, ends: [f64; 2]) -> Issue {
    let message = format!("{} cannot be reached for {}", e.wanted, e.label);
    let issue = Issue::new(e.path.clone(), message);
    let [low, high] = ends.map(|end| (end * 1e4).round() / 1e4);
    if !(low.is_finite() && high.is_finite()) {
        return issue;
    }
    let possible = if low == high {
        format!("with everything else as stated, it is always {low}")
    } else {
        format!("with everything else as stated, values from {low} to {high} are possible")
    };
    let percent = names::percent_help(e.wanted.abs()).filter(|_| low >= -1.0 && high <= 1.0);
    issue.help(percent.map_or(possible.clone(), |percent| format!("{percent}; {possible}")))
}

fn contradicted_target(e: &TargetError, found: f64) -> Issue {
    let found = (found * 1e4).round() / 1e4;
    let message = format!(
        "{} for {} does not hold together with the other targets, which leave it at {found}",
        e.wanted, e.label
    );
    Issue::new(e.path.clone(), message)
        .help("bring the targets that contradict each other into line, or leave one out")
}
