//! How many people a family needs, held against closed forms.

use std::path::Path;

use proefdraai::diagnosis::family::Quantifier;
use proefdraai::engine::Nobody;
use proefdraai::scenario::{Compiled, Options, load};
use proefdraai::sizing::{
    EffectStatus, FamilySizeAnswer, REDIVISIONS, Search, Status, size_of_family, smallest_factor,
};

use crate::command::{is_refused, read_json, succeeds};

const SCENARIO: &str = "tests/scenarios/size.json";
/// The search ends at a standard error of 1.5 %.
const SEARCH: Search = Search {
    power: 0.8,
    tolerance: 0.03,
    replications: 16_384,
    budget: 5e7,
    is_thorough: true,
    redivisions: REDIVISIONS,
};
const ERROR: f64 = 0.0153;

/// Two outcomes that know nothing of each other, of standard deviation 1, with effects of .5 and .3.
const BOTH: &str = r#"families.both={"analyses":["welch"],"outcomes":["score","explained"]}"#;

fn compiled(set: &[&str]) -> Compiled {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SCENARIO);
    let set = set.iter().map(|&s| s.to_owned()).collect();
    load(&path, &Options { set, ..Options::default() }).unwrap_or_else(|report| panic!("{report}"))
}

fn found(compiled: &Compiled, which: Quantifier) -> FamilySizeAnswer {
    size_of_family(&compiled.plan, 0, which, &SEARCH, &Nobody).expect("nobody stops it")
}

/// scipy: with pw(d, n) = 1 - nct.cdf(t.ppf(.975, 2n - 2), 2n - 2, d (n/2)^.5) for n people an arm, pw(.5, n) pw(.3, n) = .8
/// at 2n = 353.0799148, and 1 - (1 - pw(.5, n))(1 - pw(.3, n)) = .8 at 2n = 101.8195730. One person is a hundredth.
#[test]
fn the_size_at_which_two_independent_tests_find_together() {
    let compiled = compiled(&[BOTH]);
    for (which, truth, whole) in
        [(Quantifier::All, 353.0799148, 0.003), (Quantifier::Any, 101.8195730, 0.01)]
    {
        let answer = found(&compiled, which);
        assert_eq!(answer.status, Status::Ok);
        let [eligible, participants] = answer.size.expect("a size was found");
        assert_eq!(eligible, participants, "everybody takes part");
        let off = (participants.at / truth - 1.0).abs();
        assert!(off < 4.0 * ERROR + whole, "{which:?}: {participants:?} for {truth}");
    }
}

/// As above, for 354 people: pw(.5 f, 177) pw(.3 f, 177) = .8 at f = .9986924226, and at least one finds at f = .5325917770.
#[test]
fn the_factor_at_which_two_independent_tests_find_together() {
    let compiled = compiled(&[BOTH, "population.size=354"]);
    for (which, truth) in [(Quantifier::All, 0.9986924226), (Quantifier::Any, 0.5325917770)] {
        let answer =
            smallest_factor(&compiled.plan, 0, which, &compiled.aims, &SEARCH, &Nobody).unwrap();
        assert_eq!(answer.status, EffectStatus::Ok);
        let factor = answer.factor.expect("a factor was found").at;
        assert!((factor / truth - 1.0).abs() < 4.0 * ERROR, "{which:?}: {factor} for {truth}");
        for (effect, stated) in answer.policy_effects.iter().zip([0.5, 0.3]) {
            assert!(
                (effect - factor * stated).abs() < 1e-9,
                "{effect} for {factor} times {stated}"
            );
        }
    }
}

#[test]
fn a_test_that_has_nothing_to_find_spoils_all_and_not_any() {
    let compiled = compiled(&[BOTH, "treatment.arms.arm.effects.explained=null"]);
    let all = found(&compiled, Quantifier::All);
    assert_eq!(all.status, Status::NeverReachesNothing);
    assert!(all.size.is_none());
    let any = found(&compiled, Quantifier::Any);
    assert_eq!(any.status, Status::Ok);
}

#[test]
fn the_size_of_a_family_is_told_in_every_form() {
    let asked = ["size", SCENARIO, "--set", BOTH, "--family", "both", "--tolerance", "0.1"];
    let told = succeeds(&asked);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "family both, all tests find what they seek",
        "explained: arm − control (welch)",
        "participants (95 % interval",
        "so that in 80 of 100 trials all tests find what they seek",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let table = succeeds(&[&asked[..], &["--of", "any_found", "--format", "csv"]].concat());
    assert!(table.starts_with("family,world,design,of,status,eligible_needed"), "{table}");
    assert!(table.lines().skip(1).all(|line| line.starts_with("both,plan,trial,any_found,ok,")));
    let result = read_json(&succeeds(&[&asked[..], &["--format", "json"]].concat()));
    let answer = &result["answers"][0];
    assert_eq!(answer["of"], "all_found");
    assert_eq!(answer["tests"].as_array().map(Vec::len), Some(2));
    assert!(answer["eligible"]["at"].as_f64().is_some_and(|at| (300.0..400.0).contains(&at)));
}

#[test]
fn how_large_the_effects_of_a_family_must_be_is_told_in_every_form() {
    let asked = ["mde", SCENARIO, "--set", BOTH, "--family", "both", "--tolerance", "0.1"];
    let asked = [&asked[..], &["--set", "population.size=354"]].concat();
    let told = succeeds(&asked);
    for words in [
        "times as large as stated (95 % interval",
        "in 80 of 100 trials all tests find what they seek",
        "explained: arm − control (welch)",
        "Searched by scaling all effects together",
    ] {
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(words), "{words}: {told}");
    }
    let table = succeeds(&[&asked[..], &["--of", "any_found", "--format", "csv"]].concat());
    assert!(table.starts_with("family,world,design,of,status,factor_needed"), "{table}");
    let result = read_json(&succeeds(&[&asked[..], &["--format", "json"]].concat()));
    let answer = &result["answers"][0];
    assert!(answer["factor"]["at"].as_f64().is_some_and(|at| (0.9..1.1).contains(&at)));
    assert!(answer["tests"][0]["policy_effect"].as_f64().is_some());
}

#[test]
fn what_a_family_cannot_be_asked_is_said() {
    let said = is_refused(&["size", SCENARIO, "--of", "all_found"]);
    assert!(said.contains("name a family"), "{said}");
    let asked = ["size", SCENARIO, "--set", BOTH, "--family", "both"];
    let said = is_refused(&[&asked[..], &["--outcome", "score"]].concat());
    assert!(said.contains("--outcome is of one comparison"), "{said}");
}
