//! Two-sided critical values of Student's t, remembered so that the hot loop never inverts a distribution twice.

/// Whole degrees of freedom up to here are remembered: at most half a megabyte per significance level.
const REMEMBERED_DF: usize = 65_536;

/// Above this, critical values between whole degrees of freedom are interpolated.
const INTERPOLATED_DF: f64 = 30.0;

/// Critical values per significance level and whole degrees of freedom.
///
/// Welch's degrees of freedom are rarely whole. [`Self::exceeds`] then decides with the two whole neighbours,
/// between which the critical value lies, and inverts the distribution only when t falls between them.
#[derive(Debug, Clone)]
pub struct CriticalValues {
    quantile: fn(f64, f64) -> f64,
    levels: Vec<Level>,
}

#[derive(Debug, Clone)]
struct Level {
    alpha: f64,
    /// By whole degrees of freedom; not a number where nobody asked yet.
    values: Vec<f64>,
}

impl Default for CriticalValues {
    fn default() -> Self {
        Self::new(crate::numeric::student::critical)
    }
}

impl CriticalValues {
    /// Takes the function that computes t_{1−α/2, df} from (α, df); it must fall as df rises.
    pub fn new(quantile: fn(f64, f64) -> f64) -> Self {
        Self { quantile, levels: Vec::new() }
    }

    /// The two-sided critical value t_{1−α/2, df}.
    pub fn two_sided(&mut self, alpha: f64, df: f64) -> f64 {
        match remembered_index(df) {
            Some(df) => self.whole(alpha, df),
            None if df > INTERPOLATED_DF && df < (REMEMBERED_DF - 3) as f64 => {
                self.between(alpha, df)
            }
            None => (self.quantile)(alpha, df),
        }
    }

    /// The critical value at fractional degrees of freedom: the cubic in 1/df through the four
    /// nearest whole ones. Its relative error is below 1e-9 (see the test).
    fn between(&mut self, alpha: f64, df: f64) -> f64 {
        let first = df.floor() as usize - 1;
        let x = 1.0 / df;
        let nodes: [f64; 4] = std::array::from_fn(|k| 1.0 / (first + k) as f64);
        let values: [f64; 4] = std::array::from_fn(|k| self.whole(alpha, first + k));
        let weight = |k: usize| -> f64 {
            let others = (0..4).filter(|&j| j != k);
            others.map(|j| (x - nodes[j]) / (nodes[k] - nodes[j])).product()
        };
        (0..4).map(|k| weight(k) * values[k]).sum()
    }

    /// Whether a squared t-statistic lies beyond the two-sided critical value: |t| > t_{1−α/2, df}.
    pub fn exceeds(&mut self, t_squared: f64, alpha: f64, df: f64) -> bool {
        let (below, above) = (df.floor(), df.ceil());
        if below == above || remembered_index(below).is_none() {
            return t_squared > square(self.two_sided(alpha, df));
        }
        t_squared > square(self.two_sided(alpha, above))
            && (t_squared > square(self.two_sided(alpha, below))
                || t_squared > square((self.quantile)(alpha, df)))
    }

    fn whole(&mut self, alpha: f64, df: usize) -> f64 {
        let at = self.level(alpha);
        let values = &mut self.levels[at].values;
        if df >= values.len() {
            values.resize((df + 1).next_power_of_two(), f64::NAN);
        }
        if values[df].is_nan() {
            values[df] = (self.quantile)(alpha, df as f64);
        }
        values[df]
    }

    fn level(&mut self, alpha: f64) -> usize {
        self.levels
            .iter()
            .position(|level| level.alpha.to_bits() == alpha.to_bits())
            .unwrap_or_else(|| {
                self.levels.push(Level { alpha, values: Vec::new() });
                self.levels.len() - 1
            })
    }
}

fn remembered_index(df: f64) -> Option<usize> {
    (df >= 1.0 && df < REMEMBERED_DF as f64 && df.fract() == 0.0).then_some(df as usize)
}

fn square(t: f64) -> f64 {
    t * t
}

#[cfg(test)]
mod interpolation_tests {
    use super::CriticalValues;
    use crate::numeric::student;

    #[test]
    fn interpolated_critical_values_are_within_a_billionth() {
        let mut values = CriticalValues::new(student::critical);
        for alpha in [0.001, 0.05, 0.1, 0.5] {
            for df in [30.5, 31.2, 47.9, 77.55593291, 239.4, 5013.7] {
                let exact = student::critical(alpha, df);
                let found = values.two_sided(alpha, df);
                assert!((found / exact - 1.0).abs() < 1e-9, "{alpha} {df}: {found} {exact}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use statrs::distribution::{ContinuousCDF, StudentsT};

    use super::*;

    thread_local! {
        static CALLS: Cell<usize> = const { Cell::new(0) };
    }

    fn quantile(alpha: f64, df: f64) -> f64 {
        CALLS.set(CALLS.get() + 1);
        StudentsT::new(0.0, 1.0, df).unwrap().inverse_cdf(1.0 - alpha / 2.0)
    }

    #[test]
    fn v01_critical_values_match_r() {
        // R 4.2.2: qt(.975, 5), qt(.975, 117), qt(.95, 3.5)
        let mut critical = CriticalValues::new(quantile);
        for (alpha, df, want) in [
            (0.05, 5.0, 2.5705818356363),
            (0.05, 117.0, 1.9804475986834),
            (0.1, 3.5, 2.22243349365),
        ] {
            let got = critical.two_sided(alpha, df);
            assert!((got - want).abs() < 1e-8, "{got} for {want}");
        }
    }

    #[test]
    fn a_whole_df_is_inverted_once_per_level() {
        let mut critical = CriticalValues::new(quantile);
        let before = CALLS.get();
        for _ in 0..5 {
            critical.two_sided(0.05, 117.0);
            critical.two_sided(0.1, 117.0);
            critical.exceeds(4.0, 0.05, 117.0);
        }
        assert_eq!(CALLS.get() - before, 2);
    }

    #[test]
    fn neighbours_decide_as_the_exact_critical_value_does() {
        let mut critical = CriticalValues::new(quantile);
        for df in [1.0, 1.5, 2.25, 3.5, 77.5559, 398.01] {
            let exact = quantile(0.05, df);
            for t in [0.5 * exact, exact - 1e-6, exact + 1e-6, 2.0 * exact] {
                assert_eq!(critical.exceeds(t * t, 0.05, df), t > exact, "t = {t}, df = {df}");
            }
        }
    }

    #[test]
    fn welch_df_seldom_needs_an_inversion() {
        let mut critical = CriticalValues::new(quantile);
        critical.exceeds(9.0, 0.05, 77.5);
        let before = CALLS.get();
        for k in 0..100 {
            critical.exceeds(f64::from(k) * 0.09, 0.05, 77.0 + f64::from(k) / 200.0 + 0.001);
        }
        assert!(CALLS.get() - before <= 1);
    }

    #[test]
    fn df_that_is_not_a_number_or_below_one_is_passed_on() {
        let mut critical = CriticalValues::new(|_, df| if df > 0.0 { 2.0 } else { f64::NAN });
        assert_eq!(critical.two_sided(0.05, 0.5), 2.0);
        assert!(!critical.exceeds(9.0, 0.05, f64::NAN));
        assert!(critical.exceeds(9.0, 0.05, 1e9));
    }
}
