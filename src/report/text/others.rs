//! The analyses of the primary outcome that do not lead the report.

use super::View;
use super::measures::{rows, table};
use crate::report::page::Page;

/// The other comparisons with control or the reference group.
pub(super) fn write(view: &View, page: &mut Page) {
    let leading = view.all_leading(0);
    let arms = &view.plan.worlds[0].arms[1..];
    let is_other = |cell: &usize| {
        let key = &view.row(*cell).key;
        !leading.contains(cell) && arms.contains(&key.arm) && !arms.contains(&key.versus)
    };
    let designs = 0..view.plan.worlds[0].designs.len();
    let cells: Vec<usize> =
        designs.flat_map(|design| view.cells_of(0, design)).filter(is_other).collect();
    if cells.is_empty() {
        return;
    }
    page.heading("Other analyses of the same outcome");
    let per_invited = |cell: &usize| !view.plan.cells[*cell].per_participant;
    let any_per_invited = cells.iter().any(per_invited);
    let rows =
        rows(view, cells, |key| format!("{} · {} (vs {})", key.design, key.analysis, key.versus));
    page.table(table(view, &rows));
    if any_per_invited {
        page.quiet(
            "– where the effect is per person invited: not to be held against an effect per person treated",
            "",
        );
    }
}
