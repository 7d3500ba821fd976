//! What is found of each arm, and whether that is enough.

use super::{Unit, View};
use crate::diagnosis::measured::{Absent, Measured, Rate, combined};
use crate::estimand::{Scale, Term};
use crate::report::run::words::answer as words;
use crate::report::words::amounts::FreqRange;
use crate::report::words::causes::Cause;
use crate::report::words::whom::{Among, ForAll, Premise};
use crate::report::words::{Listed, Number};
use crate::sizing::Reached;

/// What the experiment itself adds is told from this share of the truth on.
const ADDED: f64 = 0.01;
/// Simulation errors from zero at which it is told.
const CERTAIN: f64 = 3.0;

/// Share of what matters by which the effect told may differ from it and be the same.
const TOLD: f64 = 0.01;

/// What becomes of an arm's effect.
enum Outcome {
    Found(Rate),
    Zero(Rate),
    Untested,
    Nothing,
}

fn outcome(view: &View, cell: usize) -> Outcome {
    let d = &view.row(cell).diagnosis;
    let test = d.tests.first();
    match test.map(|test| (test.power_right_direction, test.power)) {
        Some((Ok(rate), _)) => Outcome::Found(rate),
        Some((Err(Absent::TruthNearZero), Ok(rate))) => Outcome::Zero(rate),
        _ if d.estimated > 0 => Outcome::Untested,
        _ => Outcome::Nothing,
    }
}

/// The sentences on cells that seek an effect.
pub(super) fn told(view: &View, cells: &[usize]) -> Vec<String> {
    let outcomes: Vec<(usize, Outcome)> =
        cells.iter().map(|&cell| (cell, outcome(view, cell))).collect();
    let found: Vec<(usize, Rate)> = outcomes
        .iter()
        .filter_map(|(cell, outcome)| match outcome {
            Outcome::Found(rate) => Some((*cell, *rate)),
            _ => None,
        })
        .collect();
    let zero = outcomes.iter().filter_map(|(cell, outcome)| match outcome {
        Outcome::Zero(rate) => Some((*cell, *rate)),
        _ => None,
    });
    let mut out = arms_found(view, &found);
    out.extend(together(view, cells).filter(|_| cells.len() > 1));
    out.extend(nothing_to_find(view, &zero.collect::<Vec<_>>()));
    let language = view.language;
    let arms = |is: fn(&Outcome) -> bool| {
        let arms = outcomes.iter().filter(|(_, outcome)| is(outcome));
        let arms: Vec<String> = arms.map(|(cell, _)| view.arm_told(*cell)).collect();
        (!arms.is_empty()).then_some(Listed(arms))
    };
    let untested = arms(|outcome| matches!(outcome, Outcome::Untested));
    out.extend(untested.map(|arms| words::found_untested(language, arms)));
    let nothing = arms(|outcome| matches!(outcome, Outcome::Nothing));
    out.extend(nothing.map(|arms| words::found_none(language, arms)));
    if !view.has_few() {
        let found: Vec<usize> = found.iter().map(|(cell, _)| *cell).collect();
        out.extend(found.iter().filter_map(|&cell| added(view, cell)));
        out.extend(matters(view, &found));
    }
    out
}

fn arms_found(view: &View, found: &[(usize, Rate)]) -> Vec<String> {
    let language = view.language;
    let one = |cell: usize, rate: &Rate| {
        let effect = view.unit.amount(view.row(cell).diagnosis.truth);
        let among = Among(view.row(cell).estimand);
        let (arm, freq) = (view.arm_told(cell), view.freq(rate));
        words::found_one(language, view.premise(), arm, effect, among, freq)
    };
    match found {
        [] => Vec::new(),
        [(cell, rate)] => vec![one(*cell, rate)],
        [(a, first), (b, second)] => {
            if view.row(*a).estimand != view.row(*b).estimand {
                return vec![one(*a, first), one(*b, second)];
            }
            let effect = view.unit.amount(view.row(*b).diagnosis.truth);
            let freq = view.freq(second).again();
            vec![one(*a, first), words::found_second(language, view.arm_told(*b), effect, freq)]
        }
        several => {
            let rates = several.iter().map(|(_, rate)| *rate);
            let Some(range) = FreqRange::of(rates, view.simulated()) else { return Vec::new() };
            if range.is_one() {
                let freq = view.freq(&several[0].1);
                return vec![words::found_alike(language, view.premise(), freq)];
            }
            let by_rate = |a: &&(usize, Rate), b: &&(usize, Rate)| a.1.value.total_cmp(&b.1.value);
            let ends = several.iter().min_by(by_rate).zip(several.iter().max_by(by_rate));
            let named = ends.map(|(least, most)| {
                let [least, most] = [least, most].map(|(_, end)| {
                    let is_alike = |(_, rate): &&(usize, Rate)| view.freq(rate) == view.freq(end);
                    let alike = several.iter().filter(is_alike);
                    Listed(alike.map(|(cell, _)| view.arm_told(*cell)).collect())
                });
                words::found_range(language, view.premise(), range, least, most)
            });
            named.into_iter().collect()
        }
    }
}

/// How often at least one of several arms is found, and how often all are.
fn together(view: &View, cells: &[usize]) -> Option<String> {
    if view.has_few() {
        return None;
    }
    let d = &view.family(0, *cells.first()?)?.diagnosis;
    let (any, all) = (d.any_found.ok()?, d.all_found.ok()?);
    let [any, all] = [&any, &all].map(|rate| view.freq(rate));
    Some(match cells.len() {
        2 => words::found_both(view.language, any, all.again()),
        n => words::found_any_all(view.language, any, Number::count(n), all.again()),
    })
}

/// Arms without an effect, of which some trials report one.
fn nothing_to_find(view: &View, zero: &[(usize, Rate)]) -> Option<String> {
    let range = FreqRange::of(zero.iter().map(|(_, rate)| *rate), view.simulated())?;
    let arms = Listed(zero.iter().map(|(cell, _)| view.arm_told(*cell)).collect());
    Some(match view.premise() {
        Premise::Plan => words::found_zero(view.language, arms, range),
        Premise::World(world) => words::found_zero_in(view.language, world, arms, range),
    })
}

/// What the trial itself adds to the effect that is found; nothing where it adds nothing. Per person who starts, that is
/// counted otherwise than the effect.
fn added(view: &View, cell: usize) -> Option<String> {
    let (row, arm) = (view.row(cell), view.arm_told(cell));
    let (truth, untreated) = (row.diagnosis.truth, row.mde_solved.untreated);
    let is_seen = |part: f64| part.abs() > ADDED * truth.value.abs();
    if view.plan.cells[cell].scale() == Scale::PerStarter {
        let part = view.unit.amount(Measured { value: untreated, mcse: 0.0 });
        return is_seen(untreated).then(|| words::of_it_untreated(view.language, arm, part));
    }
    let mut adds = Measured { value: 0.0, mcse: 0.0 };
    let mut visible = Vec::new();
    for entry in &row.diagnosis.bias_budget {
        let (Term::Artefact(_), Measured { value, mcse }) = (entry.term, entry.mean) else {
            continue;
        };
        adds = Measured { value: adds.value + value, mcse: combined(adds.mcse, mcse) };
        visible.extend(view.unit.is_visible(entry.mean).then_some(Cause::Term(entry.term)));
    }
    let is_told = is_seen(adds.value) && adds.value.abs() > CERTAIN * adds.mcse;
    (is_told && !visible.is_empty()).then(|| {
        let part = view.unit.amount(adds);
        words::of_it_trial(view.language, arm, part, Listed(visible))
    })
}

/// Whether the smallest effect that would matter is found often enough; nothing where that is the effect just told, or
/// where it is not known from which size on arms are found.
fn matters(view: &View, cells: &[usize]) -> Option<String> {
    let sizes: Vec<(usize, f64)> = cells
        .iter()
        .filter_map(|&cell| match view.row(cell).detectable() {
            Reached::At(effect) => Some((cell, effect.value.abs())),
            Reached::No { .. } => None,
        })
        .collect();
    let (&first, language) = (cells.first()?, view.language);
    let cell = &view.plan.cells[first];
    let wanted = cell.matters?;
    let share = cell.factors.first().map_or(1.0, |k| k.value);
    let matters = share * wanted;
    let size = view.unit.stated(wanted);
    let is_told = |&cell: &usize| {
        let truth = view.row(cell).diagnosis.truth;
        (truth.value.abs() - wanted).abs() <= TOLD * wanted + truth.mcse
    };
    let stated = view.scenario.estimands.smallest_effect_of_interest.is_some();
    if stated && cells.iter().all(is_told) || sizes.is_empty() {
        return None;
    }
    let effect = if !stated {
        words::matters_by_default(language, size)
    } else if view.is_scaled(first) {
        let all = ForAll(view.plan.worlds[0].policy);
        let here = view.unit.size(Measured { value: matters, mcse: 0.0 });
        words::matters_scaled(language, size, all, here, cell.scale())
    } else {
        words::matters_stated(language, size)
    };
    let (enough, short): (Vec<_>, Vec<_>) = sizes.iter().partition(|(_, size)| *size <= matters);
    Some(if short.is_empty() && sizes.len() == cells.len() {
        words::matters_enough(language, effect)
    } else if !enough.is_empty() {
        let arms = enough.iter().map(|(cell, _)| view.arm_told(*cell)).collect();
        words::matters_for_some(language, effect, Listed(arms))
    } else if short.iter().all(|(_, size)| 0.7 * size > matters) {
        words::matters_missed(language, effect)
    } else {
        words::matters_less_often(language, effect)
    })
}

/// Whether a bias of this unit is large enough to be told and clear of simulation error.
pub(super) fn is_certain(unit: Unit, bias: Measured) -> bool {
    unit.is_visible(bias) && bias.value.abs() > CERTAIN * bias.mcse
}
