//! What the columns of the first table mean, and why some of its numbers are missing.

use super::View;
use super::measures::{Column, columns};
use super::shown::Shown;
use crate::diagnosis::measured::Absent;
use crate::plan::WorldOrigin;
use crate::report::absence::in_words;
use crate::report::digits;
use crate::sizing::Reached;

/// The legend below the table.
pub(super) fn legend(view: &View, rows: &[Shown]) -> String {
    let significant = by_row(view, rows, |cell| {
        let test = view.row(cell).diagnosis.tests.first()?;
        Some(format!("p < {}", digits::trimmed(test.alpha)))
    });
    let interval = by_row(view, rows, |cell| {
        Some(format!("the {} % interval", digits::trimmed(100.0 * view.row(cell).diagnosis.level)))
    });
    let explained = columns(view, rows).into_iter().map(|column| match column {
        Column::True => "True: the true effect on the scale of the row.".to_owned(),
        Column::Found => format!("Found: {significant} in the right direction."),
        Column::OffBy => "Off by: mean estimate minus true effect.".to_owned(),
        Column::Covered => format!("Covered: by {interval}."),
        Column::Detectable => {
            format!("Detectable: found in 80 % of trials{}.", undetectable(view, rows))
        }
        Column::UsualMiss => "Miss: root mean squared error.".to_owned(),
        Column::FalseAlarm => false_alarm(view, &significant),
        Column::People => "n: people analysed.".to_owned(),
    });
    let explained: Vec<String> = explained.collect();
    format!("{}{} ±: simulation error.", explained.join(" "), dashes(view, rows))
}

/// What all rows share; where they differ, what each has: `p < 0.01 (trial · strict) or p < 0.05 (trial · usual)`.
fn by_row(view: &View, rows: &[Shown], told: impl Fn(usize) -> Option<String>) -> String {
    let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let Some(told) = row.cells.first().and_then(|&cell| told(cell)) else { continue };
        let name = row.name_alone(view);
        match kinds.iter_mut().find(|(same, _)| *same == told) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => kinds.push((told, vec![name])),
        }
    }
    if let [(told, _)] = &kinds[..] {
        return told.clone();
    }
    let several = kinds.iter().map(|(told, names)| format!("{told} ({})", names.join(", ")));
    several.collect::<Vec<_>>().join(" or ")
}

/// Why some numbers are missing, columns with the same reason together.
fn dashes(view: &View, rows: &[Shown]) -> String {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for column in columns(view, rows) {
        let cells = rows.iter().flat_map(|row| &row.cells);
        for reason in cells.filter_map(|&cell| column.absent(view, cell)) {
            let title = column.title();
            match reasons.iter_mut().find(|(same, _)| *same == reason) {
                Some((_, titles)) if titles.contains(&title) => {}
                Some((_, titles)) => titles.push(title),
                None => reasons.push((reason, vec![title])),
            }
        }
    }
    let told = reasons.iter().map(|(reason, titles)| {
        if *titles == [Column::Found.title()] && *reason == in_words(Absent::TruthNearZero) {
            return " –: no true effect, so no direction.".to_owned();
        }
        format!(" – under {}: {reason}.", titles.join(", "))
    });
    told.collect()
}

/// ` (none: more than the outcome allows)`; nothing where every row has such an effect.
fn undetectable(view: &View, rows: &[Shown]) -> String {
    let mut reasons: Vec<&'static str> = Vec::new();
    let cells = rows.iter().flat_map(|row| &row.cells);
    for &cell in cells.filter(|cell| !view.plan.cells[**cell].factors.is_empty()) {
        if let Reached::No { reason, .. } = view.row(cell).detectable()
            && !reasons.contains(&reason)
        {
            reasons.push(reason);
        }
    }
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
