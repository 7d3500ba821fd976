//! What two stories teach that print the same tables from different truths.

use super::entries::{Entries, entries};
use super::{Unit, View, listed};
use crate::diagnosis::budget::BudgetEntry;
use crate::diagnosis::measured::Measured;
use crate::estimand::Term;
use crate::report::digits;

/// Expected estimates this close, as shares of people, look the same in a published table.
const ALIKE: f64 = 0.015;
/// Simulation errors beyond [`ALIKE`] at which two numbers are taken to differ.
const CERTAIN: f64 = 4.0;

const TRUE_EFFECT: &str = "the true effect";

/// The same comparison in two worlds.
type Both = [usize; 2];

/// Pairs of stories whose first table looks the same and whose truths do not.
pub(super) fn lessons(view: &View, stories: &[usize]) -> Vec<String> {
    let mut out = Vec::new();
    for (position, &a) in stories.iter().enumerate() {
        for &b in &stories[position + 1..] {
            out.extend(lesson(view, a, b));
        }
    }
    out
}

fn lesson(view: &View, a: usize, b: usize) -> Option<String> {
    view.plan.worlds[a].published.as_ref()?;
    let tables = entries(view, a);
    let shares = tables.iter().filter(|table| table.are_shares(view));
    let mut pairs = shares.map(|table| (table.name.as_str(), both(view, table, b)));
    let (first, rest) = (pairs.next()?, pairs.collect::<Vec<_>>());
    if !look_alike(view, &first.1) {
        return None;
    }
    let apart: Vec<Both> =
        first.1.iter().copied().filter(|&pair| truths_differ(view, pair)).collect();
    let &pair = apart.first()?;
    let mut alike = vec![first.0];
    alike.extend(rest.iter().filter(|(_, pairs)| look_alike(view, pairs)).map(|(name, _)| name));
    let names = [a, b].map(|world| view.plan.worlds[world].name.as_str());
    let same = if alike.len() == tables.len() {
        "the same tables".to_owned()
    } else {
        format!("the same numbers in {}", listed(&alike))
    };
    let mut told = vec![same_tables(names, &same), made_of_what(view, names, pair)];
    told.extend(rest.iter().filter_map(|(name, pairs)| telling(view, names, name, pairs)));
    Some(told.join(" "))
}

/// The cells of a table with the same cells in another world.
fn both(view: &View, table: &Entries, other: usize) -> Vec<Both> {
    let cells = table.lines.iter().map(|line| line.cell);
    cells.filter_map(|cell| Some([cell, view.in_world(cell, other)?])).collect()
}

fn mean(view: &View, cell: usize) -> Option<Measured> {
    view.row(cell).diagnosis.mean_estimate.ok()
}

/// Difference of the expected estimates; its error takes them for independent.
fn gap(view: &View, [x, y]: Both) -> Option<Measured> {
    let (x, y) = (mean(view, x)?, mean(view, y)?);
    let mcse = libm::hypot(x.mcse, y.mcse);
    Some(Measured { value: (x.value - y.value).abs(), mcse })
}

/// Whether all would be printed as about the same, as far as the simulated trials can tell.
fn look_alike(view: &View, pairs: &[Both]) -> bool {
    let alike = |&pair: &Both| {
        gap(view, pair).is_some_and(|gap| gap.value <= ALIKE && 2.0 * gap.mcse <= ALIKE)
    };
    !pairs.is_empty() && pairs.iter().all(alike)
}

fn truths_differ(view: &View, [x, y]: Both) -> bool {
    let [x, y] = [x, y].map(|cell| view.row(cell).diagnosis.policy_truth);
    (x.value - y.value).abs() > ALIKE + CERTAIN * (x.mcse + y.mcse)
}

fn same_tables([a, b]: [&str; 2], same: &str) -> String {
    format!(
        "On average {a} and {b} print {same}, within {} points: nobody can tell from them which story is true.",
        digits::trimmed(100.0 * ALIKE)
    )
}

/// What lies behind the same difference in each, and the true effects.
fn made_of_what(view: &View, [a, b]: [&str; 2], [x, y]: Both) -> String {
    let key = &view.row(x).key;
    let behind = |cell: usize| {
        let truth = Unit::Points.short(view.row(cell).diagnosis.policy_truth);
        let is_main = |causes: &str| causes.contains(TRUE_EFFECT);
        let causes = made_of(view, cell);
        if is_main(&causes) { causes } else { format!("{causes}, while {TRUE_EFFECT} is {truth}") }
    };
    let (arm, versus) = (&key.arm, &key.versus);
    format!("Behind {arm} − {versus}: in {a} {}; in {b} {}.", behind(x), behind(y))
}

/// A table whose numbers would differ, by its widest difference.
fn telling(view: &View, [a, b]: [&str; 2], table: &str, pairs: &[Both]) -> Option<String> {
    let differs = |gap: &Measured| gap.value > ALIKE + CERTAIN * gap.mcse;
    let gaps = pairs.iter().filter_map(|&pair| Some((pair, gap(view, pair).filter(differs)?)));
    let ([x, y], _) = gaps.max_by(|(_, p), (_, q)| p.value.total_cmp(&q.value))?;
    let key = &view.row(x).key;
    let told = |cell: usize| mean(view, cell).map_or_else(String::new, |m| Unit::Points.told(m));
    let (arm, versus) = (&key.arm, &key.versus);
    Some(format!(
        "{table} would differ ({arm} − {versus}: {} in {a}, {} in {b}).",
        told(x),
        told(y)
    ))
}

/// The largest parts of an expected estimate: the true effect and the causes of the bias.
fn made_of(view: &View, cell: usize) -> String {
    let d = &view.row(cell).diagnosis;
    let is_systematic = |entry: &&BudgetEntry| {
        entry.term != Term::Sampling && entry.mean.value.abs() > 2.0 * entry.mean.mcse
    };
    let mut parts: Vec<(Measured, &str)> =
        d.bias_budget.iter().filter(is_systematic).map(|e| (e.mean, e.term.describe())).collect();
    parts.push((d.policy_truth, TRUE_EFFECT));
    parts.sort_by(|a, b| b.0.value.abs().total_cmp(&a.0.value.abs()));
    let total = d.mean_estimate.map_or(0.0, |m| m.value.abs());
    let shown: Vec<String> = parts
        .iter()
        .take(2)
        .filter(|(m, _)| m.value.abs() >= 0.1 * total)
        .map(|(m, words)| format!("{words} ({})", Unit::Points.short(*m)))
        .collect();
    listed(&shown)
}
