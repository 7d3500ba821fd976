//! Trials without an estimate and trials without an interval: how many, why, and what the numbers are then about.

use indexmap::IndexMap;

use super::View;
use super::shown::first_table;
use crate::estimator::{Failure, NoInterval};
use crate::report::absence::Complete;
use crate::report::page::Page;
use crate::report::run::words::end as words;
use crate::report::words::Number;

/// Lines on the first screen.
const MOST_LINES: usize = 1;

/// Replications without an estimate, and estimates without an interval: the worst cell of each analysis, by reason.
pub(super) fn write(view: &View, page: &mut Page) {
    let mut worst: IndexMap<(&str, &str, What, &'static str), Missing> = IndexMap::new();
    for row in &view.results.cells {
        let failures = row.failures.iter().map(|counted| (What::Estimate, counted));
        let by_accident =
            |(reason, _): &(&&'static str, &u64)| **reason != NoInterval::TestOnly.label();
        let bare = row.without_interval.iter().filter(by_accident);
        let bare = bare.map(|counted| (What::Interval, counted));
        for (what, (&reason, &n)) in failures.chain(bare) {
            let key = (row.key.design.as_str(), row.key.analysis.as_str(), what, reason);
            let missing = worst.entry(key).or_default();
            missing.most = missing.most.max(n);
            missing.rows += 1;
            missing.exact |= row.diagnosis.tested > row.diagnosis.with_interval;
        }
    }
    worst.sort_by(|_, one, _, other| other.most.cmp(&one.most));
    let all = Number::count(view.plan.replications as usize);
    let most = if view.with_details { usize::MAX } else { MOST_LINES };
    for ((design, analysis, what, reason), missing) in worst.iter().take(most) {
        let row = view.named(design, analysis);
        let row = match missing.rows {
            1 => row,
            rows => words::at_most_in_rows(view.language, row, Number::count(rows)),
        };
        let is_all = missing.most == u64::from(view.plan.replications);
        let n = Number::count(missing.most as usize);
        let text = what.told(view, reason, row, n, all.clone(), is_all, missing.exact);
        page.warning(&text, "  ");
    }
    match worst.len().saturating_sub(most) {
        0 => {}
        1 => page.warning(&words::one_more_like_it(view.language), "  "),
        n => page.warning(&words::more_like_it(view.language, Number::count(n)), "  "),
    }
    if let Some(told) = conditional(view) {
        page.warning(&told, "  ");
    }
}

/// What bias and coverage of the first table are about where some trials have no estimate or no interval.
fn conditional(view: &View) -> Option<String> {
    let rows = first_table(view);
    let complete = |&cell: &usize| {
        let d = &view.row(cell).diagnosis;
        Complete {
            trials: u64::from(view.plan.replications),
            estimated: d.estimated,
            with_interval: d.with_interval,
        }
    };
    let cells = rows.iter().flat_map(|row| &row.cells).map(complete);
    let mut short: Vec<Complete> =
        cells.filter(|it| !it.is_whole() && it.with_interval > 0).collect();
    short.sort_by_key(|it| it.estimated.min(it.with_interval));
    let [estimated, trials, intervals] = short.first()?.numbers();
    Some(match short.len() {
        1 => words::conditional(view.language, estimated, trials, intervals),
        _ => words::conditional_at_worst(view.language, estimated, trials, intervals),
    })
}

/// Replications of one analysis that lack something for one reason.
#[derive(Default)]
struct Missing {
    /// In the row in which most did.
    most: u64,
    /// Rows in which any did.
    rows: usize,
    /// Whether an exact test stands in somewhere.
    exact: bool,
}

/// What a trial can lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum What {
    Estimate,
    Interval,
}

impl What {
    /// What is lacking and why, and what that means for the numbers, where all trials lack it or only some.
    #[expect(clippy::too_many_arguments, reason = "slots of one sentence")]
    fn told(
        self,
        view: &View,
        reason: &str,
        row: String,
        n: Number,
        all: Number,
        is_all: bool,
        is_exact: bool,
    ) -> String {
        let language = view.language;
        let failure = Failure::ALL.into_iter().find(|failure| failure.label() == reason);
        let no_interval = NoInterval::ALL.into_iter().find(|one| one.label() == reason);
        match (self, failure, no_interval) {
            (Self::Estimate, Some(failure), _) if is_all => {
                words::never_an_estimate(language, row, failure)
            }
            (Self::Estimate, Some(failure), _) => {
                words::no_estimate(language, n, all, row, failure)
            }
            (Self::Interval, _, Some(reason)) if is_exact => {
                words::no_interval_but_test(language, n, all, row, reason)
            }
            (Self::Interval, _, Some(reason)) => words::no_interval(language, n, all, row, reason),
            _ => format!("{row} ({reason})"),
        }
    }
}
