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
/// [`prepare`](Self::prepare), then [`fit`](Self::fit) and [`estimate`](Self::estimate). Several outcomes are fitted
/// together: [`start`](Self::start), [`take`](Self::take) for each and [`solve`](Self::solve); what is then asked is of the
/// one [`looked at`](Self::look_at).
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
    /// By outcome, in rows of the factor's stride.
    coefficients: AlignedBuffer,
    /// Scratch: (X'X)⁻¹c by contrast; or X'y, then −b, by outcome.
    factors: AlignedBuffer,
    combined: AlignedBuffer,
    lane_sums: AlignedBuffer,
    /// By outcome: y, then y − Xb.
    residuals: DesignMatrix,
    sums_of_squares: Vec<SumsOfSquares>,
    /// The outcome that is asked about.
    outcome: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct SumsOfSquares {
    outcome: f64,
    residuals: f64,
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
        let (height, columns) = (padded / LANES, x.columns());
        self.contrasts.clear();
        self.row_weights.clear();
        self.row_weights.extend_zeroed(contrasts.len() * padded);
        self.factors.clear();
        self.factors.extend_zeroed(contrasts.len() * columns);
        for (k, contrast) in contrasts.iter().enumerate() {
            let aliased = self.factor.aliased();
            let unscaled_variance = if contrast.terms().iter().any(|(j, _)| aliased.contains(j)) {
                Err(Failure::RankDeficient)
            } else {
                Ok(self.combine_inverse(contrast))
            };
            if unscaled_variance.is_ok() {
                let combined = &self.combined.as_slice()[..columns];
                self.factors.as_mut_slice()[k * columns..][..columns].copy_from_slice(combined);
            }
            let prepared = Prepared { contrast: *contrast, unscaled_variance, leverage_one: false };
            self.contrasts.push(prepared);
        }
        let weights = self.row_weights.lanes_mut();
        kernels::add_combinations(x.panel(), self.factors.as_slice(), weights, height);
        for (k, prepared) in self.contrasts.iter_mut().enumerate() {
            let weights = &weights[k * height..][..height];
            prepared.leverage_one = prepared.unscaled_variance.is_ok()
                && self.leverages.one_bears_on(weights.as_flattened());
        }
    }

    /// Puts (X'X)⁻¹c into `combined` and returns c'(X'X)⁻¹c.
    fn combine_inverse(&mut self, contrast: &Contrast) -> f64 {
        self.combined.clear();
        self.combined.extend_zeroed(self.factor.stride());
        for &(j, weight) in contrast.terms() {
            for (sum, row) in self.combined.lanes_mut().iter_mut().zip(self.factor.inverse_row(j)) {
                add_scaled(sum, weight, row);
            }
        }
        let combined = self.combined.as_slice();
        contrast.terms().iter().map(|&(j, weight)| weight * combined[j]).sum()
    }

    /// Fits one outcome: coefficients b = (X'X)⁻¹X'y and residuals e = y − Xb.
    ///
    /// # Panics
    /// When `y` and `x` differ in rows, or `x` has another shape than the design matrix factorised.
    pub fn fit(&mut self, x: &DesignMatrix, y: &[f64]) {
        assert_eq!(y.len(), x.rows(), "an outcome for every row");
        self.start(x);
        self.take(|column| column.copy_from_slice(y));
        self.solve(x);
    }

    /// Forgets all outcomes.
    pub fn start(&mut self, x: &DesignMatrix) {
        self.residuals.reset(x.rows());
        self.outcome = 0;
    }

    /// Takes in an outcome, which `fill` writes completely.
    pub fn take(&mut self, fill: impl FnOnce(&mut [f64])) {
        self.residuals.push_filled(fill);
    }

    /// Fits all outcomes taken in.
    ///
    /// # Panics
    /// When `x` has another shape than the design matrix factorised.
    pub fn solve(&mut self, x: &DesignMatrix) {
        self.check(x);
        let (columns, outcomes) = (x.columns(), self.residuals.columns());
        let stride = self.factor.stride();
        self.factors.resize_stale(outcomes * columns);
        self.coefficients.resize_stale(outcomes * stride);
        self.lane_sums.resize_stale(outcomes * columns * LANES);
        let (y, products) = (self.residuals.panel(), self.factors.as_mut_slice());
        kernels::cross_products(x.panel(), y, self.lane_sums.lanes_mut(), products);
        let coefficients = self.coefficients.lanes_mut().chunks_exact_mut((stride / LANES).max(1));
        for (coefficients, products) in coefficients.zip(products.chunks_exact_mut(columns.max(1)))
        {
            kernels::combine_rows(self.factor.inverse(), products, coefficients);
            let coefficients = coefficients.as_flattened_mut();
            for (negated, b) in products.iter_mut().zip(&*coefficients) {
                *negated = -b;
            }
            for &j in self.factor.aliased() {
                coefficients[j] = f64::NAN;
            }
        }
        self.sums_of_squares.clear();
        let of_outcomes = sums_of_squares(&self.residuals)
            .map(|outcome| SumsOfSquares { outcome, residuals: 0.0 });
        self.sums_of_squares.extend(of_outcomes);
        let height = self.residuals.stride();
        let residuals = self.residuals.lanes_mut();
        kernels::add_combinations(x.panel(), self.factors.as_slice(), residuals, height);
        for (sums, left) in self.sums_of_squares.iter_mut().zip(sums_of_squares(&self.residuals)) {
            sums.residuals = left;
        }
    }

    /// What is asked from now on is of this outcome, counted as they were taken in.
    pub fn look_at(&mut self, outcome: usize) {
        self.outcome = outcome;
    }

    /// The coefficients of the outcome, not a number where the column is aliased.
    pub fn coefficients(&self) -> &[f64] {
        let stride = self.factor.stride();
        let own = self.coefficients.as_slice().get(self.outcome * stride..).unwrap_or_default();
        &own[..own.len().min(self.factor.columns())]
    }

    /// The residuals of the outcome.
    pub fn residuals(&self) -> &[f64] {
        self.residuals.column(self.outcome)
    }

    /// Σ e² of the outcome.
    pub fn residual_sum_of_squares(&self) -> f64 {
        self.sums_of_squares[self.outcome].residuals
    }

    /// The value of contrast number `contrast` for the outcome.
    ///
    /// # Errors
    /// [`Failure::RankDeficient`] when the contrast touches an aliased column.
    ///
    /// # Panics
    /// When fewer contrasts were prepared.
    pub fn contrast(&self, contrast: usize) -> Result<f64, Failure> {
        let prepared = &self.contrasts[contrast];
        prepared.unscaled_variance?;
        let coefficients = self.coefficients();
        Ok(prepared.contrast.terms().iter().map(|&(j, weight)| weight * coefficients[j]).sum())
    }

    /// Contrast number `contrast` of the outcome, with its standard error (`MacKinnon` & White 1985) and
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
        let (g, e) = (self.row_weights(contrast), self.residuals.panel().column(self.outcome));
        let SumsOfSquares { outcome, residuals } = self.sums_of_squares[self.outcome];
        let variance = match covariance {
            Covariance::Classical => unscaled * residuals / df,
            Covariance::Hc0 => meat::hc0(g, e),
            Covariance::Hc1 => meat::hc0(g, e) * (n / df),
            Covariance::Hc2 => meat::hc2(g, e, self.leverages.weights()),
            Covariance::Hc3 => meat::hc3(g, e, self.leverages.weights()),
        };
        StandardError::of(variance, df, unscaled * (outcome / n))
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

fn sums_of_squares(columns: &DesignMatrix) -> impl Iterator<Item = f64> + '_ {
    let panel = columns.panel();
    (0..columns.columns()).map(move |k| meat::sum_of_squares(panel.column(k)))
}

#[cfg(test)]
mod tests;
