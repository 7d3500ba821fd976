//! The value of one outcome for one person under one latent shift: realised on the person's own
//! draws, or expected over the last stretch of the work process.

use super::lives::{Lives, Working};
use super::path::power;
use crate::numeric::rows;

/// What is measured, with the cut-points of one world. Cut-points and shifts are latent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// Work intensity above a cut-point.
    Above {
        /// The cut-point.
        cut: f64,
    },
    /// Work intensity and wage together above a cut-point.
    Income {
        /// The cut-point.
        cut: f64,
        /// Weight of the person's wage score.
        wage: f64,
    },
    /// Has paid hours and the contract process lies above its cut-point.
    Permanent {
        /// Cut-point of any hours.
        hours: f64,
        /// Cut-point of the contract process.
        contract: f64,
    },
    /// Has paid hours without a permanent contract.
    Temporary {
        /// Cut-point of any hours.
        hours: f64,
        /// Cut-point of the contract process.
        contract: f64,
    },
    /// Above the cut-point in at least one month.
    Ever {
        /// The cut-point.
        cut: f64,
    },
    /// Number of months above the cut-point.
    MonthsWith {
        /// The cut-point.
        cut: f64,
    },
    /// Above the cut-point in every month of a run.
    Sustained {
        /// The cut-point.
        cut: f64,
    },
    /// A plain latent value above 0.
    Binary {
        /// Which plain outcome.
        plain: usize,
        /// Intercept.
        intercept: f64,
    },
    /// A plain latent value itself.
    Continuous {
        /// Which plain outcome.
        plain: usize,
        /// Intercept.
        intercept: f64,
    },
}

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

    fn last(&self) -> usize {
        self.positions.last().copied().unwrap_or(0)
    }
}

impl Measure {
    /// Its own cut-point, or intercept.
    pub fn cut(self) -> f64 {
        match self {
            Self::Above { cut }
            | Self::Income { cut, .. }
            | Self::Ever { cut }
            | Self::MonthsWith { cut }
            | Self::Sustained { cut } => cut,
            Self::Permanent { contract, .. } | Self::Temporary { contract, .. } => contract,
            Self::Binary { intercept, .. } | Self::Continuous { intercept, .. } => intercept,
        }
    }

    /// Sets its own cut-point, or intercept.
    pub fn set_cut(&mut self, value: f64) {
        match self {
            Self::Above { cut }
            | Self::Income { cut, .. }
            | Self::Ever { cut }
            | Self::MonthsWith { cut }
            | Self::Sustained { cut } => *cut = value,
            Self::Permanent { contract, .. } | Self::Temporary { contract, .. } => {
                *contract = value;
            }
            Self::Binary { intercept, .. } | Self::Continuous { intercept, .. } => {
                *intercept = value;
            }
        }
    }

    /// Whether the outcome is a share of people (in percentage points) rather than a number.
    pub fn is_share(self) -> bool {
        !matches!(self, Self::Continuous { .. } | Self::MonthsWith { .. })
    }

    /// Whether realised values are whole numbers.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Continuous { .. })
    }

    /// The realised value for person `i`; `gain` is the person's own deviation from the shift.
    #[inline]
    pub fn value(self, lives: &Lives, at: &State, i: usize, shift: Shift, gain: f64) -> f64 {
        let above = |position: usize, cut: f64| lives.intensity[position][i] + gain > cut;
        let yes = match self {
            Self::Above { cut } => above(at.last(), cut - shift.own),
            Self::Income { cut, wage } => above(at.last(), cut - shift.own - wage * lives.wage[i]),
            Self::Permanent { hours, contract } => {
                above(at.last(), permanent_cut(lives, at, i, hours, contract, shift))
            }
            Self::Temporary { hours, contract } => {
                above(at.last(), hours - shift.hours)
                    && !above(at.last(), permanent_cut(lives, at, i, hours, contract, shift))
            }
            Self::Ever { cut } => at.positions.iter().any(|&p| above(p, cut - shift.own)),
            Self::Sustained { cut } => at.positions.iter().all(|&p| above(p, cut - shift.own)),
            Self::MonthsWith { cut } => {
                return at.positions.iter().map(|&p| f64::from(above(p, cut - shift.own))).sum();
            }
            Self::Binary { plain, intercept } => {
                plain_value(lives, plain, i, intercept, shift, gain) > 0.0
            }
            Self::Continuous { plain, intercept } => {
                return plain_value(lives, plain, i, intercept, shift, gain);
            }
        };
        f64::from(yes)
    }

    /// Realised values of everybody; `gains` is empty when nobody deviates from the shift.
    pub fn fill(self, lives: &Lives, at: &State, shift: Shift, gains: &[f64], out: &mut [f64]) {
        match (self, gains.is_empty()) {
            (Self::Above { cut }, true) => {
                let cut = cut - shift.own;
                for (o, &l) in out.iter_mut().zip(&lives.intensity[at.last()]) {
                    *o = f64::from(l > cut);
                }
            }
            (Self::Income { cut, wage }, true) => {
                let cut = cut - shift.own;
                let people = lives.intensity[at.last()].iter().zip(&lives.wage);
                for (o, (&l, w)) in out.iter_mut().zip(people) {
                    *o = f64::from(u8::from(l > cut - wage * w));
                }
            }
            (Self::Permanent { hours, contract }, true) => {
                let (r, hours) = (at.contract, hours - shift.hours);
                let (share, cut) = ((1.0 - r * r).sqrt(), contract - shift.own);
                let people = lives.intensity[at.last()].iter().zip(&lives.contract[at.last()]);
                for (o, (&l, w)) in out.iter_mut().zip(people) {
                    *o = f64::from(u8::from(l > ((cut - share * w) / r).max(hours)));
                }
            }
            (Self::Binary { plain, intercept } | Self::Continuous { plain, intercept }, true) => {
                let constant = intercept + shift.own;
                let parts = lives.plain[plain].iter().zip(&lives.noise[plain]);
                let binary = matches!(self, Self::Binary { .. });
                for (o, (x, e)) in out.iter_mut().zip(parts) {
                    let value = constant + (x + e);
                    *o = if binary { f64::from(u8::from(value > 0.0)) } else { value };
                }
            }
            _ => {
                for (i, o) in out.iter_mut().enumerate() {
                    let gain = gains.get(i).copied().unwrap_or(0.0);
                    *o = self.value(lives, at, i, shift, gain);
                }
            }
        }
    }

    /// Expected values of everybody given characteristics, traits and the work process up to the known month; for
    /// outcomes over several months, and for numbers, what `lives` realised or predicts. `gains` is empty when nobody
    /// deviates from the shift.
    pub fn fill_expected(
        self,
        lives: &Lives,
        at: &State,
        shift: Shift,
        gains: &[f64],
        out: &mut [f64],
    ) {
        let own = |cut: f64| move |_: usize| cut - shift.own;
        let permanent = |hours: f64, contract: f64| {
            move |i: usize| permanent_cut(lives, at, i, hours, contract, shift)
        };
        match self {
            Self::Above { cut } => above(lives, at, own(cut), gains, out),
            Self::Income { cut, wage } => {
                above(lives, at, |i| cut - shift.own - wage * lives.wage[i], gains, out);
            }
            Self::Permanent { hours, contract } => {
                above(lives, at, permanent(hours, contract), gains, out);
            }
            Self::Temporary { hours, contract } => {
                let mut with_contract = vec![0.0; out.len()];
                above(lives, at, permanent(hours, contract), gains, &mut with_contract);
                above(lives, at, |_| hours - shift.hours, gains, out);
                out.iter_mut().zip(with_contract).for_each(|(any, permanent)| *any -= permanent);
            }
            Self::Binary { plain, intercept } => {
                predict(lives, plain, intercept + shift.own, gains, out);
                probabilities(out, lives.spreads[plain]);
            }
            Self::Continuous { plain, intercept } => {
                predict(lives, plain, intercept + shift.own, gains, out);
            }
            Self::Ever { .. } | Self::MonthsWith { .. } | Self::Sustained { .. } => {
                self.fill(lives, at, shift, gains, out);
            }
        }
    }
}

/// Everybody's probability of an intensity above their own cut-point at the month of measurement.
fn above(lives: &Lives, at: &State, cut: impl Fn(usize) -> f64, gains: &[f64], out: &mut [f64]) {
    let then = if at.known == 0 { &lives.stable } else { &lives.ahead };
    let people = lives.intensity[at.known].iter().zip(then).zip(&lives.ahead);
    for (i, (o, ((intensity, then), ahead))) in out.iter_mut().zip(people).enumerate() {
        let [drift, drift_then] = at.drift[lives.cohorts.of(i)];
        let known = intensity - then - drift_then;
        *o = (ahead + drift + at.carry * known) - cut(i);
    }
    deviate(gains, out);
    probabilities(out, at.spread);
}

/// Everybody's plain outcome without its noise.
fn predict(lives: &Lives, plain: usize, constant: f64, gains: &[f64], out: &mut [f64]) {
    out.iter_mut().zip(&lives.plain[plain]).for_each(|(o, x)| *o = constant + x);
    deviate(gains, out);
}

fn deviate(gains: &[f64], out: &mut [f64]) {
    out.iter_mut().zip(gains).for_each(|(o, gain)| *o += gain);
}

/// Replaces every mean by P(mean + spread·ε > 0).
fn probabilities(row: &mut [f64], spread: f64) {
    if spread == 0.0 {
        for mean in row {
            *mean = f64::from(*mean > 0.0);
        }
    } else {
        for mean in row.iter_mut() {
            *mean /= spread;
        }
        rows::cdf(row);
    }
}

fn plain_value(lives: &Lives, k: usize, i: usize, intercept: f64, shift: Shift, gain: f64) -> f64 {
    (intercept + shift.own) + (lives.plain[k][i] + lives.noise[k][i]) + gain
}

/// The intensity above which a person has a permanent contract: any hours, and
/// `r·L + √(1−r²)·W + shift > contract`.
fn permanent_cut(
    lives: &Lives,
    at: &State,
    i: usize,
    hours: f64,
    contract: f64,
    shift: Shift,
) -> f64 {
    let r = at.contract;
    let w = (1.0 - r * r).sqrt() * lives.contract[at.last()][i];
    ((contract - shift.own - w) / r).max(hours - shift.hours)
}
