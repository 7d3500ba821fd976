//! How far estimates are from a truth.

use super::{Diagnosand, PairedDifference, Replicated, Unit, Wording};
use crate::diagnosis::measured::{Absent, Known, Measured, Spread, combined};
use crate::diagnosis::paired::PairDiagnosis;
use crate::language::Words;

/// Mean of e² for e = d + `shift`, with error √(Σ(e² − mean)²/(n(n−1))), and what an error of the truth adds:
/// |∂MSE/∂θ| = 2|bias|.
fn mean_square(cell: &Replicated<'_>, shift: f64, truth_mcse: f64) -> Known<Measured> {
    let [d1, d2, d3, d4] = cell.sums.error_powers;
    let n = cell.sums.estimated as f64;
    let shift_2 = shift * shift;
    let e1 = d1 + n * shift;
    let e2 = d2 + 2.0 * shift * d1 + n * shift_2;
    let e4 = d4
        + 4.0 * shift * d3
        + 6.0 * shift_2 * d2
        + 4.0 * shift_2 * shift * d1
        + n * shift_2 * shift_2;
    let square = Spread::from_sums(cell.sums.estimated, e2, e4, Absent::TooFewEstimates)?;
    let from_truth = 2.0 * (e1 / n) * truth_mcse;
    Ok(Measured { value: square.mean, mcse: combined(square.standard_error(), from_truth) })
}

/// √MSE with error by the delta method.
fn root(mse: Measured) -> Known<Measured> {
    if mse.value <= 0.0 {
        return Err(Absent::NoVariation);
    }
    let value = mse.value.sqrt();
    Ok(Measured { value, mcse: mse.mcse / (2.0 * value) })
}

/// Mean squared error to the own truth.
pub struct Mse;

impl Diagnosand<Replicated<'_>> for Mse {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::OutcomeSquared;
    const ABOUT: &'static str = "Mean squared error to the own truth.";

    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        mean_square(cell, cell.spec.policy_truth - cell.spec.truth, cell.spec.truth_mcse)
    }
}

/// Mean squared error to the policy truth.
pub struct PolicyMse;

impl Diagnosand<Replicated<'_>> for PolicyMse {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::OutcomeSquared;
    const ABOUT: &'static str = "Mean squared error to the policy truth.";

    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        mean_square(cell, 0.0, cell.spec.policy_truth_mcse)
    }
}

/// Root mean squared error to the policy truth.
pub struct Rmse;

impl Diagnosand<Replicated<'_>> for Rmse {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "Root mean squared error to the policy truth.";

    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        PolicyMse::value(cell).and_then(root)
    }
}

/// Root mean squared error to the yardstick; designs are ranked by it.
pub struct YardstickRmse;

impl Diagnosand<Replicated<'_>> for YardstickRmse {
    type Value = Known<Measured>;
    const UNIT: Unit = Unit::Outcome;
    const ABOUT: &'static str = "Root mean squared error to the yardstick: the usual miss.";
    const ASKED: Option<Wording> = Some(Wording {
        word: "rmse",
        told: Words { en: "the usual miss", nl: "de afwijking per proef" },
        needs_truth: true,
        finds: None,
    });
    const DIFFERENCE: Option<PairedDifference<PairDiagnosis>> =
        Some(PairedDifference { name: "rmse_difference", of: |pair| pair.rmse_difference });

    fn value(cell: &Replicated<'_>) -> Known<Measured> {
        let to_scale = cell.spec.policy_truth - cell.spec.yardstick;
        mean_square(cell, to_scale, cell.spec.yardstick_mcse).and_then(root)
    }
}
