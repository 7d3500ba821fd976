//! Trials in which everybody in a group had the same outcome: how often, and what that does to the usual error.

use std::cmp::Reverse;

use super::View;
use crate::diagnosis::measured::{Absent, Rate};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::results::CellRow;
use crate::report::run::words::end as words;
use crate::report::run::words::table::row_arm;
use crate::report::words::Number;
use crate::report::words::amounts::Percent;

/// Share of trials from which on it is told.
const SMALLEST: f64 = 0.005;
/// Intervals below which nothing is concluded about their coverage.
const FEWEST: u64 = 20;
/// Monte Carlo errors below the nominal level at which intervals are called too short.
const CERTAIN: f64 = 2.0;
/// Lines on the first screen.
const MOST_LINES: usize = 1;

/// The leading cells of the base world, and the same ones without any effect: those whose intervals are too short
/// first, then those of the base world where it happens most.
pub(super) fn write(view: &View, page: &mut Page) {
    let leading = view.all_leading(0);
    let null = view.null.filter(|&null| null != 0);
    let without = leading.iter().filter_map(|&cell| view.in_world(cell, null?));
    let mut told: Vec<usize> = leading.iter().copied().chain(without).collect();
    told.retain(|&cell| share(view.row(cell)) >= SMALLEST);
    told.sort_by_key(|&cell| {
        let row = view.row(cell);
        let in_base = view.plan.cells[cell].world == 0;
        Reverse((is_too_small(row), in_base, row.diagnosis.constant_group.replications))
    });
    let most = if view.with_details { usize::MAX } else { MOST_LINES };
    for &cell in told.iter().take(most) {
        page.warning(&sentence(view, cell), "  ");
    }
    match told.len().saturating_sub(most) {
        0 => {}
        1 => page.warning(&words::one_more_like_it(view.language), "  "),
        n => page.warning(&words::more_like_it(view.language, Number::count(n)), "  "),
    }
}

fn share(row: &CellRow) -> f64 {
    let d = &row.diagnosis;
    d.constant_group.replications as f64 / d.replications as f64
}

/// Whether intervals cover less than they promise where a group does not vary.
fn is_too_small(row: &CellRow) -> bool {
    let (told, level) = (&row.diagnosis.constant_group, row.diagnosis.level);
    let below = |rate: &Rate| rate.value + CERTAIN * rate.mcse < level;
    told.with_interval >= FEWEST && told.coverage.as_ref().is_ok_and(below)
}

fn sentence(view: &View, cell: usize) -> String {
    let (row, plan, language) = (view.row(cell), &view.plan.cells[cell], view.language);
    let name = row_arm(language, view.row_name(cell), view.group(&row.key.arm));
    let told = &row.diagnosis.constant_group;
    let (count, all) = (told.replications, row.diagnosis.replications);
    let Ok(rate) = Rate::of(count, all, Absent::NoReplications) else { return String::new() };
    let freq = view.freq(&rate);
    let mut out = vec![match plan.world {
        0 => words::constant_group(language, name, freq),
        world => words::constant_group_in(language, view.world(world), name, freq),
    }];
    let percent = |rate: &Rate| Percent(digits::percent_only(rate));
    out.push(match (&told.coverage, &told.coverage_elsewhere) {
        (Err(_), _) => words::no_interval_there(language),
        (Ok(here), Err(_)) => words::covered_there_only(language, percent(here)),
        (Ok(here), Ok(rest)) => words::covered_there(language, percent(here), percent(rest)),
    });
    if is_too_small(row) {
        out.push(words::too_small(language));
    }
    if plan.is_share {
        out.push(words::boschloo(language));
    }
    out.join(" ")
}
