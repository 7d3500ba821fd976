//! A target: what the planner stated, the latent parameter that carries it, and how it is read off.

use super::evaluator::Evaluator;
use super::expectation::Expectation;
use super::ratio::Ratio;
use super::sample::{SocietySample, WorldSample};
use crate::diagnosis::measured::Measured;
use crate::outcome::{Match, Measure};
use crate::plan::World;
use crate::recruitment::Offer;

/// One target of one world.
#[derive(Clone, Debug)]
pub struct Target {
    /// In words.
    pub label: String,
    /// JSON path of the setting.
    pub path: String,
    /// The value asked for.
    pub wanted: f64,
    /// Whether it has to be met.
    pub r#match: Match,
    /// What counts as 1: a share's whole, a number's standard deviation.
    pub unit: f64,
    /// What is solved.
    pub parameter: Parameter,
    /// What it is solved for.
    pub aim: Aim,
}

/// A latent parameter of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// Intercept of an offer.
    Offer(usize),
    /// Cut-point (or intercept) of an outcome.
    Cut(usize),
    /// Coefficient of the trait that carries selection.
    Selection,
    /// Intercept of take-up in an arm.
    TakeUp(usize),
    /// Intercept of removal after randomisation.
    Exclusion,
    /// Intercept of survey response.
    Response,
    /// Effect of an arm on an outcome.
    Effect(usize, usize),
    /// Hawthorne effect on an outcome.
    Hawthorne(usize),
    /// Control's own reaction on an outcome.
    JohnHenry(usize),
}

/// What a target is read off.
#[derive(Clone, Debug, PartialEq)]
pub enum Aim {
    /// One expectation.
    Mean(Expectation),
    /// First minus second.
    Difference(Expectation, Expectation),
    /// Removal among those who accept an offer, by arm shares.
    Removal(usize, Vec<f64>),
    /// Response among those who accept an offer.
    Response(usize),
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
    /// Meeting the other targets undoes it, time and again, and leaves this value.
    Contradicted(f64),
}

/// Gap beyond which an exact target is refused, in its unit.
const GAP: f64 = 0.002;
/// Monte Carlo error to which the achieved value of an exact target is found, in its unit.
const ERROR: f64 = 0.0005;

impl Target {
    /// Whether the achieved value is known well enough to judge the target by.
    pub fn is_precise(&self, error: f64) -> bool {
        error <= ERROR * self.unit
    }

    /// Whether this achieved value will do. Where even the largest sample leaves it imprecise, two
    /// errors are allowed for; an approximate target always stands.
    pub fn is_met(&self, achieved: Measured) -> bool {
        let doubt = if self.is_precise(achieved.mcse) { 0.0 } else { 2.0 * achieved.mcse };
        let gap = (achieved.value - self.wanted).abs();
        self.r#match == Match::Approximate || gap <= GAP * self.unit + doubt
    }

    pub(super) fn error(&self, obstacle: Obstacle) -> TargetError {
        let (path, label) = (self.path.clone(), self.label.clone());
        TargetError { path, label, wanted: self.wanted, obstacle }
    }
}

impl Aim {
    /// The sums behind the achieved value (the second is zero except for differences).
    pub fn ratios(&self, e: &Evaluator) -> [Ratio; 2] {
        let none = Ratio::default();
        match self {
            Self::Mean(x) => [e.evaluate(x), none],
            Self::Difference(a, b) => [e.evaluate(a), e.evaluate(b)],
            Self::Removal(offer, shares) => [e.removal_rate(*offer, shares), none],
            Self::Response(offer) => [e.response_rate(*offer), none],
            Self::Starting(offer, arm) => [e.start_rate(*offer, *arm), none],
        }
    }

    /// Whether it is the mean of an outcome.
    pub(super) fn is_about(&self, outcome: usize, world: &World) -> bool {
        let Self::Mean(expectation) = self else { return false };
        expectation.endpoint.is_some_and(|e| world.model.endpoints[e].outcome == outcome)
    }

    /// The achieved value from its sums.
    pub fn value(&self, ratios: &[Ratio; 2]) -> f64 {
        match self {
            Self::Difference(..) => ratios[0].mean() - ratios[1].mean(),
            _ => ratios[0].mean(),
        }
    }

    /// Its Monte Carlo error.
    pub fn error(&self, ratios: &[Ratio; 2]) -> f64 {
        match self {
            Self::Difference(..) => ratios[0].error().hypot(ratios[1].error()),
            _ => ratios[0].error(),
        }
    }
}

impl Parameter {
    /// The current value.
    pub fn get(self, world: &World) -> f64 {
        match self {
            Self::Offer(k) => world.offers[k].intercept,
            Self::Cut(outcome) => {
                let endpoints = &world.model.endpoints;
                endpoints.iter().find(|e| e.outcome == outcome).map_or(0.0, |e| cut_of(e.measure))
            }
            Self::Selection => world.enrolment.selection.map_or(0.0, |(_, slope)| slope),
            Self::TakeUp(arm) => world.take_up[arm - 1].intercept,
            Self::Exclusion => world.exclusion.as_ref().map_or(0.0, |e| e.intercept),
            Self::Response => world.response.as_ref().map_or(0.0, |r| r.intercept),
            Self::Effect(arm, outcome) => world.model.shifts.effects[arm][outcome],
            Self::Hawthorne(outcome) => world.model.shifts.hawthorne[outcome],
            Self::JohnHenry(outcome) => world.model.shifts.john_henry[outcome],
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
            Self::Cut(outcome) => world.set_cut(outcome, value),
            Self::Selection => {
                if let Some((_, slope)) = &mut world.enrolment.selection {
                    *slope = value;
                }
                for k in 0..world.offers.len() {
                    extra.refresh_offer(world, &sample.people, k);
                }
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
            Self::Response => {
                if let Some(r) = &mut world.response {
                    r.intercept = value;
                }
            }
            Self::Effect(arm, outcome) => world.model.shifts.effects[arm][outcome] = value,
            Self::Hawthorne(outcome) => world.model.shifts.hawthorne[outcome] = value,
            Self::JohnHenry(outcome) => world.model.shifts.john_henry[outcome] = value,
        }
    }

    /// Furthest values that are tried.
    pub fn bounds(self, world: &World) -> [f64; 2] {
        match self {
            Self::Cut(outcome) => {
                let is_share = world
                    .model
                    .endpoints
                    .iter()
                    .any(|e| e.outcome == outcome && e.measure.is_share());
                if is_share { [-12.0, 12.0] } else { [-1e9, 1e9] }
            }
            Self::Effect(_, outcome) | Self::Hawthorne(outcome) | Self::JohnHenry(outcome) => {
                let is_share = world
                    .model
                    .endpoints
                    .iter()
                    .any(|e| e.outcome == outcome && e.measure.is_share());
                if is_share { [-8.0, 8.0] } else { [-1e9, 1e9] }
            }
            Self::Selection => [-6.0, 6.0],
            _ => [-40.0, 40.0],
        }
    }
}

fn cut_of(measure: Measure) -> f64 {
    match measure {
        Measure::Above { cut }
        | Measure::Income { cut, .. }
        | Measure::Ever { cut }
        | Measure::MonthsWith { cut }
        | Measure::Sustained { cut } => cut,
        Measure::Permanent { contract, .. } | Measure::Temporary { contract, .. } => contract,
        Measure::Binary { intercept, .. } | Measure::Continuous { intercept, .. } => intercept,
    }
}

impl World {
    /// Sets an outcome's own cut-point in all its endpoints, and in those of outcomes made of it.
    pub fn set_cut(&mut self, outcome: usize, value: f64) {
        for e in &mut self.model.endpoints {
            if e.outcome != outcome && e.follows != Some(outcome) {
                continue;
            }
            match &mut e.measure {
                Measure::Above { cut }
                | Measure::Income { cut, .. }
                | Measure::Ever { cut }
                | Measure::MonthsWith { cut }
                | Measure::Sustained { cut } => *cut = value,
                Measure::Permanent { contract, .. } | Measure::Temporary { contract, .. } => {
                    *contract = value;
                }
                Measure::Binary { intercept, .. } | Measure::Continuous { intercept, .. } => {
                    *intercept = value;
                }
            }
        }
    }
}
