//! Who drops out of the file after randomisation.

use super::Exclusion;

/// Removal after randomisation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExclusionModel {
    /// Log-odds of removal without the early outcome; solved from the rate.
    pub intercept: f64,
    /// The early outcome that matters: its number and the added log-odds.
    pub early: Option<(usize, f64)>,
    /// The month in which it is looked at.
    pub month: u32,
}

impl ExclusionModel {
    /// Chance of removal without and with the early outcome.
    pub fn probabilities(&self) -> [f64; 2] {
        let with = self.early.map_or(0.0, |(_, log_odds)| log_odds);
        [expit(self.intercept), expit(self.intercept + with)]
    }

    /// Settings with names resolved; the intercept is still to be solved.
    pub fn new(settings: &Exclusion, outcome: Option<usize>) -> Self {
        let early = settings.depends_on.as_ref();
        Self {
            intercept: logit(settings.rate.get()),
            early: early.and_then(|e| outcome.map(|k| (k, e.log_odds.get()))),
            month: early.map_or(0, |e| e.month.get() as u32),
        }
    }
}

/// Logistic function.
pub fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Log-odds; infinite at 0 and 1.
pub fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}
