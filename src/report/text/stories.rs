//! Stories fitted after the fact to a published result: what each expects, what each takes to be
//! true, how often each gives a result as extreme, and which of them the table cannot tell apart.

use super::{Unit, View, listed};
use crate::diagnosis::budget::{BudgetEntry, Term};
use crate::diagnosis::extreme::ExtremeRate;
use crate::diagnosis::measured::{Known, Measured};
use crate::plan::{PublishedModel, WorldRole};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::results::Extreme;
use crate::report::table::Table;

/// Stories side by side in one table.
const COLUMNS: usize = 4;
/// Expected estimates this close, as shares of people, look the same in a published table.
const ALIKE: f64 = 0.015;

pub(super) fn write(view: &View, page: &mut Page) {
    let worlds = &view.plan.worlds;
    let stories: Vec<usize> =
        (0..worlds.len()).filter(|&w| worlds[w].role == WorldRole::Story).collect();
    if stories.is_empty() {
        if !view.results.as_extreme_as_published.is_empty() {
            page.heading("The published result");
            elsewhere(view, page);
        }
        return;
    }
    page.heading("Stories fitted after the fact: their power is not the trial's power");
    for some in stories.chunks(COLUMNS) {
        page.table(table(view, some));
    }
    elsewhere(view, page);
    for line in lessons(view, &stories) {
        page.text(&line, "  ");
    }
}

/// One line of the table: the same comparison in every story.
struct Comparison {
    label: String,
    published: Option<f64>,
    /// A cell of the base world or of a story; others are found by its names.
    cell: usize,
}

/// The published comparisons, and those with the reference group in the same design; without a
/// published result, the leading comparisons.
fn comparisons(view: &View, story: usize) -> Vec<Comparison> {
    let line = |cell: usize, published| {
        let key = &view.row(cell).key;
        let label = format!("{}: {} − {}", key.analysis, key.arm, key.versus);
        Comparison { label, published, cell }
    };
    let Some(published) = &view.plan.worlds[story].published else {
        return view.all_leading(story).into_iter().map(|cell| line(cell, None)).collect();
    };
    let mut out: Vec<Comparison> = published
        .cells
        .iter()
        .zip(&published.values)
        .map(|(&cell, &value)| line(cell, Some(value)))
        .collect();
    out.extend(reference_cells(view, story, published).into_iter().map(|cell| line(cell, None)));
    out
}

/// Comparisons with the reference group by the first analysis that makes them, on the published
/// design, outcome and month.
fn reference_cells(view: &View, story: usize, published: &PublishedModel) -> Vec<usize> {
    let Some(first) = published.cells.first().map(|&cell| &view.plan.cells[cell]) else {
        return Vec::new();
    };
    let all: Vec<usize> = (0..view.plan.cells.len())
        .filter(|&k| {
            let c = &view.plan.cells[k];
            (c.world, c.design) == (story, first.design)
                && (&c.outcome, c.month) == (&first.outcome, first.month)
                && c.versus == "reference"
        })
        .collect();
    let analysis = all.first().map(|&k| view.plan.cells[k].analysis.clone());
    all.into_iter().filter(|&k| Some(&view.plan.cells[k].analysis) == analysis.as_ref()).collect()
}

fn unit(view: &View, cell: usize) -> Unit {
    Unit::of(&view.plan.cells[cell])
}

fn table(view: &View, stories: &[usize]) -> Table {
    let lines = comparisons(view, stories[0]);
    let is_share = lines.iter().any(|line| unit(view, line.cell) == Unit::Points);
    let with_published = lines.iter().any(|line| line.published.is_some());
    let names: Vec<&str> = stories.iter().map(|&w| view.plan.worlds[w].name.as_str()).collect();
    let first = if is_share { "expected estimate (points)" } else { "expected estimate" };
    let mut header = vec![first];
    if with_published {
        header.push("published");
    }
    header.extend(&names);
    let mut table = Table::new(&header, 1);
    let mut add = |label: String, published: Option<String>, cells: Vec<String>| {
        let mut row = vec![label];
        if with_published {
            row.push(published.unwrap_or_default());
        }
        row.extend(cells);
        table.row(row);
    };
    let in_stories = |cell: usize, show: &dyn Fn(usize) -> String| -> Vec<String> {
        let found = stories.iter().map(|&w| view.in_world(cell, w));
        found.map(|cell| cell.map_or_else(|| "–".to_owned(), show)).collect()
    };
    for line in &lines {
        let unit = unit(view, line.cell);
        let estimate = |cell: usize| {
            let mean = view.row(cell).diagnosis.mean_estimate;
            digits::or_dash(&mean, |m| digits::signed_with_error(unit.scaled(*m)))
        };
        let published =
            line.published.map(|value| digits::signed(unit.scaled(Measured { value, mcse: 0.0 })));
        add(line.label.clone(), published, in_stories(line.cell, &estimate));
    }
    for line in lines.iter().filter(|line| line.published.is_some() || !with_published) {
        let unit = unit(view, line.cell);
        let truth = |cell: usize| unit.short(view.row(cell).diagnosis.policy_truth);
        let arm = &view.row(line.cell).key.arm;
        add(format!("true effect of {arm}"), None, in_stories(line.cell, &truth));
    }
    for (label, cells) in extreme_rows(view, stories) {
        add(label, None, cells);
    }
    table
}

/// How many trials of each story, in percent, are as extreme as published.
fn extreme_rows(view: &View, stories: &[usize]) -> Vec<(String, Vec<String>)> {
    let found: Vec<Option<&Extreme>> =
        stories.iter().map(|&w| extreme(view, &view.plan.worlds[w].name)).collect();
    let Some(first) = found.iter().copied().flatten().next() else { return Vec::new() };
    let shown = |share: &dyn Fn(&Extreme) -> Option<ExtremeRate>| -> Vec<String> {
        let cell = |e: Option<&Extreme>| e.and_then(share).map_or_else(|| "–".to_owned(), percent);
        found.iter().copied().map(cell).collect()
    };
    let mut rows: Vec<(String, Vec<String>)> = first
        .alone
        .keys()
        .map(|arm| {
            let share = |e: &Extreme| e.alone.get(arm).map(|a| a.share);
            (format!("% of trials as extreme, {arm}"), shown(&share))
        })
        .collect();
    if first.alone.len() > 1 {
        rows.push(("% as extreme, all at once".to_owned(), shown(&|e| Some(e.jointly))));
    }
    rows
}

fn extreme<'a>(view: &View<'a>, world: &str) -> Option<&'a Extreme> {
    view.results.as_extreme_as_published.iter().find(|e| e.world == world)
}

fn percent(rate: ExtremeRate) -> String {
    digits::or_dash(&rate.0, digits::percent)
}

/// The worlds that are not stories: how often they give what was published.
fn elsewhere(view: &View, page: &mut Page) {
    let worlds = view.plan.worlds.iter().filter(|w| w.role != WorldRole::Story);
    let told: Vec<String> = worlds
        .filter_map(|world| {
            let e = extreme(view, &world.name)?;
            let mut shares: Vec<String> =
                e.alone.iter().map(|(arm, a)| format!("{arm} {}", percent(a.share))).collect();
            if e.alone.len() > 1 {
                shares.push(format!("all at once {}", percent(e.jointly)));
            }
            Some(format!("world {}: {}", world.name, shares.join(", ")))
        })
        .collect();
    if !told.is_empty() {
        page.text(&format!("Trials as extreme as published, in %: {}.", told.join("; ")), "  ");
    }
}

/// Pairs of stories whose tables look the same and whose truths do not.
fn lessons(view: &View, stories: &[usize]) -> Vec<String> {
    let mut out = Vec::new();
    for (position, &a) in stories.iter().enumerate() {
        for &b in &stories[position + 1..] {
            out.extend(lesson(view, a, b));
        }
    }
    out
}

fn lesson(view: &View, a: usize, b: usize) -> Option<String> {
    let published = view.plan.worlds[a].published.as_ref()?;
    if published.cells.iter().any(|&cell| unit(view, cell) != Unit::Points) {
        return None;
    }
    let both = |cells: &[usize]| -> Vec<[usize; 2]> {
        cells.iter().filter_map(|&cell| Some([cell, view.in_world(cell, b)?])).collect()
    };
    let table = both(&published.cells);
    if table.is_empty() || !table.iter().all(|pair| looks_alike(view, *pair)) {
        return None;
    }
    let truth = |cell: usize| view.row(cell).diagnosis.policy_truth;
    let apart: Vec<[usize; 2]> = table
        .into_iter()
        .filter(|&[x, y]| {
            let (x, y) = (truth(x), truth(y));
            (x.value - y.value).abs() > ALIKE + 4.0 * (x.mcse + y.mcse)
        })
        .collect();
    let reference = both(&reference_cells(view, a, published));
    (!apart.is_empty()).then(|| told(view, [a, b], &apart, &reference))
}

/// Whether two expected estimates would be printed as about the same.
fn looks_alike(view: &View, [x, y]: [usize; 2]) -> bool {
    let mean = |cell: usize| view.row(cell).diagnosis.mean_estimate;
    matches!((mean(x), mean(y)), (Ok(x), Ok(y)) if (x.value - y.value).abs() <= ALIKE)
}

/// The lesson of two stories; `apart` and `reference` hold the same cell in each.
fn told(view: &View, worlds: [usize; 2], apart: &[[usize; 2]], reference: &[[usize; 2]]) -> String {
    let [a, b] = worlds.map(|w| view.plan.worlds[w].name.as_str());
    let [x, y] = apart[0];
    let key = &view.row(x).key;
    format!(
        "{a} and {b} expect the same differences as each other, within {} points, from different true \
         effects: the published table cannot tell them apart. {}Behind the difference {} − {}: in {a} {}; \
         in {b} {}.",
        digits::trimmed(100.0 * ALIKE),
        by_reference(view, worlds, reference),
        key.arm,
        key.versus,
        made_of(view, x),
        made_of(view, y),
    )
}

/// Whether the comparison with the reference group tells two stories apart, and where most.
fn by_reference(view: &View, worlds: [usize; 2], reference: &[[usize; 2]]) -> String {
    let gap = |[x, y]: [usize; 2]| {
        let mean = |cell: usize| view.row(cell).diagnosis.mean_estimate.map_or(0.0, |m| m.value);
        (mean(x) - mean(y)).abs()
    };
    let Some(&widest) = reference.iter().max_by(|a, b| gap(**a).total_cmp(&gap(**b))) else {
        return String::new();
    };
    let [x, y] = widest;
    if gap(widest) <= ALIKE {
        return "Nor can the comparison with the reference group. ".to_owned();
    }
    let key = &view.row(x).key;
    let mean = |cell: usize| match view.row(cell).diagnosis.mean_estimate {
        Ok(m) => Unit::Points.told(m),
        Err(_) => "–".to_owned(),
    };
    let [a, b] = worlds.map(|w| view.plan.worlds[w].name.as_str());
    format!(
        "The comparison with the reference group would differ ({} − {}: {} in {a}, {} in {b}). ",
        key.arm,
        key.versus,
        mean(x),
        mean(y)
    )
}

/// The largest parts of an expected estimate: the true effect and the causes of the bias.
fn made_of(view: &View, cell: usize) -> String {
    let d = &view.row(cell).diagnosis;
    let truth = (d.policy_truth, "the true effect");
    let is_systematic = |entry: &&BudgetEntry| {
        entry.term != Term::Sampling && entry.mean.value.abs() > 2.0 * entry.mean.mcse
    };
    let mut parts: Vec<(Measured, &str)> =
        d.bias_budget.iter().filter(is_systematic).map(|e| (e.mean, e.term.describe())).collect();
    parts.push(truth);
    parts.sort_by(|a, b| b.0.value.abs().total_cmp(&a.0.value.abs()));
    let estimate: Known<Measured> = d.mean_estimate;
    let total = estimate.map_or(0.0, |m| m.value.abs());
    let shown: Vec<String> = parts
        .iter()
        .take(2)
        .filter(|(m, _)| m.value.abs() >= 0.1 * total)
        .map(|(m, words)| format!("{words} ({})", Unit::Points.told(*m)))
        .collect();
    listed(&shown)
}
