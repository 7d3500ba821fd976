//! A smooth increasing function through given points (Fritsch & Carlson 1980), and its inverse.

/// Cubic Hermite pieces whose slopes keep the function increasing where the points are.
#[derive(Clone, Debug, PartialEq)]
pub struct Monotone {
    x: Vec<f64>,
    y: Vec<f64>,
    slopes: Vec<f64>,
}

impl Monotone {
    /// Through points with increasing `x` and non-decreasing `y`; at least two.
    pub fn through(x: Vec<f64>, y: Vec<f64>) -> Self {
        let secants: Vec<f64> =
            x.windows(2).zip(y.windows(2)).map(|(x, y)| (y[1] - y[0]) / (x[1] - x[0])).collect();
        let widths: Vec<f64> = x.windows(2).map(|x| x[1] - x[0]).collect();
        let mut slopes = vec![end_slope(&widths, &secants)];
        for (k, pair) in secants.windows(2).enumerate() {
            // The weighted harmonic mean of Fritsch & Butland (1984).
            let (h, g) = (x[k + 1] - x[k], x[k + 2] - x[k + 1]);
            let (w, v) = (2.0 * g + h, g + 2.0 * h);
            let flat = pair[0] <= 0.0 || pair[1] <= 0.0;
            slopes.push(if flat { 0.0 } else { (w + v) / (w / pair[0] + v / pair[1]) });
        }
        let (widths, secants): (Vec<f64>, Vec<f64>) = widths.into_iter().zip(secants).rev().unzip();
        slopes.push(end_slope(&widths, &secants));
        Self { x, y, slopes }
    }

    /// First and last value.
    pub fn reach(&self) -> [f64; 2] {
        [self.y[0], self.y[self.y.len() - 1]]
    }

    /// The value at `x`, held at the ends.
    pub fn at(&self, x: f64) -> f64 {
        let last = self.x.len() - 1;
        let k = self.x.partition_point(|&knot| knot <= x).clamp(1, last) - 1;
        let h = self.x[k + 1] - self.x[k];
        let u = ((x - self.x[k]) / h).clamp(0.0, 1.0);
        let (a, b) = (self.y[k], self.y[k + 1]);
        let (da, db) = (h * self.slopes[k], h * self.slopes[k + 1]);
        let (c, d) = (b - a - da, db - (b - a));
        a + u * (b - a) - u * (1.0 - u) * ((1.0 - u) * c + u * d)
    }

    /// Where the value is `y`, held at the ends (bisection to the last bits).
    pub fn inverse(&self, y: f64) -> f64 {
        let (mut low, mut high) = (self.x[0], self.x[self.x.len() - 1]);
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            if self.at(middle) < y {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }
}

/// Slope at the first point, by the parabola through the first three, kept from falling.
fn end_slope(widths: &[f64], secants: &[f64]) -> f64 {
    let (&[h, ..], &[first, ..]) = (widths, secants) else { return 0.0 };
    let (Some(g), Some(second)) = (widths.get(1), secants.get(1)) else { return first };
    (((2.0 * h + g) * first - h * second) / (h + g)).clamp(0.0, 3.0 * first.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::Monotone;
    use crate::numeric::normal;

    /// Φ through thirteen points, as effects on a share are.
    #[test]
    fn a_smooth_curve_is_kept_within_a_thousandth() {
        let x: Vec<f64> = (0..=12).map(|k| 0.25 * f64::from(k)).collect();
        let y = x.iter().map(|&x| normal::cdf(x - 1.0)).collect();
        let curve = Monotone::through(x, y);
        for k in 0..=120 {
            let x = 0.025 * f64::from(k);
            assert!((curve.at(x) - normal::cdf(x - 1.0)).abs() < 1e-3, "{x}");
            assert!((curve.inverse(curve.at(x)) - x).abs() < 1e-9);
        }
    }

    #[test]
    fn it_never_falls() {
        let curve = Monotone::through(vec![0.0, 1.0, 2.0, 3.0], vec![0.0, 0.0, 5.0, 5.0]);
        let values: Vec<f64> = (0..300).map(|k| curve.at(0.01 * f64::from(k))).collect();
        assert!(values.windows(2).all(|w| w[1] >= w[0]));
        assert_eq!(curve.reach(), [0.0, 5.0]);
    }
}
