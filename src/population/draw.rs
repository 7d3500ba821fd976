//! Draws a population: scores, values, traits and caseworkers of everybody in the frame.

use super::caseworkers::{Caseloads, Team};
use super::covariate::CovariateError;
use super::dependence::{DependenceError, JointLaw, joint_law};
use super::margin::{Column, Margin};
use super::sites::{SiteModel, divide};
use super::{EMPLOYABILITY, Population};
use crate::assumption::Assumption;
use crate::stream::{Draws, Purpose, Stream};
use indexmap::IndexMap;

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
    /// Where people live; empty for a single place.
    pub sites: Vec<SiteModel>,
    /// Caseworkers by site, or of the single place; empty for none.
    pub teams: Vec<Team>,
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
    /// Number of each person's site; empty where there is a single place.
    pub site: Vec<u8>,
    /// Standard normal effect of each person's caseworker; empty without caseworkers.
    pub caseworker: Vec<f64>,
    lives_in_sites: bool,
    scores: Vec<Vec<f64>>,
    /// By trait: whether nobody looks at it; empty when all are looked at.
    idle: Vec<bool>,
    /// One number a person, for whoever needs it for a moment.
    pub buffer: Vec<f64>,
    pub(super) caseloads: Caseloads,
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
        let team = settings.caseworkers.as_ref().map(|stated| Team {
            number: stated.number.get() as usize,
            size_cv: stated.size_cv.as_ref().map_or(0.0, Assumption::get),
        });
        Ok(Self {
            size: settings.size.get() as usize,
            margins,
            traits: std::iter::once(EMPLOYABILITY.to_owned())
                .chain(settings.traits.keys().cloned())
                .collect(),
            law,
            sites: Vec::new(),
            teams: team.into_iter().collect(),
            idle: Default::default(),
        })
    }

    /// An empty frame of `size` people with room for everything this population has.
    pub fn people(&self, size: usize) -> People {
        let rows = |count: usize| (0..count).map(|_| vec![0.0; size]).collect();
        let in_site = self.site_column().map(|_| vec![0; size]);
        let own = self.margins.values().map(|m| m.column(size));
        let caseworkers = self.caseworkers();
        People {
            size,
            covariates: own.chain(in_site.clone().map(Column::Levels)).collect(),
            traits: rows(self.law.traits),
            lives_in_sites: in_site.is_some(),
            site: in_site.unwrap_or_default(),
            caseworker: if caseworkers > 0 { vec![0.0; size] } else { Vec::new() },
            scores: rows(self.margins.len()),
            idle: Vec::new(),
            buffer: vec![0.0; size],
            caseloads: Caseloads::of(caseworkers),
        }
    }

    /// The column of the site, after those of the characteristics; none where there is a single place.
    pub fn site_column(&self) -> Option<usize> {
        (!self.sites.is_empty()).then_some(self.margins.len())
    }

    /// Draws from now on only the characteristics that are `used`, and what they follow from; the
    /// values of those are the same as before.
    pub fn keep_only(&mut self, used: &[bool]) {
        let mut margins = used[..self.margins.len()].to_vec();
        let mut scores = vec![false; margins.len()];
        for (j, margin) in self.margins.values().enumerate().rev().filter(|(j, _)| used[*j]) {
            scores[margin.score(j)] = true;
            if let Some(on) = margin.given() {
                margins[on] = true;
                scores[on] = true;
            }
        }
        let idle = |wanted: Vec<bool>| wanted.into_iter().map(|w| !w).collect();
        self.idle = [idle(margins), idle(scores)];
    }

    /// Whether these people's score is drawn.
    fn is_drawn(&self, variable: usize, people: &People) -> bool {
        let covariate = variable.checked_sub(self.law.traits);
        let idle = covariate.map_or(people.idle.get(variable), |j| self.idle[1].get(j));
        !idle.copied().unwrap_or(false)
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
        self.draw_sites(draws, people);
        self.draw_scores(draws, self.law.size, people);
        let People { covariates, scores, site, .. } = &mut *people;
        let drawn = |j: usize| !self.idle[0].get(j).copied().unwrap_or(false);
        for (j, margin) in self.margins.values().enumerate().filter(|(j, _)| drawn(*j)) {
            let (earlier, rest) = covariates.split_at_mut(j);
            margin.fill(j, scores, earlier, site, &mut rest[0]);
        }
        match clusters {
            Some(clusters) => self.draw_caseworkers(draws, clusters, people),
            None => draws.normals(Purpose::CaseworkerSize, 2, &mut people.caseworker),
        }
    }

    /// Draws where everybody lives.
    fn draw_sites(&self, draws: &impl Draws, people: &mut People) {
        let Some(column) = self.site_column() else { return };
        draws.parts(Purpose::Site, 0, &mut people.buffer);
        divide(self.sites.iter().map(|site| site.share), &people.buffer, &mut people.site);
        if let Column::Levels(sites) = &mut people.covariates[column] {
            sites.copy_from_slice(&people.site);
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
            let drawn = |target: usize| self.is_drawn(target, people);
            let matters = |target: usize| weight(target, source) != 0.0 && drawn(target);
            let targets: Vec<usize> = (source..variables).filter(|&t| matters(t)).collect();
            if targets.is_empty() {
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
            for target in targets {
                let first = (0..source).all(|earlier| weight(target, earlier) == 0.0);
                let (row, w) = (row_of(people, self.law.traits, target), weight(target, source));
                for (z, e) in row.iter_mut().zip(&buffer) {
                    *z = if first { w * e } else { *z + w * e };
                }
            }
            people.buffer = buffer;
        }
    }
}

impl People {
    /// Has only those traits drawn from now on that are `used`: the others keep their values.
    pub fn look_at(&mut self, used: &[bool]) {
        self.idle.clear();
        self.idle.extend(used.iter().map(|used| !used));
    }

    /// Makes room for `size` people; whoever is drawn next overwrites everything.
    pub fn resize(&mut self, size: usize) {
        self.size = size;
        self.covariates.iter_mut().for_each(|column| column.resize(size));
        let caseworker = (!self.caseloads.is_empty()).then_some(&mut self.caseworker);
        let rows = self.traits.iter_mut().chain(&mut self.scores).chain(caseworker);
        rows.for_each(|row| row.resize(size, 0.0));
        self.site.resize(if self.lives_in_sites { size } else { 0 }, 0);
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
