//! The worlds of the scenario that no table of the first screen is about: what the leading comparisons find there.

use super::View;
use super::entries::entries;
use crate::plan::{WorldOrigin, WorldRole};
use crate::report::digits;
use crate::report::page::Page;

/// Comparisons of one world that are told.
const MOST: usize = 4;

pub(super) fn write(view: &View, with_details: bool, page: &mut Page) {
    let elsewhere = untold(view);
    if elsewhere.is_empty() {
        return;
    }
    page.heading("Other worlds of the scenario");
    for &world in &elsewhere {
        page.text(&told(view, world), "    ");
    }
    if !with_details {
        page.quiet("All of their rows are in --details.", "  ");
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

/// `poor_year: trial · diff, a: true effect +10 points, found in 53 ± 2 % of trials, off by +0.1 ± 0.2 points.`
fn told(view: &View, world: usize) -> String {
    let cells = view.all_leading(world);
    let of_cell = |&cell: &usize| {
        let (key, d) = (&view.row(cell).key, &view.row(cell).diagnosis);
        let test = d.tests.first();
        let right = test.and_then(|test| test.power_right_direction.ok());
        let margin = view.margin_told(cell);
        let found = match (right, test.and_then(|test| test.power.ok())) {
            (Some(rate), _) => {
                let found = margin
                    .map_or_else(|| "found".to_owned(), |margin| format!("shown to be {margin}"));
                format!("{found} in {} % of trials", digits::percent_in_words(&rate))
            }
            (None, Some(rate)) => {
                let found = margin.map_or_else(
                    || "no direction, significant".to_owned(),
                    |margin| {
                        format!("at the margin or beyond it, shown all the same to be {margin}")
                    },
                );
                format!("{found} in {} % of trials", digits::percent_in_words(&rate))
            }
            (None, None) => "no trial can be tested".to_owned(),
        };
        let off_by = d.yardstick_bias.map_or_else(
            |_| "no estimate".to_owned(),
            |bias| {
                let bias = digits::signed_with_error(view.unit.scaled(bias));
                format!("off by {bias}{}", view.unit.suffix())
            },
        );
        format!(
            "{} · {}, {}: true effect {}, {found}, {off_by}",
            key.design,
            key.analysis,
            key.arm,
            view.unit.told(d.yardstick)
        )
    };
    let mut parts: Vec<String> = cells.iter().take(MOST).map(of_cell).collect();
    if cells.len() > MOST {
        parts.push(format!("{} more comparisons", cells.len() - MOST));
    }
    let name = &view.plan.worlds[world].name;
    if parts.is_empty() {
        return format!("  {name}: {} is not compared with control there.", view.outcome);
    }
    format!("  {name}: {}.", parts.join("; "))
}
