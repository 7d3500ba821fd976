//! Schemes that balance the arms on what is known of people: minimisation, rerandomisation, matched tuples.

use std::collections::BTreeMap;

use proefdraai::stream::{Domain, Draws, Purpose, Stream};

use crate::lottery::Lottery;
use crate::trial::{agrees, case, known, options, run, share};

const HALVES: [f64; 2] = [0.5, 0.5];

/// Eight kinds of people in a fixed order that mixes them.
fn kinds(people: usize) -> Vec<u8> {
    (0..people).map(|i| (i * i * 5 + i / 7) as u8 % 8).collect()
}

/// Without chance, people of one kind alternate in pairs: after each pair as many of that kind are in either arm.
#[test]
fn v17_minimisation_at_one_differs_by_one_at_most_within_a_category() {
    for imbalance in ["range", "variance", "sd"] {
        let written = format!(
            r#"{{"minimisation": {{"factors": ["kind"], "probability": 1, "imbalance": "{imbalance}"}}}}"#
        );
        let kinds = kinds(173);
        let arms = Lottery::in_strata(&written, &HALVES, &kinds).draw(17, 3);
        for kind in 0..8 {
            let mut difference = 0_i32;
            for (_, arm) in kinds.iter().zip(&arms).filter(|(own, _)| **own == kind) {
                difference += 2 * i32::from(*arm) - 1;
                assert!(difference.abs() <= 1, "{imbalance}: {difference} in kind {kind}");
            }
        }
    }
}

/// V17: arms in a ratio of 1:2:3 keep it (Han, Enas & McEntegart 2009). Everybody has each arm with its share, over
/// trials, by the symmetry of ties; the biased coin makes shares less variable than the binomial, whose error is the
/// tolerance: 5·√(s(1 − s)/n).
#[test]
fn v17_minimisation_keeps_unequal_shares() {
    let shares = [1.0 / 6.0, 2.0 / 6.0, 3.0 / 6.0];
    let written = r#"{"minimisation": {"factors": ["kind"]}}"#;
    let lottery = Lottery::in_strata(written, &shares, &kinds(240));
    let mut counts = [0.0; 3];
    for replication in 0..200 {
        lottery.draw(18, replication).iter().for_each(|arm| counts[usize::from(*arm)] += 1.0);
    }
    let n: f64 = counts.iter().sum();
    for (count, share) in counts.iter().zip(shares) {
        let tolerance = 5.0 * (share * (1.0 - share) / n).sqrt();
        assert!((count / n - share).abs() < tolerance, "{} and {share}", count / n);
    }
}

/// Those who come before do not depend on those who come after.
#[test]
fn minimisation_looks_back_only() {
    let written = r#"{"minimisation": {"factors": ["kind"]}}"#;
    let all = Lottery::in_strata(written, &HALVES, &kinds(90)).draw(19, 0);
    let some = Lottery::in_strata(written, &HALVES, &kinds(90)[..40]).draw(19, 0);
    assert_eq!(all[..40], some);
}

/// V20: of the 70 divisions of eight people, the 36 whose means differ by at most 2.75 are accepted, each as likely:
/// M ≤ 2.75²/(30·(1/4 + 1/4)) = .504, which chi-squared with one degree of freedom puts at .522.
#[test]
fn v20_rerandomised_divisions_are_the_accepted_ones() {
    let x = [1.0, 2.0, 3.0, 4.0, 11.0, 12.0, 13.0, 14.0];
    let written = r#"{"rerandomisation": {"covariates": ["x0"], "acceptance": 0.522}}"#;
    let lottery = Lottery::by_numbers(written, &HALVES, &[x.to_vec()]);
    let mut counts: BTreeMap<Vec<u8>, f64> = BTreeMap::new();
    let number = 36_000;
    for replication in 0..number {
        *counts.entry(lottery.draw(20, replication)).or_default() += 1.0;
    }
    assert_eq!(counts.len(), 36);
    assert!(counts.keys().all(|arms| arms[..4].iter().sum::<u8>() == 2));
    // χ² with 35 degrees of freedom is below 66.619 with probability .999.
    let expected = f64::from(number) / 36.0;
    let misfit: f64 = counts.values().map(|n| (n - expected) * (n - expected) / expected).sum();
    assert!(misfit < 66.619, "{misfit}");
}

/// V18: two normal covariates of 200 people at an acceptance of .1. The variance of a difference in means is .0518 of
/// that of complete assignment, 4/N times the variance of the covariate; tolerance 5·.0518·√(2/(2·replications)).
#[test]
fn v18_rerandomised_means_vary_less() {
    const REPLICATIONS: u32 = 2000;
    let normals = |index| {
        let mut x = vec![0.0; 200];
        Stream::new(18, Domain::Simulation, 0).normals(Purpose::Covariate, index, &mut x);
        x
    };
    let numbers = [normals(0), normals(1)];
    let written = r#"{"rerandomisation": {"covariates": ["x0", "x1"], "acceptance": 0.1}}"#;
    let lottery = Lottery::by_numbers(written, &HALVES, &numbers);
    let mut ratio = 0.0;
    for replication in 0..REPLICATIONS {
        let arms = lottery.draw(180, replication);
        for x in &numbers {
            let mean = x.iter().sum::<f64>() / 200.0;
            let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 199.0;
            let signed = |(x, arm): (&f64, &u8)| if *arm == 1 { *x } else { -*x };
            let difference = x.iter().zip(&arms).map(signed).sum::<f64>() / 100.0;
            ratio += difference * difference / (variance * 4.0 / 200.0);
        }
    }
    let ratio = ratio / (2.0 * f64::from(REPLICATIONS));
    let tolerance = 5.0 * 0.0518 * (1.0 / f64::from(REPLICATIONS)).sqrt();
    assert!((ratio - 0.0518).abs() < tolerance, "{ratio}");
}

/// After so many draws the most balanced of them stands, and every arm keeps its number.
#[test]
fn rerandomisation_ends_at_its_cap() {
    let x: Vec<f64> = (0..40).map(|i| f64::from(i * i % 17)).collect();
    let difference = |most: u32| {
        let written = format!(
            r#"{{"rerandomisation": {{"covariates": ["x0"], "acceptance": 0.0001, "most_draws": {most}}}}}"#
        );
        let arms = Lottery::by_numbers(&written, &HALVES, std::slice::from_ref(&x)).draw(7, 0);
        assert_eq!(arms.iter().sum::<u8>(), 20);
        x.iter().zip(&arms).map(|(x, arm)| x * (2.0 * f64::from(*arm) - 1.0)).sum::<f64>().abs()
    };
    assert!(difference(1) >= difference(3) && difference(3) >= difference(9));
}

/// V20: four adjacent pairs of eight people have 16 divisions, each as likely.
#[test]
fn v20_adjacent_pairs_are_divided_within() {
    let x = vec![11.0, 1.0, 12.0, 2.0, 13.0, 3.0, 14.0, 4.0];
    let written = r#"{"matched_tuples": {"covariates": ["x0"]}}"#;
    let lottery = Lottery::by_numbers(written, &HALVES, &[x]);
    let mut counts: BTreeMap<Vec<u8>, f64> = BTreeMap::new();
    for replication in 0..16_000 {
        let arms = lottery.draw(21, replication);
        for pair in [[1, 3], [5, 7], [0, 2], [4, 6]] {
            assert_eq!(pair.map(|k| arms[k]).iter().sum::<u8>(), 1);
        }
        *counts.entry(arms).or_default() += 1.0;
    }
    assert_eq!(counts.len(), 16);
    // χ² with 15 degrees of freedom is below 37.697 with probability .999.
    let misfit: f64 = counts.values().map(|n| (n - 1000.0) * (n - 1000.0) / 1000.0).sum();
    assert!(misfit < 37.697, "{misfit}");
}

/// V55 at no effect: an analysis that ignores pairs or rerandomisation finds fewer than it is allowed to (expected shares
/// are those of large samples); one that knows of them as many.
#[test]
fn v55_type_one_error_of_pairs_and_rerandomised_trials() {
    const REPLICATIONS: u32 = 8000;
    for (file, noise, rows) in [
        ("pairs.json", 1.0, [("matched/unpaired", 0.0056), ("matched/paired", 0.05)]),
        ("pairs.json", 1.527_525, [("matched/unpaired", 0.0191), ("matched/paired", 0.05)]),
        (
            "rerandomised.json",
            std::f64::consts::SQRT_2,
            [("rerandomised/plain", 0.0069), ("rerandomised/adjusted", 0.05)],
        ),
        (
            "rerandomised.json",
            2.160_247,
            [("rerandomised/plain", 0.0205), ("minimised/adjusted", 0.05)],
        ),
    ] {
        let noise = format!("outcomes.score.continuous.noise={noise}");
        let found = run(case(file), &options(REPLICATIONS, 55, &[&noise]));
        for (name, expected) in rows {
            let cell = found.cell(&format!("{name}/score/arm-control"));
            let size = share(known(&cell.tests[0].power), expected, f64::from(REPLICATIONS));
            agrees(&format!("{name}, {noise}"), size, expected);
        }
    }
}
