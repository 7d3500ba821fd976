//! The bias budget: where the distance between an estimate and the policy truth comes from.
//!
//! In every replication the terms telescope from the policy truth to the estimate (Imai, King & Stuart 2008,
//! extended), so their means add up to the bias exactly. Each term depends on the order in which the causes
//! are switched on: the order of [`Term::ALL`]. Term variances are not shares of the total variance, because
//! the terms covary.

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

use super::measured::Measured;

/// A cause of the distance between estimate and policy truth, in the order in which they are switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// The drawn frame against the superpopulation; 0 in finite mode.
    Sampling,
    /// The effect in the base set against the effect in the frame.
    SelectionOfEffects,
    /// Dilution by people who were offered the arm and did not enrol.
    NonEnrolment,
    /// Dilution by people who enrolled and never started.
    NonTakeUp,
    /// An effect of being in a trial.
    Hawthorne,
    /// An effect of being the control group.
    JohnHenry,
    /// Expected difference in comparison-regime outcomes between the groups compared.
    SelectionInLevels,
    /// The rest of that difference: the draw of the lottery.
    ChanceImbalance,
    /// The effect in the treated group against the effect in the base set.
    EffectImbalance,
    /// Exclusion, attrition and non-response after assignment.
    Exclusion,
    /// Recorded against true outcomes.
    Measurement,
    /// The analysis against the plain difference in recorded means.
    Adjustment,
}

impl Term {
    /// How many terms there are.
    pub const COUNT: usize = 12;

    /// All terms, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Sampling,
        Self::SelectionOfEffects,
        Self::NonEnrolment,
        Self::NonTakeUp,
        Self::Hawthorne,
        Self::JohnHenry,
        Self::SelectionInLevels,
        Self::ChanceImbalance,
        Self::EffectImbalance,
        Self::Exclusion,
        Self::Measurement,
        Self::Adjustment,
    ];

    /// Name in results files.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sampling => "sampling",
            Self::SelectionOfEffects => "selection_of_effects",
            Self::NonEnrolment => "non_enrolment",
            Self::NonTakeUp => "non_take_up",
            Self::Hawthorne => "hawthorne",
            Self::JohnHenry => "john_henry",
            Self::SelectionInLevels => "selection_in_levels",
            Self::ChanceImbalance => "chance_imbalance",
            Self::EffectImbalance => "effect_imbalance",
            Self::Exclusion => "exclusion",
            Self::Measurement => "measurement",
            Self::Adjustment => "adjustment",
        }
    }

    /// What the term is, in a phrase for planners.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Sampling => "chance differences between the people drawn and everyone eligible",
            Self::SelectionOfEffects => {
                "participants who respond differently from everyone eligible"
            }
            Self::NonEnrolment => "people who are offered the programme and do not enrol",
            Self::NonTakeUp => "participants who never start",
            Self::Hawthorne => "the effect of being in a trial (Hawthorne effect)",
            Self::JohnHenry => "controls who react to being controls (John Henry effect)",
            Self::SelectionInLevels => "comparing people who differed from the start",
            Self::ChanceImbalance => "groups made unequal by the luck of the draw",
            Self::EffectImbalance => "treated people who respond differently from the whole group",
            Self::Exclusion => "people dropped or lost after assignment",
            Self::Measurement => "outcomes recorded differently from what happened",
            Self::Adjustment => "the analysis itself, against the plain difference of means",
        }
    }
}

/// One value per term, in the outcome's unit.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Terms(pub(super) [f64; Term::COUNT]);

impl Terms {
    /// From values in the order of [`Term::ALL`].
    pub const fn new(values: [f64; Term::COUNT]) -> Self {
        Self(values)
    }

    /// Their sum, added in order.
    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }
}

impl Index<Term> for Terms {
    type Output = f64;

    fn index(&self, term: Term) -> &f64 {
        &self.0[term as usize]
    }
}

impl IndexMut<Term> for Terms {
    fn index_mut(&mut self, term: Term) -> &mut f64 {
        &mut self.0[term as usize]
    }
}

/// A symmetric matrix over terms.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct TermMatrix(pub(super) [[f64; Term::COUNT]; Term::COUNT]);

impl TermMatrix {
    /// The entry of two terms.
    pub fn get(&self, a: Term, b: Term) -> f64 {
        self.0[a.min(b) as usize][a.max(b) as usize]
    }

    /// 1'M1: the sum of all entries.
    pub fn total(&self) -> f64 {
        Term::ALL.iter().flat_map(|&a| Term::ALL.iter().map(move |&b| self.get(a, b))).sum()
    }
}

/// One line of the bias budget.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BudgetEntry {
    /// The cause.
    pub term: Term,
    /// Its mean over replications: its part of the bias.
    pub mean: Measured,
    /// Its standard deviation over replications.
    pub sd: f64,
}

/// The bias of one cell against its policy truth, split into its causes.
#[derive(Debug, Clone, PartialEq)]
pub struct BiasBudget {
    /// One entry per term, in order; the means add up to mean estimate − policy truth.
    pub entries: Vec<BudgetEntry>,
    /// Covariances of the terms over replications, divisor n − 1.
    pub covariance: TermMatrix,
    /// Number of replications with an estimate, n.
    pub estimated: u64,
}

impl BiasBudget {
    /// The bias without the luck of the draws: the drawn frame is taken out, and what the two imbalances,
    /// which are zero on average, explain of the rest (control variates; Lavenberg & Welch 1981). It has the
    /// same expectation as the mean of all terms, and a far smaller error; that of the policy truth is not in it.
    pub fn without_luck(&self) -> Measured {
        let luck = [Term::ChanceImbalance, Term::EffectImbalance];
        let rest = |term: &Term| *term != Term::Sampling;
        let with_rest = |a: Term| {
            let terms = Term::ALL.iter().copied().filter(rest);
            terms.map(|b| self.covariance.get(a, b)).sum::<f64>()
        };
        let variance: f64 = Term::ALL.iter().copied().filter(rest).map(with_rest).sum();
        let [a, b] = luck.map(|term| self.covariance.get(term, term));
        let both = self.covariance.get(luck[0], luck[1]);
        let [x, y] = luck.map(with_rest);
        let determinant = a * b - both * both;
        let slopes = if determinant > 1e-9 * a * b {
            [(x * b - y * both) / determinant, (y * a - x * both) / determinant]
        } else if a > 0.0 {
            [x / a, 0.0]
        } else {
            [0.0, if b > 0.0 { y / b } else { 0.0 }]
        };
        let mean = |term: Term| self.entries[term as usize].mean.value;
        let all: f64 = Term::ALL.iter().copied().filter(rest).map(mean).sum();
        let value = all - slopes[0] * mean(luck[0]) - slopes[1] * mean(luck[1]);
        let left = (variance - slopes[0] * x - slopes[1] * y).max(0.0);
        Measured { value, mcse: (left / self.estimated as f64).sqrt() }
    }

    /// What is left of the bias when the means of some terms are taken out, with its own error; that of the policy truth
    /// is not in it.
    pub fn without(&self, terms: &[Term]) -> Measured {
        let is_left = |entry: &&BudgetEntry| !terms.contains(&entry.term);
        let left = || self.entries.iter().filter(is_left);
        let value = left().map(|entry| entry.mean.value).sum();
        let covariance = |a: Term| left().map(move |b| self.covariance.get(a, b.term));
        let variance: f64 = left().flat_map(|a| covariance(a.term)).sum();
        Measured { value, mcse: (variance.max(0.0) / self.estimated as f64).sqrt() }
    }

    /// The exact split of the mean squared error (divisor n) into squared bias and variance:
    /// MSE = (Σ means)² + (n−1)/n · 1'Cov 1, where Cov has divisor n − 1.
    pub fn mse(&self) -> MseBudget {
        let bias: f64 = self.entries.iter().map(|entry| entry.mean.value).sum();
        let n = self.estimated as f64;
        let variance = (n - 1.0) / n * self.covariance.total();
        MseBudget { squared_bias: bias * bias, variance, mse: bias * bias + variance }
    }
}

/// Mean squared error to the policy truth and its two parts, all with divisor n.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MseBudget {
    /// Squared sum of the mean terms.
    pub squared_bias: f64,
    /// Variance of the sum of the terms.
    pub variance: f64,
    /// Their sum.
    pub mse: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_serialised_names_in_order() {
        for (position, term) in Term::ALL.into_iter().enumerate() {
            assert_eq!(term as usize, position);
            let written = serde_json::to_string(&term).expect("a unit variant serialises");
            assert_eq!(written, format!("\"{}\"", term.label()));
        }
    }
}
