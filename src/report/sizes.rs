//! Answers to "how many people?": what is written to JSON and CSV. The text is in `sizes_text`.

use indexmap::IndexMap;
use serde::Serialize;

use super::asked::Head;
use super::csv::{self, decimal, with_ends, with_error};
use super::json;
use super::results::{CellKey, key};
use crate::assignment::largest_remainder;
use crate::diagnosis::measured::Measured;
use crate::plan::{Direction, Plan};
use crate::scenario::Compiled;
use crate::sizing::{Extrapolated, Point, Search, SizeAnswer, Solution, Status};

/// All answers of one call.
#[derive(Clone, Debug, Serialize)]
pub struct Sizes {
    /// What was asked for.
    #[serde(flatten)]
    pub head: Head,
    /// One answer per question.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Which comparison.
    #[serde(flatten)]
    pub key: CellKey,
    /// Two-sided significance level.
    pub alpha: f64,
    /// Direction in which significance counts.
    pub direction: Direction,
    /// How the question was answered.
    pub status: Status,
    /// The status in a sentence.
    pub meaning: String,
    /// Eligible people needed, with the 95 % interval; null without a size.
    pub eligible: Option<Solution>,
    /// Participants among them, likewise.
    pub participants: Option<Solution>,
    /// Participants by arm.
    pub by_arm: IndexMap<String, f64>,
    /// Eligible people by the square-root law, where no frame of that size was simulated.
    pub extrapolated_eligible: Option<Extrapolated>,
    /// Whether the effort ran out before the interval was as narrow as asked.
    pub exhausted: bool,
    /// At the size, on fresh draws.
    pub confirmed: Option<CurvePoint>,
    /// At the most that the scenario's eligible people yield, where that is not enough.
    pub reachable: Option<CurvePoint>,
    /// Eligible people of the scenario.
    pub pool: usize,
    /// Enrolment rate at which the scenario's eligible people would be enough, if below 1.
    pub enrolment_needed: Option<f64>,
    /// Places like this one that would be enough together.
    pub places_needed: Option<f64>,
    /// The policy effect.
    pub policy_truth: Measured,
    /// Bias against it, which more people do not reduce.
    pub policy_bias: Measured,
    /// Smallest effect that matters, in the outcome's unit; a larger bias makes every size too small.
    pub smallest_effect_of_interest: Option<f64>,
    /// Every size that was simulated.
    pub curve: Vec<CurvePoint>,
    #[serde(skip)]
    pub(super) is_share: bool,
    #[serde(skip)]
    pub(super) is_policy: bool,
    #[serde(skip)]
    pub(super) enrolment: Option<f64>,
}

/// One simulated size.
#[derive(Clone, Debug, Serialize)]
pub struct CurvePoint {
    /// Eligible people.
    pub eligible: f64,
    /// Expected participants.
    pub participants: f64,
    /// Replications.
    pub replications: u64,
    /// Replications with an estimate.
    pub estimated: u64,
    /// Replications with an interval: coverage is about those.
    pub with_interval: u64,
    /// Share significant in the right direction.
    pub power: Measured,
    /// Share of intervals that contain the policy effect.
    pub policy_coverage: Option<Measured>,
    /// Root mean squared error to the policy effect.
    pub rmse: Option<Measured>,
}

impl Sizes {
    /// From the answers for some cells of a plan.
    pub fn new(compiled: &Compiled, search: &Search, answers: Vec<(usize, SizeAnswer)>) -> Self {
        let plan = &compiled.plan;
        Self {
            head: Head::of(compiled, search),
            answers: answers.into_iter().map(|(cell, a)| Answer::of(plan, cell, &a)).collect(),
        }
    }

    /// The text of the JSON form. A number that is not finite is null, with a reason.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// One row per simulated size; `point` says what it is: `curve`, `confirmed` or `reachable`.
    pub fn csv(&self) -> String {
        let rows = self.answers.iter().flat_map(|answer| {
            let curve = answer.curve.iter().map(|p| ("curve", p));
            let confirmed = answer.confirmed.iter().map(|p| ("confirmed", p));
            let reachable = answer.reachable.iter().map(|p| ("reachable", p));
            let points = curve.chain(confirmed).chain(reachable);
            points.map(|(kind, point)| answer.row(kind, point))
        });
        csv::text(&[&csv::KEY[..], &COLUMNS].concat(), rows)
    }
}

/// Columns after the key.
const COLUMNS: [&str; 17] = [
    "status",
    "eligible_needed",
    "eligible_low",
    "eligible_high",
    "participants_needed",
    "point",
    "eligible",
    "participants",
    "replications",
    "estimated",
    "with_interval",
    "power",
    "power_mcse",
    "policy_coverage",
    "policy_coverage_mcse",
    "rmse",
    "rmse_mcse",
];

impl Answer {
    fn of(plan: &Plan, cell: usize, a: &SizeAnswer) -> Self {
        let spec = &plan.cells[cell].spec;
        let rate = a.yields.participants();
        let is_policy = plan.cells[cell].per_participant();
        let point = |p: &Point| CurvePoint::of(p, rate, a.by_participants, is_policy);
        let frame = |x: f64| if a.by_participants { x / rate } else { x };
        let extrapolated = a.extrapolated.map(|x| Extrapolated {
            at: x.at.map(frame),
            low: frame(x.low),
            high: x.high.map(frame),
        });
        let by_law = extrapolated.map(|x| x.at.unwrap_or(x.low));
        let needed = a.size.map(|s| s.frame.at).or(by_law);
        let pool = a.eligible as f64;
        let beyond = needed.filter(|_| a.status == Status::InfeasiblePool);
        let enrolment = a.yields.enrolment.filter(|r| *r < 1.0);
        let enrolment_needed = beyond.zip(enrolment).map(|(n, rate)| rate * n / pool);
        let arms = plan.worlds[plan.cells[cell].world].arms.iter().cloned();
        let by_arm = a.size.map(|s| {
            let shares: Vec<f64> = a.yields.arms.iter().map(|y| y / rate).collect();
            let counts = largest_remainder(s.participants.at as usize, &shares);
            arms.zip(counts.into_iter().map(|n| n as f64)).collect()
        });
        Self {
            key: key(plan, &plan.cells[cell]),
            alpha: spec.alphas[0],
            direction: a.direction,
            status: a.status,
            meaning: meaning(a.status).to_owned(),
            eligible: a.size.map(|s| s.frame),
            participants: a.size.map(|s| s.participants),
            by_arm: by_arm.unwrap_or_default(),
            extrapolated_eligible: extrapolated,
            exhausted: a.is_exhausted,
            confirmed: a.confirmed.as_ref().map(point),
            reachable: a.reachable.as_ref().map(point),
            pool: a.eligible,
            enrolment_needed: enrolment_needed.filter(|r| *r < 1.0),
            places_needed: beyond.map(|n| (n / pool).ceil()),
            policy_truth: a.policy_truth,
            policy_bias: a.bias,
            smallest_effect_of_interest: a.matters,
            curve: a.curve.iter().map(point).collect(),
            is_share: plan.cells[cell].is_share,
            is_policy,
            enrolment,
        }
    }

    fn row(&self, kind: &str, p: &CurvePoint) -> Vec<String> {
        let mut row = csv::key(&self.key).to_vec();
        row.push(csv::name(&self.status));
        row.extend(with_ends(self.eligible).map(decimal));
        row.extend([decimal(self.participants.map(|s| s.at)), kind.to_owned()]);
        row.extend([decimal(p.eligible), decimal(p.participants)]);
        row.extend([p.replications, p.estimated, p.with_interval].map(|n| n.to_string()));
        for measured in [Some(p.power), p.policy_coverage, p.rmse] {
            row.extend(with_error(measured).map(decimal));
        }
        row
    }
}

impl CurvePoint {
    /// `is_policy` says whether the estimate is on the scale of the policy effect.
    fn of(p: &Point, rate: f64, by_participants: bool, is_policy: bool) -> Self {
        let policy_coverage = p.diagnosis.policy_coverage.ok().filter(|_| is_policy);
        let (eligible, participants) =
            if by_participants { (p.at / rate, p.at) } else { (p.at, p.at * rate) };
        Self {
            eligible,
            participants,
            replications: p.replications,
            estimated: p.diagnosis.estimated,
            with_interval: p.diagnosis.with_interval,
            power: Measured { value: p.power, mcse: p.mcse },
            policy_coverage: policy_coverage.map(Measured::from),
            rmse: p.diagnosis.rmse.ok().filter(|_| is_policy),
        }
    }
}

/// A status in a sentence.
fn meaning(status: Status) -> &'static str {
    match status {
        Status::Ok => "the eligible people yield enough participants",
        Status::InfeasiblePool => "this takes more people than are eligible",
        Status::NeverReachesBias => {
            "no number of people will do: the estimate misses the policy effect by more than the smallest effect that matters, and more people do not change that"
        }
        Status::NeverReachesSign => {
            "no number of people will do: the estimates point the other way than the policy effect"
        }
        Status::NeverReachesNothing => {
            "no number of people will do: there is no effect to be found in this world, and every significant result is a false alarm"
        }
        Status::Nonmonotone => "power does not rise with the number of people: look at the curve",
        Status::BudgetExhausted => {
            "the search ended before its answer was as precise as asked: the interval says how precise it is"
        }
    }
}
