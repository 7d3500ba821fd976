//! Answers to "what is the smallest effect?", as text, JSON and CSV.

use indexmap::IndexSet;
use serde::Serialize;

use super::asked::{Head, alone, distinct, other_arms};
use super::csv::{self, decimal, with_ends, with_error};
use super::digits;
use super::json;
use super::page::Page;
use super::results::{CellKey, key};
use super::size_curve::telling;
use super::sizes_text::described;
use super::table::Table;
use super::text::{Unit, listed};
use crate::diagnosis::measured::Measured;
use crate::estimand::Estimand;
use crate::plan::{Direction, Plan};
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
            let curve = answer.curve.iter().map(|p| ("curve", p));
            let points = curve.chain(answer.confirmed.iter().map(|p| ("confirmed", p)));
            points.map(|(kind, point)| answer.row(kind, point))
        });
        csv::text(&[&csv::KEY[..], &COLUMNS].concat(), rows)
    }

    /// How the answers were found.
    fn how(&self) -> String {
        let exhausted =
            |a: &Answer| a.effect.is_none() || a.status == EffectStatus::BudgetExhausted;
        let within = format!(
            " until the 95 % interval was within {} % of the answer",
            digits::trimmed(100.0 * self.head.asked.tolerance)
        );
        let until = if self.answers.iter().any(exhausted) { "" } else { &within };
        let fresh = if self.answers.iter().any(|a| a.confirmed.is_some()) {
            "; fresh draws are draws that the search had not seen"
        } else {
            ""
        };
        format!("Searched by {}, on common draws{until}{fresh}.", self.moved())
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

    /// The answer in a sentence or two.
    fn sentence(&self, power: &str) -> String {
        let way = if self.direction == Direction::Up { "Upwards" } else { "Downwards" };
        match (self.status, &self.effect) {
            (EffectStatus::Ok | EffectStatus::BudgetExhausted, Some(s)) => {
                let policy = self.policy_effect.filter(|p| (p / s.at - 1.0).abs() > 0.05);
                let policy = policy.map_or_else(String::new, |p| {
                    format!(", which goes with a policy effect of {}", self.told(p))
                });
                let short = if self.status == EffectStatus::Ok {
                    ""
                } else {
                    " The effort ended the search before it was as precise as asked."
                };
                let check = self.checked();
                format!(
                    "{way}: an effect of {} (95 % interval {} to {}) is found with {power} % power at p < {}{policy}.{check}{short}",
                    self.precise(s.at, s),
                    self.precise(s.low, s),
                    self.precise(s.high, s),
                    digits::trimmed(self.alpha)
                )
            }
            (EffectStatus::OutOfReach, _) => self.out_of_reach(way),
            (EffectStatus::NeverReachesBias, _) => format!(
                "In no direction can an effect be told from the bias: without any effect the estimates are {}{} \
                 on average already, more than the smallest effect that matters.",
                digits::signed(self.unit().scaled(self.without_effect)),
                self.unit().suffix()
            ),
            (EffectStatus::AlwaysReached, _) => {
                let nothing = self.curve.first().map_or(0.0, |p| p.power.value);
                format!(
                    "{way}: without any effect about {} % of trials are significant (p < {}) in this direction \
                     already, and no more than {power} % is asked for.",
                    digits::number(100.0 * nothing, 0),
                    digits::trimmed(self.alpha)
                )
            }
            (EffectStatus::Nonmonotone, _) => {
                format!("{way}: power does not rise with the effect; look at the curve.")
            }
            (EffectStatus::Ok | EffectStatus::BudgetExhausted, None) => {
                let sign = if self.direction == Direction::Up { 1.0 } else { -1.0 };
                let bound = self.size_bounds.more_than.map_or_else(String::new, |more| {
                    format!(", but beyond {}", self.told(sign * more))
                });
                format!("{way}: not determined{bound}. Give the search more --effort.")
            }
        }
    }

    /// Not even the largest effect is found often enough.
    fn out_of_reach(&self, way: &str) -> String {
        let at_most = self.at_most.as_ref().map_or_else(String::new, |p| {
            let share = digits::counted_percent_in_words(p.power, p.replications);
            let alpha = digits::trimmed(self.alpha);
            format!(" is found with {share} % power only (p < {alpha})")
        });
        let Some(largest) = self.largest_possible else {
            let tried = self.told(self.at_most.as_ref().map_or(0.0, |p| p.effect));
            return format!(
                "{way}: out of reach, however large the effect. Even {tried}{at_most}."
            );
        };
        let moved = match self.moved {
            Moved::AllEffects => SCALED.to_owned(),
            Moved::ArmAlone => format!("moving the effect of {} alone", self.key.arm),
        };
        if self.at_most.is_none() {
            return format!("{way}: out of reach: {moved} moves it the other way.");
        }
        let most = match self.limit {
            Limit::Outcome if !self.compares_arms => "the most that the outcome allows".to_owned(),
            _ => format!("the most that {moved} reaches"),
        };
        format!("{way}: out of reach. Even {}, {most},{at_most}.", self.told(largest))
    }

    /// What fresh draws say of the effect.
    fn checked(&self) -> String {
        let (Some(verdict), Some(p)) = (self.verdict, &self.confirmed) else {
            return String::new();
        };
        let share = digits::counted_percent_in_words(p.power, p.replications);
        match verdict {
            Verdict::Confirmed => format!(" Confirmed on fresh draws: power is {share} %."),
            Verdict::CheckedRoughly => {
                format!(" Checked roughly on fresh draws: power is {share} %.")
            }
            Verdict::NotConfirmed => {
                format!(" Not confirmed: on fresh draws power is {share} %.")
            }
        }
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
    let mut table = Table::new(&["effect", "trials", "power, %"], 0);
    for (answer, p) in points {
        table.row(vec![
            answer.told(p.effect),
            digits::count(p.replications as f64),
            digits::counted_percent(p.power, p.replications),
        ]);
    }
    page.table(table);
}
