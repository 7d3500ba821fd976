//! A stationary first-order process visited only at the months that are needed.
//!
//! Multiples of eight months are reached by exact jumps, months between by exact bridges in dyadic
//! order. A month is therefore always reached through the same intermediate months with the same
//! draws, whatever else is asked for: asking for one more month changes no other.

use std::collections::BTreeMap;

/// Months between two anchors.
const BLOCK: u32 = 8;

/// One month and how its value follows from earlier ones:
/// `value = left_weight · left + right_weight · right + spread · ε`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The month (0 is the start).
    pub month: u32,
    /// Position of the earlier neighbour in the path.
    pub left: usize,
    /// Its weight.
    pub left_weight: f64,
    /// Position of the later neighbour; the same as `left` for a jump.
    pub right: usize,
    /// Its weight, 0 for a jump.
    pub right_weight: f64,
    /// Standard deviation of the innovation.
    pub spread: f64,
}

/// The months to visit, in an order in which neighbours come first. Position 0 is month 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    steps: Vec<Step>,
    positions: BTreeMap<u32, usize>,
}

impl Path {
    /// Plans the visit of `months` for a process with lag-one correlation `phi` (0 to 1).
    pub fn new(phi: f64, months: &[u32]) -> Self {
        let mut path = Self { steps: Vec::new(), positions: BTreeMap::from([(0, 0)]) };
        let mut wanted = months.to_vec();
        wanted.sort_unstable();
        for month in wanted {
            path.visit(phi, month);
        }
        path
    }

    /// The steps in order; step k fills position k + 1.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Number of positions, month 0 included.
    pub fn len(&self) -> usize {
        self.steps.len() + 1
    }

    /// Whether only month 0 is visited.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Where a visited month is stored.
    pub fn position(&self, month: u32) -> Option<usize> {
        self.positions.get(&month).copied()
    }

    fn visit(&mut self, phi: f64, month: u32) -> usize {
        if let Some(at) = self.position(month) {
            return at;
        }
        let step = if month.is_multiple_of(BLOCK) {
            let left = self.visit(phi, month - BLOCK);
            let a = power(phi, BLOCK);
            let spread = (1.0 - a * a).sqrt();
            Step { month, left, left_weight: a, right: left, right_weight: 0.0, spread }
        } else {
            let (low, high) = bracket(month);
            let (left, right) = (self.visit(phi, low), self.visit(phi, high));
            bridge(phi, month, low, high, left, right)
        };
        self.steps.push(step);
        self.positions.insert(month, self.steps.len());
        self.steps.len()
    }
}

/// The dyadic neighbours between which `month` is the middle.
fn bracket(month: u32) -> (u32, u32) {
    let half = 1 << month.trailing_zeros();
    (month - half, month + half)
}

/// The law of the process between two known months (Gaussian bridge of an AR(1)).
fn bridge(phi: f64, month: u32, low: u32, high: u32, left: usize, right: usize) -> Step {
    let (a, b) = (power(phi, month - low), power(phi, high - month));
    let rest = 1.0 - a * a * b * b;
    if rest == 0.0 {
        return Step { month, left, left_weight: 1.0, right, right_weight: 0.0, spread: 0.0 };
    }
    Step {
        month,
        left,
        left_weight: a * (1.0 - b * b) / rest,
        right,
        right_weight: b * (1.0 - a * a) / rest,
        spread: ((1.0 - a * a) * (1.0 - b * b) / rest).sqrt(),
    }
}

/// `phi` to a whole power, by repeated multiplication: the same bits everywhere.
pub(super) fn power(phi: f64, exponent: u32) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * phi)
}

#[cfg(test)]
mod tests {
    use super::{Path, power};

    /// Correlation matrix of a path, from its own weights.
    fn correlations(path: &Path) -> Vec<Vec<f64>> {
        let n = path.len();
        let mut loadings = vec![vec![0.0; n]; n];
        loadings[0][0] = 1.0;
        for (k, s) in path.steps().iter().enumerate() {
            let (left, right) = (loadings[s.left].clone(), loadings[s.right].clone());
            for ((own, l), r) in loadings[k + 1].iter_mut().zip(left).zip(right) {
                *own = s.left_weight * l + s.right_weight * r;
            }
            loadings[k + 1][k + 1] += s.spread;
        }
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum();
        (0..n).map(|a| (0..n).map(|b| dot(&loadings[a], &loadings[b])).collect()).collect()
    }

    #[test]
    fn every_pair_of_months_correlates_by_phi_to_their_distance() {
        let months = [1, 5, 12, 16, 23, 24];
        let path = Path::new(0.97, &months);
        let r = correlations(&path);
        for &a in &months {
            for &b in &months {
                let (i, j) = (path.position(a).unwrap(), path.position(b).unwrap());
                assert!((r[i][j] - power(0.97, a.abs_diff(b))).abs() < 1e-12, "{a} {b}");
            }
        }
    }

    #[test]
    fn one_more_month_leaves_the_way_to_the_others_as_it_was() {
        let (few, more) = (Path::new(0.97, &[16, 24]), Path::new(0.97, &[3, 9, 16, 24]));
        for month in [8, 16, 24] {
            let step = |p: &Path| {
                let s = p.steps()[p.position(month).unwrap() - 1];
                (s.month, p.steps().get(s.left.wrapping_sub(1)).map_or(0, |l| l.month), s.spread)
            };
            assert_eq!(step(&few), step(&more));
        }
    }
}
