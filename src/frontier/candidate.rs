//! Candidates: a design of some world, run at some size, and the plan in which all of them are run on
//! the same people.

use crate::assignment::DesignModel;
use crate::correction::Correction;
use crate::diagnosis::family::Member;
use crate::plan::{Cell, Declared, DesignPlan, Pair, PairOf, Plan, keep_of_design, restrict_with};
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
    /// The month in which it measures; as in the scenario when none.
    pub month: Option<u32>,
}

/// The design of a cell at every size that it can take, measured in some month.
pub fn sized(plan: &Plan, cell: usize, month: Option<u32>, sizes: &Sizes) -> Vec<Candidate> {
    let after = matches!(model(plan, cell), DesignModel::After(_));
    let participants = if after { &sizes.participants[..] } else { &[] };
    let mut out = Vec::new();
    for people in listed(&sizes.people) {
        for participants in listed(participants) {
            out.push(Candidate { cell, people, participants, month });
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
/// candidates is compared, later minus earlier, in the order (1, 0), (2, 0), (2, 1), (3, 0), …. Where a family is named,
/// declared family k is that of candidate k, and the other cells of its tests come after the candidates.
///
/// # Panics
/// When a candidate is none of the plan's.
pub fn line_up(plan: &Plan, candidates: &[Candidate], family: Option<&str>) -> Plan {
    let cells: Vec<usize> = candidates.iter().map(|c| c.cell).collect();
    let declared = |&cell: &usize| {
        let Cell { world, design, .. } = plan.cells[cell];
        plan.declared_in(family?, world, &plan.worlds[world].designs[design].name)
    };
    let declared: Vec<Option<usize>> = cells.iter().map(declared).collect();
    let known: Vec<usize> = declared.iter().flatten().copied().collect();
    let few = restrict_with(plan, &cells, &known);
    let mut places = few.declared.into_iter();
    let mut lined = LinedUp { few: few.plan, designs: Vec::new() };
    for ((candidate, lead), own) in candidates.iter().zip(few.cells).zip(declared) {
        let place = own.and_then(|_| places.next().flatten());
        let own = place.map(|family| &lined.few.declared[family]);
        let (mut tests, correction) =
            own.map_or_else(Default::default, |own| (own.members.clone(), own.correction.clone()));
        // The months of other candidates are measured in the same world.
        let is_other = |month: u32| candidate.month.is_some_and(|own| own != month);
        tests.retain(|test| !lined.few.cells[test.cell].month.is_some_and(is_other));
        lined.add(candidate, lead, tests, correction);
    }
    lined.plan(family)
}

/// A design that stands in the line.
struct Lined {
    /// The number of the candidate's cell in the restricted plan.
    lead: usize,
    design: DesignPlan,
    /// By new number within the design: the old number of the cell.
    kept: Vec<usize>,
    /// The tests of the family, with old numbers.
    tests: Vec<Member>,
    /// How those are corrected for their number.
    correction: Correction,
}

/// Candidates on their way to a plan.
struct LinedUp {
    /// The plan of what any of them needs.
    few: Plan,
    designs: Vec<Lined>,
}

impl LinedUp {
    fn add(
        &mut self,
        candidate: &Candidate,
        lead: usize,
        tests: Vec<Member>,
        correction: Correction,
    ) {
        let Cell { world, design, .. } = self.few.cells[lead];
        let own: Vec<usize> = tests.iter().map(|test| test.cell).chain([lead]).collect();
        let design = &self.few.worlds[world].designs[design];
        let (mut design, kept) = keep_of_design(design, &own).expect("a candidate has an analysis");
        design.reach = candidate.people;
        if let (DesignModel::After(d), Some(n)) = (&mut design.model, candidate.participants) {
            d.quota = Some(n);
        }
        self.designs.push(Lined { lead, design, kept, tests, correction });
    }

    /// The plan, with the cells of the candidates first.
    fn plan(self, family: Option<&str>) -> Plan {
        let Self { few, designs } = self;
        let mut out = Plan {
            cells: Vec::new(),
            pairs: Vec::new(),
            ladders: Vec::new(),
            families: Vec::new(),
            declared: Vec::new(),
            ..few.clone()
        };
        out.worlds.iter_mut().for_each(|world| world.designs.clear());
        let mut others: Vec<Cell> = Vec::new();
        let count = designs.len();
        for (k, Lined { lead, mut design, kept, tests, correction }) in
            designs.into_iter().enumerate()
        {
            let world = few.cells[lead].world;
            let own = out.worlds[world].designs.len();
            let cell = |old: usize| Cell { design: own, ..few.cells[old].clone() };
            let mut numbers = vec![k; kept.len()];
            for (number, &old) in numbers.iter_mut().zip(&kept).filter(|(_, old)| **old != lead) {
                *number = count + others.len();
                others.push(cell(old));
            }
            for analysis in design.samples.iter_mut().flat_map(|sample| &mut sample.analyses) {
                analysis.cells.iter_mut().for_each(|cell| *cell = numbers[*cell]);
            }
            let number = |old: usize| numbers[kept.iter().position(|&k| k == old).unwrap_or(0)];
            let members = tests.iter().map(|test| Member { cell: number(test.cell), ..*test });
            out.declared.extend(family.map(|name| Declared {
                name: name.to_owned(),
                world,
                design: own,
                members: members.collect(),
                correction,
            }));
            out.cells.push(cell(lead));
            out.worlds[world].designs.push(design);
            out.pairs.extend((0..k).map(|second| Pair { first: k, second, of: PairOf::Designs }));
        }
        out.cells.extend(others);
        out
    }
}
