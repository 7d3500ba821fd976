//! What a trial would find, one row for each analysis: power, bias, coverage, smallest detectable effect,
//! usual miss and false alarms, two arms side by side.

use super::shown::Shown;
use super::{Unit, View, listed};
use crate::diagnosis::measured::{Absent, Known, Measured, Rate};
use crate::estimand::Scale;
use crate::report::absence::in_words;
use crate::report::digits;
use crate::report::table::Table;
use crate::sizing::Reached;

/// A line: what the reader knows it by, and its cells in the order of the arms; none where only their
/// name stands above those of the arms.
struct Line {
    name: String,
    cells: Vec<usize>,
}

/// Longest name that stands in one line.
const LONGEST: usize = 26;

/// One line for each comparison, arms side by side where they fit, otherwise below the name of the analysis.
fn lines(view: &View, rows: &[Shown], is_beside: bool) -> Vec<Line> {
    let mut out = Vec::new();
    for row in rows {
        let mut name = row.name(view);
        if name.chars().count() > LONGEST {
            name = name.replacen(" (vs ", "\n(vs ", 1);
        }
        let is_only =
            view.treated().len() == 1 && view.treated().contains(&view.row(row.cells[0]).key.arm);
        if is_beside && row.is_whole(view) || is_only {
            out.push(Line { name, cells: row.cells.clone() });
            continue;
        }
        out.push(Line { name, cells: Vec::new() });
        let of_arm = |&cell: &usize| Line {
            name: format!("  {}", view.row(cell).key.arm),
            cells: vec![cell],
        };
        out.extend(row.cells.iter().map(of_arm));
    }
    out
}

/// Per whom the rows count and against which group: `Effects per participant, against control: after · basis.`
pub(super) fn scales(view: &View, rows: &[Shown]) -> String {
    let mut kinds: Vec<(Kind, Vec<String>)> = Vec::new();
    for row in rows {
        let kind = kind(view, row);
        let name = row.name_alone(view);
        match kinds.iter_mut().find(|(same, _)| *same == kind) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => kinds.push((kind, vec![name])),
        }
    }
    let told = |(scale, versus): Kind| format!("{}, against {versus}", scale.told());
    if let [(kind, _)] = &kinds[..] {
        return format!("Effects {}:", told(*kind));
    }
    let several = kinds.iter().map(|(kind, names)| format!("{}: {}", told(*kind), listed(names)));
    format!("Effects {}.", several.collect::<Vec<_>>().join("; "))
}

/// Per whom a row counts, and against which group.
type Kind<'a> = (Scale, &'a str);

fn kind<'a>(view: &View<'a>, row: &Shown) -> Kind<'a> {
    let cell = &view.plan.cells[row.cells[0]];
    (cell.scale(), &cell.versus)
}

/// Whether some row counts another share of the effect than the policy's.
pub(super) fn is_scaled(view: &View, cell: usize) -> bool {
    view.plan.cells[cell].factors.iter().any(|k| (k.value - 1.0).abs() > 1e-9)
}

/// The heading of the names; below it the arms as they stand side by side.
fn name_heading(view: &View, rows: &[Shown], is_beside: bool) -> String {
    let is_whole = is_beside && rows.iter().any(|row| row.is_whole(view));
    let arms = if is_whole { view.treated().join(" / ") } else { String::new() };
    format!("design · analysis\n{arms}")
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    True,
    Found,
    Shown,
    OffBy,
    Covered,
    Detectable,
    UsualMiss,
    FalseAlarm,
    People,
}

/// A number as it is shown, and its simulation error in the same unit.
struct Number {
    text: String,
    error: f64,
}

impl Column {
    const ALL: [Self; 9] = [
        Self::True,
        Self::Found,
        Self::Shown,
        Self::OffBy,
        Self::Covered,
        Self::Detectable,
        Self::UsualMiss,
        Self::FalseAlarm,
        Self::People,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::Found => "found",
            Self::Shown => "shown",
            Self::OffBy => "off by",
            Self::Covered => "covered",
            Self::Detectable => "detectable",
            Self::UsualMiss => "miss",
            Self::FalseAlarm => "alarm",
            Self::People => "n",
        }
    }

    fn unit(self, view: &View) -> &'static str {
        match (self, view.unit) {
            (Self::People, _) => "",
            (Self::Found | Self::Shown | Self::Covered | Self::FalseAlarm, _) => "%",
            (_, Unit::Points) => "points",
            (_, Unit::Own) => "",
        }
    }

    /// Why a cell has no number in this column; none where it has one.
    pub fn absent(self, view: &View, cell: usize) -> Option<&'static str> {
        let d = &view.row(cell).diagnosis;
        let seeks_effect = view.seeks_effect(cell);
        let absent = match self {
            Self::True | Self::People => None,
            Self::Found | Self::Detectable if !seeks_effect => Some(Absent::NoEffectSought),
            Self::Shown if seeks_effect => return Some("the test seeks an effect"),
            Self::Found | Self::Shown => d.tests.first()?.power_right_direction.err(),
            Self::OffBy => d.yardstick_bias.err(),
            Self::Covered => d.policy_coverage.err(),
            Self::UsualMiss => d.yardstick_rmse.err(),
            Self::FalseAlarm => false_alarm(view, cell)?.err(),
            Self::Detectable => {
                let is_treated = !view.plan.cells[cell].factors.is_empty();
                return (!is_treated).then_some("neither group is treated");
            }
        };
        absent.map(in_words)
    }

    /// The number of one cell, on the scale of its estimate.
    fn number(self, view: &View, cell: usize) -> Option<Number> {
        let d = &view.row(cell).diagnosis;
        let size = |m: Measured| {
            let m = view.unit.scaled(m);
            Number { text: digits::value_only(m), error: m.mcse }
        };
        if self.absent(view, cell).is_some() {
            return None;
        }
        match self {
            Self::True => Some(Number { text: view.unit.short(d.yardstick), error: 0.0 }),
            Self::Found | Self::Shown => Some(share(d.tests.first()?.power_right_direction.ok()?)),
            Self::OffBy => d.yardstick_bias.ok().map(|m| {
                let m = view.unit.scaled(m);
                Number { text: digits::signed(m), error: m.mcse }
            }),
            Self::Covered => d.policy_coverage.ok().map(share),
            Self::Detectable if view.plan.cells[cell].factors.is_empty() => None,
            Self::Detectable => Some(match view.row(cell).detectable() {
                Reached::At(effect) => size(Measured { value: effect.value.abs(), ..effect }),
                Reached::No { .. } => Number { text: "none".to_owned(), error: 0.0 },
            }),
            Self::UsualMiss => d.yardstick_rmse.ok().map(size),
            Self::FalseAlarm => false_alarm(view, cell)?.ok().map(share),
            Self::People => d.n_analysed.map(|n| Number { text: digits::count(n), error: 0.0 }),
        }
    }
}

fn share(rate: Rate) -> Number {
    Number { text: digits::percent_only(&rate), error: 100.0 * rate.mcse }
}

/// Rejections of the same test in the world without effects, or why they are no false alarms or cannot be counted; none
/// where there is no such world.
pub(super) fn false_alarm(view: &View, cell: usize) -> Option<Known<Rate>> {
    let same = view.in_world(cell, view.null?)?;
    if !view.seeks_effect(same) {
        return Some(Err(Absent::TrueWithoutEffect));
    }
    view.row(same).diagnosis.tests.first().map(|test| test.power)
}

/// The columns that say something here.
pub(super) fn columns(view: &View, rows: &[Shown]) -> Vec<Column> {
    let any = |is: &dyn Fn(usize) -> bool| rows.iter().flat_map(|row| &row.cells).any(|&k| is(k));
    let scaled = any(&|cell| is_scaled(view, cell));
    let seeks_effect = any(&|cell| view.seeks_effect(cell));
    let is_shown = |column: &Column| match column {
        Column::FalseAlarm => view.null.is_some() && seeks_effect,
        Column::Found | Column::Detectable => seeks_effect,
        Column::Shown => any(&|cell| !view.seeks_effect(cell)),
        Column::True => scaled,
        _ => true,
    };
    Column::ALL.into_iter().filter(is_shown).collect()
}

/// The table, arms side by side where a page is wide enough for it; the heading of a column has the largest
/// error in it.
pub(super) fn table(view: &View, rows: &[Shown], width: usize) -> Table {
    let beside = laid_out(view, rows, true);
    if beside.least_width() <= width { beside } else { laid_out(view, rows, false) }
}

fn laid_out(view: &View, rows: &[Shown], is_beside: bool) -> Table {
    let columns = columns(view, rows);
    let lines = lines(view, rows, is_beside);
    let mut header = vec![name_heading(view, rows, is_beside)];
    header.extend(columns.iter().map(|&column| heading(view, column, &lines)));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header, 1);
    for line in &lines {
        let mut cells = vec![line.name.clone()];
        if !line.cells.is_empty() {
            cells.extend(columns.iter().map(|&column| side_by_side(view, column, line)));
        }
        table.row(cells);
    }
    table
}

/// `13/10`; people once where the arms have as many.
fn side_by_side(view: &View, column: Column, line: &Line) -> String {
    let shown = line.cells.iter().map(|&cell| {
        column.number(view, cell).map_or_else(|| "–".to_owned(), |number| number.text)
    });
    let mut shown: Vec<String> = shown.collect();
    if column == Column::People {
        shown.dedup();
    }
    shown.join("/")
}

/// `found`, below it `%`, and below that `± 0.7`.
fn heading(view: &View, column: Column, lines: &[Line]) -> String {
    let cells = lines.iter().flat_map(|line| &line.cells);
    let errors = cells.filter_map(|&cell| column.number(view, cell)).map(|number| number.error);
    let unit = column.unit(view);
    let error = errors.filter(|error| *error > 0.0).max_by(f64::total_cmp);
    let error = error.map_or_else(String::new, |error| format!("± {}", digits::error(error)));
    format!("{}\n{unit}\n{error}", column.title())
}
