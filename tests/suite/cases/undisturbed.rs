//! R23: how often several arms cry wolf together, and how often they would by chance alone, in one further
//! world without selection and without effects of the trial itself.

use serde_json::{Value, json};

use super::{case, five_errors, results};
use crate::assert_near;
use crate::command::{read_json, succeeds};
use crate::place::Place;

/// V66: at least one false alarm at two-sided .05 in arms that share a comparison of equal size, in large samples.
const BY_CHANCE: [(usize, f64); 2] = [(2, 0.090_746_214_20), (3, 0.125_442_855_22)];
const REPLICATIONS: f64 = 2000.0;

/// The results of a scenario, with these arguments behind its path.
#[track_caller]
fn results_of(place: &Place, replications: f64, arguments: &[&str]) -> Value {
    let trials = format!("{replications}");
    let always = [place.scenario(), "--replications", &trials, "--format", "json", "--quiet"];
    read_json(&succeeds(&[&always, arguments].concat()))
}

/// Arms against those who do not enrol, who are as many as one arm and do worse: employability says who
/// enrols and how people fare, and being in the trial may add something.
fn arms(number: usize, enrolment: &Value, artefacts: &Value) -> Value {
    let names: Vec<String> = (1..=number).map(|k| format!("arm{k}")).collect();
    let effect = json!({"effects": {"score": {"points": 0.3}}});
    let by_name = |value: &Value| -> Value {
        let entries = names.iter().map(|name| (name.clone(), value.clone()));
        Value::Object(entries.collect())
    };
    let contrasts: Vec<Value> = names.iter().map(|name| json!([name, "reference"])).collect();
    json!({
        "name": "arms",
        "population": {"size": 200 * (number + 2)},
        "outcomes": {"score": {"continuous": {"mean": 0, "sd": 1, "traits": {"employability": 0.5}}}},
        "treatment": {"arms": by_name(&effect), "artefacts": artefacts},
        "recruitment": {"enrolment": enrolment},
        "designs": {"lottery": {"after_enrolment": {}}},
        "analyses": {"against": {
            "estimator": {"difference_in_means": {}}, "contrasts": contrasts
        }}
    })
}

/// Control, arms and reference are equally large.
fn rate(arms: usize) -> f64 {
    (arms + 1) as f64 / (arms + 2) as f64
}

#[track_caller]
fn family<'a>(results: &'a Value, world: &str) -> &'a Value {
    let families = results["families"].as_array().expect("families are an array");
    families.iter().find(|family| family["world"] == *world).expect("a family of that world")
}

#[track_caller]
fn share(value: &Value) -> f64 {
    value["value"].as_f64().unwrap_or_else(|| panic!("not a number: {value}"))
}

fn worlds(results: &Value) -> Vec<&str> {
    let worlds = results["worlds"].as_array().expect("worlds are an array").iter();
    worlds.map(|world| world["name"].as_str().expect("a name")).collect()
}

#[test]
fn v66_arms_against_a_reference_group_without_selection() {
    for (number, exact) in BY_CHANCE {
        let enrolment = json!({"rate": rate(number), "traits": {"employability": 1.0}});
        let found =
            results_of(&Place::of(&arms(number, &enrolment, &json!({}))), REPLICATIONS, &[]);
        let null = family(&found, "null");
        assert!(share(&null["any_false_alarm"]) > 0.9, "{null}");
        let undisturbed = share(&null["any_false_alarm_undisturbed"]);
        assert_near(undisturbed, exact, five_errors(exact, REPLICATIONS));
        assert_eq!(null["disturbed_by"], json!(["selection"]));
        assert_eq!(worlds(&found), ["plan", "null", "undisturbed"]);
        let further = &found["worlds"][2];
        assert_eq!((&further["role"], &further["origin"]), (&json!("null"), &json!("supplied")));
        // It is no row of any table.
        for list in ["cells", "families", "flow", "calibration"] {
            let rows = found[list].as_array().expect("a list");
            assert!(rows.iter().all(|row| row["world"] != "undisturbed"), "{list}");
        }
        let plan = &family(&found, "plan")["any_false_alarm_undisturbed"];
        assert!(plan["value"].is_null() && plan["reason"].is_string(), "{plan}");
    }
}

/// The latent intercept says how many enrol: as many do without selection.
#[test]
fn v66_arms_watched_and_chosen_by_a_latent_intercept() {
    // Of a standard normal threshold minus a standard normal trait, variance 2, below √2·Φ⁻¹(.75).
    let intercept = 0.674_489_750_196_081_7 * 2.0_f64.sqrt();
    let enrolment =
        json!({"link": "probit", "intercept": intercept, "traits": {"employability": 1.0}});
    let artefacts = json!({"hawthorne": {"effects": {"score": {"points": 0.2}}}});
    let file = Place::of(&arms(2, &enrolment, &artefacts));
    let found = results_of(&file, REPLICATIONS, &[]);
    let null = family(&found, "null");
    let (_, exact) = BY_CHANCE[0];
    let undisturbed = share(&null["any_false_alarm_undisturbed"]);
    assert_near(undisturbed, exact, five_errors(exact, REPLICATIONS));
    assert_eq!(null["disturbed_by"], json!(["selection", "artefacts"]));
    let said = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let run = said(succeeds(&[file.scenario(), "--replications", "200"]));
    assert!(
        run.contains("; without selection and without effects of the trial itself: about"),
        "{run}"
    );
    assert!(!run.contains("undisturbed"), "{run}");
    let path = file.scenario();
    let check = said(succeeds(&["check", path]));
    assert!(check.contains("The world without effects is supplied once more, without selection and effects of the trial itself"), "{check}");
}

/// A trial that makes its control try harder is disturbed by that alone: chance divides who enrols.
#[test]
fn arms_against_control_are_disturbed_by_what_control_does() {
    let enrolment = json!({"rate": 0.75, "traits": {"employability": 1.0}});
    let artefacts = json!({"john_henry": {"effects": {"score": {"points": 0.4}}}});
    let mut scenario = arms(2, &enrolment, &artefacts);
    scenario["analyses"]["against"]["contrasts"] =
        json!([["arm1", "control"], ["arm2", "control"]]);
    let found = results_of(&Place::of(&scenario), REPLICATIONS, &[]);
    let null = family(&found, "null");
    assert!(share(&null["any_false_alarm"]) > 0.9, "{null}");
    let (_, exact) = BY_CHANCE[0];
    let undisturbed = share(&null["any_false_alarm_undisturbed"]);
    assert_near(undisturbed, exact, five_errors(exact, REPLICATIONS));
    assert_eq!(null["disturbed_by"], json!(["artefacts"]));
}

/// Nothing acts between people whom chance divided, and one arm is no family.
#[test]
fn where_nothing_acts_no_world_is_made() {
    let found = results("utrecht-two-orders", &["--replications", "40", "--quiet"]);
    assert_eq!(worlds(&found), ["plan", "null"]);
    let null = family(&found, "null");
    assert_eq!(null["disturbed_by"], json!([]));
    assert!(null["any_false_alarm_undisturbed"]["value"].is_null(), "{null}");
    let check = succeeds(&["check", &case("utrecht-two-orders")]);
    assert!(!check.contains("undisturbed"), "{check}");
    let enrolment = json!({"rate": 0.75, "traits": {"employability": 1.0}});
    let one = results_of(&Place::of(&arms(1, &enrolment, &json!({}))), 40.0, &[]);
    assert_eq!(worlds(&one), ["plan", "null"]);
}

/// What is counted once more moves nothing: a further arm makes the world, and the cells stay what they are
/// where a single contrast is asked for and there is none.
#[test]
fn other_cells_keep_their_bytes() {
    let enrolment = json!({"rate": 0.75, "traits": {"employability": 1.0}});
    let scenario = arms(2, &enrolment, &json!({}));
    let both = results_of(&Place::of(&scenario), 100.0, &[]);
    let mut alone = scenario;
    alone["analyses"]["against"]["contrasts"] = json!([["arm1", "reference"]]);
    let alone = results_of(&Place::of(&alone), 100.0, &[]);
    assert_eq!((worlds(&both).len(), worlds(&alone).len()), (3, 2));
    let first = |found: &Value| -> Vec<String> {
        let cells = found["cells"].as_array().expect("cells").iter();
        cells.filter(|cell| cell["arm"] == "arm1").map(Value::to_string).collect()
    };
    assert_eq!(first(&both), first(&alone));
}

/// It comes along whichever world is asked for, as the world without effects does.
#[test]
fn it_comes_along_with_the_null_world() {
    let enrolment = json!({"rate": 0.75, "traits": {"employability": 1.0}});
    let mut scenario = arms(2, &enrolment, &json!({}));
    scenario["worlds"] = json!({"none": {"role": "null", "treatment": {"arms": {
        "arm1": {"effects": null}, "arm2": {"effects": null}
    }}}});
    let file = Place::of(&scenario);
    for asked in ["plan", "none", "undisturbed"] {
        let found = results_of(&file, 40.0, &["--world", asked]);
        assert_eq!(worlds(&found), ["plan", "none", "undisturbed"], "{asked}");
    }
}
