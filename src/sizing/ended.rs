//! How a search for a size ended, in people of the frame.

use super::people::Sizes;
use super::scale::{Bounds, Check, End, Point, Solution};
use super::search::Found;
use super::size::Status;

/// What a search says of a size, whatever counts as finding.
pub(super) struct Ended {
    /// Where the size must lie.
    pub bounds: Bounds,
    /// All points of the search.
    pub curve: Vec<Point>,
    /// How it ended; none where no simulated size tells.
    pub status: Option<Status>,
    /// The point that was found.
    pub solution: Option<Solution>,
    /// Whether that is the smallest that can be run.
    pub is_floor: bool,
    /// Whether the effort ran out before its interval was as narrow as asked.
    pub is_exhausted: bool,
    /// The same on fresh streams.
    pub check: Option<Check>,
}

impl Ended {
    pub fn of(sizes: &Sizes, found: Found) -> Self {
        let frame = |x: f64| sizes.mean_frame(x).ceil();
        let Bounds { more_than, less_than } = found.bounds;
        let mut ended = Self {
            bounds: Bounds { more_than: more_than.map(frame), less_than: less_than.map(frame) },
            curve: found.curve,
            status: None,
            solution: None,
            is_floor: false,
            is_exhausted: false,
            check: None,
        };
        match found.end {
            End::Enclosed { solution, is_precise, check } => {
                ended.status = Some(match (solution.at > sizes.reachable(), is_precise) {
                    (true, _) => Status::InfeasiblePool,
                    (false, true) => Status::Ok,
                    (false, false) => Status::BudgetExhausted,
                });
                ended.is_floor = solution.at <= sizes.range[0];
                ended.is_exhausted = !is_precise;
                (ended.solution, ended.check) = (Some(solution), check);
            }
            End::NotMonotone => ended.status = Some(Status::Nonmonotone),
            End::Above | End::Exhausted | End::Floor(_) => {}
        }
        ended
    }
}
