//! What the command prints for people: first screens, details, and checks.

use serde_json::{Value, json};

use crate::command::{read_json, simulate, stderr, succeeds};
use crate::place::{Place, tiny};

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");

/// The text with line breaks inside sentences undone.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines fit a page of 110 columns.
#[track_caller]
fn fits(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 110, "{line}");
    }
}

#[test]
fn the_text_leads_with_the_plan_and_labels_stories() {
    let text = succeeds(&[SMALL, "--replications", "200", "--details"]);
    fits(&text);
    let text = unwrapped(&text);
    let place =
        |phrase: &str| text.find(phrase).unwrap_or_else(|| panic!("no {phrase:?} in:\n{text}"));
    let order = [
        "small",
        "The answer for design lottery (analysis difference)",
        "If the plan is right, the effect of coaching (+8 points among participants) is found in about",
        "(the default: the scenario names no smallest effect that matters)",
        "If no arm does anything, there is still a false alarm now and then (intended: 5 of 100 for each arm)",
        "At least one effect is reported in about",
        "works, after 12 months",
        "Found: significant (p < 0.05), in the direction of the effect assumed.",
        "When significant, the estimate for",
        "Who takes part, of the 1,200 eligible people (mean numbers; control/coaching/no_duties)",
        "Stories sought afterwards to fit what was published",
        "these tables alone cannot tell which story is true.",
        "These numbers of people are as the stated rates imply, where they imply any.",
        "Per participant: coaching +8 points (spread 4; negative for none)",
        "Where the bias comes from, in points (coaching / no_duties)",
        "Which design comes closest?",
        "difference (vs control) −10 / −12",
        "As extreme: all arms reach what difference has; plan",
        "Trials at least as extreme as published",
        "How arms are drawn",
        "These digits rest on 200 simulated trials in each of 4 worlds",
    ];
    let places: Vec<usize> = order.iter().map(|phrase| place(phrase)).collect();
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
}

/// The shipped scenario with all its worlds, designs and stories.
#[test]
fn the_answer_for_nijmegen_fits_on_one_screen() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/nijmegen.json");
    for language in ["en", "nl"] {
        let text = succeeds(&[path, "--replications", "100", "--language", language]);
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
        assert!(text.lines().count() <= 45, "{text}");
    }
    let text = succeeds(&[path, "--replications", "100", "--details"]);
    fits(&text);
    let text = unwrapped(&text);
    for published in ["basis (vs control) −16 / −11 ", "LOEP (vs control) −12 / −12 "] {
        assert!(text.contains(&format!("Table 3 {published}")), "{text}");
    }
    assert!(text.contains("Table 5 (vs reference) +4 / +6 / +17 "), "{text}");
}

#[test]
fn few_trials_are_counted_and_not_turned_into_shares() {
    for replications in ["1", "10"] {
        let text = succeeds(&[SMALL, "--replications", replications]);
        fits(&text);
        let text = unwrapped(&text);
        assert!(text.contains("conclude nothing from them"), "{text}");
        assert!(text.contains(&format!("of {replications} simulated trial")), "{text}");
        assert!(text.contains(": too few. Ask for more with --replications."), "{text}");
        for absurd in [
            "in fewer than",
            "of 1,000",
            "of 100 trials",
            "stated rates imply",
            "cannot tell which",
        ] {
            assert!(!text.contains(absurd), "{absurd:?} in:\n{text}");
        }
    }
}

#[test]
fn a_small_trial_has_no_empty_headings() {
    let tiny = Place::of(&tiny());
    let text = succeeds(&[tiny.scenario()]);
    fits(&text);
    for absent in ["Stories", "which design", "other analyses", "published", "month", "No estimate"]
    {
        assert!(!text.contains(absent), "{absent:?} in:\n{text}");
    }
    assert!(
        text.contains("Who takes part, of the 80 eligible people (mean numbers; control/coaching)"),
        "{text}"
    );
    assert!(text.contains("trial: 80 randomised (40/40)"), "{text}");
    assert!(text.contains("The answer\n"), "{text}");
}

#[test]
fn failures_are_never_silent() {
    let mut scenario = tiny();
    scenario["population"]["size"] = json!(6);
    scenario["outcomes"]["works"]["binary"]["rate"] = json!(0.05);
    let file = Place::of(&scenario);
    let text = unwrapped(&succeeds(&[file.scenario()]));
    assert!(text.contains("of 64 trials: trial · difference"), "{text}");
    assert!(text.contains("everybody in each group had the same value"), "{text}");
    assert!(text.contains("there is no interval, and the trial counts as not found"), "{text}");
    let cell = read_json(&succeeds(&[file.scenario(), "--format", "json"]))["cells"][1].clone();
    let count = |value: &Value| value.as_u64().expect("a count");
    assert_eq!(count(&cell["estimated"]), 64);
    let bare = count(&cell["without_interval"]["no_variation"]);
    assert!(bare > 0);
    assert_eq!(count(&cell["with_interval"]) + bare, 64);
}

/// Removal is stated for the lottery: who is kept of those who were drawn first follows from no rate.
#[test]
fn counts_that_no_rate_implies_are_not_said_to_be_implied() {
    let heading = |set: &[&str]| {
        let text = succeeds(&[&[SMALL, "--replications", "200", "--details"], set].concat());
        let text = unwrapped(&text);
        let (_, rest) =
            text.split_once("as the stated rates imply").expect("the sentence is there");
        rest.split_once('.').expect("it ends").0.to_owned()
    };
    assert_eq!(heading(&[]), ", where they imply any");
    let nobody = ["--set", "measurement.exclusion=null"];
    assert_eq!(heading(&nobody), "");
    let intercept = ["--set", "worlds=null", "--set", "recruitment.enrolment={\"intercept\": -1}"];
    assert_eq!(heading(&[&nobody[..], &intercept].concat()), ", where they imply any");
}

#[test]
fn details_have_every_row() {
    let text = succeeds(&[SMALL, "--replications", "32", "--details"]);
    fits(&text);
    for world in ["plan", "null", "real_harm", "motivated_control"] {
        assert!(text.contains(&format!("All rows of world {world}")));
    }
    for heading in ["Which design comes closest?", "Trials at least as extreme"] {
        assert!(text.contains(heading), "{heading:?} in:\n{text}");
    }
}

#[test]
fn check_shows_flow_targets_and_sources() {
    let text = succeeds(&["check", SMALL]);
    fits(&text);
    for phrase in
        ["eligible and registered", "analysed", "enrolment among the eligible", "size = 1,200"]
    {
        assert!(text.contains(phrase), "{phrase:?} in:\n{text}");
    }
    let check = read_json(&succeeds(&["check", SMALL, "--format", "json"]));
    assert_eq!(check["flow"]["designs"]["lottery"][0]["simulated"]["mean"], 1200.0);
    assert_eq!(check["assumptions"][0]["path"], "population.size");
    assert!(check["calibration"][0]["achieved"].is_number());
}

#[test]
fn a_strict_check_refuses_numbers_without_provenance() {
    // What was found is printed all the same.
    let strictly = |path: &str| {
        let output = simulate(&["check", path, "--strict"]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(!output.stdout.is_empty());
        stderr(&output)
    };
    let said = strictly(SMALL);
    assert!(
        said.contains("work.persistence: this number does not say where it comes from"),
        "{said}"
    );
    assert!(said.contains("small.json:7:20"), "{said}");

    let sourced = |value: f64| json!({"value": value, "source": "stated", "citation": "here"});
    let mut scenario = tiny();
    scenario["population"]["size"] = sourced(80.0);
    scenario["population"]["covariates"]["male"]["binary"] = sourced(0.5);
    scenario["outcomes"]["works"]["binary"]["rate"] = sourced(0.33);
    let points = "/treatment/arms/coaching/effects/works/points";
    *scenario.pointer_mut(points).expect("an effect") =
        json!({"value": 0.2, "source": "assumption"});
    let file = Place::of(&scenario);
    assert!(strictly(file.scenario()).contains("this assumption has no range"));
    *scenario.pointer_mut(points).expect("an effect") = sourced(0.2);
    let file = Place::of(&scenario);
    assert!(
        succeeds(&["check", file.scenario(), "--strict"]).contains("Every number has a source")
    );
}
