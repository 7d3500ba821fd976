//! The answer for people, on about one screen: what would be found, how far off and how often it cries wolf, then the table,
//! who takes part, and what to do next.
//!
//! The modules choose sentences by the numbers; `words` has them in every language. What is not needed to judge the
//! plan comes only with the details, and what does not fit on the screen is named in one line.

mod names;
mod header;
mod answer;
mod found;
mod off;
mod alarm;
mod margins;
mod measures;
mod legend;
mod reach;
mod scale;
mod table;
mod significant;
mod beware;
mod flow;
mod entries;
mod lesson;
mod stories;
mod worlds;
mod shown;
mod others;
mod also;
mod months;
mod unanswered;
mod causes;
mod together;
mod declared;
mod individuals;
mod ranking;
mod as_extreme;
mod details;
mod missing;
mod variation;
mod remarks;

use crate::diagnosis::measured::Rate;
use crate::language::Language;
use crate::plan::{Plan, WorldRole};
use crate::report::html::Block;
use crate::report::page::{Page, WIDTH};
use crate::report::run::results::{CellRow, Results};
pub(in crate::report) use crate::report::unit::Unit;
use crate::report::words::amounts::{FEWEST, Freq};
use crate::report::words::whom::Premise;
use crate::scenario::{Compiled, Labels, Scenario, first_leading, leading_cells, led_by};
pub(in crate::report) use answer::sentences;

/// Lines of a screen as wide as [`WIDTH`], beyond which the least needed is left to the details.
const LINES: usize = 45;

/// The text of a run, with ANSI styles. `path` is the scenario as it was named on the command line,
/// `width` the columns of a line.
pub fn render(
    results: &Results,
    compiled: &Compiled,
    path: &str,
    with_details: bool,
    language: Language,
    width: usize,
) -> String {
    let view = View { path, with_details, ..View::new(results, compiled, language) };
    let left_out = if with_details { Vec::new() } else { left_out(&view) };
    let mut page = Page::new(width);
    for piece in Piece::ALL {
        if !left_out.contains(&piece) {
            piece.write(&view, &left_out, &mut page);
        }
    }
    page.finish()
}

/// What a screen tells beside the answer and what pictures show, for a page.
pub(in crate::report) fn besides(
    results: &Results,
    compiled: &Compiled,
    language: Language,
) -> Vec<Block> {
    let view = View::new(results, compiled, language);
    let mut page = Page::new(WIDTH);
    for piece in Piece::ALL.into_iter().filter(|piece| !piece.is_drawn()) {
        piece.write(&view, &[], &mut page);
    }
    others::write(&view, &mut page);
    remarks::unsaid(&view, &mut page);
    page.blocks()
}

/// A part of the screen, in the order in which they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Header,
    Answer,
    Table,
    Reach,
    Significant,
    Beware,
    Treated,
    Months,
    Families,
    Flow,
    Stories,
    Worlds,
    Details,
    Remarks,
}

impl Piece {
    const ALL: [Self; 14] = [
        Self::Header,
        Self::Answer,
        Self::Table,
        Self::Reach,
        Self::Significant,
        Self::Beware,
        Self::Treated,
        Self::Months,
        Self::Families,
        Self::Flow,
        Self::Stories,
        Self::Worlds,
        Self::Details,
        Self::Remarks,
    ];

    /// Whether a page shows it otherwise, in its pictures or at its head.
    fn is_drawn(self) -> bool {
        matches!(
            self,
            Self::Header
                | Self::Answer
                | Self::Flow
                | Self::Stories
                | Self::Details
                | Self::Remarks
        )
    }

    /// What is left out where there is no room, the least needed first.
    const LEAST_NEEDED: [Self; 7] = [
        Self::Stories,
        Self::Worlds,
        Self::Months,
        Self::Families,
        Self::Treated,
        Self::Reach,
        Self::Significant,
    ];

    fn write(self, view: &View, left_out: &[Self], page: &mut Page) {
        match self {
            Self::Header => header::write(view, page),
            Self::Answer => answer::write(view, page),
            Self::Table => table::write(view, page),
            Self::Reach => reach::write(view, page),
            Self::Significant => significant::write(view, page),
            Self::Beware => beware::write(view, page),
            Self::Treated => scale::write(view, page),
            Self::Months => months::write(view, page),
            Self::Families => declared::write(view, page),
            Self::Flow => flow::write(view, page),
            Self::Stories => stories::write(view, page),
            Self::Worlds => worlds::write(view, page),
            Self::Details if view.with_details => {
                flow::details(view, page);
                individuals::write(view, page);
                causes::write(view, page);
                others::write(view, page);
                together::write(view, page);
                ranking::write(view, page);
                stories::details(view, page);
                as_extreme::write(view, page);
                details::write(view, page);
                declared::details(view, page);
            }
            Self::Details => {}
            Self::Remarks => remarks::write(view, left_out, page),
        }
    }

    /// Its lines on a page of the usual width.
    fn lines(self, view: &View, left_out: &[Self]) -> usize {
        let mut page = Page::new(WIDTH);
        self.write(view, left_out, &mut page);
        // The line before a heading is not written on an empty page.
        let lines = page.finish().lines().count();
        lines + usize::from(self != Self::Header && self.has_heading() && lines > 0)
    }

    fn has_heading(self) -> bool {
        matches!(
            self,
            Self::Answer | Self::Table | Self::Flow | Self::Stories | Self::Worlds | Self::Remarks
        )
    }
}

/// What does not fit on the screen.
fn left_out(view: &View) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in Piece::LEAST_NEEDED {
        let kept = Piece::ALL.into_iter().filter(|piece| !out.contains(piece));
        if kept.map(|piece| piece.lines(view, &out)).sum::<usize>() <= LINES {
            break;
        }
        if piece.lines(view, &out) > 0 {
            out.push(piece);
        }
    }
    out
}

/// Results with the plan they come from, seen from the outcome that leads the report.
struct View<'a> {
    language: Language,
    results: &'a Results,
    plan: &'a Plan,
    scenario: &'a Scenario,
    labels: &'a Labels,
    path: &'a str,
    with_details: bool,
    outcome: String,
    month: Option<u32>,
    /// Whether the leading outcome is a share of people, told in percentage points.
    unit: Unit,
    /// The world in which what is found is a false alarm.
    null: Option<usize>,
}

impl<'a> View<'a> {
    fn new(results: &'a Results, compiled: &'a Compiled, language: Language) -> Self {
        let (plan, scenario) = (&compiled.plan, &compiled.scenario);
        let (outcome, month) = led_by(plan, scenario);
        let leading = plan.cells.iter().find(|c| c.outcome == outcome && c.month == month);
        let unit = leading.map_or(Unit::Own, Unit::of);
        let null = plan.null_world();
        Self {
            language,
            results,
            plan,
            scenario,
            labels: &compiled.labels,
            path: "",
            with_details: false,
            outcome,
            month,
            unit,
            null,
        }
    }

    /// Simulated trials of each world.
    fn simulated(&self) -> u32 {
        self.plan.replications
    }

    /// How many of the simulated trials.
    fn freq(&self, rate: &Rate) -> Freq {
        Freq::of(rate, self.simulated())
    }

    /// Whether there are too few simulated trials to conclude anything from them.
    fn has_few(&self) -> bool {
        self.simulated() < FEWEST
    }

    /// Where the base world stands.
    fn premise(&self) -> Premise {
        match self.plan.worlds[0].role {
            WorldRole::Plan => Premise::Plan,
            _ => Premise::World(self.world(0)),
        }
    }

    fn row(&self, cell: usize) -> &'a CellRow {
        &self.results.cells[cell]
    }

    /// Cells of one design in one world on the leading outcome and month.
    fn cells_of(&self, world: usize, design: usize) -> impl Iterator<Item = usize> {
        let cells = self.plan.cells.iter().enumerate();
        cells
            .filter(move |(_, c)| {
                (c.world, c.design) == (world, design)
                    && c.outcome == self.outcome
                    && c.month == self.month
            })
            .map(|(k, _)| k)
    }

    /// Leading cells of a world, by design and then arm.
    fn all_leading(&self, world: usize) -> Vec<usize> {
        leading_cells(self.plan, world, &self.outcome, self.month)
    }

    /// Those of the first design in the base world.
    fn first_leading(&self) -> Vec<usize> {
        first_leading(self.plan, &self.outcome, self.month)
    }

    /// The same cell in another world.
    fn in_world(&self, cell: usize, world: usize) -> Option<usize> {
        self.plan.in_world(cell, world)
    }

    /// Names of the treatment arms.
    fn treated(&self) -> &'a [String] {
        &self.plan.worlds[0].arms[1..]
    }

    /// Whether the test of a row seeks an effect, and none against a margin.
    fn seeks_effect(&self, cell: usize) -> bool {
        self.plan.cells[cell].spec.claim.is_of_effect()
    }

    /// Whether a comparison is one of two treated arms.
    fn compares_arms(&self, cell: usize) -> bool {
        self.plan.compares_arms(&self.plan.cells[cell])
    }

    /// Whether a row counts another share of the effect than the policy's.
    fn is_scaled(&self, cell: usize) -> bool {
        self.plan.cells[cell].counts_a_share()
    }

    /// Name of the control arm.
    fn control(&self) -> &'a str {
        &self.plan.worlds[0].arms[0]
    }
}
