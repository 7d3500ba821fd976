//! What a regression on group dummies gives, from counts, means and sums of squares.

use super::group::{GroupSummary, largest_variance};
use super::{Covariance, Failure, Inference, NoInterval, StandardError};

/// The contrast between two groups in a regression on the dummies of all `groups`, without running it.
///
/// Degrees of freedom are n − K over the K groups that have anybody; the classical variance is pooled over all of them,
/// HC2 is Neyman's (Samii & Aronow 2012).
///
/// # Errors
/// [`Failure::EmptyArm`]. The estimate has no standard error without degrees of freedom, without any variation, and
/// under HC2 and HC3 with one person in a group.
///
/// # Panics
/// When `treated` or `control` is no index of `groups`.
pub fn saturated_contrast(
    groups: &[GroupSummary],
    treated: usize,
    control: usize,
    covariance: Covariance,
) -> Result<Inference, Failure> {
    let (a, c) = (&groups[treated], &groups[control]);
    a.present()?;
    c.present()?;
    let n = groups.iter().map(|group| group.n).sum();
    let error = saturated_error(groups, [a, c], n, covariance);
    Ok(Inference::student(a.mean - c.mean, error, n))
}

fn saturated_error(
    groups: &[GroupSummary],
    [a, c]: [&GroupSummary; 2],
    n: usize,
    covariance: Covariance,
) -> Result<StandardError, NoInterval> {
    let occupied = groups.iter().filter(|group| group.n > 0).count();
    if n == occupied {
        return Err(NoInterval::NoDegreesOfFreedom);
    }
    if covariance.needs_leverages() && (a.n == 1 || c.n == 1) {
        return Err(NoInterval::LeverageOne);
    }
    let df = (n - occupied) as f64;
    let both = |term: fn(&GroupSummary) -> f64| term(a) + term(c);
    let hc0 = |group: &GroupSummary| group.sum_of_squares / (group.n as f64 * group.n as f64);
    let variance = match covariance {
        Covariance::Classical => {
            let pooled = groups.iter().map(|group| group.sum_of_squares).sum::<f64>() / df;
            pooled * both(|group| 1.0 / group.n as f64)
        }
        Covariance::Hc0 => both(hc0),
        Covariance::Hc1 => both(hc0) * (n as f64 / df),
        Covariance::Hc2 => both(|group| group.variance() / group.n as f64),
        Covariance::Hc3 => both(|group| group.variance() / (group.n as f64 - 1.0)),
    };
    StandardError::of(variance, df, largest_variance(a, c))
}
