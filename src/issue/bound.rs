//! What a number can be.

/// What a number can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The lowest value; none without one.
    pub low: Option<f64>,
    /// Whether the lowest value itself is possible.
    pub with_low: bool,
    /// The highest value; none without one.
    pub high: Option<f64>,
    /// Whether the highest value itself is possible.
    pub with_high: bool,
    /// Whether it is a whole number.
    pub whole: bool,
}

impl Bound {
    /// From 0 to 1.
    pub const SHARE: Self = Self::between(0.0, 1.0);
    /// Of two shares; and a correlation.
    pub const DIFFERENCE: Self = Self::between(-1.0, 1.0);
    /// Perhaps nobody, but not everybody.
    pub const PART: Self = Self { with_high: false, ..Self::SHARE };
    /// At least somebody, and perhaps everybody.
    pub const RATE: Self = Self { with_low: false, ..Self::SHARE };
    /// Somebody, and not everybody: neither end.
    pub const STRICT: Self = Self { with_low: false, with_high: false, ..Self::SHARE };
    /// 0 or more.
    pub const NOT_NEGATIVE: Self = Self { high: None, ..Self::SHARE };
    /// More than 0.
    pub const POSITIVE: Self = Self { with_low: false, ..Self::NOT_NEGATIVE };

    /// From `low` to `high`.
    pub const fn between(low: f64, high: f64) -> Self {
        Self { low: Some(low), with_low: true, high: Some(high), with_high: true, whole: false }
    }

    /// A whole number from `low` to `high`.
    pub const fn count(low: f64, high: f64) -> Self {
        Self { whole: true, ..Self::between(low, high) }
    }

    /// Whether a number can stand here.
    pub fn contains(&self, value: f64) -> bool {
        let is_whole = !self.whole || value.fract() == 0.0;
        let above = |low: f64| if self.with_low { value >= low } else { value > low };
        let below = |high: f64| if self.with_high { value <= high } else { value < high };
        is_whole && self.low.is_none_or(above) && self.high.is_none_or(below)
    }

    /// Whether a range can be tried between its ends, the bounds themselves included.
    pub fn spans(&self, [low, high]: [f64; 2]) -> bool {
        self.low.is_none_or(|least| low >= least) && self.high.is_none_or(|most| high <= most)
    }

    /// `a whole number from 1 to 120`.
    pub fn told(&self) -> String {
        let what = if self.whole { "a whole number" } else { "a number" };
        let low = match (self.low, self.with_low) {
            (Some(low), true) => Some(format!("from {low}")),
            (Some(low), false) => Some(format!("above {low}")),
            (None, _) => None,
        };
        let high = match (self.high, self.with_high, self.with_low) {
            (Some(high), true, true) => Some(format!("to {high}")),
            (Some(high), true, false) => Some(format!("and at most {high}")),
            (Some(high), false, _) => Some(format!("and below {high}")),
            (None, ..) if self.with_low => Some("on".to_owned()),
            (None, ..) => None,
        };
        let words: Vec<String> = [Some(what.to_owned()), low, high].into_iter().flatten().collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_count_as_they_are_said_to() {
        assert!(
            Bound::STRICT.contains(0.5)
                && !Bound::STRICT.contains(0.0)
                && !Bound::STRICT.contains(1.0)
        );
        assert!(
            Bound::RATE.contains(1.0)
                && !Bound::RATE.contains(0.0)
                && Bound::PART.contains(0.0)
                && !Bound::PART.contains(1.0)
        );
        assert!(Bound::count(1.0, 3.0).contains(2.0) && !Bound::count(1.0, 3.0).contains(2.5));
        assert!(
            Bound::STRICT.spans([0.0, 1.0])
                && !Bound::STRICT.spans([-0.5, 1.0])
                && !Bound::STRICT.spans([0.0, 1.1])
        );
    }
}
