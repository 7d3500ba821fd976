//! Closed forms of the literature, used only to check what the simulator finds.

use proefdraai::numeric::{bivariate, normal, root, student};
use statrs::distribution::{Binomial, ContinuousCDF, Discrete, FisherSnedecor};
use statrs::function::beta::beta_reg;

/// P(T ≤ t) for a noncentral t variable, as the mean of Φ(t·s − ncp) over s = √(χ²/df).
///
/// The trapezium rule in ln s converges exponentially, because the integrand and all its derivatives vanish at both
/// ends; dividing by the sum of the weights normalises the density.
pub fn noncentral_t_cdf(t: f64, df: f64, ncp: f64) -> f64 {
    const POINTS: i32 = 4_000;
    let span = 14.0 / df.min(50.0).sqrt() + 30.0 / df;
    let (mut total, mut weights) = (0.0, 0.0);
    for i in -POINTS..=POINTS {
        let log_s = span * f64::from(i) / f64::from(POINTS);
        let s = libm::exp(log_s);
        // ln of the density of ln s, apart from a constant: df·ln s − df·(s² − 1)/2.
        let weight = libm::exp(df * (log_s - 0.5 * libm::expm1(2.0 * log_s)));
        total += weight * normal::cdf(t * s - ncp);
        weights += weight;
    }
    total / weights
}

/// Power of a two-sided t test with noncentrality `ncp`, rejections in the wrong direction included.
pub fn t_test_power(df: f64, ncp: f64, alpha: f64) -> f64 {
    let critical = student::critical(alpha, df);
    noncentral_t_cdf(-critical, df, ncp) + noncentral_t_cdf(-critical, df, -ncp)
}

/// Power of the two-sample t test with `n` per arm (real) and standardised difference `d`.
pub fn two_sample_t_power(n: f64, d: f64, alpha: f64) -> f64 {
    t_test_power(2.0 * n - 2.0, d * (n / 2.0).sqrt(), alpha)
}

/// Power of a two-sided normal test whose estimate has mean `effect` and standard error `se`.
pub fn z_test_power(effect: f64, se: f64, alpha: f64) -> f64 {
    let z = -normal::quantile(alpha / 2.0);
    normal::sf(z - effect / se) + normal::cdf(-z - effect / se)
}

/// How the standard error under the null hypothesis is computed when two proportions are compared.
#[derive(Clone, Copy, Debug)]
pub enum NullVariance {
    /// From the two proportions, as under the alternative.
    Unpooled,
    /// From their mean.
    Pooled,
}

/// Power of the two-sided comparison of two proportions with `n` per arm, rejections in the wrong direction included.
pub fn two_proportion_power(n: f64, p0: f64, p1: f64, alpha: f64, null: NullVariance) -> f64 {
    let z = -normal::quantile(alpha / 2.0);
    let alternative = ((p0 * (1.0 - p0) + p1 * (1.0 - p1)) / n).sqrt();
    let mean = 0.5 * (p0 + p1);
    let under_null = match null {
        NullVariance::Unpooled => alternative,
        NullVariance::Pooled => (2.0 * mean * (1.0 - mean) / n).sqrt(),
    };
    let difference = (p1 - p0).abs();
    normal::cdf((difference - z * under_null) / alternative)
        + normal::cdf((-difference - z * under_null) / alternative)
}

/// Power of the one-sided version of [`two_proportion_power`] with pooled null variance, at level alpha/2: what
/// sample-size programs such as rpact invert.
pub fn two_proportion_power_one_direction(n: f64, p0: f64, p1: f64, alpha: f64) -> f64 {
    let mean = 0.5 * (p0 + p1);
    let alternative = (p0 * (1.0 - p0) + p1 * (1.0 - p1)).sqrt();
    let z = -normal::quantile(alpha / 2.0);
    normal::cdf(((p1 - p0).abs() * n.sqrt() - z * (2.0 * mean * (1.0 - mean)).sqrt()) / alternative)
}

/// The real n in (2, 10⁶) at which a power curve reaches `power`.
pub fn sample_size(power: f64, curve: impl Fn(f64) -> f64) -> f64 {
    root::brent(|n| curve(n) - power, 2.0, 1e6, 1e-9)
        .expect("power rises from below the target to 1")
}

/// Cohen's (1988) effect size for proportions, h = 2·asin√p₁ − 2·asin√p₂, without its sign.
pub fn cohens_h(p1: f64, p2: f64) -> f64 {
    2.0 * (libm::asin(p1.sqrt()) - libm::asin(p2.sqrt())).abs()
}

/// P(F ≤ f) for a noncentral F variable: a Poisson mixture of beta distributions.
pub fn noncentral_f_cdf(f: f64, df1: f64, df2: f64, ncp: f64) -> f64 {
    let x = df1 * f / (df1 * f + df2);
    let half = 0.5 * ncp;
    (0..1_000)
        .map(|j| {
            let j = f64::from(j);
            let poisson = libm::exp(-half + j * libm::log(half) - libm::lgamma(j + 1.0));
            poisson * beta_reg(0.5 * df1 + j, 0.5 * df2, x)
        })
        .sum()
}

/// Power of one-way analysis of variance with `groups` of `n` (real) and Cohen's effect size `f`.
pub fn anova_power(n: f64, groups: f64, f: f64, alpha: f64) -> f64 {
    let (df1, df2) = (groups - 1.0, groups * (n - 1.0));
    let central = FisherSnedecor::new(df1, df2).expect("positive degrees of freedom");
    let critical =
        root::brent(|x| central.sf(x) - alpha, 1e-3, 1e3, 0.0).expect("sf falls from 1 to 0");
    1.0 - noncentral_f_cdf(critical, df1, df2, groups * n * f * f)
}

/// Bloom's (1995) multiplier of the standard error for a minimum detectable effect, in the limit of many people.
pub fn normal_mdes_multiplier(tail: f64, power: f64) -> f64 {
    normal::quantile(1.0 - tail) + normal::quantile(power)
}

/// Dong & Maynard's (2013) multiplier with `df` degrees of freedom; `tail` is alpha, or alpha/2 for two sides.
pub fn t_mdes_multiplier(tail: f64, power: f64, df: f64) -> f64 {
    student::quantile(1.0 - tail, df) + student::quantile(power, df)
}

/// Dong & Maynard's (2013) minimum detectable standardised effect, two-sided .05 at power .80, for `n` people in two
/// equal arms and `covariates` that explain `r_squared`.
pub fn individual_mdes(n: f64, r_squared: f64, covariates: f64) -> f64 {
    t_mdes_multiplier(0.025, 0.80, n - covariates - 2.0) * (4.0 * (1.0 - r_squared) / n).sqrt()
}

/// Gelman & Carlin's (2014) retrodesign.
#[derive(Clone, Copy, Debug)]
pub struct Retrodesign {
    /// Probability of a significant result.
    pub power: f64,
    /// Probability that a significant result has the wrong sign.
    pub type_s: f64,
    /// Mean size of a significant result, in true effects.
    pub type_m: f64,
}

/// Power, type S and type M errors of a normal estimate with mean `effect` > 0 and standard error `se`.
///
/// The mean of |Z + λ| beyond ±z is the partial expectation φ(z ∓ λ) ± λ·Φ(±λ − z) on each side; Lu, Qiu & Deng (2019).
pub fn retrodesign(effect: f64, se: f64, alpha: f64) -> Retrodesign {
    let lambda = effect / se;
    let z = -normal::quantile(alpha / 2.0);
    let (right, wrong) = (normal::sf(z - lambda), normal::sf(z + lambda));
    let power = right + wrong;
    let size = normal::pdf(z - lambda) + lambda * right + normal::pdf(z + lambda) - lambda * wrong;
    Retrodesign { power, type_s: wrong / power, type_m: size / (lambda * power) }
}

/// Correlation of two binary variables of share `p` whose latent normals correlate `rho`.
pub fn binary_correlation(p: f64, rho: f64) -> f64 {
    let cut = normal::quantile(p);
    (bivariate::cdf(cut, cut, rho) - p * p) / (p * (1.0 - p))
}

/// Selection on a latent normal of which a share `enrolled` crosses a threshold (Heckman 1979).
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// Share that enrols.
    pub enrolled: f64,
}

impl Selection {
    /// The threshold.
    pub fn threshold(self) -> f64 {
        -normal::quantile(self.enrolled)
    }

    /// The inverse Mills ratio: mean of the latent normal among enrolees.
    pub fn inverse_mills(self) -> f64 {
        normal::pdf(self.threshold()) / self.enrolled
    }

    /// P(Y | enrolled) for an outcome of share `p` whose latent normal correlates `rho` with that of enrolment.
    pub fn outcome_of_enrolees(self, p: f64, rho: f64) -> f64 {
        bivariate::sf(self.threshold(), -normal::quantile(p), rho) / self.enrolled
    }

    /// P(Y | not enrolled).
    pub fn outcome_of_others(self, p: f64, rho: f64) -> f64 {
        (p - self.enrolled * self.outcome_of_enrolees(p, rho)) / (1.0 - self.enrolled)
    }
}

/// P(N = k) of a binomial count.
pub fn binomial(trials: u64, p: f64) -> impl Fn(u64) -> f64 {
    let distribution = Binomial::new(p, trials).expect("a probability");
    move |k| distribution.pmf(k)
}
