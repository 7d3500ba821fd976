//! What pages and protocols say of several arms: against each other, against different groups, against a margin.

use serde_json::{Value, json};

use crate::command::succeeds;
use crate::page::{page, texts};
use crate::place::Place;

/// Two arms with their effects.
fn two_arms([a, b]: [f64; 2], analysis: &Value) -> Value {
    let arm = |points: f64| json!({"effects": {"works": {"points": points}}});
    json!({
        "name": "two arms",
        "population": {"size": 900},
        "outcomes": {"works": {"binary": {"rate": 0.4}}},
        "treatment": {"arms": {"a": arm(a), "b": arm(b)}},
        "designs": {"trial": {"after_enrolment": {}}},
        "analyses": {"means": analysis},
    })
}

#[test]
fn a_comparison_of_two_treated_arms_names_both() {
    let analysis = json!({"estimator": {"difference_in_means": {}}, "contrasts": [["a", "b"]]});
    let place = Place::of(&two_arms([0.12, 0.04], &analysis));
    let told = page(place.scenario(), &[]);
    let [title] = &texts(&told, "<h1", "</h1>")[..] else { panic!("one title") };
    assert!(title.ends_with("find the effect of a against b"), "{title}");
    assert!(told.contains("works, a against b: true +8"));
    let protocol = succeeds(&["protocol", place.scenario(), "--replications", "96", "--quiet"]);
    assert!(protocol.contains("the effect of a against b (+8 points"), "{protocol}");
}

/// No family of tests holds comparisons with different groups.
#[test]
fn comparisons_with_different_groups_are_told_by_their_range() {
    let contrasts = json!([["a", "control"], ["b", "a"]]);
    let analysis = json!({"estimator": {"difference_in_means": {}}, "contrasts": contrasts});
    let place = Place::of(&two_arms([0.12, 0.04], &analysis));
    let told = page(place.scenario(), &[]);
    let [title] = &texts(&told, "<h1", "</h1>")[..] else { panic!("one title") };
    assert!(title.ends_with("depending on the comparison"), "{title}");
    for row in ["works, a: true +12", "works, b against a: true −8"] {
        assert!(told.contains(row), "{row}");
    }
    let protocol = succeeds(&["protocol", place.scenario(), "--replications", "96", "--quiet"]);
    assert!(
        protocol.contains("| b | [not in the scenario: fill in] | not compared with"),
        "{protocol}"
    );
}

#[test]
fn several_arms_against_a_margin_are_told_together() {
    let hypothesis = json!({"not_worse": {"margin": 0.1}});
    let analysis = json!({"estimator": {"difference_in_means": {}}, "hypothesis": hypothesis});
    let place = Place::of(&two_arms([0.03, 0.01], &analysis));
    let told = page(place.scenario(), &[]);
    let [title] = &texts(&told, "<h1", "</h1>")[..] else { panic!("one title") };
    assert!(title.ends_with("conclude of at least one arm: at most 10 points worse"), "{title}");
    assert!(told.contains("That is the conclusion for at least one arm in"));
    let protocol = succeeds(&["protocol", place.scenario(), "--replications", "96", "--quiet"]);
    assert!(protocol.contains("that is the conclusion for at least one arm in"), "{protocol}");
    assert!(!protocol.contains("effect is found in"), "{protocol}");
}
