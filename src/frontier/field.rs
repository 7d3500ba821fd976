//! Every design of every world, in every month, at every size: those that can be run, and those that
//! cannot.

use serde::Serialize;

use super::candidate::{Candidate, Sizes, listed, refusal, sized};
use super::choice::Choice;
use crate::cost::CostModel;
use crate::estimand::Scale;
use crate::plan::{Cell, Plan};
use crate::scenario::Compiled;
use crate::scenario::source::{JsonPath, Step};
use crate::sizing::{Yields, focus};

/// A candidate in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Design; empty where the choice alone was refused.
    pub design: String,
    /// How it differs from the scenario.
    #[serde(flatten)]
    pub choice: Choice,
    /// Month of measurement; null for outcomes measured once.
    pub month: Option<u32>,
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
    /// A choice that no design can have.
    pub fn choice(choice: Choice, reason: String) -> Self {
        Self { label: Label { choice, ..Label::default() }, reason }
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
    /// Whether months of treatment cost something.
    pub fn pays_months(&self) -> bool {
        self.months > 0.0 && self.costs.per_arm_month.iter().any(|&euros| euros > 0.0)
    }

    fn of(compiled: &Compiled, cell: usize) -> Result<Self, String> {
        let cell = &compiled.plan.cells[cell];
        let costs = compiled.costs[cell.world].clone().ok_or("it has no costs")?;
        let months = costs
            .months(cell.month)
            .ok_or("how many months of treatment are paid is not known: give costs.months")?;
        Ok(Self { costs, months })
    }
}

/// Which candidates are asked for, besides the choices that make worlds.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Designs; all when empty.
    pub designs: Vec<String>,
    /// Months of measurement; the scenario's own when empty.
    pub months: Vec<u32>,
    /// Sizes.
    pub sizes: Sizes,
}

/// All candidates.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Those that can be run.
    pub entries: Vec<Entry>,
    /// Those that cannot.
    pub refused: Vec<Refused>,
}

impl Field {
    /// Lines up the candidates. Where there are choices, they are the worlds after the first, and the
    /// first stands aside. `cell` says which cell speaks for a design of a world in a month, or why none
    /// does.
    pub fn new(
        compiled: &Compiled,
        choices: &[Choice],
        asked: &Asked,
        cell: impl Fn(usize, usize, Option<u32>) -> Result<usize, String>,
    ) -> Self {
        let mut field = Self::default();
        let first = usize::from(!choices.is_empty());
        for (number, world) in compiled.plan.worlds.iter().enumerate().skip(first) {
            let choice = choices.get(number - first).cloned().unwrap_or_default();
            for (design, it) in world.designs.iter().enumerate() {
                if !asked.designs.is_empty() && !asked.designs.contains(&it.name) {
                    continue;
                }
                for month in listed(&asked.months) {
                    let cell = cell(number, design, month);
                    field.add(compiled, &asked.sizes, cell, (&it.name, &choice, month));
                }
            }
        }
        field.keep_one_scale(&compiled.plan);
        field
    }

    /// Keeps the candidates that are counted as the first one is, or as the first that is not counted per
    /// person invited: only those can be weighed against each other.
    fn keep_one_scale(&mut self, plan: &Plan) {
        let cell = |entry: &Entry| &plan.cells[entry.candidate.cell];
        let treated = |entry: &&Entry| cell(entry).scale() != Scale::PerInvited;
        let Some(lead) = self.entries.iter().find(treated).or(self.entries.first()).map(cell)
        else {
            return;
        };
        let (kept, others) =
            self.entries.drain(..).partition(|entry| cell(entry).is_counted_like(lead));
        self.entries = kept;
        for Entry { candidate, label, .. } in others {
            let reason = off_scale(&plan.cells[candidate.cell], lead);
            self.refused.push(Refused { label, reason });
        }
    }

    /// Adds the sizes of one design measured in one month, unless they stand in it already.
    fn add(
        &mut self,
        compiled: &Compiled,
        sizes: &Sizes,
        cell: Result<usize, String>,
        (design, choice, month): (&str, &Choice, Option<u32>),
    ) {
        let plan = &compiled.plan;
        let cell = cell.and_then(|cell| Ok((cell, Paid::of(compiled, cell)?)));
        let its = cell.as_ref().ok().map(|(cell, _)| &plan.cells[*cell]);
        let settings = touching(design, its.map(|cell| &*cell.analysis), choice);
        let label = Label {
            design: design.to_owned(),
            choice: Choice { settings, without: choice.without.clone() },
            month: its.map_or(month, |cell| cell.month),
            ..Label::default()
        };
        if self.knows(&label) {
            return;
        }
        let (cell, paid) = match cell {
            Ok(found) => found,
            Err(reason) => return self.refused.push(Refused { label, reason }),
        };
        let yields = (*sizes != Sizes::default()).then(|| Yields::of(&focus(plan, cell)));
        for candidate in sized(plan, cell, month, sizes) {
            let Candidate { people, participants, .. } = candidate;
            let label = Label { people, participants, ..label.clone() };
            match yields.as_ref().and_then(|y| refusal(plan, &candidate, y)) {
                Some(reason) => self.refused.push(Refused { label, reason }),
                None => self.entries.push(Entry { candidate, label, paid: paid.clone() }),
            }
        }
    }

    /// Whether this design stands in it already, with this choice and month.
    fn knows(&self, label: &Label) -> bool {
        let refused = self.refused.iter().map(|r| &r.label);
        let mut labels = self.entries.iter().map(|e| &e.label).chain(refused);
        let same = |l: &Label| {
            (&l.design, &l.choice, l.month) == (&label.design, &label.choice, label.month)
        };
        labels.any(same)
    }
}

/// Why a comparison is not weighed beside another.
pub(super) fn off_scale(one: &Cell, lead: &Cell) -> String {
    let way_out = if one.scale() == Scale::PerInvited {
        "; an analysis with the estimator \"wald\" counts per person who starts"
    } else {
        ""
    };
    format!(
        "{} counts {}, the others {}, and only what is counted alike can be weighed{way_out}",
        one.analysis,
        one.scale().told(),
        lead.scale().told()
    )
}

/// The settings that are not about another design, another analysis than the one that speaks for it, or an
/// arm that is left out.
fn touching(design: &str, analysis: Option<&str>, choice: &Choice) -> Vec<String> {
    let touches = |setting: &&String| {
        let path = setting.split('=').next().and_then(|path| JsonPath::parse(path).ok());
        let path = path.unwrap_or_default();
        let about_other = |section: &str, name: &str| match path.steps() {
            [Step::Key(first), Step::Key(second), ..] => first == section && second != name,
            _ => false,
        };
        let dropped = |step: &Step| matches!(step, Step::Key(key) if choice.without.contains(key));
        !about_other("designs", design)
            && !analysis.is_some_and(|analysis| about_other("analyses", analysis))
            && !path.steps().iter().any(dropped)
    };
    choice.settings.iter().filter(touches).cloned().collect()
}
