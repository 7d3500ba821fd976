//! Trials without an estimate and trials without an interval: how many, why, and what the numbers are then about.

use indexmap::IndexMap;

use super::{View, counted};
use crate::estimator::{Failure, NoInterval};
use crate::report::digits::count;
use crate::report::page::Page;

/// Lines on the first screen.
const MOST_LINES: usize = 1;
/// What is done where an interval is lacking and a test is not.
const EXACT: &str = " Where everybody in one group has the outcome and nobody in the other, Fisher\u{2019}s exact test decides.";

/// Replications without an estimate, and estimates without an interval: the worst cell of each analysis, by reason.
pub(super) fn write(view: &View, with_details: bool, page: &mut Page) {
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
    let replications = count(f64::from(view.results.run.replications));
    let most = if with_details { usize::MAX } else { MOST_LINES };
    for ((design, analysis, what, reason), missing) in worst.iter().take(most) {
        let n = count(missing.most as f64);
        let rows = if missing.rows == 1 {
            format!("{n} of {replications} trials in one row")
        } else {
            format!("at most {n} of {replications} trials in each of {} rows", missing.rows)
        };
        let is_all = missing.most == u64::from(view.plan.replications);
        let (lacks, then) = what.told(is_all);
        let reason = what.because(reason);
        let exact = if *what == What::Interval && missing.exact { EXACT } else { "" };
        let text = format!("{lacks}: {design} · {analysis}, {rows} ({reason}). {then}{exact}");
        page.warning(&text, "  ");
    }
    if worst.len() > most {
        page.warning(
            &format!(
                "And {} like it, less often: see --details.",
                counted(worst.len() - most, "line")
            ),
            "  ",
        );
    }
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
    /// What is lacking, and what that means for the numbers, where all trials lack it or only some.
    fn told(self, is_all: bool) -> (&'static str, &'static str) {
        match (self, is_all) {
            (Self::Estimate, false) => (
                "No estimate",
                "Bias and coverage are those of the other trials; these count as not found.",
            ),
            (Self::Estimate, true) => {
                ("No estimate", "There is no trial from which bias, coverage or power could come.")
            }
            (Self::Interval, false) => (
                "No interval",
                "Coverage is that of the other trials; the bias counts the estimates of all.",
            ),
            (Self::Interval, true) => (
                "No interval",
                "There is no trial from which coverage could come; the bias counts the estimates.",
            ),
        }
    }

    /// A reason in a phrase.
    fn because(self, label: &'static str) -> &'static str {
        match self {
            Self::Estimate => Failure::ALL
                .into_iter()
                .find(|failure| failure.label() == label)
                .map_or(label, no_estimate),
            Self::Interval => NoInterval::ALL
                .into_iter()
                .find(|reason| reason.label() == label)
                .map_or(label, no_interval),
        }
    }
}

fn no_estimate(failure: Failure) -> &'static str {
    match failure {
        Failure::EmptyArm => "nobody in one of the groups",
        Failure::RankDeficient => "the model cannot tell the arm from its covariates",
        Failure::NoResponders => "nobody answered the survey",
        Failure::NoFirstStage => "assignment did not change who starts",
        Failure::Overflow => "the outcomes are too large to be added up",
    }
}

fn no_interval(reason: NoInterval) -> &'static str {
    match reason {
        NoInterval::OnePerson => "one person in a group",
        NoInterval::LeverageOne => "one person alone decides a coefficient",
        NoInterval::NoDegreesOfFreedom => "as many coefficients as people",
        NoInterval::NoVariation => "everybody in both groups had the same outcome",
        NoInterval::Overflow => "the outcomes are too large to be squared",
        NoInterval::TestOnly => "the analysis gives no interval",
    }
}
