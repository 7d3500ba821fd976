//! What the numbers of the first design mean, in sentences made of the numbers and nothing else.

use super::answer::false_alarm;
use super::{Unit, View, estimand_told, listed, policy_told};
use crate::assumption::Assumption;
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::diagnosis::significance::TestDiagnosis;
use crate::report::digits;
use crate::report::page::Page;

/// Effect that would matter when the scenario does not say, as a share of people.
const SMALLEST_OF_INTEREST: f64 = 0.05;

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
    if let Some(text) = detectable(view, &leading) {
        page.text(&text, "  ");
    }
    if let Some(text) = false_alarms(view, &leading) {
        page.text(&text, "  ");
    }
}

/// A true effect, how often it is found, and what it then looks like.
fn one_arm(view: &View, cell: usize) -> String {
    let row = view.row(cell);
    let d = &row.diagnosis;
    let arm = &row.key.arm;
    let Some(test) = d.tests.first() else { return String::new() };
    let own = view.unit.told(d.truth);
    let policy = view.unit.told(d.policy_truth);
    let among = estimand_told(row.estimand);
    let found = match (&test.power_right_direction, &test.power) {
        (Ok(rate), _) => about(rate),
        (Err(Absent::TruthNearZero), Ok(rate)) => {
            return format!(
                "{arm}: the true effect {} is zero, or too close to zero to have a direction; {} such trials \
                 report one all the same.",
                policy_told(view.plan.worlds[0].policy),
                about(rate)
            );
        }
        _ => return format!("{arm}: no simulated trial gave an answer."),
    };
    let policy_part = if own == policy {
        String::new()
    } else {
        format!(
            " ({} {})",
            view.unit.short(d.policy_truth),
            policy_told(view.plan.worlds[0].policy)
        )
    };
    let mut told = format!(
        "{arm}: a true effect of {own} {among}{policy_part} is found in {found} such trials."
    );
    told.push_str(&exaggeration(test, &policy, d.policy_truth.value / d.truth.value, &own));
    told.push_str(&wrong_sign(test));
    told
}

/// `about 14 of 100`, or a bound.
fn about(rate: &Rate) -> String {
    let told = digits::of_hundred(rate);
    let is_number = told.starts_with(|c: char| c.is_ascii_digit());
    if is_number { format!("about {told}") } else { told }
}

/// What significance does to the size of an estimate, against the policy truth.
fn exaggeration(test: &TestDiagnosis, policy: &str, policy_by_own: f64, own: &str) -> String {
    let Ok(times) = test.exaggeration else { return String::new() };
    let shown = digits::number(times.value, digits::last_place(times.mcse).max(-1));
    let stands_out = (times.value - 1.0).abs() > 2.0 * times.mcse;
    if !stands_out || (0.95..1.05).contains(&times.value) {
        return format!(" A significant result has about the right size, the true {policy}.");
    }
    let which = if times.value > 1.0 { "too large" } else { "too small" };
    let against_own = if policy == own || !policy_by_own.is_finite() {
        String::new()
    } else {
        let times = digits::number(times.value * policy_by_own.abs(), -1);
        format!(", and {times} times the {own} that this comparison aims at")
    };
    format!(
        " A significant result looks {which}: on average {shown} times the true {policy}{against_own}."
    )
}

fn wrong_sign(test: &TestDiagnosis) -> String {
    match &test.type_s {
        Ok(rate) if rate.value >= 0.005 => {
            let of = digits::of_hundred(rate);
            let verb = if of.starts_with("1 of") { "points" } else { "point" };
            format!(" About {of} significant results {verb} the wrong way.")
        }
        _ => String::new(),
    }
}

/// The smallest detectable effect against the smallest that would matter.
fn detectable(view: &View, leading: &[usize]) -> Option<String> {
    let stated = view.scenario.estimands.smallest_effect_of_interest.as_ref().map(Assumption::get);
    let matters = match (stated, view.unit) {
        (Some(value), _) => value.abs(),
        (None, Unit::Points) => SMALLEST_OF_INTEREST,
        (None, Unit::Own) => return None,
    };
    let mdes: Vec<(String, Measured)> = leading
        .iter()
        .filter_map(|&cell| {
            let row = view.row(cell);
            Some((row.key.arm.clone(), row.diagnosis.tests.first()?.mde.ok()?))
        })
        .collect();
    let shown: Vec<String> = mdes
        .iter()
        .map(|(arm, m)| {
            let m = digits::value_only(view.unit.scaled(*m));
            if mdes.len() == 1 { m } else { format!("{m} ({arm})") }
        })
        .collect();
    let matters_told =
        digits::trimmed(view.unit.scaled(Measured { value: matters, mcse: 0.0 }).value);
    let suffix = view.unit.suffix();
    let default = if stated.is_none() {
        ", taken as the smallest that would matter,"
    } else {
        ", the smallest that would matter,"
    };
    let (enough, short): (Vec<_>, Vec<_>) = mdes.iter().partition(|(_, m)| m.value <= matters);
    let verdict = match (enough.is_empty(), short.is_empty()) {
        (false, true) => {
            format!("effects of {matters_told}{suffix}{default} are found at least as often")
        }
        (true, false) if short.iter().all(|(_, m)| 0.7 * m.value > matters) => {
            format!("effects of {matters_told}{suffix}{default} are mostly missed")
        }
        (true, false) => format!("effects of {matters_told}{suffix}{default} are found less often"),
        _ => {
            let arms: Vec<String> = enough.iter().map(|(arm, _)| arm.clone()).collect();
            format!(
                "effects of {matters_told}{suffix}{default} are found that often for {} only",
                listed(&arms)
            )
        }
    };
    Some(format!(
        "To be found in 80 of 100 trials, an effect has to be {}{suffix}; {verdict}.",
        listed(&shown)
    ))
}

/// How often a trial without any effect reports one.
fn false_alarms(view: &View, leading: &[usize]) -> Option<String> {
    let rate = |&cell: &usize| {
        let rate = about(&false_alarm(view, cell)?);
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
    Some(format!(
        "If there were no effect at all, {told} such trials would report one all the same."
    ))
}
