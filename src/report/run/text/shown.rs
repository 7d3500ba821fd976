//! Which comparisons stand in the first table: all of the leading outcome where they are few, otherwise those
//! that lead, and what then has to be looked up elsewhere.

use super::View;
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

    /// The same where it stands by itself, with the arms where other arms are compared with the same group:
    /// `before · basis (control vs reference)`.
    pub fn label(&self, view: &View) -> String {
        let names = |row: &Self| {
            let key = &view.row(row.cells[0]).key;
            [key.design.clone(), key.analysis.clone(), key.versus.clone()]
        };
        let own = names(self);
        if all(view).iter().filter(|row| names(row) == own).count() < 2 {
            return self.name(view);
        }
        let arms: Vec<&str> =
            self.cells.iter().map(|&cell| view.row(cell).key.arm.as_str()).collect();
        format!("{} ({} vs {})", self.name_alone(view), arms.join(" / "), own[2])
    }

    /// `after · basis`.
    pub fn name_alone(&self, view: &View) -> String {
        let key = &view.row(self.cells[0]).key;
        format!("{} · {}", key.design, key.analysis)
    }
}
