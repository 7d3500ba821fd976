//! How often each world gives each published difference, and all of them in the same trial.

use super::stories::{extreme, percent};
use super::{Unit, View};
use crate::diagnosis::measured::Measured;
use crate::report::page::Page;
use crate::report::run::words::stories as words;
use crate::report::table::Table;
use crate::report::words::Say;

pub(super) fn write(view: &View, page: &mut Page) {
    let Some(first) = view.results.as_extreme_as_published.first() else { return };
    let language = view.language;
    let (design, analysis) = (view.design(&first.design), view.analysis(&first.analysis));
    page.heading(&words::as_extreme(language, design, analysis));
    let mut header = vec![words::world(language)];
    let unit = unit(view, &first.world);
    for (arm, alone) in &first.alone {
        let published = unit.amount(Measured { value: alone.published, mcse: 0.0 });
        let published = published.bare().say(language);
        header.push(format!("{}\n{published}", view.group(arm)));
    }
    header.push(words::all_at_once(language));
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>(), 1);
    for (number, world) in view.plan.worlds.iter().enumerate() {
        let Some(e) = extreme(view, &world.name) else { continue };
        let mut row = vec![view.world(number)];
        row.extend(e.alone.values().map(|alone| language.number(&percent(alone.share))));
        row.push(language.number(&percent(e.jointly)));
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
