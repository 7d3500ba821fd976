//! Every design of every world at every size: those that can be run, and those that cannot.

use serde::Serialize;

use super::candidate::{Candidate, Sizes, refusal, sized};
use crate::cost::CostModel;
use crate::scenario::{Compiled, Variation};
use crate::sizing::{Yields, focus};

/// A candidate in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Design; empty where the settings alone were refused.
    pub design: String,
    /// `PATH=VALUE` settings that make it differ from the scenario.
    pub settings: Vec<String>,
    /// Eligible people reached; null for all.
    pub people: Option<usize>,
    /// Fixed participants asked for; null for those of the scenario.
    pub participants: Option<usize>,
}

/// A candidate that cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Which one.
    #[serde(flatten)]
    pub label: Label,
    /// Why.
    pub reason: String,
}

impl Refused {
    /// Settings that no design can have.
    pub fn settings(settings: Vec<String>, reason: String) -> Self {
        let label = Label { design: String::new(), settings, people: None, participants: None };
        Self { label, reason }
    }
}

/// A candidate with its name and its costs.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What is run.
    pub candidate: Candidate,
    /// Its name.
    pub label: Label,
    /// Its costs.
    pub paid: Paid,
}

/// What is paid for a candidate.
#[derive(Clone, Debug)]
pub struct Paid {
    /// Prices.
    pub costs: CostModel,
    /// Months of treatment that are paid.
    pub months: f64,
}

impl Paid {
    fn of(compiled: &Compiled, cell: usize) -> Result<Self, String> {
        let cell = &compiled.plan.cells[cell];
        let costs = compiled.costs[cell.world].clone().ok_or("it has no costs")?;
        let months = costs
            .months(cell.month)
            .ok_or("how many months of treatment are paid is not known: give costs.months")?;
        Ok(Self { costs, months })
    }
}

/// All candidates.
#[derive(Clone, Debug)]
pub struct Field {
    /// Those that can be run.
    pub entries: Vec<Entry>,
    /// Those that cannot.
    pub refused: Vec<Refused>,
}

impl Field {
    /// Lines up some designs, all when `designs` is empty. Where there are variations, they are the worlds
    /// after the first, and the first stands aside. `cell` says which cell speaks for a design of a world,
    /// or why none does.
    pub fn new(
        compiled: &Compiled,
        variations: &[Variation],
        designs: &[String],
        sizes: &Sizes,
        cell: impl Fn(usize, usize) -> Result<usize, String>,
    ) -> Self {
        let worlds = &compiled.plan.worlds;
        let mut field = Self { entries: Vec::new(), refused: Vec::new() };
        let first = usize::from(!variations.is_empty());
        for (number, world) in worlds.iter().enumerate().skip(first) {
            let settings = variations.get(number - first).map_or(&[][..], |v| &v.set);
            for (design, it) in world.designs.iter().enumerate() {
                let label = Label {
                    design: it.name.clone(),
                    settings: touching(&it.name, settings),
                    people: None,
                    participants: None,
                };
                let is_wanted = designs.is_empty() || designs.contains(&it.name);
                if is_wanted && !field.knows(&label) {
                    field.add(compiled, sizes, cell(number, design), label);
                }
            }
        }
        field
    }

    /// Whether this design with these settings stands in it already.
    fn knows(&self, label: &Label) -> bool {
        let refused = self.refused.iter().map(|r| &r.label);
        let mut labels = self.entries.iter().map(|e| &e.label).chain(refused);
        labels.any(|l| (&l.design, &l.settings) == (&label.design, &label.settings))
    }

    /// Adds the sizes of one design.
    fn add(
        &mut self,
        compiled: &Compiled,
        sizes: &Sizes,
        cell: Result<usize, String>,
        label: Label,
    ) {
        let plan = &compiled.plan;
        let found = cell.and_then(|cell| {
            if plan.cells[cell].per_participant {
                Ok((cell, Paid::of(compiled, cell)?))
            } else {
                Err("no analysis of it estimates a change per participant".to_owned())
            }
        });
        let (cell, paid) = match found {
            Ok(found) => found,
            Err(reason) => return self.refused.push(Refused { label, reason }),
        };
        let yields = (*sizes != Sizes::default()).then(|| Yields::of(&focus(plan, cell)));
        for candidate in sized(plan, cell, sizes) {
            let Candidate { people, participants, .. } = candidate;
            let label = Label { people, participants, ..label.clone() };
            match yields.as_ref().and_then(|y| refusal(plan, &candidate, y)) {
                Some(reason) => self.refused.push(Refused { label, reason }),
                None => self.entries.push(Entry { candidate, label, paid: paid.clone() }),
            }
        }
    }
}

/// The settings that are not about another design.
fn touching(design: &str, settings: &[String]) -> Vec<String> {
    let own = [format!("designs.{design}."), format!("designs.{design}=")];
    let touches = |s: &&String| !s.starts_with("designs.") || own.iter().any(|o| s.starts_with(o));
    settings.iter().filter(touches).cloned().collect()
}
