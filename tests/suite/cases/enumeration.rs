//! What tests of two or three shares find and cover: all counts that can occur, weighed by their probability.

use proefdraai::numeric::student;

use crate::assert_near;
use crate::closed_form::binomial;

/// People and the chance of a yes in one group.
pub type Group = (u64, f64);

/// What all pairs of counts say, weighed by their probability.
#[derive(Default)]
pub struct Enumerated {
    /// Share found, in either direction.
    pub found: f64,
    /// Share of the intervals that cover the true difference.
    pub covered: f64,
    /// Share of trials in which everybody in a group has the same outcome.
    pub constant: f64,
    /// Coverage in those.
    pub covered_constant: f64,
    /// Share of trials without an interval.
    pub bare: f64,
}

/// 1/C(n₁ + n₀, n₁) for none against all, and as much again for its mirror image in groups of equal size.
fn fisher(first: u64, second: u64) -> f64 {
    let tables: f64 = (1..=first).map(|k| (second + k) as f64 / k as f64).product();
    if first == second { 2.0 / tables } else { 1.0 / tables }
}

/// Welch's test and interval at .05 for `arm` against `control`.
pub fn enumerate(arm: Group, control: Group) -> Enumerated {
    enumerate_at(0.05, arm, control)
}

pub fn enumerate_at(alpha: f64, arm: Group, control: Group) -> Enumerated {
    let ((n, p), (m, q)) = (arm, control);
    let (weight_n, weight_m) = (binomial(n, p), binomial(m, q));
    let mut sum = Enumerated::default();
    let mut bare_constant = 0.0;
    for x in 0..=n {
        for y in 0..=m {
            let weight = weight_n(x) * weight_m(y);
            if weight < 1e-12 {
                continue;
            }
            let (a, c) = (x as f64 / n as f64, y as f64 / m as f64);
            let difference = a - c;
            let (v, w) = (a * (1.0 - a) / (n as f64 - 1.0), c * (1.0 - c) / (m as f64 - 1.0));
            let constant = v == 0.0 || w == 0.0;
            sum.constant += if constant { weight } else { 0.0 };
            if v + w == 0.0 {
                sum.bare += weight;
                bare_constant += weight;
                let found = difference != 0.0 && fisher(n, m) <= alpha;
                sum.found += if found { weight } else { 0.0 };
                continue;
            }
            let df = (v + w) * (v + w) / (v * v / (n as f64 - 1.0) + w * w / (m as f64 - 1.0));
            let half = student::critical(alpha, df) * (v + w).sqrt();
            sum.found += if difference.abs() > half { weight } else { 0.0 };
            if (difference - (p - q)).abs() <= half {
                sum.covered += weight;
                sum.covered_constant += if constant { weight } else { 0.0 };
            }
        }
    }
    sum.covered /= 1.0 - sum.bare;
    sum.covered_constant /= sum.constant - bare_constant;
    sum
}

#[test]
fn v65_the_enumeration_gives_the_printed_figures() {
    for (arm, control, found, covered) in [
        ((30, 0.01), (30, 0.30), 0.9647, 0.9435),
        ((30, 0.30), (30, 0.02), 0.9283, 0.9524),
        ((60, 0.01), (60, 0.10), 0.6285, 0.9289),
        ((200, 0.005), (200, 0.05), 0.8492, 0.9342),
        ((25, 0.30), (5, 0.30), 0.1746, 0.8254),
    ] {
        let exact = enumerate(arm, control);
        assert_near(exact.found, found, 0.5e-4);
        assert_near(exact.covered, covered, 0.5e-4);
    }
    assert_near(enumerate((25, 0.30), (5, 0.30)).covered_constant, 0.033, 0.5e-3);
    assert_near(enumerate((30, 0.01), (30, 0.30)).covered_constant, 0.953, 0.5e-3);
}

/// Share in which the pooled t test over three groups of 30 finds the last against the first.
pub fn pooled_over_three(control: f64, other: f64, arm: f64) -> f64 {
    let weights = [control, other, arm].map(|p| binomial(30, p));
    let critical = student::critical(0.05, 87.0);
    let squares = |x: u64| {
        let x = x as f64;
        x - x * x / 30.0
    };
    let mut found = 0.0;
    for z in 0..=30 {
        for x in 0..=30 {
            for y in 0..=30 {
                let pooled = (squares(x) + squares(y) + squares(z)) / 87.0;
                let t = (z as f64 - x as f64) / 30.0 / (pooled * 2.0 / 30.0).sqrt();
                if t.abs() > critical {
                    found += weights[0](x) * weights[1](y) * weights[2](z);
                }
            }
        }
    }
    found
}
