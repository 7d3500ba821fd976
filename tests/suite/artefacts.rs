//! What holds for the effects of being in a trial that there are, and for contamination of the control group by itself.

use proefdraai::diagnosis::diagnosand::Diagnosis;
use proefdraai::estimand::Term;
use proefdraai::numeric::normal;
use proefdraai::scenario::Options;
use proefdraai::treatment::{Artefact, Artefacts};
use serde_json::{Value, json};

use crate::command::{answers_every_question, is_refused, read_json, succeeds};
use crate::place::Place;
use crate::trial::{
    Found, case, compiled, known, options, restriction_keeps_estimates, run, terms,
};
use crate::{assert_exact, assert_near};

/// A score with standard deviation 1, arms with these effects on it, and 100 people in each.
fn on_a_score(effects: &[(&str, f64)]) -> Value {
    let arm = |(name, points): &(&str, f64)| {
        ((*name).to_owned(), json!({"effects": {"score": {"points": points}}}))
    };
    json!({
        "name": "leaks",
        "population": {"size": 100 * (1 + effects.len())},
        "outcomes": {"score": {"continuous": {"mean": 5, "sd": 1}}},
        "treatment": {"arms": effects.iter().map(arm).collect::<serde_json::Map<_, _>>()},
        "designs": {"trial": {"after_enrolment": {}}},
        "analyses": {"raw": {"estimator": "difference_in_means"}}
    })
}

fn leaking(mut scenario: Value, share: f64) -> Value {
    scenario["treatment"]["artefacts"]["contamination"] = json!({"share": share});
    scenario
}

fn found(scenario: &Value, replications: u32) -> Found {
    run(Place::of(scenario).scenario(), &options(replications, 26, &[]))
}

fn against_control(found: &Found, arm: &str) -> Diagnosis {
    found.cell(&format!("trial/raw/score/{arm}-control"))
}

fn cause(diagnosis: &Diagnosis, artefact: Artefact) -> f64 {
    terms(diagnosis, &[Term::Artefact(artefact)]).value
}

/// Asserts that two estimates are off for the same reasons, but for some.
#[track_caller]
fn alike_but_for(artefacts: &[Artefact], one: &Diagnosis, other: &Diagnosis) {
    for term in Term::ALL {
        if !artefacts.iter().any(|&artefact| term == Term::Artefact(artefact)) {
            assert_near(terms(one, &[term]).value, terms(other, &[term]).value, 1e-12);
        }
    }
}

/// With an effect d and a share κ of it, an arm is (1 − κ)d from control, and off by −κd for this reason.
#[test]
fn what_leaks_makes_the_effect_smaller_by_its_share() {
    let scenario = on_a_score(&[("help", 0.5)]);
    let with = found(&leaking(scenario.clone(), 0.3), 200);
    let (with, without) =
        (against_control(&with, "help"), against_control(&found(&scenario, 200), "help"));
    assert_exact(with.truth.value, 0.7 * 0.5);
    assert_exact(with.policy_truth.value, 0.5);
    assert_near(cause(&with, Artefact::Contamination), -0.3 * 0.5, 1e-12);
    assert_near(cause(&without, Artefact::Contamination), 0.0, 0.0);
    alike_but_for(&[Artefact::Contamination], &with, &without);
    let [with, without] = [&with, &without].map(|d| known(&d.mean_estimate).value);
    assert_near(with - without, -0.15, 1e-12);
}

/// A yes/no outcome has the normal law of its latent value: .3 and a latent effect of .4, of which a quarter leaks.
#[test]
fn a_share_of_people_shifts_on_the_latent_scale() {
    let mut scenario = on_a_score(&[("help", 0.0)]);
    scenario["outcomes"] = json!({"score": {"binary": {"rate": 0.3}}});
    scenario["treatment"]["arms"]["help"]["effects"]["score"] = json!({"latent": 0.4});
    let found = found(&leaking(scenario, 0.25), 64);
    let at = |shift: f64| normal::cdf(normal::quantile(0.3) + shift);
    let cell = against_control(&found, "help");
    assert_near(cell.truth.value, at(0.4) - at(0.1), 4.0 * cell.truth.mcse + 1e-4);
    assert_near(cell.policy_truth.value, at(0.4) - 0.3, 4.0 * cell.policy_truth.mcse + 1e-4);
}

/// Arms count by their people, and whoever does not start has got nothing that could leak.
#[test]
fn of_several_arms_the_mean_of_what_is_delivered_leaks() {
    let mut scenario = leaking(on_a_score(&[("help", 0.4), ("talk", 0.1)]), 0.5);
    scenario["designs"]["trial"] =
        json!({"after_enrolment": {"shares": {"control": 1, "help": 1, "talk": 2}}});
    scenario["designs"]["equal"] = json!({"after_enrolment": {}});
    let first = found(&scenario, 64);
    let leak = |found: &Found, design: &str, arm: &str| {
        let cell = found.cell(&format!("{design}/raw/score/{arm}-control"));
        assert_exact(
            cell.truth.value - cell.policy_truth.value,
            cause(&cell, Artefact::Contamination),
        );
        cause(&cell, Artefact::Contamination)
    };
    for arm in ["help", "talk"] {
        assert_near(leak(&first, "trial", arm), -0.5 * (0.4 + 2.0 * 0.1) / 3.0, 1e-12);
        assert_near(leak(&first, "equal", arm), -0.5 * (0.4 + 0.1) / 2.0, 1e-12);
    }
    let between = |found: &Found, set: &str| found.cell(&format!("{set}/raw/score/help-talk"));
    scenario["analyses"]["raw"]["contrasts"] = json!([["help", "talk"]]);
    let arms = between(&found(&scenario, 64), "trial");
    assert_near(cause(&arms, Artefact::Contamination), 0.0, 0.0);
    scenario["analyses"]["raw"]["contrasts"] = json!([["help", "control"]]);
    scenario["treatment"]["arms"]["talk"]["take_up"] = json!({"rate": 0.5});
    let halved = found(&scenario, 64).cell("trial/raw/score/help-control");
    assert_near(cause(&halved, Artefact::Contamination), -0.5 * (0.4 + 0.1) / 3.0, 1e-12);
}

/// Where invitations differ in uptake, arms count by those who come; nobody outside the trial is reached.
#[test]
fn those_who_come_count_and_nobody_outside_is_reached() {
    let mut scenario = leaking(on_a_score(&[("help", 0.4), ("talk", 0.1)]), 0.5);
    scenario["population"]["size"] = json!(2000);
    scenario["recruitment"] = json!({"enrolment": {"rate": 0.25}});
    scenario["designs"]["trial"] = json!({"before_enrolment": {
        "reference": 0.4,
        "uptake": {"help": {"rate": 0.5}, "talk": {"rate": 0.25}, "control": {"rate": 0.25}}
    }});
    scenario["analyses"]["raw"]["set"] = json!("participants");
    scenario["analyses"]["raw"]["contrasts"] =
        json!([["help", "control"], ["help", "reference"], ["control", "reference"]]);
    let found = found(&scenario, 64);
    let leak = |name: &str| {
        cause(&found.cell(&format!("trial/raw/score/{name}")), Artefact::Contamination)
    };
    let expected = 0.5 * (0.5 * 0.4 + 0.25 * 0.1) / 0.75;
    assert_near(leak("help-control"), -expected, 1e-12);
    assert_near(leak("control-reference"), expected, 1e-12);
    assert_near(leak("help-reference"), 0.0, 0.0);
}

/// Of invitations that hang on the person only the intercepts are stated. Where as many come to each treatment arm, arms count by
/// their shares, whatever that number is: always with a single arm. Where other numbers come to each, nobody knows them.
#[test]
fn intercepts_tell_what_leaks_where_as_many_come_to_each_arm() {
    let of = |effects: &[(&str, f64)], uptake: Value| {
        let mut scenario = leaking(on_a_score(effects), 0.5);
        scenario["population"]["size"] = json!(2000);
        scenario["population"]["traits"] = json!({"drive": 0.0});
        scenario["recruitment"] = json!({"enrolment": {"intercept": -1, "traits": {"drive": 0.8}}});
        let mut shares = json!({"control": 1, "help": 1, "talk": 2});
        if effects.len() == 1 {
            shares = json!({"control": 1, "help": 1});
        }
        scenario["designs"]["trial"] =
            json!({"before_enrolment": {"shares": shares, "uptake": uptake}});
        scenario["analyses"]["raw"]["set"] = json!("participants");
        scenario
    };
    let leak = |scenario: &Value| {
        let cell = found(scenario, 64).cell("trial/raw/score/help-control");
        cause(&cell, Artefact::Contamination)
    };
    let one = [("help", 0.4)];
    assert_near(leak(&of(&one, json!({}))), -0.5 * 0.4, 1e-12);
    assert_near(leak(&of(&one, json!({"help": {"intercept": 0.3}}))), -0.5 * 0.4, 1e-12);
    let two = [("help", 0.4), ("talk", 0.1)];
    let alike = json!({"help": {"intercept": 0.3}, "talk": {"intercept": 0.3}});
    assert_near(leak(&of(&two, alike)), -0.5 * (0.4 + 2.0 * 0.1) / 3.0, 1e-12);
    let apart = of(&two, json!({"help": {"intercept": 0.3}}));
    let said = is_refused(&["check", Place::of(&apart).scenario()]);
    assert!(said.contains("designs.trial.before_enrolment.uptake"), "{said}");
    assert!(said.contains("the same \"intercept\" for all treatment arms"), "{said}");
    let mut alone = of(&two, json!({"help": {"intercept": 0.0}, "talk": {"intercept": -1.0}}));
    alone["recruitment"] = json!({});
    // Nothing hangs on the person: expit(0) of the one come, and expit(−1) of the other.
    let came = [0.5, 2.0 / (1.0 + libm::exp(1.0))];
    let expected = -0.5 * (0.4 * came[0] + 0.1 * came[1]) / (came[0] + came[1]);
    assert_near(leak(&alone), expected, 1e-12);
}

/// Points of John Henry stay what was stated, and everything is in the budget, in its order.
#[test]
fn artefacts_add_up() {
    let mut scenario = leaking(on_a_score(&[("help", 0.5)]), 0.3);
    let artefacts = &mut scenario["treatment"]["artefacts"];
    artefacts["john_henry"] = json!({"effects": {"score": {"points": 0.1}}});
    artefacts["hawthorne"] = json!({"effects": {"score": {"points": 0.2}}});
    let all = against_control(&found(&scenario, 64), "help");
    assert_near(cause(&all, Artefact::Hawthorne), 0.0, 1e-12);
    assert_near(cause(&all, Artefact::JohnHenry), -0.1, 1e-6);
    assert_near(cause(&all, Artefact::Contamination), -0.15, 1e-6);
    assert_near(all.truth.value, 0.5 - 0.1 - 0.15, 1e-6);
    let plain = against_control(&found(&on_a_score(&[("help", 0.5)]), 64), "help");
    alike_but_for(&[Artefact::JohnHenry, Artefact::Contamination], &all, &plain);
    scenario["treatment"]["artefacts"]["contamination"]["on"] = json!(false);
    let off = against_control(&found(&scenario, 64), "help");
    assert_near(cause(&off, Artefact::Contamination), 0.0, 0.0);
}

/// What an arm does is solved so that the difference with a control group that it reaches is as stated.
#[test]
fn a_difference_as_run_has_the_leak_in_it() {
    let mut scenario = leaking(on_a_score(&[("help", 0.0)]), 0.2);
    let effect = &mut scenario["treatment"]["arms"]["help"]["effects"]["score"];
    *effect = json!({"as_run_difference": {"points": 0.4}});
    let cell = against_control(&found(&scenario, 64), "help");
    assert_near(cell.truth.value, 0.4, 1e-3);
    assert_near(cell.policy_truth.value, 0.5, 1e-3);
    let said = is_refused(&["check", Place::of(&leaking(scenario, 1.0)).scenario()]);
    assert!(
        said.contains("0.4 cannot be reached for score, help: minus control, as run"),
        "{said}"
    );
}

/// R18: without effects nothing leaks, so that false alarms are as without it, to the bit.
#[test]
fn nothing_leaks_where_nothing_is_done() {
    let scenario = on_a_score(&[("help", 0.5), ("talk", 0.2)]);
    let settings = Options { null_world: true, ..options(128, 26, &[]) };
    let found = |scenario: &Value| run(Place::of(scenario).scenario(), &settings);
    let (with, without) = (found(&leaking(scenario.clone(), 0.4)), found(&scenario));
    let name = "trial/raw/score/help-control";
    let [one, other] = [&with, &without].map(|found| {
        let sums = &found.sums.cells[found.number("null", name)];
        (sums.clone(), found.cell_in("null", name))
    });
    assert!(one.0.same_estimates(&other.0));
    assert_eq!(one.1.truth.value.to_bits(), 0.0_f64.to_bits());
    let place = Place::of(&leaking(scenario, 0.4));
    let results =
        read_json(&succeeds(&[place.scenario(), "--replications", "64", "--format", "json"]));
    let families = results["families"].as_array().expect("a list");
    let null = families.iter().find(|family| family["world"] == "null").expect("it is supplied");
    assert_eq!(null["disturbed_by"], json!([]));
}

#[test]
fn every_artefact_gives_a_restricted_plan_the_same_estimates() {
    for member in Artefacts::family().members {
        let mut artefact = member.example.clone();
        let own = &mut artefact[member.name];
        if let Some(effects) = own.get_mut("effects") {
            *effects = json!({"passed": {"points": 0.05}});
        }
        let settings = [
            "outcomes.passed={\"binary\":{\"rate\":0.4,\"covariates\":{\"education\":0.8}}}"
                .to_owned(),
            "treatment.arms.arm.effects.passed={\"points\":0.1}".to_owned(),
            format!("treatment.artefacts={artefact}"),
            r#"analyses.own={"estimator": "difference_in_means", "outcomes": ["passed"]}"#
                .to_owned(),
        ];
        let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
        let plan = compiled(case("strata.json"), &options(16, 23, &settings)).plan;
        restriction_keeps_estimates(&plan, 1, member.name);
    }
}

fn with_a_range() -> Value {
    let mut scenario = on_a_score(&[("help", 0.5)]);
    let share = json!({"value": 0.3, "source": "assumption", "range": [0.0, 0.6]});
    scenario["treatment"]["artefacts"] = json!({"contamination": {"share": share}});
    scenario["costs"] = json!({"per_enrolled": 150});
    scenario
}

#[test]
fn every_command_answers_about_contamination() {
    let place = Place::of(&with_a_range());
    let varied = "treatment.artefacts.contamination.share=0,0.3";
    answers_every_question(&place.path("s.json"), &[], varied, &["--people", "200"]);
}

/// As all effects grow together, so does what leaks: an arm with a small effect never gets ahead of control.
#[test]
fn a_search_ends_where_what_leaks_outweighs_the_arm() {
    let place = Place::of(&leaking(on_a_score(&[("help", 0.5), ("talk", 0.05)]), 0.5));
    let answer = |arm: &str| {
        let asked = ["mde", place.scenario(), "--arm", arm, "--effort", "1", "--format", "json"];
        read_json(&succeeds(&asked))["answers"][0].clone()
    };
    // Half of the mean of both leaks, of every .5 that help does .1375.
    let help = answer("help");
    let [own, policy] =
        [&help["effect"]["at"], &help["policy_effect"]].map(|size| size.as_f64().expect("found"));
    assert_near(own / policy, 1.0 - 0.1375 / 0.5, 1e-3);
    let talk = answer("talk");
    assert_eq!((&talk["direction"], &talk["limit"]), (&json!("up"), &json!("turn")));
    let meaning = talk["meaning"].as_str().expect("a sentence");
    assert!(meaning.contains("together does not move it that way."), "{meaning}");
    let run = succeeds(&[place.scenario(), "--replications", "128"]);
    let run = run.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(run.contains("all effects together do not move it that way"), "{run}");
}

/// In the end everybody in control has a yes/no outcome that leaks to them, and not everybody in an arm of which some do
/// not start.
#[test]
fn a_search_keeps_to_the_sizes_over_which_an_effect_rises() {
    let mut scenario = leaking(on_a_score(&[("help", 0.1), ("talk", 0.05)]), 0.3);
    scenario["outcomes"] = json!({"score": {"binary": {"rate": 0.3}}});
    scenario["treatment"]["arms"]["talk"]["take_up"] = json!({"rate": 0.7});
    let place = Place::of(&scenario);
    let asked = ["mde", place.scenario(), "--arm", "talk", "--effort", "1", "--format", "json"];
    let answers = succeeds(&asked);
    assert!(answers.contains("\"turn\""), "{answers}");
    succeeds(&[place.scenario(), "--replications", "128"]);
}

/// A planner who reads why the effect is too small is told that control gets it too.
#[test]
fn what_leaks_is_told() {
    let place = Place::of(&with_a_range());
    let told = |arguments: &[&str]| {
        let text = succeeds(&[&[place.scenario()], arguments].concat());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let run = told(&["--replications", "200", "--details"]);
    for said in [
        "The control group gets 30 % of what participants in the arms get.",
        "mainly because control got part of what the arms get",
        "At work in the trial itself: control got part of it.",
    ] {
        assert!(run.contains(said), "{said}: {run}");
    }
    let check = succeeds(&["check", place.scenario()]);
    assert!(check.contains("The control group gets 30 % of"), "{check}");
    let csv = succeeds(&[place.scenario(), "--replications", "64", "--format", "csv"]);
    assert!(csv.lines().next().is_some_and(|head| head.contains("bias_contamination_sd")), "{csv}");
    let uncertain = succeeds(&["assumptions", place.scenario(), "--replications", "64"]);
    assert!(uncertain.contains("contamination"), "{uncertain}");
}

#[test]
fn what_contamination_cannot_be_is_said() {
    let refused = |contamination: Value| {
        let mut scenario = on_a_score(&[("help", 0.5)]);
        scenario["treatment"]["artefacts"] = json!({"contamination": contamination});
        is_refused(&["check", Place::of(&scenario).scenario()])
    };
    let said = refused(json!({"share": 30}));
    assert!(said.contains("treatment.artefacts.contamination.share"), "{said}");
    assert!(said.contains("must be a share from 0 to 1, found 30"), "{said}");
    assert!(said.contains("30 % is written 0.3"), "{said}");
    assert!(refused(json!({"share": -0.1})).contains("found -0.1"));
    assert!(refused(json!({})).contains("share"));
    assert!(refused(json!({"part": 0.3})).contains("share"));
}

/// Where all that the arms get leaks, no effect shows, however large, and no number of people is enough.
#[test]
fn what_leaks_whole_is_found_by_nobody() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/two-arm.json");
    let leaks = [
        "--quiet",
        "--effort",
        "1",
        "--set",
        "treatment.artefacts={\"contamination\":{\"share\":1}}",
    ];
    let told = |command: &str| {
        let text = succeeds(&[&[command, path], &leaks[..]].concat());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mde = told("mde");
    for way in ["Upwards", "Downwards"] {
        let sentence = format!(
            "{way}: out of reach: scaling all effects of all arms together does not move it that way."
        );
        assert!(mde.contains(&sentence), "{mde}");
    }
    let size = told("size");
    assert!(size.contains("cannot be told from zero"), "{size}");
    assert!(!size.contains("What would do") && !size.contains("places like this one"), "{size}");
}
