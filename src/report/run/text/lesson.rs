//! What two stories teach that print the same tables from different truths.

use super::entries::{Entries, entries};
use super::{Unit, View};
use crate::diagnosis::budget::BudgetEntry;
use crate::diagnosis::measured::Measured;
use crate::estimand::Term;
use crate::report::run::words::stories as words;
use crate::report::words::Listed;
use crate::report::words::causes::Cause;

/// Expected estimates this close, as shares of people, look the same in a published table.
const ALIKE: f64 = 0.015;
/// Simulation errors beyond [`ALIKE`] at which two numbers are taken to differ.
const CERTAIN: f64 = 4.0;

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
    let names = [a, b].map(|world| view.world(world));
    let within = Unit::Points.stated(ALIKE);
    let [x, y] = [names[0].as_str(), names[1].as_str()];
    let mut told = vec![if alike.len() == tables.len() {
        words::same_tables(view.language, x, y, within)
    } else {
        let alike = alike.into_iter().map(str::to_owned).collect();
        words::same_numbers(view.language, x, y, Listed(alike), within)
    }];
    told.extend(made_of_what(view, [x, y], pair));
    told.extend(rest.iter().filter_map(|(name, pairs)| telling(view, [x, y], name, pairs)));
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

/// What lies behind the same difference in each, and the true effects.
fn made_of_what(view: &View, [a, b]: [&str; 2], [x, y]: Both) -> Vec<String> {
    let (key, language) = (&view.row(x).key, view.language);
    let (arm, versus) = (view.arm(&key.arm), view.the_group(&key.versus));
    let [(of_x, has_x), (of_y, has_y)] = [x, y].map(|cell| made_of(view, cell));
    let mut told = vec![words::behind(language, arm, versus, a, Listed(of_x), b, Listed(of_y))];
    for (world, cell, has_truth) in [(a, x, has_x), (b, y, has_y)] {
        if !has_truth {
            let truth = Unit::Points.amount(view.row(cell).diagnosis.policy_truth).bare();
            told.push(words::while_true(language, world, truth));
        }
    }
    told
}

/// A table whose numbers would differ, by its widest difference.
fn telling(view: &View, [a, b]: [&str; 2], table: &str, pairs: &[Both]) -> Option<String> {
    let differs = |gap: &Measured| gap.value > ALIKE + CERTAIN * gap.mcse;
    let gaps = pairs.iter().filter_map(|&pair| Some((pair, gap(view, pair).filter(differs)?)));
    let ([x, y], _) = gaps.max_by(|(_, p), (_, q)| p.value.total_cmp(&q.value))?;
    let key = &view.row(x).key;
    let [one, other] = [mean(view, x)?, mean(view, y)?].map(|m| Unit::Points.amount(m));
    let (arm, versus) = (view.group(&key.arm), view.group(&key.versus));
    Some(words::telling(view.language, table, arm, versus, one, a, other, b))
}

/// The largest parts of an expected estimate, the true effect and the causes of the bias; whether the true effect is one of
/// them.
fn made_of(view: &View, cell: usize) -> (Vec<String>, bool) {
    let (d, language) = (&view.row(cell).diagnosis, view.language);
    let is_systematic = |entry: &&BudgetEntry| {
        entry.term != Term::Sampling && entry.mean.value.abs() > 2.0 * entry.mean.mcse
    };
    let causes = d.bias_budget.iter().filter(is_systematic);
    let mut parts: Vec<(Measured, Option<Term>)> =
        causes.map(|entry| (entry.mean, Some(entry.term))).collect();
    parts.push((d.policy_truth, None));
    parts.sort_by(|a, b| b.0.value.abs().total_cmp(&a.0.value.abs()));
    let total = d.mean_estimate.map_or(0.0, |m| m.value.abs());
    parts.truncate(2);
    parts.retain(|(m, _)| m.value.abs() >= 0.1 * total);
    let has_truth = parts.iter().any(|(_, term)| term.is_none());
    let told = parts.into_iter().map(|(m, term)| {
        let size = Unit::Points.amount(m).bare();
        match term {
            Some(term) => words::part(language, Cause::Term(term), size),
            None => words::part_true(language, size),
        }
    });
    (told.collect(), has_truth)
}
