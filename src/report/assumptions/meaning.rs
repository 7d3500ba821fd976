//! Sentences: what hangs on what, and what expected power means.

use super::names::{plain, readable};
use super::text::is_false_alarm;
use super::value::WatchedTold;
use super::{Assumptions, words};
use crate::assumptions::assurance::Assurance;
use crate::assumptions::moved::moved;
use crate::assumptions::split::Split;
use crate::assumptions::tornado::{Change, End, Row, Tornado};
use crate::assumptions::uncertain::Uncertain;
use crate::diagnosis::measured::Measured;
use crate::language::Language;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::words::amounts::Percent;
use crate::report::words::shares::{OfTrials, WithError};
use crate::report::words::{Listed, Number, Say};
use crate::scenario::Labelled;

/// Numbers that are named where refusals move them.
const MOVED: usize = 3;
/// Assumptions without a visible effect that are named.
const NAMED: usize = 5;

pub fn of_tornado(found: &Assumptions<'_>, tornado: &Tornado, page: &mut Page) {
    let language = found.names.language;
    match tornado.base {
        Ok(base) => {
            let most = tornado.rows.first().filter(|row| row.is_seen());
            let most = most.map(|row| hangs(found, row, base));
            let stated = as_stated(found, tornado, base);
            page.text(&std::iter::once(stated).chain(most).collect::<Vec<_>>().join(" "), "");
        }
        Err(absent) => page.text(&words::none(language, absent.say(language)), ""),
    }
    unseen(found, tornado, page);
    conditional(tornado, language, page);
    if changes(tornado).any(|change| change.is_reversed) {
        page.text(&words::reversed(language), "");
    }
    if changes(tornado).any(|change| is_false_alarm(found, change)) {
        let mark = match &found.margin_told {
            None => words::nothing_to_find,
            Some(_) => words::nothing_to_show,
        };
        page.text(&mark(language), "");
    }
}

fn changes(tornado: &Tornado) -> impl Iterator<Item = &Change> {
    let ends = tornado.rows.iter().flat_map(|row| &row.ends);
    ends.filter_map(|end| end.found.as_ref().ok())
}

/// The answer with all numbers as stated.
fn as_stated(found: &Assumptions<'_>, tornado: &Tornado, base: Measured) -> String {
    let language = found.names.language;
    let is_of_effect = found.margin_told.is_none() && found.watched().of_family().is_none();
    if found.watched().is_power() && is_of_effect {
        let share = OfTrials::counted(base, u64::from(tornado.replications));
        return words::found_as_stated(language, share);
    }
    words::as_stated(language, WatchedTold(found.watched()), found.told(base))
}

/// What the number is about where some trials have no estimate.
fn conditional(tornado: &Tornado, language: Language, page: &mut Page) {
    let [estimated, all] = tornado.estimated;
    if estimated == all {
        return;
    }
    let [estimated, all] = [estimated, all].map(|n| Number::count(n as usize));
    let is_power = tornado.watched.is_power();
    let about = if is_power { words::incomplete_power } else { words::incomplete };
    page.quiet(&about(language, estimated, all), "");
}

/// How little the others change.
fn unseen(found: &Assumptions<'_>, tornado: &Tornado, page: &mut Page) {
    let language = found.names.language;
    let unseen = || tornado.rows.iter().filter(|row| !row.is_seen() && row.at_most().is_some());
    let limits: Vec<f64> = unseen().filter_map(Row::at_most).collect();
    let Some(most) = limits.iter().copied().max_by(f64::total_cmp) else { return };
    let mut names: Vec<String> =
        unseen().take(NAMED).map(|row| readable(&row.number.path, &found.names)).collect();
    if limits.len() > NAMED {
        names.push(words::more_names(language, Number::count(limits.len() - NAMED)));
    }
    let names = Listed(names);
    let told = if most > 0.0 {
        let limit = found.difference(Measured { value: most, mcse: most });
        let trials = Number::count(tornado.replications as usize);
        let n = Number::count(limits.len());
        let size = match (tornado.rows.iter().any(Row::is_seen), limits.len()) {
            (true, 1) => words::unseen_other(language, trials, limit),
            (true, _) => words::unseen_others(language, n, trials, limit),
            (false, 1) => words::unseen_only(language, trials, limit),
            (false, _) => words::unseen_all(language, n, trials, limit),
        };
        [size, words::these(language, names), words::more_replications(language)].join(" ")
    } else {
        words::unchanged(language, names)
    };
    page.text(&told, "");
}

/// `Most depends on …: over its range …`.
fn hangs(found: &Assumptions<'_>, row: &Row, base: Measured) -> String {
    let language = found.names.language;
    let is_empty =
        |end: &&End| end.found.as_ref().is_ok_and(|change| is_false_alarm(found, change));
    let (empty, full): (Vec<&End>, Vec<&End>) = row.ends.iter().partition(is_empty);
    let answers: Vec<f64> = full
        .iter()
        .filter_map(|end| Some(base.value + end.found.as_ref().ok()?.change.value))
        .chain([base.value])
        .collect();
    let lowest = answers.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = answers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let [from, to] = [lowest, highest].map(|value| found.bare(Measured { value, mcse: base.mcse }));
    let name = readable(&row.number.path, &found.names);
    let number = |end: &&End| Number::stated(end.value);
    match (&empty[..], &full[..]) {
        ([], [low, high]) => words::most(language, &name, number(low), number(high), from, to),
        ([nothing], [end]) => {
            let stated = Number::stated(row.number.value);
            words::most_one_end(language, &name, stated, number(end), from, to, number(nothing))
        }
        _ => words::most_no_end(language, &name, Listed(empty.iter().map(number).collect())),
    }
}

/// How many draws the answer rests on.
pub fn of_draws(found: &Assumptions<'_>, assurance: &Assurance, page: &mut Page) {
    let language = found.names.language;
    let [possible, refused] = [assurance.powers().count(), assurance.refused().count()];
    if refused > 0 {
        let all = Number::count(possible + refused);
        let told = match possible {
            1 => words::one_possible(language, all),
            n => words::possible(language, all, Number::count(n)),
        };
        page.text(&told, "");
    }
    if possible < assurance.wanted as usize {
        let wanted = Number::count(assurance.wanted as usize);
        page.warning(&words::fewer(language, wanted), "");
    }
    if possible < refused {
        let contradict = std::iter::once(words::contradict(language));
        let told = contradict.chain(furthest(found, assurance)).collect::<Vec<_>>().join(" ");
        page.warning(&told, "");
    }
}

/// The numbers that are elsewhere in possible draws than their ranges say.
fn furthest(found: &Assumptions<'_>, assurance: &Assurance) -> Option<String> {
    let language = found.names.language;
    let told = moved(&assurance.draws).into_iter().take(MOVED).map(|moved| {
        let path = readable(&found.numbers[moved.number].path, &found.names);
        let [possible, drawn] = [moved.possible, moved.drawn].map(|mean| {
            let mcse = (moved.possible - moved.drawn).abs() / 10.0;
            Number(digits::value_only(Measured { value: mean, mcse }))
        });
        words::off(language, &path, possible, drawn)
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| words::furthest(language, Listed(told)))
}

pub fn of_assurance(found: &Assumptions<'_>, assurance: &Assurance, page: &mut Page) {
    let language = found.names.language;
    match &assurance.split {
        None => page.text(&words::too_few_worlds(language), ""),
        Some(split) => page.text(&verdict(found, split, assurance), ""),
    }
    let worlds = Number::count(assurance.powers().count());
    let trials = Number::count(assurance.replications as usize);
    let drawn = match found.numbers.len() {
        1 => words::drawn_one(language, worlds, trials),
        n => words::drawn(language, worlds, trials, Number::count(n)),
    };
    page.text(&drawn, "");
    if found
        .numbers
        .iter()
        .enumerate()
        .any(|(k, number)| found.numbers[..k].iter().any(|earlier| earlier.height == number.height))
    {
        page.quiet(&words::nested(language), "");
    }
    if found.numbers.iter().any(|number| !number.others.is_empty()) {
        page.quiet(&words::shares_drawn(language), "");
    }
}

/// What is the planner's to choose, and was neither moved nor drawn.
pub fn of_choices(left_out: &[Uncertain], language: Language) -> Option<String> {
    let mut sections: Vec<String> = Vec::new();
    for number in left_out {
        let section = number.path.steps().first().map(plain).unwrap_or_default();
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    let first = sections.first().cloned()?;
    Some(match left_out.len() {
        1 => words::own_choice(language, Listed(sections), &first),
        n => words::own_choices(language, Number::count(n), Listed(sections), &first),
    })
}

/// What counts as a finding, and in how many worlds it is the wrong one.
fn counted(assurance: &Assurance, language: Language) -> String {
    if assurance.direction.is_none() {
        return words::no_direction(language);
    }
    match assurance.reversed() {
        Ok(share) if share.value > 0.0 => {
            words::turned(language, Percent(digits::percent_only(&share)))
        }
        _ => words::not_turned(language),
    }
}

fn verdict(found: &Assumptions<'_>, split: &Split, assurance: &Assurance) -> String {
    let language = found.names.language;
    let bare = |m: Measured| Percent(digits::value_only(digits::hundredfold(m)));
    let chance = digits::with_error(digits::hundredfold(split.expected));
    let chance = WithError::written(&chance);
    let (chance, counted) = match (&found.margin_told, found.question.comparison()) {
        (Some(margin), Some(comparison)) => {
            let arm = found.names.told(Labelled::Arm, &comparison.arm);
            let chance = words::chance_margin(language, arm, margin.stated.clone(), chance);
            (chance, words::also_untrue(language))
        }
        _ => {
            let is_directed = assurance.direction.is_some();
            let say = if is_directed { words::chance } else { words::chance_either };
            (say(language, chance), counted(assurance, language))
        }
    };
    let [tenth, ninetieth] = split.tenth_to_ninetieth.map(bare);
    let world = split.share_of_world;
    let world = bare(Measured { value: world.value.max(0.0), ..world });
    let tenths = words::tenths(language, tenth, ninetieth);
    [chance, tenths, counted, words::doubt(language, world)].join(" ")
}
