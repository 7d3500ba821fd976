//! The comparison that candidates are weighed on: by design, the same analysis of the same two groups in
//! every world.

use crate::cli::Failure;
use crate::cli::question::{Question, known};
use crate::scenario::Compiled;
use crate::variation::Comparison;

/// What the candidates are asked.
#[derive(Debug)]
pub struct Followed<'a> {
    question: &'a Question,
    compiled: &'a Compiled,
    arm: String,
    /// What the scenario as it stands compares, by design.
    own: Vec<Comparison>,
}

impl<'a> Followed<'a> {
    /// Asks about one arm: the one that the question names or, failing that, the first that is never left
    /// out.
    ///
    /// # Errors
    /// A name that does not exist.
    pub fn new(
        question: &'a Question,
        compiled: &'a Compiled,
        without: &[Vec<String>],
    ) -> Result<Self, Failure> {
        let world = &compiled.plan.worlds[0];
        let stays = |&k: &usize| !without.iter().any(|arms| arms.contains(&world.arms[k]));
        let arm = match question.arm.first() {
            None => (1..world.arms.len()).find(stays).unwrap_or(1),
            Some(name) => {
                known("arm", name, world.arms.iter())?;
                world.arms.iter().position(|arm| arm == name).unwrap_or(1)
            }
        };
        let cell = |design: usize| question.cell(compiled, 0, design, arm).ok();
        let cells = (0..world.designs.len()).filter_map(cell);
        let own = cells.map(|cell| Comparison::of(&compiled.plan, cell)).collect();
        Ok(Self { question, compiled, arm: world.arms[arm].clone(), own })
    }

    /// Refuses months of an outcome that has none.
    ///
    /// # Errors
    /// When nothing that is followed has a month.
    pub fn check_months(&self) -> Result<(), Failure> {
        let Some(own) = self.own.first().filter(|_| self.own.iter().all(|own| own.month.is_none()))
        else {
            return Ok(());
        };
        let message = format!(
            "{:?} is measured once: it has no --months\n  help: months of treatment that are paid can be varied, as in --vary costs.months=6,12",
            own.outcome
        );
        Err(Failure::Input(message))
    }

    /// The cell that makes the comparison in a design of a world, in this month or else in the
    /// scenario's own.
    ///
    /// # Errors
    /// Why there is none.
    pub fn cell(&self, world: usize, design: usize, month: Option<u32>) -> Result<usize, String> {
        let plan = &self.compiled.plan;
        let it = &plan.worlds[world];
        let Some(arm) = it.arms.iter().position(|arm| *arm == self.arm) else {
            return Err(format!("the question is about {}, which is left out", self.arm));
        };
        let name = &it.designs[design].name;
        if let Some(own) = self.own.iter().find(|own| own.design == *name) {
            let month = own.month.and(month.or(own.month));
            let wanted = Comparison { month, ..own.clone() };
            return wanted.cell(plan, world).ok_or_else(|| self.absence(&wanted, world));
        }
        let question = Question { month: month.or(self.question.month), ..self.question.clone() };
        let found = question.cell(self.compiled, world, design, arm);
        found.map_err(|failure| failure.reason())
    }

    /// Why a world does not make a comparison.
    fn absence(&self, wanted: &Comparison, world: usize) -> String {
        let plan = &self.compiled.plan;
        let Comparison { analysis, outcome, arm, versus, .. } = wanted;
        let it = &plan.worlds[world];
        if self.compiled.plan.worlds[0].arms.contains(versus) && !it.arms.contains(versus) {
            return format!("{analysis} compares {arm} with {versus}, which is left out");
        }
        let waves = &plan.societies[it.society].waves;
        if let (Some(month), Some(longest)) = (wanted.month, waves.iter().map(|w| w.exposure).max())
            && month > longest
        {
            return format!(
                "nobody is measured in month {month}: the longest wave lasts {longest}"
            );
        }
        let same = |month: Option<u32>| Comparison { month, ..wanted.clone() };
        let mut months: Vec<u32> = plan.cells.iter().filter_map(|cell| cell.month).collect();
        months.sort_unstable();
        months.dedup();
        months.retain(|&month| same(Some(month)).cell(plan, world).is_some());
        let months: Vec<String> = months.iter().map(u32::to_string).collect();
        let asked = wanted.month.map_or_else(String::new, |month| format!(" in month {month}"));
        if months.is_empty() {
            return format!(
                "what is asked, {analysis} of {outcome}, {arm} against {versus}{asked}, is not analysed here"
            );
        }
        format!(
            "what is asked, {analysis} of {outcome}{asked}, is analysed here in month {} only: try other months with --months",
            months.join(" and ")
        )
    }
}
