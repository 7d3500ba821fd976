//! How often chance alone gives results at least as extreme as those published.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::measured::{Absent, Known, Rate, value_or_reason};

/// Why a published value cannot serve as a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum ThresholdError {
    /// Every estimate is as extreme as zero.
    #[error("a published value that rounds to zero has no direction in which to be extreme")]
    Zero,
    /// Not a number one can print.
    #[error("a published value has to be finite, with at most 15 decimals")]
    NotPrintable,
}

/// The smallest estimate that rounds to a published value, or to one further from zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Threshold {
    /// As extreme when the estimate is at most this.
    AtMost(f64),
    /// As extreme when the estimate is at least this.
    AtLeast(f64),
}

impl Threshold {
    /// For a value printed to `decimals` places: half a unit of the last place nearer to zero, so that −.16
    /// printed to two places gives "at most −.155".
    ///
    /// # Errors
    /// When the value rounds to zero, is not finite, or has more than 15 decimals.
    pub fn published(value: f64, decimals: u8) -> Result<Self, ThresholdError> {
        if !value.is_finite() || decimals > 15 {
            return Err(ThresholdError::NotPrintable);
        }
        let units_per_one: f64 = (0..decimals).fold(1.0, |scale, _| scale * 10.0);
        let units = (value.abs() * units_per_one).round();
        if units == 0.0 {
            return Err(ThresholdError::Zero);
        }
        let magnitude = (units - 0.5) / units_per_one;
        Ok(if value < 0.0 { Self::AtMost(-magnitude) } else { Self::AtLeast(magnitude) })
    }

    /// Whether `estimate` is at least as extreme, in the published direction.
    pub fn is_reached_by(self, estimate: f64) -> bool {
        match self {
            Self::AtMost(bound) => estimate <= bound,
            Self::AtLeast(bound) => estimate >= bound,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
struct Tally {
    estimated: u64,
    reached: u64,
}

impl Tally {
    fn record(&mut self, reached: Option<bool>) {
        self.estimated += u64::from(reached.is_some());
        self.reached += u64::from(reached == Some(true));
    }

    fn merge(&mut self, later: Self) {
        self.estimated += later.estimated;
        self.reached += later.reached;
    }

    /// Share of all replications: one without an estimate is not as extreme.
    fn rate(self, replications: u64) -> Known<Rate> {
        let trials = if self.estimated > 0 { replications } else { 0 };
        Rate::of(self.reached, trials, Absent::NoEstimate)
    }
}

/// Counts, over replications, of contrasts at least as extreme as published: each alone, and all together.
///
/// Shares are of all replications, as long as there is an estimate (all together: all of them) in any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExtremeSums {
    replications: u64,
    alone: Vec<Tally>,
    jointly: Tally,
}

impl ExtremeSums {
    /// Empty counts for so many contrasts.
    pub fn new(contrasts: usize) -> Self {
        Self {
            replications: 0,
            alone: vec![Tally::default(); contrasts],
            jointly: Tally::default(),
        }
    }

    /// Adds one replication: an estimate, or none, for each threshold in order.
    ///
    /// # Panics
    /// When thresholds or estimates are not as many as the contrasts counted here.
    pub fn record(&mut self, thresholds: &[Threshold], estimates: &[Option<f64>]) {
        assert_eq!(thresholds.len(), self.alone.len(), "one threshold for each contrast");
        assert_eq!(estimates.len(), self.alone.len(), "one estimate for each contrast");
        self.replications += 1;
        let mut jointly = Some(true);
        for ((tally, threshold), estimate) in self.alone.iter_mut().zip(thresholds).zip(estimates) {
            let reached = estimate
                .filter(|estimate| estimate.is_finite())
                .map(|estimate| threshold.is_reached_by(estimate));
            tally.record(reached);
            jointly = jointly.zip(reached).map(|(all, this)| all && this);
        }
        self.jointly.record(jointly);
    }

    /// Adds a later block of the same contrasts.
    ///
    /// # Panics
    /// When the blocks count different numbers of contrasts.
    pub fn merge(&mut self, later: &Self) {
        assert_eq!(self.alone.len(), later.alone.len(), "blocks of the same contrasts");
        self.replications += later.replications;
        for (tally, more) in self.alone.iter_mut().zip(&later.alone) {
            tally.merge(*more);
        }
        self.jointly.merge(later.jointly);
    }

    /// The shares with their Wilson intervals.
    pub fn diagnose(&self) -> ExtremeDiagnosis {
        ExtremeDiagnosis {
            replications: self.replications,
            estimated: self.jointly.estimated,
            alone: self.alone.iter().map(|t| ExtremeRate(t.rate(self.replications))).collect(),
            jointly: ExtremeRate(self.jointly.rate(self.replications)),
        }
    }
}

/// Share of replications at least as extreme as published.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ExtremeRate(#[serde(serialize_with = "value_or_reason")] pub Known<Rate>);

/// How often results are at least as extreme as those published.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExtremeDiagnosis {
    /// Number of replications, failures included.
    pub replications: u64,
    /// Replications in which all contrasts have an estimate.
    pub estimated: u64,
    /// Each contrast by itself, in the order of the thresholds.
    pub alone: Vec<ExtremeRate>,
    /// All contrasts in the same replication.
    pub jointly: ExtremeRate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_half_a_unit_nearer_to_zero() {
        assert_eq!(Threshold::published(-0.16, 2), Ok(Threshold::AtMost(-0.155)));
        assert_eq!(Threshold::published(-0.11, 2), Ok(Threshold::AtMost(-0.105)));
        assert_eq!(Threshold::published(0.04, 2), Ok(Threshold::AtLeast(0.035)));
        assert_eq!(Threshold::published(12.0, 0), Ok(Threshold::AtLeast(11.5)));
        assert_eq!(Threshold::published(0.004, 2), Err(ThresholdError::Zero));
        assert_eq!(Threshold::published(f64::NAN, 2), Err(ThresholdError::NotPrintable));
    }

    #[test]
    fn contrasts_are_counted_alone_and_jointly() {
        let thresholds = [Threshold::AtMost(-0.155), Threshold::AtLeast(0.035)];
        let mut sums = ExtremeSums::new(2);
        sums.record(&thresholds, &[Some(-0.155), Some(0.035)]);
        sums.record(&thresholds, &[Some(-0.2), Some(0.0)]);
        sums.record(&thresholds, &[Some(0.2), Some(0.1)]);
        sums.record(&thresholds, &[None, Some(0.1)]);
        let mut doubled = sums.clone();
        doubled.merge(&sums);
        let diagnosis = doubled.diagnose();
        assert_eq!((diagnosis.replications, diagnosis.estimated), (8, 6));
        let share = |rate: ExtremeRate| rate.0.expect("estimates").value;
        assert_eq!(share(diagnosis.alone[0]), 4.0 / 8.0);
        assert_eq!(share(diagnosis.alone[1]), 6.0 / 8.0);
        assert_eq!(share(diagnosis.jointly), 2.0 / 8.0);
    }

    #[test]
    fn no_estimate_gives_a_reason() {
        let mut sums = ExtremeSums::new(1);
        sums.record(&[Threshold::AtLeast(0.1)], &[None]);
        assert_eq!(sums.diagnose().jointly.0, Err(Absent::NoEstimate));
    }
}
