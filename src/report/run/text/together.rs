//! What the tests of several arms find together in one trial.

use super::View;
use super::alarm::without;
use super::shown::first_table;
use crate::diagnosis::measured::Rate;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::together::FamilyRow;
use crate::report::run::words::details as words;
use crate::report::table::Table;
use crate::report::words::Listed;

impl<'a> View<'a> {
    /// The family of a cell in a world: the same comparison of all arms.
    pub(super) fn family(&self, world: usize, cell: usize) -> Option<&'a FamilyRow> {
        let name = &self.plan.worlds[world].name;
        let mut families = self.results.families.iter();
        families.find(|family| family.world == *name && family.cells.contains(&cell))
    }
}

/// A column: its heading, and the share of a row.
type Column<'a> = (String, Box<dyn Fn(&FamilyRow, Option<&FamilyRow>) -> Option<Rate> + 'a>);

/// Every row of the first table in which several arms are tested.
pub(super) fn write(view: &View, page: &mut Page) {
    if view.has_few() {
        return;
    }
    let language = view.language;
    let of_row = |row: super::shown::Shown| {
        let family = view.family(0, row.cells[0])?;
        let null = view.null.and_then(|null| view.family(null, view.in_world(row.cells[0], null)?));
        Some((row.label(view), family, null))
    };
    let families: Vec<(String, &FamilyRow, Option<&FamilyRow>)> =
        first_table(view).into_iter().filter_map(of_row).collect();
    if families.is_empty() {
        return;
    }
    let all = match view.treated().len() {
        2 => words::both_found(language),
        _ => words::all_found(language),
    };
    let is_other_world = view.null != Some(0);
    let columns: Vec<Column> = vec![
        (words::at_least_one(language), Box::new(|family, _| family.diagnosis.any_found.ok())),
        (all, Box::new(|family, _| family.diagnosis.all_found.ok())),
        (
            words::without_effects(language),
            Box::new(|_, null| null?.diagnosis.any_false_alarm.ok()),
        ),
        (words::undisturbed(language), Box::new(|_, null| null?.any_false_alarm_undisturbed.ok())),
        (
            words::among_zero(language),
            Box::new(move |family, _| {
                family.diagnosis.any_false_alarm.ok().filter(|_| is_other_world)
            }),
        ),
    ];
    let is_known = |column: &Column| {
        families.iter().any(|(_, family, null)| (column.1)(family, *null).is_some())
    };
    let columns: Vec<Column> = columns.into_iter().filter(is_known).collect();
    page.heading(&words::together(language));
    let mut header = vec![words::row_versus(language)];
    header.extend(columns.iter().map(|(title, _)| title.clone()));
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>(), 1);
    for (name, family, null) in &families {
        let mut row = vec![name.clone()];
        row.extend(columns.iter().map(|(_, share)| {
            let share = share(family, *null);
            let told = share.map_or_else(|| "–".to_owned(), |rate| digits::percent(&rate));
            language.number(&told)
        }));
        table.row(row);
    }
    page.table(table);
    let disturbed = families.iter().filter_map(|(_, _, null)| *null);
    let mut what: Vec<String> = disturbed
        .filter(|null| null.any_false_alarm_undisturbed.is_ok())
        .map(|null| without(view, &null.disturbed_by))
        .collect();
    what.dedup();
    if !what.is_empty() {
        page.quiet(&words::undisturbed_told(language, Listed(what)), "  ");
    }
}
