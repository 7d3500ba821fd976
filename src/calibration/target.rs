//! A target: what the planner stated, the latent parameter that carries it, and how it is read off.

use super::aim::Aim;
use super::evaluator::Evaluator;
use super::ratio::Sums;
use super::sample::{SocietySample, WorldSample};
use crate::diagnosis::measured::Measured;
use crate::estimand::Expectation;
use crate::outcome::{Match, Measure};
use crate::plan::World;
use crate::recruitment::Offer;
use crate::treatment::Artefact;

/// One target of one world.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is about.
    pub label: Aim,
    /// JSON path of the setting.
    pub path: String,
    /// The value asked for.
    pub wanted: f64,
    /// Whether it has to be met.
    pub r#match: Match,
    /// How far it may be missed.
    pub tolerance: Tolerance,
    /// Error of the people on whom it was solved; 0 before.
    pub solved_within: f64,
    /// What is solved.
    pub parameter: Parameter,
    /// What its value is read off.
    pub reading: Reading,
}

/// A latent parameter of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// Intercept of an offer.
    Offer(usize),
    /// Intercept that living in a site adds to every offer.
    SiteOffer(usize),
    /// Cut-point (or intercept) of an outcome.
    Cut(usize),
    /// The same in a site.
    SiteCut {
        /// The outcome.
        outcome: usize,
        /// The site.
        site: usize,
    },
    /// Coefficient of the trait that carries selection.
    Selection,
    /// Intercept of take-up in an arm.
    TakeUp(usize),
    /// Intercept of removal after randomisation.
    Exclusion,
    /// Intercept of response to a survey.
    Response(usize),
    /// Effect of an arm on an outcome.
    Effect(usize, usize),
    /// Strength of an artefact on an outcome.
    Artefact(Artefact, usize),
}

/// What a target is read off.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// One expectation.
    Mean(Expectation),
    /// One among those who live in a site.
    Within {
        /// The site.
        site: usize,
        /// What is expected there.
        mean: Expectation,
    },
    /// First minus second.
    Difference(Expectation, Expectation),
    /// Removal among those who accept an offer, by arm shares.
    Removal(usize, Vec<f64>),
    /// Response to a survey among those who accept an offer, by arm shares.
    Response {
        /// The survey.
        survey: usize,
        /// The offer.
        offer: usize,
        /// The share of each arm.
        shares: Vec<f64>,
    },
    /// Starting among those who accept an offer, in an arm.
    Starting(usize, usize),
}

/// A target that cannot be met.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetError {
    /// Which target.
    pub path: String,
    /// In words.
    pub label: String,
    /// The value asked for.
    pub wanted: f64,
    /// What stands in the way.
    pub obstacle: Obstacle,
}

/// Why a target cannot be met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Obstacle {
    /// No latent value reaches it; these are the lowest and highest values that are reached.
    OutOfReach([f64; 2]),
    /// The people on whom it is solved: they are too few to stand for others.
    Sample,
    /// Meeting the other targets undoes it, time and again, and leaves this value.
    Contradicted(f64),
}

impl TargetError {
    /// Tells it about the value that was stated, where one corrected for the few people of the sample was
    /// looked for. Where the few reach what was stated and not the corrected value, they are the obstacle.
    pub fn restate(&mut self, stated: f64) {
        let correction = stated - self.wanted;
        self.wanted = stated;
        match &mut self.obstacle {
            Obstacle::OutOfReach([low, high]) if (*low..=*high).contains(&stated) => {
                self.obstacle = Obstacle::Sample;
            }
            Obstacle::OutOfReach(ends) => ends.iter_mut().for_each(|end| *end += correction),
            Obstacle::Sample => {}
            Obstacle::Contradicted(found) => *found += correction,
        }
    }
}

/// The largest gap, as a share or in standard deviations of a number.
const GAP: f64 = 0.002;
/// The largest gap relative to what is stated.
const RELATIVE: f64 = 0.01;
/// The largest Monte Carlo error by which a gap is judged, relative to the tolerance.
const ERROR: f64 = 0.25;

/// How far an exact target may be missed: the smallest of .002, 1 % of the rate or of its complement, and
/// 1 % of a stated effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// The largest gap.
    pub gap: f64,
    /// The gap that would do if what is stated were not small.
    largest: f64,
}

impl Tolerance {
    /// Of a share of people.
    pub fn of_share(rate: f64) -> Self {
        Self::within(GAP, rate.min(1.0 - rate))
    }

    /// Of a mean; `unit` is the standard deviation.
    pub fn of_mean(unit: f64) -> Self {
        Self::within(GAP * unit, 0.0)
    }

    /// Of an effect; `unit` is 1 for a share of people, or the standard deviation.
    pub fn of_effect(effect: f64, unit: f64) -> Self {
        Self::within(GAP * unit, effect.abs())
    }

    fn within(largest: f64, stated: f64) -> Self {
        let gap = if stated > 0.0 { largest.min(RELATIVE * stated) } else { largest };
        Self { gap, largest }
    }
}

impl Target {
    /// Whether another world states the same, about the same quantity and with the same parameter.
    pub fn is_same(&self, other: &Self) -> bool {
        self.path == other.path
            && self.wanted.to_bits() == other.wanted.to_bits()
            && self.r#match == other.r#match
            && self.parameter == other.parameter
            && self.reading == other.reading
    }

    /// Whether an achieved value with this error is known well enough to judge the target by.
    pub fn is_precise(&self, error: f64) -> bool {
        error <= ERROR * self.tolerance.gap
    }

    /// Whether more people are worth their time: not when it is known well enough, nor when `more` times as
    /// many would not do and it is known as well as a large number has to be.
    pub fn needs_more(&self, error: f64, more: f64) -> bool {
        let out_of_reach = error > ERROR * self.tolerance.gap * more.sqrt();
        let roughly = error <= ERROR * self.tolerance.largest;
        self.r#match == Match::Exact
            && error.is_finite()
            && !self.is_precise(error)
            && !(out_of_reach && roughly)
    }

    /// Whether this achieved value will do; an approximate target always stands. Where even the largest
    /// sample leaves it imprecise, or that on which it was solved, two of their errors are allowed for.
    pub fn is_met(&self, achieved: Measured) -> bool {
        let counts = |error: f64| if self.is_precise(error) { 0.0 } else { error };
        let doubt = 2.0 * libm::hypot(counts(achieved.mcse), counts(self.solved_within));
        let gap = (achieved.value - self.wanted).abs();
        self.r#match == Match::Approximate || gap <= self.tolerance.gap + doubt
    }

    /// The site that it is about.
    pub fn site(&self) -> Option<usize> {
        match self.reading {
            Reading::Within { site, .. } => Some(site),
            _ => None,
        }
    }

    pub(super) fn error(&self, obstacle: Obstacle) -> TargetError {
        let (path, label) = (self.path.clone(), self.label.to_string());
        TargetError { path, label, wanted: self.wanted, obstacle }
    }
}

impl Reading {
    /// The sums behind the achieved value.
    pub fn sums(&self, e: &Evaluator) -> Sums {
        match self {
            Self::Mean(x) => e.evaluate(x).into(),
            Self::Within { site, mean } => e.evaluate_within(*site, mean).into(),
            Self::Difference(a, b) => e.compare(a, b),
            Self::Removal(offer, shares) => e.removal_rate(*offer, shares).into(),
            Self::Response { survey, offer, shares } => {
                e.response_rate(*survey, *offer, shares).into()
            }
            Self::Starting(offer, arm) => e.start_rate(*offer, *arm).into(),
        }
    }

    /// Whether it is the mean of an outcome.
    pub(super) fn is_about(&self, outcome: usize, world: &World) -> bool {
        let (Self::Mean(expectation) | Self::Within { mean: expectation, .. }) = self else {
            return false;
        };
        expectation.endpoint.is_some_and(|e| world.model.endpoints[e].outcome == outcome)
    }

    /// The achieved value from its sums.
    pub fn value(&self, sums: &Sums) -> f64 {
        sums.value(matches!(self, Self::Difference(..)))
    }

    /// Its Monte Carlo error.
    pub fn error(&self, sums: &Sums) -> f64 {
        sums.error(matches!(self, Self::Difference(..)))
    }
}

impl Parameter {
    /// The current value.
    pub fn get(self, world: &World) -> f64 {
        match self {
            Self::Offer(k) => world.offers[k].intercept,
            Self::SiteOffer(site) => world.enrolment.sites[site],
            Self::Cut(outcome) => measure(world, outcome).map_or(0.0, |measure| measure.cut),
            Self::SiteCut { outcome, site } => {
                measure(world, outcome).map_or(0.0, |measure| measure.sites[site])
            }
            Self::Selection => world.enrolment.selection.map_or(0.0, |(_, slope)| slope),
            Self::TakeUp(arm) => world.take_up[arm - 1].intercept,
            Self::Exclusion => world.exclusion.as_ref().map_or(0.0, |e| e.intercept),
            Self::Response(survey) => world.surveys[survey].intercept,
            Self::Effect(arm, outcome) => world.model.shifts.effects[arm][outcome],
            Self::Artefact(artefact, outcome) => {
                world.model.shifts.artefacts[artefact as usize][outcome]
            }
        }
    }

    /// Sets the value and refreshes what follows from it.
    pub fn set(
        self,
        value: f64,
        world: &mut World,
        sample: &SocietySample,
        extra: &mut WorldSample,
    ) {
        match self {
            Self::Offer(k) => {
                world.offers[k] = Offer { intercept: value };
                extra.refresh_offer(world, &sample.people, k);
            }
            Self::SiteOffer(site) => {
                world.enrolment.sites[site] = value;
                extra.refresh_offers(world, &sample.people);
            }
            Self::Cut(outcome) => world.set_cut(outcome, None, value),
            Self::SiteCut { outcome, site } => world.set_cut(outcome, Some(site), value),
            Self::Selection => {
                if let Some((_, slope)) = &mut world.enrolment.selection {
                    *slope = value;
                }
                extra.refresh_offers(world, &sample.people);
            }
            Self::TakeUp(arm) => {
                world.take_up[arm - 1].intercept = value;
                extra.refresh_starts(world, arm);
            }
            Self::Exclusion => {
                if let Some(e) = &mut world.exclusion {
                    e.intercept = value;
                }
            }
            Self::Response(survey) => world.surveys[survey].intercept = value,
            Self::Effect(arm, outcome) => world.model.shifts.effects[arm][outcome] = value,
            Self::Artefact(artefact, outcome) => {
                world.model.shifts.artefacts[artefact as usize][outcome] = value;
            }
        }
    }

    /// Furthest values that are tried.
    pub fn bounds(self, world: &World) -> [f64; 2] {
        match self {
            Self::Cut(outcome) | Self::SiteCut { outcome, .. } => {
                let is_share = measure(world, outcome).is_some_and(Measure::is_share);
                if is_share { [-12.0, 12.0] } else { [-1e9, 1e9] }
            }
            Self::Effect(_, outcome) | Self::Artefact(_, outcome) => {
                let is_share = measure(world, outcome).is_some_and(Measure::is_share);
                if is_share { [-8.0, 8.0] } else { [-1e9, 1e9] }
            }
            Self::Selection => [-6.0, 6.0],
            _ => [-40.0, 40.0],
        }
    }
}

/// How an outcome is measured, in whatever month.
fn measure(world: &World, outcome: usize) -> Option<&Measure> {
    let mut endpoints = world.model.endpoints.iter();
    endpoints.find(|e| e.outcome == outcome).map(|e| &e.measure)
}
