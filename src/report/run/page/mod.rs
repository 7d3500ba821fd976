//! The page of a run: facts for its pictures, from the results and the plan behind them.

mod flow;
mod found;
mod off;
mod stories;

use crate::answer::Answer;
use crate::diagnosis::kept::KeptSums;
use crate::diagnosis::measured::{Known, Measured, Rate};
use crate::language::Language;
use crate::plan::{Cell, Plan};
use crate::report::html::Section;
use crate::report::picture::{Estimate, Unit};
use crate::report::run::results::{CellRow, Results};
use crate::report::words::Say;
use crate::report::words::amounts::OutcomeAt;
use crate::report::words::whom::Among;
use crate::scenario::{Labelled, Labels, first_table, led_by};

/// A run, seen from what its page shows.
pub(in crate::report) struct Shown<'a> {
    pub language: Language,
    pub answer: &'a Answer,
    pub results: &'a Results,
    /// Cells of the base world in the first table, leading design first.
    pub first: Vec<usize>,
}

impl<'a> Shown<'a> {
    pub fn new(answer: &'a Answer, results: &'a Results, language: Language) -> Self {
        let plan = &answer.compiled.plan;
        let (outcome, month) = led_by(plan, &answer.compiled.scenario);
        let first = first_table(plan, &outcome, month).concat();
        Self { language, answer, results, first }
    }

    /// The questions that a run answers, with their pictures.
    pub fn sections(&self) -> Vec<Section> {
        let all = [flow::section(self), off::section(self), stories::section(self)];
        all.into_iter().flatten().collect()
    }

    fn plan(&self) -> &'a Plan {
        &self.answer.compiled.plan
    }

    fn labels(&self) -> &'a Labels {
        &self.answer.compiled.labels
    }

    fn shown(&self, what: Labelled, name: &'a str) -> &'a str {
        self.labels().shown(what, name, self.language)
    }

    fn cell(&self, number: usize) -> &'a Cell {
        &self.plan().cells[number]
    }

    fn row(&self, number: usize) -> &'a CellRow {
        &self.results.cells[number]
    }

    /// What a design and an analysis are called together.
    fn design_and_analysis(&self, number: usize) -> String {
        let key = &self.row(number).key;
        let design = self.shown(Labelled::Design, &key.design);
        format!("{design} · {}", self.shown(Labelled::Analysis, &key.analysis))
    }

    /// What an outcome at its month is called.
    fn outcome(&self, number: usize) -> String {
        let key = &self.row(number).key;
        let outcome = self.shown(Labelled::Outcome, &key.outcome);
        OutcomeAt { outcome: outcome.to_owned(), month: key.month }.say(self.language)
    }

    /// Among whom a cell's own effect holds.
    fn among(&self, number: usize) -> String {
        Among(self.row(number).estimand).say(self.language)
    }

    fn arm(&self, number: usize) -> &'a str {
        self.shown(Labelled::Arm, &self.row(number).key.arm)
    }

    /// The arm's place in the file, control left out; that of the last one for what is no treatment.
    fn place(&self, number: usize) -> usize {
        let arms = &self.plan().worlds[self.cell(number).world].arms;
        let arm = &self.row(number).key.arm;
        arms.iter().position(|other| other == arm).map_or(arms.len(), |place| place.saturating_sub(1))
    }

    fn unit(&self, number: usize) -> Unit {
        if self.cell(number).is_share { Unit::Points } else { Unit::Own(String::new()) }
    }

    /// What was kept of the single trials of a cell of the base world and of the same cell in other worlds, with the
    /// numbers of these cells.
    fn kept(&self, number: usize) -> Option<(&'a [usize], &'a KeptSums)> {
        let place = self.plan().kept.iter().position(|cells| cells.contains(&number))?;
        Some((&self.plan().kept[place], self.answer.sums.kept.get(place)?))
    }

    /// The cells of the leading design in the first table: its first analysis.
    fn leading(&self) -> Vec<usize> {
        let is_first = |&&number: &&usize| {
            let [own, first] = [number, self.first[0]].map(|number| &self.row(number).key);
            (&own.design, &own.analysis, &own.versus)
                == (&first.design, &first.analysis, &first.versus)
        };
        self.first.iter().filter(is_first).copied().collect()
    }
}

fn estimate(m: Measured) -> Estimate {
    Estimate::new(m.value, m.mcse)
}

fn share(rate: Rate) -> Estimate {
    Estimate::new(rate.value, rate.mcse)
}

/// The share of trials that find a cell's effect: in the direction of the truth where it has one.
fn found(row: &CellRow) -> Option<Estimate> {
    let test = row.diagnosis.tests.first()?;
    let known: Known<Rate> = test.power_right_direction.or(test.power);
    known.ok().map(share)
}
