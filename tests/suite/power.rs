//! V04–V07, V10, V12: power, sample sizes, smallest detectable effects, type S and type M errors.

use proefdraai::numeric::normal;

use crate::closed_form::{
    NullVariance, anova_power, cohens_h, individual_mdes, normal_mdes_multiplier, retrodesign,
    sample_size, t_mdes_multiplier, two_proportion_power, two_proportion_power_one_direction,
    two_sample_t_power, z_test_power,
};
use crate::{assert_exact, assert_near};

/// R: power.t.test(n, d, strict = TRUE).
#[test]
fn v04_power_of_the_two_sample_t_test() {
    for (n, d, expected) in [
        (64.0, 0.5, 0.8014595579),
        (63.0, 0.5, 0.7951683381),
        (393.0, 0.2, 0.7995942412),
        (26.0, 0.8, 0.8074866151),
        (122.0, 0.3, 0.6457338794),
        (122.0, 0.36, 0.7997012366),
    ] {
        assert_exact(two_sample_t_power(n, d, 0.05), expected);
    }
}

/// mpmath 1.3 at 25 digits: root of the power, by quadrature over the density of s. The validation list prints R's
/// roots (393.405696, 63.765610, 25.524582; 526.333189, 85.031285, 33.825549), which stop within R's default tolerance:
/// up to 1.1e-5 too large.
#[test]
fn v04_sample_sizes_of_the_two_sample_t_test() {
    for (power, d, expected) in [
        (0.80, 0.2, 393.40569501974),
        (0.80, 0.5, 63.765610190952),
        (0.80, 0.8, 25.524571835772),
        (0.90, 0.2, 526.33318857566),
        (0.90, 0.5, 85.031284137346),
        (0.90, 0.8, 33.825542323934),
    ] {
        assert_exact(sample_size(power, |n| two_sample_t_power(n, d, 0.05)), expected);
    }
}

#[test]
fn v05_power_of_two_proportions() {
    for (p0, p1, unpooled, pooled) in [
        (0.33, 0.23, 0.4170948790, 0.4123088360),
        (0.33, 0.28, 0.1358687571, 0.1352239533),
        (0.33, 0.18, 0.7789368372, 0.7700251563),
        (0.20, 0.12, 0.4031958218, 0.3986402019),
        (0.10, 0.05, 0.3192414151, 0.3160645901),
    ] {
        assert_exact(two_proportion_power(122.0, p0, p1, 0.05, NullVariance::Unpooled), unpooled);
        assert_exact(two_proportion_power(122.0, p0, p1, 0.05, NullVariance::Pooled), pooled);
    }
    // rpact: getPowerRates, which differs from the pooled formula in the fifth digit.
    let pooled = two_proportion_power(122.0, 0.33, 0.23, 0.05, NullVariance::Pooled);
    assert_near(pooled, 0.4123188692, 5e-5);
}

/// rpact: getSampleSizeRates.
#[test]
fn v05_sample_sizes_of_two_proportions() {
    for (p0, p1, expected) in [(0.33, 0.28, 1329.833479), (0.20, 0.15, 905.365778)] {
        let n = sample_size(0.80, |n| two_proportion_power_one_direction(n, p0, p1, 0.05));
        assert_near(n, expected, 1e-6);
    }
}

/// Cohen (1988), Table 6.4.1: 392.
#[test]
fn v06_cohens_h() {
    assert_exact(cohens_h(0.33, 0.23), 0.2235202119);
    let n = sample_size(0.80, |n| z_test_power(0.2, (2.0 / n).sqrt(), 0.05));
    assert_near(n, 392.443026, 1e-6);
}

/// mpmath 1.3 at 25 digits, as for V04; R's roots in the validation list are 52.396602 and 322.156970. Cohen (1988)
/// has 52 for a medium effect.
#[test]
fn v06_analysis_of_variance() {
    for (f, expected) in [(0.25, 52.396597466992), (0.10, 322.1569724193)] {
        assert_exact(sample_size(0.80, |n| anova_power(n, 3.0, f, 0.05)), expected);
    }
}

#[test]
fn v07_multipliers_of_the_smallest_detectable_effect() {
    assert_exact(normal_mdes_multiplier(0.05, 0.80), 2.4864748605);
    assert_exact(normal_mdes_multiplier(0.025, 0.80), 2.8015852181);
    assert_exact(normal_mdes_multiplier(0.025, 0.90), 3.2415155501);
    for (n, r_squared, covariates, multiplier, mdes) in [
        (244.0, 0.0, 0.0, 2.81292418, 0.36015804),
        (364.0, 0.0, 0.0, 2.80915410, 0.29447937),
        (244.0, 0.2, 5.0, 2.81316450, 0.32216266),
    ] {
        assert_near(t_mdes_multiplier(0.025, 0.80, n - covariates - 2.0), multiplier, 1e-8);
        assert_near(individual_mdes(n, r_squared, covariates), mdes, 1e-8);
    }
}

#[test]
fn v10_type_s_and_type_m() {
    for (effect, se, power, type_s, type_m) in [
        (0.5, 1.0, 0.07910, 0.08784, 4.78859),
        (2.0, 8.1, 0.05701, 0.23962, 9.53663),
        (0.3, 3.3, 0.05095, 0.39530, 25.74305),
        (0.1, 3.3, 0.05011, 0.46464, 77.15667),
        (1.0, 3.3, 0.06058, 0.19507, 7.79556),
        (20.0, 8.1, 0.69469, 0.00001, 1.20430),
        (2.8016, 1.0, 0.80001, 0.0, 1.12491),
    ] {
        let found = retrodesign(effect, se, 0.05);
        assert_near(found.power, power, 1e-5);
        assert_near(found.type_s, type_s, 1e-5);
        assert_near(found.type_m, type_m, 1e-5);
    }
}

/// Morris, White & Crowther (2019), §5.3: replications for a Monte Carlo standard error.
#[test]
fn v12_replications_for_a_monte_carlo_error() {
    let of_proportion = |p: f64, mcse: f64| p * (1.0 - p) / (mcse * mcse);
    assert_near(of_proportion(0.95, 0.005), 1_900.0, 1e-8);
    assert_near(of_proportion(0.5, 0.005), 10_000.0, 1e-8);
    assert_near(of_proportion(0.05, 0.001), 47_500.0, 1e-8);
    assert_near(libm::pow(0.2 / 0.005, 2.0), 1_600.0, 1e-8);
}

#[test]
fn power_at_no_effect_is_alpha() {
    assert_exact(two_sample_t_power(50.0, 0.0, 0.05), 0.05);
    assert_exact(z_test_power(0.0, 1.0, 0.10), 0.10);
    assert_exact(two_proportion_power(100.0, 0.3, 0.3, 0.05, NullVariance::Pooled), 0.05);
    assert_exact(normal::sf(normal_mdes_multiplier(0.05, 0.5)), 0.05);
}
