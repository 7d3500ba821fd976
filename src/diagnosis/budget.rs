//! The bias budget: where the distance between an estimate and the policy truth comes from.
//!
//! In every replication the terms telescope from the policy truth to the estimate (Imai, King & Stuart 2008,
//! extended), so their means add up to the bias exactly. Each term depends on the order in which the causes
//! are switched on: the order of [`Term::ALL`]. Term variances are not shares of the total variance, because
//! the terms covary.

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

use super::measured::{Absent, Known, Measured, Spread, combined};

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
            Self::Adjustment => "what the analysis corrects for",
        }
    }
}

/// One value per term, in the outcome's unit.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Terms([f64; Term::COUNT]);

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
pub struct TermMatrix([[f64; Term::COUNT]; Term::COUNT]);

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

/// Block sums of the terms of one cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BudgetSums {
    sums: Terms,
    products: TermMatrix,
    largest_gap: f64,
    /// Largest root mean square of the outcomes in any replication.
    magnitude: f64,
    kept: u64,
}

/// Furthest that the terms may be from the error they explain, as a share of the largest of 1, the truths and the
/// outcomes' root mean square: means of outcomes near 3·10⁷ are rounded to some 10⁻⁸.
const TOLERANCE: f64 = 1e-10;

impl BudgetSums {
    /// Adds one replication's terms, `error` being its estimate minus the policy truth and `magnitude` the root mean
    /// square of its outcomes.
    pub fn record(&mut self, terms: &Terms, error: f64, magnitude: f64) {
        self.kept += 1;
        self.magnitude = self.magnitude.max(magnitude);
        for (row, &value) in terms.0.iter().enumerate() {
            self.sums.0[row] += value;
            for (column, &other) in terms.0.iter().enumerate().skip(row) {
                self.products.0[row][column] += value * other;
            }
        }
        self.widen_gap((terms.sum() - error).abs());
    }

    /// Adds a later block.
    pub fn merge(&mut self, later: &Self) {
        for row in 0..Term::COUNT {
            self.sums.0[row] += later.sums.0[row];
            for column in row..Term::COUNT {
                self.products.0[row][column] += later.products.0[row][column];
            }
        }
        self.kept += later.kept;
        self.magnitude = self.magnitude.max(later.magnitude);
        self.widen_gap(later.largest_gap);
    }

    fn widen_gap(&mut self, gap: f64) {
        if gap > self.largest_gap || gap.is_nan() {
            self.largest_gap = gap;
        }
    }

    /// Largest |Σ terms − (estimate − policy truth)| of any replication: rounding, or a mistake in the terms.
    /// NaN as soon as one replication had a term that is not a number.
    pub fn largest_gap(&self) -> f64 {
        self.largest_gap
    }

    /// Whether the terms add up to the error in every replication, to the rounding of numbers as large as the outcomes
    /// and as `truth`.
    pub fn holds(&self, truth: f64) -> bool {
        self.largest_gap <= TOLERANCE * self.magnitude.max(truth).max(1.0)
    }

    /// Means of the terms over `estimated` replications, with `truth_mcse` the error of the policy truth, which
    /// the sampling term carries.
    ///
    /// # Errors
    /// With fewer than two estimates there is no budget, nor where a run does not keep it.
    pub fn budget(&self, estimated: u64, truth_mcse: f64) -> Known<BiasBudget> {
        if self.kept < estimated {
            return Err(Absent::NotKept);
        }
        if estimated < 2 {
            return Err(Absent::TooFewEstimates);
        }
        let n = estimated as f64;
        let mut covariance = TermMatrix::default();
        for a in 0..Term::COUNT {
            for b in a..Term::COUNT {
                let products = self.products.0[a][b] - self.sums.0[a] * (self.sums.0[b] / n);
                covariance.0[a][b] = products / (n - 1.0);
            }
            covariance.0[a][a] = covariance.0[a][a].max(0.0);
        }
        let entry = |term: Term| {
            let spread =
                Spread { n, mean: self.sums[term] / n, variance: covariance.get(term, term) };
            let shared = if term == Term::Sampling { truth_mcse } else { 0.0 };
            let mcse = combined(spread.standard_error(), shared);
            BudgetEntry { term, mean: Measured { value: spread.mean, mcse }, sd: spread.sd() }
        };
        Ok(BiasBudget { entries: Term::ALL.map(entry).to_vec(), covariance, estimated })
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
    use crate::diagnosis::test_support::Draws;

    #[test]
    fn labels_are_the_serialised_names_in_order() {
        for (position, term) in Term::ALL.into_iter().enumerate() {
            assert_eq!(term as usize, position);
            let written = serde_json::to_string(&term).expect("a unit variant serialises");
            assert_eq!(written, format!("\"{}\"", term.label()));
        }
    }

    #[test]
    fn v56_means_add_up_and_mse_splits_exactly() {
        let mut draws = Draws::new(56);
        let mut sums = BudgetSums::default();
        let (mut total, mut total_of_squares) = (0.0, 0.0);
        let n: u64 = 500;
        for _ in 0..n {
            let mut terms = Terms::default();
            for (position, &term) in Term::ALL.iter().enumerate() {
                terms[term] = 0.01 * position as f64 + 0.05 * draws.normal();
            }
            terms[Term::Adjustment] -= 0.8 * terms[Term::ChanceImbalance];
            sums.record(&terms, terms.sum(), 1.0);
            total += terms.sum();
            total_of_squares += terms.sum() * terms.sum();
        }
        let budget = sums.budget(n, 0.0).expect("500 replications");
        let mean: f64 = budget.entries.iter().map(|entry| entry.mean.value).sum();
        assert!((mean - total / n as f64).abs() < 1e-14);
        let mse = budget.mse();
        assert!((mse.mse - total_of_squares / n as f64).abs() < 1e-13);
        assert!(budget.covariance.get(Term::Adjustment, Term::ChanceImbalance) < 0.0);
        assert_eq!(sums.largest_gap(), 0.0);
    }

    /// One imbalance enters with weight ½ through the adjustment, the other whole; what is left has a
    /// standard deviation of .01, so that 1,000 replications leave an error of .01/√1000.
    #[test]
    fn the_bias_without_luck_has_the_error_of_what_luck_does_not_explain() {
        let mut draws = Draws::new(7);
        let mut sums = BudgetSums::default();
        for _ in 0..1000 {
            let mut terms = Terms::default();
            terms[Term::Sampling] = 0.3 * draws.normal();
            terms[Term::JohnHenry] = -0.1;
            terms[Term::NonTakeUp] = 0.01 * draws.normal();
            terms[Term::ChanceImbalance] = 0.2 * draws.normal();
            terms[Term::EffectImbalance] = 0.1 * draws.normal();
            terms[Term::Adjustment] = -0.5 * terms[Term::ChanceImbalance];
            sums.record(&terms, terms.sum(), 1.0);
        }
        let found = sums.budget(1000, 0.0).expect("1,000 replications").without_luck();
        let error = 0.01 / 1000_f64.sqrt();
        assert!((found.value + 0.1).abs() < 4.0 * error, "{found:?}");
        // A standard deviation of 1,000 draws has a relative error of 1/√2000.
        assert!((found.mcse / error - 1.0).abs() < 4.0 / 2000_f64.sqrt(), "{found:?}");
    }

    #[test]
    fn the_sampling_term_carries_the_error_of_the_truth() {
        let mut sums = BudgetSums::default();
        sums.record(&Terms::default(), 0.0, 1.0);
        sums.record(&Terms::default(), 0.0, 1.0);
        let budget = sums.budget(2, 0.003).expect("two replications");
        assert_eq!(budget.entries[0].mean, Measured { value: 0.0, mcse: 0.003 });
        assert_eq!(budget.entries[1].mean, Measured { value: 0.0, mcse: 0.0 });
    }

    #[test]
    fn a_gap_is_kept_through_merging_even_when_it_is_not_a_number() {
        let mut first = BudgetSums::default();
        first.record(&Terms::default(), 0.25, 1.0);
        let mut second = BudgetSums::default();
        second.record(&Terms::default(), f64::NAN, 1.0);
        let mut merged = BudgetSums::default();
        merged.merge(&first);
        assert_eq!(merged.largest_gap(), 0.25);
        merged.merge(&second);
        merged.merge(&first);
        assert!(merged.largest_gap().is_nan());
    }
}
