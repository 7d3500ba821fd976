//! How much memory one simulated trial takes, so that a population too large is refused beforehand.

use crate::issue::Issue;
use crate::plan::{Society, World};
use crate::scenario::compile::names::grouped;

/// Bytes that one simulated trial may take; every thread has one.
const MOST: f64 = 4e9;
/// Numbers kept of each person in any scenario: enrolment, the lottery and working space.
const ALWAYS: usize = 20;

/// Bytes that one simulated trial of a world takes; a population of which none would fit is refused.
pub fn check(society: &Society, world: &World, issues: &mut Vec<Issue>) -> f64 {
    let size = society.population.size as f64;
    let each = 8.0 * numbers_per_person(society, world) as f64;
    if size * each <= MOST {
        return size * each;
    }
    let message = format!(
        "{} people take about {:.0} GB of memory: at most {:.0} GB is possible",
        grouped(size),
        size * each / 1e9,
        MOST / 1e9
    );
    let scale = 100_000.0;
    let fits = grouped((MOST / each / scale).floor() * scale);
    let help = format!("with everything else as stated, about {fits} people are possible");
    issues.push(Issue::new("population.size", message).help(help));
    size * each
}

/// Characteristics with their scores and their place in the background file, traits, lives, and
/// the outcomes under every arm.
fn numbers_per_person(society: &Society, world: &World) -> usize {
    let population = &society.population;
    let work = society.lives.work.as_ref().map_or(0, |work| {
        let processes = 1 + usize::from(work.contracts);
        7 + processes * work.path.len() + 2 * work.history.items.len()
    });
    let outcomes = world.outcomes.len().max(world.model.endpoints.len()) * world.arms.len();
    ALWAYS + 3 * population.margins.len() + 2 * population.traits.len() + work + outcomes
}
