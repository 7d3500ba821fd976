//! Numbers of what is watched, as sentences tell them.

use super::Assumptions;
use crate::diagnosis::measured::Measured;
use crate::diagnosis::watched::Watched;
use crate::language::Language;
use crate::report::digits;
use crate::report::unit::Unit;
use crate::report::words::Say;
use crate::report::words::amounts::{Amount, Percent};
use crate::report::words::shares::{AmountWithError, WithError};

/// What is watched.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct WatchedTold(pub Watched);

impl Say for WatchedTold {
    fn say(&self, language: Language) -> String {
        self.0.told_in(language).to_owned()
    }
}

/// A number of what is watched: a share of trials, or an amount of the outcome.
#[derive(Clone, Debug)]
pub(in crate::report) enum Told {
    Share(WithError),
    Percent(Percent),
    Amount(Amount),
    AmountWithError(AmountWithError),
}

impl Say for Told {
    fn say(&self, language: Language) -> String {
        match self {
            Self::Share(share) => share.say(language),
            Self::Percent(share) => share.say(language),
            Self::Amount(amount) => amount.say(language),
            Self::AmountWithError(amount) => amount.say(language),
        }
    }
}

impl Assumptions<'_> {
    fn unit(&self) -> Unit {
        if self.is_share { Unit::Points } else { Unit::Own }
    }

    /// A number with its error.
    pub(super) fn told(&self, m: Measured) -> Told {
        if self.watched().is_share() {
            let written = digits::with_error(digits::hundredfold(m));
            return Told::Share(WithError::written(&written));
        }
        Told::AmountWithError(AmountWithError(m, self.unit()))
    }

    /// A number with the digits that its error supports.
    pub(super) fn bare(&self, m: Measured) -> Told {
        let number = digits::value_only(self.scaled(m));
        if self.watched().is_share() {
            return Told::Percent(Percent(number));
        }
        Told::Amount(Amount { number, unit: self.unit() })
    }

    /// A difference, in points where it is of shares.
    pub(super) fn difference(&self, m: Measured) -> Told {
        let unit = if self.is_percent() { Unit::Points } else { Unit::Own };
        Told::Amount(Amount { number: digits::value_only(self.scaled(m)), unit })
    }
}
