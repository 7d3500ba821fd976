//! What the numbers of the first design mean, in sentences made of the numbers and nothing else.

use super::measures::{false_alarm, is_scaled};
use super::{View, estimand_told, listed, margins, policy_told};
use crate::diagnosis::measured::{Absent, Measured, Rate, combined};
use crate::diagnosis::significance::TestDiagnosis;
use crate::estimand::{Scale, Term};
use crate::report::absence::in_words;
use crate::report::digits;
use crate::report::page::Page;
use crate::sizing::Reached;

/// What the experiment itself adds is told from this share of the truth on.
const ADDED: f64 = 0.01;
/// Simulation errors from zero at which it is told.
const CERTAIN: f64 = 3.0;

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
    let (sought, margins): (Vec<usize>, Vec<usize>) =
        leading.iter().partition(|&&cell| view.seeks_effect(cell));
    let mut told = Vec::new();
    if !sought.is_empty() {
        told.extend(detectable(view, &sought).filter(|_| !view.has_few()));
        told.extend(false_alarms(view, &sought));
    }
    told.extend(margins::false_alarms(view, &margins));
    if !told.is_empty() {
        page.text(&told.join(" "), "  ");
    }
}

/// A true effect, how often it is found, and what it then looks like.
fn one_arm(view: &View, cell: usize) -> String {
    let row = view.row(cell);
    let d = &row.diagnosis;
    let arm = view.arm_told(cell);
    let Some(test) = d.tests.first() else { return String::new() };
    if let Some(margin) = view.margin_told(cell) {
        return margins::one_arm(view, cell, test, &margin);
    }
    let trials = trials(view);
    let found = match (&test.power_right_direction, &test.power) {
        (Ok(rate), _) => about(view, rate),
        (Err(Absent::TruthNearZero), Ok(rate)) => {
            return format!(
                "{arm}: the true effect is zero, or too close to zero to have a direction; {} {trials} {} one \
                 all the same.",
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
    let added = added(view, cell).map_or_else(String::new, |added| format!(" ({added})"));
    let told = format!("{arm}: a true {own} {among}{added} is found in {found} {trials}");
    let then = if view.has_few() { None } else { then_looks(view, cell, test) };
    told + &then.map_or_else(String::new, |then| format!("; {then}")) + "."
}

/// `the treatment +21.6, the experiment itself −3.5`, which is what the causes of the bias say of it, by name where it is
/// one artefact; nothing where it adds nothing. Per person who starts, those are counted otherwise than the effect.
fn added(view: &View, cell: usize) -> Option<String> {
    let row = view.row(cell);
    let (truth, untreated) = (row.diagnosis.truth, row.mde_solved.untreated);
    let is_seen = |part: f64| part.abs() > ADDED * truth.value.abs();
    if view.plan.cells[cell].scale() == Scale::PerStarter {
        let without = view.unit.short(Measured { value: untreated, mcse: 0.0 });
        return is_seen(untreated).then(|| format!("{without} of it without any treatment"));
    }
    let mut adds = Measured { value: 0.0, mcse: 0.0 };
    let mut visible = Vec::new();
    for entry in &row.diagnosis.bias_budget {
        let (Term::Artefact(artefact), Measured { value, mcse }) = (entry.term, entry.mean) else {
            continue;
        };
        adds = Measured { value: adds.value + value, mcse: combined(adds.mcse, mcse) };
        visible.extend(view.unit.is_visible(entry.mean).then_some(artefact));
    }
    let who = match visible[..] {
        [artefact] => artefact.mechanism().label.en,
        _ => "the experiment itself",
    };
    (is_seen(adds.value) && adds.value.abs() > CERTAIN * adds.mcse).then(|| {
        // What cannot be told from the true effect of the row is that, so that both stand there as one number.
        let (treatment, yardstick) = (truth.value - adds.value, row.diagnosis.yardstick.value);
        let is_true = (treatment - yardstick).abs() <= CERTAIN * adds.mcse;
        let (treatment, mcse) = if is_true { (yardstick, 0.0) } else { (treatment, adds.mcse) };
        let [treatment, adds] = [treatment, truth.value - treatment]
            .map(|value| view.unit.short(Measured { value, mcse }));
        format!("the treatment {treatment}, {who} {adds}")
    })
}

/// `about 14 of 100`, or a bound; of few trials what was counted.
pub(super) fn about(view: &View, rate: &Rate) -> String {
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
pub(super) fn trials(view: &View) -> &'static str {
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
    let (own, yardstick) = (view.unit.short(d.truth), view.unit.short(d.yardstick));
    let held_against = held_against(view, cell);
    let by_own = times.value * (d.yardstick.value / d.truth.value).abs();
    let stands_out = (times.value - 1.0).abs() > 2.0 * times.mcse;
    let is_its_size = !stands_out || (0.95..1.05).contains(&times.value);
    let size = if is_its_size && own == yardstick {
        "it then looks on average about its size".to_owned()
    } else if is_its_size {
        format!("it then looks on average like the {held_against}")
    } else if own == yardstick {
        format!("it then looks on average {by_policy} times its size")
    } else if by_own.is_finite() {
        let by_own = digits::number(by_own, -1);
        format!(
            "it then looks on average {by_own} times its size ({by_policy} times the {held_against})"
        )
    } else {
        format!("it then looks on average {by_policy} times the {held_against}")
    };
    Some(size + &wrong_sign(test))
}

/// `−3.3 if everybody eligible got it`; where not all are treated, `+0.6 that +4.1 per eligible person come to`.
fn held_against(view: &View, cell: usize) -> String {
    let d = &view.row(cell).diagnosis;
    let policy = view.plan.worlds[0].policy;
    let effect = view.unit.short(d.policy_truth);
    if is_scaled(view, cell) {
        let yardstick = view.unit.short(d.yardstick);
        format!("{yardstick} that {effect} {} comes to", policy.scale().told())
    } else {
        format!("{effect} {}", policy_told(policy))
    }
}

/// Per whom the true effect of a row is counted: `per person who starts`.
fn yardstick_told(view: &View, cell: usize) -> &'static str {
    let scaled = is_scaled(view, cell);
    let scale =
        if scaled { view.plan.cells[cell].scale() } else { view.plan.worlds[0].policy.scale() };
    scale.told()
}

/// The share of the significant results that point the wrong way, with its error, which tells how many there are.
fn wrong_sign(test: &TestDiagnosis) -> String {
    match &test.type_s {
        Ok(rate) if rate.value >= 0.005 => {
            let share = digits::percent_in_words(rate);
            format!("; {share} % of the significant results point the wrong way")
        }
        _ => String::new(),
    }
}

/// The smallest detectable effect against the smallest that would matter; arms without one are named.
fn detectable(view: &View, leading: &[usize]) -> Option<String> {
    let (mut found, mut none): (Vec<(String, Measured)>, Vec<String>) = (Vec::new(), Vec::new());
    for &cell in leading {
        let row = view.row(cell);
        match row.detectable() {
            Reached::At(effect) => found.push((view.arm_told(cell), effect)),
            Reached::No { reason, .. } => {
                let way = if row.diagnosis.yardstick.value < 0.0 { "fall" } else { "rise" };
                none.push(format!("a {way} in {} ({})", view.arm_told(cell), reason.reason()));
            }
        }
    }
    let is_plain = leading.len() == 1 && !view.compares_arms(leading[0]);
    let shown = found.iter().map(|(arm, m)| {
        let m = digits::signed(view.unit.scaled(*m));
        if is_plain { m } else { format!("{m} ({arm})") }
    });
    let shown: Vec<String> = shown.collect();
    let size =
        |(arm, m): &(String, Measured)| (arm.clone(), Measured { value: m.value.abs(), ..*m });
    let sizes: Vec<(String, Measured)> = found.iter().map(size).collect();
    let verdict = verdict(view, leading[0], &sizes)
        .filter(|_| !sizes.is_empty())
        .map_or_else(String::new, |verdict| format!("; {verdict}"));
    let first = (!shown.is_empty()).then(|| {
        format!(
            "To be found in 80 of 100 trials, an effect {} has to be {}{}{verdict}.",
            yardstick_told(view, leading[0]),
            listed(&shown),
            view.unit.suffix()
        )
    });
    let last =
        (!none.is_empty()).then(|| format!("No such size can be given for {}.", listed(&none)));
    let told: Vec<String> = first.into_iter().chain(last).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// Whether the smallest effect that would matter is found; nothing when the scenario does not say what
/// would matter and no custom does.
fn verdict(view: &View, leading: usize, mdes: &[(String, Measured)]) -> Option<String> {
    let cell = &view.plan.cells[leading];
    let wanted = cell.matters?;
    let amount = |value| digits::trimmed(view.unit.scaled(Measured { value, mcse: 0.0 }).value);
    let mut why = match &view.scenario.estimands.smallest_effect_of_interest {
        Some(_) => "the smallest that would matter".to_owned(),
        None => "this tool's own default for the smallest that would matter, since the scenario names none"
            .to_owned(),
    };
    // What matters is said of the policy effect; where not all are treated, it is a share of that here.
    let share = cell.factors.first().map_or(1.0, |k| k.value);
    let matters = share * wanted;
    let told = amount(wanted);
    if is_scaled(view, leading) {
        let policy = view.plan.worlds[0].policy.scale().told();
        let here = view.unit.told(Measured { value: matters, mcse: 0.0 }).replace('+', "");
        why = format!("{why}; {policy}, which is {here} {}", cell.scale().told());
    }
    let (enough, short): (Vec<_>, Vec<_>) = mdes.iter().partition(|(_, m)| m.value <= matters);
    let found = if short.is_empty() {
        "found at least as often".to_owned()
    } else if !enough.is_empty() {
        let arms: Vec<&str> = enough.iter().map(|(arm, _)| arm.as_str()).collect();
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
        let rate = about(view, &false_alarm(view, cell)?.ok()?);
        Some((view.arm_told(cell), rate))
    };
    let absent = leading.iter().find_map(|&cell| false_alarm(view, cell)?.err());
    if let Some(absent) = absent.filter(|_| leading.iter().find_map(rate).is_none()) {
        return Some(format!(
            "How many trials without any effect would report one, this cannot say: there, {}.",
            in_words(absent)
        ));
    }
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
