//! Candidates: a design of some world, run at some size, and the plan in which all of them are run on
//! the same people.

use crate::assignment::DesignModel;
use crate::plan::{Cell, DesignPlan, Pair, PairOf, Plan, restrict};
use crate::sizing::Yields;

/// Groups in which fewer people are expected cannot be compared.
const FEWEST: f64 = 3.0;

/// Sizes to be tried; the scenario's own where a list is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Eligible people who are reached, the first so many.
    pub people: Vec<usize>,
    /// Fixed numbers of participants, for designs that randomise enrolees.
    pub participants: Vec<usize>,
}

/// A design at some size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The cell that speaks for it in the whole plan.
    pub cell: usize,
    /// Eligible people reached; all when none.
    pub people: Option<usize>,
    /// Participants at which recruitment stops; as in the scenario when none.
    pub participants: Option<usize>,
}

/// The design of a cell at every size that it can take.
pub fn sized(plan: &Plan, cell: usize, sizes: &Sizes) -> Vec<Candidate> {
    let after = matches!(model(plan, cell), DesignModel::After(_));
    let participants = if after { &sizes.participants[..] } else { &[] };
    let mut out = Vec::new();
    for people in listed(&sizes.people) {
        for participants in listed(participants) {
            out.push(Candidate { cell, people, participants });
        }
    }
    out
}

/// Every entry of a list; the scenario's own where it is empty.
pub(super) fn listed<T: Copy>(values: &[T]) -> Vec<Option<T>> {
    if values.is_empty() { vec![None] } else { values.iter().copied().map(Some).collect() }
}

fn model(plan: &Plan, cell: usize) -> &DesignModel {
    let Cell { world, design, .. } = &plan.cells[cell];
    &plan.worlds[*world].designs[*design].model
}

/// Why a candidate cannot be run, if that is so; `yields` are those of its design.
pub fn refusal(plan: &Plan, candidate: &Candidate, yields: &Yields) -> Option<String> {
    let world = &plan.worlds[plan.cells[candidate.cell].world];
    let eligible = plan.societies[world.society].population.size;
    let people = candidate.people.unwrap_or(eligible);
    if people > eligible {
        return Some(format!(
            "{people} people are wanted, but {eligible} are eligible: more need a larger population.size"
        ));
    }
    let rate = yields.participants();
    let expected = people as f64 * rate;
    let own = match model(plan, candidate.cell) {
        DesignModel::After(d) => d.quota,
        DesignModel::Before(_) => None,
    };
    let wanted = candidate.participants.or(own).map_or(expected, |n| n as f64);
    let sd = (expected * (1.0 - rate)).max(0.0).sqrt();
    // More than the people reached can yield but by a freak of chance.
    if wanted > expected + 6.0 * sd {
        return Some(format!(
            "{wanted} participants are wanted, but of {people} people about {expected:.0} can be randomised"
        ));
    }
    let share = wanted.min(expected) / rate;
    let arms = world.arms.iter().zip(&yields.arms).map(|(arm, y)| (arm, y * share));
    let (arm, fewest) = arms.min_by(|a, b| a.1.total_cmp(&b.1))?;
    (fewest < FEWEST).then(|| {
        format!("about {fewest:.1} people would be in the arm {arm:?}: a comparison needs at least {FEWEST}")
    })
}

/// The plan of the candidates alone, without bias budgets: cell k is candidate k, and every pair of
/// candidates is compared, later minus earlier, in the order (1, 0), (2, 0), (2, 1), (3, 0), ….
pub fn line_up(plan: &Plan, candidates: &[Candidate]) -> Plan {
    let cells: Vec<usize> = candidates.iter().map(|c| c.cell).collect();
    let (few, places) = restrict(plan, &cells);
    let mut out = Plan {
        cells: Vec::new(),
        pairs: Vec::new(),
        ladders: Vec::new(),
        families: Vec::new(),
        ..few.clone()
    };
    out.worlds.iter_mut().for_each(|world| world.designs.clear());
    for (k, (candidate, &place)) in candidates.iter().zip(&places).enumerate() {
        let cell = &few.cells[place];
        let mut design = few.worlds[cell.world].designs[cell.design].clone();
        keep_only(&mut design, place, k);
        design.reach = candidate.people;
        if let (DesignModel::After(d), Some(n)) = (&mut design.model, candidate.participants) {
            d.quota = Some(n);
        }
        let designs = &mut out.worlds[cell.world].designs;
        out.cells.push(Cell { design: designs.len(), ..cell.clone() });
        designs.push(design);
        out.pairs.extend((0..k).map(|second| Pair { first: k, second, of: PairOf::Designs }));
    }
    out
}

/// Leaves of a design only what estimates one cell, under another number.
fn keep_only(design: &mut DesignPlan, cell: usize, number: usize) {
    for sample in &mut design.samples {
        sample.analyses.retain(|analysis| analysis.cells.contains(&cell));
        for analysis in &mut sample.analyses {
            let width = analysis.contrasts.len();
            let at = analysis.cells.iter().position(|&c| c == cell).unwrap_or(0);
            let (row, column) = (at / width, at % width);
            sample.endpoints = vec![sample.endpoints[analysis.outcomes[row]]];
            analysis.outcomes = vec![0];
            analysis.contrasts = vec![analysis.contrasts[column]];
            analysis.model.contrasts = vec![analysis.model.contrasts[column]];
            analysis.cells = vec![number];
        }
    }
    design.samples.retain(|sample| !sample.analyses.is_empty());
}
