//! Solving a world on few people, corrected by what many people give.

use super::names::written;
use super::sizes::Acceptance;
use super::society::{SAMPLE, calibration_sample};
use super::{Draft, cells, names, null, report, sites};
use crate::calibration::{
    Obstacle, PRECISE, Parameter, ROUGH, SocietySample, Target, TargetError, WorldSample, achieved,
    individual_effects, solve,
};
use crate::diagnosis::measured::Measured;
use crate::issue::Issue;
use crate::plan::{Society, WorldRole};
use crate::scenario::Scenario;
use crate::scenario::source::Report;
use crate::stream::Lattice;

/// Two statements about one quantity leave nothing for one of them to decide.
pub(super) fn check_rivals(targets: &[Target], issues: &mut Vec<Issue>) {
    for (k, target) in targets.iter().enumerate() {
        if let Some(earlier) = targets[..k].iter().find(|t| t.reading == target.reading) {
            let message = format!("{} states the same quantity already", earlier.path);
            let help = "leave one out, or state one as \"latent\"";
            issues.push(Issue::new(target.path.clone(), message).help(help));
        }
    }
}

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

impl Draft {
    /// Solves the world and checks what depends on the solution. What it states like the base world, which was
    /// `settled` on the same people, keeps the solution that it has there, as far as nothing else undoes it.
    pub(super) fn solve(
        &mut self,
        society: &Society,
        samples: &Samples,
        settled: &[Settled],
    ) -> Result<Vec<Settled>, Report> {
        let few = &samples.few;
        let mut extra = WorldSample::new(&self.world, few, &self.lattice, false);
        let mut targets = self.targets.clone();
        let shared = self.targets.iter().enumerate().filter_map(|(place, target)| {
            settled.iter().find(|other| other.target.is_same(target)).map(|found| (place, found))
        });
        let shared: Vec<(usize, &Settled)> = shared.collect();
        for (place, found) in &shared {
            let target = &mut targets[*place];
            target.wanted = found.wanted_of_few;
            target.parameter.set(found.value, &mut self.world, few, &mut extra);
        }
        if let Some(many) = &samples.many {
            self.meet(&targets, few, &mut extra, ROUGH)?;
            targets = self.corrected(few, &extra, many);
            for (place, found) in &shared {
                let target = &mut targets[*place];
                if target.parameter.get(&self.world).to_bits() == found.value.to_bits() {
                    target.wanted = found.wanted_of_few;
                }
            }
        }
        self.meet(&targets, few, &mut extra, PRECISE)?;
        let now = targets.iter().zip(&self.targets).map(|(solved, stated)| Settled {
            target: stated.clone(),
            wanted_of_few: solved.wanted,
            value: solved.parameter.get(&self.world),
        });
        let now = now.collect();
        if samples.many.is_none() {
            let among_few = achieved(&self.world, &self.targets, few, &extra);
            self.know_errors(&among_few);
        }
        self.individual = individual_effects(&self.world, few, &extra);
        let mut issues = null::left_over(&self.scenario, &self.individual);
        if self.world.role == WorldRole::Null {
            self.world.model.shifts.effects.iter_mut().flatten().for_each(|shift| *shift = 0.0);
            self.targets.retain(|target| !matches!(target.parameter, Parameter::Effect(..)));
            self.individual.clear();
        }
        issues.extend(cells::check_order(&self.scenario, &self.world));
        let acceptance = Acceptance::solved(&extra.accepts);
        issues.extend(cells::check_sizes(self, society, &acceptance));
        if issues.is_empty() { Ok(now) } else { Err(report(&self.document, issues)) }
    }

    fn meet(
        &mut self,
        targets: &[Target],
        sample: &SocietySample,
        extra: &mut WorldSample,
        precision: f64,
    ) -> Result<(), Report> {
        solve(&mut self.world, targets, sample, extra, precision).map_err(|mut e| {
            // Sites with nothing of their own share a path.
            let mut stated = self.targets.iter();
            let stated = stated.find(|t| t.path == e.path && t.label == e.label);
            if let Some(stated) = stated {
                e.restate(stated.wanted);
            }
            let small = stated.and_then(Target::site).and_then(|site| {
                sites::out_of_reach(&self.scenario, site, &sample.people.site, &e)
            });
            report(&self.document, vec![small.unwrap_or_else(|| impossible(&e))])
        })
    }

    /// Notes how well each target is known on the people who have the last word.
    fn know_errors(&mut self, achieved: &[Measured]) {
        for (target, found) in self.targets.iter_mut().zip(achieved) {
            target.solved_within = found.mcse;
        }
    }

    /// What to ask of the few, so that the many have what is wanted.
    fn corrected(
        &mut self,
        few: &SocietySample,
        extra: &WorldSample,
        many: &SocietySample,
    ) -> Vec<Target> {
        let among_few = achieved(&self.world, &self.targets, few, extra);
        let extra = WorldSample::new(&self.world, many, &self.lattice, false);
        let among_many = achieved(&self.world, &self.targets, many, &extra);
        self.know_errors(&among_many);
        let mut targets = self.targets.clone();
        for ((target, few), many) in targets.iter_mut().zip(among_few).zip(among_many) {
            target.wanted += few.value - many.value;
        }
        targets
    }
}

fn impossible(e: &TargetError) -> Issue {
    match e.obstacle {
        Obstacle::OutOfReach(ends) => unreachable_target(e, ends),
        Obstacle::Sample => too_few(e),
        Obstacle::Contradicted(found) => contradicted_target(e, found),
    }
}

fn too_few(e: &TargetError) -> Issue {
    let message = format!(
        "{} cannot be reached for {}: there are too few such people among those on whom it is solved",
        written(e.wanted),
        e.label
    );
    Issue::new(e.path.clone(), message)
}

fn unreachable_target(e: &TargetError, ends: [f64; 2]) -> Issue {
    let message = format!("{} cannot be reached for {}", written(e.wanted), e.label);
    let issue = Issue::new(e.path.clone(), message);
    let [low, high] = inside(ends);
    if !(low.is_finite() && high.is_finite()) {
        return issue;
    }
    let possible = if low >= high {
        format!("with everything else as stated, it is always {}", shortly(ends[0]))
    } else {
        format!(
            "with everything else as stated, values from {} to {} are possible",
            written(low),
            written(high)
        )
    };
    let percent = names::percent_help(e.wanted.abs()).filter(|_| low >= -1.0 && high <= 1.0);
    issue.help(percent.map_or(possible.clone(), |percent| format!("{percent}; {possible}")))
}

/// The ends of a range rounded towards its inside, so that what is said to be possible is: to four
/// decimals, or three digits of what is small or lies close together.
fn inside([low, high]: [f64; 2]) -> [f64; 2] {
    let width = (high - low).abs();
    let digits = if width > 0.0 { 2.0 - libm::log10(width).floor() } else { 4.0 };
    let place = libm::exp10(digits.clamp(4.0, 12.0));
    // What everything else is solved to: an end that is missed by less is reached.
    let slack = |end: f64| 1e-6 * (end * place).abs() + 1e-9;
    let ends = [(low * place - slack(low)).ceil(), (high * place + slack(high)).floor()];
    // Without the sign of a zero.
    ends.map(|end| end / place + 0.0)
}

/// A value to four decimals, or to three digits when it is small.
pub(super) fn shortly(value: f64) -> String {
    let digits = if value == 0.0 { 4.0 } else { 2.0 - libm::log10(value.abs()).floor() };
    let place = libm::exp10(digits.clamp(4.0, 12.0));
    written((value * place).round() / place)
}

fn contradicted_target(e: &TargetError, found: f64) -> Issue {
    // As many digits as tell it from what is wanted.
    let short = shortly(found);
    let found = if short == shortly(e.wanted) { written(found) } else { short };
    let message = format!(
        "{} for {} does not hold together with the other targets, which leave it at {found}",
        written(e.wanted),
        e.label
    );
    Issue::new(e.path.clone(), message)
        .help("bring the targets that contradict each other into line, or leave one out")
}
