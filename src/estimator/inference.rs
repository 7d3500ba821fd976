//! What an estimator answers: an estimate, its error and its test, which fail apart.

use serde::Serialize;

use super::NoInterval;

/// What an analysis says about one effect: an estimate on the scale of the outcome, its error, and the test.
///
/// Without `exact` the test is Student's, of the estimate against its error; without an error there is none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Inference {
    /// The point estimate.
    pub point: f64,
    /// How uncertain it is, or why this sample does not say.
    pub error: Result<StandardError, NoInterval>,
    /// Two-sided p-value of an exact test of no effect, where that is what decides.
    pub exact: Option<f64>,
    /// People analysed.
    pub n: usize,
}

impl Inference {
    /// An estimate with Student's test.
    pub(super) fn student(point: f64, error: Result<StandardError, NoInterval>, n: usize) -> Self {
        Self { point, error, exact: None, n }
    }
}

/// The estimated standard error of an estimate and its reference distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StandardError {
    /// The standard error, above zero.
    pub se: f64,
    /// Degrees of freedom of the t reference; Welch's are not whole.
    pub df: f64,
}

impl StandardError {
    /// The same with more variance.
    pub(super) fn widened(self, variance: f64) -> Result<Self, NoInterval> {
        let se = (self.se * self.se + variance).sqrt();
        if se.is_finite() { Ok(Self { se, ..self }) } else { Err(NoInterval::Overflow) }
    }
}

/// A variance below this share of what the outcome's mean square would give is rounding.
const NEGLIGIBLE_VARIANCE: f64 = 1e-24;

impl StandardError {
    /// From a variance, unless that is rounding beside `scale`: the variance that an outcome as large as this one
    /// is would give if it varied as much as it is large.
    pub(super) fn of(variance: f64, df: f64, scale: f64) -> Result<Self, NoInterval> {
        if variance > NEGLIGIBLE_VARIANCE * scale {
            let se = variance.sqrt();
            if se.is_finite() { Ok(Self { se, df }) } else { Err(NoInterval::Overflow) }
        } else {
            Err(NoInterval::NoVariation)
        }
    }
}
