//! From what is stated to what gives it: people are drawn, and every target is solved on them.

mod latents;
mod null;
mod order;
mod people;
mod small_site;
mod unmet;
mod world;

use indexmap::IndexMap;
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
    let complete = |(number, society): (usize, &mut Society)| {
        let Some(first) = worlds.iter().find(|w| w.world.society == number) else { return Ok(()) };
        let completed = people::complete(&first.scenario, society);
        completed.map_err(|issues| report(&first.document, issues))
    };
    let completed = societies.par_iter_mut().enumerate().map(complete).collect::<Vec<_>>();
    completed.into_iter().try_for_each(|found| found)?;
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
    let Some((base, others)) = worlds.split_first_mut() else { return Ok(Vec::new()) };
    let mut crowds: IndexMap<Crowd, Vec<Numbered>> = IndexMap::new();
    for (number, draft) in others.iter_mut().enumerate().filter(|(_, draft)| !draft.follows) {
        crowds.entry(Crowd::of(draft)).or_default().push((number, draft));
    }
    let own = Crowd::of(base);
    let alike = crowds.shift_remove(&own).unwrap_or_default();
    // A crowd is many people, and lives for as long as its worlds are solved: a thread that waits for one world of
    // a crowd would take up another crowd meanwhile.
    let (alone, several): (Vec<_>, Vec<_>) =
        crowds.into_iter().partition(|(_, drafts)| drafts.len() == 1);
    let solve_base = || {
        let people = own.draw(societies);
        let (settled, individual) = people.solving(base).solve(&[])?;
        Ok::<_, Report>((people.solve_all(alike, &settled), individual))
    };
    let solve_all =
        |(crowd, drafts): (Crowd, Vec<Numbered>)| crowd.draw(societies).solve_all(drafts, &[]);
    let solve_alone = || alone.into_par_iter().flat_map_iter(solve_all).collect::<Vec<_>>();
    let (of_base, mut solved) = rayon::join(solve_base, solve_alone);
    let (alike, individual) = of_base?;
    // All are solved before the first mistake is told, so that it is the same one every time.
    solved.extend(alike);
    solved.extend(several.into_iter().flat_map(solve_all));
    solved.sort_by_key(|(number, _)| *number);
    solved.into_iter().try_for_each(|(_, found)| found)?;
    others.iter_mut().filter(|draft| draft.follows).for_each(|draft| null::follow(draft, base));
    Ok(individual)
}

/// A world that is not the base world, with its place among those.
type Numbered<'a> = (usize, &'a mut WorldDraft);

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

    fn draw(self, societies: &[Society]) -> Gathered<'_> {
        let (society, lattice) = (&societies[self.society], Lattice::new());
        Gathered { society, samples: Samples::draw(society, &lattice, self.size), lattice }
    }
}

/// A crowd that was drawn.
struct Gathered<'a> {
    society: &'a Society,
    samples: Samples,
    lattice: Lattice,
}

impl Gathered<'_> {
    fn solving<'a>(&'a self, draft: &'a mut WorldDraft) -> Solving<'a> {
        let Self { society, samples, lattice } = self;
        Solving { draft, society, samples, lattice: lattice.clone() }
    }

    /// Solves worlds on these people, given what was settled on them; each comes back with its number.
    fn solve_all(
        &self,
        drafts: Vec<Numbered>,
        settled: &[Settled],
    ) -> Vec<(usize, Result<(), Report>)> {
        let worlds = drafts.into_iter().map(|(number, draft)| (number, self.solving(draft)));
        let worlds: Vec<(usize, Solving)> = worlds.collect();
        let one = |(number, world): (usize, Solving)| (number, world.solve(settled).map(|_| ()));
        worlds.into_par_iter().map(one).collect()
    }
}
