//! How many people a design needs, and what effect it can find: both answered by varying one
//! quantity on draws already made.

mod effect;
mod focus;
mod restrict;
mod fit;
mod search;
mod probe;
mod size;
mod solved;
mod yields;

pub use effect::{EffectAnswer, EffectStatus, smallest_effect};
pub use fit::{Line, Rungs};
pub use focus::focus;
pub use restrict::restrict;
pub use search::{End, Found, Point, Scale, Search, Solution, search, simulate};
pub use size::{Extrapolated, Size, SizeAnswer, Status, power_curve, size};
pub use solved::{Reached, Solved, solve_effects};
pub use yields::Yields;
