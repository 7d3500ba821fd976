//! What else was computed, in one line.

use super::shown::first_table;
use super::{Piece, View};
use crate::plan::{WorldOrigin, WorldRole};
use crate::report::page::Page;
use crate::report::run::words::{end as words, table};
use crate::report::words::{Listed, Number};

/// Analyses or outcomes that are named on the screen; more are counted.
const FEW: usize = 3;

/// The line; what did not fit on the screen is named as well.
pub(super) fn write(view: &View, left_out: &[Piece], page: &mut Page) {
    let language = view.language;
    let mut list: Vec<String> = Vec::new();
    let (analyses, outcomes) = (analyses(view), other_outcomes(view));
    let count: usize = analyses.iter().map(|(_, names)| names.len()).sum();
    if count > FEW && !view.with_details {
        list.push(words::also_many_analyses(language, Number::count(count)));
    } else if count > 0 {
        let of = |(design, names): (String, Vec<String>)| format!("{design} {}", names.join(", "));
        let told = analyses.into_iter().map(of).collect::<Vec<_>>().join(" · ");
        let also = if count == 1 { words::also_analysis } else { words::also_analyses };
        list.push(also(language, told));
    }
    if outcomes.len() > FEW && !view.with_details {
        list.push(words::also_many_outcomes(language, Number::count(outcomes.len())));
    } else if !outcomes.is_empty() {
        let is_one = outcomes.len() == 1;
        let also = if is_one { words::also_outcome } else { words::also_outcomes };
        list.push(also(language, Listed(outcomes)));
    }
    if view.with_details {
        if !list.is_empty() {
            page.text(&words::below(language, Listed(list)), "  ");
        }
        return;
    }
    if !view.has_few() {
        list.push(words::also_causes(language));
    }
    let base = &view.plan.worlds[0].name;
    if view.results.ranking.iter().any(|ranking| ranking.world == *base) {
        list.push(words::also_ranking(language));
    }
    let has_stories = view.plan.worlds.iter().any(|world| world.role == WorldRole::Story);
    if has_stories || view.plan.worlds[0].published.is_some() {
        list.push(words::also_stories(language));
    }
    for piece in left_out {
        list.extend(match piece {
            Piece::Worlds => Some(also_worlds(view)),
            Piece::Months => Some(words::also_months(language)),
            Piece::Families => Some(words::also_families(language)),
            Piece::Treated => Some(words::also_treated(language)),
            Piece::Significant => Some(words::also_significant(language)),
            Piece::Reach => Some(words::also_reach(language)),
            _ => None,
        });
    }
    if !list.is_empty() {
        page.quiet(&words::also_computed(language, Listed(list)), "  ");
    }
}

fn also_worlds(view: &View) -> String {
    let worlds = worlds(view);
    let also = if worlds.len() == 1 { words::also_world } else { words::also_worlds };
    also(view.language, Listed(worlds))
}

fn worlds(view: &View) -> Vec<String> {
    let declared = |&world: &usize| view.plan.worlds[world].origin == WorldOrigin::Scenario;
    (1..view.plan.worlds.len()).filter(declared).map(|world| view.world(world)).collect()
}

/// `after loep, reference · before invited`: comparisons of the base world that do not stand in the first table,
/// with the group compared with where another stands there.
fn analyses(view: &View) -> Vec<(String, Vec<String>)> {
    let first: Vec<usize> = first_table(view).into_iter().flat_map(|row| row.cells).collect();
    let key = |cell: usize| &view.row(cell).key;
    let mut designs: Vec<(&str, Vec<String>)> = Vec::new();
    for cell in (0..view.plan.cells.len()).filter(|&cell| view.plan.cells[cell].world == 0) {
        let own = key(cell);
        let same = |&other: &usize| {
            let other = key(other);
            (&other.design, &other.analysis) == (&own.design, &own.analysis)
        };
        if first.iter().filter(|cell| same(cell)).any(|&shown| key(shown).versus == own.versus) {
            continue;
        }
        let analysis = view.analysis(&own.analysis);
        let name = if first.iter().any(same) {
            let versus = table::versus(view.language, view.group(&own.versus));
            format!("{analysis} {versus}")
        } else {
            analysis
        };
        match designs.iter_mut().find(|(design, _)| *design == own.design) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => designs.push((&own.design, vec![name])),
        }
    }
    designs.into_iter().map(|(design, names)| (view.design(design), names)).collect()
}

/// Outcomes that do not lead, with the analyses that look at them where not all do.
fn other_outcomes(view: &View) -> Vec<String> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    let base = || view.plan.cells.iter().filter(|cell| cell.world == 0);
    for cell in base().filter(|cell| cell.outcome != view.outcome) {
        match found.iter_mut().find(|(outcome, _)| *outcome == cell.outcome) {
            Some((_, names)) if names.contains(&cell.analysis.as_str()) => {}
            Some((_, names)) => names.push(&cell.analysis),
            None => found.push((&cell.outcome, vec![&cell.analysis])),
        }
    }
    let mut analyses: Vec<&str> = base().map(|cell| cell.analysis.as_str()).collect();
    analyses.sort_unstable();
    analyses.dedup();
    let of = |(outcome, names): (&str, Vec<&str>)| {
        let outcome = view.outcome_shown(outcome);
        if names.len() == analyses.len() {
            return outcome;
        }
        let names: Vec<String> = names.into_iter().map(|name| view.analysis(name)).collect();
        words::outcome_of(view.language, outcome, names.join(", "))
    };
    found.into_iter().map(of).collect()
}
