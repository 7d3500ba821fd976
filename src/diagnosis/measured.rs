//! A Monte Carlo result and its error, or the reason why there is none.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::numeric::interval::{Interval, wilson};

/// Standard normal quantile at .975, for 95 % Wilson intervals.
pub const Z_975: f64 = 1.959963984540054;

/// A number estimated by simulation, with its Monte Carlo standard error (both in the number's own unit).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measured {
    /// The estimate.
    pub value: f64,
    /// Its Monte Carlo standard error, at least 0.
    pub mcse: f64,
}

/// A share of replications: estimate, Monte Carlo standard error √(p(1−p)/n) and Wilson interval.
///
/// At a share of 0 or 1 the standard error is 0 and says nothing; the interval still does.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// The share, 0 to 1.
    pub value: f64,
    /// √(p(1−p)/n) (Morris, White & Crowther 2019, Table 6).
    pub mcse: f64,
    /// Wilson's 95 % interval.
    pub interval: Interval,
    /// Of how many trials it is the share.
    #[serde(skip)]
    pub trials: u64,
}

impl Rate {
    /// `count` out of `trials`, or `reason` when there were no trials.
    ///
    /// # Errors
    /// Returns `reason` when `trials` is 0.
    pub fn of(count: u64, trials: u64, reason: Absent) -> Known<Self> {
        if trials == 0 {
            return Err(reason);
        }
        let (share, trials_f) = (count as f64 / trials as f64, trials as f64);
        let mcse = (share * (1.0 - share) / trials_f).sqrt();
        Ok(Self { value: share, mcse, interval: wilson(count, trials, Z_975), trials })
    }

    /// The error with two trials of each kind more (Agresti & Coull 1998): a share of 0 is not known without error.
    pub fn cautious_error(&self) -> f64 {
        let n = self.trials as f64;
        let share = (self.value * n + 2.0) / (n + 4.0);
        (share * (1.0 - share) / n).sqrt()
    }
}

impl From<Rate> for Measured {
    /// The share without its interval.
    fn from(rate: Rate) -> Self {
        Self { value: rate.value, mcse: rate.mcse }
    }
}

/// Why a diagnosand does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// Nothing was simulated.
    NoReplications,
    /// No replication has an estimate.
    NoEstimate,
    /// A spread of estimates needs two of them.
    TooFewEstimates,
    /// No replication has an interval.
    NoInterval,
    /// A spread of standard errors needs two of them.
    TooFewIntervals,
    /// No replication can be tested.
    NoTest,
    /// A ratio to a spread of zero.
    NoVariation,
    /// The policy truth has no certain sign.
    TruthNearZero,
    /// The policy truth has a sign, so that a rejection is no false alarm.
    TruthNotZero,
    /// The policy truth lies at the margin of the hypothesis.
    AtMargin,
    /// The policy truth lies beyond the margin of the hypothesis: its test claims what is not true.
    BeyondMargin,
    /// The test is against a margin: no effect is sought.
    NoEffectSought,
    /// The test seeks an effect, and claims nothing about a margin.
    EffectSought,
    /// What the test claims is true where there is no effect, so that a rejection is no false alarm.
    TrueWithoutEffect,
    /// What the test claims is true.
    WithinMargin,
    /// A quantity given significance, and nothing was significant.
    NothingSignificant,
    /// A spread among the significant needs two of them.
    TooFewSignificant,
    /// Every test of a family has a true effect.
    AllHaveEffects,
    /// It is no share of trials.
    NoShare,
    /// No analysis makes any test of a family.
    NoTests,
    /// Neither selection nor artefacts act.
    Undisturbed,
    /// It is counted for the families of the first table only, in the world without effects.
    NotLeading,
    /// The run does not keep it.
    NotKept,
}

impl Absent {
    /// The reason in a phrase.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoReplications => "no replications",
            Self::NoEstimate => "no replication has an estimate",
            Self::TooFewEstimates => "fewer than two replications have an estimate",
            Self::NoInterval => "no replication has an interval",
            Self::TooFewIntervals => "fewer than two replications have an interval",
            Self::NoTest => "no replication can be tested",
            Self::NoVariation => "the estimates do not vary",
            Self::TruthNearZero => {
                "the policy truth is zero, or within four of its Monte Carlo errors of zero"
            }
            Self::TruthNotZero => "the policy truth is not zero",
            Self::AtMargin => {
                "the policy truth lies at the margin, or within four of its Monte Carlo errors of it"
            }
            Self::BeyondMargin => "the policy truth lies beyond the margin",
            Self::NoEffectSought => "the test is against a margin: no effect is sought",
            Self::EffectSought => "the test seeks an effect",
            Self::TrueWithoutEffect => {
                "without an effect it is true that nothing is worse by the margin: showing it is no false alarm"
            }
            Self::WithinMargin => {
                "it is true here that nothing is worse by the margin: showing it is no false alarm"
            }
            Self::NothingSignificant => "no replication was significant",
            Self::TooFewSignificant => "fewer than two replications were significant",
            Self::AllHaveEffects => "every arm has an effect here",
            Self::NoShare => "it is no share of trials",
            Self::NoTests => "no analysis makes any of its tests here",
            Self::Undisturbed => "neither selection nor artefacts act on these tests",
            Self::NotLeading => {
                "counted for the first table only, beside the world without effects"
            }
            Self::NotKept => "not kept in this run",
        }
    }
}

/// A result, or why it does not exist. Never 0 in place of a missing value.
pub type Known<T> = Result<T, Absent>;

/// Serialises a known value as itself, an absent one as `{"value": null, "mcse": null, "reason": "…"}`.
///
/// # Errors
/// Those of the serializer.
pub fn value_or_reason<T: Serialize, S: Serializer>(
    known: &Known<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match known {
        Ok(value) => value.serialize(serializer),
        Err(absent) => {
            let mut state = serializer.serialize_struct("Absent", 3)?;
            state.serialize_field("value", &None::<f64>)?;
            state.serialize_field("mcse", &None::<f64>)?;
            state.serialize_field("reason", absent.reason())?;
            state.end()
        }
    }
}

/// Mean and spread of n ≥ 2 values, from their raw sums.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    /// Number of values.
    pub n: f64,
    /// Their mean.
    pub mean: f64,
    /// Their variance, divisor n − 1.
    pub variance: f64,
}

impl Spread {
    /// From a count, a sum and a sum of squares; `reason` when there are fewer than two values.
    pub fn from_sums(count: u64, sum: f64, sum_of_squares: f64, reason: Absent) -> Known<Self> {
        if count < 2 {
            return Err(reason);
        }
        let n = count as f64;
        let mean = sum / n;
        let variance = ((sum_of_squares - sum * mean) / (n - 1.0)).max(0.0);
        Ok(Self { n, mean, variance })
    }

    /// Standard deviation, divisor n − 1.
    pub fn sd(&self) -> f64 {
        self.variance.sqrt()
    }

    /// Standard error of the mean.
    pub fn standard_error(&self) -> f64 {
        (self.variance / self.n).sqrt()
    }

    /// The mean with its Monte Carlo standard error.
    pub fn measured_mean(&self) -> Measured {
        Measured { value: self.mean, mcse: self.standard_error() }
    }
}

/// √(a² + b²): the error of a sum or difference of two independent numbers.
pub fn combined(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_without_trials_gives_its_reason() {
        assert_eq!(Rate::of(0, 0, Absent::NoTest), Err(Absent::NoTest));
    }
}
