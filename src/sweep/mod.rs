//! A scenario under many settings at once: one small table of what its answer hangs on.

mod families;
mod run;

pub use families::{ComparedFamily, FollowedFamily};
pub use run::{
    Compared, Followed, Found, FoundAt, PointFound, Subject, SweepError, Tried, TriedFamily, WHOLE,
    sweep,
};
