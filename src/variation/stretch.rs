//! Part of a longer piece of work, which a run of replications fills.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::engine::Observer;

/// Where on the whole a run stands: so many replications take it from one point to another.
#[derive(Debug)]
pub struct Stretch<'a, O> {
    /// Who watches the whole.
    pub observer: &'a O,
    /// What is done before.
    pub from: u32,
    /// What the run adds.
    pub length: u32,
    /// Its replications.
    pub replications: u32,
}

impl<O: Observer> Observer for Stretch<'_, O> {
    fn progress(&self, done: u32) {
        let share = u64::from(self.length) * u64::from(done) / u64::from(self.replications.max(1));
        self.observer.progress(self.from.saturating_add(share as u32));
    }

    fn stopped(&self) -> bool {
        self.observer.stopped()
    }
}

/// A stretch in which several runs count together, each with fewer replications than all.
#[derive(Debug)]
pub struct Counted<'a, O> {
    whole: Stretch<'a, O>,
    done: AtomicU32,
}

impl<'a, O> Counted<'a, O> {
    /// A stretch whose replications are those of all runs.
    pub fn new(whole: Stretch<'a, O>) -> Self {
        Self { whole, done: AtomicU32::new(0) }
    }
}

impl<O: Observer> Observer for Counted<'_, O> {
    fn progress(&self, _: u32) {
        self.whole.progress(self.done.fetch_add(1, Ordering::Relaxed) + 1);
    }

    fn stopped(&self) -> bool {
        self.whole.stopped()
    }
}
