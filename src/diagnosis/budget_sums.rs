//! Sums of the terms of a bias budget over the replications of one cell, and whether they add up in every one.

use serde::{Deserialize, Serialize};

use super::budget::{BiasBudget, BudgetEntry, TermMatrix};
use super::measured::{Absent, Known, Measured, Spread, combined};
use crate::estimand::{Term, Terms};

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
        for (row, &value) in terms.0.iter().enumerate().filter(|(_, value)| **value != 0.0) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::test_support::Draws;
    use crate::treatment::Artefact;

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

    /// One imbalance enters with weight ½ through the adjustment, the other whole; what is left has a
    /// standard deviation of .01, so that 1,000 replications leave an error of .01/√1000.
    #[test]
    fn the_bias_without_luck_has_the_error_of_what_luck_does_not_explain() {
        let mut draws = Draws::new(7);
        let mut sums = BudgetSums::default();
        for _ in 0..1000 {
            let mut terms = Terms::default();
            terms[Term::Sampling] = 0.3 * draws.normal();
            terms[Term::Artefact(Artefact::JohnHenry)] = -0.1;
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
    fn what_some_terms_leave_of_the_bias_has_an_error_of_its_own() {
        let mut draws = Draws::new(3);
        let mut sums = BudgetSums::default();
        let (mut total, mut squares, n) = (0.0, 0.0, 400_u32);
        for _ in 0..n {
            let mut terms = Terms::default();
            terms[Term::Artefact(Artefact::JohnHenry)] = draws.normal();
            terms[Term::ChanceImbalance] = draws.normal();
            terms[Term::Adjustment] = 0.1 - terms[Term::ChanceImbalance] + 0.2 * draws.normal();
            let rest = terms[Term::ChanceImbalance] + terms[Term::Adjustment];
            (total, squares) = (total + rest, squares + rest * rest);
            sums.record(&terms, terms.sum(), 1.0);
        }
        let n = f64::from(n);
        let left =
            sums.budget(400, 0.0).expect("400").without(&[Term::Artefact(Artefact::JohnHenry)]);
        let variance = (squares - total * total / n) / (n - 1.0);
        assert!((left.value - total / n).abs() < 1e-12);
        assert!((left.mcse - (variance / n).sqrt()).abs() < 1e-12);
    }
}
