//! What a table of many rows says where some of its numbers are over part of the trials only.

use super::digits;
use crate::diagnosis::denominators::Denominators;

/// In words, which numbers of some rows leave trials out; nothing where every trial has an estimate and an interval.
pub(super) fn told(rows: impl Iterator<Item = Denominators> + Clone) -> Option<String> {
    let fewest = |count: fn(&Denominators) -> u64| {
        let lacking = rows.clone().filter(|row| count(row) < row.replications);
        let share = |row: &Denominators| count(row) as f64 / row.replications as f64;
        let least = lacking.min_by(|a, b| share(a).total_cmp(&share(b)))?;
        let [some, all] = [count(&least), least.replications].map(|n| digits::count(n as f64));
        Some(format!("{some} of {all}"))
    };
    match (fewest(|row| row.estimated), fewest(|row| row.with_interval)) {
        (None, None) => None,
        (None, Some(intervals)) => Some(format!(
            "Not every trial has an interval (in one row {intervals}): coverage is over those that have."
        )),
        (estimates, intervals) => Some(format!(
            "Not every trial has an estimate (in one row {}) or an interval (in one row {}): bias and usual miss are \
             over the trials with an estimate, coverage over those with an interval, and a trial without either \
             counts as not found.",
            estimates.unwrap_or_default(),
            intervals.unwrap_or_default()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(replications: u64, estimated: u64, with_interval: u64) -> Denominators {
        Denominators { replications, estimated, with_interval }
    }

    #[test]
    fn the_row_that_lacks_most_is_told() {
        let complete = row(2_000, 2_000, 2_000);
        assert_eq!(told([complete; 3].into_iter()), None);
        let some = [complete, row(2_000, 2_000, 1_977), row(100, 100, 50)];
        assert_eq!(
            told(some.into_iter()).expect("intervals are lacking"),
            "Not every trial has an interval (in one row 50 of 100): coverage is over those that have."
        );
        let both = told([row(2_000, 1_900, 1_800)].into_iter()).expect("estimates are lacking");
        assert!(both.contains("an estimate (in one row 1,900 of 2,000)"), "{both}");
        assert!(both.contains("an interval (in one row 1,800 of 2,000)"), "{both}");
    }
}
