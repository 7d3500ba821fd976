//! What a trial would find, one row for each analysis: power, bias, coverage, smallest detectable effect,
//! usual miss and false alarms, two arms side by side.

use super::{Unit, View};
use crate::diagnosis::measured::{Known, Measured, Rate};
use crate::report::digits;
use crate::report::results::CellKey;
use crate::report::table::Table;
use crate::sizing::Reached;

/// Treatment arms that fit side by side in one row.
const SIDE_BY_SIDE: usize = 2;

/// A row: what the reader knows it by, and its cells in the order of the arms.
pub(super) struct Row {
    name: String,
    cells: Vec<usize>,
}

/// Cells with the same name in one row, as long as all arms fit; otherwise one row for each.
pub(super) fn rows(
    view: &View,
    cells: impl IntoIterator<Item = usize>,
    name: impl Fn(&CellKey) -> String,
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for cell in cells {
        let key = &view.row(cell).key;
        let mut name = name(key);
        if !fit_side_by_side(view) {
            name = format!("{name}: {}", key.arm);
        }
        match rows.iter_mut().find(|row| row.name == name) {
            Some(row) => row.cells.push(cell),
            None => rows.push(Row { name, cells: vec![cell] }),
        }
    }
    rows
}

fn fit_side_by_side(view: &View) -> bool {
    view.plan.worlds[0].arms.len() <= 1 + SIDE_BY_SIDE
}

/// The heading of the names; below it the arms as they stand side by side.
fn name_heading(view: &View) -> String {
    let arms = &view.plan.worlds[0].arms[1..];
    let arms = if fit_side_by_side(view) { arms.join(" / ") } else { String::new() };
    format!("design · analysis\n{arms}")
}

/// One column.
#[derive(Clone, Copy)]
enum Column {
    Found,
    OffBy,
    Covered,
    Detectable,
    UsualMiss,
    FalseAlarm,
}

/// A number as it is shown, and its simulation error in the same unit.
struct Shown {
    text: String,
    error: f64,
}

impl Column {
    const ALL: [Self; 6] = [
        Self::Found,
        Self::OffBy,
        Self::Covered,
        Self::Detectable,
        Self::UsualMiss,
        Self::FalseAlarm,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::OffBy => "off by",
            Self::Covered => "covered",
            Self::Detectable => "detectable",
            Self::UsualMiss => "usual miss",
            Self::FalseAlarm => "false alarm",
        }
    }

    fn unit(self, view: &View) -> &'static str {
        match (self, view.unit) {
            (Self::Found | Self::Covered | Self::FalseAlarm, _) => "%",
            (_, Unit::Points) => "points",
            (_, Unit::Own) => "",
        }
    }

    /// The number of one cell. What an estimate per person invited misses of an effect per person treated
    /// is not told.
    fn shown(self, view: &View, cell: usize) -> Option<Shown> {
        let d = &view.row(cell).diagnosis;
        let per_participant = view.plan.cells[cell].per_participant;
        let treated = |m: Known<Measured>| m.ok().filter(|_| per_participant);
        let size = |m: Measured| {
            let m = view.unit.scaled(m);
            Shown { text: digits::value_only(m), error: m.mcse }
        };
        match self {
            Self::Found => Some(share(d.tests.first()?.power_right_direction.ok()?)),
            Self::OffBy => treated(d.policy_bias).map(|m| {
                let m = view.unit.scaled(m);
                Shown { text: digits::signed(m), error: m.mcse }
            }),
            Self::Covered => d.policy_coverage.ok().filter(|_| per_participant).map(share),
            Self::Detectable if per_participant => Some(match view.row(cell).detectable() {
                Reached::At(effect) => size(Measured { value: effect.value.abs(), ..effect }),
                Reached::No { .. } => Shown { text: "none".to_owned(), error: 0.0 },
            }),
            Self::Detectable => None,
            Self::UsualMiss => treated(d.rmse).map(size),
            Self::FalseAlarm => false_alarm(view, cell).map(share),
        }
    }
}

fn share(rate: Rate) -> Shown {
    Shown { text: digits::percent_only(&rate), error: 100.0 * rate.mcse }
}

/// Rejections of the same test in the world without effects.
pub(super) fn false_alarm(view: &View, cell: usize) -> Option<Rate> {
    let same = view.in_world(cell, view.null?)?;
    view.row(same).diagnosis.tests.first()?.power.ok()
}

/// The table; the heading of a column has the largest error in it.
pub(super) fn table(view: &View, rows: &[Row]) -> Table {
    let is_shown = |column: &Column| view.null.is_some() || !matches!(column, Column::FalseAlarm);
    let columns: Vec<Column> = Column::ALL.into_iter().filter(is_shown).collect();
    let mut header = vec![name_heading(view)];
    header.extend(columns.iter().map(|&column| heading(view, column, rows)));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header, 1);
    for row in rows {
        let shown = |column: Column| -> String {
            let cells = row.cells.iter().map(|&cell| {
                column.shown(view, cell).map_or_else(|| "–".to_owned(), |shown| shown.text)
            });
            cells.collect::<Vec<_>>().join(" / ")
        };
        let mut cells = vec![row.name.clone()];
        cells.extend(columns.iter().map(|&column| shown(column)));
        table.row(cells);
    }
    table
}

/// `found`, and below it `% ± 0.7`.
fn heading(view: &View, column: Column, rows: &[Row]) -> String {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let errors = cells.filter_map(|&cell| column.shown(view, cell)).map(|shown| shown.error);
    let unit = column.unit(view);
    let error = errors.filter(|error| *error > 0.0).max_by(f64::total_cmp);
    let below =
        error.map_or_else(|| unit.to_owned(), |error| format!("{unit} ± {}", digits::error(error)));
    format!("{}\n{}", column.title(), below.trim())
}
