//! Schemes that balance the arms on what is known of people: minimisation.

use crate::lottery::Lottery;

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
