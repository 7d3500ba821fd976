//! Ordinary least squares: one factorisation and one leverage vector for all outcomes and contrasts.

use super::design_matrix::DesignMatrix;
use super::factor::Factor;
use super::kernels;
use super::lanes::{AlignedBuffer, LANES, Lanes, add_scaled};
use super::leverage::Leverages;
use super::{Contrast, Covariance, Failure, Inference, NoInterval, StandardError, meat};

/// What a contrast needs from the design matrix alone.
#[derive(Debug, Clone, Copy)]
struct Prepared {
    contrast: Contrast,
    /// c'(X'X)⁻¹c, or why there is none.
    unscaled_variance: Result<f64, Failure>,
    /// A row with leverage one bears on the contrast.
    leverage_one: bool,
}

/// A reusable workspace for least squares. Call in this order, each step as often as its input changes:
/// [`factor`](Self::factor), [`leverages`](Self::leverages) when HC2 or HC3 is wanted,
/// [`prepare`](Self::prepare), then [`fit`](Self::fit) and [`estimate`](Self::estimate) for every outcome.
///
/// Nothing is allocated once the workspace has seen its largest design.
///
/// ```
/// use proefdraai::estimator::{Contrast, Covariance, DesignMatrix, Regression};
/// let mut x = DesignMatrix::default();
/// x.reset(6);
/// x.push_column().fill(1.0);
/// x.push_column()[3..].fill(1.0);
/// let mut fit = Regression::default();
/// fit.factor(&x);
/// fit.leverages(&x);
/// fit.prepare(&x, &[Contrast::coefficient(1)]);
/// fit.fit(&x, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
/// let effect = fit.estimate(0, Covariance::Hc2)?;
/// assert!((effect.point - 3.0).abs() < 1e-12);
/// let error = effect.error.expect("the outcome varies");
/// assert!((error.se - (2.0_f64 / 3.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), proefdraai::estimator::Failure>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Regression {
    factor: Factor,
    leverages: Leverages,
    contrasts: Vec<Prepared>,
    /// Row weights of the contrasts, one padded column after another.
    row_weights: AlignedBuffer,
    coefficients: AlignedBuffer,
    /// Scratch, one entry per column: X'y, then −b; or (X'X)⁻¹c.
    factors: AlignedBuffer,
    lane_sums: AlignedBuffer,
    residuals: AlignedBuffer,
    sum_of_squares: f64,
    residual_sum_of_squares: f64,
}

impl Regression {
    /// Factorises X'X and forgets leverages and contrasts of an earlier design.
    pub fn factor(&mut self, x: &DesignMatrix) -> &Factor {
        self.factor.compute(x);
        self.leverages.clear();
        self.contrasts.clear();
        &self.factor
    }

    /// Computes the leverages `h_i = x_i'(X'X)⁻¹x_i`, which HC2 and HC3 need; forgets contrasts prepared before.
    ///
    /// # Panics
    /// When `x` has another shape than the design matrix factorised.
    pub fn leverages(&mut self, x: &DesignMatrix) -> &[f64] {
        self.check(x);
        self.contrasts.clear();
        self.leverages.compute(x, &self.factor);
        &self.leverages.values()[..x.rows()]
    }

    /// Computes for each contrast c its row weights g = X(X'X)⁻¹c, shared by all outcomes.
    ///
    /// # Panics
    /// When a contrast names a column that `x` does not have, or `x` has another shape than the design matrix factorised.
    pub fn prepare(&mut self, x: &DesignMatrix, contrasts: &[Contrast]) {
        self.check(x);
        let padded = x.rows().next_multiple_of(LANES);
        self.contrasts.clear();
        self.row_weights.clear();
        self.row_weights.extend_zeroed(contrasts.len() * padded);
        for (k, contrast) in contrasts.iter().enumerate() {
            let aliased = self.factor.aliased();
            let unscaled_variance = if contrast.terms().iter().any(|(j, _)| aliased.contains(j)) {
                Err(Failure::RankDeficient)
            } else {
                Ok(self.combine_inverse(contrast))
            };
            let height = padded / LANES;
            let weights = &mut self.row_weights.lanes_mut()[k * height..][..height];
            let mut leverage_one = false;
            if unscaled_variance.is_ok() {
                kernels::add_combination(x.panel(), self.factors.as_slice(), weights);
                leverage_one = self.leverages.one_bears_on(weights.as_flattened());
            }
            self.contrasts.push(Prepared { contrast: *contrast, unscaled_variance, leverage_one });
        }
    }

    /// Puts (X'X)⁻¹c into `factors` and returns c'(X'X)⁻¹c.
    fn combine_inverse(&mut self, contrast: &Contrast) -> f64 {
        self.factors.clear();
        self.factors.extend_zeroed(self.factor.stride());
        for &(j, weight) in contrast.terms() {
            for (sum, row) in self.factors.lanes_mut().iter_mut().zip(self.factor.inverse_row(j)) {
                add_scaled(sum, weight, row);
            }
        }
        let factors = self.factors.as_slice();
        contrast.terms().iter().map(|&(j, weight)| weight * factors[j]).sum()
    }

    /// Fits one outcome: coefficients b = (X'X)⁻¹X'y and residuals e = y − Xb.
    ///
    /// # Panics
    /// When `y` and `x` differ in rows, or `x` has another shape than the design matrix factorised.
    pub fn fit(&mut self, x: &DesignMatrix, y: &[f64]) {
        self.check(x);
        assert_eq!(y.len(), x.rows(), "an outcome for every row");
        let (columns, stride) = (x.columns(), self.factor.stride());
        self.residuals.copy_padded(y);
        self.sum_of_squares = meat::sum_of_squares(self.residuals.lanes());
        self.factors.resize_stale(stride);
        self.coefficients.resize_stale(stride);
        let products = &mut self.factors.as_mut_slice()[..columns];
        self.lane_sums.resize_stale(columns * LANES);
        let sums = self.lane_sums.lanes_mut();
        kernels::cross_products(x.panel(), self.residuals.lanes(), sums, products);
        kernels::combine_rows(self.factor.inverse(), products, self.coefficients.lanes_mut());
        let coefficients = &mut self.coefficients.as_mut_slice()[..columns];
        for (negated, b) in products.iter_mut().zip(coefficients.iter()) {
            *negated = -b;
        }
        kernels::add_combination(x.panel(), products, self.residuals.lanes_mut());
        self.residual_sum_of_squares = meat::sum_of_squares(self.residuals.lanes());
        for &j in self.factor.aliased() {
            coefficients[j] = f64::NAN;
        }
    }

    /// The coefficients of the outcome fitted last, not a number where the column is aliased.
    pub fn coefficients(&self) -> &[f64] {
        let len = self.coefficients.as_slice().len().min(self.factor.columns());
        &self.coefficients.as_slice()[..len]
    }

    /// The residuals of the outcome fitted last.
    pub fn residuals(&self) -> &[f64] {
        let len = self.residuals.as_slice().len().min(self.factor.rows());
        &self.residuals.as_slice()[..len]
    }

    /// Σ e² of the outcome fitted last.
    pub fn residual_sum_of_squares(&self) -> f64 {
        self.residual_sum_of_squares
    }

    /// The value of contrast number `contrast` for the outcome fitted last.
    ///
    /// # Errors
    /// [`Failure::RankDeficient`] when the contrast touches an aliased column.
    ///
    /// # Panics
    /// When fewer contrasts were prepared.
    pub fn contrast(&self, contrast: usize) -> Result<f64, Failure> {
        let prepared = &self.contrasts[contrast];
        prepared.unscaled_variance?;
        let coefficients = self.coefficients.as_slice();
        Ok(prepared.contrast.terms().iter().map(|&(j, weight)| weight * coefficients[j]).sum())
    }

    /// Contrast number `contrast` of the outcome fitted last, with its standard error (`MacKinnon` & White 1985) and
    /// n − rank degrees of freedom.
    ///
    /// # Errors
    /// [`Failure::RankDeficient`] when the contrast touches an aliased column. The estimate has no standard error
    /// without residual degrees of freedom, when its variance is zero to rounding, and under HC2 and HC3 when a
    /// person with leverage one bears on the contrast.
    ///
    /// # Panics
    /// When fewer contrasts were prepared, or under HC2 and HC3 when the leverages were not computed.
    pub fn estimate(&self, contrast: usize, covariance: Covariance) -> Result<Inference, Failure> {
        let unscaled = self.contrasts[contrast].unscaled_variance?;
        let error = self.standard_error(contrast, unscaled, covariance);
        Ok(Inference::student(self.contrast(contrast)?, error, self.factor.rows()))
    }

    fn standard_error(
        &self,
        contrast: usize,
        unscaled: f64,
        covariance: Covariance,
    ) -> Result<StandardError, NoInterval> {
        let df = self.factor.residual_df() as f64;
        if df < 1.0 {
            return Err(NoInterval::NoDegreesOfFreedom);
        }
        if covariance.needs_leverages() && self.contrasts[contrast].leverage_one {
            return Err(NoInterval::LeverageOne);
        }
        let n = self.factor.rows() as f64;
        let (g, e) = (self.row_weights(contrast), self.residuals.lanes());
        let variance = match covariance {
            Covariance::Classical => unscaled * self.residual_sum_of_squares / df,
            Covariance::Hc0 => meat::hc0(g, e),
            Covariance::Hc1 => meat::hc0(g, e) * (n / df),
            Covariance::Hc2 => meat::hc2(g, e, self.leverages.weights()),
            Covariance::Hc3 => meat::hc3(g, e, self.leverages.weights()),
        };
        StandardError::of(variance, df, unscaled * (self.sum_of_squares / n))
    }

    fn check(&self, x: &DesignMatrix) {
        let factorised = (self.factor.rows(), self.factor.columns());
        assert_eq!((x.rows(), x.columns()), factorised, "the design matrix that was factorised");
    }

    fn row_weights(&self, contrast: usize) -> &[Lanes] {
        let height = self.factor.rows().div_ceil(LANES);
        &self.row_weights.lanes()[contrast * height..][..height]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three arms of four people, and two outcomes without structure.
    fn three_arms() -> DesignMatrix {
        let mut x = DesignMatrix::default();
        x.reset(12);
        x.push_column().fill(1.0);
        x.push_column()[4..8].fill(1.0);
        x.push_column()[8..].fill(1.0);
        x
    }

    fn outcome() -> Vec<f64> {
        (0..12).map(|i| f64::from(i * i * 7 % 11)).collect()
    }

    fn fitted(x: &DesignMatrix, y: &[f64], contrasts: &[Contrast]) -> Regression {
        let mut fit = Regression::default();
        fit.factor(x);
        fit.leverages(x);
        fit.prepare(x, contrasts);
        fit.fit(x, y);
        fit
    }

    fn error(
        fit: &Regression,
        contrast: usize,
        kind: Covariance,
    ) -> Result<StandardError, NoInterval> {
        fit.estimate(contrast, kind).unwrap().error
    }

    #[test]
    fn a_difference_of_two_arms_does_not_depend_on_the_reference_arm() {
        let contrasts = [Contrast::difference(2, 1), Contrast::weighted([(1, -1.0), (2, 1.0)])];
        let (x, y) = (three_arms(), outcome());
        let fit = fitted(&x, &y, &contrasts);
        let mean = |from: usize| y[from..from + 4].iter().sum::<f64>() / 4.0;
        for k in 0..2 {
            assert!((fit.contrast(k).unwrap() - (mean(8) - mean(4))).abs() < 1e-13);
        }
        let [a, b] = [0, 1].map(|k| error(&fit, k, Covariance::Hc3).unwrap().se);
        assert!((a - b).abs() < 1e-14);
    }

    #[test]
    fn a_contrast_on_an_aliased_column_is_rank_deficient_and_the_others_stand() {
        let (mut x, y) = (three_arms(), outcome());
        let before = fitted(&x, &y, &[Contrast::coefficient(1)]).estimate(0, Covariance::Hc2);
        x.push_column()[4..].fill(1.0);
        let fit = fitted(&x, &y, &[Contrast::coefficient(1), Contrast::coefficient(3)]);
        assert_eq!(fit.factor.aliased(), [3]);
        assert!(fit.coefficients()[3].is_nan());
        assert_eq!(fit.estimate(1, Covariance::Hc2), Err(Failure::RankDeficient));
        let (with, without) = (fit.estimate(0, Covariance::Hc2).unwrap(), before.unwrap());
        assert!((with.point - without.point).abs() < 1e-13);
        let (with, without) = (with.error.unwrap(), without.error.unwrap());
        assert_eq!(with.df, without.df);
        assert!((with.se - without.se).abs() < 1e-13);
    }

    #[test]
    fn leverage_one_matters_only_to_contrasts_that_the_person_bears_on() {
        let (mut x, y) = (three_arms(), outcome());
        x.push_column()[5] = 1.0;
        let fit = fitted(&x, &y, &[Contrast::coefficient(1), Contrast::coefficient(3)]);
        assert!(error(&fit, 0, Covariance::Hc2).is_ok());
        assert_eq!(error(&fit, 1, Covariance::Hc2), Err(NoInterval::LeverageOne));
        assert_eq!(error(&fit, 1, Covariance::Hc3), Err(NoInterval::LeverageOne));
        assert!(error(&fit, 1, Covariance::Hc1).is_ok());
    }

    #[test]
    fn an_outcome_without_residual_variation_keeps_its_estimate() {
        let x = three_arms();
        let all_of_one_arm = std::array::from_fn(|i| f64::from(u8::from((4..8).contains(&i))));
        for (y, effect) in
            [([0.0; 12], 0.0), ([1.0; 12], 0.0), ([0.3; 12], 0.0), (all_of_one_arm, 1.0)]
        {
            let fit = fitted(&x, &y, &[Contrast::coefficient(1)]);
            for covariance in Covariance::ALL {
                let found = fit.estimate(0, covariance).unwrap();
                assert!((found.point - effect).abs() < 1e-14);
                assert_eq!(found.error, Err(NoInterval::NoVariation));
            }
        }
    }

    #[test]
    fn as_many_coefficients_as_people_leave_no_degrees_of_freedom() {
        let mut x = DesignMatrix::default();
        x.reset(2);
        x.push_column().fill(1.0);
        x.push_column()[1] = 1.0;
        let fit = fitted(&x, &[1.0, 2.0], &[Contrast::coefficient(1)]);
        assert_eq!(error(&fit, 0, Covariance::Hc2), Err(NoInterval::NoDegreesOfFreedom));
    }

    #[test]
    fn no_people_and_no_columns_fail_without_panic() {
        let mut x = DesignMatrix::default();
        x.reset(0);
        assert_eq!(fitted(&x, &[], &[]).coefficients(), [0.0; 0]);
        x.push_column();
        let fit = fitted(&x, &[], &[Contrast::coefficient(0)]);
        assert_eq!(fit.estimate(0, Covariance::Hc2), Err(Failure::RankDeficient));
    }

    #[test]
    fn a_warm_workspace_allocates_nothing() {
        let memory = |fit: &Regression| {
            let buffers =
                [&fit.row_weights, &fit.coefficients, &fit.factors, &fit.lane_sums, &fit.residuals];
            let mut addresses: Vec<_> = buffers.iter().map(|b| b.as_slice().as_ptr()).collect();
            addresses.extend(fit.factor.memory());
            (addresses, fit.contrasts.capacity(), fit.leverages.memory())
        };
        let contrasts = [Contrast::coefficient(1), Contrast::difference(2, 1)];
        let (x, y) = (three_arms(), outcome());
        let mut fit = fitted(&x, &y, &contrasts);
        let (warm, first) = (memory(&fit), fit.estimate(1, Covariance::Hc2));
        for _ in 0..3 {
            fit.factor(&x);
            fit.leverages(&x);
            fit.prepare(&x, &contrasts);
            fit.fit(&x, &y);
            assert_eq!(memory(&fit), warm);
            assert_eq!(fit.estimate(1, Covariance::Hc2), first);
        }
    }

    #[test]
    fn a_smaller_design_after_a_larger_one_is_not_disturbed_by_it() {
        let (x, y) = (three_arms(), outcome());
        let fresh = fitted(&x, &y, &[Contrast::coefficient(2)]);
        let mut large = DesignMatrix::default();
        large.reset(40);
        for j in 0..11 {
            let column = large.push_column();
            column
                .iter_mut()
                .enumerate()
                .for_each(|(i, v)| *v = f64::from((i * j % 13) as u8) - 6.5);
        }
        let mut fit = fitted(&large, &[3.5; 40], &[Contrast::coefficient(0); 3]);
        fit.factor(&x);
        fit.leverages(&x);
        fit.prepare(&x, &[Contrast::coefficient(2)]);
        fit.fit(&x, &y);
        for covariance in Covariance::ALL {
            assert_eq!(fit.estimate(0, covariance), fresh.estimate(0, covariance));
        }
        assert_eq!(fit.residuals(), fresh.residuals());
    }
}
