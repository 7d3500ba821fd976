//! Draws what would happen to everybody under regular service: the latent values from which every
//! potential outcome follows.

use super::history::{HistoryBuffers, HistoryModel};
use super::latent::LatentModel;
use super::path::Path;
use super::work::WorkModel;
use crate::numeric::rows;
use crate::population::{Column, People};
use crate::stream::{Draws, Purpose};

/// Everything that is needed to draw lives.
#[derive(Clone, Debug, Default)]
pub struct LivesModel {
    /// The work process with the months to visit.
    pub work: Option<Working>,
    /// Outcomes with draws of their own.
    pub latent: Vec<LatentModel>,
}

/// The work process and what is asked of it.
#[derive(Clone, Debug)]
pub struct Working {
    /// The process.
    pub model: WorkModel,
    /// Months to visit.
    pub path: Path,
    /// Whether contracts are needed.
    pub contracts: bool,
    /// The earnings register.
    pub history: HistoryModel,
    /// First register column among the people's characteristics.
    pub first_column: usize,
    /// What tells with whom people start, where work depends on it.
    pub cohorts: Option<Joined>,
}

/// Waves and sites joined into cohorts: those of the first site first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joined {
    /// Column of the wave, where there are several.
    pub wave: Option<usize>,
    /// Cohorts of one site, where sites start apart.
    pub by_site: Option<u16>,
}

/// Latent values of everybody in one frame.
#[derive(Clone, Debug, Default)]
pub struct Lives {
    /// With whom each person starts.
    pub cohorts: Membership,
    /// Number of each person's site; empty where there is a single place.
    pub site: Vec<u8>,
    /// Stable part of the work intensity, κ·g(U) + ω·c.
    pub stable: Vec<f64>,
    /// The same with the traits that act after the start.
    pub ahead: Vec<f64>,
    /// Wage score of each person, standard normal.
    pub wage: Vec<f64>,
    /// Work intensity by path position (position 0 is month 0).
    pub intensity: Vec<Vec<f64>>,
    /// Contract process, its part that is independent of intensity, by path position.
    pub contract: Vec<Vec<f64>>,
    /// Predictable part of each outcome with draws of its own, without intercept.
    pub latent: Vec<Vec<f64>>,
    /// Noise of each of them, in its own units.
    pub noise: Vec<Vec<f64>>,
    /// Standard deviation of that noise.
    pub spreads: Vec<f64>,
    buffer: Vec<f64>,
    pub(super) history: HistoryBuffers,
}

/// By person, with whom they start.
#[derive(Clone, Debug, Default)]
pub struct Membership {
    /// Number of each person's cohort; empty when there is only one.
    numbers: Vec<u16>,
}

impl LivesModel {
    /// An empty frame of `size` lives.
    pub fn lives(&self, size: usize) -> Lives {
        let rows = |count: usize| (0..count).map(|_| vec![0.0; size]).collect::<Vec<_>>();
        let positions = self.work.as_ref().map_or(0, |w| w.path.len());
        let contracts = self.work.as_ref().map_or(0, |w| if w.contracts { positions } else { 0 });
        Lives {
            cohorts: Membership::default(),
            site: Vec::new(),
            stable: vec![0.0; if positions > 0 { size } else { 0 }],
            ahead: vec![0.0; if positions > 0 { size } else { 0 }],
            wage: vec![0.0; if positions > 0 { size } else { 0 }],
            intensity: rows(positions),
            contract: rows(contracts),
            latent: rows(self.latent.len()),
            noise: rows(self.latent.iter().map(LatentModel::rows).sum()),
            spreads: self.latent.iter().map(|model| model.noise).collect(),
            buffer: vec![0.0; size],
            history: HistoryBuffers::default(),
        }
    }

    /// Whether the wave must be known before lives are drawn.
    pub fn need_wave(&self) -> bool {
        let cohorts = self.work.as_ref().and_then(|work| work.cohorts);
        cohorts.is_some_and(|cohorts| cohorts.wave.is_some())
    }

    /// Draws everybody's latent values, and fills the register columns of `people`.
    pub fn draw(&self, draws: &impl Draws, people: &mut People, lives: &mut Lives) {
        lives.site.clone_from(&people.site);
        if let Some(work) = &self.work {
            work.draw(draws, people, lives);
        }
        self.draw_latent(true, draws, people, lives);
        self.draw_latent(false, draws, people, lives);
    }
}

impl LivesModel {
    /// Draws those outcomes first whose value before the start is a characteristic that others may look at.
    fn draw_latent(
        &self,
        has_baseline: bool,
        draws: &impl Draws,
        people: &mut People,
        lives: &mut Lives,
    ) {
        let mut first = 0;
        for (model, latent) in self.latent.iter().zip(&mut lives.latent) {
            let rows = first..first + model.rows();
            first = rows.end;
            if model.baseline.is_some() == has_baseline {
                model.draw(draws, people, latent, &mut lives.noise[rows]);
            }
        }
    }
}

impl Joined {
    /// The cohort of person `i`.
    fn of(self, people: &People, i: usize) -> u16 {
        let wave = self.wave.map_or(0, |column| match &people.covariates[column] {
            Column::Levels(waves) => u16::from(waves[i]),
            Column::Numbers(_) => 0,
        });
        wave + self.by_site.map_or(0, |cohorts| cohorts * u16::from(people.site[i]))
    }
}

impl Membership {
    fn note(&mut self, numbers: impl Iterator<Item = u16>) {
        self.numbers.clear();
        self.numbers.extend(numbers);
    }

    /// The number of person `i`'s cohort.
    #[inline]
    pub fn of(&self, i: usize) -> usize {
        self.numbers.get(i).map_or(0, |&number| usize::from(number))
    }

    /// Whether everybody belongs to the first cohort.
    pub fn is_single(&self) -> bool {
        self.numbers.is_empty()
    }
}

impl Lives {
    /// Makes room for `size` people; whoever is drawn next overwrites everything.
    pub fn resize(&mut self, size: usize) {
        let works = !self.intensity.is_empty();
        let single = [&mut self.stable, &mut self.ahead, &mut self.wage];
        let single = single.into_iter().filter(|_| works);
        let rows = self.intensity.iter_mut().chain(&mut self.contract);
        let latent = self.latent.iter_mut().chain(&mut self.noise);
        let all = single.chain(rows).chain(latent).chain(std::iter::once(&mut self.buffer));
        all.for_each(|row| row.resize(size, 0.0));
    }
}

impl Working {
    fn draw(&self, draws: &impl Draws, people: &mut People, lives: &mut Lives) {
        let model = &self.model;
        if let Some(cohorts) = self.cohorts {
            lives.cohorts.note((0..people.size).map(|i| cohorts.of(people, i)));
        }
        for (i, stable) in lives.stable.iter_mut().enumerate() {
            let c = people.caseworker.get(i).copied().unwrap_or(0.0);
            let law = &model.cohorts[lives.cohorts.of(i)].stable;
            *stable = model.kappa * law.at(people.traits[0][i]) + model.omega * c;
        }
        lives.ahead.copy_from_slice(&lives.stable);
        for &(row, loading) in &model.after_start {
            for (a, t) in lives.ahead.iter_mut().zip(&people.traits[row]) {
                *a += loading * t;
            }
        }
        self.start(draws, lives);
        draws.normals(Purpose::WorkStart, 1, &mut lives.wage);
        self.history.fill(self, draws, lives, people);
        let Lives { cohorts, stable, ahead, intensity, buffer, .. } = lives;
        for (k, step) in self.path.steps().iter().enumerate() {
            draws.normals(Purpose::WorkPath, step.month, buffer);
            advance(intensity, k + 1, step, buffer);
        }
        for (k, month) in self.months() {
            let drift = model.trend * f64::from(month);
            let means = if month == 0 { &*stable } else { &*ahead };
            for (l, mean) in intensity[k].iter_mut().zip(means) {
                *l = mean + drift + model.s * *l;
            }
            self.add_swing(month.cast_signed(), cohorts, &mut intensity[k]);
        }
        if self.contracts {
            draws.normals(Purpose::Contract, 0, &mut lives.contract[0]);
            for (k, step) in self.path.steps().iter().enumerate() {
                draws.normals(Purpose::Contract, step.month, &mut lives.buffer);
                advance(&mut lives.contract, k + 1, step, &lives.buffer);
            }
        }
    }

    /// Z at month 0 given that the intensity lies below the exit cut-point (inverse transform).
    fn start(&self, draws: &impl Draws, lives: &mut Lives) {
        let model = &self.model;
        draws.uniforms(Purpose::WorkStart, 0, &mut lives.buffer);
        let z = &mut lives.intensity[0];
        for (i, (z, mean)) in z.iter_mut().zip(&lives.stable).enumerate() {
            *z = (model.cohorts[lives.cohorts.of(i)].exit - mean) / model.s;
        }
        rows::cdf(z);
        z.iter_mut().zip(&lives.buffer).for_each(|(below, u)| *below *= u);
        rows::quantile(z);
    }

    /// Adds what the calendar brings everybody in a month, negative before the start.
    pub(super) fn add_swing(&self, month: i32, cohorts: &Membership, intensity: &mut [f64]) {
        let model = &self.model;
        if model.cohorts.iter().all(|cohort| cohort.start.month.is_none()) {
            return;
        }
        let swings: Vec<f64> = (0..model.cohorts.len()).map(|c| model.swing(c, month)).collect();
        for (i, l) in intensity.iter_mut().enumerate() {
            *l += swings[cohorts.of(i)];
        }
    }

    /// Path positions with their months, month 0 included.
    fn months(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        std::iter::once((0, 0))
            .chain(self.path.steps().iter().enumerate().map(|(k, s)| (k + 1, s.month)))
    }
}

fn advance(rows: &mut [Vec<f64>], at: usize, step: &super::Step, noise: &[f64]) {
    let (before, rest) = rows.split_at_mut(at);
    let (left, right) = (&before[step.left], &before[step.right]);
    for (((out, l), r), e) in rest[0].iter_mut().zip(left).zip(right).zip(noise) {
        *out = step.left_weight * l + step.right_weight * r + step.spread * e;
    }
}
