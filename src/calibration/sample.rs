//! A sample of people on which expectations are taken.

use super::values::Values;
use crate::measurement::ResponseModel;
use crate::numeric::rows;
use crate::outcome::Lives;
use crate::plan::{Society, World};
use crate::population::{Column, People};
use crate::recruitment::{EnrolmentModel, thresholds};
use crate::stream::{Draws, Purpose, Stream};

/// People of one society with their lives, drawn once and used for all its worlds.
#[derive(Clone, Debug)]
pub struct SocietySample {
    /// The people.
    pub people: People,
    /// Their lives.
    pub lives: Lives,
    /// Months from each person's start to the end of the trial; empty without waves.
    pub exposure: Vec<u32>,
}

/// What a world adds to each person of a society's sample.
#[derive(Clone, Debug, Default)]
pub struct WorldSample {
    /// Inclination to enrol, without the solved trait, what sites add and the offer's intercept.
    pub inclination: Vec<f64>,
    /// Probability of accepting, by offer and person.
    pub accepts: Vec<Vec<f64>>,
    /// Probability of starting, by treatment arm and person; empty when everybody starts.
    pub starts: Vec<Vec<f64>>,
    /// Log-odds of starting without the intercept.
    pub start_odds: Vec<Vec<f64>>,
    /// Log-odds of answering, by survey and person, without the intercept and what arms and outcomes add.
    pub response_odds: Vec<Vec<f64>>,
    /// Deviations from the mean effect, by treatment arm.
    pub gains: Vec<Vec<f64>>,
    /// Those without what is random in them, by treatment arm; empty where nothing is.
    pub systematic_gains: Vec<Vec<f64>>,
    /// In finite mode everything is realised, not expected.
    pub realised: Option<Realised>,
    /// Everybody's values, remembered.
    pub(super) values: Values,
}

/// Thresholds and uniforms of the one frame of finite mode.
#[derive(Clone, Debug, Default)]
pub struct Realised {
    thresholds: Vec<f64>,
    take_up: Vec<f64>,
}

impl SocietySample {
    /// Draws `size` people and their lives; see [`crate::population::PopulationModel::draw`] for
    /// `clusters`.
    pub fn draw(
        society: &Society,
        size: usize,
        draws: &impl Draws,
        clusters: Option<&Stream>,
    ) -> Self {
        let mut people = society.population.people(size);
        society.add_columns(&mut people, size);
        let mut lives = society.lives.lives(size);
        society.draw(draws, clusters, &mut people, &mut lives);
        let wave = society.columns.wave.map(|column| &people.covariates[column]);
        let exposure = match wave {
            Some(Column::Levels(waves)) => {
                waves.iter().map(|&w| society.waves[usize::from(w)].exposure).collect()
            }
            _ => Vec::new(),
        };
        Self { people, lives, exposure }
    }
}

impl WorldSample {
    /// Prepares a world on a sample; `realised` for finite mode.
    pub fn new(world: &World, sample: &SocietySample, draws: &impl Draws, realised: bool) -> Self {
        let people = &sample.people;
        let mut out = Self::default();
        let unselected =
            EnrolmentModel { selection: None, sites: Vec::new(), ..world.enrolment.clone() };
        unselected.inclination(people, &mut out.inclination);
        if realised {
            let mut r =
                Realised { thresholds: vec![0.0; people.size], take_up: vec![0.0; people.size] };
            thresholds(world.enrolment.link, draws, &mut r.thresholds);
            draws.uniforms(Purpose::TakeUp, 0, &mut r.take_up);
            out.realised = Some(r);
        }
        let mut buffer = Vec::new();
        for (k, (gain, take_up)) in world.gains.iter().zip(&world.take_up).enumerate() {
            let (mut gains, mut odds) = (Vec::new(), Vec::new());
            gain.fill(draws, people, k + 1, &mut buffer, &mut gains);
            if !take_up.is_full() {
                let centred = crate::treatment::TakeUpModel { intercept: 0.0, ..take_up.clone() };
                centred.log_odds(people, &mut odds);
            }
            out.gains.push(gains);
            out.systematic_gains.push(gain.systematic(people));
            out.start_odds.push(odds);
            out.starts.push(Vec::new());
            out.refresh_starts(world, k + 1);
        }
        for survey in &world.surveys {
            let (mut odds, centred) =
                (Vec::new(), ResponseModel { intercept: 0.0, ..survey.clone() });
            centred.log_odds(people, &mut odds);
            out.response_odds.push(odds);
        }
        out.accepts = vec![Vec::new(); world.offers.len()];
        out.refresh_offers(world, people);
        out
    }

    /// Recomputes acceptance of all offers.
    pub fn refresh_offers(&mut self, world: &World, people: &People) {
        (0..world.offers.len()).for_each(|offer| self.refresh_offer(world, people, offer));
    }

    /// Recomputes acceptance of one offer.
    pub fn refresh_offer(&mut self, world: &World, people: &People, offer: usize) {
        let intercept = world.offers[offer];
        let row = &mut self.accepts[offer];
        row.clear();
        let selected = |i: usize| {
            world.enrolment.selection.map_or(0.0, |(row, slope)| slope * people.traits[row][i])
        };
        let intercept = intercept.intercept;
        let everybody = self.inclination.iter().enumerate();
        let sites = &world.enrolment.sites;
        if sites.is_empty() {
            row.extend(everybody.map(|(i, &base)| intercept + (base + selected(i))));
        } else {
            let site = |i: usize| sites[usize::from(people.site[i])];
            row.extend(everybody.map(|(i, &base)| intercept + (base + selected(i) + site(i))));
        }
        match self.realised.as_ref() {
            None => world.enrolment.probabilities(row),
            Some(realised) => {
                let thresholds = row.iter_mut().zip(&realised.thresholds);
                thresholds.for_each(|(x, threshold)| *x = f64::from(*x > *threshold));
            }
        }
    }

    /// Recomputes starting in one treatment arm.
    pub fn refresh_starts(&mut self, world: &World, arm: usize) {
        let model = &world.take_up[arm - 1];
        let row = &mut self.starts[arm - 1];
        row.clear();
        if model.is_full() {
            return;
        }
        row.extend(self.start_odds[arm - 1].iter().map(|odds| model.intercept + odds));
        rows::expit(row);
        if let Some(realised) = &self.realised {
            let draws = row.iter_mut().zip(&realised.take_up);
            draws.for_each(|(p, draw)| *p = f64::from(*draw < *p));
        }
    }

    /// Probability that person `i` starts in `arm`.
    #[inline]
    pub fn start(&self, arm: usize, i: usize) -> f64 {
        if arm == 0 { 0.0 } else { self.starts[arm - 1].get(i).copied().unwrap_or(1.0) }
    }

    /// Everybody's deviation from the mean effect of `arm`; empty where nobody deviates.
    pub fn gains(&self, arm: usize) -> &[f64] {
        if arm == 0 { &[] } else { &self.gains[arm - 1] }
    }

    /// Whether deviations from the mean effect of `arm` are random in part.
    pub fn has_random_gains(&self, arm: usize) -> bool {
        arm > 0 && !self.systematic_gains[arm - 1].is_empty()
    }

    /// The same without what is random in them.
    pub fn systematic_gains(&self, arm: usize) -> &[f64] {
        if arm == 0 { &[] } else { &self.systematic_gains[arm - 1] }
    }
}
