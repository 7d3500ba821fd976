//! Analyses that do not lead whose intervals mostly miss the true effect, for every arm.

use super::View;
use crate::report::page::Page;
use crate::report::run::words::table as words;
use crate::report::words::amounts::Amount;
use crate::report::words::{Number, Say};

/// Coverage below which an interval mostly misses.
const MOSTLY: f64 = 0.5;
/// Misleading analyses named on the first screen.
const MOST: usize = 1;

pub(super) fn write(view: &View, page: &mut Page) {
    let leading = view.all_leading(0);
    let arms = view.treated();
    let mut found: Vec<(String, Vec<Amount>)> = Vec::new();
    for cell in (0..view.plan.worlds[0].designs.len()).flat_map(|d| view.cells_of(0, d)) {
        let (key, d) = (&view.row(cell).key, &view.row(cell).diagnosis);
        let (Ok(coverage), Ok(bias)) = (d.policy_coverage, d.yardstick_bias) else { continue };
        let misses = coverage.interval.high < MOSTLY;
        if !misses || leading.contains(&cell) || !arms.contains(&key.arm) {
            continue;
        }
        let versus = words::versus(view.language, view.group(&key.versus));
        let name = format!("{} {versus}", view.row_name(cell));
        let bias = view.unit.amount(bias);
        match found.iter_mut().find(|(same, _)| *same == name) {
            Some((_, all)) => all.push(bias),
            None => found.push((name, vec![bias])),
        }
    }
    let together = |biases: &[Amount]| {
        let [first @ .., last] = biases else { return String::new() };
        let mut told: Vec<String> =
            first.iter().map(|bias| bias.bare().say(view.language)).collect();
        told.push(last.say(view.language));
        told.join(" / ")
    };
    let most = if view.with_details { usize::MAX } else { MOST };
    let mut told: Vec<String> = found
        .iter()
        .take(most)
        .map(|(name, biases)| words::beware(view.language, name.as_str(), together(biases)))
        .collect();
    match found.len().saturating_sub(most) {
        0 => {}
        1 => told.push(words::beware_one_more(view.language)),
        n => told.push(words::beware_more(view.language, Number::count(n))),
    }
    if !told.is_empty() {
        page.warning(&told.join(" "), "  ");
    }
}
