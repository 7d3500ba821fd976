//! What the numbers of the first design mean, in sentences made of the numbers and nothing else.

use super::measures::false_alarm;
use super::{View, estimand_told, listed, policy_told};
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::diagnosis::significance::TestDiagnosis;
use crate::report::digits;
use crate::report::page::Page;
use crate::sizing::Reached;

/// Widest interval of a share that is put into words.
const CLEAR: f64 = 0.2;

pub(super) fn write(view: &View, page: &mut Page) {
    let leading: Vec<usize> =
        view.all_leading(0).into_iter().filter(|&k| view.plan.cells[k].design == 0).collect();
    let Some(&first) = leading.first() else { return };
    let key = &view.row(first).key;
    page.heading(&match view.plan.worlds[0].designs.len() {
        1 => "What this means".to_owned(),
        _ => format!("What this means for design {} ({})", key.design, key.analysis),
    });
    for &cell in &leading {
        page.text(&one_arm(view, cell), "  ");
    }
    let detectable = detectable(view, &leading).filter(|_| !view.has_few());
    let told: Vec<String> = detectable.into_iter().chain(false_alarms(view, &leading)).collect();
    if !told.is_empty() {
        page.text(&told.join(" "), "  ");
    }
}

/// A true effect, how often it is found, and what it then looks like.
fn one_arm(view: &View, cell: usize) -> String {
    let row = view.row(cell);
    let d = &row.diagnosis;
    let arm = &row.key.arm;
    let Some(test) = d.tests.first() else { return String::new() };
    let trials = trials(view);
    let found = match (&test.power_right_direction, &test.power) {
        (Ok(rate), _) => about(view, rate),
        (Err(Absent::TruthNearZero), Ok(rate)) => {
            return format!(
                "{arm}: the true effect {} is zero, or too close to zero to have a direction; {} {trials} \
                 {} one all the same.",
                policy_told(view.plan.worlds[0].policy),
                about(view, rate),
                report(view)
            );
        }
        _ if d.estimated > 0 => {
            return format!(
                "{arm}: no simulated trial can be tested, so that nothing can be found."
            );
        }
        _ => return format!("{arm}: no simulated trial gave an estimate."),
    };
    let (own, among) = (view.unit.told(d.truth), estimand_told(row.estimand));
    let told = format!("{arm}: a true {own} {among} is found in {found} {trials}");
    let then = if view.has_few() { None } else { then_looks(view, cell, test) };
    told + &then.map_or_else(String::new, |then| format!("; {then}")) + "."
}

/// `about 14 of 100`, or a bound; of few trials what was counted.
fn about(view: &View, rate: &Rate) -> String {
    if view.has_few() {
        let replications = view.plan.replications;
        let count = (rate.value * f64::from(replications)).round();
        return format!("{} of {replications}", digits::count(count));
    }
    let told = digits::of_hundred(rate);
    let is_number = told.starts_with(|c: char| c.is_ascii_digit());
    if is_number { format!("about {told}") } else { told }
}

/// What [`about`] counts.
fn trials(view: &View) -> &'static str {
    match (view.has_few(), view.plan.replications) {
        (false, _) => "such trials",
        (true, 1) => "simulated trial",
        (true, _) => "simulated trials",
    }
}

/// The verb after [`about`].
fn report(view: &View) -> &'static str {
    if view.has_few() { "reported" } else { "report" }
}

/// What significance does to the size and the sign of an estimate:
/// `it then looks on average 2.9 times its size (4.4 times the −3.4 if everybody eligible got it)`.
fn then_looks(view: &View, cell: usize, test: &TestDiagnosis) -> Option<String> {
    let times = test.exaggeration.ok()?;
    let d = &view.row(cell).diagnosis;
    let by_policy = digits::times(times);
    let (own, policy) = (view.unit.short(d.truth), view.unit.short(d.policy_truth));
    let for_whom = policy_told(view.plan.worlds[0].policy);
    let by_own = times.value * (d.policy_truth.value / d.truth.value).abs();
    let stands_out = (times.value - 1.0).abs() > 2.0 * times.mcse;
    let size = if !stands_out || (0.95..1.05).contains(&times.value) {
        format!("it then looks on average about its size, {policy} {for_whom}")
    } else if own == policy {
        format!("it then looks on average {by_policy} times its size")
    } else if by_own.is_finite() {
        let by_own = digits::number(by_own, -1);
        format!(
            "it then looks on average {by_own} times its size ({by_policy} times the {policy} {for_whom})"
        )
    } else {
        format!("it then looks on average {by_policy} times the {policy} {for_whom}")
    };
    Some(size + &wrong_sign(test))
}

/// Significant results that point the wrong way, unless there are too few to say.
fn wrong_sign(test: &TestDiagnosis) -> String {
    match &test.type_s {
        Ok(rate) if rate.value >= 0.005 && rate.interval.high - rate.interval.low <= CLEAR => {
            format!(", the wrong way in {}", digits::of_hundred(rate))
        }
        _ => String::new(),
    }
}

/// The smallest detectable effect against the smallest that would matter; arms without one are named.
fn detectable(view: &View, leading: &[usize]) -> Option<String> {
    let (mut found, mut none) = (Vec::new(), Vec::new());
    for &cell in leading {
        let row = view.row(cell);
        match row.detectable() {
            Reached::At(effect) => found.push((row.key.arm.as_str(), effect)),
            Reached::No { reason, .. } => none.push(format!("{} ({reason})", row.key.arm)),
        }
    }
    let shown = found.iter().map(|(arm, m)| {
        let m = digits::signed(view.unit.scaled(*m));
        if leading.len() == 1 { m } else { format!("{m} ({arm})") }
    });
    let shown: Vec<String> = shown.collect();
    let size = |(arm, m): &(_, Measured)| (*arm, Measured { value: m.value.abs(), ..*m });
    let sizes: Vec<(&str, Measured)> = found.iter().map(size).collect();
    let verdict = verdict(view, leading[0], &sizes)
        .filter(|_| !sizes.is_empty())
        .map_or_else(String::new, |verdict| format!("; {verdict}"));
    let first = (!shown.is_empty()).then(|| {
        format!(
            "To be found in 80 of 100 trials, an effect has to be {}{}{verdict}.",
            listed(&shown),
            view.unit.suffix()
        )
    });
    let last =
        (!none.is_empty()).then(|| format!("No effect is found that often for {}.", listed(&none)));
    let told: Vec<String> = first.into_iter().chain(last).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// Whether the smallest effect that would matter is found; nothing when the scenario does not say what
/// would matter and no custom does.
fn verdict(view: &View, leading: usize, mdes: &[(&str, Measured)]) -> Option<String> {
    let matters = view.plan.cells[leading].matters?;
    let told = digits::trimmed(view.unit.scaled(Measured { value: matters, mcse: 0.0 }).value);
    let why = match &view.scenario.estimands.smallest_effect_of_interest {
        Some(_) => "the smallest that would matter",
        None => "taken as the smallest that would matter, since the scenario names none",
    };
    let (enough, short): (Vec<_>, Vec<_>) = mdes.iter().partition(|(_, m)| m.value <= matters);
    let found = if short.is_empty() {
        "found at least as often".to_owned()
    } else if !enough.is_empty() {
        let arms: Vec<&str> = enough.iter().map(|(arm, _)| *arm).collect();
        format!("found that often for {} only", listed(&arms))
    } else if short.iter().all(|(_, m)| 0.7 * m.value > matters) {
        "mostly missed".to_owned()
    } else {
        "found less often".to_owned()
    };
    Some(format!("effects of {told}{} ({why}) are {found}", view.unit.suffix()))
}

/// How often a trial without any effect reports one.
fn false_alarms(view: &View, leading: &[usize]) -> Option<String> {
    let rate = |&cell: &usize| {
        let rate = about(view, &false_alarm(view, cell)?);
        Some((view.row(cell).key.arm.clone(), rate))
    };
    let rates: Vec<(String, String)> = leading.iter().filter_map(rate).collect();
    let (first, rest) = rates.split_first()?;
    let told = if rest.iter().all(|(_, rate)| rate == &first.1) {
        first.1.clone()
    } else {
        let by_arm: Vec<String> =
            rates.iter().map(|(arm, rate)| format!("{rate} ({arm})")).collect();
        listed(&by_arm)
    };
    let would = if view.has_few() { "" } else { " would" };
    Some(format!(
        "Without any effect, {told} {}{would} {} one all the same.",
        trials(view),
        report(view)
    ))
}
