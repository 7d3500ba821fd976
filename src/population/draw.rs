//! Draws a population: scores, values, traits and caseworkers of everybody in the frame.

use indexmap::IndexMap;
use rand_distr::{Distribution, Gamma};

use super::covariate::CovariateError;
use super::dependence::{DependenceError, JointLaw, joint_law};
use super::margin::{Column, Margin};
use super::{EMPLOYABILITY, Population};
use crate::assumption::Assumption;
use crate::stream::{Draws, Purpose, Stream};

/// A checked population, ready to be drawn.
#[derive(Clone, Debug)]
pub struct PopulationModel {
    /// People in the frame.
    pub size: usize,
    /// Margins by name.
    pub margins: IndexMap<String, Margin>,
    /// Trait names, employability first.
    pub traits: Vec<String>,
    /// Correlations of all scores.
    pub law: JointLaw,
    /// Number of caseworkers; 0 for none.
    pub caseworkers: usize,
    /// Coefficient of variation of caseloads.
    pub caseload_cv: f64,
    /// Characteristics that nobody looks at, and scores that none of the others follow from: they
    /// are not drawn. Empty when all are.
    idle: [Vec<bool>; 2],
}

/// Everybody in one simulated frame.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// How many.
    pub size: usize,
    /// Characteristics, in the order of the scenario; later stages append what a register adds.
    pub covariates: Vec<Column>,
    /// Traits, employability first; standard normal.
    pub traits: Vec<Vec<f64>>,
    /// Standard normal effect of each person's caseworker; empty without caseworkers.
    pub caseworker: Vec<f64>,
    scores: Vec<Vec<f64>>,
    /// One number a person, for whoever needs it for a moment.
    pub buffer: Vec<f64>,
    caseloads: Caseloads,
}

/// Each caseworker's effect, and the caseloads up to and including each caseworker.
#[derive(Clone, Debug, Default)]
struct Caseloads {
    effects: Vec<f64>,
    below: Vec<f64>,
}

/// Why a population cannot be drawn.
#[derive(Debug)]
pub enum PopulationError {
    /// One characteristic's margin is impossible.
    Covariate(String, CovariateError),
    /// The dependence is impossible.
    Dependence(DependenceError),
}

impl PopulationModel {
    /// Checks margins and dependence.
    ///
    /// # Errors
    /// [`PopulationError`] with the path of what is impossible.
    pub fn new(settings: &Population) -> Result<Self, PopulationError> {
        let mut margins = IndexMap::new();
        for (name, covariate) in &settings.covariates {
            let margin = covariate
                .check(&margins)
                .map_err(|e| PopulationError::Covariate(name.clone(), e))?;
            margins.insert(name.clone(), margin);
        }
        let law = joint_law(settings).map_err(PopulationError::Dependence)?;
        let caseworkers = settings.caseworkers.as_ref();
        let number = |a: &Assumption| a.get() as usize;
        Ok(Self {
            size: settings.size.get() as usize,
            margins,
            traits: std::iter::once(EMPLOYABILITY.to_owned())
                .chain(settings.traits.keys().cloned())
                .collect(),
            law,
            caseworkers: caseworkers.map_or(0, |c| number(&c.number)),
            caseload_cv: caseworkers.and_then(|c| c.size_cv.as_ref()).map_or(0.0, Assumption::get),
            idle: Default::default(),
        })
    }

    /// An empty frame of `size` people with room for everything this population has.
    pub fn people(&self, size: usize) -> People {
        let rows = |count: usize| (0..count).map(|_| vec![0.0; size]).collect();
        People {
            size,
            covariates: self.margins.values().map(|m| m.column(size)).collect(),
            traits: rows(self.law.traits),
            caseworker: if self.caseworkers > 0 { vec![0.0; size] } else { Vec::new() },
            scores: rows(self.margins.len()),
            buffer: vec![0.0; size],
            caseloads: Caseloads {
                effects: vec![0.0; self.caseworkers],
                below: vec![0.0; self.caseworkers],
            },
        }
    }

    /// Draws from now on only the characteristics that are `used`, and what they follow from; the
    /// values of those are the same as before.
    pub fn keep_only(&mut self, used: &[bool]) {
        let mut margins = used[..self.margins.len()].to_vec();
        let mut scores = vec![false; margins.len()];
        for (j, margin) in self.margins.values().enumerate().rev().filter(|(j, _)| used[*j]) {
            scores[margin.score(j)] = true;
            if let Margin::Given { on, .. } = margin {
                margins[*on] = true;
                scores[*on] = true;
            }
        }
        let idle = |wanted: Vec<bool>| wanted.into_iter().map(|w| !w).collect();
        self.idle = [idle(margins), idle(scores)];
    }

    /// Whether a score is drawn; traits always are.
    fn is_drawn(&self, variable: usize) -> bool {
        let covariate = variable.checked_sub(self.law.traits);
        !covariate.and_then(|j| self.idle[1].get(j)).copied().unwrap_or(false)
    }

    /// People of whom only the traits are ever drawn, by [`draw_traits`](Self::draw_traits).
    pub fn trait_bearers(&self, size: usize) -> People {
        let rows = (0..self.law.traits).map(|_| vec![0.0; size]).collect();
        People { size, traits: rows, buffer: vec![0.0; size], ..People::default() }
    }

    /// Draws everybody's traits and nothing else: the same that [`draw`](Self::draw) gives them.
    pub fn draw_traits(&self, draws: &impl Draws, people: &mut People) {
        self.draw_scores(draws, self.law.traits, people);
    }

    /// Draws everybody anew. Caseworkers come from `clusters`; without it everybody has one of
    /// their own, as expectations over caseworkers want it.
    pub fn draw(&self, draws: &impl Draws, clusters: Option<&Stream>, people: &mut People) {
        self.draw_scores(draws, self.law.size, people);
        let People { covariates, scores, .. } = &mut *people;
        let drawn = |j: usize| !self.idle[0].get(j).copied().unwrap_or(false);
        for (j, margin) in self.margins.values().enumerate().filter(|(j, _)| drawn(*j)) {
            let (earlier, rest) = covariates.split_at_mut(j);
            margin.fill(j, scores, earlier, &mut rest[0]);
        }
        match clusters {
            Some(clusters) => self.draw_caseworkers(draws, clusters, people),
            None => draws.normals(Purpose::CaseworkerSize, 2, &mut people.caseworker),
        }
    }

    /// Scores = Cholesky factor × independent normals, one column at a time, of the first variables.
    fn draw_scores(&self, draws: &impl Draws, variables: usize, people: &mut People) {
        let n = self.law.size;
        let weight = |target: usize, source: usize| self.law.factor[target * n + source];
        for source in 0..variables {
            let (purpose, index) = if source < self.law.traits {
                (Purpose::Trait, source)
            } else {
                (Purpose::Covariate, source - self.law.traits)
            };
            let matters = |target: usize| weight(target, source) != 0.0 && self.is_drawn(target);
            if !(source..variables).any(matters) {
                continue;
            }
            let alone = (source + 1..n).all(|target| weight(target, source) == 0.0)
                && (0..source).all(|earlier| weight(source, earlier) == 0.0);
            if alone {
                draws.normals(purpose, index as u32, row_of(people, self.law.traits, source));
                continue;
            }
            draws.normals(purpose, index as u32, &mut people.buffer);
            let buffer = std::mem::take(&mut people.buffer);
            for target in (source..variables).filter(|&target| matters(target)) {
                let first = (0..source).all(|earlier| weight(target, earlier) == 0.0);
                let (row, w) = (row_of(people, self.law.traits, target), weight(target, source));
                for (z, e) in row.iter_mut().zip(&buffer) {
                    *z = if first { w * e } else { *z + w * e };
                }
            }
            people.buffer = buffer;
        }
    }

    /// People choose caseworkers by gamma-distributed caseloads (a gamma–Poisson law given the
    /// size of the frame); each caseworker has one standard normal effect.
    fn draw_caseworkers(&self, draws: &impl Draws, clusters: &Stream, people: &mut People) {
        if self.caseworkers == 0 {
            return;
        }
        let count = self.caseworkers;
        let Caseloads { effects, below } = &mut people.caseloads;
        clusters.normals(Purpose::CaseworkerSize, 1, effects);
        let mut total = 0.0;
        for (g, bound) in below.iter_mut().enumerate() {
            total += self.caseload(clusters, g as u32);
            *bound = total;
        }
        draws.uniforms(Purpose::Caseworker, 0, &mut people.buffer);
        for (effect, u) in people.caseworker.iter_mut().zip(&people.buffer) {
            let g = below.partition_point(|&b| b < u * total).min(count - 1);
            *effect = effects[g];
        }
    }

    fn caseload(&self, clusters: &Stream, g: u32) -> f64 {
        if self.caseload_cv == 0.0 {
            return 1.0;
        }
        let shape = 1.0 / (self.caseload_cv * self.caseload_cv);
        Gamma::new(shape, 1.0)
            .map_or(1.0, |gamma| gamma.sample(&mut clusters.rng(Purpose::CaseworkerSize, 0, g)))
    }
}

impl People {
    /// Makes room for `size` people; whoever is drawn next overwrites everything.
    pub fn resize(&mut self, size: usize) {
        self.size = size;
        self.covariates.iter_mut().for_each(|column| column.resize(size));
        let caseworker = (!self.caseloads.effects.is_empty()).then_some(&mut self.caseworker);
        let rows = self.traits.iter_mut().chain(&mut self.scores).chain(caseworker);
        rows.for_each(|row| row.resize(size, 0.0));
        self.buffer.resize(size, 0.0);
    }
}

/// The scores of one variable: traits first, then characteristics.
fn row_of(people: &mut People, traits: usize, variable: usize) -> &mut [f64] {
    if variable < traits {
        &mut people.traits[variable]
    } else {
        &mut people.scores[variable - traits]
    }
}
