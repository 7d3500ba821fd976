//! What the tests of several arms find together in one trial.

use super::View;
use super::shown::Shown;
use crate::diagnosis::measured::Rate;
use crate::plan::Disturbance;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::together::FamilyRow;

/// `In one trial, % ± 1 (at least one arm found / both found / at least one false alarm): after · basis 22 / 0.1 / 8.5.`
pub(super) fn write(view: &View, rows: &[Shown], page: &mut Page) {
    let base = view.plan.worlds[0].name.as_str();
    let of_row = |row: &Shown| {
        let family = find(view, base, &row.cells)?;
        let null = view.null.and_then(|null| {
            let cell = view.in_world(row.cells[0], null)?;
            view.results.families.iter().find(|family| family.cells.contains(&cell))
        });
        Some((row.label(view), family, null))
    };
    let families: Vec<(String, &FamilyRow, Option<&FamilyRow>)> =
        rows.iter().filter_map(of_row).collect();
    if families.is_empty() || view.has_few() {
        return;
    }
    let arms = match view.treated().len() {
        2 => "both".to_owned(),
        n => format!("all {n}"),
    };
    let alarm = |null: Option<&FamilyRow>| null.and_then(|f| f.diagnosis.any_false_alarm.ok());
    let has_alarm = families.iter().any(|(_, _, null)| alarm(*null).is_some());
    let has_partly = view.null != Some(0)
        && families.iter().any(|(_, family, _)| family.diagnosis.any_false_alarm.is_ok());
    let mut error = 0.0_f64;
    let lines = families.iter().map(|(name, family, null)| {
        let d = &family.diagnosis;
        let mut told = |rate: Option<Rate>| {
            error = rate.iter().map(|rate| 100.0 * rate.mcse).fold(error, f64::max);
            rate.map_or_else(|| "–".to_owned(), |rate| digits::percent_only(&rate))
        };
        let mut shown = vec![told(d.any_found.ok()), told(d.all_found.ok())];
        if has_alarm {
            let undisturbed = null.and_then(|null| {
                let rate = null.any_false_alarm_undisturbed.ok()?;
                let without = Disturbance::told_without(&null.disturbed_by);
                Some(format!(" ({} {without})", told(Some(rate))))
            });
            shown.push(told(alarm(*null)) + &undisturbed.unwrap_or_default());
        }
        shown.extend(has_partly.then(|| told(d.any_false_alarm.ok())));
        format!("{name} {}", shown.join(" / "))
    });
    let lines: Vec<String> = lines.collect();
    let cells = rows.iter().flat_map(|row| &row.cells);
    let (sought, margins): (Vec<usize>, Vec<usize>) =
        cells.partition(|&&cell| view.seeks_effect(cell));
    let found = match (sought.is_empty(), margins.is_empty()) {
        (_, true) => "found",
        (true, false) => "shown to be not worse",
        (false, false) => "found, or shown to be not worse",
    };
    let mut what = vec![format!("at least one arm {found}"), format!("{arms} {found}")];
    if has_alarm {
        what.push("at least one false alarm".to_owned());
    }
    if has_partly {
        what.push("at least one among the arms without effect".to_owned());
    }
    let error = if error > 0.0 { format!(" ± {}", digits::error(error)) } else { String::new() };
    let text = format!("In one trial, %{error} ({}): {}.", what.join(" / "), lines.join("; "));
    page.text(&text, "  ");
}

fn find<'a>(view: &View<'a>, world: &str, cells: &[usize]) -> Option<&'a FamilyRow> {
    let mut families = view.results.families.iter();
    families.find(|family| family.world == world && cells.contains(&family.cells[0]))
}
