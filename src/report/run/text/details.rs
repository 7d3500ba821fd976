//! Every row of the results, world by world, and the whole bias budget of each that has one.

use super::{Unit, View};
use crate::diagnosis::measured::Measured;
use crate::estimand::Term;
use crate::language::Language;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::results::FlowRow;
use crate::report::run::words::{details as words, table};
use crate::report::table::Table;
use crate::report::words::causes::Cause;
use crate::report::words::{Number, Say};

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
    page.heading(&words::how_drawn(view.language));
    let rows = &view.results.flow;
    for row in rows {
        let base = rows.iter().find(|base| base.design == row.design).unwrap_or(row);
        let (design, how) = (view.design(&row.design), how_drawn(view, row));
        if base.world == row.world {
            page.text(&words::drawn(view.language, design, how), "  ");
        } else if base.assignment != row.assignment {
            let world = view.world_named(&row.world);
            page.text(&words::drawn_in(view.language, design, world, how), "  ");
        }
    }
}

/// How a design draws its arms.
fn how_drawn(view: &View, row: &FlowRow) -> String {
    let world = view.plan.worlds.iter().find(|world| world.name == row.world);
    let design = world.and_then(|world| world.designs.iter().find(|d| d.name == row.design));
    match (view.language, design) {
        (Language::Dutch, Some(design)) => design.model.randomiser().scheme.member().dutch(),
        _ => row.assignment.clone(),
    }
}

fn world_rows(view: &View, world: usize, page: &mut Page) {
    let plan = &view.plan.worlds[world];
    page.heading(&words::all_rows(view.language, view.world(world)));
    if let Some(about) = plan.about.as_ref().filter(|_| world > 0) {
        page.text(about.text_in(view.language), "");
    }
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (k, row) in view.results.cells.iter().enumerate() {
        if view.plan.cells[k].world != world {
            continue;
        }
        let key = &row.key;
        let title = outcome_told(view, &key.outcome, key.month);
        let mut title = words::design_outcome(view.language, view.design(&key.design), title);
        if Unit::of(&view.plan.cells[k]) == Unit::Points {
            title = words::in_points_and_percent(view.language, title);
        }
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
    let language = view.language;
    let header = [
        words::analysis_contrast(language),
        words::own_truth(language),
        words::policy_truth(language),
        words::share_treated(language),
        words::mean_estimate(language),
        words::sd(language),
        words::covers_own(language),
        words::covers_policy(language),
        found_told(view, cells),
        words::n(language),
    ];
    let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
    for &cell in cells {
        let row = view.row(cell);
        let (key, d) = (&row.key, &row.diagnosis);
        let unit = Unit::of(&view.plan.cells[cell]);
        let scaled = |m| unit.scaled(m);
        let found = d.tests.first().map_or_else(
            || "–".to_owned(),
            |t| digits::or_dash(&t.power_right_direction, digits::percent_only),
        );
        let [arm, versus] = [&key.arm, &key.versus].map(|group| view.group(group));
        let mut cells = vec![format!("{}: {arm} − {versus}", view.analysis(&key.analysis))];
        let numbers = [
            unit.short(d.truth),
            unit.short(d.policy_truth),
            treated(&row.factors),
            digits::or_dash(&d.mean_estimate, |m| digits::signed_with_error(scaled(*m))),
            digits::or_dash(&d.sd_estimate, |m| digits::value_only(scaled(*m))),
            digits::or_dash(&d.coverage, digits::percent_only),
            digits::or_dash(&d.policy_coverage, digits::percent_only),
            found,
            d.n_analysed.map_or_else(|| "–".to_owned(), digits::count),
        ];
        cells.extend(numbers.map(|number| language.number(&number)));
        table.row(cells);
    }
    table
}

/// What significant trials of these rows did: found an effect, showed that it is not worse, or either.
fn found_told(view: &View, cells: &[usize]) -> String {
    match cells.iter().filter(|&&cell| view.seeks_effect(cell)).count() {
        0 if !cells.is_empty() => table::head_shown(view.language),
        n if n < cells.len() => words::found_or_shown(view.language),
        _ => table::head_found(view.language),
    }
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
        let key = &view.row(cell).key;
        let mut title = outcome_told(view, &key.outcome, key.month);
        if Unit::of(&view.plan.cells[cell]) == Unit::Points {
            title = words::titled_in_points(view.language, title);
        }
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

/// `works, month 12`.
fn outcome_told(view: &View, outcome: &str, month: Option<u32>) -> String {
    let outcome = view.outcome_shown(outcome);
    match month {
        Some(month) => words::in_month(view.language, outcome, Number(month.to_string())),
        None => outcome,
    }
}

fn budget(view: &View, title: &str, cells: &[usize]) -> Table {
    let names: Vec<String> = cells
        .iter()
        .map(|&cell| {
            let key = &view.row(cell).key;
            let [arm, versus] = [&key.arm, &key.versus].map(|group| view.group(group));
            format!("{}\n{arm} − {versus}", view.row_name(cell))
        })
        .collect();
    let language = view.language;
    let first = words::budget_head(language, title);
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
                |entry| language.number(&digits::signed_with_error(unit.scaled(entry.mean))),
            )
        };
        let mut row = vec![Cause::Term(term).say(language)];
        row.extend(cells.iter().map(shown));
        table.row(row);
    }
    if cells.iter().any(|&cell| view.is_scaled(cell)) {
        let mut row = vec![words::scale_row(language)];
        row.extend(cells.iter().map(|&cell| on_own_scale(view, cell)));
        table.row(row);
    }
    let mut row = vec![words::all_together(language)];
    row.extend(cells.iter().map(|&cell| {
        let unit = Unit::of(&view.plan.cells[cell]);
        let bias = &view.row(cell).diagnosis.yardstick_bias;
        language.number(&digits::or_dash(bias, |m| digits::signed_with_error(unit.scaled(*m))))
    }));
    table.row(row);
    table
}

/// What of the bias is not held against an estimate that counts a share of the effect only.
fn on_own_scale(view: &View, cell: usize) -> String {
    let (d, unit) = (&view.row(cell).diagnosis, Unit::of(&view.plan.cells[cell]));
    let value = d.policy_truth.value - d.yardstick.value;
    view.language.number(&digits::signed(unit.scaled(Measured { value, mcse: 0.0 })))
}
