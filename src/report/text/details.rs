//! Every row of the results, world by world, and the whole bias budgets of the leading rows.

use super::{Unit, View};
use crate::diagnosis::measured::Measured;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::table::Table;

pub(super) fn write(view: &View, page: &mut Page) {
    for world in 0..view.plan.worlds.len() {
        world_rows(view, world, page);
        budgets(view, world, page);
    }
}

fn world_rows(view: &View, world: usize, page: &mut Page) {
    let plan = &view.plan.worlds[world];
    page.heading(&format!("All rows of world {}", plan.name));
    if let Some(about) = plan.about.as_ref().filter(|_| world > 0) {
        page.text(about, "");
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
        "found",
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

/// All terms of the leading rows' bias, one column per row.
fn budgets(view: &View, world: usize, page: &mut Page) {
    for cells in view.all_leading(world).chunks(3) {
        let names: Vec<String> = cells
            .iter()
            .map(|&cell| {
                let key = &view.row(cell).key;
                format!("{} · {}\n{}", key.design, key.analysis, key.arm)
            })
            .collect();
        let mut header = vec!["where the bias comes from"];
        header.extend(names.iter().map(String::as_str));
        let mut table = Table::new(&header, 1);
        let first = &view.row(cells[0]).diagnosis.bias_budget;
        for (k, entry) in first.iter().enumerate() {
            let shown = |&cell: &usize| {
                let entry = view.row(cell).diagnosis.bias_budget.get(k);
                entry.map_or_else(
                    || "–".to_owned(),
                    |e| digits::signed_with_error(view.unit.scaled(e.mean)),
                )
            };
            let mut row = vec![entry.term.describe().to_owned()];
            row.extend(cells.iter().map(shown));
            table.row(row);
        }
        page.gap();
        page.table(table);
    }
}
