//! The sizes that were simulated, as a table.

use super::words;
use crate::diagnosis::measured::Measured;
use crate::language::Language;
use crate::report::absence::Complete;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::size::{Answer, CurvePoint};
use crate::report::table::Table;

/// The points of a search.
pub(super) fn write_curve(a: &Answer, language: Language, page: &mut Page) {
    page.gap();
    let found = if a.margin_told.is_some() { words::column_shown } else { words::column_found };
    let header = [
        words::column_eligible,
        words::column_analysed,
        words::column_trials,
        found,
        words::column_covered,
    ];
    let header = header.map(|column| column(language));
    let mut table = Table::new(&header.each_ref().map(String::as_str), 0);
    for p in telling(&a.curve, |p| p.eligible, |p| p.replications) {
        let covered = |m: Measured| digits::counted_percent(m, p.with_interval);
        let numbers = [
            digits::count(p.eligible),
            digits::count(p.people),
            digits::count(p.replications as f64),
            digits::counted_percent(p.power, p.replications),
            p.policy_coverage.map(covered).unwrap_or_default(),
        ];
        table.row(numbers.map(|number| language.number(&number)).to_vec());
    }
    page.table(table);
    let complete = |p: &CurvePoint| Complete {
        trials: p.replications,
        estimated: p.estimated,
        with_interval: p.with_interval,
    };
    let short = a.curve.iter().map(complete).filter(|complete| !complete.is_whole());
    if let Some(worst) = short.min_by_key(|complete| complete.with_interval) {
        let [estimated, trials, intervals] = worst.numbers();
        page.quiet(&words::incomplete(language, estimated, trials, intervals), "  ");
    }
}

/// Every point with the word for it: those of the search, `curve`, and then the others that are there.
pub(in crate::report) fn points<'a, P, const N: usize>(
    curve: &'a [P],
    others: [(&'static str, &'a Option<P>); N],
) -> impl Iterator<Item = (&'static str, &'a P)> {
    let others = others.into_iter().filter_map(|(kind, point)| Some((kind, point.as_ref()?)));
    curve.iter().map(|point| ("curve", point)).chain(others)
}

/// The points worth a line: of several within a few percent, the one with most replications.
pub(in crate::report) fn telling<T>(
    curve: &[T],
    at: impl Fn(&T) -> f64,
    replications: impl Fn(&T) -> u64,
) -> Vec<&T> {
    let mut order: Vec<&T> = curve.iter().collect();
    order.sort_by_key(|p| std::cmp::Reverse(replications(p)));
    let mut kept: Vec<&T> = Vec::new();
    for p in order {
        if kept.iter().all(|k| (at(k) / at(p) - 1.0).abs() > 0.03) {
            kept.push(p);
        }
    }
    kept.sort_by(|a, b| at(a).total_cmp(&at(b)));
    kept
}
