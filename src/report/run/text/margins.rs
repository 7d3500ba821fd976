//! What the numbers of a test against a margin mean.

use super::View;
use crate::diagnosis::measured::{Absent, Measured};
use crate::report::margin::Within;
use crate::report::run::words::answer as words;
use crate::report::words::Listed;
use crate::report::words::whom::{Among, ForAll};

impl View<'_> {
    /// By how much a row's arm may be worse, as stated; none where an effect is sought.
    pub(super) fn margin(&self, cell: usize) -> Option<Within> {
        let cell = &self.plan.cells[cell];
        let margin = cell.hypothesis.member().margin()?.get();
        Some(Within::of(cell, self.unit.stated(margin)))
    }

    /// `at most 5 points worse than regular service`; none where an effect is sought.
    pub(super) fn margin_told(&self, cell: usize) -> Option<String> {
        let of = &self.plan.cells[cell];
        let margin = of.hypothesis.member().margin()?.get();
        let (here, stated) = (of.spec.claim.bound().abs(), self.margin(cell)?);
        if (here - margin).abs() <= 1e-9 * margin {
            return Some(words::at_most_worse(self.language, stated));
        }
        let all = ForAll(self.plan.worlds[of.world].policy);
        let here = self.unit.size(Measured { value: here, mcse: 0.0 });
        Some(words::at_most_worse_scaled(self.language, stated, all, here, of.scale()))
    }
}

/// How often each arm is shown to be within its margin; those at it or beyond it are told of false alarms, if there are
/// others.
pub(super) fn told(view: &View, cells: &[usize]) -> Vec<String> {
    let (within, beyond): (Vec<usize>, Vec<usize>) =
        cells.iter().partition(|&&cell| !is_beyond(view, cell));
    let first = if within.is_empty() { beyond } else { within };
    first.iter().map(|&cell| shown(view, cell)).chain(any_shown(view, cells)).collect()
}

/// Whether an arm lies at its margin or beyond it.
fn is_beyond(view: &View, cell: usize) -> bool {
    let test = view.row(cell).diagnosis.tests.first();
    test.is_some_and(|test| {
        matches!(test.power_right_direction, Err(Absent::AtMargin | Absent::BeyondMargin))
    })
}

/// How often an arm is shown to be within its margin.
fn shown(view: &View, cell: usize) -> String {
    let (language, row, arm) = (view.language, view.row(cell), view.arm_told(cell));
    let margin = view.margin_told(cell).unwrap_or_default();
    let (effect, among) = (view.unit.amount(row.diagnosis.truth), Among(row.estimand));
    let test = row.diagnosis.tests.first();
    match test.map(|test| (test.power_right_direction, test.power)) {
        Some((Ok(rate), _)) => {
            let freq = view.freq(&rate);
            words::shown_one(language, view.premise(), arm, effect, among, freq, margin)
        }
        Some((_, Ok(rate))) if is_beyond(view, cell) => {
            words::shown_at_margin(language, arm, effect, among, view.freq(&rate), margin)
        }
        _ if row.diagnosis.estimated > 0 => words::found_untested(language, Listed(vec![arm])),
        _ => words::found_none(language, Listed(vec![arm])),
    }
}

/// How often at least one of several arms is.
fn any_shown(view: &View, cells: &[usize]) -> Option<String> {
    let family = view.results.family_of(cells).filter(|_| cells.len() > 1)?;
    let any = family.diagnosis.any_found.ok()?;
    Some(words::shown_any(view.language, view.freq(&any)))
}

/// What shows nothing, and how often an arm at the margin or beyond it is shown to be not worse.
pub(super) fn false_alarms(view: &View, cells: &[usize]) -> Vec<String> {
    let (within, beyond): (Vec<usize>, Vec<usize>) =
        cells.iter().partition(|&&cell| !is_beyond(view, cell));
    let is_shown = |&cell: &usize| {
        let test = view.row(cell).diagnosis.tests.first();
        test.is_some_and(|test| test.power_right_direction.is_ok())
    };
    let mut out = Vec::new();
    if within.iter().any(is_shown) {
        let margin = cells.first().and_then(|&cell| view.margin(cell));
        out.extend(margin.map(|margin| {
            let told = if margin.either_way { words::not_as_good } else { words::not_the_same };
            told(view.language, margin.margin)
        }));
    }
    match (&within[..], &beyond[..]) {
        ([], _) => {}
        (_, []) if out.is_empty() => {}
        (_, []) => out.push(words::alarm_at_margin(view.language)),
        (_, beyond) => out.extend(beyond.iter().map(|&cell| shown(view, cell))),
    }
    out
}
