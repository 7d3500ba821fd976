//! Section 8: how many people there will be, and what they can find.

use super::question::percent;
use super::view::View;
use super::words::common;
use super::words::measured as words;
use crate::assignment::DesignModel;
use crate::diagnosis::measured::{Absent, Known, Measured, Rate};
use crate::report::digits;
use crate::report::html::Block;
use crate::report::margin::Within;
use crate::report::run::words::answer::alarm_between;
use crate::report::words::amounts::OutcomeAt;
use crate::report::words::{Listed, Number, Say};
use crate::scenario::Labelled;
use crate::sizing::{Reached, Unreached};

/// Sample size and what it can find.
pub(super) fn section(view: &View) -> Vec<Block> {
    let language = view.language;
    let mut lines: Vec<String> = participants(view).into_iter().collect();
    for &number in &view.leading {
        lines.push(found(view, number));
        if view.cell(number).margin().is_none() {
            lines.push(smallest(view, number));
        }
    }
    lines.extend(together(view));
    lines.extend(alarms(view));
    let mut out = vec![Block::List(lines)];
    if let Some(&first) = view.leading.first() {
        let cell = view.cell(first);
        let is_like = |&&other: &&usize| {
            (&view.cell(other).outcome, view.cell(other).month) == (&cell.outcome, cell.month)
        };
        let rows = view.cells.iter().filter(is_like).map(|&number| row(view, number)).collect();
        let outcome = view.told(Labelled::Outcome, &cell.outcome);
        let caption = words::size_table(language, OutcomeAt { outcome, month: cell.month });
        let head = [
            common::analysis,
            common::comparison,
            words::analysed,
            words::assumed,
            words::found_head,
            words::upwards,
            words::downwards,
            words::alarm_head,
        ];
        out.extend(Block::table(caption, head.map(|head| head(language)).to_vec(), rows));
    }
    out
}

fn participants(view: &View) -> Option<String> {
    let (language, flow) = (view.language, view.flow()?);
    let groups = flow.assigned.iter().map(|(arm, count)| {
        words::in_group(language, Number(digits::count(count.mean)), view.group(arm))
    });
    let (people, groups) = (Number(digits::count(flow.randomised.mean)), Listed(groups.collect()));
    Some(match view.design().model {
        DesignModel::After(_) => words::participants(language, people, groups),
        DesignModel::Before(_) => words::invited(language, people, groups),
    })
}

/// How often the effect of an arm is found.
fn found(view: &View, number: usize) -> String {
    let (language, arm) = (view.language, view.compared(number));
    let Some(test) = view.test(number) else { return words::found_none(language, arm) };
    if let (Some(margin), Ok(rate)) = (view.cell(number).margin(), test.power) {
        let margin = Within::of(view.cell(number), view.unit(number).stated(margin));
        return words::not_worse(language, arm, margin, view.freq(&rate));
    }
    match (test.power_right_direction, test.power) {
        (Ok(rate), _) => {
            let effect = view.unit(number).amount(sought(view, number));
            words::found(language, arm, effect, view.among(number), view.freq(&rate))
        }
        (Err(Absent::TruthNearZero), Ok(rate)) => {
            words::found_zero(language, arm, view.freq(&rate))
        }
        _ => words::found_none(language, arm),
    }
}

/// The effect that is to be found, as the trial has it. What the trial itself does may turn that: it is then not the one
/// that is to be found.
fn sought(view: &View, number: usize) -> Measured {
    let d = &view.row(number).diagnosis;
    if d.truth.value * d.yardstick.value < 0.0 { d.yardstick } else { d.truth }
}

/// Whether the reason says only that nobody looked, or that the search did not end.
fn is_open(reason: Unreached) -> bool {
    use Unreached::{Elsewhere, Few, NotSought, Undetermined, Untreated};
    matches!(reason, Elsewhere | Few | NotSought | Undetermined | Untreated)
}

/// From which size on the effect of an arm is found.
fn smallest(view: &View, number: usize) -> String {
    let (language, arm, among) = (view.language, view.compared(number), view.among(number));
    let solved = &view.row(number).mde_solved;
    let amount = |effect| view.unit(number).amount(effect);
    let no = |reason: Unreached| reason.say(language);
    match (solved.up, solved.down) {
        (Reached::At(up), Reached::At(down)) => {
            words::both_ways(language, arm, among, amount(up), amount(down))
        }
        (Reached::At(up), Reached::No { reason, .. }) => {
            let rest = if is_open(reason) { words::downwards_open } else { words::not_downwards };
            [words::up_only(language, arm, among, amount(up)), rest(language, no(reason))].join(" ")
        }
        (Reached::No { reason, .. }, Reached::At(down)) => {
            let rest = if is_open(reason) { words::upwards_open } else { words::not_upwards };
            [words::down_only(language, arm, among, amount(down)), rest(language, no(reason))]
                .join(" ")
        }
        (Reached::No { reason: up, .. }, Reached::No { reason: down, .. }) => {
            match [up, down].into_iter().find(|&reason| is_open(reason)) {
                Some(reason) => words::smallest_open(language, arm, no(reason)),
                None if up == down => words::neither(language, arm, no(up)),
                None => words::neither(language, arm, Listed(vec![no(up), no(down)]).say(language)),
            }
        }
    }
}

/// What several arms find together.
fn together(view: &View) -> Option<String> {
    let &first = view.leading.first()?;
    let family = view.results.family_of(&view.leading)?;
    let (any, all) = (family.diagnosis.any_found.ok()?, family.diagnosis.all_found.ok()?);
    let joint = match view.cell(first).margin() {
        Some(_) => words::joint_not_worse,
        None => words::joint,
    };
    Some(joint(view.language, view.freq(&any), view.freq(&all).again()))
}

/// How often something is reported where nothing has an effect.
fn alarms(view: &View) -> Vec<String> {
    let language = view.language;
    let sought = view.leading.iter().filter(|&&number| view.cell(number).margin().is_none());
    let sought: Vec<usize> = sought.copied().collect();
    if !sought.is_empty() && view.plan().null_world().is_none() {
        return vec![words::alarm_not_simulated(language)];
    }
    let alarm = |&number: &usize| {
        let test = view.test(view.in_null(number)?)?;
        let (intended, freq) = (percent(test.alpha), view.freq(&test.power.ok()?));
        let cell = view.cell(number);
        if view.plan().compares_arms(cell) {
            let other = view.told(Labelled::Arm, &cell.versus);
            return Some(alarm_between(language, view.arm(number), other, freq, intended));
        }
        Some(words::alarm(language, view.arm(number), freq, intended))
    };
    let mut out: Vec<String> = sought.iter().filter_map(alarm).collect();
    let joint = || {
        let nulls: Vec<usize> =
            sought.iter().map(|&number| view.in_null(number)).collect::<Option<_>>()?;
        let family = view.results.family_of(&nulls)?;
        Some(words::alarm_joint(language, view.freq(&family.diagnosis.any_false_alarm.ok()?)))
    };
    out.extend(joint());
    out
}

fn row(view: &View, number: usize) -> Vec<String> {
    let (language, row) = (view.language, view.row(number));
    let unit = view.unit(number);
    let dash = || common::nothing(language);
    let rate = |rate: Known<Rate>| {
        rate.map_or_else(|_| dash(), |rate| view.number(digits::percent(&rate)))
    };
    let reached = |reached: Reached| match reached {
        Reached::At(effect) => unit.amount(effect).say(language),
        Reached::No { .. } => dash(),
    };
    let test = view.test(number);
    let alarm = view.in_null(number).and_then(|cell| view.test(cell));
    let alarm = alarm.filter(|_| view.cell(number).margin().is_none());
    vec![
        view.shown(Labelled::Analysis, &row.key.analysis),
        view.pair(number),
        row.diagnosis.n_analysed.map_or_else(dash, |n| view.number(digits::count(n))),
        unit.amount(sought(view, number)).say(language),
        test.map_or_else(dash, |test| rate(test.power_right_direction)),
        reached(row.mde_solved.up),
        reached(row.mde_solved.down),
        alarm.map_or_else(dash, |test| rate(test.power)),
    ]
}
