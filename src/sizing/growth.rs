//! How the squared standard error of an estimate grows with the effect.

/// A parabola, as a share of what the squared standard error is at the stated effect. That is exact for shares of
/// people, whose variance is p(1 − p). Standard errors vary so little between replications that few of them tell,
/// and the spread of the estimates changes in step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Growth {
    slope: f64,
    curve: f64,
}

/// Smallest part of a squared standard error that is left.
const LEAST: f64 = 0.05;
/// Changes of the effect that are told apart, as a share of the largest.
const APART: f64 = 1e-6;

impl Growth {
    /// By least squares from changes of the effect, each with the squared standard error there; straight where only
    /// one says something, flat where none does.
    pub(super) fn through(points: impl Iterator<Item = (f64, f64)>) -> Self {
        let points: Vec<(f64, f64)> = points.collect();
        let largest = points.iter().map(|(change, _)| change.abs()).fold(0.0, f64::max);
        if largest <= 1e-9 {
            return Self::default();
        }
        // In units of the largest change.
        let scaled = points.iter().map(|(change, squared)| (change / largest, squared - 1.0));
        let [mut xx, mut xxx, mut xxxx, mut xy, mut xxy] = [0.0; 5];
        for (x, y) in scaled {
            let square = x * x;
            xx += square;
            xxx += square * x;
            xxxx += square * square;
            xy += x * y;
            xxy += square * y;
        }
        let determinant = xx * xxxx - xxx * xxx;
        let (slope, curve) = if determinant > APART * xx * xxxx {
            ((xy * xxxx - xxy * xxx) / determinant, (xx * xxy - xxx * xy) / determinant)
        } else {
            (xy / xx, 0.0)
        };
        Self { slope: slope / largest, curve: curve / (largest * largest) }
    }

    /// The squared standard error at a change of the effect, as a share of what it is.
    pub(super) fn at(self, change: f64) -> f64 {
        (1.0 + change * (self.slope + self.curve * change)).max(LEAST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two groups of equal size, .15 in control: p₀(1 − p₀) + p₁(1 − p₁).
    #[test]
    fn shares_of_people_are_met_exactly() {
        let variance = |p: f64| 0.15 * 0.85 + p * (1.0 - p);
        let stated = 0.002;
        let ratio = |p: f64| (p - stated, variance(p) / variance(stated));
        let growth = Growth::through([0.15, 0.0087, 0.0004].into_iter().map(ratio));
        for p in [0.001, 0.066, 0.25, 0.4] {
            let (change, expected) = ratio(p);
            assert!((growth.at(change) - expected).abs() < 1e-9, "{p}");
        }
    }

    #[test]
    fn one_point_is_a_line_and_none_is_flat() {
        assert_eq!(Growth::through([(0.0, 1.0)].into_iter()), Growth::default());
        let line = Growth::through([(0.1, 1.2), (0.0, 1.0)].into_iter());
        assert!((line.at(0.2) - 1.4).abs() < 1e-12);
    }
}
