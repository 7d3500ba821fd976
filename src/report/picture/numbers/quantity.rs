//! The values of one outcome in a picture.

use super::{Estimate, NB, Unit, decimal, one_point, points, points_axis, signed, stated, to};
use crate::language::Language;
use crate::report::digits;
use crate::report::picture::scale::place;

/// Errors that are none.
const NOTHING: f64 = 1e-10;
/// Digits of a number that somebody stated: one with more was computed.
const STATED: i32 = 5;

/// How the values of one outcome are shown throughout a picture.
#[derive(Clone, Debug)]
pub struct Quantity {
    pub language: Language,
    unit: Unit,
    decimals: usize,
}

impl Quantity {
    /// With the decimals that the largest of some values asks for and their errors support.
    pub fn over(
        language: Language,
        unit: &Unit,
        values: impl IntoIterator<Item = Estimate>,
    ) -> Self {
        let factor = factor(unit);
        let (mut largest, mut error): (f64, f64) = (0.0, 0.0);
        for value in values.into_iter().filter(|v| v.is_finite()) {
            largest = largest.max(factor * value.value.abs());
            error = error.max(factor * value.mcse);
        }
        let wanted = if largest == 0.0 { 0 } else { (1 - place(largest)).clamp(0, 8) };
        let wanted = if *unit == Unit::Points { wanted.max(1) } else { wanted };
        let supported =
            if error > 0.0 { (-libm::log10(error / 2.0)).floor() as i32 } else { wanted };
        let decimals = usize::try_from(wanted.min(supported).max(0)).unwrap_or(0);
        Self { language, unit: unit.clone(), decimals }
    }

    /// With one decimal more, for errors.
    pub fn finer(&self) -> Self {
        Self { decimals: self.decimals + 1, ..self.clone() }
    }

    /// A value as it is drawn: points for shares.
    pub fn drawn(&self, value: f64) -> f64 {
        factor(&self.unit) * value
    }

    /// `−3.3`.
    pub fn signed(&self, value: f64) -> String {
        if value == 0.0 {
            return "0".to_owned();
        }
        signed(self.language, self.drawn(value), self.decimals)
    }

    /// `3.3` for its size.
    pub fn size(&self, value: f64) -> String {
        if value == 0.0 {
            return "0".to_owned();
        }
        decimal(self.language, self.drawn(value.abs()), self.decimals)
    }

    /// `−3.3 points`.
    pub fn told(&self, value: f64) -> String {
        self.with_unit(&self.signed(value))
    }

    /// `3.3 points`.
    pub fn told_size(&self, value: f64) -> String {
        self.with_unit(&self.size(value))
    }

    /// A stated effect: `−5 points`, `0`.
    pub fn told_stated(&self, value: f64) -> String {
        match self.signed_stated(value) {
            nought if nought == "0" => nought,
            text => self.with_unit(&text),
        }
    }

    /// A stated effect: `−5`, `0`.
    pub fn signed_stated(&self, value: f64) -> String {
        let drawn = self.drawn(value);
        let text = if is_short(drawn) {
            stated(self.language, drawn.abs())
        } else {
            self.language.number(&digits::three(drawn.abs()))
        };
        match drawn {
            0.0 => "0".to_owned(),
            v if v < 0.0 => format!("−{text}"),
            _ => format!("+{text}"),
        }
    }

    /// A computed effect in three digits, for a table: `−3.37`.
    pub fn signed_three(&self, value: f64) -> String {
        self.language.number(&digits::signed_three(self.drawn(value)))
    }

    /// `−3.3 ± 0.1`, for a table: one decimal more than in the picture.
    pub fn cell(&self, value: Estimate) -> String {
        let shown = signed(self.language, self.drawn(value.value), self.decimals + 1);
        // What rounding in the computer leaves of nothing is no error.
        if self.drawn(value.mcse) > NOTHING {
            let error = decimal(self.language, self.drawn(value.mcse), self.decimals + 1);
            return format!("{shown} ± {error}");
        }
        shown
    }

    /// `−16.1 to 5.4`.
    pub fn range(&self, ends: [f64; 2]) -> String {
        let [low, high] = ends.map(|end| self.signed(end));
        to(self.language, &low, &high)
    }

    /// The unit for an axis: `points`; none for a scale without a unit.
    pub fn axis_unit(&self) -> String {
        match &self.unit {
            Unit::Points => points_axis(self.language),
            Unit::Own(unit) => unit.clone(),
        }
    }

    /// `effect, points`; without a comma where there is no unit.
    pub fn axis(&self, about: &str) -> String {
        let unit = self.axis_unit();
        if unit.is_empty() { about.to_owned() } else { format!("{about}, {unit}") }
    }

    fn with_unit(&self, number: &str) -> String {
        match &self.unit {
            Unit::Points if number == "0" => number.to_owned(),
            Unit::Points if number.trim_start_matches(['+', '−']) == "1" => {
                one_point(self.language, number)
            }
            Unit::Points => points(self.language, number),
            Unit::Own(unit) if unit.is_empty() => number.to_owned(),
            Unit::Own(unit) => format!("{number}{NB}{unit}"),
        }
    }
}

/// Whether a number has so few digits that somebody stated it.
fn is_short(value: f64) -> bool {
    digits::rounded(value, place(value) + 1 - STATED) == value || value == 0.0
}

fn factor(unit: &Unit) -> f64 {
    if *unit == Unit::Points { 100.0 } else { 1.0 }
}
