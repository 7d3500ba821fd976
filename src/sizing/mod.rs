//! How many people a design needs, and what effect it can find: both answered by varying one
//! quantity on draws already made.

mod focus;
mod fit;
mod search;
mod size;
mod yields;

pub use fit::{Line, Rungs};
pub use focus::focus;
pub use search::{End, Found, Point, Scale, Search, Solution, search, simulate};
pub use size::{Size, SizeAnswer, Status, size};
pub use yields::Yields;
