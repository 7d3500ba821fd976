//! Who can enrol at all, found from traits and thresholds: where only enrolees are looked at, nobody
//! else needs to be drawn in full.

use crate::assignment::DesignModel;
use crate::plan::{Detail, Plan, World};
use crate::population::People;
use crate::recruitment::{Link, thresholds};
use crate::stream::Stream;

/// Rounding that may not cost anybody their place.
const SLACK: f64 = 1e-9;

/// Those of one society who would enrol in some world if their characteristics spoke for it as much
/// as characteristics can.
pub(super) struct Recruits {
    society: usize,
    /// One world for each different enrolment decision.
    worlds: Vec<usize>,
    traits: People,
    thresholds: [Vec<f64>; 2],
    ceiling: Vec<f64>,
    chosen: Vec<bool>,
    people: Vec<u32>,
}

impl Recruits {
    /// None when others have to be drawn as well: for the budget, for a reference group, for
    /// invitations that come after randomisation, or because everybody enrols.
    pub fn new(plan: &Plan, society: usize) -> Option<Self> {
        let own = |w: &&World| w.society == society;
        let enough = plan.worlds.iter().filter(own).all(only_enrolees_matter);
        if plan.detail == Detail::Ledger || !enough {
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
            thresholds: Link::ALL.map(row),
            ceiling: Vec::new(),
            chosen: vec![false; size],
            people: Vec::new(),
            worlds,
        })
    }

    /// Finds them in one replication.
    pub fn find(&mut self, plan: &Plan, stream: Stream) {
        plan.societies[self.society].population.draw_traits(&stream, &mut self.traits);
        for (link, out) in Link::ALL.into_iter().zip(&mut self.thresholds) {
            thresholds(link, &stream, out);
        }
        self.chosen.fill(false);
        for &number in &self.worlds {
            let world = &plan.worlds[number];
            world.enrolment.ceiling(&self.traits, &mut self.ceiling);
            let best = world.offers[0].intercept + SLACK;
            let thresholds = &self.thresholds[world.enrolment.link as usize];
            for ((chosen, ceiling), t) in self.chosen.iter_mut().zip(&self.ceiling).zip(thresholds)
            {
                *chosen |= best + ceiling > *t;
            }
        }
        self.people.clear();
        let found = self.chosen.iter().enumerate().filter(|(_, chosen)| **chosen);
        self.people.extend(found.map(|(i, _)| i as u32));
    }

    /// Their numbers in the frame, increasing.
    pub fn people(&self) -> &[u32] {
        &self.people
    }
}

/// Whether nobody but enrolees enters a dataset of a world, and not everybody enrols.
fn only_enrolees_matter(world: &World) -> bool {
    let after = |model: &DesignModel| matches!(model, DesignModel::After(_));
    let designs = &world.designs;
    world.offers[0].intercept.is_finite()
        && designs.iter().all(|d| after(&d.model) && d.samples.iter().all(|s| !s.key.reference))
}
