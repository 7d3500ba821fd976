//! The sizes that were simulated, as a table.

use crate::diagnosis::measured::Measured;
use crate::report::absence::Complete;
use crate::report::digits;
use crate::report::page::Page;
use crate::report::size::{Answer, CurvePoint};
use crate::report::table::Table;

/// The points of a search.
pub(in crate::report) fn write_curve(a: &Answer, page: &mut Page) {
    page.gap();
    let header = ["eligible", "analysed", "trials", "power, %", "contains policy effect, %"];
    let mut table = Table::new(&header, 0);
    for p in telling(&a.curve, |p| p.eligible, |p| p.replications) {
        let covered = |m: Measured| digits::counted_percent(m, p.with_interval);
        table.row(vec![
            digits::count(p.eligible),
            digits::count(p.people),
            digits::count(p.replications as f64),
            digits::counted_percent(p.power, p.replications),
            p.policy_coverage.map(covered).unwrap_or_default(),
        ]);
    }
    page.table(table);
    let complete = |p: &CurvePoint| Complete {
        trials: p.replications,
        estimated: p.estimated,
        with_interval: p.with_interval,
    };
    let short = a.curve.iter().map(complete).filter(|complete| !complete.is_whole());
    if let Some(worst) = short.min_by_key(|complete| complete.with_interval) {
        page.quiet(
            &format!(
                "Not every trial gave everything: at worst {}. \"Contains policy effect\" is about the trials with an \
                 interval; power is a share of all trials.",
                worst.told()
            ),
            "  ",
        );
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
