//! Expectations over people: the mean of a potential outcome, or of a difference between several,
//! weighted by the chance of belonging to a group.

use super::sample::{SocietySample, WorldSample};
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
        Self { endpoint: Some(endpoint), weight, parts }
    }

    /// The mean difference between two potential outcomes of the same people.
    pub fn effect(endpoint: usize, weight: Weight, status: Status, versus: Status) -> Self {
        let part = |coefficient, status| Part { coefficient, offer: None, status };
        Self { endpoint: Some(endpoint), weight, parts: vec![part(1.0, status), part(-1.0, versus)] }
    }

    /// The share who accept an offer.
    pub fn acceptance(offer: usize) -> Self {
        let part = Part { coefficient: 1.0, offer: Some(offer), status: Status::Outside };
        Self { endpoint: None, weight: Weight::Everyone, parts: vec![part] }
    }
}

/// Evaluates expectations of one world on one sample.
pub struct Evaluator<'a> {
    /// The world.
    pub world: &'a World,
    /// People and lives.
    pub sample: &'a SocietySample,
    /// What the world adds.
    pub extra: &'a WorldSample,
}

impl Evaluator<'_> {
    /// The sums of an expectation over the people `reach` accepts.
    pub fn evaluate(&self, e: &Expectation) -> Ratio {
        let mut ratio = Ratio::default();
        let shifts: Vec<Shifted> = e.parts.iter().map(|p| self.shifted(e.endpoint, p.status)).collect();
        for i in 0..self.sample.people.size {
            let quantity = |started: Option<bool>| -> f64 {
                let parts = e.parts.iter().zip(&shifts);
                parts.map(|(p, s)| p.coefficient * self.part(e.endpoint, p, s, i, started)).sum()
            };
            match e.weight {
                Weight::Everyone => ratio.add(1.0, quantity(None)),
                Weight::Accepts(o) => ratio.add(self.extra.accepts[o][i], quantity(None)),
                Weight::Declines(o) => ratio.add(1.0 - self.extra.accepts[o][i], quantity(None)),
                Weight::Starters(o, arm) => {
                    ratio.add(self.extra.accepts[o][i] * self.extra.start(arm, i), quantity(None));
                }
                Weight::Analysed(o) => {
                    let p = self.extra.accepts[o][i];
                    let arm = e.parts[0].status.arm();
                    let start = self.extra.start(arm, i);
                    for (started, share) in [(true, start), (false, 1.0 - start)] {
                        if share > 0.0 {
                            let kept = 1.0 - self.removal(e.parts[0].status, started, i);
                            ratio.add(p * share * kept, quantity(Some(started)));
                        }
                    }
                }
            }
        }
        ratio
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
        let Some(exclusion) = &self.world.exclusion else { return 0.0 };
        let early = self.world.early_endpoint.is_some_and(|endpoint| {
            let e = &self.world.model.endpoints[endpoint];
            let shift = self.world.model.shifts.of(e.carrier(), status.regime(started));
            let gain = if started { self.extra.gain(status.arm(), i) } else { 0.0 };
            e.measure.value(&self.sample.lives, &e.state, i, shift, gain) > 0.0
        });
        exclusion.probability(early)
    }

    fn shifted(&self, endpoint: Option<usize>, status: Status) -> Shifted {
        let Some(endpoint) = endpoint else { return Shifted::default() };
        let outcome = self.world.model.endpoints[endpoint].carrier();
        let of = |started| self.world.model.shifts.of(outcome, status.regime(started));
        Shifted { started: of(true), not: of(false) }
    }

    fn part(&self, endpoint: Option<usize>, part: &Part, s: &Shifted, i: usize, started: Option<bool>) -> f64 {
        let factor = part.offer.map_or(1.0, |o| self.extra.accepts[o][i]);
        let Some(endpoint) = endpoint else { return factor };
        if factor == 0.0 {
            return 0.0;
        }
        let arm = part.status.arm();
        let start = match (part.status, started) {
            (Status::Outside, _) => 0.0,
            (Status::Policy(_), _) => f64::from(u8::from(arm > 0)),
            (_, Some(started)) => f64::from(u8::from(started)),
            (_, None) => self.extra.start(arm, i),
        };
        let mut value = 0.0;
        if start > 0.0 {
            value += start * self.value(endpoint, i, s.started, self.extra.gain(arm, i));
        }
        if start < 1.0 {
            value += (1.0 - start) * self.value(endpoint, i, s.not, 0.0);
        }
        factor * value
    }

    fn value(&self, endpoint: usize, i: usize, shift: Shift, gain: f64) -> f64 {
        let e = &self.world.model.endpoints[endpoint];
        if self.extra.realised.is_some() {
            e.measure.value(&self.sample.lives, &e.state, i, shift, gain)
        } else {
            e.measure.expected(&self.sample.lives, &e.state, i, shift, gain)
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Shifted {
    started: Shift,
    not: Shift,
}

impl Status {
    fn arm(self) -> usize {
        match self {
            Self::Outside => 0,
            Self::Policy(a) | Self::PolicyTaken(a) | Self::Run(a) => a,
        }
    }

    fn regime(self, started: bool) -> Regime {
        match self {
            Self::Outside => Regime { arm: 0, started: false, artefacts: Artefact::None },
            Self::Policy(arm) | Self::PolicyTaken(arm) => {
                Regime { arm, started, artefacts: Artefact::None }
            }
            Self::Run(arm) => Regime::as_run(arm, started),
        }
    }
}
