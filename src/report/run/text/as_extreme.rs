//! How often each world gives each published difference, and all of them in the same trial.

use super::stories::{extreme, percent};
use super::{Unit, View};
use crate::diagnosis::measured::Measured;
use crate::report::page::Page;
use crate::report::table::Table;

pub(super) fn write(view: &View, page: &mut Page) {
    let Some(first) = view.results.as_extreme_as_published.first() else { return };
    page.heading(&format!(
        "Trials at least as extreme as published, in % ({} · {})",
        first.design, first.analysis
    ));
    let mut header = vec!["world".to_owned()];
    let unit = unit(view, &first.world);
    for (arm, alone) in &first.alone {
        let published = unit.told(Measured { value: alone.published, mcse: 0.0 });
        header.push(format!("{arm}\n{published}"));
    }
    header.push("all at once".to_owned());
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>(), 1);
    for world in &view.plan.worlds {
        let Some(e) = extreme(view, &world.name) else { continue };
        let mut row = vec![world.name.clone()];
        row.extend(e.alone.values().map(|alone| percent(alone.share)));
        row.push(percent(e.jointly));
        table.row(row);
    }
    page.table(table);
}

/// Unit of what was published, as one world has it.
fn unit(view: &View, world: &str) -> Unit {
    let world = view.plan.worlds.iter().find(|w| w.name == world);
    let published = world.and_then(|world| world.published.as_ref());
    let cell = published.and_then(|published| published.first.cells.first());
    cell.map_or(Unit::Own, |&cell| Unit::of(&view.plan.cells[cell]))
}
