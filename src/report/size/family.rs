//! Answers to "how many people?" where several tests count together.

pub mod text;

use serde::Serialize;

use super::{MOST_PLACES, has_one_place};
use crate::correction::Correction;
use crate::diagnosis::family::Quantifier;
use crate::diagnosis::measured::Measured;
use crate::plan::Plan;
use crate::report::asked::Head;
use crate::report::csv::{self, decimal, with_ends, with_error};
use crate::report::json;
use crate::report::run::declared::{TestKey, tests};
use crate::report::size::curve::points;
use crate::scenario::Compiled;
use crate::sizing::{Bounds, FamilySizeAnswer, Point, Search, Solution, Status, Verdict};

/// All answers of one call.
#[derive(Clone, Debug, Serialize)]
pub struct FamilySizes {
    /// What was asked for.
    #[serde(flatten)]
    pub head: Head,
    /// One answer per family and design.
    pub answers: Vec<FamilyAnswer>,
}

/// One answer.
#[derive(Clone, Debug, Serialize)]
pub struct FamilyAnswer {
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
    /// Its tests.
    pub tests: Vec<TestKey>,
    /// How the question was answered.
    pub status: Status,
    /// The status in a sentence.
    pub meaning: String,
    /// Eligible people needed, with the 95 % interval; null without a size.
    pub eligible: Option<Solution>,
    /// Participants among them, likewise.
    pub participants: Option<Solution>,
    /// Whether that is the fewest people that can be run, with three in every arm.
    pub is_floor: bool,
    /// Where simulated power says the number of eligible people must lie.
    pub eligible_bounds: Bounds,
    /// Whether the effort ran out before the interval was as narrow as asked.
    pub exhausted: bool,
    /// Whether fresh draws bear the size out.
    pub verdict: Option<Verdict>,
    /// At the size, on fresh draws.
    pub confirmed: Option<FamilyPoint>,
    /// At the largest size below the interval, on the same draws.
    pub confirmed_below: Option<FamilyPoint>,
    /// At the most that the scenario's eligible people yield, where that is not enough.
    pub reachable: Option<FamilyPoint>,
    /// Eligible people of the scenario.
    pub pool: usize,
    /// Places like this one that would be enough together; null beyond a thousand.
    pub places_needed: Option<f64>,
    /// Every size that was simulated.
    pub curve: Vec<FamilyPoint>,
}

/// One simulated size.
#[derive(Clone, Debug, Serialize)]
pub struct FamilyPoint {
    /// Eligible people.
    pub eligible: f64,
    /// Expected participants.
    pub participants: f64,
    /// Replications.
    pub replications: u64,
    /// Share of trials in which the tests find together.
    pub power: Measured,
}

/// Columns of the table.
const COLUMNS: [&str; 16] = [
    "family",
    "world",
    "design",
    "of",
    "status",
    "eligible_needed",
    "eligible_low",
    "eligible_high",
    "participants_needed",
    "verdict",
    "point",
    "eligible",
    "participants",
    "replications",
    "power",
    "power_mcse",
];

impl FamilySizes {
    /// From the answers for some declared families of a plan.
    pub fn new(
        compiled: &Compiled,
        search: &Search,
        answers: Vec<(usize, FamilySizeAnswer)>,
    ) -> Self {
        // The tests of a family are counted: nobody is divided anew.
        let counted = Search { redivisions: 0, ..*search };
        let answers = answers.into_iter();
        let answers = answers.map(|(family, a)| FamilyAnswer::of(&compiled.plan, family, &a));
        Self { head: Head::of(compiled, &counted), answers: answers.collect() }
    }

    /// The text of the JSON form.
    pub fn json(&self) -> String {
        json::text(self)
    }

    /// One row per simulated size; `point` says what it is, as for a single test.
    pub fn csv(&self) -> String {
        let rows = self.answers.iter().flat_map(|answer| {
            let others = [
                ("confirmed_below", &answer.confirmed_below),
                ("confirmed", &answer.confirmed),
                ("reachable", &answer.reachable),
            ];
            let points = points(&answer.curve, others);
            points.map(|(kind, point)| answer.row(kind, point))
        });
        csv::text(&COLUMNS, rows)
    }
}

impl FamilyAnswer {
    fn of(plan: &Plan, family: usize, a: &FamilySizeAnswer) -> Self {
        let declared = &plan.declared[family];
        let world = &plan.worlds[declared.world];
        let point = |p: &Point| FamilyPoint::of(p, a);
        let pool = a.eligible as f64;
        let needed = a.size.map(|[frame, _]| frame.at);
        let is_one_place = has_one_place(plan, declared.world);
        let beyond = needed.filter(|_| a.status == Status::InfeasiblePool && is_one_place);
        Self {
            family: declared.name.clone(),
            world: world.name.clone(),
            design: world.designs[declared.design].name.clone(),
            of: a.which,
            correction: declared.correction.clone(),
            tests: tests(plan, declared),
            status: a.status,
            meaning: meaning(a.status, a.which),
            eligible: a.size.map(|[frame, _]| frame),
            participants: a.size.map(|[_, participants]| participants),
            is_floor: a.is_floor,
            eligible_bounds: a.bounds,
            exhausted: a.is_exhausted,
            verdict: a.check.as_ref().map(|check| check.verdict),
            confirmed: a.check.as_ref().map(|check| point(&check.at)),
            confirmed_below: a.check.as_ref().and_then(|check| check.below.as_ref()).map(point),
            reachable: a.reachable.as_ref().map(point),
            pool: a.eligible,
            places_needed: beyond.map(|n| (n / pool).ceil()).filter(|n| *n <= MOST_PLACES),
            curve: a.curve.iter().map(point).collect(),
        }
    }

    fn row(&self, kind: &str, p: &FamilyPoint) -> Vec<String> {
        let Self { family, world, design, .. } = self;
        let mut row = vec![family.clone(), world.clone(), design.clone(), csv::name(&self.of)];
        row.push(csv::name(&self.status));
        row.extend(with_ends(self.eligible).map(decimal));
        row.push(decimal(self.participants.map(|s| s.at)));
        row.push(self.verdict.map(|verdict| csv::name(&verdict)).unwrap_or_default());
        row.push(kind.to_owned());
        row.extend([p.eligible, p.participants].map(decimal));
        row.push(p.replications.to_string());
        row.extend(with_error(Some(p.power)).map(decimal));
        row
    }
}

impl FamilyPoint {
    fn of(p: &Point, a: &FamilySizeAnswer) -> Self {
        let rate = a.yields.participants();
        Self {
            eligible: if a.by_participants { p.at / rate } else { p.at },
            participants: if a.by_participants { p.at } else { p.at * rate },
            replications: p.replications,
            power: Measured { value: p.power, mcse: p.mcse },
        }
    }
}

/// A status in a sentence.
fn meaning(status: Status, which: Quantifier) -> String {
    match status {
        Status::Ok => "the eligible people yield enough participants".to_owned(),
        Status::InfeasiblePool => "this takes more people than are eligible".to_owned(),
        Status::Nonmonotone => {
            "the chance does not rise with the number of people: look at the curve".to_owned()
        }
        Status::BudgetExhausted => {
            "the effort ended the search before its answer was as precise as asked".to_owned()
        }
        Status::NeverReachesBias | Status::NeverReachesSign | Status::NeverReachesNothing => {
            format!("no number of people will do: {}", why_hopeless(status, which))
        }
    }
}

/// Why the tests will not find together, whatever is searched.
pub(in crate::report) fn why_hopeless(status: Status, which: Quantifier) -> &'static str {
    match (status, which) {
        (Status::NeverReachesBias, Quantifier::All) => {
            "the estimate of some test misses the policy effect on its scale by more than the smallest effect that the scenario says matters"
        }
        (Status::NeverReachesBias, Quantifier::Any) => {
            "the estimates miss the policy effects on their scale by more than the smallest effect that the scenario says matters"
        }
        (Status::NeverReachesSign, Quantifier::All) => {
            "the estimates of some test point the other way than what it seeks"
        }
        (Status::NeverReachesSign, Quantifier::Any) => {
            "no test has estimates that point to what it seeks"
        }
        (_, Quantifier::All) => "some test has nothing to find in this world",
        (_, Quantifier::Any) => "no test has anything to find in this world",
    }
}
