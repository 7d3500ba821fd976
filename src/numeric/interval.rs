//! Confidence intervals for a proportion.

use super::normal;

/// An interval for a proportion, within [0, 1].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProportionInterval {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// Wilson's (1927) score interval for `successes` of `trials` at confidence `level` in (0, 1).
///
/// Holds its level also near 0 and 1, where p ± z·√(p(1−p)/n) collapses. No trials give the whole of [0, 1].
pub fn wilson(successes: u64, trials: u64, level: f64) -> ProportionInterval {
    if trials == 0 {
        return ProportionInterval { lower: 0.0, upper: 1.0 };
    }
    let z = -normal::quantile(0.5 * (1.0 - level));
    let lower_limit = |successes: u64| {
        if successes == 0 {
            return 0.0;
        }
        let (n, x) = (trials as f64, successes as f64);
        let half_width = z * (x * (n - x) / n + 0.25 * z * z).sqrt();
        (x + 0.5 * z * z - half_width) / (n + z * z)
    };
    let failures = trials.saturating_sub(successes);
    ProportionInterval { lower: lower_limit(successes), upper: 1.0 - lower_limit(failures) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_near(found: ProportionInterval, lower: f64, upper: f64) {
        assert!(
            (found.lower - lower).abs() < 1e-6 && (found.upper - upper).abs() < 1e-6,
            "{found:?}"
        );
    }

    /// Newcombe (1998), Statistics in Medicine 17:857, Table I, method 3: 81/263, 15/148, 0/20, 1/29 at 95 %.
    #[test]
    fn wilson_matches_newcombe() {
        let rounded = |successes, trials| {
            let interval = wilson(successes, trials, 0.95);
            [interval.lower, interval.upper].map(|limit| (limit * 1e4).round() / 1e4)
        };
        assert_eq!(rounded(81, 263), [0.2553, 0.3662]);
        assert_eq!(rounded(15, 148), [0.0624, 0.1605]);
        assert_eq!(rounded(0, 20), [0.0, 0.1611]);
        assert_eq!(rounded(1, 29), [0.0061, 0.1718]);
    }

    #[test]
    fn limits_are_where_the_score_test_just_rejects() {
        let z = normal::quantile(0.95);
        let ProportionInterval { lower, upper } = wilson(48, 400, 0.90);
        for p in [lower, upper] {
            let score = (0.12 - p).abs() / (p * (1.0 - p) / 400.0).sqrt();
            assert!((score - z).abs() < 1e-12);
        }
    }

    #[test]
    fn certainty_stays_within_bounds() {
        assert_near(wilson(0, 0, 0.95), 0.0, 1.0);
        assert_eq!(wilson(0, 10, 0.95).lower, 0.0);
        assert_eq!(wilson(10, 10, 0.95).upper, 1.0);
    }
}
