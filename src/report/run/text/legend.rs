//! What the columns of the first table mean, and why some of its numbers are missing.

use indexmap::{IndexMap, IndexSet};

use super::View;
use super::measures::Column;
use super::shown::Shown;
use crate::diagnosis::measured::Absent;
use crate::report::digits;
use crate::report::run::words::table as words;
use crate::report::words::amounts::EitherOf;
use crate::report::words::whom::Whom;
use crate::report::words::{Listed, Number};
use crate::sizing::{Reached, Unreached};

/// The legend below the table.
pub(super) fn legend(view: &View, rows: &[Shown], columns: &[Column]) -> String {
    let language = view.language;
    let is_scaled = columns.contains(&Column::True);
    let explain = |column: &Column| match column {
        Column::True => words::legend_true(language),
        Column::Found => words::legend_found(language, by_row(view, rows, found_at).join("; ")),
        Column::Shown => words::legend_shown(language, by_row(view, rows, shown_at).join("; ")),
        Column::Bias if is_scaled => words::legend_bias_scaled(language),
        Column::Bias => words::legend_bias(language),
        Column::Covered => {
            let intervals = by_row(view, rows, |view, cell| Some(interval(view, cell)));
            let covered =
                if is_scaled { words::legend_covered_scaled } else { words::legend_covered };
            covered(language, EitherOf(intervals))
        }
        Column::Detectable => detectable(view, rows),
        Column::UsualMiss => words::legend_miss(language),
        // The answer says it of the arms that lead.
        Column::FalseAlarm if view.first_leading().iter().any(|&cell| view.seeks_effect(cell)) => {
            String::new()
        }
        Column::FalseAlarm => words::legend_alarm(language),
        Column::People => String::new(),
    };
    let mut told: Vec<String> = columns.iter().map(explain).collect();
    told.extend(dashes(view, rows, columns));
    told.push(words::legend_error(language));
    told.retain(|text| !text.is_empty());
    told.join(" ")
}

/// `p < 0.05`; none where no effect is sought.
fn found_at(view: &View, cell: usize) -> Option<String> {
    let test = view.row(cell).diagnosis.tests.first().filter(|_| view.seeks_effect(cell))?;
    Some(words::level(view.language, Number::stated(test.alpha)))
}

/// `at most 5 points worse than regular service, one-sided p < 0.025`; none where an effect is sought.
fn shown_at(view: &View, cell: usize) -> Option<String> {
    let test = view.row(cell).diagnosis.tests.first()?;
    let level =
        words::level_one_sided(view.language, Number::stated(view.margin(cell)?.level(test.alpha)));
    Some(words::shown_at(view.language, view.margin_told(cell)?, level))
}

/// `the 95 % interval`.
fn interval(view: &View, cell: usize) -> String {
    let level = digits::trimmed(100.0 * view.row(cell).diagnosis.level);
    words::the_interval(view.language, Number(level))
}

/// What all rows share; where they differ, what each has: `p < 0.01 (trial · strict)`, `p < 0.05 (trial · usual)`.
fn by_row(
    view: &View,
    rows: &[Shown],
    told: impl Fn(&View, usize) -> Option<String>,
) -> Vec<String> {
    let mut kinds: IndexMap<String, IndexSet<String>> = IndexMap::new();
    for row in rows {
        let Some(told) = row.cells.first().and_then(|&cell| told(view, cell)) else { continue };
        kinds.entry(told).or_default().insert(row.name_alone(view));
    }
    if kinds.len() == 1 {
        return kinds.into_keys().collect();
    }
    let several = kinds.into_iter().map(|(told, names)| {
        let names: Vec<String> = names.into_iter().collect();
        words::in_rows(view.language, told, names.join(", "))
    });
    several.collect()
}

/// From which effect on it is found, and per whom that counts.
fn detectable(view: &View, rows: &[Shown]) -> String {
    let mut cells = rows.iter().flat_map(|row| &row.cells);
    let is_open = |reached| matches!(reached, Reached::No { reason: Unreached::Undetermined, .. });
    let has_open = cells.clone().any(|&cell| {
        let solved = view.row(cell).mde_solved;
        is_open(solved.up_yardstick) || is_open(solved.down_yardstick)
    });
    let is_out = |&cell: &usize| match view.row(cell).detectable() {
        Reached::No { reason, .. } => {
            !matches!(reason, Unreached::NotSought | Unreached::Untreated)
        }
        Reached::At(_) => false,
    };
    let (language, is_out) = (view.language, has_open || cells.any(is_out));
    let mut whom: Vec<Whom> = rows.iter().map(|row| view.whom(row.cells[0])).collect();
    whom.dedup();
    match (&whom[..], is_out) {
        ([whom], false) => words::legend_detectable_for(language, *whom),
        ([whom], true) if has_open => words::legend_detectable_for_or_open(language, *whom),
        (_, true) if has_open => words::legend_detectable_or_open(language),
        ([whom], true) => words::legend_detectable_for_or_not(language, *whom),
        (_, false) => words::legend_detectable(language),
        (_, true) => words::legend_detectable_or_not(language),
    }
}

/// Why some numbers are missing, columns with the same reason together.
fn dashes(view: &View, rows: &[Shown], columns: &[Column]) -> Vec<String> {
    let mut reasons: Vec<(Absent, IndexSet<String>)> = Vec::new();
    for &column in columns {
        let cells = rows.iter().flat_map(|row| &row.cells);
        for reason in cells.filter_map(|&cell| column.absent(view, cell)) {
            let title = column.title(view.language);
            match reasons.iter_mut().find(|(same, _)| *same == reason) {
                Some((_, titles)) => drop(titles.insert(title)),
                None => reasons.push((reason, IndexSet::from([title]))),
            }
        }
    }
    let told = reasons.into_iter().map(|(reason, titles)| {
        let titles = titles.into_iter().map(|title| format!("‘{title}’")).collect();
        words::dash_under(view.language, Listed(titles), reason)
    });
    told.collect()
}
