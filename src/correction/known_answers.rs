//! The corrections beside published and enumerated values.

use serde_json::json;

use super::{Correction, Evidence, Tests};
use crate::numeric::student;

fn named(name: &str) -> Correction {
    serde_json::from_value(json!({ name: {} })).expect("a member")
}

fn adjusted(name: &str, p: &[f64]) -> Vec<f64> {
    let correction = named(name);
    let mut tests = Tests::of_p(p);
    correction.member().adjust(&mut tests, 0.05);
    tests.adjusted().to_vec()
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64]) {
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}

/// Benjamini & Hochberg (1995), fifteen p-values of a trial of thrombolysis.
const THROMBOLYSIS: [f64; 15] = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0,
];

fn rejected(adjusted: &[f64]) -> usize {
    adjusted.iter().filter(|p| **p <= 0.05).count()
}

#[test]
fn v40_benjamini_hochberg() {
    let found = adjusted("benjamini_hochberg", &THROMBOLYSIS);
    let expected = [
        0.0015,
        0.003,
        0.0095,
        0.035625,
        0.0603,
        0.063857142857,
        0.063857142857,
        0.0645,
        0.0765,
        0.486,
        0.581181818182,
        0.714875,
        0.753230769231,
        0.813214285714,
        1.0,
    ];
    assert_close(&found, &expected);
    assert_eq!(rejected(&found), 4);
}

#[test]
fn v40_bonferroni_and_holm() {
    assert_eq!(rejected(&adjusted("bonferroni", &THROMBOLYSIS)), 3);
    let found = adjusted("holm", &THROMBOLYSIS);
    assert_close(
        &found,
        &[0.0015, 0.0056, 0.0247, 0.1140, 0.2211, 0.2780, 0.2780, 0.2780, 0.3213, 1.0],
    );
    assert_eq!(rejected(&found), 3);
}

#[test]
fn v41_ties_in_any_order() {
    let p = [0.011, 0.02, 0.03, 0.04, 0.05, 0.2];
    assert_close(&adjusted("holm", &p), &[0.066, 0.100, 0.120, 0.120, 0.120, 0.200]);
    let rising = adjusted("benjamini_hochberg", &p);
    assert_close(&rising, &[0.06, 0.06, 0.06, 0.06, 0.06, 0.2]);
    let mut backwards = p;
    backwards.reverse();
    let mut falling = adjusted("benjamini_hochberg", &backwards);
    falling.reverse();
    assert_eq!(rising, falling);
}

#[test]
fn without_a_correction_p_values_stay() {
    assert_eq!(adjusted("none", &[0.2, 0.01]), [0.2, 0.01]);
}

/// At 117 degrees of freedom 2.23909 is critical (V43): what lies a little above it rejects, a little below does not.
#[test]
fn v43_dunnett_rejects_from_its_critical_value_on() {
    let correction = named("dunnett");
    let test = |t: f64| {
        let (df, share) = (117.0, 0.5);
        Evidence { p: 2.0 * student::sf(t, df), t, df, share }
    };
    let mut tests = Tests::default();
    for (t, rejects) in [(2.2390, false), (2.2392, true), (1.9, false), (3.0, true)] {
        tests.fill([test(t), test(0.3)].into_iter());
        correction.member().adjust(&mut tests, 0.05);
        assert_eq!([0, 1].map(|k| tests.rejects(k, 0.05)), [rejects, false], "{t}");
    }
    tests.fill([test(2.2392), Evidence::NONE].into_iter());
    correction.member().adjust(&mut tests, 0.05);
    assert_eq!([0, 1].map(|k| tests.rejects(k, 0.05)), [false, false]);
}
