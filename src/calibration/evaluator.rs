//! Expectations evaluated on a sample of people, in one world.

use std::cell::RefCell;
use std::rc::Rc;

use super::ratio::{Ratio, Sums};
use super::row::Row;
use super::sample::{SocietySample, WorldSample};
use super::values::ValueKey;
use crate::estimand::{Expectation, Part, Status, Weight};
use crate::measurement::ExclusionModel;
use crate::numeric::rows;
use crate::outcome::Measure;
use crate::plan::World;

/// Everybody's weight; none when nobody has any.
type Weights = Option<Rc<Row>>;

/// Evaluates expectations of one world on one sample.
pub struct Evaluator<'a> {
    world: &'a World,
    sample: &'a SocietySample,
    extra: &'a WorldSample,
    /// Everybody's weights asked for so far; none where nobody counts.
    weights: RefCell<Vec<(WeightKey, Weights)>>,
    /// Chance of removal without and with the early outcome.
    removal: [f64; 2],
    deviations: Deviations,
}

/// What becomes of random deviations from the mean effect of an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deviations {
    /// They average out exactly where the outcome is a number.
    Integrated,
    /// Everybody keeps their own.
    Individual,
}

/// What a row of weights depends on while no parameter changes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct WeightKey {
    weight: Weight,
    /// Whose removal counts.
    status: Option<Status>,
    started: Option<bool>,
    /// The month that a wave has to reach.
    month: Option<u32>,
}

impl<'a> Evaluator<'a> {
    /// For one world on one sample; parameters must not change while it is used.
    pub fn new(world: &'a World, sample: &'a SocietySample, extra: &'a WorldSample) -> Self {
        let removal = world.exclusion.as_ref().map_or([0.0; 2], ExclusionModel::probabilities);
        let deviations = Deviations::Integrated;
        Self { world, sample, extra, weights: RefCell::default(), removal, deviations }
    }

    /// The same, for how people differ.
    pub fn of_individuals(
        world: &'a World,
        sample: &'a SocietySample,
        extra: &'a WorldSample,
    ) -> Self {
        Self { deviations: Deviations::Individual, ..Self::new(world, sample, extra) }
    }

    /// The sums of an expectation.
    pub fn evaluate(&self, e: &Expectation) -> Ratio {
        let mut ratio = Ratio::default();
        for &started in branches(e.weight) {
            let Some(weights) = self.weights(e, started) else { continue };
            let values = self.quantity(e, started);
            weights.iter().zip(values.iter()).for_each(|(&w, &x)| ratio.add(w, x));
        }
        ratio
    }

    /// The sums of an expectation among those who live in a site.
    pub fn evaluate_within(&self, site: usize, e: &Expectation) -> Ratio {
        let (mut ratio, sites) = (Ratio::default(), &self.sample.lives.site);
        for &started in branches(e.weight) {
            let Some(weights) = self.weights(e, started) else { continue };
            let values = self.quantity(e, started);
            let people = weights.iter().zip(values.iter()).zip(sites);
            people
                .filter(|(_, lives_in)| usize::from(**lives_in) == site)
                .for_each(|((&w, &x), _)| ratio.add(w, x));
        }
        ratio
    }

    /// The sums of the difference between two means over the same people.
    pub fn compare(&self, first: &Expectation, second: &Expectation) -> Sums {
        let mut sums = Sums::default();
        let [first, second] = [first, second].map(|e| self.totals(e));
        first.into_iter().zip(second).for_each(|(a, b)| sums.add([a, b]));
        sums
    }

    /// Everybody's weight and weighted value, started or not.
    fn totals(&self, e: &Expectation) -> Vec<[f64; 2]> {
        let mut out = vec![[0.0; 2]; self.sample.people.size];
        for &started in branches(e.weight) {
            let Some(weights) = self.weights(e, started) else { continue };
            let values = self.quantity(e, started);
            for ((total, w), x) in out.iter_mut().zip(weights.iter()).zip(values.iter()) {
                *total = [total[0] + w, total[1] + w * x];
            }
        }
        out
    }

    /// Mean, standard deviation between people, and share of people below zero.
    pub fn distribution(&self, e: &Expectation) -> [f64; 3] {
        let values = self.quantity(e, None);
        let weights = self.weights(e, None).unwrap_or_else(|| Rc::new(Row::zeros(values.len())));
        let weighted = || weights.iter().copied().zip(values.iter().copied());
        let total: f64 = weighted().map(|(w, _)| w).sum();
        let mean = weighted().map(|(w, x)| w * x).sum::<f64>() / total;
        let squares: f64 = weighted().map(|(w, x)| w * (x - mean) * (x - mean)).sum();
        let below = weighted().filter(|(_, x)| *x < 0.0).fold(0.0, |sum, (w, _)| sum + w);
        [mean, (squares / total).sqrt(), below / total]
    }

    /// The chance that each person counts, in the branch in which take-up is `started`; none where
    /// nobody does.
    fn weights(&self, e: &Expectation, started: Option<bool>) -> Option<Rc<Row>> {
        let status = matches!(e.weight, Weight::Analysed(_)).then(|| e.parts[0].status);
        let key = WeightKey { weight: e.weight, status, started, month: self.month_to_reach(e) };
        if let Some((_, weights)) = self.weights.borrow().iter().find(|(k, _)| *k == key) {
            return weights.clone();
        }
        let mut weights = self.chances(e, started.unwrap_or(true));
        if let Some(month) = key.month {
            let people = weights.iter_mut().zip(&self.sample.exposure);
            people.filter(|(_, exposure)| month > **exposure).for_each(|(w, _)| *w = 0.0);
        }
        let counts = weights.iter().any(|&w| w != 0.0);
        let weights: Option<Rc<Row>> = counts.then(|| Rc::new(weights));
        self.weights.borrow_mut().push((key, weights.clone()));
        weights
    }

    /// The chance that each person counts, whatever their wave.
    fn chances(&self, e: &Expectation, started: bool) -> Row {
        let everybody = 0..self.sample.people.size;
        let accepts = |offer: usize| self.extra.accepts[offer].iter();
        match e.weight {
            Weight::Everyone => Row::of(everybody.map(|_| 1.0)),
            Weight::Accepts(offer) => Row::of(accepts(offer).copied()),
            Weight::Declines(offer) => Row::of(accepts(offer).map(|a| 1.0 - a)),
            Weight::Starters(offer, arm) => {
                let started = |(i, a): (usize, &f64)| a * self.extra.start(arm, i);
                Row::of(accepts(offer).enumerate().map(started))
            }
            Weight::Analysed(offer) => {
                let status = e.parts[0].status;
                let Some(removal) = self.removal(status, started) else {
                    return Row::zeros(everybody.len());
                };
                let chance = |i: usize| {
                    let start = self.extra.start(status.arm(), i);
                    if started { start } else { 1.0 - start }
                };
                let people = accepts(offer).zip(removal.iter()).enumerate();
                Row::of(people.map(|(i, (a, removed))| a * chance(i) * (1.0 - removed)))
            }
        }
    }

    /// The month of measurement that a person's wave has to reach, if any. In expectation waves are
    /// alike unless work differs by calendar month, and everybody counts; the one frame of finite
    /// mode has its own waves.
    fn month_to_reach(&self, e: &Expectation) -> Option<u32> {
        let month = e.endpoint.and_then(|e| self.world.model.endpoints[e].month);
        let differ = self.extra.realised.is_some() || !self.sample.lives.cohorts.is_single();
        month.filter(|_| e.measured && differ && !self.sample.exposure.is_empty())
    }

    /// The averaged quantity of everybody; `started` fixes take-up.
    fn quantity(&self, e: &Expectation, started: Option<bool>) -> Row {
        let mut out = Row::zeros(self.sample.people.size);
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
            let start = |i: usize| match part.status {
                Status::With { arm, .. } => self.extra.start(arm, i),
                _ => 1.0,
            };
            out.iter_mut().enumerate().for_each(|(i, o)| *o += factor(i) * start(i));
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
            out.iter_mut()
                .zip(values.iter())
                .enumerate()
                .for_each(|(i, (o, v))| *o += factor(i) * v);
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
    fn values(&self, endpoint: usize, status: Status, started: bool) -> Rc<Row> {
        self.row(endpoint, status, started, self.extra.realised.is_some())
    }

    /// Everybody's value, realised on their own draws or expected.
    fn row(&self, endpoint: usize, status: Status, started: bool, realised: bool) -> Rc<Row> {
        let e = &self.world.model.endpoints[endpoint];
        let shift = self.world.model.shifts.of(e.carrier(), status.regime(started));
        let arm = status.arm();
        let deviates = started && arm > 0 && !self.extra.gains[arm - 1].is_empty();
        let integrated = deviates
            && !realised
            && self.deviations == Deviations::Integrated
            && e.measure.rule.is_linear()
            && self.extra.has_random_gains(arm);
        let deviations = deviates.then_some((arm, integrated));
        let Measure { cut, sites, .. } = &e.measure;
        let sites = sites.clone();
        let key = ValueKey { endpoint, cut: *cut, sites, shift, deviations, realised };
        let lives = &self.sample.lives;
        self.extra.values.of(key, || {
            let gains = match deviations {
                None => &[],
                Some((_, true)) => self.extra.systematic_gains(arm),
                Some((_, false)) => self.extra.gains(arm),
            };
            let mut out = Row::zeros(self.sample.people.size);
            if realised {
                e.measure.fill(lives, &e.state, shift, gains, &mut out);
            } else {
                e.measure.fill_expected(lives, &e.state, shift, gains, &mut out);
            }
            out
        })
    }

    /// Mean chance of removal after randomisation over those who accept an offer, by arm shares.
    pub fn removal_rate(&self, offer: usize, shares: &[f64]) -> Ratio {
        let mut ratio = Ratio::default();
        let removal = |arm: usize| [true, false].map(|s| self.removal(Status::run(arm), s));
        let removals: Vec<_> = (0..shares.len()).map(removal).collect();
        for (i, &accepts) in self.extra.accepts[offer].iter().enumerate() {
            let mut removed = 0.0;
            for (arm, (share, removal)) in shares.iter().zip(&removals).enumerate() {
                let start = self.extra.start(arm, i);
                for (removal, p) in removal.iter().zip([start, 1.0 - start]) {
                    if let Some(removal) = removal.as_ref().filter(|_| p > 0.0) {
                        removed += share * p * removal[i];
                    }
                }
            }
            ratio.add(accepts, removed);
        }
        ratio
    }

    /// Mean chance of answering a survey over those who accept an offer, by arm shares.
    pub fn response_rate(&self, survey: usize, offer: usize, shares: &[f64]) -> Ratio {
        let model = &self.world.surveys[survey];
        let mut answers = Row::zeros(self.sample.people.size);
        if model.is_settled_before_start() {
            self.add_answers(survey, 0, None, |_| 1.0, &mut answers);
        } else {
            for (arm, &share) in shares.iter().enumerate() {
                for started in [true, false] {
                    let chance = |i: usize| {
                        let start = self.extra.start(arm, i);
                        share * if started { start } else { 1.0 - start }
                    };
                    if self.is_possible(arm, started) {
                        self.add_answers(survey, arm, Some(started), chance, &mut answers);
                    }
                }
            }
        }
        let mut ratio = Ratio::default();
        let people = self.extra.accepts[offer].iter().zip(answers.iter());
        people.for_each(|(&accepts, &answers)| ratio.add(accepts, answers));
        ratio
    }

    /// Adds everybody's chance of answering in an arm, times the chance that they are there.
    fn add_answers(
        &self,
        survey: usize,
        arm: usize,
        started: Option<bool>,
        chance: impl Fn(usize) -> f64,
        out: &mut [f64],
    ) {
        let model = &self.world.surveys[survey];
        let constant = model.intercept + model.of_arm(arm);
        let odds = self.extra.response_odds[survey].iter();
        let mut row = Row::of(odds.map(|odds| constant + odds));
        for &(endpoint, added) in &model.depends_on {
            let values = self.row(endpoint, Status::run(arm), started.unwrap_or(false), true);
            row.iter_mut().zip(values.iter()).for_each(|(odds, value)| *odds += added * value);
        }
        rows::expit(&mut row);
        out.iter_mut().zip(row.iter()).enumerate().for_each(|(i, (o, p))| *o += chance(i) * p);
    }

    /// Share who start among those who accept an offer.
    pub fn start_rate(&self, offer: usize, arm: usize) -> Ratio {
        let mut ratio = Ratio::default();
        for (i, p) in self.extra.accepts[offer].iter().enumerate() {
            ratio.add(*p, self.extra.start(arm, i));
        }
        ratio
    }

    /// Whether somebody's take-up in an arm may be `started`.
    fn is_possible(&self, arm: usize, started: bool) -> bool {
        if started { arm > 0 } else { arm == 0 || !self.extra.starts[arm - 1].is_empty() }
    }

    /// Everybody's chance of removal in a status; none where nobody's take-up is `started`.
    fn removal(&self, status: Status, started: bool) -> Option<Rc<Row>> {
        self.is_possible(status.arm(), started).then(|| match self.world.early_endpoint {
            None => Rc::new(Row::of(std::iter::repeat_n(self.removal[0], self.sample.people.size))),
            Some(endpoint) => {
                let early = self.row(endpoint, status, started, true);
                Rc::new(Row::of(early.iter().map(|&x| self.removal[usize::from(x > 0.0)])))
            }
        })
    }
}

/// Whether those who start, those who do not, or everybody at once are looked at.
fn branches(weight: Weight) -> &'static [Option<bool>] {
    match weight {
        Weight::Everyone | Weight::Accepts(_) | Weight::Declines(_) => &[None],
        Weight::Starters(..) => &[Some(true)],
        Weight::Analysed(_) => &[Some(true), Some(false)],
    }
}
