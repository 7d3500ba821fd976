//! Where estimates lie: their mean, its distance to each truth, and their spread.

use super::{Diagnosand, PairedDifference, Replicated, Unit, Wording};
use crate::diagnosis::measured::{Known, Measured, Spread, combined};
use crate::diagnosis::paired::PairDiagnosis;
use crate::language::Words;

/// Mean error moved by `shift`, whose own error is `shift_mcse`.
fn about(cell: &Replicated<'_>, shift: f64, shift_mcse: f64) -> Known<Measured> {
    let moved = |error: Spread| Measured {
        value: error.mean + shift,
        mcse: combined(error.standard_error(), shift_mcse),
    };
    cell.errors().map(moved)
}

/// Mean of the estimates.
pub struct MeanEstimate;

impl Diagnosand<Replicated<'_>> for MeanEstimate {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "Mean of the estimates.";
    const ASKED: Option<Wording> = Some(Wording {
        word: "estimate",
        told: Words { en: "the mean estimate", nl: "de gemiddelde schatting" },
        needs_truth: false,
        finds: None,
    });
    const DIFFERENCE: Option<PairedDifference<PairDiagnosis>> =
        Some(PairedDifference { name: "estimate_difference", of: |pair| pair.estimate_difference });

    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        about(cell, cell.spec.policy_truth, 0.0)
    }
}

/// Mean estimate minus own truth; the errors of both are combined.
pub struct Bias;

impl Diagnosand<Replicated<'_>> for Bias {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "Mean estimate minus own truth.";

    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        about(cell, cell.spec.policy_truth - cell.spec.truth, cell.spec.truth_mcse)
    }
}

/// Mean estimate minus policy truth; the errors of both are combined.
pub struct PolicyBias;

impl Diagnosand<Replicated<'_>> for PolicyBias {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "Mean estimate minus policy truth.";

    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        about(cell, 0.0, cell.spec.policy_truth_mcse)
    }
}

/// Mean estimate minus the yardstick; the errors of both are combined.
pub struct YardstickBias;

impl Diagnosand<Replicated<'_>> for YardstickBias {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "Mean estimate minus the yardstick.";
    const ASKED: Option<Wording> = Some(Wording {
        word: "bias",
        told: Words { en: "bias", nl: "de vertekening" },
        needs_truth: true,
        finds: None,
    });
    const DIFFERENCE: Option<PairedDifference<PairDiagnosis>> =
        Some(PairedDifference { name: "bias_difference", of: |pair| pair.bias_difference });

    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        about(cell, cell.spec.policy_truth - cell.spec.yardstick, cell.spec.yardstick_mcse)
    }
}

/// Standard deviation of the estimates (empirical standard error), divisor n − 1.
pub struct SdEstimate;

impl Diagnosand<Replicated<'_>> for SdEstimate {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "Standard deviation of the estimates over trials.";

    /// s with error s/√(2(n−1)).
    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        let empirical = |error: Spread| Measured {
            value: error.sd(),
            mcse: error.sd() / (2.0 * (error.n - 1.0)).sqrt(),
        };
        cell.errors().map(empirical)
    }
}
