//! The engine: replications in fixed blocks, on any number of threads, reduced in block order.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use rayon::prelude::*;

use crate::plan::Plan;
use crate::replicate::{Sums, Workspace, replicate};

/// Replications in one block. Blocks, not threads, decide the order of every addition.
pub const BLOCK: u32 = 32;

/// Someone who wants to know how far a run is, and who may stop it.
pub trait Observer: Sync {
    /// A stretch of so many replications begins.
    fn stage(&self, _name: &str, _replications: u32) {}
    /// A stretch of so many parts begins, of which replications are not all.
    fn parts(&self, _name: &str, _parts: u32) {}
    /// So many replications or parts of it are done.
    fn progress(&self, done: u32);
    /// Whether the run should stop at the next replication.
    fn stopped(&self) -> bool;
}

/// Nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Observer for Nobody {
    fn progress(&self, _done: u32) {}
    fn stopped(&self) -> bool {
        false
    }
}

/// Why a run gave no results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The observer stopped it.
    #[error("interrupted after {done} of {wanted} replications")]
    Interrupted {
        /// Replications done.
        done: u32,
        /// Replications wanted.
        wanted: u32,
    },
    /// A bias budget did not add up: a fault of this program.
    #[error("a bias budget does not add up: please report this scenario")]
    BudgetBroken,
}

/// Runs all replications of a plan.
///
/// # Errors
/// [`EngineError`] when stopped, or when a bias budget does not add up.
pub fn run(plan: &Plan, observer: &impl Observer) -> Result<Sums, EngineError> {
    verified(plan, run_blocks(plan, 0..blocks(plan), observer)?)
}

/// The sums of a run, unless a bias budget does not add up.
///
/// # Errors
/// [`EngineError::BudgetBroken`].
pub fn verified(plan: &Plan, sums: Sums) -> Result<Sums, EngineError> {
    let mut cells = sums.cells.iter().zip(&plan.cells);
    let broken = !cells.all(|(sums, cell)| sums.budget_holds(&cell.spec));
    if broken { Err(EngineError::BudgetBroken) } else { Ok(sums) }
}

/// Number of blocks of a plan.
pub fn blocks(plan: &Plan) -> u32 {
    plan.replications.div_ceil(BLOCK)
}

/// Runs some of the blocks; a shard is a range of blocks.
///
/// # Errors
/// [`EngineError::Interrupted`] when stopped.
pub fn run_blocks(
    plan: &Plan,
    range: Range<u32>,
    observer: &impl Observer,
) -> Result<Sums, EngineError> {
    extend(plan, Sums::new(plan), range, observer)
}

/// Adds a range of blocks to the sums of those before it: the same bytes as all of them at once.
///
/// Blocks finish in any order and are merged in their own, so that memory holds no more sums than
/// there are threads ahead of the slowest block.
///
/// # Errors
/// [`EngineError::Interrupted`] when stopped.
///
/// # Panics
/// Only when another thread of this run has panicked.
pub fn extend(
    plan: &Plan,
    sums: Sums,
    range: Range<u32>,
    observer: &impl Observer,
) -> Result<Sums, EngineError> {
    let merged = Mutex::new(InOrder { total: sums, next: range.start, early: Vec::new() });
    let (done, stopped) = (AtomicU32::new(0), AtomicBool::new(false));
    let next = AtomicU32::new(range.start);
    let threads = rayon::current_num_threads();
    (0..threads).into_par_iter().for_each(|_| {
        let mut space = Workspace::new(plan);
        loop {
            let block = next.fetch_add(1, Ordering::Relaxed);
            if block >= range.end {
                return;
            }
            let replications = block * BLOCK..((block + 1) * BLOCK).min(plan.replications);
            let mut sums = Sums::new(plan);
            for r in replications {
                if observer.stopped() {
                    stopped.store(true, Ordering::Relaxed);
                    return;
                }
                replicate(plan, r, &mut space, &mut sums);
                observer.progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            }
            merged.lock().expect("no thread panics while it holds the sums").add(block, sums);
        }
    });
    if stopped.into_inner() {
        return Err(EngineError::Interrupted {
            done: done.into_inner(),
            wanted: plan.replications,
        });
    }
    Ok(merged.into_inner().expect("no thread panicked").total)
}

/// Blocks merged in their order; those that come early wait.
struct InOrder {
    total: Sums,
    next: u32,
    early: Vec<(u32, Sums)>,
}

impl InOrder {
    fn add(&mut self, block: u32, sums: Sums) {
        self.early.push((block, sums));
        while let Some(at) = self.early.iter().position(|(b, _)| *b == self.next) {
            let (_, sums) = self.early.swap_remove(at);
            self.total.merge(&sums);
            self.next += 1;
        }
    }
}
