//! Sections 1 and 2: what is asked and expected, and which data there are.

use super::view::View;
use super::words::common::left_open;
use super::words::plan::{self as words, After, Moved};
use crate::diagnosis::measured::Measured;
use crate::plan::Cell;
use crate::report::digits;
use crate::report::html::Block;
use crate::report::margin::Within;
use crate::report::words::Number;
use crate::report::words::amounts::OutcomeAt;
use crate::report::words::whom::ForAll;
use crate::scenario::{Labelled, Published};

/// Question and hypotheses.
pub(super) fn question(view: &View) -> Vec<Block> {
    let language = view.language;
    let about = view.scenario().about.as_ref().map(|about| about.text_in(language).to_owned());
    let mut out =
        vec![Block::Text(words::question(language, about.unwrap_or_else(|| view.unknown())))];
    let Some(&first) = view.leading.first() else { return out };
    let Cell { outcome, month, .. } = view.cell(first);
    let outcome = OutcomeAt { outcome: view.told(Labelled::Outcome, outcome), month: *month };
    out.push(Block::Text(words::lead(language, outcome)));
    out.push(Block::List(view.leading.iter().map(|&number| hypothesis(view, number)).collect()));
    if view.cell(first).margin().is_none() {
        out.push(Block::Text(words::tested(language)));
    }
    let effects =
        view.leading.iter().filter(|&&number| !view.plan().compares_arms(view.cell(number)));
    out.extend(Block::list(effects.map(|&number| policy_effect(view, number)).collect()));
    let stated = view.scenario().estimands.smallest_effect_of_interest.as_ref();
    out.push(Block::Text(match stated.map(|stated| stated.value) {
        Some(matters) => words::matters(language, view.unit(first).stated(matters)),
        None => words::matters_unknown(language, view.unknown()),
    }));
    out
}

/// What is expected of one comparison, by the sign of its effect in the plan and by what its test is to show.
fn hypothesis(view: &View, number: usize) -> String {
    let (language, cell) = (view.language, view.cell(number));
    let (arm, unit) = (view.arm(number), view.unit(number));
    let outcome = view.told(Labelled::Outcome, &cell.outcome);
    let (after, than) = (After(cell.month), view.than(&cell.versus));
    if let Some(margin) = cell.margin() {
        let margin = Within::of(cell, unit.stated(margin));
        let level = view.test(number).map_or(1.0, |test| 1.0 - 2.0 * margin.level(test.alpha));
        let told = if margin.either_way { words::as_good } else { words::margin };
        return told(language, arm, percent(level), margin.margin);
    }
    let effect = view.row(number).diagnosis.truth;
    let Some(sign) = View::sign(effect) else {
        return words::undirected(language, outcome, after, arm, than);
    };
    let moved = Moved { size: unit.size(effect), is_lower: sign < 0.0 };
    if cell.is_share {
        words::expected_share(language, outcome, after, arm, moved, than)
    } else {
        words::expected_mean(language, outcome, after, arm, moved, than)
    }
}

fn policy_effect(view: &View, number: usize) -> String {
    let effect = view.unit(number).amount(view.row(number).diagnosis.policy_truth);
    words::policy_effect(view.language, view.compared(number), effect, ForAll(view.world().policy))
}

/// A share in per cent, as it is stated.
pub(super) fn percent(share: f64) -> Number {
    let m = digits::hundredfold(Measured { value: share, mcse: 0.0 });
    Number(digits::three(m.value))
}

/// State of the data.
pub(super) fn data(view: &View) -> Vec<Block> {
    let language = view.language;
    let told = match &view.scenario().published {
        Some(Published { table, analysis, .. }) => {
            let own = table.as_ref().map(|table| table.text_in(language).to_owned());
            let analysis = || view.shown(Labelled::Analysis, analysis);
            words::published(language, own.unwrap_or_else(analysis))
        }
        None => words::simulated_only(language),
    };
    let seen = left_open(language, words::data_seen(language), view.unknown());
    vec![Block::Text(told), Block::Text(seen)]
}
