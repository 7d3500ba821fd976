//! V01, V03: special functions against R, copula closed forms.

use proefdraai::numeric::{bivariate, normal, student};
use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor};

use crate::closed_form::noncentral_t_cdf;
use crate::{assert_exact, assert_near};

/// R: qnorm, pnorm, qt, pt.
#[test]
fn v01_normal_and_t_match_r() {
    assert_exact(normal::quantile(0.975), 1.959963984540054);
    assert_exact(normal::quantile(1e-10), -6.3613409024041);
    assert_near(normal::cdf(-8.0) / 6.220960574271785e-16, 1.0, 1e-10);
    assert_exact(student::quantile(0.975, 5.0), 2.5705818356363);
    assert_exact(student::quantile(0.975, 117.0), 1.9804475986834);
    assert_exact(student::quantile(0.95, 3.5), 2.222433493650);
    assert_exact(student::cdf(2.5, 7.3), 0.98017488266720);
}

/// R: pt(2, 10, ncp = 1.5), pt(-1, 126, ncp = 2.8284).
#[test]
fn v01_noncentral_t_matches_r() {
    assert_exact(noncentral_t_cdf(2.0, 10.0, 1.5), 0.6591540724420);
    assert_near(noncentral_t_cdf(-1.0, 126.0, 2.8284) / 6.70243621545552e-05, 1.0, 1e-6);
}

/// R: pchisq(3.2, 2.5), pf(3.1, 2, 117).
#[test]
fn v01_chi_squared_and_f_match_r() {
    assert_exact(ChiSquared::new(2.5).unwrap().cdf(3.2), 0.7202848483619);
    assert_exact(FisherSnedecor::new(2.0, 117.0).unwrap().cdf(3.1), 0.9512307020092);
}

/// R: `mvtnorm::pmvnorm`.
#[test]
fn v01_bivariate_normal_matches_mvtnorm() {
    assert_exact(bivariate::cdf(-1.0, 0.5, 0.3), 0.1332561354500);
    assert_exact(bivariate::cdf(0.2, 0.4, -0.6), 0.2912406790231);
    assert_exact(bivariate::cdf(1.5, 1.5, 0.95), 0.9169398022579);
}

#[test]
fn v03_copula_closed_forms() {
    assert_exact(bivariate::sf(0.0, 0.0, 0.5), 1.0 / 3.0);
    assert_exact(bivariate::sf(0.0, 0.0, 0.3), 0.2984933420);
    // E Φ(a + bZ) = Φ(a/√(1 + b²)).
    assert_exact(normal::cdf(-0.8 / 1.36_f64.sqrt()), 0.246358338614);
    let (base, treated) = (-0.6 / (1.0 + 0.49_f64).sqrt(), -0.3 / (1.0 + 0.49 + 0.25_f64).sqrt());
    assert_exact(normal::cdf(treated) - normal::cdf(base), 0.098522341758);
}
