//! Why some rows have no effect that is found often enough.

use indexmap::IndexMap;

use super::View;
use super::shown::first_table;
use crate::diagnosis::measured::Rate;
use crate::report::page::Page;
use crate::report::run::words::table as words;
use crate::report::words::Listed;
use crate::report::words::absent::OnlyFound;
use crate::report::words::amounts::FreqRange;
use crate::report::words::whom::Whom;
use crate::sizing::{Reached, Solved, Unreached};

pub(super) fn write(view: &View, page: &mut Page) {
    let leading = view.first_leading().into_iter().filter(|&cell| view.seeks_effect(cell));
    let leading: Vec<usize> = leading.collect();
    let found: Vec<String> = match (&leading[..], view.with_details) {
        ([only], false) => one_way(view, *only).into_iter().collect(),
        (several, true) => several.iter().filter_map(|&cell| both_ways(view, cell)).collect(),
        _ => Vec::new(),
    };
    for text in found.into_iter().chain(told(view)) {
        page.text(&text, "  ");
    }
}

impl View<'_> {
    /// Whose effect the sizes of a row are about.
    pub(super) fn whom(&self, cell: usize) -> Whom {
        match self.is_scaled(cell) {
            true => Whom::Per(self.plan.cells[cell].scale()),
            false => Whom::All(self.plan.worlds[0].policy),
        }
    }
}

/// From which size on an arm is found, the way that is planned.
fn one_way(view: &View, cell: usize) -> Option<String> {
    let Reached::At(effect) = view.row(cell).detectable() else { return None };
    let (arm, size) = (view.arm_told(cell), view.unit.size(effect));
    Some(match effect.value < 0.0 {
        true => words::findable_down(view.language, arm, size, view.whom(cell)),
        false => words::findable_up(view.language, arm, size, view.whom(cell)),
    })
}

/// From which size on an arm is found, upwards and downwards; nothing where nothing was searched.
fn both_ways(view: &View, cell: usize) -> Option<String> {
    let Solved { up_yardstick, down_yardstick, .. } = view.row(cell).mde_solved;
    let (language, arm, whom) = (view.language, view.arm_told(cell), view.whom(cell));
    Some(match (up_yardstick, down_yardstick) {
        (Reached::At(up), Reached::At(down)) => {
            let [up, down] = [up, down].map(|effect| view.unit.amount(effect));
            words::findable_both(language, arm, whom, up, down)
        }
        (Reached::At(up), Reached::No { reason, .. }) => {
            words::findable_up_only(language, arm, whom, view.unit.amount(up), reason)
        }
        (Reached::No { reason, .. }, Reached::At(down)) => {
            words::findable_down_only(language, arm, whom, view.unit.amount(down), reason)
        }
        (Reached::No { reason, .. }, Reached::No { reason: other, .. }) => {
            let is_searched = !matches!(
                reason,
                Unreached::NotSought | Unreached::Untreated | Unreached::Few | Unreached::Elsewhere
            );
            return (is_searched && reason == other)
                .then(|| words::findable_never(language, arm, reason));
        }
    })
}

/// By reason, the rows and arms.
fn told(view: &View) -> Vec<String> {
    let rows = first_table(view);
    let mut reasons: IndexMap<Unreached, (Vec<String>, Vec<Rate>)> = IndexMap::new();
    let mut searched = 0;
    for row in &rows {
        for &cell in &row.cells {
            let Reached::No { reason, at_most, .. } = view.row(cell).detectable() else {
                searched += 1;
                continue;
            };
            if matches!(reason, Unreached::NotSought | Unreached::Untreated | Unreached::Few) {
                continue;
            }
            searched += 1;
            let arm = view.group(&view.row(cell).key.arm);
            let name = row.label(view);
            let told = match row.cells.len() {
                1 => name,
                _ if name.contains('(') => words::arm_in_row(view.language, arm, name),
                _ => words::row_arm(view.language, name, arm),
            };
            let (rows, found) = reasons.entry(reason).or_default();
            rows.push(told);
            found.extend(at_most);
        }
    }
    let one = |(reason, (rows, found)): (Unreached, (Vec<String>, Vec<Rate>))| {
        let found = FreqRange::of(found, view.simulated());
        let (is_open, is_all) = (reason == Unreached::Undetermined, rows.len() == searched);
        let (rows, reason) = (Listed(rows), OnlyFound { reason, found });
        match (is_open, is_all) {
            (true, true) => words::dash_undetermined_all(view.language, reason),
            (true, false) => words::dash_undetermined(view.language, rows, reason),
            (false, true) => words::dash_unfindable_all(view.language, reason),
            (false, false) => words::dash_unfindable(view.language, rows, reason),
        }
    };
    reasons.into_iter().map(one).collect()
}
