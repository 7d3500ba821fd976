//! One sentence on what the answer hangs on: which setting moves the share of trials that find something
//! most, over the values tried and the scenario as it stands.

use super::text::{short_names, shown};
use super::{Measures, Status, SweepResults, SweepRow, words};
use crate::diagnosis::measured::{Rate, Z_975};
use crate::language::Language;
use crate::numeric::interval::Interval;
use crate::report::digits;
use crate::report::names::Names;
use crate::report::unit::Unit;
use crate::report::words::Say;
use crate::report::words::amounts::{EitherOf, Percent, Trials};

/// Simulation errors within which a movement may be chance.
const NOISE: f64 = 3.0;

/// Which share of trials is followed: one and the same at every point.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) enum Share {
    /// Significant in the direction of the effect assumed.
    Found,
    /// Significant against a margin, whether that is true or not.
    Shown,
    /// Significant in either direction: where some effect is 0 there is no right one.
    Significant,
}

impl Share {
    /// What all these rows have.
    pub(super) fn of(rows: &[&SweepRow]) -> Self {
        let has_sign = |row: &&SweepRow| {
            row.measures.as_ref().is_none_or(|m| m.test().power_right_direction.is_ok())
        };
        let seeks_effect = |row: &&SweepRow| {
            row.measures.as_ref().is_none_or(|m| m.diagnosis.claim.is_of_effect())
        };
        match (rows.iter().all(has_sign), rows.iter().any(seeks_effect)) {
            (_, false) => Self::Shown,
            (true, true) => Self::Found,
            (false, true) => Self::Significant,
        }
    }

    pub(super) fn rate(self, measures: &Measures) -> Option<Rate> {
        match self {
            Self::Found => measures.test().power_right_direction.ok(),
            Self::Shown | Self::Significant => measures.test().power.ok(),
        }
    }
}

impl Say for Share {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Found => words::share_found(language),
            Self::Shown => words::share_shown(language),
            Self::Significant => words::share_significant(language),
        }
    }
}

/// A setting and the share at each of its values, averaged over the other settings.
struct Movement {
    name: String,
    low: At,
    high: At,
}

/// A value and the mean share there.
#[derive(Clone)]
struct At {
    value: String,
    /// As it is shown, with its own error and interval: that of the table where it is one share.
    shown: Rate,
    /// Its error, for one of 0 or 1 too.
    error: f64,
}

impl Movement {
    fn size(&self) -> f64 {
        self.high.shown.value - self.low.shown.value
    }

    /// Simulation error of its size.
    fn error(&self) -> f64 {
        let (a, b) = (self.low.error, self.high.error);
        (a * a + b * b).sqrt()
    }

    fn is_noise(&self) -> bool {
        self.size() <= NOISE * self.error()
    }
}

impl At {
    fn percent(&self) -> Percent {
        Percent(digits::percent_only(&self.shown))
    }
}

/// What the share hangs on; none with fewer than two points to compare. The scenario as it stands is one of
/// them where a single setting is varied or several together: in a crossing it has no partners.
pub(super) fn sentence(
    results: &SweepResults,
    rows: &[&SweepRow],
    names: &Names,
) -> Option<String> {
    let language = names.language;
    let is_crossed = results.varied.len() > 1 && !results.paired;
    let is_compared = |row: &&&SweepRow| match row.status {
        Status::Done => true,
        Status::Baseline => !is_crossed,
        Status::Refused | Status::NotAnalysed => false,
    };
    let rows: Vec<&SweepRow> = rows.iter().filter(is_compared).copied().collect();
    let share = Share::of(&rows);
    let names = short_names(results, names);
    let now = rows.iter().find(|row| row.status == Status::Baseline);
    let told = if is_crossed {
        let value = |row: &SweepRow, k: usize| shown(&row.values[k], language);
        let mut movements: Vec<Movement> = names
            .into_iter()
            .enumerate()
            .filter_map(|(k, name)| movement(name, share, &rows, language, |row| value(row, k)))
            .collect();
        movements.sort_by(|a, b| b.size().total_cmp(&a.size()));
        let has_moved = rows.iter().any(|row| has_moved(row));
        crossed(share, &movements, has_moved, results, language)?
    } else {
        let only = movement(names.join(", "), share, &rows, language, |row| {
            let values = row.values.values().map(|value| shown(value, language));
            let values = values.collect::<Vec<_>>().join(&words::between(language));
            let is_now = now.is_some_and(|now| now.values == row.values);
            if is_now { words::as_it_stands(language, values) } else { values }
        })?;
        if only.is_noise() && !rows.iter().any(|row| has_moved(row)) {
            moves_not(&only, results, language)
        } else {
            only.told(share, words::moves, language)
        }
    };
    let turned = is_turned(&rows).then(|| words::turned(language));
    Some(std::iter::once(told).chain(turned).collect::<Vec<_>>().join(" "))
}

/// A sentence on the share at two values of a setting.
type Moves = fn(Language, Share, &Percent, &str, &Percent, &str, &str) -> String;

impl Movement {
    fn told(&self, share: Share, moves: Moves, language: Language) -> String {
        let (low, high) = (self.low.percent(), self.high.percent());
        moves(language, share, &low, &self.low.value, &high, &self.high.value, &self.name)
    }
}

/// That nothing is seen to move it; `largest` is what moves it most.
fn moves_not(largest: &Movement, results: &SweepResults, language: Language) -> String {
    let trials = Trials(results.run.replications);
    words::moves_not(language, trials, Unit::Points.error(largest.error()))
}

/// The same where points differ from the scenario as it stands.
fn moves_together(largest: &Movement, results: &SweepResults, language: Language) -> String {
    let trials = Trials(results.run.replications);
    words::moves_together(language, trials, Unit::Points.error(largest.error()))
}

/// Whether significance changed more than chance explains, against the scenario as it stands in the same
/// trials.
fn has_moved(row: &SweepRow) -> bool {
    let difference = row.measures.as_ref().and_then(|m| m.difference.as_ref());
    let change = difference.and_then(|d| d.power_difference.ok());
    change.is_some_and(|m| m.value.abs() > NOISE * m.mcse)
}

/// Whether the true effect goes up at some points and down at others: between them it is 0.
fn is_turned(rows: &[&SweepRow]) -> bool {
    let of = |sign: f64| {
        rows.iter().any(|row| {
            let has_sign = |m: &&Measures| {
                m.test().power_right_direction.is_ok() && m.diagnosis.claim.is_of_effect()
            };
            let measures = row.measures.as_ref().filter(has_sign);
            measures.is_some_and(|m| sign * m.diagnosis.policy_truth.value > 0.0)
        })
    };
    of(1.0) && of(-1.0)
}

/// What moves the share, the largest movement first; `has_moved` says whether a point differs from the scenario as it
/// stands.
fn crossed(
    share: Share,
    movements: &[Movement],
    has_moved: bool,
    results: &SweepResults,
    language: Language,
) -> Option<String> {
    let (noise, moving): (Vec<&Movement>, Vec<&Movement>) =
        movements.iter().partition(|movement| movement.is_noise());
    let Some((most, less)) = moving.split_first() else {
        let largest = movements.first()?;
        return Some(match has_moved {
            true => moves_together(largest, results, language),
            false => moves_not(largest, results, language),
        });
    };
    let mut told = vec![most.told(share, words::moves_most, language)];
    told.extend(less.iter().map(|Movement { name, low, high }| {
        let ends = (low.percent(), high.percent());
        words::moves_less(language, &ends.0, &low.value, &ends.1, &high.value, name)
    }));
    if !noise.is_empty() {
        let names = noise.iter().map(|movement| movement.name.clone()).collect();
        told.push(words::moves_unseen(language, EitherOf(names)));
    }
    Some(told.join(" "))
}

/// The share by value, the lowest and the highest of them; none with fewer than two values, or where a
/// point has no share.
fn movement(
    name: String,
    share: Share,
    rows: &[&SweepRow],
    language: Language,
    value: impl Fn(&SweepRow) -> String,
) -> Option<Movement> {
    let mut groups: Vec<(String, Vec<Rate>)> = Vec::new();
    for row in rows {
        let rate = share.rate(row.measures.as_ref()?)?;
        let at = value(row);
        match groups.iter_mut().find(|(other, _)| *other == at) {
            Some((_, shares)) => shares.push(rate),
            None => groups.push((at, vec![rate])),
        }
    }
    let means: Vec<At> = groups.into_iter().map(|(value, shares)| mean(value, &shares)).collect();
    let by_share = |a: &&At, b: &&At| a.shown.value.total_cmp(&b.shown.value);
    let low = alike(means.iter().min_by(by_share)?, &means, language);
    let high = alike(means.iter().max_by(by_share)?, &means, language);
    (means.len() > 1).then_some(Movement { name, low, high })
}

/// An end with all values that are told to have its share.
fn alike(end: &At, means: &[At], language: Language) -> At {
    let told = |at: &At| digits::percent_only(&at.shown);
    let values = means.iter().filter(|at| told(at) == told(end)).map(|at| at.value.clone());
    At { value: EitherOf(values.collect()).say(language), ..end.clone() }
}

/// The mean of shares; their errors count as if they went together, as common chance makes them.
fn mean(value: String, shares: &[Rate]) -> At {
    let n = shares.len() as f64;
    let mean = |of: fn(&Rate) -> f64| shares.iter().map(of).sum::<f64>() / n;
    let interval = Interval { low: mean(|r| r.interval.low), high: mean(|r| r.interval.high) };
    let trials = shares.iter().map(|r| r.trials).sum();
    let shown = Rate { value: mean(|r| r.value), mcse: mean(|r| r.mcse), interval, trials };
    // From the longer half of the interval: shares of 0 and 1 have no error of their own.
    let longer = |r: &Rate| (r.interval.high - r.value).max(r.value - r.interval.low);
    At { value, shown, error: shares.iter().map(longer).sum::<f64>() / n / Z_975 }
}
