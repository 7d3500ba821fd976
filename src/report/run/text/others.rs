//! The comparisons of the primary outcome that do not stand in the first table.

use super::View;
use super::measures::table;
use super::shown::{Shown, all, first_table};
use crate::report::page::Page;
use crate::report::run::words::details::other_analyses;

/// What the first table leaves out.
pub(super) fn others(view: &View) -> Vec<Shown> {
    let first: Vec<usize> = first_table(view).into_iter().flat_map(|row| row.cells).collect();
    let is_other = |row: &Shown| !row.cells.iter().any(|cell| first.contains(cell));
    all(view).into_iter().filter(is_other).collect()
}

pub(super) fn write(view: &View, page: &mut Page) {
    let rows = others(view);
    if rows.is_empty() {
        return;
    }
    page.heading(&other_analyses(view.language));
    page.table(table(view, &rows, page.width()));
}
