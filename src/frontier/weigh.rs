//! Which candidates are beaten, and which differences are no more than Monte Carlo error.

use serde::Serialize;

use super::field::Paid;
use super::holm::clear;
use crate::cost::Headcount;
use crate::diagnosis::diagnosand::{Diagnosis, diagnose};
use crate::diagnosis::family::FamilyDiagnosis;
use crate::diagnosis::measured::Measured;
use crate::plan::Plan;
use crate::replicate::{Flow, FlowCount, Sums};

/// What was found about one candidate.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// Expected cost in euros; the error is an upper bound of its Monte Carlo error.
    pub cost: Measured,
    /// What the replications say.
    pub diagnosis: Diagnosis,
    /// What the tests of a family do together, where one is asked about.
    pub joint: Option<FamilyDiagnosis>,
    /// How it stands among the others; none where no replication gave an estimate, or where it was
    /// left out.
    pub verdict: Option<Verdict>,
}

impl Weighed {
    /// Whether its estimates are usually closer to the true effect than the guess that there is none, which
    /// costs nothing; none where no replication gave an estimate.
    pub fn beats_no_trial(&self) -> Option<bool> {
        let rmse = self.diagnosis.yardstick_rmse.ok()?;
        Some(rmse.value < self.diagnosis.yardstick.value.abs())
    }
}

/// How a candidate stands among the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Candidates that are no worse on cost, usual miss and bias, and clearly better on one of them.
    pub beaten_by: Vec<usize>,
    /// Candidates that are clearly better on one of them, and worse on none by more than Monte Carlo
    /// error.
    pub perhaps_beaten_by: Vec<Doubt>,
    /// Candidates that differ clearly from it on none of them; it is a tie for them too.
    pub ties: Vec<usize>,
}

/// Why a candidate is not called beaten by another that has the clear advantage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The other.
    pub by: usize,
    /// What the candidate does better, within Monte Carlo error.
    pub on: Vec<Count>,
}

/// What candidates are weighed on; all should be small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Expected cost.
    Cost,
    /// Root mean squared error to the yardstick.
    Rmse,
    /// Absolute bias to the yardstick.
    Bias,
}

impl Count {
    /// In the order of [`Difference`].
    const ALL: [Self; 3] = [Self::Cost, Self::Rmse, Self::Bias];
}

/// How much more one candidate has of everything that should be small than another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Expected cost, in euros.
    pub cost: Measured,
    /// Root mean squared error to the policy estimand.
    pub rmse: Measured,
    /// Absolute bias to the policy estimand.
    pub bias: Measured,
}

impl Difference {
    fn all(&self) -> [Measured; 3] {
        [self.cost, self.rmse, self.bias]
    }
}

/// Weighs the candidates of a [line-up](super::line_up) that cost no more than the budget; `paid` is by
/// candidate.
pub fn weigh(plan: &Plan, sums: &Sums, paid: &[Paid], budget: Option<f64>) -> Vec<Weighed> {
    let mut out: Vec<Weighed> = (0..paid.len())
        .map(|k| {
            let cell = &plan.cells[k];
            let flow = sums.flows[cell.world][cell.design].flow();
            let cost = expected(&paid[k], &flow, plan.replications);
            let family = plan.declared.get(k).zip(sums.declared.get(k));
            let joint = family.map(|(family, sums)| sums.diagnose(&family.members));
            let diagnosis = diagnose(&sums.cells[k], &cell.spec);
            Weighed { cost, diagnosis, joint, verdict: None }
        })
        .collect();
    let within = |w: &Weighed| budget.is_none_or(|most| w.cost.value <= most);
    let known =
        |w: &Weighed| w.diagnosis.yardstick_rmse.is_ok() && w.diagnosis.yardstick_bias.is_ok();
    let compared: Vec<usize> =
        (0..out.len()).filter(|&k| within(&out[k]) && known(&out[k])).collect();
    let pairs = pairs(plan, sums, &out, &compared);
    for k in compared {
        out[k].verdict = Some(Verdict::default());
    }
    for (a, b, difference, is_clear) in pairs {
        judge(&mut out, a, b, difference.all(), is_clear);
    }
    out
}

/// Expected cost of a design's flow of people. The counts go together, so that the sum of their errors
/// is not far above the error of the sum.
fn expected(paid: &Paid, flow: &Flow, replications: u32) -> Measured {
    let Paid { costs, months } = paid;
    let of = |number: &dyn Fn(&FlowCount) -> f64| Headcount {
        invited: number(&flow.invited),
        enrolled: number(&flow.enrolled),
        assigned: flow.assigned.iter().map(number).collect(),
        treated: flow.treated.iter().map(number).collect(),
    };
    let root = f64::from(replications).sqrt();
    Measured {
        value: costs.total(&of(&|count| count.mean), *months),
        mcse: costs.of_people(&of(&|count| count.sd / root), *months),
    }
}

/// Every pair of candidates with what the first has more than the second, and which of the three
/// differences are clear among all of them.
fn pairs(
    plan: &Plan,
    sums: &Sums,
    found: &[Weighed],
    compared: &[usize],
) -> Vec<(usize, usize, Difference, [bool; 3])> {
    let mut out = Vec::new();
    for (number, pair) in plan.pairs.iter().enumerate() {
        let (a, b) = (pair.first, pair.second);
        if !compared.contains(&a) || !compared.contains(&b) {
            continue;
        }
        let (first, second) = (&plan.cells[a].spec, &plan.cells[b].spec);
        let paired = sums.pairs[number].diagnose(first, second);
        let (Ok(rmse), Ok(mut estimate)) = (paired.rmse_difference, paired.estimate_difference)
        else {
            continue;
        };
        if first.yardstick != second.yardstick {
            let truths = first.yardstick_mcse * first.yardstick_mcse
                + second.yardstick_mcse * second.yardstick_mcse;
            estimate.mcse = (estimate.mcse * estimate.mcse + truths).sqrt();
        }
        let (Ok(x), Ok(y)) = (found[a].diagnosis.yardstick_bias, found[b].diagnosis.yardstick_bias)
        else {
            continue;
        };
        let (cost_a, cost_b) = (found[a].cost, found[b].cost);
        let cost = Measured { value: cost_a.value - cost_b.value, mcse: cost_a.mcse + cost_b.mcse };
        let bias = absolute(x, y, estimate.mcse);
        out.push((a, b, Difference { cost, rmse, bias }));
    }
    let all: Vec<Measured> = out.iter().flat_map(|(_, _, d)| d.all()).collect();
    let is_clear = clear(&all);
    out.into_iter()
        .zip(is_clear.chunks(3))
        .map(|((a, b, d), clear)| (a, b, d, [clear[0], clear[1], clear[2]]))
        .collect()
}

/// |x| − |y| by the delta method, where `error` is the error of x − y on common draws.
fn absolute(x: Measured, y: Measured, error: f64) -> Measured {
    let separate = x.mcse * x.mcse + y.mcse * y.mcse;
    let same = x.value * y.value >= 0.0;
    let variance = if same { error * error } else { 2.0 * separate - error * error };
    Measured { value: x.value.abs() - y.value.abs(), mcse: variance.max(0.0).sqrt() }
}

/// Notes what a pair says about both: `more` is what the first has more than the second.
fn judge(out: &mut [Weighed], a: usize, b: usize, more: [Measured; 3], clear: [bool; 3]) {
    let clearly = |sign: f64| more.iter().zip(clear).any(|(m, c)| c && m.value * sign > 0.0);
    for (one, other, sign) in [(a, b, 1.0), (b, a, -1.0)] {
        let Some(verdict) = &mut out[one].verdict else { continue };
        let better = Count::ALL.into_iter().zip(more).filter(|(_, m)| m.value * sign < 0.0);
        let better: Vec<Count> = better.map(|(count, _)| count).collect();
        // What `one` has more of speaks against it.
        match (clearly(sign), clearly(-sign)) {
            (true, false) if better.is_empty() => verdict.beaten_by.push(other),
            (true, false) => verdict.perhaps_beaten_by.push(Doubt { by: other, on: better }),
            (false, false) => verdict.ties.push(other),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn m(value: f64, mcse: f64) -> Measured {
        Measured { value, mcse }
    }

    /// Errors .3 and .4, correlation ½: Var(x − y) = .09 + .16 − 2·.06 = .13, Var(x + y) = .37.
    #[test]
    fn biases_of_one_sign_are_compared_pairwise_and_of_two_signs_by_their_sum() {
        let error = 0.13_f64.sqrt();
        let same = absolute(m(3.0, 0.3), m(2.0, 0.4), error);
        assert!((same.value - 1.0).abs() < 1e-12 && (same.mcse - error).abs() < 1e-12);
        let opposite = absolute(m(3.0, 0.3), m(-2.0, 0.4), error);
        assert!((opposite.value - 1.0).abs() < 1e-12);
        assert!((opposite.mcse - 0.37_f64.sqrt()).abs() < 1e-12);
    }
}
