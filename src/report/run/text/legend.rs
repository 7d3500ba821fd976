//! What the columns of the first table mean, and why some of its numbers are missing.

use indexmap::{IndexMap, IndexSet};

use super::View;
use super::measures::{Column, columns};
use super::shown::Shown;
use crate::diagnosis::measured::Absent;
use crate::plan::WorldOrigin;
use crate::report::absence::in_words;
use crate::report::{digits, margin};
use crate::sizing::Reached;

/// The legend below the table.
pub(super) fn legend(view: &View, rows: &[Shown]) -> String {
    let significant = by_row(view, rows, |cell| {
        let test = view.row(cell).diagnosis.tests.first().filter(|_| view.seeks_effect(cell))?;
        Some(format!("p < {}", digits::trimmed(test.alpha)))
    });
    let interval = by_row(view, rows, |cell| {
        Some(format!("the {} % interval", digits::trimmed(100.0 * view.row(cell).diagnosis.level)))
    });
    let explained = columns(view, rows).into_iter().map(|column| match column {
        Column::True => "True: the true effect on the scale of the row.".to_owned(),
        Column::Found => format!("Found: {significant} in the right direction."),
        Column::Shown => {
            format!("Shown: {}.", by_row(view, rows, |cell| against_margin(view, cell)))
        }
        Column::OffBy => "Off by: mean estimate minus true effect.".to_owned(),
        Column::Covered => format!("Covered: by {interval}."),
        Column::Detectable => {
            format!(
                "Detectable: the true effect that is found in 80 % of trials{}.",
                undetectable(view, rows)
            )
        }
        Column::UsualMiss => "Miss: root mean squared error.".to_owned(),
        Column::FalseAlarm => false_alarm(view, &significant),
        Column::People => "n: people analysed.".to_owned(),
    });
    let explained: Vec<String> = explained.collect();
    format!("{}{} ±: simulation error.", explained.join(" "), dashes(view, rows))
}

/// `not worse by more than 5 points, one-sided p < 0.025`; none where an effect is sought.
fn against_margin(view: &View, cell: usize) -> Option<String> {
    let test = view.row(cell).diagnosis.tests.first()?;
    Some(format!("{}, {}", view.margin_told(cell)?, margin::level(test.alpha)))
}

/// What all rows share; where they differ, what each has: `p < 0.01 (trial · strict) or p < 0.05 (trial · usual)`.
fn by_row(view: &View, rows: &[Shown], told: impl Fn(usize) -> Option<String>) -> String {
    let mut kinds: IndexMap<String, IndexSet<String>> = IndexMap::new();
    for row in rows {
        let Some(told) = row.cells.first().and_then(|&cell| told(cell)) else { continue };
        kinds.entry(told).or_default().insert(row.name_alone(view));
    }
    if kinds.len() == 1 {
        return kinds.into_keys().collect();
    }
    let several = kinds.iter().map(|(told, names)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("{told} ({})", names.join(", "))
    });
    several.collect::<Vec<_>>().join(" or ")
}

/// Why some numbers are missing, columns with the same reason together.
fn dashes(view: &View, rows: &[Shown]) -> String {
    let mut reasons: IndexMap<&str, IndexSet<&str>> = IndexMap::new();
    for column in columns(view, rows) {
        let cells = rows.iter().flat_map(|row| &row.cells);
        for reason in cells.filter_map(|&cell| column.absent(view, cell)) {
            reasons.entry(reason).or_default().insert(column.title());
        }
    }
    let told = reasons.into_iter().map(|(reason, titles)| {
        let titles: Vec<&str> = titles.into_iter().collect();
        if titles == [Column::Found.title()] && reason == in_words(Absent::TruthNearZero) {
            return " –: no true effect, so no direction.".to_owned();
        }
        format!(" – under {}: {reason}.", titles.join(", "))
    });
    told.collect()
}

/// ` (none: more than the outcome allows)`; nothing where every row has such an effect.
fn undetectable(view: &View, rows: &[Shown]) -> String {
    let cells = rows.iter().flat_map(|row| &row.cells);
    let treated =
        cells.filter(|&&cell| !view.plan.cells[cell].factors.is_empty() && view.seeks_effect(cell));
    let reason = |&cell: &usize| match view.row(cell).detectable() {
        Reached::No { reason, .. } => Some(reason.reason()),
        Reached::At(_) => None,
    };
    let reasons: IndexSet<&str> = treated.filter_map(reason).collect();
    let reasons: Vec<&str> = reasons.into_iter().collect();
    if reasons.is_empty() { String::new() } else { format!(" (none: {})", reasons.join("; or ")) }
}

/// What a false alarm is, and in which world it is counted.
fn false_alarm(view: &View, significant: &str) -> String {
    let Some(null) = view.null else { return String::new() };
    let world = &view.plan.worlds[null];
    let what = match (null, world.origin) {
        (0, WorldOrigin::Scenario) => ", which has no effects",
        (_, WorldOrigin::Scenario) => "",
        (_, WorldOrigin::Supplied) => " (the same people, no effect on anybody)",
    };
    format!("Alarm: a false alarm, {significant} in world {}{what}.", world.name)
}
