//! Caseworkers: a random division of the people of each site over them.

use rand_distr::{Distribution, Gamma};

use super::draw::{People, PopulationModel};
use crate::stream::{Draws, Purpose, Stream};

/// The caseworkers of one site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Team {
    /// How many there are.
    pub number: usize,
    /// Coefficient of variation of their caseloads.
    pub size_cv: f64,
}

/// Each caseworker's effect, and the caseloads in their site up to and including each caseworker.
#[derive(Clone, Debug, Default)]
pub(super) struct Caseloads {
    effects: Vec<f64>,
    below: Vec<f64>,
}

impl Caseloads {
    pub fn of(count: usize) -> Self {
        Self { effects: vec![0.0; count], below: vec![0.0; count] }
    }

    pub fn is_empty(&self) -> bool {
        self.effects.is_empty()
    }
}

impl Team {
    fn caseload(&self, clusters: &Stream, g: u32) -> f64 {
        if self.size_cv == 0.0 {
            return 1.0;
        }
        let shape = 1.0 / (self.size_cv * self.size_cv);
        Gamma::new(shape, 1.0)
            .map_or(1.0, |gamma| gamma.sample(&mut clusters.rng(Purpose::CaseworkerSize, 0, g)))
    }
}

impl PopulationModel {
    /// Caseworkers of all sites.
    pub fn caseworkers(&self) -> usize {
        self.teams.iter().map(|team| team.number).sum()
    }

    /// People choose caseworkers of their site by gamma-distributed caseloads (a gamma–Poisson law given the size of the
    /// frame); each caseworker has one standard normal effect.
    pub(super) fn draw_caseworkers(
        &self,
        draws: &impl Draws,
        clusters: &Stream,
        people: &mut People,
    ) {
        if people.caseloads.is_empty() {
            return;
        }
        let People { caseloads: Caseloads { effects, below }, site, caseworker, buffer, .. } =
            people;
        clusters.normals(Purpose::CaseworkerSize, 1, effects);
        let (mut first, mut loads) = (0, Vec::with_capacity(self.teams.len()));
        for team in &self.teams {
            let mut total = 0.0;
            for (k, bound) in below[first..first + team.number].iter_mut().enumerate() {
                total += team.caseload(clusters, (first + k) as u32);
                *bound = total;
            }
            loads.push((first, team.number, total));
            first += team.number;
        }
        draws.uniforms(Purpose::Caseworker, 0, buffer);
        for (i, (effect, u)) in caseworker.iter_mut().zip(&*buffer).enumerate() {
            let (first, number, total) = loads[site.get(i).map_or(0, |&site| usize::from(site))];
            let below = &below[first..first + number];
            let g = below.partition_point(|&b| b < u * total).min(number - 1);
            *effect = effects[first + g];
        }
    }
}
