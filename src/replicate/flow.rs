//! The flow of people through a design: how many reach each stage.

use rand_distr::{Distribution, Poisson};
use serde::Serialize;

use super::Study;
use super::shared::Run;
use super::workspace::{DesignSpace, StudySpace};
use crate::assignment::{NOWHERE, REFERENCE, Trial};
use crate::numeric::columns;
use crate::stream::{Draws, Purpose};

/// A stage that people are counted at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Invited or offered a place.
    Invited,
    /// Registered, ineligible people included.
    Registered,
    /// Eligible and enrolled.
    Enrolled,
    /// Enrolled and assigned to some arm.
    Randomised,
    /// Still in at the start.
    Started,
    /// Participants left after removal.
    Analysed,
    /// In the reference group.
    Reference,
    /// Enrolled and assigned to an arm.
    Assigned(usize),
    /// Invited to an arm, where invitations come after randomisation.
    InvitedTo(usize),
    /// Takes part and lives in a site.
    LivesIn(usize),
    /// Takes part in an arm and is left after removal.
    Left(usize),
    /// Takes part and answers a survey.
    Answers(usize),
    /// The same in an arm.
    AnswersIn(usize, usize),
    /// Assigned to an arm and there for what it gives: in control everybody, elsewhere those who start.
    Treated(usize),
}

impl Stage {
    const FIXED: usize = 7;

    fn index(self, parts: Parts) -> usize {
        let Parts { arms, sites } = parts;
        match self {
            Self::Invited => 0,
            Self::Registered => 1,
            Self::Enrolled => 2,
            Self::Started => 3,
            Self::Analysed => 4,
            Self::Reference => 5,
            Self::Randomised => 6,
            Self::Assigned(arm) => Self::FIXED + arm,
            Self::InvitedTo(arm) => Self::FIXED + arms + arm,
            Self::Treated(arm) => Self::FIXED + 2 * arms + arm,
            Self::Left(arm) => Self::FIXED + 3 * arms + arm,
            Self::LivesIn(site) => Self::FIXED + 4 * arms + site,
            Self::Answers(survey) => Self::FIXED + 4 * arms + sites + survey * (1 + arms),
            Self::AnswersIn(survey, arm) => Self::Answers(survey).index(parts) + 1 + arm,
        }
    }
}

/// Into how many parts people are divided at a stage.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    arms: usize,
    /// 0 where there is a single place.
    sites: usize,
}

/// People by stage in one replication.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    parts: Parts,
    values: Vec<f64>,
}

impl Counts {
    fn reset(&mut self, parts: Parts, surveys: usize) {
        self.parts = parts;
        self.values.clear();
        self.values.resize(Stage::Answers(surveys).index(parts), 0.0);
    }

    fn add(&mut self, stage: Stage, count: f64) {
        self.values[stage.index(self.parts)] += count;
    }
}

/// People by stage of one design: means and spreads over replications.
#[derive(Clone, Debug, Default)]
pub struct FlowSums {
    parts: Parts,
    replications: u64,
    sums: Vec<f64>,
    squares: Vec<f64>,
    shortfalls: u64,
}

/// A count of people over replications.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FlowCount {
    /// Mean.
    pub mean: f64,
    /// Standard deviation between replications.
    pub sd: f64,
}

/// People by stage.
#[derive(Clone, Debug, Serialize)]
pub struct Flow {
    /// Invited or offered a place.
    pub invited: FlowCount,
    /// Registered, ineligible people included.
    pub registered: FlowCount,
    /// Eligible and enrolled.
    pub enrolled: FlowCount,
    /// Enrolled and assigned to some arm.
    pub randomised: FlowCount,
    /// Enrolled and assigned, by arm.
    pub assigned: Vec<FlowCount>,
    /// Of those, by arm, who start its treatment; in control everybody.
    pub treated: Vec<FlowCount>,
    /// Invited, by arm, in designs that randomise before enrolment.
    pub invited_by_arm: Vec<FlowCount>,
    /// Still in at the start.
    pub started: FlowCount,
    /// Participants left after removal.
    pub analysed: FlowCount,
    /// Who take part, by site; empty where there is a single place.
    pub by_site: Vec<FlowCount>,
    /// Of the assigned, by arm, those left after removal.
    #[serde(skip)]
    pub left: Vec<FlowCount>,
    /// Who take part and answer, by survey.
    pub answered: Vec<FlowCount>,
    /// The same by survey and arm.
    #[serde(skip)]
    pub answered_by_arm: Vec<Vec<FlowCount>>,
    /// In the reference group.
    pub reference: FlowCount,
    /// Replications in which recruitment fell short.
    pub shortfalls: u64,
}

impl FlowSums {
    pub(super) fn record(&mut self, counts: &Counts, shortfall: bool) {
        self.parts = counts.parts;
        self.sums.resize(counts.values.len(), 0.0);
        self.squares.resize(counts.values.len(), 0.0);
        self.replications += 1;
        self.shortfalls += u64::from(shortfall);
        for ((sum, square), x) in self.sums.iter_mut().zip(&mut self.squares).zip(&counts.values) {
            *sum += x;
            *square += x * x;
        }
    }

    pub(super) fn merge(&mut self, later: &Self) {
        self.parts = later.parts;
        self.sums.resize(later.sums.len(), 0.0);
        self.squares.resize(later.squares.len(), 0.0);
        self.replications += later.replications;
        self.shortfalls += later.shortfalls;
        for (sum, x) in self.sums.iter_mut().zip(&later.sums) {
            *sum += x;
        }
        for (sum, x) in self.squares.iter_mut().zip(&later.squares) {
            *sum += x;
        }
    }

    /// Means and standard deviations.
    pub fn flow(&self) -> Flow {
        let n = self.replications as f64;
        let Parts { arms, sites } = self.parts;
        let count = |stage: Stage| {
            let k = stage.index(self.parts);
            let mean = self.sums[k] / n;
            let variance = (self.squares[k] - n * mean * mean) / (n - 1.0).max(1.0);
            FlowCount { mean, sd: variance.max(0.0).sqrt() }
        };
        let invited_by_arm: Vec<FlowCount> =
            (0..arms).map(|a| count(Stage::InvitedTo(a))).collect();
        let surveys = 0..(self.sums.len() - Stage::Answers(0).index(self.parts)) / (1 + arms);
        Flow {
            invited: count(Stage::Invited),
            registered: count(Stage::Registered),
            enrolled: count(Stage::Enrolled),
            randomised: count(Stage::Randomised),
            assigned: (0..arms).map(|a| count(Stage::Assigned(a))).collect(),
            treated: (0..arms).map(|a| count(Stage::Treated(a))).collect(),
            invited_by_arm: if invited_by_arm.iter().any(|c| c.mean > 0.0) {
                invited_by_arm
            } else {
                Vec::new()
            },
            started: count(Stage::Started),
            analysed: count(Stage::Analysed),
            left: (0..arms).map(|a| count(Stage::Left(a))).collect(),
            by_site: (0..sites).map(|site| count(Stage::LivesIn(site))).collect(),
            answered: surveys.clone().map(|survey| count(Stage::Answers(survey))).collect(),
            answered_by_arm: surveys
                .map(|survey| (0..arms).map(|arm| count(Stage::AnswersIn(survey, arm))).collect())
                .collect(),
            reference: count(Stage::Reference),
            shortfalls: self.shortfalls,
        }
    }
}

impl Study<'_> {
    /// Counts people by stage.
    pub(super) fn count_flow(&self, run: &Run, space: &mut DesignSpace, kept: &mut StudySpace) {
        let (arms, before) = (self.world.arms.len(), self.before());
        let Run { trial, answers, .. } = run;
        let DesignSpace { excluded, uniforms, .. } = space;
        let flow = &mut kept.flow;
        kept.shortfall = trial.shortfall;
        let sites = self.plan.societies[self.world.society].population.sites.len();
        flow.reset(Parts { arms, sites }, self.world.surveys.len());
        for site in 0..sites {
            let lives = &self.crowd.people.site;
            let there = trial.enrolees.iter().zip(&trial.takes_part);
            let there = there
                .filter(|(i, arm)| usize::from(lives[**i as usize]) == site && **arm != NOWHERE);
            flow.add(Stage::LivesIn(site), there.count() as f64);
        }
        flow.add(Stage::Reference, count(&trial.status, REFERENCE));
        let takes_part = &trial.takes_part;
        let participants = trial.participants() as f64;
        for arm in 0..arms {
            let assigned = trial.in_arm[arm] as f64;
            flow.add(Stage::Assigned(arm), assigned);
            flow.add(Stage::Left(arm), assigned);
            flow.add(Stage::Treated(arm), self.treated(arm, assigned, trial));
        }
        for (survey, answers) in answers.iter().enumerate() {
            for arm in 0..arms {
                let own = answers.given.iter().zip(takes_part);
                let there: usize =
                    own.map(|(yes, own)| usize::from(*yes & (usize::from(*own) == arm))).sum();
                flow.add(Stage::Answers(survey), there as f64);
                flow.add(Stage::AnswersIn(survey, arm), there as f64);
            }
        }
        let stays = self.world.still_in_at_start;
        let mut started = participants;
        if stays < 1.0 {
            uniforms.resize(trial.status.len(), 0.0);
            self.draws.uniforms(Purpose::Start, 0, uniforms);
            let there = trial.enrolees.iter().zip(takes_part).filter(|(_, arm)| **arm != NOWHERE);
            started = there.filter(|(i, _)| uniforms[**i as usize] < stays).count() as f64;
        }
        flow.add(Stage::Started, started);
        let mut stay = participants;
        if self.world.exclusion.is_some() {
            let slots = excluded.iter().zip(takes_part);
            for (_, &arm) in slots.filter(|(left, arm)| **left && **arm != NOWHERE) {
                stay -= 1.0;
                flow.add(Stage::Left(usize::from(arm)), -1.0);
            }
        }
        flow.add(Stage::Analysed, stay);
        let enrolled = if before {
            for arm in 0..arms {
                let invited = count(&trial.status, arm as u8);
                flow.add(Stage::InvitedTo(arm), invited);
                flow.add(Stage::Invited, invited);
            }
            participants
        } else {
            flow.add(Stage::Invited, trial.invited as f64);
            trial.enrolled as f64
        };
        flow.add(Stage::Randomised, participants);
        flow.add(Stage::Enrolled, enrolled);
        flow.add(Stage::Registered, enrolled + self.wrong_registrations(enrolled));
    }

    /// Those assigned to an arm who are there for what it gives.
    fn treated(&self, arm: usize, assigned: f64, trial: &Trial) -> f64 {
        let uptake = &self.own.uptake;
        if arm == 0 || uptake.starts[arm - 1].is_empty() {
            return assigned;
        }
        let own = trial.enrolees.iter().zip(&trial.takes_part);
        let starts =
            |(i, own): &(&u32, &u8)| usize::from(**own) == arm && uptake.starts(arm, **i as usize);
        own.filter(starts).count() as f64
    }

    /// Registrations that prove ineligible: Poisson around their share of all registrations.
    fn wrong_registrations(&self, enrolled: f64) -> f64 {
        let share = self.world.wrong_registrations;
        let mean = enrolled * share / (1.0 - share).max(1e-9);
        if mean <= 0.0 {
            return 0.0;
        }
        let mut rng = self.draws.stream().rng(Purpose::Registration, 0, 0);
        Poisson::new(mean).map_or(0.0, |p| p.sample(&mut rng))
    }
}

fn count(codes: &[u8], wanted: u8) -> f64 {
    columns::count(codes, wanted) as f64
}
