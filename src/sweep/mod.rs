//! A scenario under many settings at once: one small table of what its answer hangs on.

mod points;
mod run;
mod values;

pub use points::Points;
pub use run::{Compared, Followed, Found, PointFound, Subject, SweepError, Tried, WHOLE, sweep};
pub use values::{MOST_POINTS, Varied, VaryError};
