//! Who can enrol at all, found from traits and thresholds: where only enrolees are looked at, nobody
//! else needs to be drawn in full.

use std::f64::consts::LN_2;

use crate::assignment::DesignModel;
use crate::plan::{Detail, Plan, World};
use crate::population::People;
use crate::recruitment::{Link, thresholds};
use crate::stream::{Draws, Purpose, Stream};

/// Rounding that may not cost anybody their place.
const SLACK: f64 = 1e-9;

/// Those of one society who would enrol in some world if their characteristics spoke for it as much
/// as characteristics can.
pub(super) struct Recruits {
    society: usize,
    /// One world for each different enrolment decision.
    worlds: Vec<usize>,
    traits: People,
    /// By link, where some world uses it: the most that speaks for enrolment in any world.
    limits: [Vec<f64>; 2],
    ceiling: Vec<f64>,
    draws: Vec<f64>,
    chosen: Vec<bool>,
    people: Vec<u32>,
}

impl Recruits {
    /// None when others have to be drawn as well: for the budget, for a reference group, for
    /// invitations that come after randomisation, or because everybody enrols.
    pub fn new(plan: &Plan, society: usize) -> Option<Self> {
        let own = |w: &&World| w.society == society;
        let enough = plan.worlds.iter().filter(own).all(only_enrolees_matter);
        if plan.detail == Detail::Budget || !enough {
            return None;
        }
        let decision = |w: usize| (&plan.worlds[w].enrolment, &plan.worlds[w].offers);
        let mut worlds: Vec<usize> = Vec::new();
        for number in (0..plan.worlds.len()).filter(|&w| plan.worlds[w].society == society) {
            if worlds.iter().all(|&w| decision(w) != decision(number)) {
                worlds.push(number);
            }
        }
        let population = &plan.societies[society].population;
        let size = population.size;
        let nobody = population.trait_bearers(0);
        let bounded = |&w: &usize| decision(w).0.ceiling(&nobody, &mut Vec::new());
        let links: Vec<Link> = worlds.iter().map(|&w| decision(w).0.link).collect();
        let row = |link: Link| vec![0.0; if links.contains(&link) { size } else { 0 }];
        worlds.iter().all(bounded).then(|| Self {
            society,
            traits: population.trait_bearers(size),
            limits: Link::ALL.map(row),
            ceiling: Vec::new(),
            draws: vec![0.0; size],
            chosen: vec![false; size],
            people: Vec::new(),
            worlds,
        })
    }

    /// Finds them in one replication.
    pub fn find(&mut self, plan: &Plan, stream: Stream) {
        plan.societies[self.society].population.draw_traits(&stream, &mut self.traits);
        self.limits.iter_mut().for_each(|limits| limits.fill(f64::NEG_INFINITY));
        for &number in &self.worlds {
            let world = &plan.worlds[number];
            world.enrolment.ceiling(&self.traits, &mut self.ceiling);
            let best = world.offers[0].intercept + SLACK;
            let limits = &mut self.limits[world.enrolment.link as usize];
            for (limit, ceiling) in limits.iter_mut().zip(&self.ceiling) {
                *limit = limit.max(best + ceiling);
            }
        }
        self.chosen.fill(false);
        for (link, limits) in Link::ALL.into_iter().zip(&self.limits) {
            if limits.is_empty() {
                continue;
            }
            least_thresholds(link, &stream, &mut self.draws);
            for ((chosen, limit), t) in self.chosen.iter_mut().zip(limits).zip(&self.draws) {
                *chosen |= limit > t;
            }
        }
        self.collect();
    }

    /// Writes every number and keeps those of the chosen: no branch depends on chance.
    fn collect(&mut self) {
        self.people.resize(self.chosen.len(), 0);
        let mut found = 0;
        for (i, chosen) in self.chosen.iter().enumerate() {
            self.people[found] = i as u32;
            found += usize::from(*chosen);
        }
        self.people.truncate(found);
    }

    /// Their numbers in the frame, increasing.
    pub fn people(&self) -> &[u32] {
        &self.people
    }
}

/// No more than everybody's threshold, and hardly less: a logarithm from below by straight lines
/// between powers of two (at most 0.06 too low).
fn least_thresholds(link: Link, stream: &Stream, out: &mut [f64]) {
    if link == Link::Probit {
        return thresholds(link, stream, out);
    }
    stream.uniforms(Purpose::Enrolment, 0, out);
    for t in out {
        let bits = (*t / (1.0 - *t)).to_bits();
        let exponent = (bits >> 52) as f64 - 1023.0;
        let mantissa = (bits & ((1 << 52) - 1)) as f64 / (1_u64 << 52) as f64;
        *t = LN_2 * (exponent + mantissa);
    }
}

/// Whether nobody but enrolees enters a dataset of a world, and not everybody enrols.
fn only_enrolees_matter(world: &World) -> bool {
    let after = |model: &DesignModel| matches!(model, DesignModel::After(_));
    let designs = &world.designs;
    world.offers[0].intercept.is_finite()
        && designs.iter().all(|d| after(&d.model) && d.samples.iter().all(|s| !s.key.reference))
}
