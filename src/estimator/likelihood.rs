//! Logistic regression by maximum likelihood, and what it says of everybody in every group.

use super::design_matrix::DesignMatrix;
use super::factor::Factor;
use super::kernels;
use super::lanes::{AlignedBuffer, LANES};
use super::{GroupSummary, NoInterval, StandardError};
use crate::numeric::{columns, rows};

/// Newton's steps at most: what diverges moves by about one log-odds a step.
const MOST_STEPS: usize = 100;
/// A step whose squared length, in standard errors, is at most this leaves an error beyond the last digit.
const SETTLED: f64 = 1e-12;
/// From this squared length on, a whole step cannot overshoot.
const NEAR: f64 = 1e-4;
/// A probability this near to 0 or 1 is at the limit of the likelihood: its person tells nothing of the coefficients.
const AT_THE_LIMIT: f64 = 1e-9;

/// A logistic regression of a yes/no outcome on an indicator of every group and covariates, in memory that is used again.
///
/// Iteratively reweighted least squares. A group in which all outcomes are alike has their value for probability, which is
/// where the likelihood is highest; so has, within rounding, whoever else a coefficient without end separates.
#[derive(Debug, Clone, Default)]
pub(super) struct Likelihood {
    groups: usize,
    covariates: usize,
    /// By group, the log-odds at zero of the covariates, and then of the covariates.
    coefficients: Vec<f64>,
    /// By group, the one value of its outcomes.
    fixed: Vec<Option<f64>>,
    /// What covariates add to the log-odds, and what a step adds to that; by row, as all that follows.
    base: Vec<f64>,
    base_step: Vec<f64>,
    probabilities: Vec<f64>,
    /// Square roots of the weights, and the columns times these.
    roots: Vec<f64>,
    weighted: DesignMatrix,
    factor: Factor,
    residuals: DesignMatrix,
    sums: AlignedBuffer,
    products: AlignedBuffer,
    step: AlignedBuffer,
    /// By group: everybody's probability were they in it, and its derivative.
    predicted: DesignMatrix,
    derivatives: DesignMatrix,
    /// By group, summed over everybody: the derivatives, and these times the covariates.
    slopes: Vec<f64>,
    gradients: AlignedBuffer,
}

/// The average effect of one group against another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarginalEffect {
    /// Everybody's probability in the one less that in the other, in the mean.
    pub effect: f64,
    /// Its variance among repetitions with these people, by the delta method.
    pub variance: f64,
    /// What is added where the people are a sample: the variance of their own effects, divided by their number.
    pub variance_of_people: f64,
}

impl MarginalEffect {
    /// Its standard error, normal in large samples, of the population of these people or of them alone; a variance that is
    /// rounding beside `scale` is none.
    ///
    /// # Errors
    /// Why there is none.
    pub fn error(&self, of_population: bool, scale: f64) -> Result<StandardError, NoInterval> {
        let error = StandardError::of(self.variance, f64::INFINITY, scale)?;
        if of_population { error.widened(self.variance_of_people) } else { Ok(error) }
    }
}

impl Likelihood {
    /// Fits an outcome. The first columns of `x` indicate the groups, whose outcomes are summarised in `summaries`.
    pub fn fit(&mut self, x: &DesignMatrix, codes: &[u8], summaries: &[GroupSummary], y: &[f64]) {
        (self.groups, self.covariates) = (summaries.len(), x.columns() - summaries.len());
        self.begin(summaries, x.rows());
        self.fill_probabilities(codes);
        for _ in 0..MOST_STEPS {
            self.weigh(x, 0.0);
            let length = self.aim(x, y);
            if length > NEAR {
                self.climb(codes, y);
            } else {
                self.go(1.0);
                self.fill_probabilities(codes);
            }
            if length <= SETTLED {
                break;
            }
        }
        self.weigh(x, AT_THE_LIMIT);
        self.predict(x);
    }

    /// Starts from the share of every group.
    fn begin(&mut self, summaries: &[GroupSummary], rows: usize) {
        self.fixed.clear();
        self.fixed.extend(summaries.iter().map(|own| own.is_constant().then_some(own.mean)));
        let start = |own: &GroupSummary| {
            if own.is_constant() { 0.0 } else { libm::log(own.mean / (1.0 - own.mean)) }
        };
        self.coefficients.clear();
        self.coefficients.extend(summaries.iter().map(start));
        self.coefficients.resize(self.groups + self.covariates, 0.0);
        self.base.clear();
        for column in [&mut self.base, &mut self.probabilities, &mut self.roots] {
            column.resize(rows, 0.0);
        }
    }

    /// Everybody's probability, in their own group.
    fn fill_probabilities(&mut self, codes: &[u8]) {
        let people = self.probabilities.iter_mut().zip(&self.base).zip(codes);
        people.for_each(|((p, base), &group)| *p = base + self.coefficients[usize::from(group)]);
        rows::expit(&mut self.probabilities);
        for (p, &group) in self.probabilities.iter_mut().zip(codes) {
            *p = self.fixed[usize::from(group)].unwrap_or(*p);
        }
    }

    /// Factorises the information of all whose probability is not within `limit` of 0 or 1.
    fn weigh(&mut self, x: &DesignMatrix, limit: f64) {
        for (root, &p) in self.roots.iter_mut().zip(&self.probabilities) {
            let weight = if p.min(1.0 - p) > limit { p * (1.0 - p) } else { 0.0 };
            *root = weight.sqrt();
        }
        self.weighted.reset(x.rows());
        for j in 0..x.columns() {
            self.weighted.push_filled(|column| {
                let rows = column.iter_mut().zip(x.column(j)).zip(&self.roots);
                rows.for_each(|((weighted, value), root)| *weighted = value * root);
            });
        }
        self.factor.compute(&self.weighted);
    }

    /// Newton's step from here; its squared length in standard errors.
    fn aim(&mut self, x: &DesignMatrix, y: &[f64]) -> f64 {
        self.residuals.reset(x.rows());
        self.residuals.push_filled(|column| {
            let rows = column.iter_mut().zip(y).zip(&self.probabilities);
            rows.for_each(|((residual, y), p)| *residual = y - p);
        });
        self.sums.resize_stale(x.columns() * LANES);
        self.products.resize_stale(x.columns());
        self.step.resize_stale(self.factor.stride());
        let (sums, products) = (self.sums.lanes_mut(), self.products.as_mut_slice());
        kernels::cross_products(x.panel(), self.residuals.panel(), sums, products);
        kernels::combine_rows(self.factor.inverse(), products, self.step.lanes_mut());
        let step = self.step.as_slice();
        self.base_step.clear();
        self.base_step.resize(x.rows(), 0.0);
        for (j, &own) in step.iter().enumerate().take(x.columns()).skip(self.groups) {
            columns::add_scaled(&mut self.base_step, own, x.column(j));
        }
        step.iter().zip(&*products).map(|(step, product)| step * product).sum()
    }

    /// Goes this share of the step.
    fn go(&mut self, share: f64) {
        for (coefficient, step) in self.coefficients.iter_mut().zip(self.step.as_slice()) {
            *coefficient += share * step;
        }
        columns::add_scaled(&mut self.base, share, &self.base_step);
    }

    /// Goes as much of the step, halved where need be, as does not make the outcomes less likely.
    fn climb(&mut self, codes: &[u8], y: &[f64]) {
        const MOST_HALVES: i32 = 30;
        let before = log_likelihood(&self.probabilities, y);
        let mut share = 1.0;
        self.go(share);
        self.fill_probabilities(codes);
        for _ in 0..MOST_HALVES {
            if log_likelihood(&self.probabilities, y) >= before {
                return;
            }
            share *= 0.5;
            self.go(-share);
            self.fill_probabilities(codes);
        }
    }

    /// Everybody in every group.
    fn predict(&mut self, x: &DesignMatrix) {
        let Self { groups, covariates, .. } = *self;
        self.predicted.reset(x.rows());
        self.derivatives.reset(x.rows());
        self.slopes.clear();
        for (fixed, coefficient) in self.fixed.iter().zip(&self.coefficients) {
            self.predicted.push_filled(|column| {
                let rows = column.iter_mut().zip(&self.base);
                rows.for_each(|(p, base)| *p = base + coefficient);
                rows::expit(column);
                if let Some(fixed) = fixed {
                    column.fill(*fixed);
                }
            });
            let predicted = self.predicted.column(self.predicted.columns() - 1);
            self.derivatives.push_filled(|column| {
                let rows = column.iter_mut().zip(predicted);
                rows.for_each(|(derivative, p)| *derivative = p * (1.0 - p));
            });
            let derivatives = self.derivatives.column(self.derivatives.columns() - 1);
            self.slopes.push(columns::sum(derivatives));
        }
        self.sums.resize_stale(groups * covariates * LANES);
        self.gradients.resize_stale(groups * covariates);
        let (sums, gradients) = (self.sums.lanes_mut(), self.gradients.as_mut_slice());
        let covariates = x.panel().part(groups, covariates);
        kernels::cross_products(covariates, self.derivatives.panel(), sums, gradients);
    }

    /// The average effect of the first group against the second, over everybody.
    pub fn marginal_effect(&self, [first, second]: [usize; 2]) -> MarginalEffect {
        let n = self.predicted.rows() as f64;
        let people = self.predicted.column(first).iter().zip(self.predicted.column(second));
        let own_effects = || people.clone().map(|(one, other)| one - other);
        let effect = own_effects().sum::<f64>() / n;
        let squares = own_effects().map(|own| (own - effect) * (own - effect)).sum::<f64>();
        let of_covariate = |group: usize, j: usize| {
            self.gradients.as_slice()[group * self.covariates + j - self.groups]
        };
        let gradient = |j: usize| {
            if j >= self.groups {
                of_covariate(first, j) - of_covariate(second, j)
            } else if j == first {
                self.slopes[j]
            } else if j == second {
                -self.slopes[j]
            } else {
                0.0
            }
        };
        let columns = self.groups + self.covariates;
        let product = |j: usize| {
            let row = self.factor.inverse_row(j).as_flattened();
            gradient(j) * (0..columns).map(|k| row[k] * gradient(k)).sum::<f64>()
        };
        MarginalEffect {
            effect,
            variance: (0..columns).map(product).sum::<f64>() / (n * n),
            variance_of_people: squares / (n - 1.0) / n,
        }
    }
}

/// Of the outcomes, given everybody's probability.
fn log_likelihood(probabilities: &[f64], y: &[f64]) -> f64 {
    let people = probabilities.iter().zip(y);
    people.map(|(p, y)| libm::log(if *y > 0.5 { *p } else { 1.0 - p })).sum()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Table, near};
    use super::super::summarise_groups;
    use super::*;

    /// `glm(yb ~ A1 + A2 + x1 + x2, binomial)` of R 4.2.2; its A1 and A2 are the differences between our groups.
    #[test]
    fn v27_coefficients_and_errors() {
        let trial = Table::read("trial120");
        let codes: Vec<u8> = trial.column("arm").iter().map(|arm| *arm as u8).collect();
        let mut x = DesignMatrix::default();
        x.reset(codes.len());
        for arm in 0..3 {
            x.push_column().copy_from_slice(&trial.dummy("arm", f64::from(arm)));
        }
        for covariate in ["x1", "x2"] {
            x.push_column().copy_from_slice(trial.column(covariate));
        }
        let mut summaries = [GroupSummary::default(); 3];
        summarise_groups(trial.column("yb"), &codes, &mut summaries);
        let mut fit = Likelihood::default();
        fit.fit(&x, &codes, &summaries, trial.column("yb"));
        let b = &fit.coefficients;
        let covariance = |i: usize, j: usize| fit.factor.inverse_row(i).as_flattened()[j];
        let difference = |i: usize| covariance(i, i) + covariance(0, 0) - 2.0 * covariance(i, 0);
        for (got, want) in [
            (b[0], -0.39535891217),
            (b[1] - b[0], -0.29128356290),
            (b[2] - b[0], 0.22144687380),
            (b[3], 0.26627304229),
            (b[4], -0.88814425144),
            (covariance(0, 0).sqrt(), 0.36924441164),
            (difference(1).sqrt(), 0.51444009172),
            (difference(2).sqrt(), 0.48178455773),
            (covariance(3, 3).sqrt(), 0.19656811917),
            (covariance(4, 4).sqrt(), 0.45284935209),
        ] {
            near(got, want);
        }
    }
}
