//! Which comparisons stand in the first table: all of the leading outcome where they are few, otherwise those
//! that lead, and what then has to be looked up elsewhere.

use super::View;
use crate::plan::Cell;

/// Lines of the first table up to which every analysis stands in it.
const MOST_LINES: usize = 8;

/// The comparisons of one analysis with one group, in the order of the arms.
pub(super) struct Shown {
    /// Cells of the base world.
    pub cells: Vec<usize>,
}

/// The rows of the first table.
pub(super) fn first_table(view: &View) -> Vec<Shown> {
    let all = all(view);
    let lines = |rows: &[Shown]| rows.iter().map(|row| row.lines(view)).sum::<usize>();
    if lines(&all) <= MOST_LINES {
        return all;
    }
    let leading = view.all_leading(0);
    all.into_iter().filter(|row| row.cells.iter().any(|cell| leading.contains(cell))).collect()
}

/// Every comparison of the leading outcome and month, by design, analysis and group compared with.
pub(super) fn all(view: &View) -> Vec<Shown> {
    let mut rows: Vec<Shown> = Vec::new();
    for design in 0..view.plan.worlds[0].designs.len() {
        for cell in view.cells_of(0, design) {
            let alike = |row: &&mut Shown| {
                is_alike(view, &view.plan.cells[row.cells[0]], &view.plan.cells[cell])
            };
            match rows.iter_mut().find(alike) {
                Some(row) => row.cells.push(cell),
                None => rows.push(Shown { cells: vec![cell] }),
            }
        }
    }
    rows
}

fn is_alike(view: &View, one: &Cell, other: &Cell) -> bool {
    let treated = |cell: &Cell| view.treated().contains(&cell.arm);
    (one.design, &one.analysis, &one.versus) == (other.design, &other.analysis, &other.versus)
        && treated(one)
        && treated(other)
}

impl Shown {
    /// Whether all treatment arms stand side by side in one line.
    pub fn is_whole(&self, view: &View) -> bool {
        let arms = view.treated();
        let side_by_side = arms.len() <= super::measures::SIDE_BY_SIDE;
        let is_treated = |&cell: &usize| arms.contains(&view.row(cell).key.arm);
        side_by_side && self.cells.len() == arms.len() && self.cells.iter().all(is_treated)
    }

    fn lines(&self, view: &View) -> usize {
        if self.is_whole(view) { 1 } else { self.cells.len() }
    }

    /// `after · basis`; with the group compared with, where the analysis has several.
    pub fn name(&self, view: &View) -> String {
        let key = &view.row(self.cells[0]).key;
        let has_several = all(view).iter().any(|row| {
            let other = &view.row(row.cells[0]).key;
            (&other.design, &other.analysis) == (&key.design, &key.analysis)
                && other.versus != key.versus
        });
        let versus = if has_several { format!(" (vs {})", key.versus) } else { String::new() };
        self.name_alone(view) + &versus
    }

    /// `after · basis`.
    pub fn name_alone(&self, view: &View) -> String {
        let key = &view.row(self.cells[0]).key;
        format!("{} · {}", key.design, key.analysis)
    }
}
