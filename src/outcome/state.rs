//! Under which latent shift an outcome is asked for, and from which state its expectation is taken.

use super::lives::Working;
use super::path::power;

/// A latent shift: of the outcome itself, and of having any hours (contracts need both).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shift {
    /// Shift of the outcome.
    pub own: f64,
    /// Shift of having any hours.
    pub hours: f64,
}

/// When an outcome is measured and from which state its expectation is taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Path positions of the months that count: one for a status, several for a derived outcome.
    pub positions: Vec<usize>,
    /// Path position of the last known state.
    pub known: usize,
    /// Share of the known deviation that remains at the month of measurement.
    pub carry: f64,
    /// By cohort, what everybody in it has in common at the month of measurement and at the known
    /// month.
    pub drift: Vec<[f64; 2]>,
    /// Standard deviation of what happens in between.
    pub spread: f64,
    /// Correlation of contract and intensity.
    pub contract: f64,
}

impl State {
    /// Measurement at `months` (the last one is the month of measurement), known up to `known`.
    /// Months must be on the path.
    pub fn new(working: &Working, months: &[u32], known: u32) -> Self {
        let at = |m: u32| working.path.position(m).unwrap_or(0);
        let model = &working.model;
        let month = months.last().copied().unwrap_or(0);
        let carry = power(model.phi, month.saturating_sub(known));
        let drift = |cohort| [month, known].map(|t| model.drift(cohort, t.cast_signed()));
        Self {
            positions: months.iter().map(|&m| at(m)).collect(),
            known: at(known),
            carry,
            drift: (0..model.cohorts.len()).map(drift).collect(),
            spread: model.s * (1.0 - carry * carry).sqrt(),
            contract: model.contract_correlation,
        }
    }

    /// Path position of the month of measurement.
    pub fn last(&self) -> usize {
        self.positions.last().copied().unwrap_or(0)
    }
}
