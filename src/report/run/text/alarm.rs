//! How often it cries wolf: rejections of the same tests where nothing has an effect.

use super::View;
use super::measures::false_alarm;
use crate::diagnosis::measured::Rate;
use crate::plan::{Disturbance, Family, WorldOrigin};
use crate::report::digits;
use crate::report::run::words::answer as words;
use crate::report::words::Number;
use crate::report::words::amounts::{Freq, FreqRange};

/// The sentences on cells that seek an effect.
pub(super) fn told(view: &View, cells: &[usize]) -> Vec<String> {
    if cells.is_empty() {
        return Vec::new();
    }
    let language = view.language;
    let Some(null) = view.null else { return vec![words::alarm_not_simulated(language)] };
    // What is told of effects that are zero is told of false alarms.
    if null == 0 && view.plan.worlds[0].origin == WorldOrigin::Scenario {
        return Vec::new();
    }
    let rates: Vec<(usize, Rate)> =
        cells.iter().filter_map(|&cell| Some((cell, false_alarm(view, cell)?.ok()?))).collect();
    let absent = cells.iter().find_map(|&cell| false_alarm(view, cell)?.err());
    if let (Some(absent), true) = (absent, rates.is_empty()) {
        return vec![words::alarm_unknown(language, absent)];
    }
    let intended = intended(view, cells);
    let range = FreqRange::of(rates.iter().map(|(_, rate)| *rate), view.simulated());
    let mut out = Vec::new();
    out.extend(match &rates[..] {
        [] => None,
        [(cell, rate)] => {
            let (key, freq) = (&view.row(*cell).key, view.freq(rate));
            let arm = view.arm(&key.arm);
            Some(if view.compares_arms(*cell) {
                words::alarm_between(language, arm, view.arm(&key.versus), freq, intended)
            } else {
                words::alarm_one(language, arm, freq, intended)
            })
        }
        [(a, first), (b, second)] if !range.as_ref().is_some_and(FreqRange::is_one) => {
            let [a, b] = [a, b].map(|cell| view.arm_told(*cell));
            let (first, second) = (view.freq(first), view.freq(second).again());
            Some(words::alarm_two(language, intended, a, first, b, second))
        }
        [(_, first), ..] if range.as_ref().is_some_and(FreqRange::is_one) => {
            Some(words::alarm_alike(language, intended, view.freq(first)))
        }
        _ => range.map(|range| words::alarm_range(language, intended, range)),
    });
    out.extend(together(view, cells[0], null).filter(|_| cells.len() > 1));
    out
}

/// Of 100 trials, by the levels of the tests.
fn intended(view: &View, cells: &[usize]) -> Number {
    let tests = cells.iter().filter_map(|&cell| view.row(cell).diagnosis.tests.first());
    let mut levels: Vec<String> = tests.map(|test| digits::three(100.0 * test.alpha)).collect();
    levels.dedup();
    Number(levels.join(" / "))
}

/// How often at least one of several arms is reported, and what makes it more often.
fn together(view: &View, cell: usize, null: usize) -> Option<String> {
    if view.has_few() {
        return None;
    }
    let language = view.language;
    let family = view.family(null, view.in_world(cell, null)?)?;
    let any = view.freq(&family.diagnosis.any_false_alarm.ok()?);
    let mut told = match family.any_false_alarm_undisturbed.ok() {
        Some(undisturbed) => {
            let without = without(view, &family.disturbed_by);
            let undisturbed = view.freq(&undisturbed).again();
            words::alarm_any_undisturbed(language, any, without, undisturbed)
        }
        None => words::alarm_any(language, any),
    };
    let base = view.family(0, cell)?.diagnosis.any_false_alarm.ok();
    if let Some(in_plan) = base {
        told += " ";
        told += &in_the_plan(view, cell, view.freq(&in_plan));
    }
    Some(told)
}

/// How many of the plan's effects are zero, and how often one of them is reported.
fn in_the_plan(view: &View, cell: usize, freq: Freq) -> String {
    let has = |family: &&Family| family.members.iter().any(|member| member.cell == cell);
    let members = view.plan.families.iter().find(has).map_or(&[][..], |family| &family.members);
    let zero = members.iter().filter(|member| member.cries_wolf.is_ok()).count();
    let all = Number::count(members.len());
    match zero {
        1 => words::alarm_in_plan_of_one(view.language, all, freq),
        zero => words::alarm_in_plan(view.language, Number::count(zero), all, freq),
    }
}

/// What is taken away of what disturbs.
pub(super) fn without(view: &View, disturbances: &[Disturbance]) -> String {
    match disturbances {
        [Disturbance::Selection] => words::without_selection(view.language),
        [Disturbance::Artefacts] => words::without_artefacts(view.language),
        _ => words::without_both(view.language),
    }
}
