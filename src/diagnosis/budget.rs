//! The bias budget: where the distance between an estimate and the policy truth comes from.
//!
//! In every replication the terms telescope from the policy truth to the estimate (Imai, King & Stuart 2008,
//! extended), so their means add up to the bias exactly. Each term depends on the order in which the causes
//! are switched on: the order of [`Term::ALL`]. Term variances are not shares of the total variance, because
//! the terms covary.

use serde::{Deserialize, Serialize};

use super::measured::Measured;
use crate::estimand::Term;

/// A symmetric matrix over terms.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct TermMatrix(pub(super) [[f64; Term::COUNT]; Term::COUNT]);

impl TermMatrix {
    /// The entry of two terms.
    pub fn get(&self, a: Term, b: Term) -> f64 {
        self.0[a.min(b).index()][a.max(b).index()]
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
        let mean = |term: Term| self.entries[term.index()].mean.value;
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
