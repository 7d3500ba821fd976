//! What significance does to the size and the sign of an estimate.

use super::View;
use crate::diagnosis::measured::{Measured, Rate};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::words::table as words;
use crate::report::words::Number;
use crate::report::words::amounts::Percent;
use crate::report::words::whom::{Among, ForAll};

/// Times its size from which on an estimate is not about right.
const ABOUT: std::ops::Range<f64> = 0.95..1.05;
/// Share of the significant results that point the wrong way from which on it is told.
const SOME: f64 = 0.005;

pub(super) fn write(view: &View, page: &mut Page) {
    if view.has_few() {
        return;
    }
    let cells: Vec<usize> =
        view.first_leading().into_iter().filter(|&cell| view.seeks_effect(cell)).collect();
    let sizes: Vec<(usize, Measured)> =
        cells.iter().filter_map(|&cell| Some((cell, times(view, cell)?))).collect();
    let mut told = Vec::new();
    match &sizes[..] {
        [(a, x), (b, y)] if is_large(*x) && is_large(*y) => {
            told.push(first(view, *a, *x));
            told.push(second(view, *b, *y));
        }
        several => told.extend(several.iter().map(|&(cell, times)| {
            if is_large(times) {
                first(view, cell, times)
            } else {
                words::exaggerated_not(view.language, view.arm_told(cell))
            }
        })),
    }
    if cells.len() == 1 || view.with_details {
        told.extend(cells.iter().filter_map(|&cell| wrong_way(view, cell, cells.len() == 1)));
    }
    if !told.is_empty() {
        page.text(&told.join(" "), "  ");
    }
}

/// How many times the effect to be found a significant estimate is.
fn times(view: &View, cell: usize) -> Option<Measured> {
    view.row(cell).diagnosis.tests.first()?.exaggeration.ok()
}

fn is_large(times: Measured) -> bool {
    (times.value - 1.0).abs() > 2.0 * times.mcse && !ABOUT.contains(&times.value)
}

/// How many times the own effect that is; none where both effects are told alike.
fn by_own(view: &View, cell: usize, times: Measured) -> Option<Number> {
    let d = &view.row(cell).diagnosis;
    if view.unit.short(d.truth) == view.unit.short(d.yardstick) {
        return None;
    }
    let own = times.value * (d.yardstick.value / d.truth.value).abs();
    own.is_finite().then(|| Number(digits::number(own, -1)))
}

fn first(view: &View, cell: usize, times: Measured) -> String {
    let (language, arm) = (view.language, view.arm_told(cell));
    let told = Number(digits::times(times));
    match by_own(view, cell, times) {
        _ if view.is_scaled(cell) => words::exaggerated_scaled(language, arm, told),
        None => words::exaggerated_plainly(language, arm, told),
        Some(own) => {
            let all = ForAll(view.plan.worlds[0].policy);
            let among = Among(view.row(cell).estimand);
            words::exaggerated(language, arm, told, all, own, among)
        }
    }
}

fn second(view: &View, cell: usize, times: Measured) -> String {
    let (language, arm) = (view.language, view.arm_told(cell));
    let told = Number(digits::times(times));
    match by_own(view, cell, times).filter(|_| !view.is_scaled(cell)) {
        Some(own) => words::exaggerated_second(language, arm, told, own),
        None => words::exaggerated_second_plainly(language, arm, told),
    }
}

/// The share of the significant results that point the wrong way.
fn wrong_way(view: &View, cell: usize, is_only: bool) -> Option<String> {
    let test = view.row(cell).diagnosis.tests.first()?;
    let rate: &Rate = test.type_s.as_ref().ok().filter(|rate| rate.value >= SOME)?;
    let share = Percent(digits::percent_only(rate));
    let error = Number(digits::error(100.0 * rate.cautious_error()));
    Some(if is_only {
        words::wrong_way(view.language, share, error)
    } else {
        words::wrong_way_for(view.language, view.arm_told(cell), share, error)
    })
}
