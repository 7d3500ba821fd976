//! Stories fitted after the fact to a published result, side by side: what each expects, what each takes
//! to be true, how often each gives a result as extreme, and which of them the tables cannot tell apart.

use super::entries::{Entries, Line, arms_of, entries};
use super::lesson::lessons;
use super::{Unit, View};
use crate::diagnosis::extreme::ExtremeRate;
use crate::diagnosis::measured::Measured;
use crate::plan::WorldRole;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::extremes::Extreme;
use crate::report::table::Table;

/// Stories side by side in one table.
const COLUMNS: usize = 3;

pub(super) fn write(view: &View, page: &mut Page) {
    let worlds = &view.plan.worlds;
    let stories: Vec<usize> =
        (0..worlds.len()).filter(|&w| worlds[w].role == WorldRole::Story).collect();
    let has_published = |w: &&usize| worlds[**w].published.is_some();
    let Some(&first) = stories.iter().find(has_published).or(stories.first()) else {
        if let Some(text) = elsewhere(view) {
            page.heading("The published result");
            page.text(&text, "  ");
        }
        return;
    };
    let tables = entries(view, first);
    if tables.is_empty() {
        return;
    }
    let arms = arms_of(view, &tables);
    page.heading(&format!(
        "Stories fitted after the fact: their power is not the trial's power ({})",
        arms.join(" / ")
    ));
    for some in stories.chunks(COLUMNS) {
        page.table(side_by_side(view, some, &tables, &arms));
    }
    let mut told = format!("Means of {}", view.trials());
    told += &largest_error(view, &stories, &tables);
    told += "; true effects ";
    told += view.plan.worlds[0].policy.scale().told();
    told += &elsewhere(view).map_or_else(|| ".".to_owned(), |text| format!(". {text}"));
    page.quiet(&told, "");
    for line in lessons(view, &stories) {
        page.text(&line, "  ");
    }
}

fn side_by_side(view: &View, stories: &[usize], tables: &[Entries], arms: &[String]) -> Table {
    let points = if tables.iter().all(|table| table.are_shares(view)) { ", points" } else { "" };
    let first = format!("mean estimate{points}");
    let is_published = tables.iter().any(Entries::are_published);
    let mut header = vec![first.as_str()];
    header.extend(is_published.then_some("published"));
    header.extend(stories.iter().map(|&w| view.plan.worlds[w].name.as_str()));
    let mut out = Table::new(&header, 1);
    let mut add = |label: String, published: Option<String>, cells: Vec<String>| {
        let mut row = vec![label];
        row.extend(is_published.then(|| published.unwrap_or_default()));
        row.extend(cells);
        out.row(row);
    };
    let in_each = |show: &dyn Fn(usize) -> String| stories.iter().map(|&w| show(w)).collect();
    for table in tables {
        let published = table.are_published().then(|| {
            table.side_by_side(view, arms, |line| {
                let value = line.published?;
                Some(digits::signed(unit(view, line).scaled(Measured { value, mcse: 0.0 })))
            })
        });
        let label = format!("{} (vs {})", table.name, table.versus);
        add(label, published, in_each(&|world| estimates(view, table, arms, world)));
    }
    add("true effect".to_owned(), None, in_each(&|world| truths(view, &tables[0], arms, world)));
    let share = |world: usize| extreme(view, &view.plan.worlds[world].name).map(|e| e.jointly);
    if stories.iter().any(|&world| share(world).is_some()) {
        let shown = |world: usize| share(world).map_or_else(|| "–".to_owned(), percent);
        add("% of trials as extreme".to_owned(), None, in_each(&shown));
    }
    out
}

/// What a world expects in a table.
fn estimates(view: &View, table: &Entries, arms: &[String], world: usize) -> String {
    let shown = table.side_by_side(view, arms, |line| {
        let mean = view.row(view.in_world(line.cell, world)?).diagnosis.mean_estimate;
        Some(digits::or_dash(&mean, |m| unit(view, line).short(*m)))
    });
    shown.replace(" / ", "/")
}

/// The policy truths of a table in a world.
fn truths(view: &View, table: &Entries, arms: &[String], world: usize) -> String {
    let shown = table.side_by_side(view, arms, |line| {
        let cell = view.in_world(line.cell, world)?;
        Some(unit(view, line).short(view.row(cell).diagnosis.policy_truth))
    });
    shown.replace(" / ", "/")
}

fn unit(view: &View, line: Line) -> Unit {
    Unit::of(&view.plan.cells[line.cell])
}

/// ` (± at most 0.1)`, over all stories.
fn largest_error(view: &View, stories: &[usize], tables: &[Entries]) -> String {
    let lines = || tables.iter().flat_map(|table| &table.lines);
    let errors = stories.iter().flat_map(|&world| {
        lines().filter_map(move |&line| {
            let cell = view.in_world(line.cell, world)?;
            Some(unit(view, line).scaled(view.row(cell).diagnosis.mean_estimate.ok()?).mcse)
        })
    });
    errors
        .max_by(f64::total_cmp)
        .map_or_else(String::new, |error| format!(" (± at most {})", digits::error(error)))
}

/// How often a world gives what was published.
pub(super) fn extreme<'a>(view: &View<'a>, world: &str) -> Option<&'a Extreme> {
    view.results.as_extreme_as_published.iter().find(|e| e.world == world)
}

pub(super) fn percent(rate: ExtremeRate) -> String {
    digits::or_dash(&rate.0, digits::percent)
}

/// The worlds that are not stories: how often they give what was published.
fn elsewhere(view: &View) -> Option<String> {
    let worlds = view.plan.worlds.iter().filter(|w| w.role != WorldRole::Story);
    let told: Vec<String> = worlds
        .filter_map(|world| {
            let e = extreme(view, &world.name)?;
            Some(format!("{} {} %", world.name, percent(e.jointly)))
        })
        .collect();
    let published = view.plan.worlds[0].published.as_ref()?;
    let reach = if published.first.cells.len() > 1 { "all arms reach" } else { "the arm reaches" };
    Some(format!("As extreme: {reach} what {} has; {}.", published.first.name, told.join(", ")))
}
