//! What is said of comparisons: against whom, counted per whom, and what their bias is made of.

use serde_json::{Value, json};

use crate::command::succeeds;
use crate::place::Place;
use crate::printed::{printed, says};

/// Two arms of opposite effects, compared with each other before they are compared with control.
fn arm_against_arm() -> Value {
    json!({
        "name": "arms", "population": {"size": 200},
        "outcomes": {"y": {"binary": {"rate": 0.1}}},
        "treatment": {"arms": {
            "a": {"effects": {"y": {"points": 0.02}}}, "b": {"effects": {"y": {"points": -0.099}}}
        }},
        "designs": {"d": {"after_enrolment": {"counts": {"control": 150, "a": 25, "b": 25}}}},
        "analyses": {"ab": {
            "estimator": {"difference_in_means": {}},
            "contrasts": [["a", "b"], ["a", "control"], ["b", "control"]]
        }},
        "run": {"replications": 200}
    })
}

/// One arm that six of ten participants start, in a trial that changes people, after and before enrolment.
fn two_orders() -> Value {
    json!({
        "name": "orders", "population": {"size": 1000},
        "outcomes": {"y": {"binary": {"rate": 0.2}}},
        "treatment": {
            "arms": {"t": {"effects": {"y": {"points": 0.1}}, "take_up": {"rate": 0.6}}},
            "artefacts": {
                "hawthorne": {"effects": {"y": {"latent": 0.2}}},
                "john_henry": {"effects": {"y": {"latent": 0.15}}}
            }
        },
        "recruitment": {"enrolment": {"rate": 0.3}},
        "designs": {"d": {"after_enrolment": {}}, "b": {"before_enrolment": {"reference": 0.3}}},
        "analyses": {
            "itt": {"estimator": {"difference_in_means": {}}}, "cace": {"estimator": {"wald": {}}}
        },
        "run": {"replications": 1000}
    })
}

#[test]
fn a_comparison_of_two_arms_is_not_taken_for_the_effect_of_one() {
    let text = printed(&arm_against_arm(), &["--details"]);
    says(
        &text,
        &[
            "if everybody eligible got it: a +2 points, b −9.9 points and a against b +11.9 points.",
            "Per participant: a − control +2 points (the same for everybody) and b − control −9.9",
            "the effect of a (+2 points among participants)",
            "For b (−9.9 points)",
        ],
    );
    let mut alone = arm_against_arm();
    alone["analyses"]["ab"]["contrasts"] = json!([["a", "b"]]);
    let text = printed(&alone, &[]);
    says(
        &text,
        &[
            "if everybody eligible got it: a against b +11.9 points.",
            "the effect of a against b (+11.9 points among participants)",
        ],
    );
    assert!(!text.contains("of a ("), "{text}");
}

#[test]
fn a_search_says_which_effects_it_moves() {
    let quick = ["--effort", "1", "--quiet"];
    let text = printed(&arm_against_arm(), &[&["mde", "--versus", "b"], &quick[..]].concat());
    // a at +30 points would make it +39.9: the outcome allows more than the scaled plan reaches.
    says(
        &text,
        &[
            "Even +20.1 points, the most that scaling all effects of all arms together reaches,",
            "Searched by scaling all effects of all arms together",
        ],
    );
    let mut equal = arm_against_arm();
    equal["treatment"]["arms"]["b"] = json!({"effects": {"y": {"points": 0.02}}});
    let text = printed(&equal, &[&["mde", "--versus", "b"], &quick[..]].concat());
    says(
        &text,
        &[
            "the most that moving the effect of a alone reaches,",
            "Searched by moving the effect of a (against b) alone, since the stated effects do not differ",
        ],
    );
}

/// The arm with the larger effect has fewer who start, and is behind: both effects grow, and the other arm gets ahead.
#[test]
fn a_search_goes_the_way_of_the_comparison_and_not_of_the_larger_effect() {
    let scenario = json!({
        "name": "starts", "population": {"size": 600},
        "outcomes": {"y": {"continuous": {"mean": 5, "sd": 1}}},
        "treatment": {"arms": {
            "a": {"effects": {"y": {"points": 0.5}}},
            "b": {"effects": {"y": {"points": 0.8}}, "take_up": {"rate": 0.3}}
        }},
        "designs": {"d": {"after_enrolment": {}}},
        "analyses": {"ab": {"estimator": "difference_in_means", "contrasts": [["a", "b"]]}},
        "run": {"replications": 200}
    });
    let text = printed(&scenario, &["mde", "--effort", "1", "--quiet"]);
    says(&text, &["Upwards: +0.", "Downwards: −0."]);
    printed(&scenario, &[]);
}

#[test]
fn designs_are_ranked_within_every_scale_that_two_of_them_have() {
    let text = printed(&two_orders(), &["--details"]);
    says(
        &text,
        &[
            "t: d · itt counts among participants, as no other design here does",
            "t, among those who start:",
        ],
    );
    let ranked = text.split("t, among those who start:").nth(1).expect("a ranking");
    says(ranked.split("All rows").next().expect("its table"), &["1. d · cace", "2. b · cace"]);
    assert!(!text.contains("cace counts among those who start, as no other"), "{text}");
}

/// The columns of numbers of a printed line, without their errors.
fn numbers(line: &str) -> Vec<f64> {
    let shown = line.split("  ").map(str::trim).filter(|part| !part.is_empty()).skip(1);
    let value = |part: &str| part.split(" ±").next()?.replace('−', "-").parse().ok();
    shown.filter_map(value).collect()
}

#[test]
fn the_causes_of_a_bias_add_up_to_what_the_estimate_is_off_by() {
    let place = Place::of(&two_orders());
    let text = succeeds(&[place.scenario(), "--details"]);
    let tables: Vec<&str> = text.split("where the bias comes from").skip(1).collect();
    assert_eq!(tables.len(), 4, "two worlds, five rows, three rows at a time");
    for table in tables {
        let lines = table.lines().skip_while(|line| !line.starts_with('─')).skip(1);
        let (mut sum, mut total) = (vec![0.0; 3], Vec::new());
        for line in lines {
            if line.starts_with("all together: bias") {
                total = numbers(line);
                break;
            }
            sum.iter_mut().zip(numbers(line)).for_each(|(sum, number)| *sum += number);
        }
        assert!(total.len() > 1, "{table}");
        // Twelve numbers printed to tenths or hundredths.
        assert!(
            sum.iter().zip(&total).all(|(sum, total)| (sum - total).abs() < 0.3),
            "{sum:?}: {table}"
        );
    }
}

#[test]
fn what_the_experiment_adds_is_what_the_causes_say_of_it() {
    let text = printed(&two_orders(), &[]);
    // 60 % of +10 points; John Henry −5.1, Hawthorne +0.7.
    says(
        &text,
        &[
            "Of the effect of t among participants, −4.4 points comes from the trial itself: taking part (Hawthorne) and control reacts (John Henry).",
        ],
    );
}

#[test]
fn rows_that_differ_in_their_arm_alone_are_told_apart() {
    let scenario = json!({
        "name": "reference",
        "population": {"size": 2000, "covariates": {"young": {"binary": 0.5}}},
        "outcomes": {"h": {"binary": {"rate": 0.2, "covariates": {"young": 0.5}}}},
        "treatment": {"arms": {"t": {"effects": {"h": {"points": 0.08}}}}},
        "recruitment": {"enrolment": {"rate": 0.2, "covariates": {"young": 1.0}}},
        "designs": {"d": {"after_enrolment": {}}},
        "analyses": {"ref": {
            "estimator": {"difference_in_means": {}},
            "contrasts": [["t", "reference"], ["control", "reference"]]
        }},
        "run": {"replications": 200}
    });
    let text = printed(&scenario, &["--details"]);
    says(&text, &["d · ref (t vs reference)", "d · ref (control vs reference)"]);
}

#[test]
fn of_the_same_people_what_happens_is_not_called_by_the_name_of_what_was_to_be_expected() {
    let scenario = json!({
        "name": "finite", "population": {"size": 60},
        "outcomes": {"y": {"binary": {"rate": 0.05}}},
        "treatment": {"arms": {"a": {"effects": {"y": {"points": -0.049}}}}},
        "designs": {"d": {"after_enrolment": {}}},
        "analyses": {"dim": {"estimator": {"difference_in_means": {}}}},
        "run": {"mode": "finite", "replications": 200}
    });
    says(
        &printed(&scenario, &["--details"]),
        &[
            // One of sixty people.
            "if everybody eligible got it: a −1.7",
            "These true effects are as they turn out for these very people.",
            "Change to be expected per participant: a −4.9",
        ],
    );
}
