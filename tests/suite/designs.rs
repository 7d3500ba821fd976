//! V04, V05, V07, V14, V20, V55: power, sizes of tests and assignment, as the engine finds them.

use proefdraai::diagnosis::measured::Measured;
use proefdraai::numeric::{normal, student};
use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::closed_form::{NullVariance, binomial, two_proportion_power, two_sample_t_power};
use crate::lottery::Lottery;
use crate::trial::{agrees, case, known, mean, options, run, share};
use crate::{assert_exact, assert_near};

/// A battery of k independent checks passes or fails together: Σz² below the .999 quantile of χ²(k).
fn assert_battery(z: &[f64]) {
    let total: f64 = z.iter().map(|z| z * z).sum();
    let law = ChiSquared::new(z.len() as f64).expect("at least one check");
    println!("battery: Σz² = {total:.2} over {} checks, p = {:.3}", z.len(), law.sf(total));
    assert!(law.sf(total) > 0.001, "Σz² = {total} over {} checks", z.len());
}

fn v04_power(n: u32, d: f64, replications: u32, seed: u64) -> f64 {
    let expected = two_sample_t_power(f64::from(n), d, 0.05);
    let settings = [
        format!("population.size={}", 2 * n),
        format!("treatment.arms.arm.effects.score.latent={d}"),
        format!(r#"designs.trial.after_enrolment.counts={{"control": {n}, "arm": {n}}}"#),
    ];
    let found = run(
        case("v04.json"),
        &options(replications, seed, &settings.each_ref().map(String::as_str)),
    );
    let cell = found.cell("trial/t/score/arm-control");
    let power = share(known(&cell.tests[0].power), expected, f64::from(replications));
    let z = agrees(&format!("n = {n}, d = {d}"), power, expected);
    agrees("mean", known(&cell.mean_estimate), d);
    z
}

/// Cohen (1988), Table 2.4.1, at 40,000 replications.
#[test]
fn v04_simulated_power_of_the_t_test() {
    assert_exact(two_sample_t_power(64.0, 0.5, 0.05), 0.8014595579);
    let z = [(64, 0.5), (63, 0.5), (26, 0.8)].map(|(n, d)| v04_power(n, d, 40_000, u64::from(n)));
    assert_battery(&z);
}

#[test]
#[ignore = "six trials from three seeds: two minutes"]
fn v04_simulated_power_of_the_t_test_from_three_seeds() {
    for seed in [1, 2, 3] {
        let cases = [(64, 0.5), (63, 0.5), (393, 0.2), (26, 0.8), (122, 0.3), (122, 0.36)];
        assert_battery(&cases.map(|(n, d)| v04_power(n, d, 40_000, 100 * seed + u64::from(n))));
    }
}

/// A group in which a share has a binary outcome.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// People.
    pub n: u64,
    /// Expected share.
    pub p: f64,
}

/// The exact power of the t test with unpooled standard errors (HC2 in saturated arms, Welch), by adding up all pairs of
/// counts.
pub fn exact_power(arm: Group, control: Group, critical: f64) -> f64 {
    let (of_arm, of_control) = (binomial(arm.n, arm.p), binomial(control.n, control.p));
    let (n1, n0) = (arm.n as f64, control.n as f64);
    let mut power = 0.0;
    for a in 0..=arm.n {
        let q1 = a as f64 / n1;
        let variance = q1 * (1.0 - q1) / (n1 - 1.0);
        for c in 0..=control.n {
            let q0 = c as f64 / n0;
            let squared_se = variance + q0 * (1.0 - q0) / (n0 - 1.0);
            if squared_se > 0.0 && (q1 - q0) * (q1 - q0) > critical * critical * squared_se {
                power += of_arm(a) * of_control(c);
            }
        }
    }
    power
}

/// Power of the unpooled normal test with another critical value.
fn normal_power(n: f64, p0: f64, p1: f64, critical: f64) -> f64 {
    let se = ((p0 * (1.0 - p0) + p1 * (1.0 - p1)) / n).sqrt();
    let z = (p1 - p0) / se;
    normal::sf(critical - z) + normal::cdf(-critical - z)
}

/// The closed form is a normal approximation: at 122 in each arm it is within .011 of the exact power of the test.
fn v05_power(p0: f64, p1: f64, printed: f64, replications: u32, seed: u64) -> f64 {
    assert_exact(two_proportion_power(122.0, p0, p1, 0.05, NullVariance::Unpooled), printed);
    let critical = student::critical(0.05, 242.0);
    let exact = exact_power(Group { n: 122, p: p1 }, Group { n: 122, p: p0 }, critical);
    let approximate = normal_power(122.0, p0, p1, critical);
    let settings = [
        format!("outcomes.works.binary.rate={p0}"),
        format!("treatment.arms.arm.effects.works.points={}", p1 - p0),
    ];
    let found = run(
        case("v05.json"),
        &options(replications, seed, &settings.each_ref().map(String::as_str)),
    );
    let cell = found.cell("trial/hc2/works/arm-control");
    let power = share(known(&cell.tests[0].power), exact, f64::from(replications));
    println!(
        "{p0} → {p1}: normal approximation {printed:.4}, with the t critical value {approximate:.4}, exact {exact:.4}"
    );
    assert_near(approximate, exact, 0.011);
    agrees(&format!("{p0} → {p1}"), power, exact)
}

const V05: [(f64, f64, f64); 5] = [
    (0.33, 0.23, 0.4170948790),
    (0.33, 0.28, 0.1358687571),
    (0.33, 0.18, 0.7789368372),
    (0.20, 0.12, 0.4031958218),
    (0.10, 0.05, 0.3192414151),
];

#[test]
fn v05_simulated_power_for_two_proportions() {
    assert_battery(
        &V05.map(|(p0, p1, printed)| v05_power(p0, p1, printed, 20_000, (1e4 * (p0 + p1)) as u64)),
    );
}

#[test]
#[ignore = "40,000 replications from three seeds: half a minute"]
fn v05_simulated_power_for_two_proportions_from_three_seeds() {
    for seed in [1, 2, 3] {
        let z = V05.map(|(p0, p1, printed)| {
            v05_power(p0, p1, printed, 40_000, 10 * (1e4 * (p0 + p1)) as u64 + seed)
        });
        assert_battery(&z);
    }
}

/// Smallest detectable effect = 2.8015852181·√(2/n)·σ: the multiplier times the true standard error.
#[test]
fn v07_smallest_detectable_effect_of_a_cell() {
    let settings = [
        "population.size=244",
        r#"designs.trial.after_enrolment.counts={"control": 122, "arm": 122}"#,
    ];
    let found = run(case("v04.json"), &options(20_000, 7, &settings));
    for analysis in ["t", "welch"] {
        let cell = found.cell(&format!("trial/{analysis}/score/arm-control"));
        agrees(analysis, known(&cell.tests[0].mde), 2.8015852181 * (2.0_f64 / 122.0).sqrt());
    }
}

/// 389 independent draws with a third for the arm.
fn v14_holds(seed: u64) {
    let draws = 40_000_u32;
    let lottery = Lottery::new(r#""simple""#, &[1.0 / 3.0; 3], 389);
    let sizes: Vec<f64> = (0..draws)
        .map(|r| lottery.draw(seed, r).iter().map(|&a| f64::from(a == 1)).sum())
        .collect();
    agrees("mean size", mean(sizes.iter().copied()), 389.0 / 3.0);
    // The sd of a near-normal count has error sd/√(2n).
    let variance = mean(sizes.iter().map(|n| (n - 389.0 / 3.0) * (n - 389.0 / 3.0)));
    let sd = variance.value.sqrt();
    agrees("sd of size", Measured { value: sd, mcse: variance.mcse / (2.0 * sd) }, 9.29755045);
    let outside = mean(sizes.iter().map(|&n| f64::from(n <= 119.0 || n >= 140.0)));
    agrees("beyond 10", outside, 0.2820615951);
}

#[test]
fn v14_simple_assignment() {
    v14_holds(14);
}

#[test]
fn v14_simple_assignment_from_three_seeds() {
    [1, 2, 3].into_iter().for_each(v14_holds);
}

const Y0: [f64; 8] = [1.0, 2.0, 3.0, 4.0, 11.0, 12.0, 13.0, 14.0];
const EFFECTS: [f64; 8] = [2.0, 1.0, 3.0, 2.0, 0.0, 1.0, 2.0, 1.0];

/// The difference in means when the set bits are treated.
fn difference(treated: u32) -> f64 {
    let mut difference = 0.0;
    for i in 0..8 {
        difference += if treated >> i & 1 == 1 { Y0[i] + EFFECTS[i] } else { -Y0[i] };
    }
    difference / 4.0
}

/// The assignments of eight people, four to each arm, that are allowed.
fn divisions(allowed: impl Fn(u32) -> bool) -> Vec<u32> {
    (0..256_u32).filter(|&set| set.count_ones() == 4 && allowed(set)).collect()
}

/// Mean and standard error over all allowed assignments: complete; two blocks of four; four adjacent
/// pairs; and those in which the groups' means of Y0 differ by at most 2.
#[test]
fn v20_every_assignment_of_eight() {
    let blocks = |set: u32| (set & 15).count_ones() == 2;
    let pairs = |set: u32| (0..4).all(|p| [1, 2].contains(&(set >> (2 * p) & 3)));
    let near = |set: u32| {
        let sign = |i: usize| if set >> i & 1 == 1 { 1.0 } else { -1.0 };
        let gap: f64 = (0..8).map(|i| sign(i) * Y0[i]).sum::<f64>() / 4.0;
        gap.abs() <= 2.0
    };
    for (sets, number, se) in [
        (divisions(|_| true), 70, 3.7273123216),
        (divisions(blocks), 36, 1.0801234497),
        (divisions(pairs), 16, 0.4330127019),
        (divisions(near), 36, 1.0801234497),
    ] {
        assert_eq!(sets.len(), number);
        let mean = |f: &dyn Fn(f64) -> f64| {
            sets.iter().map(|&set| f(difference(set))).sum::<f64>() / number as f64
        };
        assert_exact(mean(&|d| d), 1.5);
        assert_exact(mean(&|d| (d - 1.5) * (d - 1.5)).sqrt(), se);
    }
}

/// Drawn assignments have the moments of the enumerated ones.
fn v20_holds(seed: u64) {
    let all = divisions(|_| true);
    let draws = 70_000_u32;
    let lottery = Lottery::new(r#""complete""#, &[0.5, 0.5], 8);
    let set = |arms: Vec<u8>| arms.iter().enumerate().map(|(i, &a)| u32::from(a) << i).sum();
    let sets: Vec<u32> = (0..draws).map(|r| set(lottery.draw(seed, r))).collect();
    agrees("mean", mean(sets.iter().map(|&s| difference(s))), 1.5);
    let squares = mean(sets.iter().map(|&s| (difference(s) - 1.5) * (difference(s) - 1.5)));
    let se = squares.value.sqrt();
    agrees("SE", Measured { value: se, mcse: squares.mcse / (2.0 * se) }, 3.7273123216);
    // All 70 divisions are equally likely.
    let misfit: f64 = all
        .iter()
        .map(|set| sets.iter().filter(|s| *s == set).count() as f64)
        .map(|count| (count - 1_000.0) * (count - 1_000.0) / 1_000.0)
        .sum();
    let p = ChiSquared::new(69.0).expect("69 degrees of freedom").sf(misfit);
    println!("70 divisions: χ² = {misfit:.1}, p = {p:.3}");
    assert!(p > 0.001, "χ² = {misfit}");
}

#[test]
fn v20_complete_assignment_of_eight() {
    v20_holds(20);
}

#[test]
fn v20_complete_assignment_of_eight_from_three_seeds() {
    [1, 2, 3].into_iter().for_each(v20_holds);
}

/// Type I errors of .05 ± 4·.00154 at 20,000 replications.
fn v55_type_1(seed: u64) {
    let found = run(case("v55_types.json"), &options(20_000, seed, &[]));
    for analysis in ["classical", "hc2", "classical_adjusted", "hc2_adjusted", "welch"] {
        for outcome in ["score", "works"] {
            let name = format!("trial/{analysis}/{outcome}/arm-control");
            let cell = found.cell(&name);
            agrees(&name, share(known(&cell.tests[0].power), 0.05, 20_000.0), 0.05);
        }
    }
}

#[test]
fn v55_tests_keep_their_size() {
    v55_type_1(551);
}

#[test]
#[ignore = "three seeds: half a minute"]
fn v55_tests_keep_their_size_from_three_seeds() {
    [1, 2, 3].into_iter().for_each(v55_type_1);
}
