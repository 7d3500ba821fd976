//! V69 and what holds for the estimators that there are.

use proefdraai::estimator::Estimator;
use serde_json::{Value, json};

use crate::command::{answers_every_question, is_refused, succeeds};
use crate::place::Place;
use crate::trial::{
    Found, agrees, case, compiled, known, options, restriction_keeps_estimates, run, share,
};

/// Two arms of fixed sizes and a yes/no outcome, with Fisher's exact test.
fn two_arms(sizes: [u32; 2], rate: f64, points: f64) -> Value {
    let [control, treated] = sizes;
    json!({
        "name": "exact",
        "population": {"size": control + treated},
        "outcomes": {"works": {"binary": {"rate": rate}}},
        "treatment": {"arms": {"help": {"effects": {"works": {"points": points}}}}},
        "designs": {"trial": {"after_enrolment": {"shares": {"control": control, "help": treated}}}},
        "analyses": {"exact": {"estimator": "fisher_exact"}}
    })
}

/// Power by enumeration: V69, 40,000 trials, rule M.
#[test]
fn v69_power_of_fishers_exact_test() {
    for (sizes, rate, points, power) in [
        ([60, 60], 0.10, -0.09, 0.3982423078),
        ([30, 30], 0.02, 0.28, 0.8053959651),
        ([25, 5], 0.30, 0.0, 0.0222864370),
    ] {
        let mut scenario = two_arms(sizes, rate, points);
        if points == 0.0 {
            scenario["treatment"]["arms"]["help"] = json!({});
        }
        let place = Place::of(&scenario);
        let found: Found = run(place.scenario(), &options(40_000, 69, &[]));
        let diagnosis = found.cell("trial/exact/works/help-control");
        let rate = known(&diagnosis.tests[0].power);
        agrees(&format!("power at {sizes:?}"), share(rate, power, 40_000.0), power);
        agrees("mean", known(&diagnosis.mean_estimate), points);
        assert_eq!(diagnosis.with_interval, 0);
    }
}

/// An estimator as it stands in a file.
fn estimator(example: &Value) -> Estimator {
    let in_full = match example {
        Value::String(name) => json!({ name: {} }),
        other => other.clone(),
    };
    serde_json::from_value(in_full).expect("an estimator")
}

/// Whether it needs an outcome whose value before the start is known.
fn reads_changes(example: &Value) -> bool {
    estimator(example).member().reads_changes()
}

/// Whatever is left out, an estimator gives the same estimates: what it reads is drawn.
#[test]
fn every_estimator_gives_a_restricted_plan_the_same_estimates() {
    for member in Estimator::family().members {
        let settings = [
            r#"outcomes.score={"score":{"mean":6,"sd":1.5,"months":[12],"correlation":0.5,"baseline":"before"}}"#
                .to_owned(),
            "treatment.arms.arm.effects.score={\"points\":0.5}".to_owned(),
            "outcomes.passed={\"binary\":{\"rate\":0.4,\"covariates\":{\"education\":0.8}}}"
                .to_owned(),
            "treatment.arms.arm.effects.passed={\"points\":0.1}".to_owned(),
            format!(
                r#"analyses.own={{"estimator": {}, "outcomes": [{:?}], "contrasts": [["arm", "control"]]}}"#,
                member.example,
                if reads_changes(&member.example) { "score" } else { "passed" }
            ),
        ];
        let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
        let plan = compiled(case("strata.json"), &options(16, 23, &settings)).plan;
        restriction_keeps_estimates(&plan, 1, member.name);
    }
}

#[test]
fn every_command_answers_with_every_estimator() {
    for member in Estimator::family().members {
        let mut scenario = two_arms([60, 60], 0.3, 0.2);
        scenario["population"]["covariates"] = json!({"education": {"binary": 0.5}});
        scenario["outcomes"]["works"]["binary"]["rate"] =
            json!({"value": 0.3, "range": [0.2, 0.4]});
        if reads_changes(&member.example) {
            scenario["outcomes"] = json!({"works": {"score": {
                "mean": {"value": 0.3, "range": [0.2, 0.4]}, "sd": 0.5, "months": [12], "correlation": 0.5,
                "baseline": "before"
            }}});
            scenario["analyses"]["exact"]["contrasts"] = json!([["help", "control"]]);
        }
        if estimator(&member.example).member().reads_blocks() {
            scenario["designs"]["trial"]["after_enrolment"] =
                json!({"assignment": {"permuted_blocks": {"block_sizes": 2}}});
        }
        scenario["analyses"]["exact"]["estimator"] = member.example;
        scenario["costs"] = json!({"per_enrolled": 150});
        let place = Place::of(&scenario);
        let varied = "treatment.arms.help.effects.works.points=0.1,0.2";
        answers_every_question(place.path("s.json").as_path(), &[], varied, &["--people", "120"]);
    }
}

/// It says that there is no interval, and what is not yes or no is refused with what is.
#[test]
fn an_exact_test_has_no_interval_and_wants_yes_or_no() {
    let mut scenario = two_arms([60, 60], 0.3, 0.2);
    let place = Place::of(&scenario);
    let told = succeeds(&[place.scenario(), "--replications", "100"]);
    assert!(told.contains("no simulated trial has an interval"), "{told}");
    assert!(!told.contains("No standard error"), "it is no accident: {told}");
    scenario["outcomes"]["wage"] = json!({"continuous": {"mean": 10, "sd": 2}});
    let place = Place::of(&scenario);
    let said = is_refused(&[place.scenario()]);
    assert!(said.contains("analyses.exact.outcomes"), "{said}");
    assert!(said.contains("\"wage\" is not") && said.contains("[\"works\"]"), "{said}");
    assert_eq!(said.matches("Fisher's exact test is for").count(), 1, "{said}");
}
