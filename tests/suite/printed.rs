//! What is printed: whole numbers, each world and arm named, legends that say what stands in each row, and
//! one rounding for one number.

use serde_json::{Value, json};

use crate::command::succeeds;
use crate::place::Place;

/// What a scenario prints, with line breaks inside sentences undone.
#[track_caller]
pub fn printed(scenario: &Value, arguments: &[&str]) -> String {
    let place = Place::of(scenario);
    let is_command = arguments.first().is_some_and(|first| !first.starts_with('-'));
    let (command, rest) = arguments.split_at(usize::from(is_command));
    let text = succeeds(&[command, &[place.scenario()], rest].concat());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
pub fn says(text: &str, phrases: &[&str]) {
    for phrase in phrases {
        assert!(text.contains(phrase), "{phrase:?} is not in:\n{text}");
    }
}

/// One arm `a` that adds 10 points, 100 people on each side.
fn one_arm() -> Value {
    json!({
        "name": "one", "population": {"size": 200},
        "outcomes": {"w": {"binary": {"rate": 0.3}}},
        "treatment": {"arms": {"a": {"effects": {"w": {"points": 0.1}}}}},
        "designs": {"t": {"after_enrolment": {}}},
        "analyses": {"d": {"estimator": {"difference_in_means": {}}}},
        "run": {"replications": 200}
    })
}

/// Two arms and two analyses that test and cover at different levels.
fn two_arms() -> Value {
    json!({
        "name": "two", "population": {"size": 1000},
        "outcomes": {"w": {"binary": {"rate": 0.2}}},
        "treatment": {"arms": {
            "alpha_arm": {"effects": {"w": {"points": 0.1}}},
            "beta_arm": {"effects": {"w": {"points": 0.03}}, "take_up": {"rate": 0.5}}
        }},
        "designs": {"first": {"after_enrolment": {"shares": {"control": 2, "alpha_arm": 1, "beta_arm": 1}}}},
        "analyses": {
            "strict": {"estimator": {"difference_in_means": {}}, "alpha": [0.01], "level": 0.8},
            "usual": {"estimator": {"difference_in_means": {}}}
        },
        "estimands": {"policy": "pitt", "smallest_effect_of_interest": 0.04},
        "run": {"replications": 500}
    })
}

/// Two arms, simple assignment, an invitation and artefacts: estimates with many digits, side by side.
fn artefacts() -> Value {
    json!({
        "name": "artefacts", "population": {"size": 1200},
        "outcomes": {"w": {"binary": {"rate": 0.3}}},
        "treatment": {
            "arms": {"a": {"effects": {"w": {"points": 0.1}}}, "b": {"effects": {"w": {"points": 0.03}}}},
            "artefacts": {
                "hawthorne": {"effects": {"w": {"points": 0.05}}},
                "john_henry": {"effects": {"w": {"points": 0.04}}}
            }
        },
        "recruitment": {"enrolment": {"rate": 0.5}},
        "measurement": {"exclusion": {"rate": 0.1}},
        "designs": {
            "aft": {"after_enrolment": {"assignment": "simple", "shares": {"control": 2, "a": 1, "b": 1}}},
            "bef": {"before_enrolment": {
                "reference": 0.2, "uptake": {"a": {"rate": 0.6}, "control": {"rate": 0.3}}
            }}
        },
        "analyses": {
            "dm": {"estimator": {"difference_in_means": {}}},
            "wa": {"estimator": {"wald": {}}}
        },
        "estimands": {"policy": "pitt"},
        "run": {"replications": 400}
    })
}

/// A number that is broken ends in a slash or a point in one line of the table and goes on in the next.
#[test]
fn numbers_side_by_side_are_whole() {
    let place = Place::of(&artefacts());
    let text = succeeds(&[place.scenario()]);
    let (_, below) = text.rsplit_once("──").expect("a table");
    let (table, _) = below.split_once("To be found: ").expect("a legend");
    let mut cells = table.split_whitespace().filter(|cell| cell.len() > 1 && cell.contains('/'));
    assert!(cells.all(|cell| !cell.ends_with(['/', '.'])), "{table}");
}

#[test]
fn every_declared_world_is_told_of() {
    let mut scenario = one_arm();
    scenario["worlds"] = json!({
        "poor_year": {"about": "fewer jobs", "outcomes": {"w": {"binary": {"rate": 0.05}}}}
    });
    let text = printed(&scenario, &[]);
    says(
        &text,
        &["Other worlds of the scenario poor_year, t · d (a): true effect +10 points, found in"],
    );
    let text = printed(&scenario, &["--world", "poor_year"]);
    says(&text, &["poor_year"]);
}

#[test]
fn results_that_mostly_point_the_wrong_way_are_said_to() {
    let mut scenario = one_arm();
    // A true +2 points; whoever is in control does 10 points better for it.
    scenario["treatment"] = json!({
        "arms": {"a": {"effects": {"w": {"points": 0.02}}}},
        "artefacts": {"john_henry": {"effects": {"w": {"points": 0.1}}}}
    });
    let text = printed(&scenario, &["--replications", "400"]);
    says(&text, &["Of the significant results", "% point the wrong way"]);
}

#[test]
fn a_legend_says_the_level_of_each_row() {
    let text = printed(&two_arms(), &[]);
    says(
        &text,
        &[
            "Found: significant (p < 0.01 (first · strict); p < 0.05 (first · usual)), in the direction of the effect assumed.",
            "Covered: the 80 % interval (first · strict) or the 95 % interval (first · usual) contains",
        ],
    );
    let text = printed(&two_arms(), &["mde", "--effort", "1", "--replications", "256"]);
    says(&text, &["is found in 80 of 100 trials (p < 0.01)"]);
}

#[test]
fn arms_that_are_left_out_are_named() {
    let vary = ["--vary", "treatment.arms.beta_arm.take_up.rate=.5,1", "--replications", "100"];
    let text = printed(&two_arms(), &[&["sweep"][..], &vary].concat());
    says(
        &text,
        &[
            "beta_arm against control: w",
            "This is about beta_arm alone: ask about others with --arm alpha_arm.",
            "Found: significant (p < 0.01) in the direction",
        ],
    );
    let mut scenario = two_arms();
    scenario["treatment"]["arms"]["beta_arm"]["take_up"]["rate"] =
        json!({"value": 0.5, "range": [0.2, 1]});
    let text = printed(&scenario, &["assumptions", "--replications", "100"]);
    says(
        &text,
        &[
            "This is about alpha_arm alone: ask about others with --arm beta_arm.",
            "nothing changes at all with beta arm · take up · rate.",
        ],
    );
    let text = printed(
        &two_arms(),
        &["mde", "--arm", "beta_arm", "--effort", "1", "--replications", "256"],
    );
    says(&text, &["This is about beta_arm alone: ask about others with --arm alpha_arm."]);
}

#[test]
fn nothing_is_found_where_there_is_no_effect() {
    let mut scenario = one_arm();
    scenario["population"]["size"] = json!({"value": 400, "range": [390, 410]});
    scenario["treatment"]["arms"]["a"]["effects"]["w"]["points"] =
        json!({"value": 0.15, "range": [0, 0.2]});
    let text = printed(&scenario, &["assumptions", "--replications", "200"]);
    says(
        &text,
        &[
            " † ",
            "there is nothing to find, and what counts is a false alarm in the direction stated.",
            "between what is stated (0.15) and 0.2 this runs from",
            "At 0 there is nothing to find.",
            "population · size",
        ],
    );
}

#[test]
fn a_dash_has_a_reason() {
    let mut scenario = one_arm();
    scenario["outcomes"]["w"]["binary"]["rate"] = json!(1e-9);
    let text = printed(&scenario, &[]);
    says(
        &text,
        &[
            "‘false alarm’",
            "How often it cries wolf cannot be told: no simulated trial can be tested.",
        ],
    );
}

#[test]
fn the_share_treated_is_that_of_each_arm() {
    let mut scenario = json!({
        "name": "shares", "population": {"size": 2000},
        "outcomes": {"s": {"continuous": {"mean": 10, "sd": 3}}},
        "treatment": {"arms": {
            "a": {"effects": {"s": {"points": 2}}, "take_up": {"rate": 0.8}},
            "b": {"effects": {"s": {"points": 1}}}
        }},
        "designs": {"inv": {"before_enrolment": {
            "reference": 0.25, "uptake": {"a": {"rate": 0.5}, "b": {"rate": 0.25}, "control": {"rate": 0.9}}
        }}},
        "analyses": {"d": {
            "estimator": {"difference_in_means": {}},
            "contrasts": [["a", "reference"], ["a", "control"], ["a", "b"]]
        }},
        "run": {"replications": 200}
    });
    let text = printed(&scenario, &[]);
    says(
        &text,
        &[
            "In inv 40 % (a) and 25 % (b) of an arm's people are treated",
            "Where two treated arms are compared, each counts by its own share.",
        ],
    );
    scenario["designs"] = json!({"t": {"after_enrolment": {}}});
    scenario["analyses"]["d"]["contrasts"] =
        json!([["a", "control"], ["b", "control"], ["a", "b"]]);
    let text = printed(&scenario, &[]);
    says(&text, &["In t 80 % (a) and 100 % (b) of an arm's people are treated"]);
    assert_eq!(text.matches("of an arm's people are treated").count(), 1, "{text}");
}

#[test]
fn a_share_is_the_same_number_in_the_table_and_in_the_sentence() {
    let none = [
        "sweep",
        "--vary",
        "treatment.arms.a.effects.w.points=0.0001,0.3",
        "--replications",
        "100",
    ];
    let mut scenario = one_arm();
    scenario["population"]["size"] = json!(30);
    let text = printed(&scenario, &none);
    assert!(!text.contains("from 0.0 %"), "{text}");
    // 20 trials: whole percents in the sentence, as in the table.
    let few = ["sweep", "--vary", "outcomes.w.binary.rate=0.01,0.5", "--replications", "20"];
    let text = printed(&one_arm(), &few);
    let (_, ends) = text.split_once("The share found goes from ").unwrap_or(("", ""));
    for end in ends.split(" to ").take(2) {
        let (share, _) = end.split_once(" %").expect("a share");
        assert!(text.matches(&format!(" {share} ")).count() > 1, "{share} in {text}");
    }
}

#[test]
fn every_row_with_a_bias_budget_shows_it() {
    let text = printed(&artefacts(), &["--details", "--replications", "64"]);
    let budgets: Vec<&str> = text.split("where the bias comes from").skip(1).collect();
    for row in ["aft · dm", "aft · wa", "bef · dm", "bef · wa"] {
        let in_head = |budget: &&str| budget.chars().take(160).collect::<String>().contains(row);
        assert!(budgets.iter().any(in_head), "{row} has no budget in\n{text}");
    }
}

#[test]
fn an_arm_without_an_effect_needs_no_number_that_could_be_determined() {
    let mut scenario = two_arms();
    scenario["worlds"]["idle"] = json!({"treatment": {"arms": {
        "alpha_arm": {"effects": null}, "beta_arm": {"effects": null}
    }}});
    let text = printed(&scenario, &["size", "--world", "idle", "--effort", "2", "--quiet"]);
    says(&text, &["For alpha_arm no number will do. For beta_arm no number will do."]);
}
