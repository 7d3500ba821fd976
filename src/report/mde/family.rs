//! Answers to "what is the smallest effect?" where several tests count together: so many times the stated effects.

use serde::Serialize;

use crate::diagnosis::family::{Member, Quantifier};
use crate::diagnosis::measured::Measured;
use crate::plan::Plan;
use crate::report::asked::Head;
use crate::report::csv::{self, decimal, with_ends, with_error};
use crate::report::page::Page;
use crate::report::run::declared::{TestKey, tests};
use crate::report::run::text::Unit;
use crate::report::size::curve::{points, telling};
use crate::report::size::family::{found, why_hopeless};
use crate::report::table::Table;
use crate::report::{digits, json};
use crate::scenario::Compiled;
use crate::sizing::{Bounds, EffectStatus, FactorAnswer, Point, Search, Solution, Verdict};

/// All answers of one call.
#[derive(Clone, Debug, Serialize)]
pub struct Factors {
    /// What was asked for.
    #[serde(flatten)]
    pub head: Head,
    /// One answer per family and design.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Family.
    pub family: String,
    /// World.
    pub world: String,
    /// Design.
    pub design: String,
    /// How its tests count together.
    pub of: Quantifier,
    /// Its tests, with their policy effects as stated and at the factor.
    pub tests: Vec<Test>,
    /// How the question was answered.
    pub status: EffectStatus,
    /// The answer in a sentence.
    pub meaning: String,
    /// How many times as large all effects must be, with the 95 % interval; null where none was found.
    pub factor: Option<Solution>,
    /// Where simulated power says that it must lie.
    pub factor_bounds: Bounds,
    /// Whether fresh draws bear the factor out.
    pub verdict: Option<Verdict>,
    /// At the factor, on fresh draws.
    pub confirmed: Option<FactorPoint>,
    /// Every factor that was simulated.
    pub curve: Vec<FactorPoint>,
}

/// A test of the family.
#[derive(Clone, Debug, Serialize)]
pub struct Test {
    /// Which.
    #[serde(flatten)]
    pub key: TestKey,
    /// Its policy effect as stated.
    pub policy_truth: f64,
    /// Its policy effect at the factor; null without one.
    pub policy_effect: Option<f64>,
    #[serde(skip)]
    is_share: bool,
}

/// One simulated factor.
#[derive(Clone, Debug, Serialize)]
pub struct FactorPoint {
    /// So many times the stated effects.
    pub factor: f64,
    /// Replications.
    pub replications: u64,
    /// Share of trials in which the tests find together.
    pub power: Measured,
}

/// Columns of the table.
const COLUMNS: [&str; 13] = [
    "family",
    "world",
    "design",
    "of",
    "status",
    "factor_needed",
    "factor_low",
    "factor_high",
    "verdict",
    "point",
    "factor",
    "replications",
    "power",
];

impl Factors {
    /// From the answers for some declared families of a plan.
    pub fn new(compiled: &Compiled, search: &Search, answers: Vec<(usize, FactorAnswer)>) -> Self {
        // The tests of a family are counted: nobody is divided anew.
        let counted = Search { redivisions: 0, ..*search };
        let power = digits::trimmed(100.0 * search.power);
        let answers = answers.into_iter();
        let answers = answers.map(|(family, a)| Answer::of(&compiled.plan, family, &a, &power));
        Self { head: Head::of(compiled, &counted), answers: answers.collect() }
    }

    /// The text of the JSON form.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// One row per simulated factor; `point` is `curve` or `confirmed`.
    pub fn csv(&self) -> String {
        let rows = self.answers.iter().flat_map(|answer| {
            let points = points(&answer.curve, [("confirmed", &answer.confirmed)]);
            points.map(|(kind, point)| answer.row(kind, point))
        });
        csv::text(&[&COLUMNS[..], &["power_mcse"]].concat(), rows)
    }

    /// The answers as text.
    pub fn text(&self, width: usize) -> String {
        let mut page = Page::new(width);
        for answer in &self.answers {
            page.heading("How large must the effects be?");
            let Answer { family, design, world, of, .. } = answer;
            let what = found(*of);
            page.quiet(&format!("family {family}, {what} · design {design}, world {world}"), "");
            page.text(&answer.meaning, "  ");
            answer.write_tests(&mut page);
            answer.write_curve(&mut page);
        }
        let searched = || self.answers.iter().filter(|a| a.curve.len() > 1);
        if searched().next().is_some() {
            page.gap();
            let has_all = searched().all(|a| a.status == EffectStatus::Ok);
            let is_confirmed = searched().any(|a| a.confirmed.is_some());
            let how = self.head.asked.how(has_all, is_confirmed, 0);
            page.quiet(&format!("Searched by scaling all effects together, {how}"), "");
        }
        page.finish()
    }
}

impl Answer {
    fn of(plan: &Plan, family: usize, a: &FactorAnswer, power: &str) -> Self {
        let declared = &plan.declared[family];
        let world = &plan.worlds[declared.world];
        let point = FactorPoint::of;
        let members = declared.members.iter().enumerate().zip(tests(plan, declared));
        let test = |((k, member), key): ((usize, &Member), TestKey)| {
            let cell = &plan.cells[member.cell];
            let policy_effect = a.policy_effects.get(k).copied();
            Test {
                key,
                policy_truth: cell.spec.policy_truth,
                policy_effect,
                is_share: cell.is_share,
            }
        };
        let confirmed = a.check.as_ref().map(|check| point(&check.at));
        Self {
            family: declared.name.clone(),
            world: world.name.clone(),
            design: world.designs[declared.design].name.clone(),
            of: a.which,
            tests: members.map(test).collect(),
            status: a.status,
            meaning: told(a, power),
            factor: a.factor,
            factor_bounds: a.bounds,
            verdict: a.check.as_ref().map(|check| check.verdict),
            confirmed,
            curve: a.curve.iter().map(point).collect(),
        }
    }

    fn row(&self, kind: &str, p: &FactorPoint) -> Vec<String> {
        let Self { family, world, design, .. } = self;
        let mut row = vec![family.clone(), world.clone(), design.clone(), csv::name(&self.of)];
        row.push(csv::name(&self.status));
        row.extend(with_ends(self.factor).map(decimal));
        row.push(self.verdict.map(|verdict| csv::name(&verdict)).unwrap_or_default());
        row.push(kind.to_owned());
        row.push(decimal(p.factor));
        row.push(p.replications.to_string());
        row.extend(with_error(Some(p.power)).map(decimal));
        row
    }

    /// The tests, with their policy effects.
    fn write_tests(&self, page: &mut Page) {
        page.gap();
        let mut table = Table::new(&["policy effect of", "as stated", "needed"], 1);
        for test in &self.tests {
            let unit = if test.is_share { Unit::Points } else { Unit::Own };
            let shown = |value: f64| {
                let value = unit.scaled(Measured { value, mcse: 0.0 }).value;
                format!("{}{}", digits::signed_three(value), unit.suffix())
            };
            let needed = test.policy_effect.map_or_else(|| "–".to_owned(), shown);
            table.row(vec![test.key.told(), shown(test.policy_truth), needed]);
        }
        page.table(table);
    }

    fn write_curve(&self, page: &mut Page) {
        if self.curve.len() < 2 {
            return;
        }
        page.gap();
        let mut table = Table::new(&["times the effects", "trials", "found, %"], 0);
        for p in telling(&self.curve, |p| p.factor, |p| p.replications) {
            table.row(vec![
                digits::three(p.factor),
                digits::count(p.replications as f64),
                digits::counted_percent(p.power, p.replications),
            ]);
        }
        page.table(table);
    }
}

impl FactorPoint {
    fn of(p: &Point) -> Self {
        let power = Measured { value: p.power, mcse: p.mcse };
        Self { factor: p.at, replications: p.replications, power }
    }
}

/// The answer in a sentence or two.
fn told(a: &FactorAnswer, power: &str) -> String {
    if let Some(status) = a.hopeless {
        return format!("No factor will do: {}.", why_hopeless(status, a.which));
    }
    let goal = format!("in {power} of 100 trials {}", found(a.which));
    match (a.status, &a.factor) {
        (EffectStatus::Ok | EffectStatus::BudgetExhausted, Some(s)) => {
            let short = if a.status == EffectStatus::Ok {
                ""
            } else {
                " The effort ended the search before it was as precise as asked."
            };
            format!(
                "With all effects {} times as large as stated (95 % interval {} to {}), {goal}.{}{short}",
                digits::three(s.at),
                digits::three(s.low),
                digits::three(s.high),
                checked(a)
            )
        }
        (EffectStatus::AlwaysReached, _) => {
            format!("Even with effects a hundred times smaller, {goal}: these are false alarms.")
        }
        (EffectStatus::Nonmonotone, _) => {
            "The chance does not rise with the effects: look at the curve.".to_owned()
        }
        (EffectStatus::OutOfReach | EffectStatus::NeverReachesBias, _) => {
            format!(
                "Out of reach: however large the effects, in fewer than {power} of 100 trials {}.",
                found(a.which)
            )
        }
        (EffectStatus::Ok | EffectStatus::BudgetExhausted, None) => {
            let bound = a.bounds.more_than.map_or_else(String::new, |more| {
                format!(", but more than {} times the stated effects", digits::three(more))
            });
            format!("Not determined{bound}. Give the search more --effort.")
        }
    }
}

/// What fresh draws say of the factor.
fn checked(a: &FactorAnswer) -> String {
    let Some(check) = &a.check else { return String::new() };
    let FactorPoint { power, replications, .. } = FactorPoint::of(&check.at);
    let share = digits::counted_percent_in_words(power, replications);
    let trials = digits::count(replications as f64);
    let begins = match check.verdict {
        Verdict::Confirmed => "Confirmed on fresh draws",
        Verdict::CheckedRoughly => "Checked roughly on fresh draws",
        Verdict::NotConfirmed => "Not confirmed on fresh draws",
    };
    format!(" {begins}: they do so in {share} % of {trials} trials.")
}
