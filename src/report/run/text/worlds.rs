//! The worlds of the scenario that no table of the first screen is about: what the leading comparisons find there.

use super::View;
use super::entries::entries;
use crate::plan::{WorldOrigin, WorldRole};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::words::stories as words;
use crate::report::words::Number;
use crate::report::words::amounts::Percent;

/// Comparisons of one world that are told.
const MOST: usize = 4;

pub(super) fn write(view: &View, page: &mut Page) {
    let elsewhere = untold(view);
    if elsewhere.is_empty() {
        return;
    }
    page.heading(&words::other_worlds(view.language));
    for world in elsewhere {
        for line in told(view, world) {
            page.text(&format!("  {line}"), "    ");
        }
    }
}

/// Declared worlds that are neither the base, nor that of the false alarms, nor a story that is told.
fn untold(view: &View) -> Vec<usize> {
    let worlds = &view.plan.worlds;
    let stories = (0..worlds.len()).filter(|&w| worlds[w].role == WorldRole::Story);
    let published = stories.clone().find(|&w| worlds[w].published.is_some());
    let leads = published.or_else(|| stories.clone().next());
    let are_told = leads.is_some_and(|story| !entries(view, story).is_empty());
    let is_told =
        |w: usize| Some(w) == view.null || (worlds[w].role == WorldRole::Story && are_told);
    (1..worlds.len())
        .filter(|&w| worlds[w].origin == WorldOrigin::Scenario && !is_told(w))
        .collect()
}

/// `poor_year, trial · diff (a): true effect +10 points, found in 53 ± 2 % of trials, bias +0.1 ± 0.2.`
fn told(view: &View, world: usize) -> Vec<String> {
    let (cells, language) = (view.all_leading(world), view.language);
    let name = view.world(world);
    if cells.is_empty() {
        return vec![words::elsewhere_nothing(language, name, view.outcome_named(&view.outcome))];
    }
    let mut lines: Vec<String> =
        cells.iter().take(MOST).map(|&cell| comparison(view, &name, cell)).collect();
    if cells.len() > MOST {
        lines.push(words::more_comparisons(language, name, Number::count(cells.len() - MOST)));
    }
    lines
}

fn comparison(view: &View, world: &str, cell: usize) -> String {
    let (language, d) = (view.language, &view.row(cell).diagnosis);
    let arm = view.group(&view.row(cell).key.arm);
    let row = crate::report::run::words::table::row_arm(language, view.row_name(cell), arm);
    let truth = view.unit.amount(d.yardstick);
    let bias = d.yardstick_bias.map(|bias| digits::signed_with_error(view.unit.scaled(bias)));
    let bias = Number(bias.unwrap_or_else(|_| "–".to_owned()));
    let share = |rate| Percent(digits::percent(&rate));
    let test = d.tests.first();
    let right = test.and_then(|test| test.power_right_direction.ok());
    match (right, test.and_then(|test| test.power.ok()), view.margin_told(cell)) {
        (Some(rate), _, None) => {
            words::elsewhere_found(language, world, row, truth, share(rate), bias)
        }
        (Some(rate), _, Some(margin)) => {
            words::elsewhere_shown(language, world, row, truth, margin, share(rate), bias)
        }
        (None, Some(rate), None) => {
            words::elsewhere_zero(language, world, row, truth, share(rate), bias)
        }
        (None, Some(rate), Some(margin)) => {
            words::elsewhere_at_margin(language, world, row, truth, margin, share(rate), bias)
        }
        (None, None, _) => words::elsewhere_untested(language, world, row, truth),
    }
}
