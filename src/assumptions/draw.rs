//! Draws of all uncertain numbers at once, each from its own distribution.

use super::uncertain::{Uncertain, number_at, setting};
use crate::assumption::Distribution;
use crate::numeric::normal;
use crate::scenario::source::{Document, JsonPath};
use crate::stream::{Domain, Draws, Purpose, Stream};

/// The value of an uncertain number at a probability: the inverse of its distribution function.
pub fn quantile(number: &Uncertain, p: f64) -> f64 {
    let [low, high] = number.range;
    if low >= high {
        return low;
    }
    let value = match number.distribution {
        Distribution::Uniform {} => low + p * (high - low),
        Distribution::Triangular { mode } => {
            triangular([low, high], mode.unwrap_or(number.value), p)
        }
        Distribution::Normal { sd } => truncated_normal([low, high], number.value, sd, p),
    };
    value.clamp(low, high)
}

fn triangular([low, high]: [f64; 2], mode: f64, p: f64) -> f64 {
    let width = high - low;
    if p * width <= mode - low {
        low + (p * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - p) * width * (high - mode)).sqrt()
    }
}

/// The mean lies inside the range, so that neither tail is ever far out on its own side.
fn truncated_normal([low, high]: [f64; 2], mean: f64, sd: f64, p: f64) -> f64 {
    let (below, within) = (normal::cdf((low - mean) / sd), (low - mean) / sd..(high - mean) / sd);
    let mass = normal::cdf(within.end) - below;
    mean + sd * normal::quantile(below + p * mass)
}

/// A world as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// What the uncertain numbers are there, in their order.
    pub values: Vec<f64>,
    /// `PATH=VALUE` settings that make it.
    pub set: Vec<String>,
}

/// Draws all uncertain numbers of a document. Each depends on the seed, the number of the draw and the
/// address of its height alone. Shares of one whole are scaled alike until they sum to 1, those that are
/// not drawn included.
pub fn drawn(
    document: &Document,
    numbers: &[Uncertain],
    whole: &[bool],
    seed: u64,
    draw: u32,
) -> Drawn {
    let own = heights(numbers, whole, seed, draw);
    let of = |path: &JsonPath| numbers.iter().position(|n| n.path == *path).map(|k| own[k]);
    let share = |path: &JsonPath| of(path).or_else(|| number_at(document, path)).unwrap_or(0.0);
    let (mut values, mut set) = (Vec::new(), Vec::new());
    for (number, &value) in numbers.iter().zip(&own) {
        let total = value + number.others.iter().map(share).sum::<f64>();
        let scale = if number.others.is_empty() || total <= 0.0 { 1.0 } else { total };
        values.push(value / scale);
        set.push(setting(&number.path, value / scale));
        if scale != 1.0 {
            let fixed = number.others.iter().filter(|other| of(other).is_none());
            set.extend(fixed.map(|other| setting(other, share(other) / scale)));
        }
    }
    Drawn { values, set }
}

/// Each number at its height in its distribution.
fn heights(numbers: &[Uncertain], whole: &[bool], seed: u64, draw: u32) -> Vec<f64> {
    let count = numbers.iter().map(|number| number.height as usize + 1).max().unwrap_or(0);
    let mut uniforms = vec![0.0; count];
    Stream::new(seed, Domain::Simulation, draw).uniforms(Purpose::Assumption, 0, &mut uniforms);
    let value = |(number, &whole): (&Uncertain, &bool)| {
        let p = uniforms[number.height as usize];
        if whole { whole_quantile(number, p) } else { quantile(number, p) }
    };
    numbers.iter().zip(whole).map(value).collect()
}

/// Whole numbers: each owns the stretch of half a unit on both sides.
fn whole_quantile(number: &Uncertain, p: f64) -> f64 {
    let [low, high] = number.range;
    let wider = Uncertain { range: [low - 0.5, high + 0.5], ..number.clone() };
    quantile(&wider, p).round_ties_even().clamp(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(distribution: Distribution) -> Uncertain {
        Uncertain {
            height: 0,
            path: JsonPath::root().key("x"),
            value: 1.0,
            range: [0.0, 4.0],
            distribution,
            source: None,
            others: Vec::new(),
        }
    }

    #[test]
    fn quantiles_invert_the_distribution_functions() {
        let uniform = number(Distribution::Uniform {});
        assert_eq!([0.0, 0.25, 1.0].map(|p| quantile(&uniform, p)), [0.0, 1.0, 4.0]);
        // Triangular on [0, 4] with mode 1: F(x) = x²/4 up to 1, then 1 − (4 − x)²/12.
        let triangular = number(Distribution::Triangular { mode: None });
        assert!((quantile(&triangular, 0.25) - 1.0).abs() < 1e-12);
        assert!((quantile(&triangular, 1.0 / 16.0) - 0.5).abs() < 1e-12);
        assert!((quantile(&triangular, 1.0 - 1.0 / 12.0) - 3.0).abs() < 1e-12);
        let normal = number(Distribution::Normal { sd: 2.0 });
        let cdf = |x: f64| normal::cdf((x - 1.0) / 2.0);
        for p in [0.01, 0.5, 0.99] {
            let x = quantile(&normal, p);
            let found = (cdf(x) - cdf(0.0)) / (cdf(4.0) - cdf(0.0));
            assert!((found - p).abs() < 1e-9, "{found} is not {p}");
        }
    }

    #[test]
    fn whole_numbers_at_both_ends_are_as_likely_as_others() {
        let number = Uncertain { range: [1.0, 3.0], ..number(Distribution::Uniform {}) };
        let found = [0.1, 0.32, 0.34, 0.66, 0.68, 0.99].map(|p| whole_quantile(&number, p));
        assert_eq!(found, [1.0, 1.0, 2.0, 2.0, 3.0, 3.0]);
    }
}
