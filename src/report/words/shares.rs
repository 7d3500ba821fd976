//! Shares of trials with their simulation errors, and intervals.

use super::amounts::{Amount, Freq, Percent};
use super::{Number, Say, phrases};
use crate::diagnosis::measured::{Absent, Measured, Rate};
use crate::language::Language;
use crate::report::digits;
use crate::report::unit::Unit;

/// A share in percent, and its simulation error where it has one: `82.9 % (simulation error 0.5)`.
#[derive(Clone, Debug)]
pub(in crate::report) struct WithError {
    share: Percent,
    error: Option<Number>,
}

impl WithError {
    /// As [`digits`] writes it: `82.9 ± 0.5`.
    pub fn written(share: &str) -> Self {
        let (share, error) = share.split_once(" ± ").map_or((share, None), |(s, e)| (s, Some(e)));
        Self { share: Percent(share.to_owned()), error: error.map(|e| Number(e.to_owned())) }
    }

    /// A share that was counted in so many trials, or in parts of them.
    pub fn counted(share: Measured, trials: u64) -> Self {
        Self::written(&digits::counted_percent(share, trials))
    }

    /// The share without its error.
    pub fn share(self) -> Percent {
        self.share
    }
}

impl Say for WithError {
    fn say(&self, language: Language) -> String {
        match &self.error {
            None => self.share.say(language),
            Some(error) => with_error(language, &self.share, error),
        }
    }
}

/// A share of so many trials, and its simulation error where it has one: `82.9 % of 1,000 trials (simulation error 0.5)`.
#[derive(Clone, Debug)]
pub(in crate::report) struct OfTrials {
    found: WithError,
    trials: Number,
}

impl OfTrials {
    /// A share that was counted in so many trials, or in parts of them.
    pub fn counted(share: Measured, trials: u64) -> Self {
        Self { found: WithError::counted(share, trials), trials: Number::count(trials as usize) }
    }
}

impl Say for OfTrials {
    fn say(&self, language: Language) -> String {
        let WithError { share, error } = &self.found;
        match error {
            None => of_trials(language, share, &self.trials),
            Some(error) => of_trials_with_error(language, share, &self.trials, error),
        }
    }
}

/// An amount of an outcome, and its simulation error where it has one.
#[derive(Clone, Debug)]
pub(in crate::report) struct AmountWithError(pub Measured, pub Unit);

impl Say for AmountWithError {
    fn say(&self, language: Language) -> String {
        let written = digits::signed_with_error(self.1.scaled(self.0));
        let amount = |number: &str| Amount { number: number.to_owned(), unit: self.1 };
        match written.split_once(" ± ") {
            None => amount(&written).say(language),
            Some((number, error)) => {
                amount_with_error(language, amount(number), Number(error.to_owned()))
            }
        }
    }
}

/// `95 % interval 729 to 884`, of ends as [`digits`] writes them.
#[derive(Clone, Debug)]
pub(in crate::report) struct Interval(pub [String; 2]);

impl Say for Interval {
    fn say(&self, language: Language) -> String {
        let [low, high] = self.0.clone().map(Number);
        interval(language, low, high)
    }
}

/// How often something was found, where power may be counted in parts of trials.
pub(in crate::report) fn frequency(share: Measured, trials: u64) -> Freq {
    let count = (share.value * trials as f64).round() as u64;
    let simulated = u32::try_from(trials).unwrap_or(u32::MAX);
    let rate = Rate::of(count, trials.max(1), Absent::NoReplications).expect("there are trials");
    let is_at_an_end = count == 0 || count == trials;
    Freq::of(
        &Rate { value: if is_at_an_end { rate.value } else { share.value }, ..rate },
        simulated,
    )
}

phrases! {
    /// A share and its error.
    with_error(share: &Percent, error: &Number) {
        en: "{share} (simulation error {error})",
        nl: "{share} (simulatiefout {error})",
    }
    /// A share of so many trials.
    of_trials(share: &Percent, trials: &Number) {
        en: "{share} of {trials} trials",
        nl: "{share} van {trials} proeven",
    }
    /// The same with its error.
    of_trials_with_error(share: &Percent, trials: &Number, error: &Number) {
        en: "{share} of {trials} trials (simulation error {error})",
        nl: "{share} van {trials} proeven (simulatiefout {error})",
    }
    /// An amount and its error.
    amount_with_error(amount: Amount, error: Number) {
        en: "{amount} (simulation error {error})",
        nl: "{amount} (simulatiefout {error})",
    }
    /// A 95 % interval.
    interval(low: Number, high: Number) {
        en: "95 % interval {low} to {high}",
        nl: "95%-interval: {low} tot {high}",
    }
}
