//! Designs ranked by how far their estimates usually are from the policy effect, never by power:
//! power rewards bias.

use super::View;
use crate::diagnosis::measured::Measured;
use crate::plan::PairOf;
use crate::report::digits;
use crate::report::page::Page;

/// A difference of fewer errors than this is a tie.
const TIE: f64 = 2.0;

pub(super) fn write(view: &View, page: &mut Page) {
    let base = &view.plan.worlds[0];
    let lines: Vec<String> = (1..base.arms.len()).filter_map(|arm| one_arm(view, arm)).collect();
    if lines.is_empty() {
        return;
    }
    let unit = if view.unit.suffix().is_empty() { "" } else { ", in points" };
    page.heading(&format!(
        "Which design comes closest? (usual miss of the true effect{unit}: root mean squared error)"
    ));
    for line in lines {
        page.text(&line, "    ");
    }
}

/// Designs of one arm in order, ties marked; none with fewer than two designs.
fn one_arm(view: &View, arm: usize) -> Option<String> {
    let base = &view.plan.worlds[0];
    let mut ranked: Vec<(usize, Measured)> = (0..base.designs.len())
        .filter_map(|design| view.leading(0, design, arm))
        .filter_map(|cell| Some((cell, view.row(cell).diagnosis.rmse.ok()?)))
        .collect();
    ranked.sort_by(|a, b| a.1.value.total_cmp(&b.1.value));
    let (&(best, miss), rest) = ranked.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let name = |cell: usize| {
        let key = &view.row(cell).key;
        format!("{} · {}", key.design, key.analysis)
    };
    let first = digits::with_error(view.unit.scaled(miss));
    let mut told = vec![format!("  {}: 1. {} {first}", base.arms[arm], name(best))];
    let (mut rank, mut above) = (1, best);
    for (position, &(cell, _)) in rest.iter().enumerate() {
        let tied = difference(view, cell, above).is_none_or(is_tie);
        if !tied {
            rank = position + 2;
        }
        let more = difference(view, cell, best).map_or_else(String::new, |m| {
            format!(" {} more", digits::with_error(view.unit.scaled(m)))
        });
        let tie = if tied { ", a tie" } else { "" };
        told.push(format!("{rank}. {}{more}{tie}", name(cell)));
        above = cell;
    }
    Some(told.join("; ") + ".")
}

fn is_tie(difference: Measured) -> bool {
    difference.value.abs() < TIE * difference.mcse
}

/// How much larger the usual miss of `cell` is than that of `other`, on the same simulated people.
fn difference(view: &View, cell: usize, other: usize) -> Option<Measured> {
    view.plan.pairs.iter().zip(&view.results.comparisons).find_map(|(pair, comparison)| {
        let found = comparison.diagnosis.rmse_difference.ok()?;
        match (pair.of, pair.first, pair.second) {
            (PairOf::Designs, a, b) if (a, b) == (cell, other) => Some(found),
            (PairOf::Designs, a, b) if (a, b) == (other, cell) => {
                Some(Measured { value: -found.value, ..found })
            }
            _ => None,
        }
    })
}
