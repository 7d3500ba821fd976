//! The page of a run: facts for its pictures, from the results and the plan behind them.

pub(in crate::report) mod flow;
mod head;
mod months;
mod found;
mod off;
mod silent;
mod stories;
pub(in crate::report) mod targets;
mod words;

use crate::diagnosis::kept::KeptSums;
use crate::language::Language;
use crate::plan::{Cell, Plan};
use crate::replicate::Sums;
use crate::report::assumptions::Assumptions;
use crate::report::frontier::FrontierReport;
use crate::report::html::{Page, Section};
use crate::report::mde::Effects;
use crate::report::names::Names;
use crate::report::picture::{Estimate, Figure, Unit};
use crate::report::run::results::{CellRow, Results};
use crate::report::run::text::{besides, sentences};
use crate::report::run::words::answer::arm_against;
use crate::report::run::words::flow::too_few;
use crate::report::size::Sizes;
use crate::report::words::amounts::{FEWEST, OutcomeAt, Trials};
use crate::report::words::whom::{Among, Whom};
use crate::report::words::{Number, Say};
use crate::scenario::{Compiled, Labelled, leading_comparison};

pub use silent::{Silent, Why};
pub(in crate::report) use words::PHRASES;

/// What was asked besides the run.
#[derive(Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The smallest effects.
    pub effects: Option<&'a Effects>,
    /// The numbers of people.
    pub sizes: Option<&'a Sizes>,
    /// The smallest effects of so many participants, of fewer and more than planned.
    pub smallest: &'a [(f64, Effects)],
    /// Assumptions moved one at a time, and all drawn at once.
    pub hangs: &'a [Assumptions<'a>],
    /// Designs and sizes, weighed against their cost.
    pub money: Option<&'a FrontierReport>,
    /// What was asked in vain.
    pub silent: &'a [Silent],
    /// The only pictures that are wanted; all where none is named.
    pub only: &'a [String],
}

/// Names of the pictures.
pub const FIGURES: [&str; 13] = [
    "flow",
    "power",
    "people",
    "smallest",
    "forest",
    "bias",
    "intervals",
    "stories",
    "tornado",
    "doubt",
    "frontier",
    "months",
    "targets",
];

/// A run, seen from what its page shows.
pub struct Shown<'a> {
    language: Language,
    compiled: &'a Compiled,
    sums: &'a Sums,
    results: &'a Results,
    /// The cells of the leading comparison.
    leading: Vec<usize>,
}

impl<'a> Shown<'a> {
    /// A run with what it has found.
    pub fn new(
        compiled: &'a Compiled,
        sums: &'a Sums,
        results: &'a Results,
        language: Language,
    ) -> Self {
        let leading = leading_comparison(&compiled.plan, &compiled.scenario);
        Self { language, compiled, sums, results, leading }
    }

    /// The page, with what else was asked; `command` makes one picture of it, given its name.
    pub fn page(&self, asked: Asked, command: impl Fn(&str) -> Vec<String>) -> String {
        let language = self.language;
        let run = &self.results.run;
        let lead = self.leading.first().map(|&first| {
            words::lead(language, self.design_and_analysis(first), self.outcome(first))
        });
        let few = (run.replications < FEWEST).then(|| too_few(language));
        let lead: Vec<String> = lead.into_iter().chain(few).collect();
        let lead = (!lead.is_empty()).then(|| lead.join(" "));
        let page = Page {
            language,
            simulated: self.simulated(),
            title: self.headline().title(language, run.replications),
            answers: self.answers(sentences(self.results, self.compiled, language)),
            lead,
            sections: self.sections(asked),
            made: self.results.scenario.made(run.seed),
        };
        page.render(command)
    }

    /// The questions that are answered, with their pictures.
    fn sections(&self, asked: Asked) -> Vec<Section> {
        let language = self.language;
        let choices = asked.hangs.first().and_then(Assumptions::choices);
        let is_margin = self.leading.iter().any(|&number| self.cell(number).margin().is_some());
        let hangs: Vec<Figure> = asked.hangs.iter().filter_map(Assumptions::figure).collect();
        let money = asked.money.and_then(|money| money.figure(&self.names()));
        let in_words = [
            ("tornado", "assumptions", !asked.hangs.is_empty() && hangs.is_empty()),
            ("frontier", "frontier", asked.money.is_some() && money.is_none()),
        ];
        let in_words = in_words.into_iter().filter(|(.., is_undrawn)| is_margin && *is_undrawn);
        let in_words =
            in_words.map(|(figure, command, _)| Silent { figure, why: Why::InWords(command) });
        let silent: Vec<Silent> = asked.silent.iter().cloned().chain(in_words).collect();
        let asked_for = |id, question: String, figures: Vec<Figure>, named: &[&str]| {
            let section = Section::of(id, question.clone(), figures);
            silent::completed(section, (id, question), (&silent, named), language)
        };
        let found = found::figures(self, &asked);
        let money = money.into_iter().collect();
        let hangs = asked_for("hangs", words::hangs(language), hangs, &["tornado", "doubt"]);
        let all = [
            Some(flow::section(self)),
            asked_for("found", words::found(language), found, &["power", "people", "smallest"]),
            off::section(self),
            stories::section(self),
            hangs.map(|section| section.saying(choices)),
            asked_for("money", words::money(language), money, &["frontier"]),
            months::section(self),
        ];
        let besides = asked.only.is_empty().then(|| self.besides());
        let all = all.into_iter().flatten().chain(besides).chain([targets::section(self)]);
        all.filter_map(|section| section.only(|figure| is_wanted(&figure.id, asked.only))).collect()
    }

    /// What was computed beside the leading comparison, in words and numbers.
    fn besides(&self) -> Section {
        let language = self.language;
        Section {
            id: "besides",
            question: words::besides(language),
            answer: words::besides_answer(language),
            lines: Vec::new(),
            figures: Vec::new(),
            blocks: besides(self.results, self.compiled, language),
        }
    }

    /// `2,000 simulated trials in each of 5 worlds`.
    fn simulated(&self) -> String {
        let trials = Trials(self.results.run.replications);
        match self.plan().worlds.len() {
            1 => trials.say(self.language),
            n => words::in_worlds(self.language, trials, Number::count(n)),
        }
    }

    fn names(&self) -> Names<'a> {
        Names::of(self.compiled, self.language)
    }

    fn plan(&self) -> &'a Plan {
        &self.compiled.plan
    }

    /// A label or, failing that, a name as words.
    fn shown(&self, what: Labelled, name: &str) -> String {
        self.names().drawn(what, name)
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

    /// What is compared in a cell, arms left out.
    fn comparison(&self, number: usize) -> String {
        self.names().comparison(&self.row(number).key)
    }

    /// What an outcome at its month is called.
    fn outcome(&self, number: usize) -> String {
        let key = &self.row(number).key;
        let outcome = self.shown(Labelled::Outcome, &key.outcome);
        OutcomeAt { outcome, month: key.month }.say(self.language)
    }

    /// Among whom a cell's own effect holds.
    fn among(&self, number: usize) -> String {
        Among(self.row(number).estimand).say(self.language)
    }

    /// Whose the true effect is that the estimates of the leading comparison are held against.
    fn whom(&self) -> String {
        let whom = |&number: &usize| match self.cell(number) {
            cell if cell.counts_a_share() => Whom::Per(cell.scale()),
            _ => Whom::All(self.plan().worlds[0].policy),
        };
        let mut all = self.leading.iter().map(whom);
        match all.next() {
            Some(first) if all.all(|other| other == first) => first.say(self.language),
            _ => words::as_compared(self.language),
        }
    }

    /// The arm of a cell, and the arm it is compared with where that is treated too.
    fn arm(&self, number: usize) -> String {
        let key = &self.row(number).key;
        let arm = self.shown(Labelled::Arm, &key.arm);
        if !self.plan().compares_arms(self.cell(number)) {
            return arm;
        }
        arm_against(self.language, arm, self.shown(Labelled::Arm, &key.versus))
    }

    /// The arm's place in the file, control left out; that of the last one for what is no treatment.
    fn place(&self, number: usize) -> usize {
        self.names().place(&self.row(number).key.arm)
    }

    fn unit(&self, number: usize) -> Unit {
        if self.cell(number).is_share { Unit::Points } else { Unit::Own(String::new()) }
    }

    /// What was kept of the single trials of a cell of the base world and of the same cell in other worlds, with the
    /// numbers of these cells.
    fn kept(&self, number: usize) -> Option<(&'a [usize], &'a KeptSums)> {
        let place = self.plan().kept.iter().position(|cells| cells.contains(&number))?;
        Some((&self.plan().kept[place], self.sums.kept.get(place)?))
    }
}

/// Where a page is, once it is written.
pub fn saved(language: Language, directory: &str, files: &[&str]) -> String {
    words::saved(language, directory, &files.join(", "))
}

/// Whether a picture is among those wanted: all where none is named.
fn is_wanted(id: &str, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|name| is_of(id, name))
}

/// The name of a picture, given what it is called in the page.
pub fn figure_named(id: &str) -> &'static str {
    FIGURES.into_iter().find(|name| is_of(id, name)).unwrap_or(FIGURES[0])
}

/// Whether a picture is the one of a name, or one of several of it: `stories-2` is of `stories`.
fn is_of(id: &str, name: &str) -> bool {
    id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The share of trials that find a cell's effect, in the direction of the yardstick; none where it has no effect.
fn found(row: &CellRow) -> Option<Estimate> {
    let test = row.diagnosis.tests.first()?;
    test.power_right_direction.ok().map(Estimate::from)
}
