//! R20, R21, R39: sizes and effects that are searched for.
//!
//! A size or an effect may be off by at most 2.5 half-widths of the interval that is printed with it. Exact
//! sizes are those from which power stays at its target, the odd person in control.

use std::path::Path;

use proefdraai::engine::Nobody;
use proefdraai::scenario::{Options, load};
use proefdraai::sizing::{Search, SizeAnswer, Verdict, size};
use serde_json::Value;
use statrs::distribution::{Binomial, ContinuousCDF, Discrete, DiscreteCDF, StudentsT};

use super::case;
use crate::command::{read_json, succeeds};

/// The answers of a search.
#[track_caller]
fn searched(command: &str, name: &str, arguments: &[&str]) -> Vec<Value> {
    let path = case(name);
    let fixed = [command, &path, "--format", "json", "--quiet"];
    let answer = read_json(&succeeds(&[&fixed, arguments].concat()));
    answer["answers"].as_array().expect("answers are an array").clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

/// Asserts that a solution is within 2.5 half-widths of the exact value (of half a person at least), and its
/// half-width at most this share of it.
#[track_caller]
fn is_near(solution: &Value, exact: f64, share: f64) {
    let [at, low, high] = ["at", "low", "high"].map(|end| number(&solution[end]));
    let half = 0.5 * (high - low);
    let rounding = if exact > 1.0 && exact.fract() == 0.0 { 1.0 } else { 0.0 };
    assert!(half <= share * exact.abs() + rounding, "{solution} is too wide");
    assert!((at - exact).abs() <= 2.5 * half + rounding, "{solution} is not near {exact}");
}

/// Asserts a confirmed size of a design in one arm.
#[track_caller]
fn is_size(name: &str, arguments: &[&str], exact: f64, share: f64) -> Value {
    let answers = searched("size", name, arguments);
    assert_eq!(answers.len(), 1);
    let answer = &answers[0];
    is_near(&answer["people"], exact, share);
    assert_ne!(answer["verdict"], "not_confirmed", "{answer}");
    answer.clone()
}

/// Power of Welch's test in the direction of the difference, by enumeration of both binomials.
fn welch_power([n0, n1]: [u64; 2], [p0, p1]: [f64; 2]) -> f64 {
    let counts = |n: u64, p: f64| {
        let law = Binomial::new(p, n).expect("a binomial");
        (0..=n).map(|k| (k as f64 / n as f64, law.pmf(k))).collect::<Vec<_>>()
    };
    let (first, second) = (counts(n0, p0), counts(n1, p1));
    let mut power = 0.0;
    for &(a, wa) in first.iter().filter(|(_, w)| *w > 1e-12) {
        for &(b, wb) in second.iter().filter(|(_, w)| *w > 1e-12) {
            let [m0, m1] = [n0 as f64 - 1.0, n1 as f64 - 1.0];
            let [v0, v1] = [a * (1.0 - a) / m0, b * (1.0 - b) / m1];
            let is_right = (b - a) * (p1 - p0) > 0.0;
            if !is_right || v0 + v1 == 0.0 {
                continue;
            }
            let df = (v0 + v1).powi(2) / (v0 * v0 / m0 + v1 * v1 / m1);
            let t = (b - a).abs() / (v0 + v1).sqrt();
            let law = StudentsT::new(0.0, 1.0, df).expect("a t distribution");
            power += if law.cdf(t) > 0.975 { wa * wb } else { 0.0 };
        }
    }
    power
}

/// The effect at which Welch's test has power .80, by bisection of the enumeration.
fn welch_effect(n: [u64; 2], p0: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0 - p0);
    for _ in 0..16 {
        let middle = 0.5 * (low + high);
        let power = welch_power(n, [p0, p0 + middle]);
        (low, high) = if power < 0.8 { (middle, high) } else { (low, middle) };
    }
    0.5 * (low + high)
}

#[test]
fn rare_size() {
    is_size("rare-size", &[], 358.0, 0.02);
    // The exact values of this file, by the same enumeration.
    assert!(welch_power([179, 178], [0.005, 0.05]) < 0.8);
    assert!(welch_power([179, 179], [0.005, 0.05]) >= 0.8);
}

#[test]
fn unequal_rates_size_02c() {
    is_size("02c-unequal-rates-size", &[], 470.0, 0.02);
}

#[test]
fn negative_effect_03() {
    let answer = is_size("03-negative-effect", &["--effort", "60"], 128.0, 0.02);
    assert_eq!(answer["direction"], "down");
}

#[test]
fn low_target_30() {
    let answer = is_size("30-low-target", &["--power", "0.5"], 11.0, 0.0);
    assert_eq!(answer["people"]["at"], 11.0);
    assert_eq!(answer["by_arm"], serde_json::json!({"control": 6.0, "offer": 5.0}));
}

#[test]
fn huge_effect_30b() {
    let answer = is_size("30b-huge-effect", &[], 8.0, 0.0);
    assert_eq!((&answer["people"]["at"], &answer["is_floor"]), (&8.0.into(), &false.into()));
    // Three people in each arm find an effect of ten standard deviations.
    let set = "treatment.arms.offer.effects.y.points=10";
    let answer = &searched("size", "30b-huge-effect", &["--set", set])[0];
    assert_eq!((&answer["people"]["at"], &answer["is_floor"]), (&6.0.into(), &true.into()));
}

#[test]
fn rare_forty_people_29c_whatever_the_file_says_of_them() {
    let forty = searched("size", "29c-rare-forty-people", &["--effort", "20"]);
    let arguments = ["--effort", "20", "--set", "population.size=80"];
    let eighty = searched("size", "29c-rare-forty-people", &arguments);
    for key in ["eligible", "eligible_bounds", "extrapolated_eligible", "curve", "verdict"] {
        assert_eq!(forty[0][key], eighty[0][key]);
    }
    assert_eq!(forty[0]["status"], "infeasible_pool");
    let bound = forty[0]["eligible_bounds"]["more_than"].as_f64();
    assert!(bound.is_none_or(|bound| bound < 77_590.0), "{bound:?}");
    let eligible = &forty[0]["eligible"];
    if !eligible.is_null() {
        is_near(eligible, 77_590.0, 1.0);
    }
}

#[test]
#[ignore = "long: just validate"]
fn rare_forty_people_29c_has_its_size() {
    let answer = &searched("size", "29c-rare-forty-people", &["--effort", "3000"])[0];
    is_near(&answer["people"], 77_590.0, 0.02);
}

/// 458,952, or an honest "not determined".
#[test]
fn never_happens_06b() {
    let answer = &searched("size", "06b-never-happens", &["--effort", "20"])[0];
    assert_ne!(answer["status"], "ok");
    assert!(answer["eligible"].is_null(), "no frame of that size is simulated");
    let more = answer["eligible_bounds"]["more_than"].as_f64().unwrap_or(0.0);
    assert!(more < 458_952.0);
    if let Some(law) = answer["extrapolated_eligible"]["at"].as_f64() {
        assert!((law / 458_952.0 - 1.0).abs() < 0.15, "{law}");
    }
}

#[test]
fn baseline_11_05_upwards_and_at_most_downwards() {
    let answers = searched("mde", "11-baseline-05", &[]);
    let [up, down] = [&answers[0], &answers[1]];
    let exact = welch_effect([100, 100], 0.05);
    assert!((exact - 0.119).abs() < 0.0005, "{exact}");
    assert_eq!(up["status"], "ok");
    is_near(&up["effect"], exact, 0.02);
    // Nobody in the arm has the outcome; four in control are enough.
    let law = Binomial::new(0.05, 100).expect("a binomial");
    let most = 1.0 - law.cdf(3);
    assert!((most - 0.742).abs() < 0.0005, "{most}");
    assert_eq!(down["status"], "never_reaches");
    assert!((number(&down["largest_possible"]) + 0.05).abs() < 1e-6);
    let power = &down["at_most"]["power"];
    let gap = number(&power["value"]) - most;
    assert!(gap.abs() < 5.0 * number(&power["mcse"]), "{power}");
}

/// (1.95996 + .84162) · √((.002·.998 + .002415·.997585)/200,000) = .0004154.
#[test]
#[ignore = "long: just validate"]
fn tiny_points_31b() {
    let answer = &searched("mde", "31b-tiny-points", &["--effort", "2000"])[0];
    is_near(&answer["effect"], 0.000_415_4, 0.02);
}

#[test]
fn tiny_points_31b_are_never_shown_as_none() {
    let path = case("31b-tiny-points");
    let fewer = ["--set", "population.size=40000", "--effort", "30", "--tolerance", "0.2"];
    let text = succeeds(&[&["mde", &path, "--quiet"], &fewer[..]].concat());
    assert!(text.contains("+0.1"), "{text}");
    assert!(!text.contains("+0 points") && !text.contains("+0.0 points"), "{text}");
}

/// 2 × 50 people, standard deviation 10: noncentral t, R: power.t.test(n = 50, sd = 10, power = .8,
/// strict = TRUE)$delta = 5.6598.
#[test]
fn strong_baseline_has_no_limit_but_its_own() {
    let answers = searched("mde", "strong-baseline", &[]);
    for (answer, sign) in answers.iter().zip([1.0, -1.0]) {
        assert_eq!((&answer["status"], &answer["limit"]), (&"ok".into(), &"none".into()));
        assert!(answer["largest_possible"].is_null());
        is_near(&answer["effect"], sign * 5.66, 0.02);
    }
}

#[test]
fn skewed_euros() {
    let arguments = ["--tolerance", "0.04", "--effort", "20"];
    let answer = &searched("mde", "skewed-euros", &arguments)[0];
    is_near(&answer["effect"], 1042.0, 0.04);
}

#[test]
fn take_up_60_leads_with_the_effect_that_the_file_states() {
    let answer = is_size("take-up-60", &[], 874.0, 0.02);
    assert_eq!(answer["status"], "ok");
    let path = case("take-up-60");
    let text = succeeds(&["size", &path, "--tolerance", "0.1", "--quiet"]);
    assert!(!text.contains("No number of people"), "{text}");
    let custom = text.find("this tool's default, since the scenario names none");
    let needed = text.find("participants").expect("a number of participants");
    assert!(custom.is_none_or(|custom| needed < custom), "{text}");
}

#[test]
fn asked_after_the_draw_counts_who_is_analysed() {
    let answer = is_size("asked-after-the-draw", &[], 648.0, 0.02);
    let [people, taking_part] =
        ["people", "participants"].map(|count| number(&answer[count]["at"]));
    assert!((taking_part / people - 0.85).abs() < 0.01, "{taking_part} of {people}");
    let drawn = &answer["by_arm"];
    assert!((number(&drawn["control"]) - number(&drawn["offer"])).abs() <= 1.0, "{drawn}");
}

#[test]
fn easy_arm_first_leads_with_the_arm_that_needs_most() {
    let quick = ["--tolerance", "0.04", "--effort", "20"];
    let swapped = "designs.trial.after_enrolment.shares={\"control\":5,\"big\":1,\"small\":4}";
    let swap = [&quick[..], &["--set", swapped]].concat();
    for (arguments, order) in [(&quick[..], ["small", "big"]), (&swap, ["big", "small"])] {
        let answers = searched("size", "easy-arm-first", arguments);
        let arms: Vec<&str> = answers.iter().filter_map(|a| a["arm"].as_str()).collect();
        assert_eq!(arms, order);
        is_near(&answers[0]["people"], 393.0, 0.04);
        is_near(&answers[1]["people"], 144.0, 0.04);
    }
}

/// Exact for 80 % in the weakest pair of arms: 3,612 people in four arms.
#[test]
fn utrecht() {
    let quick = ["--tolerance", "0.05", "--effort", "50", "--arm", "exemption"];
    let answer = &searched("size", "utrecht", &quick)[0];
    assert_eq!(answer["status"], "infeasible_pool");
    is_near(&answer["people"], 3612.0, 0.05);
    obeys_r20(answer);
}

/// "Confirmed" is written where fresh draws are precise enough and bear the answer out.
#[track_caller]
fn obeys_r20(answer: &Value) {
    let [at, below] = ["confirmed", "confirmed_below"].map(|point| &answer[point]["power"]);
    let [power, error] = ["value", "mcse"].map(|key| number(&at[key]));
    let is_small = number(&answer["people"]["at"]) < 200.0;
    let is_precise = error <= if is_small { 0.001 } else { 0.005 };
    let bears_out = power + 2.0 * error >= 0.8
        && (below.is_null() || number(&below["value"]) - 2.0 * number(&below["mcse"]) <= 0.8);
    let right = match (bears_out, is_precise) {
        (true, true) => "confirmed",
        (true, false) if error <= 0.01 => "checked_roughly",
        _ => "not_confirmed",
    };
    assert_eq!(answer["verdict"], right);
}

/// The number on the first screen, that of the search, and the enumeration: one number.
#[test]
fn the_detectable_effect_of_two_arm_is_one_number() {
    let path = format!("{}/scenarios/two-arm.json", env!("CARGO_MANIFEST_DIR"));
    let exact = welch_effect([122, 122], 0.33);
    assert!((exact - 0.1775).abs() < 0.0003, "{exact}");
    let run = read_json(&succeeds(&[&path, "--format", "json", "--replications", "20000"]));
    let solved = &run["cells"][0]["mde_solved"]["up"];
    let (value, error) = (number(&solved["value"]), number(&solved["mcse"]));
    assert!((value - exact).abs() < 3.0 * error, "{solved} against {exact}");
    assert!(error < 0.02 * exact, "{solved}");
    let searched = read_json(&succeeds(&["mde", &path, "--format", "json", "--quiet"]));
    is_near(&searched["answers"][0]["effect"], exact, 0.02);
}

/// One of the six cases with a known size.
struct Known {
    name: &'static str,
    file: &'static str,
    set: &'static [&'static str],
    exact: f64,
}

/// V04: R, power.t.test(d = .5, power = .8, strict = TRUE), 63.77 an arm. The others by enumeration of both
/// binomials with Welch's test, the smallest total from which power stays at .80.
const KNOWN: [Known; 6] = [
    Known { name: "V04, d = .5", file: "scenarios/v04", set: &[], exact: 128.0 },
    Known {
        name: "V05, .33 to .28",
        file: "cases/02c-unequal-rates-size",
        set: &[
            "outcomes.y.binary.rate=0.33",
            "treatment.arms.offer.effects.y.points=-0.05",
            "designs.trial.after_enrolment.shares=null",
        ],
        exact: 2657.0,
    },
    Known {
        name: ".20 to .15",
        file: "cases/02c-unequal-rates-size",
        set: &[
            "outcomes.y.binary.rate=0.20",
            "treatment.arms.offer.effects.y.points=-0.05",
            "designs.trial.after_enrolment.shares=null",
        ],
        exact: 1805.0,
    },
    Known { name: "V65, .005 to .05", file: "cases/rare-size", set: &[], exact: 358.0 },
    Known {
        name: "V65, .01 to .06",
        file: "cases/rare-size",
        set: &["outcomes.y.binary.rate=0.01", "treatment.arms.t.effects.y.points=0.05"],
        exact: 378.0,
    },
    Known {
        name: "2 to 1, .10 to .20",
        file: "cases/02c-unequal-rates-size",
        set: &[],
        exact: 470.0,
    },
];

impl Known {
    fn search(&self, seed: u64) -> SizeAnswer {
        let path = format!("{}/tests/{}.json", env!("CARGO_MANIFEST_DIR"), self.file);
        let set = self.set.iter().map(|&set| set.to_owned()).collect();
        let options = Options { seed: Some(seed), set, ..Options::default() };
        let compiled = load(Path::new(&path), &options).unwrap_or_else(|report| panic!("{report}"));
        let search = Search { power: 0.8, tolerance: 0.02, replications: 16_384, budget: 2e8 };
        size(&compiled.plan, 0, &search, &Nobody).expect("nobody stops it")
    }
}

/// 40 seeds of six cases: P(binomial(40, .95) < 34) = .0015 for each, P(binomial(240, .95) < 220) = .016.
#[test]
#[ignore = "long: just validate"]
fn intervals_of_240_sizes_contain_the_exact_one() {
    let seeds = std::env::var("SIZE_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(40_u64);
    let (mut all, mut short) = (0, Vec::new());
    for known in &KNOWN {
        let (mut covered, mut confirmed) = (0, 0);
        for seed in 0..seeds {
            let answer = known.search(7000 + seed);
            let found = answer.size.expect("a size was found").analysed;
            let check = answer.check.expect("it was checked");
            covered += u64::from(found.low <= known.exact && known.exact <= found.high);
            let bears_out = check.at.power + 2.0 * check.at.mcse >= 0.8
                && check.below.as_ref().is_none_or(|p| p.power - 2.0 * p.mcse <= 0.8);
            let error = if found.at < 200.0 { 0.001 } else { 0.005 };
            let is_right = bears_out && check.at.mcse <= error;
            assert_eq!(
                check.verdict == Verdict::Confirmed,
                is_right,
                "{}, seed {seed}",
                known.name
            );
            confirmed += u64::from(is_right);
        }
        println!(
            "{}: {covered} of {seeds} contain {}, {confirmed} confirmed",
            known.name, known.exact
        );
        if covered * 40 < 34 * seeds {
            short.push(known.name);
        }
        all += covered;
    }
    assert!(short.is_empty(), "fewer than 34 of 40: {short:?}");
    assert!(all * 240 >= 220 * 6 * seeds, "{all} of {}", 6 * seeds);
}
