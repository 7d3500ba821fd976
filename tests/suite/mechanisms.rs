//! V14, V48, V49, V51: randomisation, persistence, selection and dilution in closed form.

use proefdraai::numeric::root;

use crate::closed_form::{Selection, binary_correlation, binomial};
use crate::{assert_exact, assert_near};

#[test]
fn v14_bernoulli_assignment_of_twenty() {
    let probability = binomial(20, 0.5);
    let (mut total, mut usable) = (0.0, 0.0);
    for treated in 1..20 {
        let (n1, n0) = (treated as f64, (20 - treated) as f64);
        total += probability(treated) * (1.0 / n1 + 1.0 / n0);
        usable += probability(treated);
    }
    assert_exact(total / usable, 0.211980702760);
    // Complete assignment has 1/10 + 1/10.
    assert_exact(total / usable / 0.2, 1.0599035138);
}

#[test]
fn v14_bernoulli_assignment_of_nijmegen() {
    assert_exact((389.0_f64 * 2.0 / 9.0).sqrt(), 9.29755045);
    let probability = binomial(389, 1.0 / 3.0);
    let tail: f64 = (0..=119).chain(140..=389).map(probability).sum();
    assert_exact(tail, 0.2820615951);
}

/// Correlations over time of a share of .2 under an AR(1) latent process.
#[test]
fn v48_binary_persistence() {
    for (phi, at_one, at_twelve) in
        [(0.95, 0.7789903403, 0.3241960499), (0.97, 0.8288884331, 0.4500096130)]
    {
        assert_exact(binary_correlation(0.2, phi), at_one);
        assert_exact(binary_correlation(0.2, libm::pow(phi, 12.0)), at_twelve);
    }
}

#[test]
fn v48_two_state_markov_chain() {
    let (start, stop) = (0.015, 0.05);
    let stationary = start / (start + stop);
    let correlation = |lag| libm::pow(1.0 - start - stop, lag);
    assert_exact(stationary, 0.2307692308);
    assert_exact(stationary * (1.0 - correlation(16.0)), 0.1520349841);
    assert_exact(stationary * (1.0 - correlation(24.0)), 0.1847799558);
    assert_exact(correlation(16.0), 0.3411817355);
}

const NIJMEGEN: Selection = Selection { enrolled: 393.0 / 6030.0 };

#[test]
fn v49_selection_on_a_latent_trait() {
    assert_exact(NIJMEGEN.enrolled, 0.0651741294);
    assert_exact(NIJMEGEN.threshold(), 1.5127299892);
    assert_exact(NIJMEGEN.inverse_mills(), 1.9495101474);
    assert_exact(0.3 * NIJMEGEN.inverse_mills(), 0.5848530442);
    assert_exact(0.3 * NIJMEGEN.inverse_mills() / (1.0 - NIJMEGEN.enrolled), 0.6256277908);
}

#[test]
fn v49_selection_on_a_binary_outcome() {
    for (rho, enrolees, difference) in [
        (0.1, 0.2110052601, 0.0545612416),
        (0.2, 0.2692111556, 0.1168251318),
        (0.3, 0.3348243306, 0.1870127219),
    ] {
        let found = NIJMEGEN.outcome_of_enrolees(0.16, rho);
        assert_exact(found, enrolees);
        assert_exact(found - NIJMEGEN.outcome_of_others(0.16, rho), difference);
    }
}

/// The correlation at which non-participants have .16 and the control group .33.
#[test]
fn v49_the_selection_that_explains_nijmegen() {
    let population = 0.33 * NIJMEGEN.enrolled + 0.16 * (1.0 - NIJMEGEN.enrolled);
    let gap = |rho| NIJMEGEN.outcome_of_enrolees(population, rho) - 0.33;
    let rho = root::brent(gap, 0.0, 0.9, 1e-12).unwrap();
    assert_near(rho, 0.26877736, 1e-8);
}

/// The intention-to-treat effect is take-up times the effect on those who take up; sizes grow by its inverse square.
#[test]
fn v51_dilution_inflates_sample_sizes() {
    let inflation = |takers: f64, offered: f64| libm::pow(offered / takers, 2.0);
    assert_exact(306.0 / 389.0, 0.7866323907);
    assert_exact(890.0 / 8724.0, 0.1020174232);
    assert_exact(inflation(306.0, 389.0), 1.6160557905);
    assert_near(inflation(890.0, 8724.0), 96.084050, 1e-6);
    assert_near(inflation(364.0, 1584.0), 18.936843, 1e-6);
}
