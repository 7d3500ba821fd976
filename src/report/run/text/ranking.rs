//! Which design comes closest to the policy effect, arm by arm.

use super::View;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::ranking::{Ranked, Ranking, WHY};
use crate::report::table::Table;

pub(super) fn write(view: &View, page: &mut Page) {
    let base = &view.plan.worlds[0].name;
    let rankings: Vec<&Ranking> =
        view.results.ranking.iter().filter(|r| r.world == *base).collect();
    if rankings.is_empty() {
        return;
    }
    page.heading("Which design comes closest?");
    page.text(WHY, "");
    for &ranking in &rankings {
        let is_only = rankings.iter().filter(|other| other.arm == ranking.arm).count() == 1;
        page.gap();
        match &ranking.designs[..] {
            [alone] => page.text(&unranked(ranking, alone), ""),
            _ => page.table(table(view, ranking, is_only)),
        }
    }
}

/// A design that no other is counted like.
fn unranked(ranking: &Ranking, alone: &Ranked) -> String {
    format!(
        "{}: {} · {} counts {}, as no other design here does, so that its usual miss cannot be compared.",
        ranking.arm,
        alone.design,
        alone.analysis,
        ranking.scale.told()
    )
}

fn table(view: &View, ranking: &Ranking, is_only: bool) -> Table {
    let usual = format!("usual\nmiss{}", view.in_unit());
    let first = if is_only {
        format!("{}: design · analysis", ranking.arm)
    } else {
        format!("{}, {}:\ndesign · analysis", ranking.arm, ranking.scale.told())
    };
    let cells: Vec<usize> = ranking.designs.iter().map(|ranked| ranked.cell).collect();
    let found = view.found_told(&cells);
    let found = format!("{found},{}in %", if found.contains('\n') { ' ' } else { '\n' });
    let header = ["", &first, &usual, "more than\nthe first", "covers the\ntruth, in %", &found];
    let mut table = Table::new(&header, 2);
    for ranked in &ranking.designs {
        table.row(row(view, ranked));
    }
    table
}

fn row(view: &View, ranked: &Ranked) -> Vec<String> {
    let share = |rate| Option::map_or(rate, "–".to_owned(), |rate| digits::percent_only(&rate));
    let more = |m| digits::with_error(view.unit.scaled(m));
    vec![
        if ranked.tied_with_above { "tie".to_owned() } else { format!("{}.", ranked.rank) },
        format!("{} · {}", ranked.design, ranked.analysis),
        digits::with_error(view.unit.scaled(ranked.rmse)),
        ranked.more_than_best.map_or_else(String::new, more),
        share(ranked.policy_coverage),
        share(ranked.power_right_direction),
    ]
}
