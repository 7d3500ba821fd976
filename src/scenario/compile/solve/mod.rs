//! From what is stated to what gives it: people are drawn, and every target is solved on them.

mod latents;
mod null;
mod order;
mod people;
mod small_site;
mod unmet;
mod world;

use indexmap::IndexSet;
use rayon::prelude::*;

use super::decode::Common;
use super::report;
use super::resolve::{Resolved, WorldDraft};
use crate::calibration::IndividualEffects;
use crate::plan::Society;
use crate::scenario::source::Report;
use crate::stream::Lattice;

pub(super) use small_site::missed as missed_in_small_site;
pub(super) use unmet::shortly;

use world::{Samples, Settled, Solving};

/// Worlds in which every target is met by the people on whom it was solved.
pub(super) struct Solved {
    pub common: Common,
    /// Populations with their lives.
    pub societies: Vec<Society>,
    /// Worlds, base world first; one without effects is added where there is none and one is wanted.
    pub worlds: Vec<WorldDraft>,
    /// How the base world's effects differ between people.
    pub individual: Vec<IndividualEffects>,
}

/// Solves all worlds.
pub(super) fn solve(resolved: Resolved) -> Result<Solved, Report> {
    let Resolved { common, mut societies, mut worlds, .. } = resolved;
    for (number, society) in societies.iter_mut().enumerate() {
        let Some(first) = worlds.iter().find(|w| w.world.society == number) else { continue };
        let completed = people::complete(&first.scenario, society);
        completed.map_err(|issues| report(&first.document, issues))?;
    }
    for WorldDraft { world, .. } in &mut worlds {
        people::rescale(&societies[world.society], world);
    }
    let individual = solve_worlds(&mut worlds, &societies)?;
    if let Some(names) = common.supplied {
        null::supply(names.null, &mut worlds);
    }
    Ok(Solved { common, societies, worlds, individual })
}

/// Solves each world on as many people as its own enrolment asks for, the base world first: what is stated
/// alike in two worlds is solved once. What a world is does not depend on which others come along. Those that
/// follow the base world take its solution.
fn solve_worlds(
    worlds: &mut [WorldDraft],
    societies: &[Society],
) -> Result<Vec<IndividualEffects>, Report> {
    let crowds: Vec<Crowd> = worlds.iter().map(Crowd::of).collect();
    let own = crowds.iter().zip(&*worlds).filter(|(_, draft)| !draft.follows);
    let different: IndexSet<Crowd> = own.map(|(crowd, _)| *crowd).collect();
    let draw = |&crowd: &Crowd| {
        let lattice = Lattice::new();
        (Samples::draw(&societies[crowd.society], &lattice, crowd.size), lattice)
    };
    let drawn: Vec<&Crowd> = different.iter().collect();
    let (samples, lattices): (Vec<Samples>, Vec<Lattice>) = drawn.into_par_iter().map(draw).unzip();
    let on = |draft, crowd: &Crowd| {
        let place = different.get_index_of(crowd).unwrap_or(0);
        let (society, samples) = (&societies[crowd.society], &samples[place]);
        Solving { draft, society, samples, lattice: lattices[place].clone() }
    };
    let Some((base, others)) = worlds.split_first_mut() else { return Ok(Vec::new()) };
    let (settled, individual) = on(&mut *base, &crowds[0]).solve(&[])?;
    let own = others.iter_mut().zip(&crowds[1..]).filter(|(draft, _)| !draft.follows);
    let own = own.map(|(draft, crowd)| {
        let known = if *crowd == crowds[0] { &settled[..] } else { &[] };
        (on(draft, crowd), known)
    });
    let own: Vec<(Solving, &[Settled])> = own.collect();
    // All are solved before the first mistake is told, so that it is the same one every time.
    let solve_one = |(world, known): (Solving, &[Settled])| world.solve(known).map(|_| ());
    let solved: Vec<Result<(), Report>> = own.into_par_iter().map(solve_one).collect();
    solved.into_iter().collect::<Result<(), Report>>()?;
    others.iter_mut().filter(|draft| draft.follows).for_each(|draft| null::follow(draft, base));
    Ok(individual)
}

/// The people on whom a world is solved.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Crowd {
    society: usize,
    size: usize,
}

impl Crowd {
    fn of(draft: &WorldDraft) -> Self {
        Self { society: draft.world.society, size: world::people_needed(&draft.scenario) }
    }
}
