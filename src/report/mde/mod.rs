//! Answers to "what is the smallest effect?", as text, JSON and CSV.

mod words;
pub mod family;
pub(in crate::report) mod page;
mod sentence;
mod text;

pub(in crate::report) use words::PHRASES;

use serde::Serialize;

use crate::diagnosis::measured::Measured;
use crate::estimand::Estimand;
use crate::plan::{Direction, Plan};
use crate::report::asked::{Head, distinct, other_arms};
use crate::report::csv::{self, decimal, with_ends, with_error};
use crate::report::json;
use crate::report::names::Names;
use crate::report::run::results::{CellKey, key};
use crate::report::size::curve::points;
use crate::report::unit::Unit;
use crate::report::words::Number;
use crate::scenario::Compiled;
use crate::sizing::{
    Bounds, EffectAnswer, EffectStatus, Limit, Moved, Point, Search, Solution, Verdict,
};

/// All answers of one call.
#[derive(Clone, Debug, Serialize)]
pub struct Effects {
    /// What was asked for.
    #[serde(flatten)]
    pub head: Head,
    /// Two answers per question: upwards and downwards.
    pub answers: Vec<Answer>,
    /// Arms that are not asked about.
    #[serde(skip)]
    other_arms: Vec<String>,
}

/// The smallest detectable effect in one direction.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Which comparison.
    #[serde(flatten)]
    pub key: CellKey,
    /// Two-sided significance level.
    pub alpha: f64,
    /// Upwards or downwards.
    pub direction: Direction,
    /// How the question was answered.
    pub status: EffectStatus,
    /// The answer in words.
    pub meaning: String,
    /// The effect on what the estimate aims at, with its sign and 95 % interval; null without one.
    pub effect: Option<Solution>,
    /// The policy effect that goes with it.
    pub policy_effect: Option<f64>,
    /// Where simulated power says its size must lie.
    pub size_bounds: Bounds,
    /// What the search moves.
    pub moved: Moved,
    /// What ends the search: the outcome itself, or nothing.
    pub limit: Limit,
    /// The largest effect that what is moved reaches, with its sign; null where there is no limit.
    pub largest_possible: Option<f64>,
    /// Power at the largest effect, where that is not found often enough.
    pub at_most: Option<EffectPoint>,
    /// Whether fresh draws bear the effect out.
    pub verdict: Option<Verdict>,
    /// Power at the effect, on fresh draws.
    pub confirmed: Option<EffectPoint>,
    /// Mean estimate without any effect.
    pub without_effect: Measured,
    /// How often the people of every trial were divided anew as a control of its test; 0 where power was counted.
    pub redivisions: u32,
    /// Every effect that was simulated.
    pub curve: Vec<EffectPoint>,
    /// Whether two treated arms are compared.
    #[serde(skip)]
    compares_arms: bool,
    #[serde(skip)]
    is_share: bool,
    #[serde(skip)]
    estimand: Estimand,
}

/// One simulated effect.
#[derive(Clone, Debug, Serialize)]
pub struct EffectPoint {
    /// The effect, with its sign.
    pub effect: f64,
    /// Replications.
    pub replications: u64,
    /// Share significant in the direction of the effect.
    pub power: Measured,
}

impl Effects {
    /// From the answers for some cells of a plan.
    pub fn new(compiled: &Compiled, search: &Search, answers: Vec<(usize, EffectAnswer)>) -> Self {
        let plan = &compiled.plan;
        let (names, power) = (Names::plain(compiled), Number::stated(100.0 * search.power));
        let told = |(cell, a): (usize, EffectAnswer)| {
            let answer = Answer::of(plan, cell, &a);
            Answer { meaning: answer.sentence(&names, &power), ..answer }
        };
        let answers: Vec<Answer> = answers.into_iter().map(told).collect();
        let other_arms = other_arms(plan, &arms(&answers));
        Self { head: Head::of(compiled, search), answers, other_arms }
    }

    /// The text of the JSON form. A number that is not finite is null, with a reason.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// One row per simulated effect; `point` is `curve` or `confirmed`.
    pub fn csv(&self) -> String {
        let rows = self.answers.iter().flat_map(|answer| {
            let points = points(&answer.curve, [("confirmed", &answer.confirmed)]);
            points.map(|(kind, point)| answer.row(kind, point))
        });
        csv::text(&[&csv::KEY[..], &COLUMNS].concat(), rows)
    }
}

/// The arms that are asked about.
fn arms(answers: &[Answer]) -> Vec<String> {
    distinct(answers.iter().map(|answer| &answer.key.arm))
}

/// Columns after the key.
const COLUMNS: [&str; 11] = [
    "direction",
    "status",
    "smallest_effect",
    "smallest_effect_low",
    "smallest_effect_high",
    "policy_effect",
    "point",
    "effect",
    "replications",
    "power",
    "power_mcse",
];

impl Answer {
    fn of(plan: &Plan, cell: usize, a: &EffectAnswer) -> Self {
        let sign = if a.direction == Direction::Up { 1.0 } else { -1.0 };
        let point = |p: &Point| EffectPoint {
            effect: sign * p.at,
            replications: p.replications,
            power: Measured { value: p.power, mcse: p.mcse },
        };
        let signed = |s: Solution| match a.direction {
            Direction::Up => s,
            Direction::Down => Solution { at: -s.at, low: -s.high, high: -s.low },
        };
        Self {
            key: key(plan, &plan.cells[cell]),
            alpha: plan.cells[cell].spec.alphas[0],
            direction: a.direction,
            status: a.status,
            meaning: String::new(),
            effect: a.effect.map(signed),
            policy_effect: a.policy_effect,
            size_bounds: a.bounds,
            moved: a.moved,
            limit: a.limit,
            largest_possible: a.largest.map(|largest| sign * largest),
            at_most: a.at_most.as_ref().map(point),
            verdict: a.check.as_ref().map(|check| check.verdict),
            confirmed: a.check.as_ref().map(|check| point(&check.at)),
            without_effect: a.without_effect,
            redivisions: a.redivisions,
            curve: a.curve.iter().map(point).collect(),
            compares_arms: plan.compares_arms(&plan.cells[cell]),
            is_share: plan.cells[cell].is_share,
            estimand: plan.cells[cell].estimand,
        }
    }

    fn row(&self, kind: &str, p: &EffectPoint) -> Vec<String> {
        let mut row = csv::key(&self.key).to_vec();
        row.extend([csv::name(&self.direction), csv::name(&self.status)]);
        row.extend(with_ends(self.effect).map(decimal));
        row.extend([decimal(self.policy_effect), kind.to_owned(), decimal(p.effect)]);
        row.push(p.replications.to_string());
        row.extend(with_error(Some(p.power)).map(decimal));
        row
    }

    fn unit(&self) -> Unit {
        if self.is_share { Unit::Points } else { Unit::Own }
    }

    /// Whether not even the largest effect is found often enough.
    pub(in crate::report) fn is_out_of_reach(&self) -> bool {
        matches!(self.status, EffectStatus::OutOfReach | EffectStatus::NeverReachesBias)
    }

    /// Whether there is a curve, not just a pilot.
    fn is_searched(&self) -> bool {
        self.curve.len() > 1 && self.status != EffectStatus::AlwaysReached
    }
}
