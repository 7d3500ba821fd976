//! Single trials and the spread of all estimates, as the pictures of a run show them.

use serde::Serialize;

use super::results::{CellKey, key};
use crate::diagnosis::kept::{Grid, Kept, Trial};
use crate::plan::Plan;
use crate::replicate::Sums;

/// What is kept of a cell of the first table, or of the same cell in another world.
#[derive(Clone, Debug, Serialize)]
pub struct KeptRow {
    /// Which comparison.
    #[serde(flatten)]
    pub key: CellKey,
    /// The first trials in order, in the base world only; null where there was no estimate.
    pub first_trials: Vec<Option<KeptTrial>>,
    /// All estimates, counted in equal bins; null where there is none.
    pub spread: Option<Spread>,
}

/// One trial.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct KeptTrial {
    /// Its estimate.
    pub estimate: f64,
    /// Lower end of its interval; null without one.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Estimates counted in equal bins, which cells laid over each other share.
#[derive(Clone, Debug, Serialize)]
pub struct Spread {
    /// Where the first bin begins.
    pub from: f64,
    /// Where the last one ends.
    pub to: f64,
    /// Estimates below the first bin.
    pub below: u64,
    /// Estimates in each bin.
    pub counts: Vec<u64>,
    /// Estimates above the last bin.
    pub above: u64,
}

/// What is kept of a plan's cells.
pub(super) fn rows(plan: &Plan, sums: &Sums) -> Vec<KeptRow> {
    let together = plan.kept.iter().zip(&sums.kept);
    let rows = together.flat_map(|(cells, sums)| {
        let (kept, grid) = sums.settled();
        let rows = cells.iter().zip(kept).map(|(&cell, kept)| {
            let cell = &plan.cells[cell];
            let first = if cell.world == 0 { &kept.first[..] } else { &[] };
            KeptRow {
                key: key(plan, cell),
                first_trials: first.iter().map(|trial| trial.map(KeptTrial::of)).collect(),
                spread: grid.and_then(|grid| Spread::of(grid, &kept)),
            }
        });
        rows.collect::<Vec<_>>()
    });
    rows.collect()
}

impl KeptTrial {
    fn of(trial: Trial) -> Self {
        let Trial { estimate, reach } = trial;
        Self {
            estimate,
            low: reach.map(|reach| estimate - reach),
            high: reach.map(|reach| estimate + reach),
        }
    }
}

impl Spread {
    fn of(grid: Grid, kept: &Kept) -> Option<Self> {
        let [below, counts @ .., above] = &kept.counts[..] else { return None };
        let to = grid.low + grid.width * counts.len() as f64;
        Some(Self { from: grid.low, to, below: *below, counts: counts.to_vec(), above: *above })
    }
}
