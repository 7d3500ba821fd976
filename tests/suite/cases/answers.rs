//! R16, R19, R22, R23: everything declared is answered or named, on the scale that is named.

use proefdraai::scenario::source::Document;
use serde_json::{Value, json};

use super::{case, cell, five_errors, results, text};
use crate::assert_near;
use crate::command::is_refused;
use crate::walk::{Answer, SCENARIOS, Walked};

/// The text with its lines joined, one space between words.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_says(text: &str, phrases: &[&str]) {
    let text = unwrapped(text);
    for phrase in phrases {
        assert!(text.contains(phrase), "{phrase:?} is not in:\n{text}");
    }
}

#[track_caller]
fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("not a number: {value}"))
}

#[test]
fn take_up_50_tells_the_scale_of_every_effect() {
    let found = results("13-take-up-50", &["--replications", "2000"]);
    let of = |analysis| cell(&found, &[("world", "plan"), ("analysis", analysis)]);
    // 2,000 each, standard deviation 2, power .80 at .05: (1.959964 + 0.841621)·√(4/2000 + 4/2000).
    let detectable = 0.177_188;
    for (analysis, scale, share) in
        [("offered", "per_participant", 0.5), ("started", "per_starter", 1.0)]
    {
        let cell = of(analysis);
        assert_eq!(cell["scale"], scale);
        assert_near(number(&cell["factors"][0]["value"]), share, 1e-3);
        assert_near(number(&cell["yardstick"]["value"]), share * 0.4, 1e-3);
        let coverage = number(&cell["policy_coverage"]["value"]);
        assert_near(coverage, 0.95, five_errors(0.95, 2000.0));
        let solved = number(&cell["mde_solved"]["up"]["value"]);
        assert_near(solved, detectable * share / 0.5, 0.04 * detectable * share / 0.5);
    }
    assert_says(
        &text("13-take-up-50", &["--replications", "400"]),
        &[
            "started: among those who start, vs control.",
            "In trial 50 % of an arm's people are treated: among participants, the effect to be found is that share",
            "an effect among participants of at least",
        ],
    );
}

#[test]
fn groningen_default_analysis() {
    let found = results("groningen-default-analysis", &["--replications", "1000"]);
    for versus in ["reference", "control"] {
        let fields = [("world", "plan"), ("arm", "help"), ("versus", versus)];
        let cell = cell(&found, &fields);
        assert_eq!(cell["scale"], "per_invited");
        assert_near(number(&cell["factors"][0]["value"]), 0.1, 1e-3);
        assert_near(number(&cell["yardstick"]["value"]), 0.005, 1e-4);
        let coverage = number(&cell["policy_coverage"]["value"]);
        assert_near(coverage, 0.95, five_errors(0.95, 1000.0));
    }
    assert_says(
        &text("groningen-default-analysis", &["--replications", "200", "--details"]),
        &[
            "difference: per person invited, vs reference, vs control.",
            "(vs reference) exemption +0.5",
            "In groningen 10 % of an arm's people are treated",
            "For the effect among those who start in groningen, add an analysis with \"estimator\": {\"wald\": {}}",
        ],
    );
}

#[test]
fn utrecht_two_orders() {
    let text = text("utrecht-two-orders", &["--replications", "200"]);
    assert_says(
        &text,
        &[
            "trial · difference exemption +3",
            "invite · started exemption +3",
            "Also computed: analyses trial started · invite all_invited, causes of bias",
            "At least one effect is found in about",
            ", all 3 in about",
            "At least one effect is reported in about",
        ],
    );
}

#[test]
fn wellbeing_shows_both_analyses() {
    let text = text("wellbeing", &["--replications", "200"]);
    assert_says(&text, &["trial · difference ", "trial · adjusted "]);
    let rows = text.lines().filter(|line| line.starts_with("trial · "));
    let people: Vec<&str> = rows.filter_map(|row| row.split_whitespace().last()).collect();
    assert_eq!(people, ["300", "225"], "{text}");
}

#[test]
fn month_path_shows_the_effect_at_every_month_and_which_leads() {
    assert_says(
        &text("month-path", &["--replications", "200"]),
        &[
            "help +3.8 points at month 4, +4.5 points at month 8 and +5.0 points at month 16. This screen is about 16 months, for which rates and effects are",
        ],
    );
}

#[test]
fn tiny_points_31b_are_shown() {
    let text = text("31b-tiny-points", &["--replications", "4"]);
    assert_says(&text, &["offer +0.04 points", "(+0.04 points among participants)"]);
}

#[test]
fn adjusting_creates_bias_and_is_said_to() {
    let found = results("adjusting-creates-bias", &["--replications", "1000"]);
    let adjusted = cell(&found, &[("world", "plan"), ("analysis", "adjusted")]);
    let budget = adjusted["bias_budget"].as_array().expect("a budget");
    let term = budget.iter().find(|entry| entry["term"] == "adjustment").expect("that term");
    let (mean, mcse) = (number(&term["mean"]["value"]), number(&term["mean"]["mcse"]));
    assert_near(mean, -0.128, 5.0 * mcse);
    assert_says(
        &text("adjusting-creates-bias", &["--replications", "2000"]),
        &["mainly because the analysis adjusts for what was known before"],
    );
}

#[test]
fn asked_after_the_draw_counts_those_who_were_drawn() {
    let found = results("asked-after-the-draw", &["--replications", "200"]);
    assert_eq!(number(&cell(&found, &[("world", "plan")])["n_analysed"]), 400.0);
    assert_says(
        &text("asked-after-the-draw", &["--replications", "200"]),
        &["400 invited → 3", "admitted (200/1"],
    );
}

#[test]
fn effect_to_zero_power_0_is_not_called_untreated() {
    let text = text("effect-to-zero-power-0", &["--replications", "400"]);
    assert!(!text.contains("neither group is treated"), "{text}");
}

#[test]
fn negative_effect_03_is_found_downwards() {
    let found = results("03-negative-effect", &["--replications", "1000"]);
    let plan = cell(&found, &[("world", "plan")]);
    let test = &plan["tests"][0];
    assert_eq!(test["power"]["value"], test["power_right_direction"]["value"]);
    assert_eq!(number(&test["type_s"]["value"]), 0.0);
    assert_says(
        &text("03-negative-effect", &["--replications", "400"]),
        &["an effect for everybody eligible of at least", "(downwards)"],
    );
}

/// 100 against 20 draws from a lognormal with mean 1,000 and standard deviation 2,000: coverage .904.
fn covers_skewed_euros(replications: u32) {
    let found = results("skewed-euros", &["--replications", &replications.to_string()]);
    let coverage = number(&cell(&found, &[("analysis", "welch")])["coverage"]["value"]);
    assert_near(coverage, 0.904, five_errors(0.904, f64::from(replications)));
}

#[test]
fn skewed_euros_are_covered_less_often() {
    covers_skewed_euros(2000);
}

#[test]
#[ignore = "20,000 trials of 5,000 people"]
fn skewed_euros_are_covered_in_90_of_100() {
    covers_skewed_euros(20_000);
}

#[test]
fn wrong_signs_are_a_share_of_the_significant_results() {
    let text = text("groningen-default-analysis", &["--replications", "2000", "--details"]);
    assert_says(&text, &["Of the significant results for help", "% point the wrong way"]);
    assert!(!unwrapped(&text).contains("the wrong way in"), "{text}");
}

/// V66: three arms that share a control, equal numbers, each tested at .05: at least one false alarm in .1254
/// of trials, in large samples.
#[test]
fn four_arms_17_cry_wolf_together() {
    let large = ["--set", "population.size=2000", "--set", "analyses.a.alpha=[0.05]"];
    let found = results("17-four-arms", &[&large[..], &["--replications", "2000"]].concat());
    let families = found["families"].as_array().expect("families");
    let of = |world: &str| families.iter().find(|f| f["world"] == world).expect("a family");
    let alarm = number(&of("null")["any_false_alarm"]["value"]);
    assert_near(alarm, 0.125_442_855_22, five_errors(0.1254, 2000.0));
    let plan = of("plan");
    assert!(number(&plan["any_found"]["value"]) >= number(&plan["all_found"]["value"]));
    assert!(plan["any_false_alarm"]["reason"].is_string());
    assert_says(
        &text("17-four-arms", &["--replications", "200"]),
        &["At least one effect is found in", "At least one effect is reported in"],
    );
}

/// A run that could show nothing says what to add.
#[test]
fn nothing_to_show_is_refused() {
    let mut scenario = Document::load(case("take-up-60")).expect("the case can be read").value();
    scenario["analyses"] =
        json!({ "all": { "estimator": { "difference_in_means": {} }, "set": "participants" } });
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("nothing.json");
    std::fs::write(&path, scenario.to_string()).expect("the directory is writable");
    let said = is_refused(&[path.to_str().expect("UTF-8")]);
    assert!(said.contains("everybody analysed is a participant"), "{said}");
}

/// Every design × analysis × outcome that a scenario declares.
fn declared(scenario: &Value) -> Vec<[String; 3]> {
    let keys = |section: &str| -> Vec<String> {
        scenario[section].as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
    };
    let listed = |value: &Value| -> Option<Vec<String>> {
        let names = value.as_array()?.iter().filter_map(|name| Some(name.as_str()?.to_owned()));
        Some(names.collect::<Vec<_>>()).filter(|names| !names.is_empty())
    };
    let mut out = Vec::new();
    for analysis in keys("analyses") {
        let settings = &scenario["analyses"][&analysis];
        for design in listed(&settings["designs"]).unwrap_or_else(|| keys("designs")) {
            for outcome in listed(&settings["outcomes"]).unwrap_or_else(|| keys("outcomes")) {
                out.push([design.clone(), analysis.clone(), outcome]);
            }
        }
    }
    out
}

/// In a run of a few trials, everything declared is a row of the results, with its analysis, design and
/// outcome named in the details, or is named there with the reason why not.
#[test]
fn everything_declared_is_answered_or_named() {
    for Walked { file, scenario, answer } in SCENARIOS.iter() {
        let (Some(scenario), Ok(Answer { results, details, .. })) = (scenario, answer) else {
            continue;
        };
        let screen = unwrapped(&details[0]);
        let cells = results["cells"].as_array().expect("cells");
        let unanswered = results["unanswered"].as_array().expect("a list");
        for [design, analysis, outcome] in declared(scenario) {
            let is_row = cells.iter().any(|cell| {
                cell["design"] == *design
                    && cell["analysis"] == *analysis
                    && cell["outcome"] == *outcome
            });
            let is_named = unanswered
                .iter()
                .any(|missing| missing["design"] == *design && missing["analysis"] == *analysis);
            assert!(is_row || is_named, "{file}: {design} · {analysis} · {outcome} vanished");
            for name in [&design, &analysis, &outcome] {
                assert!(screen.contains(name.as_str()), "{file}: {name} is not in:\n{screen}");
            }
        }
    }
}
