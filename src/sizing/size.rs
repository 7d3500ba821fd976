//! How many people: the frame, or the number of participants where the design fixes it, at which one
//! cell reaches its power.

use serde::Serialize;

use super::focus::{focus, with_designs};
use super::probe::{self, confirm, pilot};
use super::search::{End, Found, Point, Scale, Search, Solution, search, simulate};
use super::yields::Yields;
use crate::assignment::DesignModel;
use crate::diagnosis::diagnosand::Diagnosis;
use crate::diagnosis::measured::{Measured, Z_975};
use crate::diagnosis::significance::CERTAIN_SIGN;
use crate::engine::{EngineError, Observer};
use crate::numeric::normal;
use crate::plan::{Cell, Direction, Plan};
use crate::stream::Domain;

/// Errors of a mean beyond which a size is computed from it.
const SURE: f64 = 3.0;
/// People beyond which no frame is simulated: where only enrolees are drawn, and where everybody is.
const MOST: [usize; 2] = [1 << 20, 1 << 18];

/// The answer for one cell.
#[derive(Clone, Debug)]
pub struct SizeAnswer {
    /// How the question was answered.
    pub status: Status,
    /// The direction in which significance counts: the sign of the policy effect.
    pub direction: Direction,
    /// The size, where there is one: of the people wanted, and of those of the frame.
    pub size: Option<Size>,
    /// Where power is not reached by simulated frames, the size by the square-root law.
    pub extrapolated: Option<Extrapolated>,
    /// At the rounded size, on fresh streams.
    pub confirmed: Option<Point>,
    /// At the largest size the eligible people yield, when that is too small.
    pub reachable: Option<Point>,
    /// The policy effect.
    pub policy_truth: Measured,
    /// By how much the estimate misses it on average at the scenario's own size.
    pub bias: Measured,
    /// Smallest effect that matters; a larger bias makes every size too small.
    pub matters: Option<f64>,
    /// Whether the effort ran out before the interval was as narrow as asked.
    pub is_exhausted: bool,
    /// Expected participants per person in the frame.
    pub yields: Yields,
    /// Eligible people of the scenario.
    pub eligible: usize,
    /// Whether the quantity is participants, because the design fixes their number.
    pub by_participants: bool,
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
    /// No size will do: the estimate misses the policy effect by more than what matters. A size, where
    /// there is one, is that at which something is found in the right direction.
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
    /// The budget ended the search.
    BudgetExhausted,
}

/// Sizes of the design of a focused plan.
struct Sizes {
    plan: Plan,
    yields: Yields,
    direction: Direction,
    by_participants: bool,
    /// Whether only enrolees are drawn.
    light: bool,
    range: [f64; 2],
}

impl Sizes {
    fn new(plan: Plan) -> Self {
        let yields = Yields::of(&plan);
        let design = &plan.worlds[0].designs[0];
        let quota = matches!(&design.model, DesignModel::After(d) if d.quota.is_some());
        let after = matches!(design.model, DesignModel::After(_));
        let everybody = yields.enrolment.is_none_or(|rate| rate >= 1.0);
        let light = after && !everybody && !design.samples[0].key.reference;
        let smallest = yields.arms.iter().copied().fold(f64::INFINITY, f64::min);
        let most = MOST[usize::from(!light)] as f64;
        let (low, high) = (6.0 / smallest, most);
        let unit = if quota { yields.participants() } else { 1.0 };
        let range = [(low * unit).ceil(), (high * unit).floor()];
        Self { plan, yields, direction: Direction::Up, by_participants: quota, light, range }
    }

    /// The frame that yields a point almost surely.
    fn frame(&self, point: f64) -> f64 {
        if !self.by_participants {
            return point;
        }
        let rate = self.yields.participants();
        let sd = (point * (1.0 - rate)).sqrt();
        ((point + 6.0 * sd) / rate).ceil()
    }

    /// The frame that yields a point on average.
    fn mean_frame(&self, point: f64) -> f64 {
        if self.by_participants { point / self.yields.participants() } else { point }
    }

    /// Where the scenario stands: its participants, or its eligible people.
    fn own(&self) -> f64 {
        match &self.plan.worlds[0].designs[0].model {
            DesignModel::After(d) if d.quota.is_some() => d.quota.unwrap_or(0) as f64,
            _ => self.plan.societies[0].population.size as f64,
        }
    }

    /// The largest point that the eligible people yield.
    fn reachable(&self) -> f64 {
        let eligible = self.plan.societies[0].population.size as f64;
        if self.by_participants {
            (eligible * self.yields.participants()).floor()
        } else {
            eligible
        }
    }
}

impl Scale for Sizes {
    fn plan(&self, points: &[f64]) -> Plan {
        let largest = points.iter().copied().fold(0.0, f64::max);
        let by_participants = self.by_participants;
        let mut plan = with_designs(&self.plan, points, self.direction, |design, &point| {
            match &mut design.model {
                DesignModel::After(d) if by_participants => d.quota = Some(point as usize),
                _ => design.reach = Some(point as usize),
            }
        });
        let population = &mut plan.societies[0].population;
        let eligible = population.size as f64;
        population.size = self.frame(largest) as usize;
        // More places of the same kind bring their own caseworkers.
        let places = (population.size as f64 / eligible).max(1.0);
        population.caseworkers = (population.caseworkers as f64 * places).ceil() as usize;
        plan
    }

    fn axis(&self, point: f64) -> f64 {
        point.sqrt()
    }

    fn point(&self, axis: f64) -> f64 {
        axis * axis
    }

    fn snap(&self, point: f64) -> f64 {
        point.round()
    }

    fn range(&self) -> [f64; 2] {
        self.range
    }

    fn cost(&self, points: &[f64]) -> f64 {
        let largest = self.frame(points.iter().copied().fold(0.0, f64::max));
        let all: f64 = points.iter().map(|&p| self.mean_frame(p)).sum();
        if self.light {
            let enrolled = self.yields.enrolment.unwrap_or(1.0);
            largest * (0.05 + 1.7 * enrolled) + all * 0.2 * enrolled
        } else {
            largest + 0.2 * all
        }
    }
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
    let own = sizes.own().clamp(sizes.range[0], sizes.range[1]);
    let stage = "measuring the scenario's own size";
    let (pilot, bias) = pilot(&sizes, own, wanted, stage, observer)?;
    let Cell { spec, matters, .. } = &plan.cells[cell];
    let truth = Measured { value: spec.policy_truth, mcse: spec.policy_truth_mcse };
    let is_signed = truth.value.abs() > CERTAIN_SIGN * truth.mcse;
    let mean = Measured { value: truth.value + bias.value, mcse: bias.mcse };
    let sign = if is_signed { truth.value } else { mean.value };
    sizes.direction = if sign < 0.0 { Direction::Down } else { Direction::Up };
    let mut answer = SizeAnswer {
        status: Status::Ok,
        direction: sizes.direction,
        size: None,
        extrapolated: None,
        confirmed: None,
        reachable: None,
        policy_truth: truth,
        bias,
        matters: *matters,
        is_exhausted: false,
        yields: sizes.yields.clone(),
        eligible: sizes.plan.societies[0].population.size,
        by_participants: sizes.by_participants,
        curve: Vec::new(),
    };
    let law = Extrapolated::new(own, &pilot.diagnosis, mean, wanted.power, spec.z_alpha[0]);
    let guess = law.at.unwrap_or(law.low);
    match hopeless(&answer, mean, is_signed) {
        Some(status) => {
            answer.status = status;
            answer.curve = vec![pilot];
        }
        None if guess > sizes.range[1] => {
            answer.extrapolated = Some(law);
            answer.status = Status::InfeasiblePool;
            answer.curve = vec![pilot];
        }
        None => answer.take(&sizes, search(&sizes, wanted, guess, observer)?),
    }
    if probe::matters(bias, *matters) {
        answer.status = Status::NeverReachesBias;
    }
    answer.finish(&sizes, wanted, observer)?;
    Ok(answer)
}

/// Power of one cell at several sizes (people of the frame, or participants where the design fixes
/// their number), all on the same draws.
///
/// # Errors
/// When the observer stops it.
pub fn power_curve(
    plan: &Plan,
    cell: usize,
    sizes: &[f64],
    direction: Direction,
    replications: u32,
    observer: &impl Observer,
) -> Result<Vec<Point>, EngineError> {
    let scale = Sizes { direction, ..Sizes::new(focus(plan, cell)) };
    let domain = Domain::Simulation;
    let (plan, sums) = simulate(&scale, sizes, domain, 0..replications, observer)?;
    Ok(sizes.iter().enumerate().map(|(k, &at)| Point::of(at, k, &plan, &sums)).collect())
}

/// Why nothing will be found in the right direction at any size, if that is so.
fn hopeless(answer: &SizeAnswer, mean: Measured, is_signed: bool) -> Option<Status> {
    let is_wrong = mean.value * answer.policy_truth.value < 0.0;
    if !is_signed {
        Some(Status::NeverReachesNothing)
    } else if is_wrong && mean.value.abs() > CERTAIN_SIGN * mean.mcse {
        Some(Status::NeverReachesSign)
    } else {
        None
    }
}

impl Extrapolated {
    /// From the spread of the estimates at some size, and what they are on average at any.
    fn new(own: f64, pilot: &Diagnosis, mean: Measured, power: f64, z_alpha: f64) -> Self {
        let Ok(sd) = pilot.sd_estimate else { return Self { at: None, low: own, high: None } };
        let size = |mean: f64| {
            let wanted = (z_alpha + normal::quantile(power)) * sd.value / mean;
            own * (wanted * wanted).clamp(1e-4, 1e9)
        };
        let m = mean.value.abs();
        if m <= SURE * mean.mcse {
            return Self { at: None, low: size(m + Z_975 * mean.mcse), high: None };
        }
        let error = 2.0 * (mean.mcse / m).hypot(sd.mcse / sd.value);
        let [low, high] = [-Z_975, Z_975].map(|z| size(m) * libm::exp(z * error));
        Self { at: Some(size(m)), low, high: Some(high) }
    }
}

impl SizeAnswer {
    fn take(&mut self, sizes: &Sizes, found: Found) {
        self.curve = found.curve;
        self.is_exhausted = matches!(found.end, End::Exhausted(_));
        let (status, solution) = match found.end {
            End::Found(solution) => (Status::Ok, Some(solution)),
            End::Exhausted(solution) => (Status::BudgetExhausted, solution),
            End::Below => {
                let at = sizes.range[0];
                (Status::Ok, Some(Solution { at, low: 0.0, high: at }))
            }
            End::Above => (Status::InfeasiblePool, None),
            End::NotMonotone => (Status::Nonmonotone, None),
        };
        self.status = status;
        self.size = solution.map(|s| Size::of(sizes, s));
        let needed = solution.map_or(0.0, |s| s.at);
        if needed > sizes.reachable() {
            self.status = Status::InfeasiblePool;
        }
    }

    /// Confirms what was found, or says what can be reached.
    fn finish(
        &mut self,
        sizes: &Sizes,
        wanted: &Search,
        observer: &impl Observer,
    ) -> Result<(), EngineError> {
        if let (Some(size), Status::Ok | Status::InfeasiblePool | Status::BudgetExhausted) =
            (self.size, self.status)
        {
            let at = if self.by_participants { size.participants.at } else { size.frame.at };
            let stage = "confirming on fresh draws";
            self.confirmed = Some(confirm(sizes, at, wanted, stage, observer)?);
        }
        if self.status == Status::InfeasiblePool {
            let at = sizes.reachable();
            let stage = "measuring what the eligible people yield";
            self.reachable = Some(confirm(sizes, at, wanted, stage, observer)?);
        }
        Ok(())
    }
}

impl Size {
    fn of(sizes: &Sizes, s: Solution) -> Self {
        let rate = sizes.yields.participants();
        let rounded = |at: f64, low: f64, high: f64| Solution {
            at: (at - 1e-9).ceil(),
            low: low.floor(),
            high: high.ceil(),
        };
        let frame = |x: f64| sizes.mean_frame(x);
        let frames = [frame(s.at), frame(s.low), frame(s.high)];
        Self {
            frame: rounded(frames[0], frames[1], frames[2]),
            participants: rounded(frames[0] * rate, frames[1] * rate, frames[2] * rate),
        }
    }
}
