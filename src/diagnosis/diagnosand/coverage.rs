//! How often an interval contains the truth.

use super::{Diagnosand, PairedDifference, Replicated, Unit, Wording};
use crate::diagnosis::measured::{Absent, Known, Rate};
use crate::diagnosis::paired::PairDiagnosis;
use crate::language::Words;

/// Share of confidence intervals that contain the own truth.
pub struct Coverage;

impl Diagnosand<Replicated<'_>> for Coverage {
    type Value = Known<Rate>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Share of intervals that contain the own truth.";
    const DIFFERENCE: Option<PairedDifference<PairDiagnosis>> =
        Some(PairedDifference { name: "coverage_difference", of: |pair| pair.coverage_difference });

    fn value(cell: &Replicated<'_>) -> Known<Rate> {
        Rate::of(cell.sums.covered, cell.sums.with_interval, Absent::NoInterval)
    }
}

/// Share of confidence intervals that contain the yardstick.
pub struct PolicyCoverage;

impl Diagnosand<Replicated<'_>> for PolicyCoverage {
    type Value = Known<Rate>;
    const UNIT: Unit = Unit::Share;
    const ABOUT: &'static str = "Share of intervals that contain the yardstick.";
    const ASKED: Option<Wording> = Some(Wording {
        word: "coverage",
        told: Words { en: "coverage", nl: "de kans dat het interval klopt" },
        needs_truth: true,
        finds: None,
    });
    const DIFFERENCE: Option<PairedDifference<PairDiagnosis>> = Some(PairedDifference {
        name: "policy_coverage_difference",
        of: |pair| pair.policy_coverage_difference,
    });

    fn value(cell: &Replicated<'_>) -> Known<Rate> {
        Rate::of(cell.sums.policy_covered, cell.sums.with_interval, Absent::NoInterval)
    }
}
