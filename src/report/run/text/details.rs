//! Every row of the results, world by world, and the whole bias budget of each that has one.

use super::measures::is_scaled;
use super::{Unit, View};
use crate::diagnosis::measured::Measured;
use crate::estimand::Term;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::table::Table;

/// What makes the causes add up to the distance from the true effect on the row's own scale.
const SCALE: &str = "added back: the row counts only a share of the effect";
/// Bias budgets side by side.
const BUDGETS: usize = 3;

pub(super) fn write(view: &View, page: &mut Page) {
    assignments(view, page);
    for world in 0..view.plan.worlds.len() {
        world_rows(view, world, page);
        budgets(view, world, page);
    }
}

/// How arms are drawn, by design; in other worlds where they differ from the base world.
fn assignments(view: &View, page: &mut Page) {
    page.heading("How arms are drawn");
    let rows = &view.results.flow;
    for row in rows {
        let base = rows.iter().find(|base| base.design == row.design).unwrap_or(row);
        if base.world == row.world {
            page.text(&format!("{}: {}", row.design, row.assignment), "  ");
        } else if base.assignment != row.assignment {
            page.text(&format!("{} in world {}: {}", row.design, row.world, row.assignment), "  ");
        }
    }
}

fn world_rows(view: &View, world: usize, page: &mut Page) {
    let plan = &view.plan.worlds[world];
    page.heading(&format!("All rows of world {}", plan.name));
    if let Some(about) = plan.about.as_ref().filter(|_| world > 0) {
        page.text(about.text_in(view.language), "");
    }
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (k, row) in view.results.cells.iter().enumerate() {
        if view.plan.cells[k].world != world {
            continue;
        }
        let key = &row.key;
        let month = key.month.map_or_else(String::new, |m| format!(", month {m}"));
        let unit =
            if Unit::of(&view.plan.cells[k]) == Unit::Points { " (points and %)" } else { "" };
        let title = format!("{} · {}{month}{unit}", key.design, key.outcome);
        match groups.iter_mut().find(|(name, _)| *name == title) {
            Some((_, cells)) => cells.push(k),
            None => groups.push((title, vec![k])),
        }
    }
    for (title, cells) in groups {
        page.gap();
        page.text(&title, "");
        page.table(rows(view, &cells));
    }
}

fn rows(view: &View, cells: &[usize]) -> Table {
    let header = [
        "analysis: contrast",
        "own\ntruth",
        "policy\ntruth",
        "share\ntreated",
        "mean\nestimate",
        "sd",
        "covers\nown",
        "covers\nshare × policy",
        view.found_told(cells),
        "n",
    ];
    let mut table = Table::new(&header, 1);
    for &cell in cells {
        let row = view.row(cell);
        let (key, d) = (&row.key, &row.diagnosis);
        let unit = Unit::of(&view.plan.cells[cell]);
        let scaled = |m| unit.scaled(m);
        let found = d.tests.first().map_or_else(
            || "–".to_owned(),
            |t| digits::or_dash(&t.power_right_direction, digits::percent_only),
        );
        table.row(vec![
            format!("{}: {} − {}", key.analysis, key.arm, key.versus),
            unit.short(d.truth),
            unit.short(d.policy_truth),
            treated(&row.factors),
            digits::or_dash(&d.mean_estimate, |m| digits::signed_with_error(scaled(*m))),
            digits::or_dash(&d.sd_estimate, |m| digits::value_only(scaled(*m))),
            digits::or_dash(&d.coverage, digits::percent_only),
            digits::or_dash(&d.policy_coverage, digits::percent_only),
            found,
            d.n_analysed.map_or_else(|| "–".to_owned(), digits::count),
        ]);
    }
    table
}

/// `0.100`, or `0.100 − 0.080` where both groups are treated in part.
fn treated(factors: &[Measured]) -> String {
    match factors {
        [] => "–".to_owned(),
        [one, other] if one.value == other.value => digits::number(one.value, -3),
        several => {
            let shown = several.iter().map(|k| digits::number(k.value, -3));
            shown.collect::<Vec<_>>().join(" − ")
        }
    }
}

/// All terms of the bias of every row that has a budget, one column per row.
fn budgets(view: &View, world: usize, page: &mut Page) {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for cell in (0..view.plan.cells.len()).filter(|&cell| view.plan.cells[cell].world == world) {
        if view.row(cell).diagnosis.bias_budget.is_empty() {
            continue;
        }
        let title = outcome_told(view, cell);
        match groups.iter_mut().find(|(same, _)| *same == title) {
            Some((_, cells)) => cells.push(cell),
            None => groups.push((title, vec![cell])),
        }
    }
    for (title, cells) in groups {
        for some in cells.chunks(BUDGETS) {
            page.gap();
            page.table(budget(view, &title, some));
        }
    }
}

/// `works, month 12 (points)`.
fn outcome_told(view: &View, cell: usize) -> String {
    let key = &view.row(cell).key;
    let month = key.month.map_or_else(String::new, |m| format!(", month {m}"));
    let unit = if Unit::of(&view.plan.cells[cell]) == Unit::Points { " (points)" } else { "" };
    format!("{}{month}{unit}", key.outcome)
}

fn budget(view: &View, title: &str, cells: &[usize]) -> Table {
    let names: Vec<String> = cells
        .iter()
        .map(|&cell| {
            let key = &view.row(cell).key;
            format!("{} · {}\n{} − {}", key.design, key.analysis, key.arm, key.versus)
        })
        .collect();
    let first = format!("where the bias comes from\n{title}");
    let mut header = vec![first.as_str()];
    header.extend(names.iter().map(String::as_str));
    let mut table = Table::new(&header, 1);
    for term in Term::ALL {
        let entry = |&cell: &usize| {
            view.row(cell).diagnosis.bias_budget.iter().find(|entry| entry.term == term)
        };
        if cells.iter().all(|cell| entry(cell).is_none()) {
            continue;
        }
        let shown = |cell: &usize| {
            let unit = Unit::of(&view.plan.cells[*cell]);
            entry(cell).map_or_else(
                || "–".to_owned(),
                |entry| digits::signed_with_error(unit.scaled(entry.mean)),
            )
        };
        let mut row = vec![term.describe().to_owned()];
        row.extend(cells.iter().map(shown));
        table.row(row);
    }
    if cells.iter().any(|&cell| is_scaled(view, cell)) {
        let mut row = vec![SCALE.to_owned()];
        row.extend(cells.iter().map(|&cell| on_own_scale(view, cell)));
        table.row(row);
    }
    let mut row = vec!["all together: off by".to_owned()];
    row.extend(cells.iter().map(|&cell| {
        let unit = Unit::of(&view.plan.cells[cell]);
        let bias = &view.row(cell).diagnosis.yardstick_bias;
        digits::or_dash(bias, |m| digits::signed_with_error(unit.scaled(*m)))
    }));
    table.row(row);
    table
}

/// What of the bias is not held against an estimate that counts a share of the effect only.
fn on_own_scale(view: &View, cell: usize) -> String {
    let (d, unit) = (&view.row(cell).diagnosis, Unit::of(&view.plan.cells[cell]));
    let value = d.policy_truth.value - d.yardstick.value;
    digits::signed(unit.scaled(Measured { value, mcse: 0.0 }))
}
