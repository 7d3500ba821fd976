//! Power as a probit line through points on common draws, with an error that knows that neighbouring
//! points share their replications.

use serde::Serialize;

use crate::diagnosis::powers::Powers;
use crate::numeric::normal;

/// Points at positions on the axis on which power is near a probit line, and what they found.
#[derive(Clone, Debug)]
pub struct Rungs {
    /// Position of each point.
    pub axis: Vec<f64>,
    /// What each found, and any two together.
    pub sums: Powers,
}

/// `Φ⁻¹(power) = intercept + slope · axis`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Line {
    /// At 0.
    pub intercept: f64,
    /// Per unit of the axis.
    pub slope: f64,
    /// Variances of both and their covariance.
    #[serde(skip)]
    covariance: [f64; 3],
}

/// Rounds of Fisher scoring before a fit counts as failed.
const ROUNDS: usize = 50;

impl Line {
    /// Fits the line by binomial maximum likelihood over all groups of points; groups have
    /// independent replications, points of one group share theirs (sandwich covariance, clustered by
    /// replication). None when the points do not determine a line: all or none of them reject.
    pub fn fit(groups: &[Rungs]) -> Option<Self> {
        let (mut a, mut b) = start(groups)?;
        for _ in 0..ROUNDS {
            let (information, score, _) = evaluate(groups, a, b);
            let step = solve(information, score)?;
            // A long step would leave the region where the likelihood is well behaved.
            let length = (step[0].abs() + step[1].abs() * scale(groups)).max(1e-300);
            let damp = (1.0 / length).min(1.0);
            a += damp * step[0];
            b += damp * step[1];
            if length < 1e-10 {
                let (information, _, meat) = evaluate(groups, a, b);
                let covariance = sandwich(information, meat)?;
                return (a.is_finite() && b.is_finite()).then_some(Self {
                    intercept: a,
                    slope: b,
                    covariance,
                });
            }
        }
        None
    }

    /// Power at a position, with its standard error.
    pub fn power(&self, axis: f64) -> (f64, f64) {
        let z = self.intercept + self.slope * axis;
        (normal::cdf(z), normal::pdf(z) * self.error(axis))
    }

    /// Where power is `target`, with its standard error; none where power does not rise.
    pub fn position(&self, target: f64) -> Option<(f64, f64)> {
        let axis = (normal::quantile(target) - self.intercept) / self.slope;
        (self.slope > 0.0).then(|| (axis, self.error(axis) / self.slope))
    }

    /// Standard error of the line at a position.
    fn error(&self, axis: f64) -> f64 {
        let [aa, ab, bb] = self.covariance;
        (aa + 2.0 * axis * ab + axis * axis * bb).max(0.0).sqrt()
    }
}

/// Every point with its group's number of replications.
fn points(groups: &[Rungs]) -> impl Iterator<Item = (f64, f64, f64)> + '_ {
    groups.iter().flat_map(|g| {
        let n = g.sums.replications() as f64;
        g.axis.iter().enumerate().map(move |(k, &x)| (x, g.sums.power(k), n))
    })
}

fn scale(groups: &[Rungs]) -> f64 {
    points(groups).map(|(x, ..)| x.abs()).fold(0.0, f64::max)
}

/// Weighted least squares through the empirical probits, each power pulled half a rejection inwards.
fn start(groups: &[Rungs]) -> Option<(f64, f64)> {
    let inside = points(groups).any(|(_, p, _)| 0.0 < p && p < 1.0);
    let (mut w_sum, mut wx, mut wy, mut wxx, mut wxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, p, n) in points(groups) {
        let p = (p * n + 0.5) / (n + 1.0);
        let y = normal::quantile(p);
        let w = n * normal::pdf(y) * normal::pdf(y) / (p * (1.0 - p));
        w_sum += w;
        wx += w * x;
        wy += w * y;
        wxx += w * x * x;
        wxy += w * x * y;
    }
    let determinant = w_sum * wxx - wx * wx;
    if !inside || determinant <= 1e-12 * w_sum * wxx {
        return None;
    }
    let b = (w_sum * wxy - wx * wy) / determinant;
    Some(((wy - b * wx) / w_sum, b))
}

/// Expected information, score, and the covariance of the score (1/aa, ab, bb).
fn evaluate(groups: &[Rungs], a: f64, b: f64) -> ([f64; 3], [f64; 2], [f64; 3]) {
    let (mut information, mut score, mut meat) = ([0.0; 3], [0.0; 2], [0.0; 3]);
    for group in groups {
        let n = group.sums.replications() as f64;
        let weights: Vec<f64> = group
            .axis
            .iter()
            .enumerate()
            .map(|(k, x)| {
                let z = a + b * x;
                let (p, q) = (normal::cdf(z).max(1e-12), normal::sf(z).max(1e-12));
                let w = normal::pdf(z) / (p * q);
                let gain = n * w * normal::pdf(z);
                information = [
                    information[0] + gain,
                    information[1] + gain * x,
                    information[2] + gain * x * x,
                ];
                let residual = n * w * (group.sums.power(k) - p);
                score = [score[0] + residual, score[1] + residual * x];
                w
            })
            .collect();
        for (k, (wk, xk)) in weights.iter().zip(&group.axis).enumerate() {
            for (l, (wl, xl)) in weights.iter().zip(&group.axis).enumerate() {
                let c = n * n * wk * wl * group.sums.covariance(k, l);
                meat = [meat[0] + c, meat[1] + 0.5 * c * (xk + xl), meat[2] + c * xk * xl];
            }
        }
    }
    (information, score, meat)
}

fn solve([aa, ab, bb]: [f64; 3], [u, v]: [f64; 2]) -> Option<[f64; 2]> {
    let determinant = aa * bb - ab * ab;
    (determinant > 0.0).then(|| [(bb * u - ab * v) / determinant, (aa * v - ab * u) / determinant])
}

/// I⁻¹ M I⁻¹.
fn sandwich([aa, ab, bb]: [f64; 3], [m, n, o]: [f64; 3]) -> Option<[f64; 3]> {
    let determinant = aa * bb - ab * ab;
    if determinant <= 0.0 {
        return None;
    }
    let [p, q, r] = [bb / determinant, -ab / determinant, aa / determinant];
    let (top, middle) = ([p * m + q * n, p * n + q * o], [q * m + r * n, q * n + r * o]);
    Some([top[0] * p + top[1] * q, top[0] * q + top[1] * r, middle[0] * q + middle[1] * r])
}

#[cfg(test)]
mod tests {
    use super::{Line, Powers, Rungs};
    use crate::diagnosis::ladder::LadderSums;
    use crate::diagnosis::test_support::Draws;
    use crate::numeric::normal;

    /// Replications of points on a line, all from one standard normal: perfectly common draws.
    fn common(axis: &[f64], (a, b): (f64, f64), n: usize, draws: &mut Draws) -> Rungs {
        let mut sums = LadderSums::new(axis.len());
        for _ in 0..n {
            let z = draws.normal();
            let row: Vec<bool> = axis.iter().map(|x| z < a + b * x).collect();
            sums.record(&row);
        }
        Rungs { axis: axis.to_vec(), sums: Powers::counted(&sums) }
    }

    #[test]
    fn the_line_is_found_again() {
        let mut draws = Draws::new(5);
        let axis = [8.0, 9.0, 10.0, 11.0, 12.0];
        let line = Line::fit(&[common(&axis, (-2.0, 0.284_162), 40_000, &mut draws)]).unwrap();
        let (at, error) = line.position(normal::cdf(0.84162)).unwrap();
        assert!((at - 10.0).abs() < 4.0 * error, "{at} ± {error}");
        let (power, error) = line.power(10.0);
        // No better than one binomial, since the points share their draws: √(.8·.2/40,000) = .002.
        assert!((0.0015..0.0021).contains(&error), "{error}");
        assert!((power - 0.8).abs() < 4.0 * error);
    }

    /// 95 % intervals over 400 fits: √(.95·.05/400) = .0109.
    #[test]
    fn intervals_cover_although_points_share_their_draws() {
        let mut draws = Draws::new(6);
        let axis = [8.5, 9.3, 10.0, 10.8, 11.6];
        let covered = (0..400)
            .filter(|_| {
                let groups = [
                    common(&[5.0, 10.0, 15.0], (-2.0, 0.284_162), 100, &mut draws),
                    common(&axis, (-2.0, 0.284_162), 500, &mut draws),
                ];
                let (at, error) = Line::fit(&groups).unwrap().position(0.8).unwrap();
                (at - 10.0).abs() < 1.959_964 * error
            })
            .count();
        assert!((f64::from(covered as u32) / 400.0 - 0.95).abs() < 4.0 * 0.0109, "{covered}");
    }

    #[test]
    fn points_without_a_mixture_determine_no_line() {
        let mut sums = LadderSums::new(2);
        for _ in 0..50 {
            sums.record(&[true, true]);
        }
        let sums = Powers::counted(&sums);
        assert!(Line::fit(&[Rungs { axis: vec![1.0, 2.0], sums }]).is_none());
    }
}
