//! Stories fitted after the fact to a published result: which of them the tables cannot tell apart, and side by side what
//! each expects, what each takes to be true, and how often each gives a result as extreme.

use super::entries::{Entries, Line, arms_of, entries};
use super::lesson::lessons;
use super::{Unit, View};
use crate::diagnosis::extreme::ExtremeRate;
use crate::diagnosis::measured::Measured;
use crate::plan::WorldRole;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::extremes::Extreme;
use crate::report::run::words::stories as words;
use crate::report::run::words::table::versus;
use crate::report::table::Table;
use crate::report::words::amounts::{Percent, Trials};
use crate::report::words::{Listed, Number};

/// Stories side by side in one table.
const COLUMNS: usize = 3;

/// What the stories teach together.
pub(super) fn write(view: &View, page: &mut Page) {
    let stories = stories(view);
    let lessons = if view.has_few() { Vec::new() } else { lessons(view, &stories) };
    if lessons.is_empty() {
        return;
    }
    page.heading(&words::stories(view.language));
    page.text(&format!("  {}", words::says_nothing(view.language)), "    ");
    for line in lessons {
        page.text(&format!("  {line}"), "    ");
    }
}

fn stories(view: &View) -> Vec<usize> {
    let worlds = &view.plan.worlds;
    (0..worlds.len()).filter(|&w| worlds[w].role == WorldRole::Story).collect()
}

/// The stories side by side, and how often other worlds give what was published.
pub(super) fn details(view: &View, page: &mut Page) {
    let (stories, language) = (stories(view), view.language);
    let has_published = |w: &&usize| view.plan.worlds[**w].published.is_some();
    let Some(&first) = stories.iter().find(has_published).or(stories.first()) else {
        if let Some(text) = elsewhere(view) {
            page.heading(&words::published_result(language));
            page.text(&text, "  ");
        }
        return;
    };
    let tables = entries(view, first);
    if tables.is_empty() {
        return;
    }
    let arms = arms_of(view, &tables);
    page.heading(&words::stories_of(language, view.groups(&arms, " / ")));
    for some in stories.chunks(COLUMNS) {
        page.table(side_by_side(view, some, &tables, &arms));
    }
    let trials = Trials(view.simulated());
    let mut told = match largest_error(view, &stories, &tables) {
        Some(error) => words::means_of_within(language, trials, error),
        None => words::means_of(language, trials),
    };
    if let Some(text) = elsewhere(view) {
        told += " ";
        told += &text;
    }
    page.quiet(&told, "");
}

fn side_by_side(view: &View, stories: &[usize], tables: &[Entries], arms: &[String]) -> Table {
    let language = view.language;
    let first = match tables.iter().all(|table| table.are_shares(view)) {
        true => words::estimate_points(language),
        false => words::estimate(language),
    };
    let published = words::published(language);
    let names: Vec<String> = stories.iter().map(|&w| view.world(w)).collect();
    let is_published = tables.iter().any(Entries::are_published);
    let mut header = vec![first.as_str()];
    header.extend(is_published.then_some(published.as_str()));
    header.extend(names.iter().map(String::as_str));
    let mut out = Table::new(&header, 1);
    let mut add = |label: String, published: Option<String>, cells: Vec<String>| {
        let mut row = vec![label];
        row.extend(is_published.then(|| language.number(&published.unwrap_or_default())));
        row.extend(cells.iter().map(|cell| language.number(cell)));
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
        let versus = versus(language, view.group(&table.versus));
        let label = format!("{} {versus}", table.name);
        add(label, published, in_each(&|world| estimates(view, table, arms, world)));
    }
    add(
        words::true_effect(language),
        None,
        in_each(&|world| truths(view, &tables[0], arms, world)),
    );
    let share = |world: usize| extreme(view, &view.plan.worlds[world].name).map(|e| e.jointly);
    if stories.iter().any(|&world| share(world).is_some()) {
        let shown = |world: usize| share(world).map_or_else(|| "–".to_owned(), percent);
        add(words::as_extreme_row(language), None, in_each(&shown));
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

/// The largest simulation error over all stories.
fn largest_error(view: &View, stories: &[usize], tables: &[Entries]) -> Option<Number> {
    let lines = || tables.iter().flat_map(|table| &table.lines);
    let errors = stories.iter().flat_map(|&world| {
        lines().filter_map(move |&line| {
            let cell = view.in_world(line.cell, world)?;
            Some(unit(view, line).scaled(view.row(cell).diagnosis.mean_estimate.ok()?).mcse)
        })
    });
    errors.max_by(f64::total_cmp).map(|error| Number(digits::error(error)))
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
    let language = view.language;
    let worlds = &view.plan.worlds;
    let others = (0..worlds.len()).filter(|&w| worlds[w].role != WorldRole::Story);
    let told = others.filter_map(|world| {
        let share = percent(extreme(view, &worlds[world].name)?.jointly);
        Some(words::world_share(language, view.world(world), Percent(share)))
    });
    let told = Listed(told.collect());
    let first = &worlds[0].published.as_ref()?.first;
    let table = view.table_named(first);
    Some(match first.cells.len() {
        1 => words::reach_one(language, table, told),
        _ => words::reach_all(language, table, told),
    })
}
