//! How many people a design needs, and what effect it can find: both answered by varying one
//! quantity on draws already made.

mod effect;
mod focus;
mod fit;
mod scale;
mod search;
mod window;
mod confirm;
mod probe;
mod path;
mod people;
mod size;
mod ended;
mod solved;
mod prospects;
mod together;
mod factor;
mod yields;
mod at_size;

pub use at_size::{participants, smallest_effect_with};
pub use confirm::ROUGH_ERROR;
pub use effect::{EffectAnswer, EffectStatus, smallest_effect};
pub use factor::{FactorAnswer, smallest_factor};
pub use fit::{Line, Rungs};
pub use focus::focus;
pub use path::{Limit, Moved};
pub use scale::{
    Bounds, Check, End, Point, REDIVISIONS, Scale, Search, Solution, Verdict, simulate,
};
pub use search::{Found, search};
pub use size::{Extrapolated, Size, SizeAnswer, Status, power_curve, size};
pub use solved::{Reached, Solved, Unreached, solve_effects};
pub use together::{FamilySizeAnswer, size_of_family};
pub use yields::{Analysed, Yields};
