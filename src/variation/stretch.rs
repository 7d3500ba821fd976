//! Part of a longer piece of work, which a run of replications fills.

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
