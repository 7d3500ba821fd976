//! A scenario under other settings: the values of a setting, the points at which several are tried, the
//! worlds that are possible there, and the comparison that is followed from one to the next.

mod comparison;
mod points;
mod stretch;
mod together;
mod values;

pub use comparison::Comparison;
pub use points::Points;
pub use stretch::{Counted, Stretch};
pub use together::{Possible, each_batch, possible};
pub use values::{MOST_POINTS, Varied, VaryError};
