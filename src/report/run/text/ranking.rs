//! Which design comes closest to the policy effect, arm by arm.

use super::View;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::ranking::{Ranked, Ranking};
use crate::report::run::words::details as words;
use crate::report::table::Table;

pub(super) fn write(view: &View, page: &mut Page) {
    let base = &view.plan.worlds[0].name;
    let rankings: Vec<&Ranking> =
        view.results.ranking.iter().filter(|r| r.world == *base).collect();
    if rankings.is_empty() {
        return;
    }
    page.heading(&words::closest(view.language));
    page.text(&words::why_ranked(view.language), "");
    for &ranking in &rankings {
        let is_only = rankings.iter().filter(|other| other.arm == ranking.arm).count() == 1;
        page.gap();
        match &ranking.designs[..] {
            [alone] => page.text(&unranked(view, ranking, alone), ""),
            _ => page.table(table(view, ranking, is_only)),
        }
    }
}

/// A design that no other is counted like.
fn unranked(view: &View, ranking: &Ranking, alone: &Ranked) -> String {
    let row = view.named(&alone.design, &alone.analysis);
    words::unranked(view.language, view.group(&ranking.arm), row, ranking.scale)
}

fn table(view: &View, ranking: &Ranking, is_only: bool) -> Table {
    let (language, arm) = (view.language, view.group(&ranking.arm));
    let first = if is_only {
        words::ranked_arm(language, arm)
    } else {
        words::ranked_arm_scale(language, arm, ranking.scale)
    };
    let miss = match view.unit {
        super::Unit::Points => words::miss_points(language),
        super::Unit::Own => words::miss_own(language),
    };
    let cells: Vec<usize> = ranking.designs.iter().map(|ranked| ranked.cell).collect();
    let found = match cells.iter().filter(|&&cell| view.seeks_effect(cell)).count() {
        0 => words::shown_percent(language),
        n if n < cells.len() => words::found_or_shown_percent(language),
        _ => words::found_percent(language),
    };
    let (more, covers) = (words::more_than_first(language), words::covers_truth(language));
    let mut table = Table::new(&["", &first, &miss, &more, &covers, &found], 2);
    for ranked in &ranking.designs {
        table.row(row(view, ranked));
    }
    table
}

fn row(view: &View, ranked: &Ranked) -> Vec<String> {
    let language = view.language;
    let share = |rate| Option::map_or(rate, "–".to_owned(), |rate| digits::percent_only(&rate));
    let more = |m| digits::with_error(view.unit.scaled(m));
    let numbers = [
        digits::with_error(view.unit.scaled(ranked.rmse)),
        ranked.more_than_best.map_or_else(String::new, more),
        share(ranked.policy_coverage),
        share(ranked.power_right_direction),
    ];
    let place = match ranked.tied_with_above {
        true => words::tie(language),
        false => format!("{}.", ranked.rank),
    };
    let mut row = vec![place, view.named(&ranked.design, &ranked.analysis)];
    row.extend(numbers.map(|number| language.number(&number)));
    row
}
