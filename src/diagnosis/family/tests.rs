//! What tests of a family find together.

use serde_json::json;

use super::*;
use crate::correction::{Correction, Tests};
use crate::diagnosis::measured::Z_975;
use crate::diagnosis::observation::Observation;
use crate::diagnosis::significance::Z_POWER;
use crate::diagnosis::test_support::{Draws, normal_cell, with_interval};

const TRIALS: u32 = 200_000;

/// Arms of equal size that share a control: each difference has standard error 1 and any two of them
/// correlation ½, with the same true effect in each.
fn simulated(arms: usize, effect: f64, seed: u64) -> FamilyDiagnosis {
    corrected(&Correction::default(), arms, effect, seed)
}

fn named(correction: &str) -> Correction {
    serde_json::from_value(json!({ correction: {} })).expect("a member")
}

/// The same with a correction.
fn corrected(correction: &Correction, arms: usize, effect: f64, seed: u64) -> FamilyDiagnosis {
    let mut tests = Tests::default();
    let has_effect = effect > 0.0;
    let direction = if has_effect { Ok(Direction::Up) } else { Err(Absent::TruthNearZero) };
    let cries_wolf = if has_effect { Err(Absent::AllHaveEffects) } else { Ok(()) };
    let member = |cell| Member { cell, direction, cries_wolf };
    let members: Vec<Member> = (0..arms).map(member).collect();
    let (mut draws, mut sums) = (Draws::new(seed), FamilySums::default());
    let spec = normal_cell(effect, effect);
    for _ in 0..TRIALS {
        let control = draws.normal();
        let difference = |arm: f64| effect + (arm - control) / 2.0_f64.sqrt();
        let seen: Vec<Observation> =
            (0..arms).map(|_| with_interval(difference(draws.normal()), 1.0)).collect();
        let observed = |cell: usize| Some((&spec, seen.get(cell)?));
        sums.record(Findings::corrected(&members, correction, &mut tests, observed));
    }
    sums.diagnose(&members)
}

#[track_caller]
fn assert_share(found: Known<Rate>, exact: f64) {
    let found = found.expect("there were replications").value;
    let error = (exact * (1.0 - exact) / f64::from(TRIALS)).sqrt();
    assert!((found - exact).abs() <= 4.0 * error, "{found} is not {exact}");
}

#[test]
fn v66_false_alarms_of_arms_that_share_a_control() {
    for (arms, exact) in [(2, 0.09074621420), (3, 0.12544285522)] {
        let found = simulated(arms, 0.0, 1);
        assert_share(found.any_false_alarm, exact);
        assert_eq!(found.any_found, Err(Absent::TruthNearZero));
    }
}

#[test]
fn v66_false_alarms_after_bonferroni() {
    for (arms, exact) in [(2, 0.04647339679), (3, 0.04451403999)] {
        assert_share(corrected(&named("bonferroni"), arms, 0.0, 3).any_false_alarm, exact);
    }
}

/// Without effects Holm rejects where Bonferroni does, and Dunnett holds the level.
#[test]
fn v66_false_alarms_after_holm_and_dunnett() {
    assert_share(corrected(&named("holm"), 3, 0.0, 4).any_false_alarm, 0.04451403999);
    for arms in [2, 3, 4] {
        assert_share(corrected(&named("dunnett"), arms, 0.0, 5).any_false_alarm, 0.05);
    }
}

/// Ten independent tests, five of them of effects that are always found. Benjamini and Hochberg's rate is then exactly
/// m₀α/m (Benjamini & Yekutieli 2001); a false alarm has a p-value for which p₍ₖ₎ ≤ .005 (5 + k) among the other five, of
/// which the chance is, by enumeration of where five uniform numbers lie, .14149650.
#[test]
fn r23_benjamini_hochberg_holds_the_rate_and_not_the_chance() {
    let real =
        Member { cell: 0, direction: Ok(Direction::Up), cries_wolf: Err(Absent::AllHaveEffects) };
    let none = Member { direction: Err(Absent::TruthNearZero), cries_wolf: Ok(()), ..real };
    let member = |cell| Member { cell, ..if cell < 5 { real } else { none } };
    let members: Vec<Member> = (0..10).map(member).collect();
    let (spec, correction) = (normal_cell(0.0, 0.0), named("benjamini_hochberg"));
    let (mut draws, mut tests) = (Draws::new(6), Tests::default());
    let mut sums = FamilySums::default();
    for _ in 0..TRIALS {
        let estimate = |cell: usize, draw: f64| if cell < 5 { 50.0 } else { draw };
        let seen: Vec<Observation> =
            (0..10).map(|cell| with_interval(estimate(cell, draws.normal()), 1.0)).collect();
        let observed = |cell: usize| Some((&spec, &seen[cell]));
        sums.record(Findings::corrected(&members, &correction, &mut tests, observed));
    }
    let found = sums.diagnose(&members);
    assert_share(found.any_false_alarm, 0.14149650390625);
    let rate = found.false_discovery_rate.expect("there were replications");
    assert!((rate.value - 0.025).abs() <= 4.0 * rate.mcse, "{rate:?}");
    assert_eq!(found.share_found.map(|share| share.value), Ok(1.0));
}

#[test]
fn v66_at_least_one_and_all_effects_are_found() {
    let half = Z_975;
    let customary = Z_975 + Z_POWER;
    let cases = [
        (3, half, 0.75, 0.25),
        (2, customary, 0.91284943, 0.68715057),
        (3, customary, 0.94991931, 0.61137101),
    ];
    for (arms, effect, any, all) in cases {
        let found = simulated(arms, effect, 2);
        assert_share(found.any_found, any);
        assert_share(found.all_found, all);
        assert_eq!(found.any_false_alarm, Err(Absent::AllHaveEffects));
    }
}

#[test]
fn what_has_no_direction_is_not_found_and_hides_no_false_alarm() {
    let members = [
        Member { cell: 0, direction: Ok(Direction::Up), cries_wolf: Err(Absent::AllHaveEffects) },
        Member { cell: 1, direction: Err(Absent::TruthNearZero), cries_wolf: Ok(()) },
    ];
    let mut sums = FamilySums::default();
    let (down, up) = (with_interval(-5.0, 1.0), with_interval(5.0, 1.0));
    let spec = normal_cell(0.0, 0.0);
    sums.record(Findings::of(&members, |cell| Some((&spec, [&down, &up][cell]))));
    sums.record(Findings::of(&members, |cell| (cell == 0).then_some((&spec, &up))));
    let found = sums.diagnose(&members);
    assert_eq!(found.any_found.map(|rate| rate.value), Ok(0.5));
    assert_eq!(found.all_found, Err(Absent::TruthNearZero));
    assert_eq!(found.any_false_alarm.map(|rate| rate.value), Ok(0.5));
}

/// The paired error: √(Σ(d − mean)²/(n(n − 1))) over the differences of the two in each replication.
#[test]
fn two_families_are_compared_in_the_same_trials() {
    let member = |cell| Member {
        cell,
        direction: Ok(Direction::Up),
        cries_wolf: Err(Absent::AllHaveEffects),
    };
    let (first, second) = ([member(0), member(1)], [member(0)]);
    let (up, none) = (with_interval(5.0, 1.0), with_interval(0.0, 1.0));
    let spec = normal_cell(1.0, 1.0);
    let (mut pair, mut own) = (FamilyPairSums::default(), [FamilySums::default(); 2]);
    for seen in [[&up, &up], [&none, &up], [&up, &none], [&none, &none]] {
        let observed = |cell: usize| Some((&spec, seen[cell]));
        let [a, b] = [&first[..], &second[..]].map(|members| Findings::of(members, observed));
        pair.record(a, b);
        own[0].record(a);
        own[1].record(b);
    }
    let [a, b] = [own[0].diagnose(&first), own[1].diagnose(&second)];
    let found = pair.diagnose(&a, &b);
    let shares = [a.any_found, b.any_found].map(|rate| rate.map(|rate| rate.value));
    assert_eq!(shares, [Ok(0.75), Ok(0.5)]);
    // Differences 0, 1, 0, 0: mean ¼, variance ¼.
    assert_eq!(found.any_found, Ok(Measured { value: 0.25, mcse: 0.25 }));
    assert_eq!(found.all_found, Ok(Measured { value: -0.25, mcse: 0.25 }));
    assert_eq!(found.any_false_alarm, Err(Absent::AllHaveEffects));
    assert_eq!(FamilySums::default().diagnose(&[]).any_found, Err(Absent::NoTests));
}
