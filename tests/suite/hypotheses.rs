//! V67 and what holds for tests that are to show that an arm is not worse by a margin.

use proefdraai::diagnosis::diagnosand::Diagnosis;
use proefdraai::diagnosis::measured::Absent;
use proefdraai::hypothesis::Claim;
use proefdraai::scenario::source::Document;
use proefdraai::scenario::{Options, check};
use serde_json::{Value, json};

use crate::assert_near;
use crate::command::{answers_questions, is_refused, read_json, succeeds};
use crate::place::Place;
use crate::trial::{Found, agrees, known, options, run, share};

/// Two arms of so many people each and a yes/no outcome, of which nothing may be worse by the margin.
fn two_arms(people: u32, rate: f64, points: f64, margin: f64) -> Value {
    json!({
        "name": "margin",
        "population": {"size": 2 * people},
        "outcomes": {"works": {"binary": {"rate": rate}}},
        "treatment": {"arms": {"help": {"effects": {"works": {"points": points}}}}},
        "designs": {"trial": {"after_enrolment": {"shares": {"control": people, "help": people}}}},
        "analyses": {"safe": {
            "estimator": "difference_in_means",
            "hypothesis": {"not_worse": {"margin": margin}}
        }}
    })
}

fn found(scenario: &Value, replications: u32) -> Found {
    run(Place::of(scenario).scenario(), &options(replications, 67, &[]))
}

fn diagnosed(scenario: &Value, replications: u32) -> Diagnosis {
    found(scenario, replications).cell("trial/safe/works/help-control")
}

/// Power by enumeration: V67, 40,000 trials, rule M.
#[test]
fn v67_power_of_not_worse_by_a_margin() {
    for (people, rate, margin, power) in [
        (177, 0.15, 0.05, 0.2599841157),
        (188, 0.15, 0.10, 0.7736199071),
        (122, 0.33, 0.10, 0.3748823034),
    ] {
        let diagnosis = diagnosed(&two_arms(people, rate, 0.0, margin), 40_000);
        let test = &diagnosis.tests[0];
        let right = share(known(&test.power_right_direction), power, 40_000.0);
        agrees(&format!("power of {people} v {people}"), right, power);
        assert_eq!(known(&test.power), known(&test.power_right_direction));
        assert_near(known(&test.smoothed_power).value, power, 0.02);
        assert_eq!(test.exaggeration, Err(Absent::NoEffectSought));
        assert_eq!(test.mde, Err(Absent::NoEffectSought));
        assert_eq!(test.type_s, Err(Absent::NoEffectSought));
    }
}

/// At the boundary a rejection is a false alarm: V67 by enumeration, .10 v .15.
#[test]
fn v67_false_alarm_at_the_margin() {
    let diagnosis = diagnosed(&two_arms(177, 0.15, -0.05, 0.05), 40_000);
    let test = &diagnosis.tests[0];
    agrees("size", share(known(&test.power), 0.0254142026, 40_000.0), 0.0254142026);
    assert_eq!(test.power_right_direction, Err(Absent::AtMargin));
    let worse = diagnosed(&two_arms(177, 0.15, -0.08, 0.05), 64);
    assert_eq!(worse.tests[0].power_right_direction, Err(Absent::BeyondMargin));
}

/// Two arms of so many people each and a score of standard deviation 1, as good where they differ by less than the margin.
fn as_good(people: u32, points: f64, margin: f64) -> Value {
    let mut scenario = two_arms(people, 0.5, 0.0, margin);
    scenario["outcomes"] = json!({"works": {"continuous": {"mean": 0, "sd": 1}}});
    scenario["treatment"] = json!({"arms": {"help": {"effects": {"works": {"points": points}}}}});
    scenario["analyses"]["safe"]["hypothesis"] = json!({"as_good_as": {"margin": margin}});
    scenario
}

/// Two one-sided t tests, exact power: V68, 20,000 trials, rule M.
#[test]
fn v68_power_of_as_good_as() {
    for (people, margin, power) in [(100, 0.5, 0.9396957879), (60, 0.6, 0.8953146644)] {
        let diagnosis = diagnosed(&as_good(people, 0.0, margin), 20_000);
        let test = &diagnosis.tests[0];
        let right = share(known(&test.power_right_direction), power, 20_000.0);
        agrees(&format!("power of {people} v {people}"), right, power);
        assert_eq!(known(&test.power), known(&test.power_right_direction));
        assert_near(known(&test.smoothed_power).value, power, 0.01);
        assert!(!test.smoothing_doubtful);
        assert_eq!(test.mde, Err(Absent::NoEffectSought));
    }
}

/// At either margin it is shown in at most 5 of 100 trials: the power of the one test there, less where the other fails
/// (here never: they are ten standard errors apart).
#[test]
fn v68_false_alarm_at_either_margin() {
    for points in [-0.5, 0.5] {
        let test = &diagnosed(&as_good(800, points, 0.5), 8_000).tests[0];
        agrees("size", share(known(&test.power), 0.05, 8_000.0), 0.05);
        assert_eq!(test.power_right_direction, Err(Absent::AtMargin));
    }
    let beyond = &diagnosed(&as_good(100, 0.7, 0.5), 64).tests[0];
    assert_eq!(beyond.power_right_direction, Err(Absent::BeyondMargin));
}

#[test]
fn as_good_as_is_refused_where_it_says_nothing() {
    let refused = |change: fn(&mut Value)| {
        let mut scenario = as_good(100, 0.0, 0.5);
        change(&mut scenario);
        is_refused(&["check", Place::of(&scenario).scenario()])
    };
    let said = refused(|s| s["analyses"]["safe"]["hypothesis"]["as_good_as"]["margin"] = json!(0));
    assert!(said.contains("analyses.safe.hypothesis.as_good_as.margin"), "{said}");
    let said = refused(|s| s["analyses"]["safe"]["alpha"] = json!([0.6]));
    assert!(said.contains("which has to lie below 0.5, found 0.6"), "{said}");
    let said = refused(|s| s["families"] = json!({"all": {"correction": "dunnett"}}));
    assert!(said.contains("makes two tests of each"), "{said}");
}

/// Power of 69 people in each arm is .79851178 and of 70 .80593118: the mean of max(0, 2Φ((m − t s σ)/σ) − 1) over the law of s,
/// σ = √(2/n), s² = χ²/df, by Simpson's rule; the same sum gives both values of V68 to eight digits.
#[test]
fn size_takes_as_good_as_for_what_is_to_be_reached() {
    let place = Place::of(&as_good(100, 0.0, 0.5));
    let asked = ["size", place.scenario(), "--format", "json", "--seed", "3"];
    let answer = read_json(&succeeds(&asked))["answers"][0].clone();
    let people = answer["people"]["at"].as_f64().unwrap_or_else(|| panic!("{answer}"));
    assert_near(people, 140.0, 12.0);
}

/// The same trials, with yes and no exchanged: what was higher is lower.
#[test]
fn where_lower_is_better_everything_is_mirrored() {
    let higher = diagnosed(&two_arms(177, 0.15, -0.02, 0.10), 40_000);
    let mut mirrored = two_arms(177, 0.85, 0.02, 0.10);
    mirrored["outcomes"]["works"]["binary"]["better"] = json!("lower");
    let lower = diagnosed(&mirrored, 40_000);
    let [higher, lower] = [higher, lower].map(|d| known(&d.tests[0].power_right_direction).value);
    // Independent trials: √(2·.25/40,000) = .0035 at most.
    assert_near(higher, lower, 4.0 * 0.0036);
    mirrored["outcomes"]["works"]["binary"]["better"] = json!("higher");
    let harm_is_welcome = known(&diagnosed(&mirrored, 2_000).tests[0].power).value;
    assert!(harm_is_welcome > lower, "{harm_is_welcome} for {lower}");
}

/// R24: per person invited only those who come are treated, and the margin is as much smaller.
#[test]
fn the_margin_counts_the_share_treated_and_is_told_on_both_scales() {
    let mut scenario = two_arms(1000, 0.3, 0.0, 0.05);
    scenario["recruitment"] = json!({"enrolment": {"rate": 0.25}});
    scenario["designs"] = json!({"trial": {"before_enrolment": {
        "reference": 0.5, "shares": {"control": 1, "help": 1}
    }}});
    let found = found(&scenario, 64);
    let k = found.number("plan", "trial/safe/works/help-reference");
    let cell = &found.plan.cells[k];
    let share = cell.factors[0].value;
    assert_near(share, 0.25, 0.01);
    assert_eq!(cell.spec.claim, Claim::Above(-0.05 * share));
    let told = succeeds(&[Place::of(&scenario).scenario(), "--replications", "100"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let both = "at most 5 points worse for everybody eligible (1.2";
    assert!(told.contains(both), "{told}");
    assert!(told.contains("points per person invited)"), "{told}");
}

#[test]
fn two_treated_arms_are_compared_only_where_as_many_are_treated() {
    let mut scenario = two_arms(100, 0.3, 0.0, 0.05);
    scenario["treatment"]["arms"]["talk"] = json!({"effects": {"works": {"points": 0.0}}});
    scenario["designs"]["trial"] =
        json!({"after_enrolment": {"shares": {"control": 1, "help": 1, "talk": 1}}});
    scenario["analyses"]["safe"]["contrasts"] = json!([["help", "talk"]]);
    let found = found(&scenario, 64);
    assert_eq!(found.plan.cells[0].spec.claim, Claim::Above(-0.05));
    scenario["treatment"]["arms"]["talk"]["take_up"] = json!({"rate": 0.5});
    assert!(refused_unsolved(&scenario).contains("a margin has no size then"));
    scenario["treatment"]["arms"]["help"]["take_up"] = json!({"rate": 0.5});
    check(&document(&scenario), &Options::default()).expect("as many start in either arm");
}

/// The same of the share who accept an invitation, before anybody is drawn.
#[test]
fn two_invitations_are_compared_only_where_as_many_accept_them() {
    let mut scenario = two_arms(500, 0.3, 0.0, 0.05);
    scenario["recruitment"] = json!({"enrolment": {"rate": 0.5}});
    scenario["treatment"]["arms"]["talk"] = json!({"effects": {"works": {"points": 0.0}}});
    scenario["analyses"]["safe"]["contrasts"] = json!([["help", "talk"]]);
    let invited = |help: f64, talk: f64| {
        json!({"trial": {"before_enrolment": {"uptake": {
            "help": {"rate": help}, "talk": {"rate": talk}
        }}}})
    };
    scenario["designs"] = invited(0.4, 0.6);
    assert!(refused_unsolved(&scenario).contains("a margin has no size then"));
    scenario["designs"] = invited(0.4, 0.4);
    check(&document(&scenario), &Options::default()).expect("as many accept either invitation");
}

fn document(scenario: &Value) -> Document {
    Document::parse("margin.json", scenario.to_string()).expect("it is JSON")
}

/// What is said of the first comparison before anything is solved.
fn refused_unsolved(scenario: &Value) -> String {
    let report = check(&document(scenario), &Options::default()).expect_err("it is refused");
    let first = &report.problems()[0];
    assert_eq!(first.path(), "analyses.safe.contrasts[0]");
    first.message().to_owned()
}

#[test]
fn what_a_margin_cannot_be_is_said() {
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut scenario = two_arms(60, 0.3, 0.0, 0.05);
        change(&mut scenario["analyses"]["safe"]);
        is_refused(&[Place::of(&scenario).scenario()])
    };
    let said = refused(&|safe| safe["estimator"] = json!("fisher_exact"));
    assert!(said.contains("analyses.safe.hypothesis"), "{said}");
    assert!(said.contains("\"fisher_exact\" gives no standard error"), "{said}");
    let said = refused(&|safe| safe["hypothesis"] = json!({"not_worse": {"margin": 0}}));
    assert!(said.contains("must be above 0, found 0"), "{said}");
    let said = refused(&|safe| safe["hypothesis"] = json!({"not_worse": {"margin": 5}}));
    assert!(said.contains("its margin lies below 1, found 5"), "{said}");
    let said = refused(&|safe| safe["hypothesis"] = json!("not_worse"));
    assert!(said.contains("margin"), "{said}");
}

/// R17: nobody stands in where there is no standard error.
#[test]
fn a_margin_has_no_exact_stand_in() {
    let mut scenario = two_arms(3, 0.5, 0.0, 0.05);
    let seen = diagnosed(&scenario, 4_000);
    assert!(seen.with_interval < seen.estimated && seen.tested == seen.with_interval);
    scenario["analyses"]["safe"]["hypothesis"] = json!("difference");
    let seen = diagnosed(&scenario, 4_000);
    assert!(seen.tested > seen.with_interval);
}

/// The interval, and what is estimated, have nothing to do with the hypothesis.
#[test]
fn a_margin_leaves_the_estimates_alone() {
    let mut scenario = two_arms(60, 0.3, -0.1, 0.05);
    let margin = diagnosed(&scenario, 2_000);
    scenario["analyses"]["safe"]["hypothesis"] = json!("difference");
    let effect = diagnosed(&scenario, 2_000);
    assert_eq!(margin.mean_estimate, effect.mean_estimate);
    assert_eq!(margin.coverage, effect.coverage);
}

#[test]
fn every_command_but_mde_answers_about_a_margin() {
    let mut scenario = two_arms(177, 0.15, 0.0, 0.05);
    scenario["outcomes"]["works"]["binary"]["rate"] = json!({"value": 0.15, "range": [0.1, 0.2]});
    scenario["costs"] = json!({"per_enrolled": 150});
    let place = Place::of(&scenario);
    let varied = "analyses.safe.hypothesis.not_worse.margin=0.05,0.1";
    let path = place.path("s.json");
    answers_questions(&path, &[], varied, &["--people", "354"], &["mde"]);
    let said = is_refused(&["mde", place.scenario()]);
    assert!(said.contains("analyses.safe.hypothesis.not_worse.margin"), "{said}");
}

/// As the cells of a run have them: rows of a sweep each their own, candidates, and what assumptions are asked about.
#[test]
fn every_answer_names_its_hypothesis_and_its_margin() {
    let mut scenario = two_arms(177, 0.15, 0.0, 0.05);
    scenario["outcomes"]["works"]["binary"]["rate"] =
        json!({"value": 0.15, "source": "assumption", "range": [0.1, 0.2]});
    scenario["costs"] = json!({"per_enrolled": 150});
    let place = Place::of(&scenario);
    let with = |command: &str, more: &[&str]| {
        let asked = [&[command, place.scenario(), "--replications", "64"], more].concat();
        let csv = succeeds(&[&asked[..], &["--format", "csv"]].concat());
        (read_json(&succeeds(&[&asked[..], &["--format", "json"]].concat())), csv)
    };
    let is_margin = |row: &Value, margin: f64| {
        assert_eq!((&row["hypothesis"], &row["margin"]), (&json!("not_worse"), &json!(margin)));
    };
    let column = |csv: &str, row: usize| {
        let line = |k: usize| csv.lines().nth(k).expect("a line").split(',').collect::<Vec<_>>();
        let at = line(0).iter().position(|name| *name == "hypothesis").expect("a column");
        (line(row)[at].to_owned(), line(row)[at + 1].to_owned())
    };
    let told = |margin: &str| ("not_worse".to_owned(), margin.to_owned());
    let vary = "analyses.safe.hypothesis.not_worse.margin=0.1";
    let (sweep, csv) = with("sweep", &["--vary", vary]);
    is_margin(&sweep["rows"][0], 0.05);
    is_margin(&sweep["rows"][1], 0.1);
    assert_eq!((column(&csv, 1), column(&csv, 2)), (told("0.05"), told("0.1")));
    let (frontier, csv) = with("frontier", &["--people", "354"]);
    is_margin(&frontier["candidates"][0], 0.05);
    assert_eq!(column(&csv, 1), told("0.05"));
    let (assumptions, csv) = with("assumptions", &[]);
    is_margin(&assumptions, 0.05);
    assert_eq!(column(&csv, 1), told("0.05"));
    scenario["analyses"]["safe"].as_object_mut().expect("an object").shift_remove("hypothesis");
    let place = Place::of(&scenario);
    let asked = ["assumptions", place.scenario(), "--replications", "64", "--format", "json"];
    let effect = read_json(&succeeds(&asked));
    assert_eq!((&effect["hypothesis"], &effect["margin"]), (&json!("difference"), &Value::Null));
}

/// Families, the world without effects, and what a run says of a margin.
#[test]
fn nothing_is_said_to_be_found_that_was_shown() {
    let mut scenario = two_arms(177, 0.15, 0.0, 0.05);
    scenario["treatment"]["arms"]["talk"] = json!({"effects": {"works": {"points": 0.02}}});
    scenario["designs"]["trial"] =
        json!({"after_enrolment": {"shares": {"control": 1, "help": 1, "talk": 1}}});
    let place = Place::of(&scenario);
    let told = succeeds(&[place.scenario(), "--replications", "200"]);
    let plain = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.contains("is at most 5 points worse than regular service."), "{told}");
    assert!(
        plain.contains("at most 5 points worse than regular service, one-sided p < 0.025."),
        "{told}"
    );
    assert!(plain.contains("“No significant difference” is not “not worse”"), "{told}");
    for word in ["Found:", "is found", "Findable", "False alarm:"] {
        assert!(!told.contains(word), "{word}: {told}");
    }
    let json =
        read_json(&succeeds(&[place.scenario(), "--replications", "64", "--format", "json"]));
    assert_eq!(json["cells"][0]["hypothesis"], "not_worse");
    assert_eq!(json["cells"][0]["margin"], 0.05);
    let family = &json["families"][0];
    assert!(family["any_found"]["value"].is_number());
    assert_eq!(
        family["any_false_alarm"]["reason"],
        "the test is against a margin: no effect is sought"
    );
    let solved = &json["cells"][0]["mde_solved"]["up"]["reason"];
    assert_eq!(solved, "the test is against a margin, and no effect is sought");
}
