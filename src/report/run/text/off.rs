//! How far off the estimates are on average, and why.

use super::View;
use super::causes::{Contribution, contributions};
use super::found::is_certain;
use crate::diagnosis::measured::Measured;
use crate::report::digits;
use crate::report::run::words::answer as words;
use crate::report::words::causes::{Because, Cause};
use crate::report::words::whom::{ForAll, WouldAll};
use crate::report::words::{Listed, Number};

/// A cause that is so many times as large as the bias works against others.
const AGAINST: f64 = 3.0;
/// A second cause is told where it is this share of the first.
const SECOND: f64 = 0.5;

/// A cell with its bias.
#[derive(Clone, Copy)]
struct Off {
    cell: usize,
    bias: Measured,
}

/// The sentences on the leading cells; `is_told` says whether they tell the policy effects.
pub(super) fn told(view: &View, cells: &[usize]) -> Vec<String> {
    let known = |&cell: &usize| {
        let bias = view.row(cell).diagnosis.yardstick_bias.ok()?;
        Some(Off { cell, bias })
    };
    let known: Vec<Off> = cells.iter().filter_map(known).collect();
    if known.is_empty() {
        let absent = cells.iter().find_map(|&cell| view.row(cell).diagnosis.yardstick_bias.err());
        let unknown = absent.map(|absent| words::off_unknown(view.language, absent));
        return unknown.into_iter().collect();
    }
    let (seen, unseen): (Vec<Off>, Vec<Off>) =
        known.iter().partition(|off| is_certain(view.unit, off.bias));
    if seen.is_empty() {
        let cancelling = known.iter().filter_map(|&off| cancel(view, off));
        let mut out: Vec<String> = cancelling.collect();
        if out.is_empty() {
            out.push(none_seen(view, &known));
        }
        return out;
    }
    let mut out = sizes(view, &known);
    out.extend(why(view, &seen, unseen.is_empty()));
    if !unseen.is_empty() {
        let error = largest_error(&unseen);
        let arms = Listed(unseen.iter().map(|off| view.arm_told(off.cell)).collect());
        out.push(words::off_unseen_for(view.language, arms, view.unit.error(error).bare()));
    }
    out
}

/// Whether [`told`] says what the effects of the policy would be.
pub(super) fn tells_truths(view: &View, cells: &[usize]) -> bool {
    let is_seen = |&cell: &usize| {
        let bias = view.row(cell).diagnosis.yardstick_bias;
        bias.is_ok_and(|bias| is_certain(view.unit, bias))
    };
    let all_known = cells.iter().all(|&cell| view.row(cell).diagnosis.yardstick_bias.is_ok());
    !view.has_few() && cells.len() <= 2 && all_known && cells.iter().any(is_seen)
}

/// No bias is visible.
fn none_seen(view: &View, known: &[Off]) -> String {
    let error = view.unit.error(largest_error(known)).bare();
    match known {
        [off] => words::off_unseen(view.language, view.unit.amount(off.bias), error),
        several => {
            let sizes = several.iter().map(|off| off.bias);
            let most = sizes.max_by(|a, b| a.value.abs().total_cmp(&b.value.abs()));
            let most = view.unit.size(most.unwrap_or(several[0].bias));
            words::off_unseen_all(view.language, most, error)
        }
    }
}

fn largest_error(offs: &[Off]) -> f64 {
    offs.iter().map(|off| off.bias.mcse).fold(0.0, f64::max)
}

/// What is measured on average, and what it is held against.
fn sizes(view: &View, known: &[Off]) -> Vec<String> {
    let (language, unit) = (view.language, view.unit);
    let policy = view.plan.worlds[0].policy;
    let mean = |off: &Off| {
        let d = &view.row(off.cell).diagnosis;
        let exactly = Measured { value: d.yardstick.value + off.bias.value, mcse: off.bias.mcse };
        unit.amount(d.mean_estimate.unwrap_or(exactly))
    };
    let truth = |off: &Off| unit.amount(view.row(off.cell).diagnosis.policy_truth);
    if known.iter().any(|off| view.is_scaled(off.cell)) && known.len() <= 2 {
        let one = |off: &Off| {
            let wanted = unit.amount(view.row(off.cell).diagnosis.yardstick);
            let scale = view.plan.cells[off.cell].scale();
            let arm = view.arm_told(off.cell);
            let (mean, truth) = (mean(off), truth(off));
            match view.plan.cells[off.cell].factors[..] {
                [k] => {
                    let k = Number(digits::three(k.value));
                    words::off_times(language, arm, mean, wanted, scale, truth, k)
                }
                _ => words::off_scaled(language, arm, mean, wanted, scale, truth, ForAll(policy)),
            }
        };
        return known.iter().map(one).collect();
    }
    match known {
        [off] => vec![words::off_one(language, mean(off), WouldAll(policy), truth(off))],
        [a, b] => {
            let [first, second] = [a, b].map(|off| view.arm_told(off.cell));
            let would = WouldAll(policy);
            let (one, other) = (truth(a).bare(), truth(b).bare());
            let (x, y) = (mean(a).bare(), mean(b));
            vec![words::off_two(language, x, first, y, second, would, one, other)]
        }
        several => {
            let by_bias = |a: &&Off, b: &&Off| a.bias.value.total_cmp(&b.bias.value);
            let ends = several.iter().min_by(by_bias).zip(several.iter().max_by(by_bias));
            let told = ends.map(|(least, most)| {
                let [x, y] = [least, most].map(|off| unit.amount(off.bias));
                if x == y {
                    return words::off_alike(language, x);
                }
                let [a, b] = [&x, &y].map(|end| {
                    let alike = several.iter().filter(|off| unit.amount(off.bias) == *end);
                    Listed(alike.map(|off| view.arm_told(off.cell)).collect())
                });
                words::off_range(language, x, a, y, b)
            });
            told.into_iter().collect()
        }
    }
}

/// Where visible bias comes from; `are_all` says whether every arm has some.
fn why(view: &View, seen: &[Off], are_all: bool) -> Vec<String> {
    let language = view.language;
    let cancelling: Vec<Option<String>> = seen.iter().map(|&off| cancel(view, off)).collect();
    let plain: Vec<Off> =
        seen.iter().zip(&cancelling).filter(|(_, c)| c.is_none()).map(|(off, _)| *off).collect();
    let mut out: Vec<String> = Vec::new();
    let mains: Vec<(Off, Vec<Cause>)> =
        plain.iter().map(|&off| (off, main_causes(view, off))).collect();
    let all_alike = mains.windows(2).all(|pair| pair[0].1.first() == pair[1].1.first());
    match mains.first() {
        Some((_, causes))
            if are_all && all_alike && !causes.is_empty() && cancelling.len() == mains.len() =>
        {
            let second = causes.get(1).filter(|_| mains.iter().all(|(_, own)| own == causes));
            out.push(match second {
                Some(&second) => words::mainly_two(language, Because(causes[0]), Because(second)),
                None => words::mainly(language, Because(causes[0])),
            });
        }
        _ => out.extend(mains.iter().take(MOST).map(|(off, causes)| {
            let (arm, bias) = (view.arm_told(off.cell), view.unit.amount(off.bias));
            match causes.first() {
                Some(&cause) => words::mainly_for(language, arm, bias, Because(cause)),
                None => words::off_no_cause(language, arm, bias),
            }
        })),
    }
    out.extend(cancelling.into_iter().flatten().take(MOST));
    out
}

/// Arms of which causes are told apart.
const MOST: usize = 2;

/// The largest cause that pushes as the bias does, and a second one where it is about as large.
fn main_causes(view: &View, off: Off) -> Vec<Cause> {
    let pushing: Vec<Contribution> = contributions(view, off.cell)
        .into_iter()
        .filter(|part| part.size.value * off.bias.value > 0.0)
        .collect();
    let Some(first) = pushing.first() else { return Vec::new() };
    let least = SECOND * first.size.value.abs();
    let told = pushing.iter().filter(|part| part.size.value.abs() >= least).take(2);
    told.map(|part| part.cause).collect()
}

/// Two causes that nearly cancel: each much larger than what they leave.
fn cancel(view: &View, off: Off) -> Option<String> {
    let parts = contributions(view, off.cell);
    let first = *parts.first()?;
    let other = *parts.iter().find(|part| part.size.value * first.size.value < 0.0)?;
    let is_large = |part: &Contribution| part.size.value.abs() > AGAINST * off.bias.value.abs();
    if !is_large(&first) || other.size.value.abs() < SECOND * first.size.value.abs() {
        return None;
    }
    let unit = view.unit;
    Some(words::partly_cancel(
        view.language,
        view.arm_told(off.cell),
        first.cause,
        unit.amount(first.size),
        other.cause,
        unit.amount(other.size),
        unit.amount(off.bias),
    ))
}
