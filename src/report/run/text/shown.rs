//! Which comparisons stand in the first table: all of the leading outcome where they are few, otherwise those
//! that lead, and what then has to be looked up elsewhere.

use super::View;
use crate::report::run::words::table as words;
use crate::scenario::{comparisons, first_table as of_plan, is_one_line};

/// The comparisons of one analysis with one group, in the order of the arms.
pub(super) struct Shown {
    /// Cells of the base world.
    pub cells: Vec<usize>,
}

/// The rows of the first table.
pub(super) fn first_table(view: &View) -> Vec<Shown> {
    let rows = of_plan(view.plan, &view.outcome, view.month);
    rows.into_iter().map(|cells| Shown { cells }).collect()
}

/// Every comparison of the leading outcome and month, by design, analysis and group compared with.
pub(super) fn all(view: &View) -> Vec<Shown> {
    let rows = comparisons(view.plan, &view.outcome, view.month);
    rows.into_iter().map(|cells| Shown { cells }).collect()
}

impl Shown {
    /// Whether all treatment arms stand side by side in one line.
    pub fn is_whole(&self, view: &View) -> bool {
        is_one_line(view.plan, &self.cells)
    }

    /// `(vs reference)`, where the analysis compares with several groups.
    pub fn versus(&self, view: &View) -> Option<String> {
        let key = &view.row(self.cells[0]).key;
        let has_several = all(view).iter().any(|row| {
            let other = &view.row(row.cells[0]).key;
            (&other.design, &other.analysis) == (&key.design, &key.analysis)
                && other.versus != key.versus
        });
        has_several.then(|| words::versus(view.language, view.group(&key.versus)))
    }

    /// `after · basis`, where it stands by itself with the group compared with where the analysis has several, and with the
    /// arms where other arms are compared with the same group: `before · basis (control vs reference)`.
    pub fn label(&self, view: &View) -> String {
        let names = |row: &Self| {
            let key = &view.row(row.cells[0]).key;
            [key.design.clone(), key.analysis.clone(), key.versus.clone()]
        };
        let (own, alone) = (names(self), self.name_alone(view));
        if all(view).iter().filter(|row| names(row) == own).count() < 2 {
            return self.versus(view).map_or_else(|| alone.clone(), |v| format!("{alone} {v}"));
        }
        let arms = self.cells.iter().map(|&cell| view.group(&view.row(cell).key.arm));
        let arms = arms.collect::<Vec<_>>().join(" / ");
        let versus = words::arms_versus(view.language, arms, view.group(&own[2]));
        format!("{alone} {versus}")
    }

    /// `after · basis`.
    pub fn name_alone(&self, view: &View) -> String {
        view.row_name(self.cells[0])
    }
}
