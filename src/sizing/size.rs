//! How many people: the frame, or the number of participants where the design fixes it, at which one
//! cell reaches its power.

use serde::Serialize;

use super::ended::Ended;
use super::focus::focus;
use super::people::Sizes;
use super::probe::{self, measure, pilot};
use super::scale::{Bounds, Check, Point, Search, Solution, redivisions, simulate};
use super::search::search;
use super::yields::{Analysed, Yields};
use crate::diagnosis::cell::CellSpec;
use crate::diagnosis::diagnosand::Diagnosis;
use crate::diagnosis::measured::{Measured, Z_975};
use crate::diagnosis::significance::{CERTAIN_SIGN, certain_direction};
use crate::engine::{EngineError, Observer};
use crate::hypothesis::Claim;
use crate::numeric::normal;
use crate::plan::{Cell, Direction, Plan, Rung};
use crate::stream::Domain;

/// Errors of a mean beyond which a size is computed from it.
const SURE: f64 = 3.0;

/// The answer for one cell.
#[derive(Clone, Debug)]
pub struct SizeAnswer {
    /// How the question was answered.
    pub status: Status,
    /// The direction in which significance counts: the sign of the policy effect.
    pub direction: Direction,
    /// The size, where there is one.
    pub size: Option<Size>,
    /// Whether that is the smallest size that can be run, and power is reached there already.
    pub is_floor: bool,
    /// Where the size must lie, in people of the frame, as far as simulated power tells.
    pub bounds: Bounds,
    /// Where power is not reached by simulated frames, people of the frame by the square-root law.
    pub extrapolated: Option<Extrapolated>,
    /// The size on fresh streams.
    pub check: Option<Check>,
    /// At the largest size the eligible people yield, when that is too small.
    pub reachable: Option<Point>,
    /// The policy effect.
    pub policy_truth: Measured,
    /// The same on the scale of the estimate.
    pub yardstick: Measured,
    /// By how much the estimate misses the policy effect on average.
    pub bias: Measured,
    /// By how much it misses the yardstick, which more people do not reduce.
    pub yardstick_bias: Measured,
    /// Smallest effect that matters; a larger bias makes every size too small, if the scenario states it.
    pub matters: Option<f64>,
    /// Whether the effort ran out before the interval was as narrow as asked.
    pub is_exhausted: bool,
    /// Expected people per person in the frame.
    pub yields: Yields,
    /// Expected people whom the analysis uses, likewise.
    pub analysed: Analysed,
    /// Eligible people of the scenario.
    pub eligible: usize,
    /// Whether the quantity is participants, because the design fixes their number.
    pub by_participants: bool,
    /// How often the people of every trial were divided anew; 0: power was counted.
    pub redivisions: u32,
    /// All points of the search.
    pub curve: Vec<Point>,
}

/// A size with its 95 % interval, in people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Size {
    /// Frame: eligible people of this kind.
    pub frame: Solution,
    /// Participants, rounded up.
    pub participants: Solution,
    /// People whom the analysis uses, rounded up.
    pub analysed: Solution,
}

/// A size by the square-root law.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Extrapolated {
    /// The size; none where the mean estimate cannot be told from zero.
    pub at: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end; none where there is no size.
    pub high: Option<f64>,
}

/// How a sizing question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// With a size that the eligible people yield.
    Ok,
    /// The size takes more people than there are.
    InfeasiblePool,
    /// No size will do: on its scale the estimate misses the policy effect by more than what the
    /// scenario says matters. A size, where there is one, is that at which something is found in the right direction.
    #[serde(rename = "never_reaches")]
    NeverReachesBias,
    /// No size will do: the estimates point the wrong way.
    #[serde(rename = "never_reaches")]
    NeverReachesSign,
    /// No size will do: there is no effect to be found.
    #[serde(rename = "never_reaches")]
    NeverReachesNothing,
    /// Power falls where it should rise.
    Nonmonotone,
    /// The effort ended the search.
    BudgetExhausted,
}

/// The size at which a cell of a plan reaches its power.
///
/// # Errors
/// When the observer stops it.
pub fn size(
    plan: &Plan,
    cell: usize,
    wanted: &Search,
    observer: &impl Observer,
) -> Result<SizeAnswer, EngineError> {
    let mut sizes = Sizes::new(focus(plan, cell));
    let at = sizes.pilot();
    let (pilot, bias) = pilot(&sizes, at, wanted, "measuring the design", observer)?;
    let Cell { spec, .. } = &plan.cells[cell];
    let truth = Measured { value: spec.policy_truth, mcse: spec.policy_truth_mcse };
    let mean = Measured { value: truth.value + bias.value, mcse: bias.mcse };
    let yardstick = Measured { value: spec.yardstick, mcse: spec.yardstick_mcse };
    let aim = Aim::of(spec, mean);
    sizes.rung = Rung::test(0, aim.direction);
    let yardstick_bias = Measured { value: mean.value - yardstick.value, mcse: bias.mcse };
    let mut answer = SizeAnswer {
        status: Status::Ok,
        direction: aim.direction,
        size: None,
        is_floor: false,
        bounds: Bounds::default(),
        extrapolated: None,
        check: None,
        reachable: None,
        policy_truth: truth,
        yardstick,
        bias,
        yardstick_bias,
        matters: plan.cells[cell].matters,
        is_exhausted: false,
        yields: sizes.yields.clone(),
        analysed: Analysed::of(&sizes.plan, &sizes.yields, &pilot),
        eligible: sizes.plan.societies[0].population.size,
        by_participants: sizes.by_participants,
        redivisions: redivisions(&sizes.plan, wanted),
        curve: Vec::new(),
    };
    let law = Extrapolated::new(at, &pilot.diagnosis, aim.mean, wanted.power, spec.z_alpha[0]);
    let guess = law.at.unwrap_or(law.low);
    match aim.hopeless() {
        Some(status) => {
            answer.status = status;
            answer.curve = vec![pilot];
        }
        None if guess > sizes.range[1] => {
            answer.curve = vec![pilot];
            answer.extrapolate(&sizes, law);
        }
        None => {
            let found = search(&sizes, wanted, guess, observer)?;
            answer.take(&sizes, Ended::of(&sizes, found), law);
        }
    }
    if answer.status == Status::InfeasiblePool {
        let stage = "measuring what the eligible people yield";
        let most = sizes.reachable().clamp(sizes.range[0], sizes.range[1]);
        answer.reachable = Some(measure(&sizes, most, wanted, stage, observer)?);
    }
    if probe::matters(yardstick_bias, plan.cells[cell].stated_matters()) {
        answer.status = Status::NeverReachesBias;
    }
    Ok(answer)
}

/// Power of one cell at several sizes (people of the frame, or participants where the design fixes
/// their number), all on the same draws, with so many other divisions of the same people as a control.
///
/// # Errors
/// When the observer stops it.
pub fn power_curve(
    plan: &Plan,
    cell: usize,
    sizes: &[f64],
    direction: Direction,
    replications: u32,
    redivisions: u32,
    observer: &impl Observer,
) -> Result<Vec<Point>, EngineError> {
    let mut scale = Sizes::new(focus(plan, cell));
    scale.rung = Rung::test(0, direction);
    let domain = Domain::Simulation;
    let range = 0..replications;
    let (plan, sums) = simulate(&scale, sizes, domain, range, redivisions, observer)?;
    Ok(sizes.iter().enumerate().map(|(k, &at)| Point::of(at, k, &plan, &sums)).collect())
}

/// Where the tests of a cell aim: which rejections count, and how far from what they reject the estimates lie on average.
pub(super) struct Aim {
    direction: Direction,
    /// Whether there is something to find in that direction.
    is_true: bool,
    /// Mean estimate, counted from the bound of the claim.
    pub mean: Measured,
}

impl Aim {
    pub fn of(spec: &CellSpec, mean: Measured) -> Self {
        let mean = Measured { value: spec.claim.distance(mean.value), ..mean };
        let truth = spec.policy_truth;
        // Where nobody is treated the yardstick says nothing.
        let found = match spec.claim {
            Claim::Effect if truth.abs() <= CERTAIN_SIGN * spec.policy_truth_mcse => None,
            Claim::Effect if truth < 0.0 => Some(Direction::Down),
            Claim::Effect => Some(Direction::Up),
            Claim::Above(_) | Claim::Below(_) | Claim::Within(_) => certain_direction(spec).ok(),
        };
        let sign = spec.claim.sign().unwrap_or(mean.value);
        let otherwise = if sign < 0.0 { Direction::Down } else { Direction::Up };
        Self { direction: found.unwrap_or(otherwise), is_true: found.is_some(), mean }
    }

    /// Why nothing will be found in the right direction at any size, if that is so.
    pub fn hopeless(&self) -> Option<Status> {
        let is_wrong = (self.direction == Direction::Up) == (self.mean.value < 0.0);
        if !self.is_true {
            Some(Status::NeverReachesNothing)
        } else if is_wrong && self.mean.value.abs() > CERTAIN_SIGN * self.mean.mcse {
            Some(Status::NeverReachesSign)
        } else {
            None
        }
    }
}

impl Extrapolated {
    /// From the spread of the estimates at some size, and what they are on average at any.
    fn new(at: f64, pilot: &Diagnosis, mean: Measured, power: f64, z_alpha: f64) -> Self {
        let Ok(sd) = pilot.sd_estimate else { return Self { at: None, low: at, high: None } };
        let size = |mean: f64| {
            let wanted = (z_alpha + normal::quantile(power)) * sd.value / mean;
            at * (wanted * wanted).clamp(1e-4, 1e9)
        };
        let m = mean.value.abs();
        if m <= SURE * mean.mcse {
            return Self { at: None, low: size(m + Z_975 * mean.mcse), high: None };
        }
        let error = 2.0 * libm::hypot(mean.mcse / m, sd.mcse / sd.value);
        let [low, high] = [-Z_975, Z_975].map(|z| size(m) * libm::exp(z * error));
        Self { at: Some(size(m)), low, high: Some(high) }
    }

    /// In people of the frame.
    fn framed(self, sizes: &Sizes) -> Self {
        let frame = |x| sizes.mean_frame(x);
        Self { at: self.at.map(frame), low: frame(self.low), high: self.high.map(frame) }
    }
}

impl SizeAnswer {
    fn take(&mut self, sizes: &Sizes, ended: Ended, law: Extrapolated) {
        let Ended { bounds, curve, status, solution, is_floor, is_exhausted, check } = ended;
        (self.bounds, self.curve, self.check) = (bounds, curve, check);
        (self.is_floor, self.is_exhausted) = (is_floor, is_exhausted);
        self.size = solution.map(|point| Size::of(sizes, self.analysed.people(), point));
        match status {
            Some(status) => self.status = status,
            None => self.extrapolate(sizes, law),
        }
    }

    /// The size by the square-root law, where no simulated frame tells.
    fn extrapolate(&mut self, sizes: &Sizes, law: Extrapolated) {
        let bound = self.bounds.more_than.unwrap_or(0.0);
        let law = law.framed(sizes);
        let is_beyond = law.low.max(bound) > sizes.mean_frame(sizes.reachable());
        self.status = if is_beyond { Status::InfeasiblePool } else { Status::BudgetExhausted };
        // A law that contradicts what was simulated says nothing.
        self.extrapolated = Some(law).filter(|law| law.at.is_none_or(|at| at > bound));
    }
}

impl Size {
    fn of(sizes: &Sizes, analysed: f64, s: Solution) -> Self {
        Self {
            frame: sizes.people(s, 1.0),
            participants: sizes.people(s, sizes.yields.participants()),
            analysed: sizes.people(s, analysed),
        }
    }
}
