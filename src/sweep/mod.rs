//! A scenario under many settings at once: one small table of what its answer hangs on.

mod run;

pub use run::{Compared, Followed, Found, PointFound, Subject, SweepError, Tried, WHOLE, sweep};
