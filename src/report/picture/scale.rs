//! Places of values: scales, and ticks at 1, 2 or 5 times a power of ten or at doublings.

/// How much a tick may lie beside the end of its axis, as a share of a step.
const SLACK: f64 = 1e-9;

/// The power of ten of the first digit: 0 for 3.3, −2 for .047.
pub fn place(value: f64) -> i32 {
    let size = value.abs();
    if size == 0.0 || !size.is_finite() { 0 } else { (libm::log10(size) + 1e-12).floor() as i32 }
}

/// Ten to a whole power.
pub fn power_of_ten(place: i32) -> f64 {
    libm::pow(10.0, f64::from(place))
}

/// The smallest of 1, 2 and 5 times a power of ten that cuts a span into at most so many steps.
pub fn step(span: f64, most: usize) -> f64 {
    let raw = span / most.max(1) as f64;
    if raw <= 0.0 || !raw.is_finite() {
        return 1.0;
    }
    let unit = power_of_ten(place(raw));
    let factors = [1.0, 2.0, 5.0, 10.0];
    let enough = factors.iter().find(|factor| *factor * unit >= raw * (1.0 - SLACK));
    unit * enough.unwrap_or(&10.0)
}

/// From a value of an axis to a place in the picture.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub domain: [f64; 2],
    pub range: [f64; 2],
    doubling: bool,
}

impl Scale {
    pub fn linear(domain: [f64; 2], range: [f64; 2]) -> Self {
        let [low, high] = domain;
        let domain = if high > low { domain } else { [low - 0.5, low + 0.5] };
        Self { domain, range, doubling: false }
    }

    /// Every doubling is as long as every other.
    pub fn doubling(domain: [f64; 2], range: [f64; 2]) -> Self {
        let low = domain[0].max(f64::MIN_POSITIVE);
        let high = domain[1].max(low * 2.0);
        Self { domain: [low, high], range, doubling: true }
    }

    pub fn at(&self, value: f64) -> f64 {
        let [low, high] = self.domain;
        let share = if self.doubling {
            let value = value.max(f64::MIN_POSITIVE);
            libm::log(value / low) / libm::log(high / low)
        } else {
            (value - low) / (high - low)
        };
        self.range[0] + share * (self.range[1] - self.range[0])
    }

    /// As [`Scale::at`], at the end of the axis for what lies beyond it.
    pub fn within(&self, value: f64) -> f64 {
        let value = if value.is_nan() { self.domain[0] } else { value };
        self.at(value.clamp(self.domain[0], self.domain[1]))
    }

    pub fn contains(&self, value: f64) -> bool {
        let slack = SLACK * (self.domain[1] - self.domain[0]);
        value >= self.domain[0] - slack && value <= self.domain[1] + slack
    }

    pub fn ticks(&self, most: usize) -> Ticks {
        if self.doubling { self.doublings() } else { Ticks::of(self.domain, most) }
    }

    fn doublings(&self) -> Ticks {
        let [low, high] = self.domain;
        let unit = power_of_ten(place(low));
        let first = [5.0, 2.0, 1.0].iter().map(|f| f * unit).find(|v| *v <= low * (1.0 + SLACK));
        let mut tick = first.unwrap_or(low);
        let mut values = Vec::new();
        while tick <= high * (1.0 + SLACK) && values.len() < 64 {
            if tick >= low * (1.0 - SLACK) {
                values.push(tick);
            }
            tick *= 2.0;
        }
        let decimals = usize::try_from(-place(low)).unwrap_or(0);
        Ticks { values, decimals }
    }
}

/// Ticks of an axis and the decimals that tell them apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    pub values: Vec<f64>,
    pub decimals: usize,
}

impl Ticks {
    pub fn of(domain: [f64; 2], most: usize) -> Self {
        let step = step(domain[1] - domain[0], most);
        let first = (domain[0] / step - SLACK).ceil();
        let last = (domain[1] / step + SLACK).floor();
        let count = (last - first).clamp(0.0, 100.0) as usize;
        let values = (0..=count).map(|k| (first + k as f64) * step).collect();
        Self { values, decimals: usize::try_from(-place(step)).unwrap_or(0) }
    }
}

/// A domain that holds all values and ends at ticks; finite values only.
pub fn around(values: impl IntoIterator<Item = f64>, most: usize) -> [f64; 2] {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.into_iter().filter(|value| value.is_finite()) {
        (low, high) = (low.min(value), high.max(value));
    }
    if low > high {
        return [0.0, 1.0];
    }
    if low == high {
        let half = if low == 0.0 { 1.0 } else { low.abs() };
        (low, high) = (low - half, high + half);
    }
    let step = step(high - low, most);
    [(low / step + SLACK).floor() * step, (high / step - SLACK).ceil() * step]
}

/// As [`around`], as far below 0 as above it.
pub fn around_zero(values: impl IntoIterator<Item = f64>, most: usize) -> [f64; 2] {
    let largest = values.into_iter().filter(|v| v.is_finite()).map(f64::abs).fold(0.0, f64::max);
    let largest = if largest > 0.0 { largest } else { 1.0 };
    around([-largest, largest], most)
}

/// As [`around`], from 0.
pub fn from_zero(values: impl IntoIterator<Item = f64>, most: usize) -> [f64; 2] {
    let largest = values.into_iter().filter(|v| v.is_finite()).fold(0.0, f64::max);
    let largest = if largest > 0.0 { largest } else { 1.0 };
    around([0.0, largest], most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_one_two_or_five_times_a_power_of_ten() {
        assert_eq!(step(100.0, 5), 20.0);
        assert_eq!(step(100.0, 6), 20.0);
        assert_eq!(step(0.03, 4), 0.01);
        assert_eq!(step(7e12, 5), 2e12);
    }

    #[test]
    fn ticks_cover_the_domain_and_know_their_decimals() {
        let ticks = Ticks::of([-0.25, 0.25], 10);
        assert_eq!(ticks.values.len(), 11);
        assert_eq!(ticks.decimals, 2);
        assert_eq!(Ticks::of([0.0, 100.0], 5).values, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
    }

    #[test]
    fn a_domain_ends_at_ticks() {
        assert_eq!(around([-16.2, 3.0], 5), [-20.0, 5.0]);
        assert_eq!(around_zero([-16.2, 3.0], 8), [-20.0, 20.0]);
        assert_eq!(from_zero([433.0], 5), [0.0, 500.0]);
        assert_eq!(around([4.0, 4.0], 4), [0.0, 8.0]);
        assert_eq!(around([f64::NAN], 4), [0.0, 1.0]);
    }

    #[test]
    fn every_doubling_is_as_long() {
        let scale = Scale::doubling([100.0, 1600.0], [0.0, 400.0]);
        assert!((scale.at(200.0) - 100.0).abs() < 1e-9);
        assert!((scale.at(800.0) - 300.0).abs() < 1e-9);
        assert_eq!(scale.ticks(9).values, [100.0, 200.0, 400.0, 800.0, 1600.0]);
    }
}
