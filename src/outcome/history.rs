//! What the register knows of the months before the start: hours and earnings.

use schemars::JsonSchema;
use serde::Deserialize;

use super::lives::{Lives, Working};
use crate::population::{Column, People};
use crate::stream::{Draws, Purpose};

/// A characteristic from the earnings register. Months count from the start and are negative.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum History {
    /// Sum of wages in euros from month `from` up to and including month `to`.
    Earnings {
        /// First month, −27 or later.
        from: i32,
        /// Last month, −1 or earlier.
        to: i32,
    },
    /// Whether any wage was earned in those months.
    AnyEarnings {
        /// First month, −27 or later.
        from: i32,
        /// Last month, −1 or earlier.
        to: i32,
    },
}

impl History {
    /// First and last month.
    pub fn months(self) -> (i32, i32) {
        match self {
            Self::Earnings { from, to } | Self::AnyEarnings { from, to } => (from, to),
        }
    }

    /// An empty column of this kind for `n` people.
    pub fn column(self, n: usize) -> Column {
        match self {
            Self::Earnings { .. } => Column::Numbers(vec![0.0; n]),
            Self::AnyEarnings { .. } => Column::Levels(vec![0; n]),
        }
    }
}

/// Earliest month of the register.
pub const EARLIEST: i32 = -27;

/// Weekly hours as a continuous, increasing function of the latent intensity: 0 up to the first
/// cut-point, straight lines between the cut-points, at most 40.
#[derive(Clone, Debug, Default)]
pub struct Hours {
    /// Start, width and slope of each rising piece; unused pieces are flat.
    pieces: [[f64; 3]; PIECES],
}

/// Most cut-points that hours can have, plus one.
pub const PIECES: usize = 8;

impl Hours {
    /// From cut-points with the hours reached there, both increasing, the first at 0 hours.
    pub fn through(knots: &[(f64, f64)]) -> Self {
        let mut pieces = [[0.0; 3]; PIECES];
        let mut slope = 40.0;
        for (piece, pair) in pieces.iter_mut().zip(knots.windows(2)) {
            let ((a, low), (b, high)) = (pair[0], pair[1]);
            slope = (high - low) / (b - a);
            *piece = [a, b - a, slope];
        }
        if let (Some(&(cut, hours)), Some(piece)) = (knots.last(), pieces.get_mut(knots.len() - 1))
        {
            *piece = [cut, (40.0 - hours).max(0.0) / slope, slope];
        }
        Self { pieces }
    }

    /// Hours a week at intensity `l`.
    #[inline]
    pub fn at(&self, l: f64) -> f64 {
        let mut hours = 0.0;
        for [start, width, slope] in &self.pieces {
            hours += slope * (l - start).max(0.0).min(*width);
        }
        hours
    }
}

/// The register columns to fill and the months they need.
#[derive(Clone, Debug, Default)]
pub struct HistoryModel {
    /// The columns.
    pub items: Vec<History>,
    /// Hours by intensity: in each site, or everywhere.
    pub hours: Vec<Hours>,
    /// Column of the spell length, when known.
    pub spell: Option<usize>,
    /// Which columns are looked at; all when empty.
    pub used: Vec<bool>,
}

/// Working space for one frame.
#[derive(Clone, Debug, Default)]
pub struct HistoryBuffers {
    z: Vec<f64>,
    noise: Vec<f64>,
    wage: Vec<f64>,
    earned: Vec<f64>,
}

impl HistoryModel {
    /// Goes back from month 0 to the earliest month needed (the process is reversible) and fills
    /// the people's register columns.
    pub fn fill(
        &self,
        working: &Working,
        draws: &impl Draws,
        lives: &mut Lives,
        people: &mut People,
    ) {
        let (work, first) = (&working.model, working.first_column);
        let Lives {
            cohorts, site, stable: mean, intensity, wage: scores, history: buffers, ..
        } = lives;
        let used = |k: usize| self.used.get(k).copied().unwrap_or(true);
        let wanted = self.items.iter().enumerate().filter(|(k, _)| used(*k));
        let Some(earliest) = wanted.map(|(_, h)| h.months().0).min() else { return };
        let Some(latest) = self.items.iter().map(|h| h.months().1).max() else { return };
        let n = people.size;
        let HistoryBuffers { z, noise, wage, earned } = buffers;
        for buffer in [&mut *z, noise, wage, earned] {
            buffer.resize(n, 0.0);
        }
        for (w, score) in wage.iter_mut().zip(&*scores) {
            *w = work.wage.at(*score);
        }
        for column in &mut people.covariates[first..first + self.items.len()] {
            match column {
                Column::Numbers(values) => values.fill(0.0),
                Column::Levels(values) => values.fill(0),
            }
        }
        z.copy_from_slice(&intensity[0]);
        let mut at = 0_i32;
        for month in (earliest..=latest).rev() {
            let phi = super::path::power(work.phi, (at - month) as u32);
            let spread = (1.0 - phi * phi).sqrt();
            draws.normals(Purpose::WorkHistory, month.unsigned_abs(), noise);
            for (z, e) in z.iter_mut().zip(&*noise) {
                *z = phi * *z + spread * e;
            }
            at = month;
            let drift = work.trend * f64::from(month);
            let months_back = f64::from(-month);
            let (covariates, columns) = people.covariates.split_at_mut(first);
            let spell = self.spell.and_then(|c| match &covariates[c] {
                Column::Numbers(months) => Some(months),
                Column::Levels(_) => None,
            });
            for ((l, m), z) in earned.iter_mut().zip(&*mean).zip(&*z) {
                *l = m + work.s * z + drift;
            }
            working.add_swing(month, cohorts, earned);
            match spell {
                Some(months) => {
                    for (l, spell) in earned.iter_mut().zip(months) {
                        *l = if months_back <= *spell { l.min(work.exit) } else { *l };
                    }
                }
                None => earned.iter_mut().for_each(|l| *l = l.min(work.exit)),
            }
            match &self.hours[..] {
                [hours] => earned.iter_mut().zip(&*wage).for_each(|(e, w)| *e = w * hours.at(*e)),
                hours => {
                    for ((e, w), site) in earned.iter_mut().zip(&*wage).zip(&*site) {
                        *e = w * hours[usize::from(*site)].at(*e);
                    }
                }
            }
            self.add_month(month, earned, columns);
        }
    }

    fn add_month(&self, month: i32, earned: &[f64], columns: &mut [Column]) {
        for (item, column) in self.items.iter().zip(columns) {
            let (from, to) = item.months();
            if !(from..=to).contains(&month) {
                continue;
            }
            match column {
                Column::Numbers(sums) => {
                    for (sum, euros) in sums.iter_mut().zip(earned) {
                        *sum += euros;
                    }
                }
                Column::Levels(any) => {
                    for (any, &euros) in any.iter_mut().zip(earned) {
                        *any |= u8::from(euros > 0.0);
                    }
                }
            }
        }
    }
}
