//! Answers to "how many people?": what is written to JSON and CSV. The text is in `text`.

pub(in crate::report) mod words;

pub(in crate::report) use words::PHRASES;

pub mod people;
pub mod curve;
pub mod family;
pub(in crate::report) mod page;
pub mod text;

use indexmap::IndexMap;
use serde::Serialize;

use crate::assignment::largest_remainder;
use crate::diagnosis::measured::Measured;
use crate::estimand::{Estimand, Policy};
use crate::hypothesis::Claim;
use crate::plan::{Cell, Direction, Plan};
use crate::report::asked::Head;
use crate::report::csv::{self, decimal, with_ends, with_error};
use crate::report::json;
use crate::report::margin::Margin;
use crate::report::run::results::{CellKey, key};
use crate::report::unit::Unit;
use crate::scenario::Compiled;
use crate::sizing::{Bounds, Extrapolated, Point, Search, SizeAnswer, Solution, Status, Verdict};

/// All answers of one call.
#[derive(Clone, Debug, Serialize)]
pub struct Sizes {
    /// What was asked for.
    #[serde(flatten)]
    pub head: Head,
    /// One answer per question; of the arms of a design the one that needs most people leads.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Clone, Debug, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "fields of a file, not states")]
pub struct Answer {
    /// Which comparison.
    #[serde(flatten)]
    pub key: CellKey,
    /// Two-sided significance level.
    pub alpha: f64,
    /// What the test is to show, as its family calls it.
    pub hypothesis: &'static str,
    /// By how much the arm may be worse, on the scale of the estimate; null where an effect is sought.
    pub margin: Option<f64>,
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
    /// People among them whom the analysis uses, likewise.
    pub people: Option<Solution>,
    /// Those people by arm; the odd one is in control.
    pub by_arm: IndexMap<String, f64>,
    /// Whether that is the fewest people that can be run, with three in every arm.
    pub is_floor: bool,
    /// Where simulated power says the number of eligible people must lie.
    pub eligible_bounds: Bounds,
    /// Eligible people by the square-root law, where no frame of that size was simulated.
    pub extrapolated_eligible: Option<Extrapolated>,
    /// Whether the effort ran out before the interval was as narrow as asked.
    pub exhausted: bool,
    /// Whether fresh draws bear the size out.
    pub verdict: Option<Verdict>,
    /// At the size, on fresh draws.
    pub confirmed: Option<CurvePoint>,
    /// At the largest size below the interval, on the same draws.
    pub confirmed_below: Option<CurvePoint>,
    /// At the most that the scenario's eligible people yield, where that is not enough.
    pub reachable: Option<CurvePoint>,
    /// Eligible people of the scenario.
    pub pool: usize,
    /// Enrolment rate at which the scenario's eligible people would be enough, if below 1.
    pub enrolment_needed: Option<f64>,
    /// Places like this one that would be enough together; null beyond a thousand.
    pub places_needed: Option<f64>,
    /// The policy effect.
    pub policy_truth: Measured,
    /// The same on the scale of the estimate: times the share treated.
    pub yardstick: Measured,
    /// Bias against the policy effect.
    pub policy_bias: Measured,
    /// Bias against the yardstick, which more people do not reduce.
    pub yardstick_bias: Measured,
    /// Smallest effect that matters, in the outcome's unit; where the scenario states it, a larger bias
    /// makes every size too small.
    pub smallest_effect_of_interest: Option<f64>,
    /// Whether that is this tool's custom, because the scenario does not say.
    pub smallest_effect_by_custom: bool,
    /// How often the people of every trial were divided anew as a control of its test, which makes the error of its
    /// power smaller; 0 where power was counted.
    pub redivisions: u32,
    /// Every size that was simulated.
    pub curve: Vec<CurvePoint>,
    /// What is to be shown against a margin; none where an effect is sought.
    #[serde(skip)]
    pub(super) margin_told: Option<Margin>,
    #[serde(skip)]
    pub(super) is_share: bool,
    #[serde(skip)]
    pub(super) enrolment: Option<f64>,
    #[serde(skip)]
    pub(super) estimand: Estimand,
    #[serde(skip)]
    pub(super) policy: Policy,
}

/// One simulated size.
#[derive(Clone, Debug, Serialize)]
pub struct CurvePoint {
    /// Eligible people.
    pub eligible: f64,
    /// Expected participants.
    pub participants: f64,
    /// Expected people whom the analysis uses.
    pub people: f64,
    /// Replications.
    pub replications: u64,
    /// Replications with an estimate.
    pub estimated: u64,
    /// Replications with an interval: coverage is about those.
    pub with_interval: u64,
    /// Share significant in the right direction.
    pub power: Measured,
    /// Share of intervals that contain the policy effect on the scale of the estimate.
    pub policy_coverage: Option<Measured>,
    /// Root mean squared error to the policy effect, where the estimate is on its scale.
    pub rmse: Option<Measured>,
}

impl Sizes {
    /// From the answers for some cells of a plan.
    pub fn new(compiled: &Compiled, search: &Search, answers: Vec<(usize, SizeAnswer)>) -> Self {
        let plan = &compiled.plan;
        let mut answers: Vec<Answer> =
            answers.into_iter().map(|(cell, a)| Answer::of(plan, cell, &a)).collect();
        for of_design in answers.chunk_by_mut(Answer::is_beside) {
            of_design.sort_by(|a, b| b.need().total_cmp(&a.need()));
        }
        Self { head: Head::of(compiled, search), answers }
    }

    /// The text of the JSON form. A number that is not finite is null, with a reason.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// One row per simulated size; `point` says what it is: `curve`, `confirmed`, `confirmed_below` or
    /// `reachable`.
    pub fn csv(&self) -> String {
        let rows = self.answers.iter().flat_map(|answer| {
            let others = [
                ("confirmed_below", &answer.confirmed_below),
                ("confirmed", &answer.confirmed),
                ("reachable", &answer.reachable),
            ];
            let points = curve::points(&answer.curve, others);
            points.map(|(kind, point)| answer.row(kind, point))
        });
        csv::text(&[&csv::KEY[..], &COLUMNS].concat(), rows)
    }
}

/// Share of the eligible people below which not all of them were simulated.
const CAPPED: f64 = 0.95;
/// More places than that run no trial together.
pub(super) const MOST_PLACES: f64 = 1000.0;

/// Columns after the key.
const COLUMNS: [&str; 20] = [
    "status",
    "eligible_needed",
    "eligible_low",
    "eligible_high",
    "participants_needed",
    "people_needed",
    "verdict",
    "point",
    "eligible",
    "participants",
    "people",
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
        let Cell { spec, estimand, hypothesis, matters_by_custom, is_share, .. } =
            &plan.cells[cell];
        let is_policy = plan.cells[cell].per_participant();
        let point = |p: &Point| CurvePoint::of(p, a, is_policy);
        // Where the mean of the estimates cannot be told from zero, nothing is known to be enough.
        let needed = a.size.map(|s| s.frame.at).or(a.extrapolated.and_then(|x| x.at));
        let pool = a.eligible as f64;
        // What more would do in one of several sites is not known.
        let is_one_place = has_one_place(plan, plan.cells[cell].world);
        let beyond = needed.filter(|_| a.status == Status::InfeasiblePool && is_one_place);
        let enrolment = a.yields.enrolment.filter(|r| *r < 1.0);
        let enrolment_needed = beyond.zip(enrolment).map(|(n, rate)| rate * n / pool);
        Self {
            key: key(plan, &plan.cells[cell]),
            alpha: spec.alphas[0],
            hypothesis: hypothesis.name(),
            margin: plan.cells[cell].margin(),
            direction: a.direction,
            status: a.status,
            meaning: meaning(a.status, spec.claim).to_owned(),
            eligible: a.size.map(|s| s.frame),
            participants: a.size.map(|s| s.participants),
            people: a.size.map(|s| s.analysed),
            by_arm: by_arm(plan, cell, a),
            is_floor: a.is_floor,
            eligible_bounds: a.bounds,
            extrapolated_eligible: a.extrapolated,
            exhausted: a.is_exhausted,
            verdict: a.check.as_ref().map(|check| check.verdict),
            confirmed: a.check.as_ref().map(|check| point(&check.at)),
            confirmed_below: a.check.as_ref().and_then(|check| check.below.as_ref()).map(point),
            reachable: a.reachable.as_ref().map(point),
            pool: a.eligible,
            enrolment_needed: enrolment_needed.filter(|r| *r < 1.0),
            places_needed: beyond.map(|n| (n / pool).ceil()).filter(|n| *n <= MOST_PLACES),
            policy_truth: a.policy_truth,
            yardstick: a.yardstick,
            policy_bias: a.bias,
            yardstick_bias: a.yardstick_bias,
            smallest_effect_of_interest: a.matters,
            smallest_effect_by_custom: *matters_by_custom,
            redivisions: a.redivisions,
            curve: a.curve.iter().map(point).collect(),
            margin_told: Margin::of(plan, &plan.cells[cell]),
            policy: plan.worlds[plan.cells[cell].world].policy,
            is_share: *is_share,
            enrolment,
            estimand: *estimand,
        }
    }

    /// Whether more people are eligible than a search simulates.
    pub(super) fn is_capped(&self) -> bool {
        let simulated = self.reachable.as_ref().map(|point| point.eligible);
        simulated.is_some_and(|eligible| eligible < CAPPED * self.pool as f64)
    }

    pub(super) fn unit(&self) -> Unit {
        if self.is_share { Unit::Points } else { Unit::Own }
    }

    /// Whether an answer is about another arm of the same design.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let place = |a: &Self| (a.key.world.clone(), a.key.design.clone());
        place(self) == place(other)
    }

    /// Eligible people, for comparison between arms: no end of them where no number will do.
    fn need(&self) -> f64 {
        let by_law = self.extrapolated_eligible.map(|x| x.at.unwrap_or(x.low));
        let bound = self.eligible_bounds.more_than;
        self.eligible.map(|s| s.at).or(by_law).or(bound).unwrap_or(f64::INFINITY)
    }

    fn row(&self, kind: &str, p: &CurvePoint) -> Vec<String> {
        let mut row = csv::key(&self.key).to_vec();
        row.push(csv::name(&self.status));
        row.extend(with_ends(self.eligible).map(decimal));
        row.extend([self.participants, self.people].map(|needed| decimal(needed.map(|s| s.at))));
        row.push(self.verdict.map(|verdict| csv::name(&verdict)).unwrap_or_default());
        row.push(kind.to_owned());
        row.extend([p.eligible, p.participants, p.people].map(decimal));
        row.extend([p.replications, p.estimated, p.with_interval].map(|n| n.to_string()));
        for measured in [Some(p.power), p.policy_coverage, p.rmse] {
            row.extend(with_error(measured).map(decimal));
        }
        row
    }
}

/// Whether all people of a world live in one place.
pub(super) fn has_one_place(plan: &Plan, world: usize) -> bool {
    plan.societies[plan.worlds[world].society].population.sites.is_empty()
}

/// People whom the analysis uses, by arm.
fn by_arm(plan: &Plan, cell: usize, a: &SizeAnswer) -> IndexMap<String, f64> {
    let Some(size) = a.size else { return IndexMap::new() };
    let arms = plan.worlds[plan.cells[cell].world].arms.iter().cloned();
    let total: f64 = a.analysed.arms.iter().sum();
    let shares: Vec<f64> = a.analysed.arms.iter().map(|y| y / total).collect();
    let people = (size.analysed.at * total / a.analysed.people()).round();
    let counts = largest_remainder(people as usize, &shares);
    arms.zip(counts.into_iter().map(|n| n as f64)).collect()
}

impl CurvePoint {
    /// `is_policy` says whether the estimate is on the scale of the policy effect.
    fn of(p: &Point, a: &SizeAnswer, is_policy: bool) -> Self {
        let policy_coverage = p.diagnosis.policy_coverage.ok();
        let rate = a.yields.participants();
        let eligible = if a.by_participants { p.at / rate } else { p.at };
        Self {
            eligible,
            participants: if a.by_participants { p.at } else { p.at * rate },
            people: eligible * a.analysed.people(),
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
fn meaning(status: Status, claim: Claim) -> &'static str {
    match status {
        Status::NeverReachesSign if !claim.is_of_effect() => {
            "no number of people will do: on average the estimates lie beyond the margin"
        }
        Status::NeverReachesNothing if !claim.is_of_effect() => {
            "no number of people will do: in this world the effect lies at the margin or beyond it, and to show that the arm is not worse by more than the margin would be a false alarm"
        }
        Status::Ok => "the eligible people yield enough participants",
        Status::InfeasiblePool => "this takes more people than are eligible",
        Status::NeverReachesBias => {
            "no number of people will do: the estimate misses the policy effect on its scale by more than the smallest effect that the scenario says matters, and more people do not change that"
        }
        Status::NeverReachesSign => {
            "no number of people will do: the estimates point the other way than the policy effect"
        }
        Status::NeverReachesNothing => {
            "no number of people will do: there is no effect to be found in this world, and every significant result is a false alarm"
        }
        Status::Nonmonotone => "power does not rise with the number of people: look at the curve",
        Status::BudgetExhausted => {
            "the effort ended the search before its answer was as precise as asked"
        }
    }
}
