//! The comparisons that are told of stories: those published, and those with the reference group.

use super::{Unit, View};
use crate::plan::{Cell, PublishedModel, PublishedTable};

/// Comparisons side by side, as a published table has them.
pub(super) struct Entries {
    /// What the reader knows them by.
    pub name: String,
    /// The group with which they compare.
    pub versus: String,
    /// By treatment arm and then control: the published value, if any, and a cell of the base world or of
    /// a story; others are found by its names.
    pub lines: Vec<Line>,
}

/// One comparison.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// The simulated comparison.
    pub cell: usize,
    /// What was published of it.
    pub published: Option<f64>,
}

/// The published tables of a story; the first comparison with the reference group in the same design,
/// where none of the tables has one; without a published result, the leading comparisons, or all of the leading outcome
/// where no arm is compared.
pub(super) fn entries(view: &View, story: usize) -> Vec<Entries> {
    let Some(published) = &view.plan.worlds[story].published else {
        return leading(view, story);
    };
    let mut out: Vec<Entries> = published.tables().map(|table| as_published(view, table)).collect();
    let has_reference = |entries: &Entries| {
        entries.lines.iter().any(|line| view.plan.cells[line.cell].versus == "reference")
    };
    if !out.iter().any(has_reference) {
        out.extend(with_reference(view, story, published));
    }
    out
}

fn as_published(view: &View, table: &PublishedTable) -> Entries {
    let values = table.values.iter().map(|&value| Some(value));
    let lines = table.cells.iter().zip(values);
    let lines = lines.map(|(&cell, published)| Line { cell, published }).collect();
    Entries::new(view, view.table_named(table), lines)
}

fn with_reference(view: &View, story: usize, published: &PublishedModel) -> Option<Entries> {
    let first = &view.plan.cells[*published.first.cells.first()?];
    let compares = |c: &Cell| {
        (c.world, c.design) == (story, first.design)
            && (&c.outcome, c.month) == (&first.outcome, first.month)
            && c.versus == "reference"
    };
    let cells = || view.plan.cells.iter().enumerate().filter(|(_, c)| compares(c));
    let analysis = &cells().next()?.1.analysis;
    let of_first = cells().filter(|(_, c)| c.analysis == *analysis);
    let lines = of_first.map(|(cell, _)| Line { cell, published: None }).collect();
    Some(Entries::new(view, view.analysis(analysis), lines))
}

fn leading(view: &View, story: usize) -> Vec<Entries> {
    let mut groups: Vec<([&str; 3], Vec<Line>)> = Vec::new();
    let mut cells = view.all_leading(story);
    if cells.is_empty() {
        let designs = 0..view.plan.worlds[story].designs.len();
        cells = designs.flat_map(|design| view.cells_of(story, design)).collect();
    }
    for cell in cells {
        let key = &view.row(cell).key;
        let names = [&*key.design, &*key.analysis, &*key.versus];
        let line = Line { cell, published: None };
        match groups.iter_mut().find(|(same, _)| *same == names) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((names, vec![line])),
        }
    }
    let named = groups.into_iter().map(|([design, analysis, _], lines)| {
        Entries::new(view, view.named(design, analysis), lines)
    });
    named.collect()
}

impl Entries {
    fn new(view: &View, name: String, mut lines: Vec<Line>) -> Self {
        let arms = &view.plan.worlds[0].arms;
        let position = |line: &Line| {
            let arm = arms.iter().position(|arm| *arm == view.plan.cells[line.cell].arm);
            arm.filter(|&arm| arm > 0).unwrap_or(arms.len())
        };
        lines.sort_by_key(position);
        let versus = lines.first().map_or("", |line| &view.plan.cells[line.cell].versus).to_owned();
        Self { name, versus, lines }
    }

    /// Whether any of them was published.
    pub fn are_published(&self) -> bool {
        self.lines.iter().any(|line| line.published.is_some())
    }

    /// Whether all are differences between shares of people.
    pub fn are_shares(&self, view: &View) -> bool {
        self.lines.iter().all(|line| Unit::of(&view.plan.cells[line.cell]) == Unit::Points)
    }

    /// One shown form for each arm, in the order of `arms`: dashes where there is none, none after the last.
    pub fn side_by_side(
        &self,
        view: &View,
        arms: &[String],
        show: impl Fn(Line) -> Option<String>,
    ) -> String {
        let of_arm = |arm: &String| {
            let line = self.lines.iter().find(|line| view.plan.cells[line.cell].arm == *arm);
            line.map(|line| show(*line).unwrap_or_else(|| "–".to_owned()))
        };
        let mut shown: Vec<Option<String>> = arms.iter().map(of_arm).collect();
        while shown.last().is_some_and(Option::is_none) {
            shown.pop();
        }
        let shown = shown.into_iter().map(|s| s.unwrap_or_else(|| "–".to_owned()));
        shown.collect::<Vec<_>>().join(" / ")
    }
}

/// Arms of some tables, control last.
pub(super) fn arms_of(view: &View, tables: &[Entries]) -> Vec<String> {
    let arms = &view.plan.worlds[0].arms;
    let has = |arm: &&String| {
        let mut lines = tables.iter().flat_map(|table| &table.lines);
        lines.any(|line| view.plan.cells[line.cell].arm == **arm)
    };
    arms[1..].iter().chain(&arms[..1]).filter(has).cloned().collect()
}
