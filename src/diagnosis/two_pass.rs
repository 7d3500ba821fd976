//! Diagnosands that need the replications themselves, not only their sums.

use super::measured::{Absent, Known, Measured, Rate};
use super::observation::Observation;

/// Share of confidence intervals that contain the mean estimate: coverage with the bias taken out (Morris,
/// White & Crowther 2019, Table 6). Only observations with an interval count.
///
/// # Errors
/// Without intervals there is no coverage.
pub fn bias_eliminated_coverage(observations: &[Observation]) -> Known<Rate> {
    let (mut sum, mut count, mut covered) = (0.0, 0, 0);
    let with_interval = || observations.iter().filter(|o| o.interval().is_some());
    for observation in with_interval() {
        sum += observation.estimate;
        count += 1;
    }
    let mean = sum / count as f64;
    for observation in with_interval() {
        covered += u64::from(observation.covers(mean) == Some(true));
    }
    Rate::of(covered, count, Absent::NoInterval)
}

/// Standard deviation of the estimates with a jackknife error, which does not assume that they are normal
/// (Joshi & Pustejovsky, R package simhelpers).
///
/// # Errors
/// Leaving one out has to leave two.
pub fn jackknife_sd(estimates: &[f64]) -> Known<Measured> {
    let whole = Sample::of(estimates)?;
    let left_out = estimates.iter().map(|&x| whole.without(x).variance.sqrt());
    let value = whole.variance.sqrt();
    Ok(Measured { value, mcse: jackknife_error(whole.n, value, left_out) })
}

/// Root mean squared error to `truth` with a jackknife error (Joshi & Pustejovsky, R package simhelpers).
///
/// The error is that of √(bias² + s²) with s² of divisor n − 1, as in simhelpers; the value is √mean((θ̂−θ)²).
///
/// # Errors
/// Leaving one out has to leave two.
pub fn jackknife_rmse(estimates: &[f64], truth: f64) -> Known<Measured> {
    let whole = Sample::of(estimates)?;
    let root = |part: &Sample| ((part.mean - truth) * (part.mean - truth) + part.variance).sqrt();
    let left_out = estimates.iter().map(|&x| root(&whole.without(x)));
    let mcse = jackknife_error(whole.n, root(&whole), left_out);
    let squares: f64 = estimates.iter().map(|x| (x - truth) * (x - truth)).sum();
    Ok(Measured { value: (squares / whole.n).sqrt(), mcse })
}

/// √((n−1)/n · Σ(leave-one-out − whole)²).
fn jackknife_error(n: f64, whole: f64, left_out: impl Iterator<Item = f64>) -> f64 {
    let squares: f64 = left_out.map(|part| (part - whole) * (part - whole)).sum();
    ((n - 1.0) / n * squares).sqrt()
}

/// Size, mean and variance (divisor n − 1).
struct Sample {
    n: f64,
    mean: f64,
    variance: f64,
}

impl Sample {
    fn of(values: &[f64]) -> Known<Self> {
        if values.len() < 3 {
            return Err(Absent::TooFewEstimates);
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        Ok(Self { n, mean, variance: squares / (n - 1.0) })
    }

    fn without(&self, x: f64) -> Self {
        let n = self.n;
        let deviation = x - self.mean;
        let squares = (n - 1.0) * self.variance - n / (n - 1.0) * deviation * deviation;
        Self {
            n: n - 1.0,
            mean: (n * self.mean - x) / (n - 1.0),
            variance: (squares / (n - 2.0)).max(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::test_support::{assert_measured, reps400, rows_as_observations};

    #[test]
    fn v11_jackknife_errors() {
        let estimates: Vec<f64> = reps400().iter().map(|row| row.est).collect();
        assert_measured(jackknife_sd(&estimates), 0.057412007934, 0.002076970491);
        assert_measured(jackknife_rmse(&estimates, 0.05), 0.057540627305, 0.002108982463);
    }

    #[test]
    fn v11_bias_eliminated_coverage() {
        let observations = rows_as_observations(&reps400(), |row| row.est);
        let coverage = bias_eliminated_coverage(&observations).expect("400 observations");
        assert_eq!(coverage.value, 0.945);
        assert!((coverage.mcse - 0.0113990131).abs() < 1e-10);
    }

    #[test]
    fn too_few_estimates_give_a_reason() {
        assert_eq!(jackknife_sd(&[0.1, 0.2]), Err(Absent::TooFewEstimates));
        assert_eq!(bias_eliminated_coverage(&[]), Err(Absent::NoInterval));
    }
}
