//! How many people the tests of a declared family need to find together what they seek.

use super::ended::Ended;
use super::focus::focus_on_family;
use super::people::Sizes;
use super::probe::measure;
use super::prospects::Prospects;
use super::scale::{Bounds, Check, Point, Search, Solution};
use super::search::search;
use super::size::Status;
use super::yields::Yields;
use crate::diagnosis::family::Quantifier;
use crate::engine::{EngineError, Observer};
use crate::plan::{Plan, Rung};

/// The answer for one family in one design.
#[derive(Clone, Debug)]
pub struct FamilySizeAnswer {
    /// How the tests count together.
    pub which: Quantifier,
    /// How the question was answered.
    pub status: Status,
    /// People of the frame and participants, with the 95 % interval; none where no size was found.
    pub size: Option<[Solution; 2]>,
    /// Whether that is the smallest size that can be run.
    pub is_floor: bool,
    /// Where the size must lie, in people of the frame, as far as simulated power tells.
    pub bounds: Bounds,
    /// The size on fresh streams.
    pub check: Option<Check>,
    /// At the largest size the eligible people yield, when that is too small.
    pub reachable: Option<Point>,
    /// Whether the effort ran out before the interval was as narrow as asked.
    pub is_exhausted: bool,
    /// Expected people per person in the frame.
    pub yields: Yields,
    /// Eligible people of the scenario.
    pub eligible: usize,
    /// Whether the quantity is participants, because the design fixes their number.
    pub by_participants: bool,
    /// All points of the search.
    pub curve: Vec<Point>,
}

/// The size at which the tests of a declared family of a plan find together, as often as is wanted.
///
/// # Errors
/// When the observer stops it.
pub fn size_of_family(
    plan: &Plan,
    family: usize,
    which: Quantifier,
    wanted: &Search,
    observer: &impl Observer,
) -> Result<FamilySizeAnswer, EngineError> {
    let focused = focus_on_family(plan, family);
    let rung = Rung::family(&focused.declared[0], which);
    let mut sizes = Sizes::new(focused);
    sizes.rung = rung;
    let at = sizes.pilot();
    let prospects = Prospects::of(&sizes, &sizes.rung, at, wanted, observer)?;
    let mut answer = FamilySizeAnswer {
        which,
        status: prospects.hopeless().unwrap_or(Status::Ok),
        size: None,
        is_floor: false,
        bounds: Bounds::default(),
        check: None,
        reachable: None,
        is_exhausted: false,
        yields: sizes.yields.clone(),
        eligible: sizes.plan.societies[0].population.size,
        by_participants: sizes.by_participants,
        curve: Vec::new(),
    };
    if answer.status != Status::Ok {
        return Ok(answer);
    }
    let short = prospects.short();
    let guess = at * (short * short);
    let [low, high] = sizes.range;
    let counted = Search { redivisions: 0, ..*wanted };
    let found = search(&sizes, &counted, guess.clamp(low, high), observer)?;
    answer.take(&sizes, Ended::of(&sizes, found));
    if answer.status == Status::InfeasiblePool {
        let stage = "measuring what the eligible people yield";
        let most = sizes.reachable().clamp(low, high);
        answer.reachable = Some(measure(&sizes, most, &counted, stage, observer)?);
    }
    Ok(answer)
}

impl FamilySizeAnswer {
    fn take(&mut self, sizes: &Sizes, ended: Ended) {
        let Ended { bounds, curve, status, solution, is_floor, is_exhausted, check } = ended;
        (self.bounds, self.curve, self.check) = (bounds, curve, check);
        (self.is_floor, self.is_exhausted) = (is_floor, is_exhausted);
        let rates = [1.0, sizes.yields.participants()];
        self.size = solution.map(|point| rates.map(|rate| sizes.people(point, rate)));
        let reachable = sizes.mean_frame(sizes.reachable());
        let is_beyond = self.bounds.more_than.is_some_and(|bound| bound >= reachable);
        let otherwise = if is_beyond { Status::InfeasiblePool } else { Status::BudgetExhausted };
        self.status = status.unwrap_or(otherwise);
    }
}
