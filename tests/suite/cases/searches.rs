//! R20, R21, R39: sizes and effects that are searched for.
//!
//! A size or an effect may be off by at most 2.5 half-widths of the interval that is printed with it. Exact
//! sizes are those from which power stays at its target, the odd person in control.

use serde_json::Value;
use statrs::distribution::{Binomial, ContinuousCDF, Discrete, DiscreteCDF, StudentsT};

use super::{case, results};
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
            let df = (v0 + v1) * (v0 + v1) / (v0 * v0 / m0 + v1 * v1 / m1);
            let t = (b - a).abs() / (v0 + v1).sqrt();
            let law = StudentsT::new(0.0, 1.0, df).expect("a t distribution");
            power += if law.cdf(t) > 0.975 { wa * wb } else { 0.0 };
        }
    }
    power
}

/// The effect at which Welch's test has power .80, by bisection of the enumeration.
fn welch_effect(n: [u64; 2], p0: f64) -> f64 {
    welch_effect_toward(n, p0, 1.0)
}

fn welch_effect_toward(n: [u64; 2], p0: f64, sign: f64) -> f64 {
    let (mut low, mut high) = (0.0, if sign > 0.0 { 1.0 - p0 } else { p0 });
    for _ in 0..16 {
        let middle = 0.5 * (low + high);
        let power = welch_power(n, [p0, p0 + sign * middle]);
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

#[test]
fn tiny_points_31b_are_never_shown_as_none() {
    let path = case("31b-tiny-points");
    let fewer = ["--set", "population.size=40000", "--effort", "10", "--tolerance", "0.2"];
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
    let answer = is_size("take-up-60", &["--tolerance", "0.05"], 874.0, 0.05);
    assert_eq!(answer["status"], "ok");
    let path = case("take-up-60");
    let text = succeeds(&["size", &path, "--tolerance", "0.1", "--quiet"]);
    assert!(!text.contains("No number of people"), "{text}");
    let custom = text.find("a default: the scenario names none");
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

/// Of those randomised, who answered the first survey is adjusted for it; who is lost is in no analysis.
#[test]
fn people_in_the_analysis_are_those_whom_it_uses() {
    let quick = ["--tolerance", "0.1", "--effort", "20"];
    let lost = ["--set", "measurement.exclusion={\"rate\":0.2}"];
    let adjusted = ["--analysis", "adjusted"];
    let cases = [(&lost[..], 0.8), (&adjusted, 0.75), (&[], 1.0)];
    for (arguments, share) in cases {
        let answer = &searched("size", "wellbeing", &[&quick[..], arguments].concat())[0];
        let [people, randomised] =
            ["people", "participants"].map(|count| number(&answer[count]["at"]));
        // 1,024 trials of 1,000 people at least: four errors of a share near .75 are .0017; whole people.
        assert!((people / randomised - share).abs() < 0.002 + 1.0 / randomised, "{answer}");
        let by_arm = answer["by_arm"].as_object().expect("people by arm");
        assert_eq!(by_arm.values().map(number).sum::<f64>(), people);
        for point in answer["curve"].as_array().expect("a curve") {
            let [used, all] = ["people", "participants"].map(|count| number(&point[count]));
            assert!((used / all - share).abs() < 0.002, "{point}");
        }
    }
}

#[test]
fn easy_arm_first_leads_with_the_arm_that_needs_most() {
    let quick = ["--tolerance", "0.08", "--effort", "10"];
    let swapped = "designs.trial.after_enrolment.shares={\"control\":5,\"big\":1,\"small\":4}";
    let swap = [&quick[..], &["--set", swapped]].concat();
    for (arguments, order) in [(&quick[..], ["small", "big"]), (&swap, ["big", "small"])] {
        let answers = searched("size", "easy-arm-first", arguments);
        let arms: Vec<&str> = answers.iter().filter_map(|a| a["arm"].as_str()).collect();
        assert_eq!(arms, order);
        is_near(&answers[0]["people"], 393.0, 0.08);
        is_near(&answers[1]["people"], 144.0, 0.08);
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

/// Where few people have the outcome no formula holds, and the first screen says what the enumeration says.
#[test]
fn the_detectable_effect_of_rare_outcomes_is_searched() {
    for (name, n, p0, expected) in
        [("zero-events", 200, 0.15, 0.0856), ("rare-outcome-power", 60, 0.10, 0.0977)]
    {
        let exact = welch_effect_toward([n, n], p0, -1.0);
        assert!((exact - expected).abs() < 0.0002, "{exact}");
        let run = results(name, &["--replications", "400"]);
        let cell = &run["cells"][0]["mde_solved"];
        let (value, error) = (number(&cell["down"]["value"]), number(&cell["down"]["mcse"]));
        assert!((value + exact).abs() < 3.0 * error, "{cell} against {exact}");
        assert!(error < 0.05 * exact, "{cell}");
        // Upwards the formula holds or is not used.
        if let Some(up) = cell["up"]["value"].as_f64() {
            let exact = welch_effect([n, n], p0);
            let error = number(&cell["up"]["mcse"]);
            assert!((up - exact).abs() < 3.0 * error, "{cell} against {exact}");
            assert!(error < 0.1 * exact, "{cell}");
        }
    }
}

/// 20 against 20 at .002: the first screen says what the enumeration says, however small the stated effect.
#[test]
fn a_detectable_effect_far_from_the_stated_one() {
    let exact = welch_effect([20, 20], 0.002);
    assert!((exact - 0.262).abs() < 0.0005, "{exact}");
    let run = results("29c-rare-forty-people", &["--replications", "2000"]);
    let up = &run["cells"][0]["mde_solved"]["up"];
    assert!((number(&up["value"]) - exact).abs() < 4.0 * number(&up["mcse"]), "{up}");
    assert!(number(&up["mcse"]) < 0.03 * exact, "{up}");
}

/// Mean effects are moved, and what people differ by stays as stated: at the effect that is found in 80 of 100 trials,
/// 80 of 100 trials find it, whoever searched it.
#[test]
fn the_detectable_effect_where_people_differ() {
    // Spread 1 without and 2 with the treatment, 50 each: df 72.06, (t(.975) + t(.8)) · √(1/50 + 4/50) = .8985.
    let unit = "treatment.arms.a.effects.score.points";
    let number_of = "treatment.arms.a.effects.euros.points";
    for (name, path, expected) in
        [("heterogeneity-unit", unit, Some(0.8985)), ("effects-differ-number", number_of, None)]
    {
        let answer = &searched("mde", name, &["--tolerance", "0.1"])[0];
        let [at, low, high] = ["at", "low", "high"].map(|end| number(&answer["effect"][end]));
        if let Some(expected) = expected {
            assert!((at - expected).abs() < 2.5 * 0.5 * (high - low), "{answer}");
        }
        let run = results(name, &["--replications", "500"]);
        let up = &run["cells"][0]["mde_solved"]["up"];
        let error = libm::hypot(number(&up["mcse"]), (high - low) / 3.92);
        assert!((number(&up["value"]) - at).abs() < 4.0 * error, "{up} against {at}");
        let there = format!("{path}={at}");
        let found = results(name, &["--replications", "1000", "--set", &there]);
        let power = number(&found["cells"][0]["tests"][0]["power_right_direction"]["value"]);
        // Power rises by φ(.84) = .28 for each standard error, of which an effect at 80 % has 2.8.
        let of_search = 0.28 * 2.8 * (high - low) / 3.92 / at;
        let error = libm::hypot(of_search, (0.16_f64 / 1000.0).sqrt());
        assert!((power - 0.8).abs() < 4.0 * error, "{name}: {power} at {at}");
    }
}

/// Both arms keep at least two people in 1 − 2·(.9³⁰ + 3·.9²⁹) + .8³⁰ + 6·.8²⁹ + 8.7·.8²⁸ = .660 of the trials.
#[test]
fn attrition_leaves_few() {
    let answer = &searched("mde", "attrition-leaves-few", &["--effort", "10"])[0];
    assert_eq!(answer["status"], "never_reaches", "{answer}");
    let power = &answer["at_most"]["power"];
    assert!((number(&power["value"]) - 0.660).abs() < 4.0 * number(&power["mcse"]), "{answer}");
    let meaning = answer["meaning"].as_str().expect("a sentence");
    assert!(meaning.contains("out of reach, however large the effect"), "{meaning}");
    let run = results("attrition-leaves-few", &[]);
    let up = &run["cells"][0]["mde_solved"]["up"];
    assert!(up["value"].is_null(), "{up}");
    assert_eq!(up["reason"], "not even an effect many times as large");
}

/// A search, with what is right, an effect or a number of people, and the largest half-width as a share of it.
///
/// 31b: (1.95996 + .84162) · √((.002·.998 + .002415·.997585)/200,000) = .0004154.
const STATED: [(&str, &str, &[&str], f64, f64); 14] = [
    ("size", "rare-size", &[], 358.0, 0.02),
    ("size", "02c-unequal-rates-size", &[], 470.0, 0.02),
    ("size", "03-negative-effect", &[], 128.0, 0.02),
    ("size", "30-low-target", &["--power", "0.5"], 11.0, 0.02),
    ("size", "30b-huge-effect", &[], 8.0, 0.02),
    ("size", "29c-rare-forty-people", &["--effort", "3000"], 77_590.0, 0.02),
    ("size", "take-up-60", &[], 874.0, 0.02),
    ("size", "asked-after-the-draw", &[], 648.0, 0.02),
    ("size", "easy-arm-first", &[], 393.0, 0.02),
    ("size", "utrecht", &["--arm", "exemption", "--effort", "2000"], 3612.0, 0.02),
    ("mde", "11-baseline-05", &[], 0.119, 0.02),
    ("mde", "strong-baseline", &[], 5.6598, 0.02),
    ("mde", "skewed-euros", &["--effort", "500"], 1042.0, 0.02),
    ("mde", "31b-tiny-points", &["--effort", "1500", "--tolerance", "0.05"], 0.000_415_4, 0.05),
];

#[test]
#[ignore = "the stated accuracy, three seeds of fourteen searches: half an hour"]
fn the_searches_from_three_seeds() {
    for (command, name, arguments, exact, share) in STATED {
        for seed in ["1", "2", "3"] {
            let answers = searched(command, name, &[arguments, &["--seed", seed]].concat());
            let solution = match command {
                "mde" => &answers[0]["effect"],
                _ => &answers[0]["people"],
            };
            println!("{name}, seed {seed}: {solution}");
            is_near(solution, exact, share);
        }
    }
}

/// Three in five start: what the planner means is the effect of starting, which is 1 ÷ .6 of that in the trial.
#[test]
fn a_smallest_effect_is_told_as_an_effect_of_the_policy() {
    let path = case("take-up-60");
    let text = succeeds(&["mde", &path, "--analysis", "itt", "--tolerance", "0.1", "--quiet"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let points = |from: &str| {
        let told =
            text.split(from).nth(1).expect(&text).split_whitespace().next().expect("a number");
        told.replace(['+', '−'], "").parse::<f64>().expect("a number")
    };
    let [policy, own] = [points("Upwards: a policy effect of "), points("That goes with ")];
    // Both are printed to three digits.
    assert!((own / policy - 0.6).abs() < 0.01, "{text}");
    assert!(text.contains("effect in the trial"), "{text}");
}
