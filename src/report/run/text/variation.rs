//! Trials in which everybody in a group had the same outcome: how often, and what that does to the usual error.

use std::cmp::Reverse;

use super::{View, counted};
use crate::diagnosis::constant_group::ConstantGroup;
use crate::diagnosis::measured::{Absent, Rate};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::results::CellRow;

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
pub(super) fn write(view: &View, with_details: bool, page: &mut Page) {
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
    let most = if with_details { usize::MAX } else { MOST_LINES };
    for &cell in told.iter().take(most) {
        page.warning(&sentence(view, cell), "  ");
    }
    if told.len() > most {
        let more = counted(told.len() - most, "line");
        page.warning(&format!("And {more} like it: see --details."), "  ");
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
    let (row, plan) = (view.row(cell), &view.plan.cells[cell]);
    let key = &row.key;
    let world = if plan.world == 0 { String::new() } else { format!("in world {}, ", key.world) };
    let often = often(view, row);
    let usual = if is_too_small(row) { "; the usual error is then too small" } else { "" };
    let exact = if plan.is_share {
        " An exact unconditional test (Boschloo\u{2019}s) does not rest on the usual error; it is outside this tool."
    } else {
        ""
    };
    format!(
        "No variation: {} · {}, {world}{} against {}: in {often} everybody in a group had the same outcome. {}{usual}.{exact}",
        key.design,
        key.analysis,
        key.arm,
        key.versus,
        covered(&row.diagnosis.constant_group),
    )
}

/// `74 of 100 trials`, or how many of a few.
fn often(view: &View, row: &CellRow) -> String {
    let (count, all) = (row.diagnosis.constant_group.replications, row.diagnosis.replications);
    match Rate::of(count, all, Absent::NoReplications) {
        Ok(rate) if count < all && !view.has_few() => {
            format!("{} trials", digits::of_hundred(&rate))
        }
        _ => format!("{} of {} trials", digits::count(count as f64), digits::count(all as f64)),
    }
}

/// `Intervals cover the truth in 94.8 % of these trials and in 91.8 % of the rest`.
fn covered(told: &ConstantGroup) -> String {
    match (&told.coverage, &told.coverage_elsewhere) {
        (Err(_), _) => "None of these trials has an interval".to_owned(),
        (Ok(here), Err(_)) => {
            format!("Intervals cover the truth in {} % of these trials", digits::percent(here))
        }
        (Ok(here), Ok(elsewhere)) => format!(
            "Intervals cover the truth in {} % of these trials and in {} % of the rest",
            digits::percent(here),
            digits::percent(elsewhere)
        ),
    }
}
