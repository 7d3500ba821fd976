//! What money buys: the candidates worth considering by cost, those that are beaten, and why.

mod words;
mod csv;
mod meaning;
mod names;
mod page;
mod text;

pub use meaning::USUAL_POWER;
pub(in crate::report) use words::PHRASES;

use serde::Serialize;

use crate::correction::Correction;
use crate::cost::MonthsFor;
use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::measured::{Absent, Known, Measured, Rate, value_or_reason};
use crate::diagnosis::watched::Watched;
use crate::estimand::Scale;
use crate::frontier::{Count, Label, Paid, Refused, Unshown, Weighed};
use crate::plan::Plan;
use crate::replicate::Sums;
use crate::report::json;
use crate::report::margin::Margin;
use crate::report::run::ranking::order;
use crate::report::run::results::{FORMAT, RunInfo, ScenarioId};
use crate::scenario::Compiled;

/// What all candidates are asked to estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// World.
    pub world: String,
    /// Outcome.
    pub outcome: String,
    /// Months after the start; null for outcomes measured once, and where candidates differ in it.
    pub month: Option<u32>,
    /// All months in which candidates measure: the effects of different months are different questions.
    pub months: Vec<u32>,
    /// Arm.
    pub arm: String,
}

/// A candidate that has the clear advantage, without it being certain that nothing speaks against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doubted {
    /// Its number.
    pub by: usize,
    /// The only advantages over it, all within simulation error.
    pub only_better_on: Vec<Count>,
}

/// One candidate. Numbers of candidates are positions in the list, from 1.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// 1 for the cheapest.
    pub number: usize,
    /// Which one.
    #[serde(flatten)]
    pub label: Label,
    /// Its leading analysis.
    pub analysis: String,
    /// Group that the arm is compared with.
    pub versus: String,
    /// What the test is to show, as its family calls it.
    pub hypothesis: &'static str,
    /// By how much the arm may be worse, on the scale of the estimate; null where an effect is sought.
    pub margin: Option<f64>,
    /// Months of treatment that are paid.
    pub paid_months: f64,
    /// Expected cost in euros; the error is an upper bound of its Monte Carlo error.
    pub cost: Measured,
    /// For whom they are paid.
    pub months_for: MonthsFor,
    /// Replications with an estimate: miss and bias are about those.
    pub estimated: u64,
    /// Replications with an interval: coverage is about those.
    pub with_interval: u64,
    /// Replications that can be tested: in the others nothing is found.
    pub tested: u64,
    /// Per whom its estimates are counted.
    pub scale: Scale,
    /// The policy estimand on that scale, k × policy truth with k the share treated: what running no trial
    /// misses. Miss, bias and coverage are held against it.
    pub yardstick: Measured,
    /// Root mean squared error to the yardstick.
    #[serde(serialize_with = "value_or_reason")]
    pub rmse: Known<Measured>,
    /// Rank by `rmse`; ties share one, null without `rmse`.
    pub rank: Option<usize>,
    /// Mean estimate minus the yardstick.
    #[serde(serialize_with = "value_or_reason")]
    pub policy_bias: Known<Measured>,
    /// Share of intervals that cover the yardstick.
    #[serde(serialize_with = "value_or_reason")]
    pub policy_coverage: Known<Rate>,
    /// Share of replications significant in the direction of the yardstick.
    #[serde(serialize_with = "value_or_reason")]
    pub power_right_direction: Known<Rate>,
    /// How many tests of the family that is asked about it makes; left out without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tests: Option<usize>,
    /// What they do together; left out without one.
    #[serde(flatten)]
    pub joint: Option<FamilyDiagnosis>,
    /// What counts as power: that of the comparison or, where a family is asked about, of its tests together.
    #[serde(skip)]
    pub found: Known<Rate>,
    /// Whether that is at least the power asked for.
    pub reaches_power: bool,
    /// Whether `rmse` is below what running no trial misses; null without `rmse`.
    pub beats_no_trial: Option<bool>,
    /// Whether it costs no more than the budget.
    pub affordable: bool,
    /// Whether it is affordable, beats running no trial, and nothing affordable beats it.
    pub on_frontier: bool,
    /// Candidates that beat it.
    pub beaten_by: Vec<usize>,
    /// Candidates that are clearly better on one of cost, miss and bias, and worse on the others, if at
    /// all, by no more than simulation error.
    pub perhaps_beaten_by: Vec<Doubted>,
    /// Candidates with which it has no clear difference on any of them; they have it in their list too.
    pub tied_with: Vec<usize>,
}

/// Power of several tests together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JointPower {
    /// The family, as the scenario declares it.
    pub family: String,
    /// What counts, as `all_found`.
    pub of: Watched,
    /// How the tests are corrected for their number.
    pub correction: Correction,
}

impl JointPower {
    /// The share that counts.
    fn share(&self, joint: Option<&FamilyDiagnosis>) -> Known<Rate> {
        let joint = joint.ok_or(Absent::NoTests)?;
        self.of.of_family().map_or(Err(Absent::NotKept), |entry| (entry.rate)(joint))
    }
}

/// Everything that was found about the candidates.
#[derive(Clone, Debug, Serialize)]
pub struct FrontierReport {
    /// Version of the layout.
    pub format: u32,
    /// What was simulated.
    pub scenario: ScenarioId,
    /// How it was simulated.
    pub run: RunInfo,
    /// What the candidates are asked.
    pub question: Comparison,
    /// Most euros that may be spent; null without a limit.
    pub budget: Option<f64>,
    /// Power asked for.
    pub power: f64,
    /// The family whose tests count together for that, and how; left out without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joint_power: Option<JointPower>,
    /// The cheapest affordable candidate that reaches it and beats running no trial, which shows nothing against a margin
    /// and has not to be beaten there; null when none does.
    pub cheapest_with_power: Option<usize>,
    /// Candidates by cost.
    pub candidates: Vec<Row>,
    /// Candidates that cannot be run.
    pub refused: Vec<Refused>,
    /// Analyses that speak for no candidate.
    pub unshown: Vec<Unshown>,
    /// Arms that are not asked about.
    pub other_arms: Vec<String>,
    /// What the candidates are to show against a margin; none where they seek an effect.
    #[serde(skip)]
    margin_told: Option<Margin>,
    /// Whether the outcome is a share of people, told in percentage points.
    #[serde(skip)]
    is_share: bool,
    /// Whether a month of some arm costs something.
    #[serde(skip)]
    pays_months: bool,
}

/// What was run, before it is put in order.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The whole scenario.
    pub compiled: &'a Compiled,
    /// The line-up of the candidates.
    pub plan: &'a Plan,
    /// Its sums.
    pub sums: &'a Sums,
    /// What they say.
    pub weighed: &'a [Weighed],
    /// What is paid for them.
    pub paid: &'a [Paid],
}

/// What candidates must be able to do.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Cost no more euros than this.
    pub budget: Option<f64>,
    /// Find the effect in this share of trials.
    pub power: f64,
    /// Or find what a family of tests is to find together.
    pub joint: Option<JointPower>,
}

/// What is not weighed.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// Candidates that cannot be run.
    pub refused: Vec<Refused>,
    /// Analyses that speak for none.
    pub unshown: Vec<Unshown>,
}

impl FrontierReport {
    /// Candidates in order of cost; `labels` belong to those of the line-up.
    pub fn new(found: Found, labels: &[Label], left_out: LeftOut, wanted: Wanted) -> Self {
        let Found { compiled, plan, weighed, .. } = found;
        let Wanted { budget, power, .. } = wanted;
        let mut by_cost: Vec<usize> = (0..weighed.len()).collect();
        by_cost.sort_by(|&a, &b| weighed[a].cost.value.total_cmp(&weighed[b].cost.value));
        let mut number = vec![0; weighed.len()];
        for (position, &k) in by_cost.iter().enumerate() {
            number[k] = position + 1;
        }
        let ranks = found.ranks();
        let row = |&k: &usize| {
            let label = labels[k].clone();
            found.row(k, label, &number, ranks[k], &wanted)
        };
        let candidates: Vec<Row> = by_cost.iter().map(row).collect();
        let arms = compiled.plan.worlds[0].arms.iter().skip(1);
        let cell = &plan.cells[0];
        let margin_told = Margin::of(plan, cell);
        let mut months: Vec<u32> =
            plan.cells[..weighed.len()].iter().filter_map(|cell| cell.month).collect();
        months.sort_unstable();
        months.dedup();
        Self {
            format: FORMAT,
            scenario: ScenarioId::of(compiled),
            run: RunInfo::of(plan),
            question: Comparison {
                world: compiled.plan.worlds[0].name.clone(),
                outcome: cell.outcome.clone(),
                month: cell.month.filter(|_| months.len() == 1),
                months,
                arm: cell.arm.clone(),
            },
            budget,
            power,
            joint_power: wanted.joint,
            cheapest_with_power: candidates
                .iter()
                .find(|row| {
                    let serves = row.beats_no_trial == Some(true) || margin_told.is_some();
                    row.affordable && row.reaches_power && serves
                })
                .map(|row| row.number),
            candidates,
            refused: left_out.refused,
            unshown: left_out.unshown,
            other_arms: arms.filter(|arm| **arm != cell.arm).cloned().collect(),
            margin_told,
            is_share: cell.is_share,
            pays_months: found.paid.iter().any(Paid::pays_months),
        }
    }

    /// The text of the JSON form. A number that is not finite is null, with a reason.
    pub fn json(&self) -> String {
        json::text(self)
    }
}

impl Found<'_> {
    /// By candidate: its rank by usual miss.
    fn ranks(&self) -> Vec<Option<usize>> {
        let known = |(k, w): (usize, &Weighed)| Some((k, w.diagnosis.yardstick_rmse.ok()?));
        let numbers = self.weighed.iter().enumerate().filter_map(known).collect();
        let difference = |a: usize, b: usize| {
            let (first, second) = (a.max(b), a.min(b));
            let at = first * (first - 1) / 2 + second;
            let (one, other) = (&self.plan.cells[first].spec, &self.plan.cells[second].spec);
            let found = self.sums.pairs[at].diagnose(one, other).rmse_difference.ok()?;
            let sign = if a > b { 1.0 } else { -1.0 };
            Some(Measured { value: sign * found.value, ..found })
        };
        let mut out = vec![None; self.weighed.len()];
        for place in order(numbers, difference) {
            out[place.of] = Some(place.rank);
        }
        out
    }

    fn row(
        &self,
        k: usize,
        label: Label,
        number: &[usize],
        rank: Option<usize>,
        wanted: &Wanted,
    ) -> Row {
        let weighed = &self.weighed[k];
        let Weighed { cost, diagnosis, joint, verdict } = weighed;
        let alone =
            diagnosis.tests.first().map_or(Err(Absent::NotKept), |t| t.power_right_direction);
        let found = wanted.joint.as_ref().map_or(alone, |power| power.share(joint.as_ref()));
        let beats_no_trial = weighed.beats_no_trial();
        let verdict_known = verdict.clone().unwrap_or_default();
        let numbers = |of: &[usize]| {
            let mut out: Vec<usize> = of.iter().map(|&k| number[k]).collect();
            out.sort_unstable();
            out
        };
        let doubts = verdict_known.perhaps_beaten_by.iter();
        let mut doubts: Vec<Doubted> = doubts
            .map(|doubt| Doubted { by: number[doubt.by], only_better_on: doubt.on.clone() })
            .collect();
        doubts.sort_by_key(|doubt| doubt.by);
        Row {
            number: number[k],
            label,
            analysis: self.plan.cells[k].analysis.clone(),
            versus: self.plan.cells[k].versus.clone(),
            hypothesis: self.plan.cells[k].hypothesis.name(),
            margin: self.plan.cells[k].margin(),
            paid_months: self.paid[k].months,
            months_for: self.paid[k].costs.months_for,
            cost: *cost,
            estimated: diagnosis.estimated,
            with_interval: diagnosis.with_interval,
            tested: diagnosis.tested,
            scale: self.plan.cells[k].scale(),
            yardstick: diagnosis.yardstick,
            rmse: diagnosis.yardstick_rmse,
            rank,
            policy_bias: diagnosis.yardstick_bias,
            policy_coverage: diagnosis.policy_coverage,
            power_right_direction: alone,
            tests: joint.as_ref().map(|_| self.plan.declared[k].members.len()),
            joint: *joint,
            found,
            reaches_power: found.is_ok_and(|rate| rate.value >= wanted.power),
            beats_no_trial,
            affordable: wanted.budget.is_none_or(|most| cost.value <= most),
            on_frontier: beats_no_trial == Some(true)
                && verdict.as_ref().is_some_and(|v| v.beaten_by.is_empty()),
            beaten_by: numbers(&verdict_known.beaten_by),
            perhaps_beaten_by: doubts,
            tied_with: numbers(&verdict_known.ties),
        }
    }
}
