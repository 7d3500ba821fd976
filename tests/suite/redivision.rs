//! V70: power with other divisions of the same people as a control is the power that counting finds, and its error is
//! what it says.

use proefdraai::engine::Nobody;
use proefdraai::plan::{Direction, Plan};
use proefdraai::scenario::{Compiled, Options, load};
use proefdraai::sizing::{Point, REDIVISIONS, power_curve};
use std::path::Path;

use crate::command::{read_json, succeeds};

fn plan(file: &str, seed: u64, set: &[&str]) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let set = set.iter().map(|&s| s.to_owned()).collect();
    let options = Options { seed: Some(seed), set, ..Options::default() };
    let Compiled { plan, .. } = load(&path, &options).unwrap_or_else(|report| panic!("{report}"));
    plan
}

/// Welch's test on 60 and 60 people of whom .10 and .20 say yes, upwards at .05 two-sided, by enumeration of all pairs of
/// binomial counts: of .326 305 733 1 in either direction, .000 225 850 8 are downwards. In R, where one count varies:
/// `w <- dbinom(a, 60, .2) * dbinom(b, 60, .1); sum(w[t > qt(.975, df)])`.
const V70: f64 = 0.326_079_882_4;

fn v70(seed: u64, replications: u32) -> Point {
    let set = [
        "population.size=120",
        "outcomes.works.binary.rate=0.1",
        "treatment.arms.arm.effects.works.points=0.1",
    ];
    let plan = plan("tests/scenarios/size.json", seed, &set);
    let cell = plan.cells.iter().position(|c| c.analysis == "welch" && c.outcome == "works");
    at(&plan, cell.expect("the scenario has it"), 120.0, replications, REDIVISIONS)
}

fn at(plan: &Plan, cell: usize, size: f64, replications: u32, redivisions: u32) -> Point {
    let curve = power_curve(plan, cell, &[size], Direction::Up, replications, redivisions, &Nobody);
    curve.expect("nobody stops it").remove(0)
}

/// Within four of the errors stated, which are half of those of counting or less.
fn is_v70(point: &Point) {
    let counting = (V70 * (1.0 - V70) / point.replications as f64).sqrt();
    assert!(point.mcse < counting / 2.0, "{} is {counting} by counting", point.mcse);
    assert!((point.power - V70).abs() < 4.0 * point.mcse, "{} ± {}", point.power, point.mcse);
}

fn mean_and_variance(values: &[f64]) -> [f64; 2] {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    [mean, squares / (n - 1.0)]
}

/// The variance of power over seeds, as a share of what its errors say.
fn variance_ratio(seeds: u64, replications: u32) -> f64 {
    let points: Vec<Point> = (0..seeds).map(|seed| v70(100 + seed, replications)).collect();
    let n = seeds as f64;
    let powers: Vec<f64> = points.iter().map(|p| p.power).collect();
    let [_, variance] = mean_and_variance(&powers);
    variance / (points.iter().map(|p| p.mcse * p.mcse).sum::<f64>() / n)
}

#[test]
fn v70_power_by_other_divisions_is_that_by_enumeration() {
    is_v70(&v70(1, 40_000));
}

/// 48 seeds: four errors of the ratio are 4·√(2/47) = .83.
#[test]
fn v70_the_error_of_power_is_what_it_says() {
    let ratio = variance_ratio(48, 256);
    assert!((ratio - 1.0).abs() < 0.83, "{ratio}");
}

#[test]
#[ignore = "long: for just validate"]
fn v70_power_of_a_million_trials_is_that_by_enumeration() {
    for seed in [1, 2, 3] {
        is_v70(&v70(seed, 1_000_000));
    }
}

#[test]
#[ignore = "long: for just validate"]
fn v70_the_error_of_power_holds_over_200_seeds() {
    let ratio = variance_ratio(200, 2000);
    assert!((0.65..1.45).contains(&ratio), "{ratio}");
}

/// What the control adds to power, with its error: over 40 seeds, all on the draws that are counted.
fn added(file: &str, design: &str, analysis: &str, size: f64, set: &[&str]) -> [f64; 2] {
    const SEEDS: usize = 40;
    let base = plan(file, 1, set);
    let cell = base.cells.iter().position(|c| {
        c.analysis == analysis && base.worlds[c.world].designs[c.design].name == design
    });
    let cell = cell.expect("the scenario has it");
    let differences: Vec<f64> = (0..SEEDS as u64)
        .map(|seed| {
            let plan = Plan { seed, ..base.clone() };
            let [counted, controlled] =
                [0, REDIVISIONS].map(|redivisions| at(&plan, cell, size, 128, redivisions));
            assert!(controlled.mcse < counted.mcse || counted.mcse == 0.0, "{file} {analysis}");
            controlled.power - counted.power
        })
        .collect();
    let [mean, variance] = mean_and_variance(&differences);
    [mean, (variance / SEEDS as f64).sqrt()]
}

/// Complete, simple and stratified assignment, with few people and with losses; each within four errors of nothing.
#[test]
fn the_control_adds_nothing_on_average() {
    let strata = "tests/scenarios/strata.json";
    let scheme = "designs.trial.after_enrolment.assignment";
    let [simple, blocks] = [
        format!("{scheme}={{\"simple\":{{}}}}"),
        format!("{scheme}={{\"permuted_blocks\":{{\"block_sizes\":[6]}}}}"),
    ];
    let complete = format!("{scheme}=complete");
    let cases: [(&str, &str, &str, f64, Vec<&str>); 7] = [
        (strata, "trial", "plain", 60.0, vec![]),
        (strata, "trial", "adjusted", 61.0, vec![]),
        (strata, "trial", "plain", 40.0, vec![&complete]),
        (strata, "trial", "adjusted", 21.0, vec![&complete]),
        (strata, "trial", "adjusted", 31.0, vec![&simple]),
        (strata, "trial", "plain", 20.0, vec![&blocks]),
        ("tests/scenarios/small.json", "lottery", "difference", 1200.0, vec![]),
    ];
    for (file, design, analysis, size, set) in cases {
        let [mean, error] = added(file, design, analysis, size, &set);
        assert!(mean.abs() < 4.0 * error, "{file} {analysis} {set:?}: {mean} ± {error}");
    }
}

#[test]
fn counting_alone_is_recorded_and_so_is_where_nothing_else_is_possible() {
    let answer = |more: &[&str]| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");
        let fixed = ["size", path, "--format", "json", "--quiet", "--effort", "0.5"];
        let answer = read_json(&succeeds(&[&fixed, more].concat()));
        let redivisions = answer["answers"][0]["redivisions"].as_u64();
        (answer["asked"]["plain"].as_bool(), redivisions)
    };
    let lottery = ["--design", "lottery", "--analysis", "difference", "--arm", "coaching"];
    assert_eq!(answer(&lottery), (Some(false), Some(REDIVISIONS.into())));
    assert_eq!(answer(&[&lottery[..], &["--plain"]].concat()), (Some(true), Some(0)));
    let invite = ["--design", "invite", "--analysis", "invited", "--arm", "coaching"];
    assert_eq!(answer(&invite), (Some(false), Some(0)));
}
