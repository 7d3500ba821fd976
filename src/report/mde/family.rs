//! Answers to "what is the smallest effect?" where several tests count together: so many times the stated effects.

mod text;

use serde::Serialize;

use text::told;

use crate::correction::Correction;
use crate::diagnosis::family::{Member, Quantifier};
use crate::diagnosis::measured::Measured;
use crate::language::Language;
use crate::plan::Plan;
use crate::report::asked::Head;
use crate::report::csv::{self, decimal, with_ends, with_error};
use crate::report::json;
use crate::report::run::declared::{TestKey, tests};
use crate::report::size::curve::points;
use crate::report::words::Number;
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
    /// How the tests are corrected for their number.
    pub correction: Correction,
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
    #[serde(skip)]
    found: FactorAnswer,
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
        let power = Number::stated(100.0 * search.power);
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
}

impl Answer {
    fn of(plan: &Plan, family: usize, a: &FactorAnswer, power: &Number) -> Self {
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
            correction: declared.correction.clone(),
            tests: members.map(test).collect(),
            status: a.status,
            meaning: told(a, power, Language::English),
            found: a.clone(),
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
}

impl FactorPoint {
    fn of(p: &Point) -> Self {
        let power = Measured { value: p.power, mcse: p.mcse };
        Self { factor: p.at, replications: p.replications, power }
    }
}
