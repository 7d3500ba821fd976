//! Confidence intervals for a proportion.

use serde::Serialize;

/// An interval for a proportion, within [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Wilson's score interval for `count` out of `trials`, `z` the standard normal quantile of its level
/// (Wilson 1927; Newcombe 1998, method 3).
///
/// Holds its level also near 0 and 1, where p ± z·√(p(1−p)/n) collapses. No trials give the whole of [0, 1].
pub fn wilson(count: u64, trials: u64, z: f64) -> Interval {
    if trials == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let n = trials as f64;
    let share = count as f64 / n;
    let centre = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    Interval {
        low: if count == 0 { 0.0 } else { (centre - half) / scale },
        high: if count == trials { 1.0 } else { (centre + half) / scale },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::normal;

    /// Newcombe (1998), Statistics in Medicine 17, 857–872, Table I, method 3.
    #[test]
    fn wilson_matches_newcombe_1998() {
        let z = normal::quantile(0.975);
        let printed = [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ];
        for (count, trials, low, high) in printed {
            for (count, low, high) in [(count, low, high), (trials - count, 1.0 - high, 1.0 - low)]
            {
                let interval = wilson(count, trials, z);
                assert!((interval.low - low).abs() <= 5e-5, "{count}/{trials}: {interval:?}");
                assert!((interval.high - high).abs() <= 5e-5, "{count}/{trials}: {interval:?}");
            }
        }
    }

    #[test]
    fn ends_are_where_the_score_test_just_rejects() {
        let z = normal::quantile(0.95);
        let Interval { low, high } = wilson(48, 400, z);
        for p in [low, high] {
            let score = (0.12 - p).abs() / (p * (1.0 - p) / 400.0).sqrt();
            assert!((score - z).abs() < 1e-12);
        }
    }

    #[test]
    fn certainty_stays_within_bounds() {
        assert_eq!(wilson(0, 0, 1.96), Interval { low: 0.0, high: 1.0 });
        assert_eq!(wilson(0, 10, 1.96).low, 0.0);
        assert_eq!(wilson(10, 10, 1.96).high, 1.0);
    }
}
