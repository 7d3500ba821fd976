//! Unit of the estimates of an outcome.

use crate::diagnosis::measured::Measured;
use crate::plan::Cell;
use crate::report::digits;
use crate::report::words::amounts::Amount;

/// Unit of the estimates of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Unit {
    /// Percentage points.
    Points,
    /// The outcome's own unit.
    Own,
}

impl Unit {
    pub(in crate::report) fn of(cell: &Cell) -> Self {
        if cell.is_share { Self::Points } else { Self::Own }
    }

    /// A number in this unit.
    pub(in crate::report) fn scaled(self, m: Measured) -> Measured {
        match self {
            Self::Points => digits::hundredfold(m),
            Self::Own => m,
        }
    }

    /// `−4.1`: tenths of a point, or three digits of an outcome's own unit; smaller numbers in full.
    pub(in crate::report) fn short(self, m: Measured) -> String {
        let finest = match self {
            Self::Points => -1,
            Self::Own => -4,
        };
        digits::short(self.scaled(m), finest)
    }

    /// Whether a number is large enough to be told: half a tenth of a point.
    pub(in crate::report) fn is_visible(self, m: Measured) -> bool {
        let smallest = match self {
            Self::Points => 0.05,
            Self::Own => 0.5e-4,
        };
        self.scaled(m).value.abs() >= smallest
    }

    /// An effect, with its sign.
    pub(in crate::report) fn amount(self, m: Measured) -> Amount {
        Amount { number: self.short(m), unit: self }
    }

    /// How large it is, without a sign.
    pub(in crate::report) fn size(self, m: Measured) -> Amount {
        let m = Measured { value: m.value.abs(), ..m };
        Amount { number: self.short(m).replace('+', ""), unit: self }
    }

    /// A stated number, without a sign.
    pub(in crate::report) fn stated(self, value: f64) -> Amount {
        let value = self.scaled(Measured { value: value.abs(), mcse: 0.0 }).value;
        Amount { number: digits::trimmed(value), unit: self }
    }

    /// A simulation error in one digit.
    pub(in crate::report) fn error(self, mcse: f64) -> Amount {
        let error = self.scaled(Measured { value: 0.0, mcse }).mcse;
        Amount { number: digits::error(error), unit: self }
    }
}
