//! What can be said of settings as they stand, before any name is resolved.

mod costs;
mod lists;
pub(super) mod null;
mod outcomes;
mod references;

use super::decode::{Common, Decoded, Described};
use super::{limits, report};
use crate::issue::Issue;
use crate::scenario::bounds::{self, Impossible};
use crate::scenario::extents;
use crate::scenario::months::months_needed;
use crate::scenario::source::{Document, Report};

/// Worlds whose settings are possible by themselves.
pub(super) struct Checked {
    pub common: Common,
    /// Worlds, base world first.
    pub worlds: Vec<Described>,
    /// In which somebody is measured.
    pub months: Vec<u32>,
}

/// Checks the settings of every world.
pub(super) fn check(Decoded { common, worlds }: Decoded) -> Result<Checked, Report> {
    Report::all(worlds.iter().map(|Described { document, scenario, .. }| {
        let mut issues = extents::check(document);
        limits::check(scenario, &mut issues);
        costs::check(scenario, &mut issues);
        null::check(scenario, &mut issues);
        if issues.is_empty() {
            outcomes::check(scenario, &mut issues);
            lists::check(scenario, &mut issues);
        }
        if issues.is_empty() { Ok(()) } else { Err(report(document, issues)) }
    }))?;
    let mut months: Vec<u32> = worlds.iter().flat_map(|w| months_needed(&w.scenario)).collect();
    months.sort_unstable();
    months.dedup();
    Ok(Checked { common, worlds, months })
}

/// Refuses the settings of members that no stage has refused in words of its own.
pub(super) fn settings(document: &Document) -> Result<(), Report> {
    let issues: Vec<Issue> =
        bounds::impossible_settings(document).into_iter().map(impossible).collect();
    if issues.is_empty() { Ok(()) } else { Err(report(document, issues)) }
}

/// What is wrong with one name, number or list says nothing about the others: they are told together.
pub(super) fn together(told: Report, document: &Document) -> Report {
    let numbers = bounds::impossible_numbers(document).into_iter().map(impossible);
    let problem = |i: Issue| document.problem_at(&i.path, i.message, i.help.as_deref());
    let more = numbers.chain(extents::check(document)).map(problem);
    told.and(references::check(document)).and(more)
}

fn impossible(Impossible { path, message }: Impossible) -> Issue {
    Issue::new(path, message)
}
