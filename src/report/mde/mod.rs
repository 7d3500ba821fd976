//! Answers to "what is the smallest effect?", as text, JSON and CSV.

pub mod family;
mod sentence;

use indexmap::IndexSet;
use serde::Serialize;

use crate::diagnosis::measured::Measured;
use crate::estimand::Estimand;
use crate::plan::{Direction, Plan};
use crate::report::asked::{Head, alone, distinct, other_arms};
use crate::report::csv::{self, decimal, with_ends, with_error};
use crate::report::digits;
use crate::report::json;
use crate::report::page::Page;
use crate::report::run::results::{CellKey, key};
use crate::report::run::text::{Unit, listed};
use crate::report::size::curve::{points, telling};
use crate::report::size::text::described;
use crate::report::table::Table;
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
        let power = digits::trimmed(100.0 * search.power);
        let told = |(cell, a): (usize, EffectAnswer)| {
            let answer = Answer::of(plan, cell, &a);
            Answer { meaning: answer.sentence(&power), ..answer }
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

    /// How the answers were found.
    fn how(&self) -> String {
        let exhausted =
            |a: &Answer| a.effect.is_none() || a.status == EffectStatus::BudgetExhausted;
        let has_all = !self.answers.iter().any(exhausted);
        let is_confirmed = self.answers.iter().any(|a| a.confirmed.is_some());
        let redivisions = self.answers.iter().map(|a| a.redivisions).max().unwrap_or(0);
        let how = self.head.asked.how(has_all, is_confirmed, redivisions);
        format!("Searched by {}, {how}", self.moved())
    }

    /// What the searches moved.
    fn moved(&self) -> String {
        let searched = || self.answers.iter().filter(|answer| answer.is_searched());
        let alone = searched().filter(|answer| answer.moved == Moved::ArmAlone);
        let alone = alone.map(|a| format!("{} alone (against {})", a.key.arm, a.key.versus));
        let alone: IndexSet<String> = alone.collect();
        if alone.is_empty() {
            return SCALED.to_owned();
        }
        let alone: Vec<String> = alone.into_iter().collect();
        let alone = format!(
            "moving the effect of {}, since the stated effects do not differ",
            listed(&alone)
        );
        if searched().all(|answer| answer.moved == Moved::ArmAlone) {
            alone
        } else {
            format!("{SCALED}, or by {alone}")
        }
    }

    /// The answers as text.
    pub fn text(&self, width: usize) -> String {
        let mut page = Page::new(width);
        for pair in self.answers.chunks(2) {
            page.heading("What is the smallest effect that can be found?");
            page.quiet(&described(&pair[0].key, pair[0].estimand), "");
            let mut told: Vec<&str> = pair.iter().map(|answer| &answer.meaning[..]).collect();
            told.dedup();
            for meaning in told {
                page.text(meaning, "  ");
            }
            if pair.iter().any(Answer::is_searched) {
                page.gap();
                write_curve(pair, &mut page);
            }
        }
        let how = self.answers.iter().any(Answer::is_searched).then(|| self.how());
        let alone = alone(&arms(&self.answers), &self.other_arms);
        if how.is_some() || alone.is_some() {
            page.gap();
        }
        for text in how.iter().chain(&alone) {
            page.quiet(text, "");
        }
        page.finish()
    }
}

/// The arms that are asked about.
fn arms(answers: &[Answer]) -> Vec<String> {
    distinct(answers.iter().map(|answer| &answer.key.arm))
}

/// What is done to the effects where that moves what is asked about.
const SCALED: &str = "scaling all effects of all arms together";

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

    /// A number of the outcome without error of its own: two or three digits.
    fn told(&self, value: f64) -> String {
        self.shown(value, 0.01 * value.abs())
    }

    fn shown(&self, value: f64, error: f64) -> String {
        let scaled = self.unit().scaled(Measured { value, mcse: error });
        format!("{}{}", digits::signed(scaled), self.unit().suffix())
    }

    /// A number as precise as the interval of the answer.
    fn precise(&self, value: f64, interval: &Solution) -> String {
        self.shown(value, 0.25 * (interval.high - interval.low))
    }

    /// Whether there is a curve, not just a pilot.
    fn is_searched(&self) -> bool {
        self.curve.len() > 1 && self.status != EffectStatus::AlwaysReached
    }
}

fn telling_points(curve: &[EffectPoint]) -> Vec<&EffectPoint> {
    telling(curve, |p| p.effect, |p| p.replications)
}

/// The curve in both directions, from the largest fall to the largest rise.
fn write_curve(pair: &[Answer], page: &mut Page) {
    let mut points: Vec<(&Answer, &EffectPoint)> = pair
        .iter()
        .flat_map(|a| telling_points(&a.curve).into_iter().map(move |p| (a, p)))
        .collect();
    points.sort_by(|a, b| a.1.effect.total_cmp(&b.1.effect));
    let differs = pair.iter().any(|answer| answer.leading_policy().is_some());
    let effect = if differs { "effect in the trial" } else { "effect" };
    let mut table = Table::new(&[effect, "trials", "power, %"], 0);
    for (answer, p) in points {
        table.row(vec![
            answer.told(p.effect),
            digits::count(p.replications as f64),
            digits::counted_percent(p.power, p.replications),
        ]);
    }
    page.table(table);
}
