//! Expectations over people: the mean of a potential outcome, or of a difference between several,
//! weighted by the chance of belonging to a group.

use std::cell::RefCell;
use std::rc::Rc;

use super::sample::{SocietySample, WorldSample};
use crate::measurement::ExclusionModel;
use crate::outcome::Shift;
use crate::plan::World;
use crate::treatment::{Artefact, Regime};

/// How a person fares in a term of an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Outside the trial.
    Outside,
    /// In the arm, started, no artefacts.
    Policy(usize),
    /// In the arm, started or not, no artefacts.
    PolicyTaken(usize),
    /// Enrolled in control and watched, without the control arm's own reaction.
    Watched,
    /// Enrolled in the arm, as the trial is run.
    Run(usize),
}

/// Over whom the mean is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Everybody.
    Everyone,
    /// Those who accept an offer.
    Accepts(usize),
    /// Those who refuse an offer.
    Declines(usize),
    /// Those who accept an offer and start in an arm.
    Starters(usize, usize),
    /// Those who accept an offer and are not removed afterwards, in the status of the first part.
    Analysed(usize),
}

/// One part of the averaged quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Factor.
    pub coefficient: f64,
    /// When given, the part counts with the chance of accepting this offer.
    pub offer: Option<usize>,
    /// Which potential outcome.
    pub status: Status,
}

/// A mean of potential outcomes of one endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Endpoint number; none for the plain share that the weight and offers describe.
    pub endpoint: Option<usize>,
    /// Over whom.
    pub weight: Weight,
    /// Of what; the parts are added.
    pub parts: Vec<Part>,
    /// Whether only waves that reach the month of measurement count.
    pub measured: bool,
}

/// The two truths that an estimate is held against, as expectations.
#[derive(Clone, Debug, PartialEq)]
pub struct Aims {
    /// The estimator's own estimand.
    pub own: Expectation,
    /// The policy estimand; none when it is zero by definition.
    pub policy: Option<Expectation>,
}

/// A weighted mean as sums that can be added up over samples.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    w: f64,
    wx: f64,
    ww: f64,
    wwx: f64,
    wwxx: f64,
}

impl Ratio {
    fn add(&mut self, w: f64, x: f64) {
        self.w += w;
        self.wx += w * x;
        self.ww += w * w;
        self.wwx += w * w * x;
        self.wwxx += w * w * x * x;
    }

    /// Adds another sample's sums.
    pub fn merge(&mut self, other: &Self) {
        self.w += other.w;
        self.wx += other.wx;
        self.ww += other.ww;
        self.wwx += other.wwx;
        self.wwxx += other.wwxx;
    }

    /// The mean; NaN when nobody has weight.
    pub fn mean(&self) -> f64 {
        self.wx / self.w
    }

    /// Its Monte Carlo standard error, √Σw²(x − mean)² ÷ Σw.
    pub fn error(&self) -> f64 {
        let m = self.mean();
        (self.wwxx - 2.0 * m * self.wwx + m * m * self.ww).max(0.0).sqrt() / self.w
    }
}

impl Expectation {
    /// The mean of one potential outcome.
    pub fn rate(endpoint: usize, weight: Weight, status: Status) -> Self {
        let parts = vec![Part { coefficient: 1.0, offer: None, status }];
        Self { endpoint: Some(endpoint), weight, parts, measured: false }
    }

    /// The mean difference between two potential outcomes of the same people.
    pub fn effect(endpoint: usize, weight: Weight, status: Status, versus: Status) -> Self {
        let part = |coefficient, status| Part { coefficient, offer: None, status };
        Self {
            endpoint: Some(endpoint),
            weight,
            parts: vec![part(1.0, status), part(-1.0, versus)],
            measured: false,
        }
    }

    /// The share who accept an offer.
    pub fn acceptance(offer: usize) -> Self {
        let part = Part { coefficient: 1.0, offer: Some(offer), status: Status::Outside };
        Self { endpoint: None, weight: Weight::Everyone, parts: vec![part], measured: false }
    }

    /// The same over those whom a trial measures: the waves that reach the month.
    #[must_use]
    pub fn among_measured(self) -> Self {
        Self { measured: true, ..self }
    }
}

/// Evaluates expectations of one world on one sample.
pub struct Evaluator<'a> {
    world: &'a World,
    sample: &'a SocietySample,
    extra: &'a WorldSample,
    /// Everybody's values under the shifts asked for so far.
    known: RefCell<Vec<(ValueKey, Rc<[f64]>)>>,
    /// Chance of removal without and with the early outcome.
    removal: [f64; 2],
}

/// What a row of values depends on: endpoint, latent shift and whose deviations from it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct ValueKey {
    endpoint: usize,
    shift: Shift,
    deviations: Option<usize>,
}

impl<'a> Evaluator<'a> {
    /// For one world on one sample; parameters must not change while it is used.
    pub fn new(world: &'a World, sample: &'a SocietySample, extra: &'a WorldSample) -> Self {
        let removal = world.exclusion.as_ref().map_or([0.0; 2], ExclusionModel::probabilities);
        Self { world, sample, extra, known: RefCell::default(), removal }
    }

    /// The sums of an expectation.
    pub fn evaluate(&self, e: &Expectation) -> Ratio {
        let mut ratio = Ratio::default();
        let branches: &[Option<bool>] = match e.weight {
            Weight::Everyone | Weight::Accepts(_) | Weight::Declines(_) => &[None],
            Weight::Starters(..) => &[Some(true)],
            Weight::Analysed(_) => &[Some(true), Some(false)],
        };
        for &started in branches {
            let weights: Vec<f64> =
                (0..self.sample.people.size).map(|i| self.weight(e, started, i)).collect();
            if weights.iter().all(|&w| w == 0.0) {
                continue;
            }
            let values = self.quantity(e, started);
            weights.iter().zip(&values).for_each(|(&w, &x)| ratio.add(w, x));
        }
        ratio
    }

    /// Mean, standard deviation between people, and share of people below zero.
    pub fn distribution(&self, e: &Expectation) -> [f64; 3] {
        let values = self.quantity(e, None);
        let weighted = || values.iter().enumerate().map(|(i, &x)| (self.weight(e, None, i), x));
        let total: f64 = weighted().map(|(w, _)| w).sum();
        let mean = weighted().map(|(w, x)| w * x).sum::<f64>() / total;
        let squares: f64 = weighted().map(|(w, x)| w * (x - mean) * (x - mean)).sum();
        let below: f64 = weighted().filter(|(_, x)| *x < 0.0).map(|(w, _)| w).sum();
        [mean, (squares / total).sqrt(), below / total]
    }

    /// The chance that person `i` counts, in the branch in which take-up is `started`.
    fn weight(&self, e: &Expectation, started: Option<bool>, i: usize) -> f64 {
        if e.measured && !self.is_measured(e.endpoint, i) {
            return 0.0;
        }
        let accepts = |offer: usize| self.extra.accepts[offer][i];
        match e.weight {
            Weight::Everyone => 1.0,
            Weight::Accepts(offer) => accepts(offer),
            Weight::Declines(offer) => 1.0 - accepts(offer),
            Weight::Starters(offer, arm) => accepts(offer) * self.extra.start(arm, i),
            Weight::Analysed(offer) => {
                let (status, started) = (e.parts[0].status, started.unwrap_or(true));
                let start = self.extra.start(status.arm(), i);
                let chance = if started { start } else { 1.0 - start };
                accepts(offer) * chance * (1.0 - self.removal(status, started, i))
            }
        }
    }

    /// Whether the person's wave reaches the month of measurement. In expectation waves are alike
    /// unless work differs by calendar month, and everybody counts; the one frame of finite mode has
    /// its own waves.
    fn is_measured(&self, endpoint: Option<usize>, i: usize) -> bool {
        let month = endpoint.and_then(|e| self.world.model.endpoints[e].month);
        let differ = self.extra.realised.is_some() || !self.sample.lives.cohorts.is_single();
        match (month, differ, self.sample.exposure.get(i)) {
            (Some(month), true, Some(exposure)) => month <= *exposure,
            _ => true,
        }
    }

    /// The averaged quantity of everybody; `started` fixes take-up.
    fn quantity(&self, e: &Expectation, started: Option<bool>) -> Vec<f64> {
        let mut out = vec![0.0; self.sample.people.size];
        for part in &e.parts {
            self.add_part(e.endpoint, part, started, &mut out);
        }
        out
    }

    fn add_part(
        &self,
        endpoint: Option<usize>,
        part: &Part,
        started: Option<bool>,
        out: &mut [f64],
    ) {
        let factor =
            |i: usize| part.coefficient * part.offer.map_or(1.0, |o| self.extra.accepts[o][i]);
        let Some(endpoint) = endpoint else {
            out.iter_mut().enumerate().for_each(|(i, o)| *o += factor(i));
            return;
        };
        let arm = part.status.arm();
        let certain = match (part.status, started) {
            (Status::Outside, _) => Some(false),
            (Status::Policy(_), _) => Some(arm > 0),
            (_, Some(started)) => Some(started),
            (_, None) if arm == 0 => Some(false),
            (_, None) => self.extra.starts[arm - 1].is_empty().then_some(true),
        };
        if let Some(started) = certain {
            let values = self.values(endpoint, part.status, started);
            out.iter_mut().zip(&*values).enumerate().for_each(|(i, (o, v))| *o += factor(i) * v);
            return;
        }
        let (with, without) =
            (self.values(endpoint, part.status, true), self.values(endpoint, part.status, false));
        for (i, o) in out.iter_mut().enumerate() {
            let start = self.extra.start(arm, i);
            *o += factor(i) * (start * with[i] + (1.0 - start) * without[i]);
        }
    }

    /// Everybody's value of an endpoint in a status.
    fn values(&self, endpoint: usize, status: Status, started: bool) -> Rc<[f64]> {
        let e = &self.world.model.endpoints[endpoint];
        let shift = self.world.model.shifts.of(e.carrier(), status.regime(started));
        let arm = status.arm();
        let deviates = started && arm > 0 && !self.extra.gains[arm - 1].is_empty();
        let key = ValueKey { endpoint, shift, deviations: deviates.then_some(arm) };
        if let Some((_, values)) = self.known.borrow().iter().find(|(k, _)| *k == key) {
            return Rc::clone(values);
        }
        let lives = &self.sample.lives;
        let gain = |i: usize| if deviates { self.extra.gain(arm, i) } else { 0.0 };
        let everybody = 0..self.sample.people.size;
        let values: Rc<[f64]> = if self.extra.realised.is_some() {
            everybody.map(|i| e.measure.value(lives, &e.state, i, shift, gain(i))).collect()
        } else {
            everybody.map(|i| e.measure.expected(lives, &e.state, i, shift, gain(i))).collect()
        };
        self.known.borrow_mut().push((key, Rc::clone(&values)));
        values
    }

    /// Mean chance of removal after randomisation over those who accept an offer, by arm shares.
    pub fn removal_rate(&self, offer: usize, shares: &[f64]) -> Ratio {
        let mut ratio = Ratio::default();
        for i in 0..self.sample.people.size {
            let mut removed = 0.0;
            for (arm, share) in shares.iter().enumerate() {
                let start = self.extra.start(arm, i);
                for (started, p) in [(true, start), (false, 1.0 - start)] {
                    if p > 0.0 {
                        removed += share * p * self.removal(Status::Run(arm), started, i);
                    }
                }
            }
            ratio.add(self.extra.accepts[offer][i], removed);
        }
        ratio
    }

    /// Share who answer the survey among those who accept an offer.
    pub fn response_rate(&self, offer: usize) -> Ratio {
        let mut ratio = Ratio::default();
        let intercept = self.world.response.as_ref().map_or(0.0, |r| r.intercept);
        for (p, odds) in self.extra.accepts[offer].iter().zip(&self.extra.response_odds) {
            ratio.add(*p, crate::measurement::expit(intercept + odds));
        }
        ratio
    }

    /// Share who start among those who accept an offer.
    pub fn start_rate(&self, offer: usize, arm: usize) -> Ratio {
        let mut ratio = Ratio::default();
        for (i, p) in self.extra.accepts[offer].iter().enumerate() {
            ratio.add(*p, self.extra.start(arm, i));
        }
        ratio
    }

    fn removal(&self, status: Status, started: bool, i: usize) -> f64 {
        let early = self.world.early_endpoint.is_some_and(|endpoint| {
            let e = &self.world.model.endpoints[endpoint];
            let shift = self.world.model.shifts.of(e.carrier(), status.regime(started));
            let gain = if started { self.extra.gain(status.arm(), i) } else { 0.0 };
            e.measure.value(&self.sample.lives, &e.state, i, shift, gain) > 0.0
        });
        self.removal[usize::from(early)]
    }
}

impl Status {
    fn arm(self) -> usize {
        match self {
            Self::Outside | Self::Watched => 0,
            Self::Policy(a) | Self::PolicyTaken(a) | Self::Run(a) => a,
        }
    }

    fn regime(self, started: bool) -> Regime {
        match self {
            Self::Outside => Regime { arm: 0, started: false, artefacts: Artefact::None },
            Self::Policy(arm) | Self::PolicyTaken(arm) => {
                Regime { arm, started, artefacts: Artefact::None }
            }
            Self::Watched => Regime { arm: 0, started: false, artefacts: Artefact::Hawthorne },
            Self::Run(arm) => Regime::as_run(arm, started),
        }
    }
}
