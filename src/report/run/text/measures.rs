//! What a trial would find, one row for each analysis: power, bias, coverage, smallest detectable effect,
//! usual miss and false alarms, two arms side by side.

use super::shown::Shown;
use super::{Unit, View};
use crate::diagnosis::measured::{Absent, Known, Measured, Rate};
use crate::estimand::Scale;
use crate::language::Language;
use crate::report::digits;
use crate::report::run::words::table as words;
use crate::report::table::{JOINED, Table};
use crate::sizing::Reached;

/// A line: what the reader knows it by, and its cells in the order of the arms; none where only their
/// name stands above those of the arms.
struct Line {
    name: String,
    cells: Vec<usize>,
}

/// Longest name that stands in one line.
const LONGEST: usize = 26;
/// Share of the people by which two analyses are of different people.
const FEW_MORE: f64 = 0.01;
/// Columns of a page from which on arms stand side by side.
const BESIDE: usize = 98;

/// One line for each comparison, arms side by side where they fit, otherwise below the name of the analysis.
fn lines(view: &View, rows: &[Shown], is_beside: bool) -> Vec<Line> {
    let mut out = Vec::new();
    for row in rows {
        let name = match row.versus(view) {
            Some(versus) => {
                let alone = row.name_alone(view);
                let length = alone.chars().count() + 1 + versus.chars().count();
                let between = if length > LONGEST { "\n" } else { " " };
                alone + between + &versus
            }
            None => row.name_alone(view),
        };
        let is_only =
            view.treated().len() == 1 && view.treated().contains(&view.row(row.cells[0]).key.arm);
        if is_beside && row.is_whole(view) || is_only {
            out.push(Line { name, cells: row.cells.clone() });
            continue;
        }
        out.push(Line { name, cells: Vec::new() });
        let of_arm = |&cell: &usize| Line {
            name: format!("{JOINED}{JOINED}{}", view.group(&view.row(cell).key.arm)),
            cells: vec![cell],
        };
        out.extend(row.cells.iter().map(of_arm));
    }
    out
}

/// Per whom rows count and against which group, where that is not participants and control.
pub(super) fn scales(view: &View, rows: &[Shown]) -> Option<String> {
    let language = view.language;
    let mut kinds: Vec<((Scale, &str), Vec<String>)> = Vec::new();
    for row in rows {
        let cell = &view.plan.cells[row.cells[0]];
        let kind = (cell.scale(), cell.versus.as_str());
        let name = row.name_alone(view);
        match kinds.iter_mut().find(|(same, _)| *same == kind) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => kinds.push((kind, vec![name])),
        }
    }
    if let [((scale, versus), _)] = &kinds[..] {
        let is_usual = *scale == Scale::PerParticipant && *versus == view.control();
        return (!is_usual).then(|| words::effects_all(language, *scale, view.the_group(versus)));
    }
    let unusual = kinds.into_iter().filter(|((scale, versus), _)| {
        *scale != Scale::PerParticipant || *versus != view.control()
    });
    let of_analysis = |name: &String| name.rsplit(" · ").next().unwrap_or_default().to_owned();
    let mut told: Vec<(Scale, Vec<String>, Vec<String>)> = Vec::new();
    for ((scale, versus), names) in unusual {
        let versus = words::versus_alone(language, view.group(versus));
        let mut analyses: Vec<String> = names.iter().map(of_analysis).collect();
        analyses.dedup();
        let others = rows.iter().map(|row| row.name_alone(view));
        let mut of_these = others.filter(|name| analyses.contains(&of_analysis(name)));
        let is_all = of_these.all(|name| names.contains(&name));
        let names = if is_all { analyses } else { names };
        let same =
            |known: &&mut (Scale, Vec<String>, Vec<String>)| (known.0, &known.1) == (scale, &names);
        match told.iter_mut().find(same) {
            Some(known) => known.2.push(versus),
            None => told.push((scale, names, vec![versus])),
        }
    }
    let several = told.into_iter().map(|(scale, names, versus)| {
        words::effects_of(language, scale, versus.join(", "), names.join(", "))
    });
    Some(several.collect::<Vec<_>>().join(" "))
}

/// The heading of the names; below it the arms as they stand side by side.
fn name_heading(view: &View, rows: &[Shown], is_beside: bool) -> String {
    let is_whole = is_beside && rows.iter().any(|row| row.is_whole(view));
    let arms = if is_whole || view.treated().len() == 1 {
        view.groups(view.treated(), " / ")
    } else {
        String::new()
    };
    format!("{}\n{arms}", words::design_analysis(view.language))
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    True,
    Found,
    Shown,
    Bias,
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
        Self::Bias,
        Self::Covered,
        Self::Detectable,
        Self::UsualMiss,
        Self::FalseAlarm,
        Self::People,
    ];

    pub fn title(self, language: Language) -> String {
        match self {
            Self::True => words::head_true(language),
            Self::Found => words::head_found(language),
            Self::Shown => words::head_shown(language),
            Self::Bias => words::head_bias(language),
            Self::Covered => words::head_covered(language),
            Self::Detectable => words::head_detectable(language),
            Self::UsualMiss => words::head_miss(language),
            Self::FalseAlarm => words::head_alarm(language),
            Self::People => words::head_people(language),
        }
    }

    /// Nothing for people and for an outcome's own unit.
    fn unit(self, view: &View) -> String {
        match (self, view.unit) {
            (Self::People, _) => String::new(),
            (Self::Found | Self::Shown | Self::Covered | Self::FalseAlarm, _) => "%".to_owned(),
            (_, Unit::Points) => words::in_points(view.language),
            (_, Unit::Own) => String::new(),
        }
    }

    /// Why a cell has no number in this column, other than that no effect is found often enough.
    pub fn absent(self, view: &View, cell: usize) -> Option<Absent> {
        let d = &view.row(cell).diagnosis;
        let seeks_effect = view.seeks_effect(cell);
        match self {
            Self::Found | Self::Detectable if !seeks_effect => Some(Absent::NoEffectSought),
            Self::True | Self::People | Self::Detectable => None,
            Self::Shown if seeks_effect => Some(Absent::EffectSought),
            Self::Found | Self::Shown => d.tests.first()?.power_right_direction.err(),
            Self::Bias => d.yardstick_bias.err(),
            Self::Covered => d.policy_coverage.err(),
            Self::UsualMiss => d.yardstick_rmse.err(),
            Self::FalseAlarm => false_alarm(view, cell)?.err(),
        }
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
            Self::Bias => d.yardstick_bias.ok().map(|m| {
                let m = view.unit.scaled(m);
                Number { text: digits::signed(m), error: m.mcse }
            }),
            Self::Covered => d.policy_coverage.ok().map(share),
            Self::Detectable => match view.row(cell).detectable() {
                Reached::At(effect) => Some(size(Measured { value: effect.value.abs(), ..effect })),
                Reached::No { .. } => None,
            },
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
    let scaled = any(&|cell| view.is_scaled(cell));
    let seeks_effect = any(&|cell| view.seeks_effect(cell));
    let detectable = any(&|cell| matches!(view.row(cell).detectable(), Reached::At(_)));
    let is_shown = |column: &Column| match column {
        Column::FalseAlarm => view.null.is_some() && seeks_effect,
        Column::Found => seeks_effect,
        Column::Detectable => detectable,
        Column::Shown => any(&|cell| !view.seeks_effect(cell)),
        Column::True => scaled,
        Column::People => view.with_details || differ_in_people(view, rows),
        _ => true,
    };
    Column::ALL.into_iter().filter(is_shown).collect()
}

/// Whether analyses of one design are of different people.
fn differ_in_people(view: &View, rows: &[Shown]) -> bool {
    let people = |row: &Shown| {
        let cell = row.cells[0];
        Some((view.plan.cells[cell].design, view.row(cell).diagnosis.n_analysed?))
    };
    let all: Vec<(usize, f64)> = rows.iter().filter_map(people).collect();
    let differs = |(design, n): &(usize, f64)| {
        all.iter().any(|(other, m)| other == design && (n - m).abs() > FEW_MORE * n)
    };
    all.iter().any(differs)
}

/// The table, arms side by side where a page is wide enough for it; the heading of a column has the largest
/// error in it.
pub(super) fn table(view: &View, rows: &[Shown], width: usize) -> Table {
    if width >= BESIDE {
        let beside = |between| laid_out(view, rows, Some(between));
        let whole = [" / ", "/"].map(|between| beside(between).kept_whole());
        if let Some(table) = whole.into_iter().find(|table| table.fits(width)) {
            return table;
        }
        let broken = beside("/");
        if broken.least_width() <= width {
            return broken;
        }
    }
    laid_out(view, rows, None)
}

/// The table with this between the arms; without it one row for each.
fn laid_out(view: &View, rows: &[Shown], between: Option<&str>) -> Table {
    let columns = columns(view, rows);
    let lines = lines(view, rows, between.is_some());
    let mut header = vec![name_heading(view, rows, between.is_some())];
    header.extend(columns.iter().map(|&column| heading(view, column, &lines)));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = Table::new(&header, 1);
    for line in &lines {
        let mut cells = vec![line.name.clone()];
        if !line.cells.is_empty() {
            let of = |&column: &Column| side_by_side(view, column, line, between.unwrap_or("/"));
            cells.extend(columns.iter().map(of));
        }
        table.row(cells);
    }
    table
}

/// `13 / 10`; people once where the arms have as many.
fn side_by_side(view: &View, column: Column, line: &Line, between: &str) -> String {
    let shown = line.cells.iter().map(|&cell| {
        column.number(view, cell).map_or_else(|| "–".to_owned(), |number| number.text)
    });
    let mut shown: Vec<String> = shown.collect();
    if column == Column::People {
        shown.dedup();
    }
    view.language.number(&shown.join(between))
}

/// `found`, below it `% ± 2`; the title in two lines where it is long.
fn heading(view: &View, column: Column, lines: &[Line]) -> String {
    let cells = lines.iter().flat_map(|line| &line.cells);
    let errors = cells.filter_map(|&cell| column.number(view, cell)).map(|number| number.error);
    let error = errors.filter(|error| *error > 0.0).max_by(f64::total_cmp);
    let error = error.map_or_else(String::new, |error| {
        view.language.number(&format!("± {}", digits::error(error)))
    });
    let unit = column.unit(view);
    let below = if unit.is_empty() || error.is_empty() {
        format!("{unit}{error}")
    } else {
        format!("{unit} {error}")
    };
    let title = column.title(view.language);
    match title.split_once(' ') {
        Some((first, rest)) => format!("{first}\n{rest}\n{below}"),
        None => format!("{title}\n{below}"),
    }
}
