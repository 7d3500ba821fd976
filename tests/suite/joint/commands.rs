//! What every command says of families that a scenario declares, and what it refuses.

use serde_json::{Value, json};

use super::{arms, months};
use crate::command::{answers_questions, is_refused, read_json, succeeds};
use crate::place::Place;

#[test]
fn every_command_answers_where_families_are_declared() {
    let place = Place::of(&months());
    let path = place.path("s.json");
    answers_questions(
        &path,
        &["--design", "after", "--arm", "help"],
        "population.size=300,400",
        &["--people", "300,400"],
        &[],
    );
    let told = succeeds(&["check", place.scenario()]);
    assert!(told.contains("work in design after, 5 tests"), "{told}");
    assert!(
        told.contains("late in design before, 0 tests: late looks at another design only (after)"),
        "{told}"
    );
    let told = succeeds(&[place.scenario(), "--replications", "100", "--details"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Tests of a family in one trial: work in after (tests: 5)"), "{told}");
    assert!(
        told.contains("late in before has no test: late looks at another design only (after)."),
        "{told}"
    );
    let table = succeeds(&[place.scenario(), "--replications", "32", "--format", "csv"]);
    let header = table.lines().next().expect("a header");
    assert!(header.contains(",family,tests,any_found,any_found_mcse,all_found"), "{header}");
    assert_eq!(
        table.lines().filter(|line| line.contains(",twelve,6,")).count(),
        4,
        "designs, worlds"
    );
    let few = ["--replications", "32", "--family", "work"];
    for format in ["text", "json", "csv"] {
        let own =
            ["sweep", place.scenario(), "--vary", "population.size=300,400", "--format", format];
        assert!(succeeds(&[&own[..], &few].concat()).contains("work"));
    }
}

#[test]
fn what_is_asked_of_a_family_and_cannot_be_is_said() {
    let place = Place::of(&months());
    let path = place.scenario();
    let said = is_refused(&["sweep", path, "--vary", "population.size=300", "--family", "wrok"]);
    assert!(
        said.contains("unknown family \"wrok\"") && said.contains("did you mean \"work\"?"),
        "{said}"
    );
    let plain = Place::new();
    let said =
        is_refused(&["sweep", plain.scenario(), "--vary", "population.size=80", "--family", "all"]);
    assert!(said.contains("declares no family"), "{said}");
    let said = is_refused(&[
        "sweep",
        path,
        "--vary",
        "population.size=300",
        "--family",
        "late",
        "--design",
        "before",
    ]);
    assert!(said.contains("no design asked for makes a test of the family \"late\""), "{said}");
}

/// What moves is what a sweep to the same value moves, on the same chance.
#[test]
fn assumptions_and_a_sweep_agree_on_joint_power() {
    let place = Place::of(&months());
    let few = ["--replications", "64", "--seed", "5", "--family", "work", "--format", "json"];
    let path = "treatment.arms.help.effects.works.points";
    let moved = ["assumptions", place.scenario(), "--of", "any_found", "--only", path];
    let moved = read_json(&succeeds(&[&moved[..], &few].concat()));
    assert_eq!(moved["quantity"], "any_found");
    let question = json!({"family": "work", "design": "after", "tests": 5, "correction": "none"});
    assert_eq!(moved["question"], question);
    let end = &moved["tornado"]["assumptions"][0]["high"];
    assert_eq!(end["value"], 0.2);
    let vary = format!("{path}=0.2");
    let swept = ["sweep", place.scenario(), "--vary", &vary];
    let swept = read_json(&succeeds(&[&swept[..], &few].concat()));
    let row = &swept["family_rows"][1];
    assert_eq!(row["any_found_difference"], end["change"]);
    assert_eq!(swept["family_rows"][0]["any_found"]["value"], moved["base"]["value"]);
    let text = [
        "assumptions",
        place.scenario(),
        "--of",
        "all_found",
        "--family",
        "work",
        "--only",
        path,
        "--replications",
        "64",
    ];
    let text = succeeds(&text);
    assert!(text.contains("Family work, 5 tests together"), "{text}");
    assert!(text.contains("the chance that all tests find what they seek"), "{text}");
    let refused =
        |arguments: &[&str]| is_refused(&[&["assumptions", place.scenario()], arguments].concat());
    assert!(refused(&["--of", "any_found"]).contains("name a family"));
    assert!(refused(&["--family", "work"]).contains("is of one comparison"));
    assert!(refused(&["--family", "work", "--assurance", "4"]).contains("leave --assurance out"));
}

#[test]
fn a_frontier_asks_for_joint_power_and_keeps_everything_else() {
    let place = Place::of(&months());
    let own = [
        "frontier",
        place.scenario(),
        "--people",
        "300,400",
        "--replications",
        "64",
        "--seed",
        "5",
    ];
    let joint = [&own[..], &["--family", "work", "--of", "all_found"]].concat();
    let json =
        |arguments: &[&str]| read_json(&succeeds(&[arguments, &["--format", "json"]].concat()));
    let (alone, together) = (json(&own), json(&joint));
    let asked = json!({"family": "work", "of": "all_found", "correction": "none"});
    assert_eq!(together["joint_power"], asked);
    let rows = |value: &Value| value["candidates"].as_array().expect("a list").clone();
    assert_eq!(rows(&alone).len(), rows(&together).len());
    for (one, mut other) in rows(&alone).into_iter().zip(rows(&together)) {
        let reaches = other["all_found"]["value"].as_f64().is_some_and(|power| power >= 0.8);
        assert_eq!(other["reaches_power"], json!(reaches));
        for key in ["any_found", "all_found", "any_false_alarm"] {
            assert!(one[key].is_null() && other[key].is_object(), "{key}");
            other.as_object_mut().expect("an object").shift_remove(key);
        }
        for key in ["share_found", "false_discovery_rate"] {
            other.as_object_mut().expect("an object").shift_remove(key);
        }
        other["reaches_power"] = one["reaches_power"].clone();
        let tests = other.as_object_mut().expect("an object").shift_remove("tests");
        assert_eq!(tests, Some(json!(5)));
        assert_eq!(one, other, "what is weighed does not depend on the family");
    }
    let whole = |row: &&Value| row["design"] == "after" && row["people"] == 400;
    let rows = rows(&together);
    let row = rows.iter().find(whole).expect("a candidate");
    let plain = [place.scenario(), "--replications", "64", "--seed", "5", "--format", "json"];
    let plain = read_json(&succeeds(&plain));
    let family = |row: &&Value| {
        row["family"] == "work" && row["world"] == "plan" && row["design"] == "after"
    };
    let plain = plain["declared_families"]
        .as_array()
        .expect("a list")
        .iter()
        .find(family)
        .expect("it is there")
        .clone();
    assert_eq!(row["all_found"], plain["all_found"], "as in a plain run");
    let text = succeeds(&joint);
    assert!(text.contains("finds every effect of family work"), "{text}");
    let table = succeeds(&[&joint[..], &["--format", "csv"]].concat());
    assert!(
        table
            .lines()
            .next()
            .is_some_and(|header| header.contains(",any_false_alarm,any_false_alarm_mcse"))
    );
    assert!(is_refused(&[&own[..], &["--family", "work"]].concat()).contains("any_found"));
    assert!(is_refused(&[&own[..], &["--of", "bias"]].concat()).contains("asked for a power"));
}

#[test]
fn a_run_goes_on_until_joint_power_is_precise() {
    let place = Place::of(&arms(2, 0.1));
    let run = [place.scenario(), "--precision", "0.012", "--of", "all_found", "--format", "json"];
    let precision = read_json(&succeeds(&run))["run"]["precision"].clone();
    assert_eq!((&precision["of"], &precision["at_cap"]), (&json!("all_found"), &json!(false)));
    assert!(precision["reached"].as_f64().is_some_and(|error| error > 0.0 && error <= 0.012));
    let plain = Place::new();
    let said = is_refused(&[plain.scenario(), "--precision", "0.1", "--of", "any_found"]);
    assert!(said.contains("no family is declared"), "{said}");
}

/// A family loses the tests of an arm that is left out, and nothing else.
#[test]
fn an_arm_that_is_left_out_leaves_its_families() {
    let place = Place::of(&months());
    let own = ["frontier", place.scenario(), "--design", "after", "--without", "talk"];
    let joint = ["--family", "twelve", "--of", "any_found", "--replications", "64", "--seed", "5"];
    let found = read_json(&succeeds(&[&own[..], &joint, &["--format", "json"]].concat()));
    let candidates = found["candidates"].as_array().expect("a list");
    let without = |row: &&Value| row["without"] == json!(["talk"]);
    let row = candidates.iter().find(without).expect("it can be run");
    let mut scenario = months();
    scenario["treatment"]["arms"].as_object_mut().expect("arms").shift_remove("talk");
    scenario["worlds"] = json!({});
    let shares = json!({"control": 1, "help": 1});
    scenario["designs"]["before"]["before_enrolment"]["shares"] = shares;
    scenario["families"]["twelve"]["arms"] = json!(["help"]);
    let alone = Place::of(&scenario);
    let plain = [alone.scenario(), "--replications", "64", "--seed", "5", "--format", "json"];
    let plain = read_json(&succeeds(&plain));
    let rows = plain["declared_families"].as_array().expect("a list");
    let family = |row: &&Value| {
        row["family"] == "twelve" && row["world"] == "plan" && row["design"] == "after"
    };
    let same = rows.iter().find(family).expect("it is there");
    assert_eq!(same["tests"].as_array().map(Vec::len), Some(3));
    assert_eq!(row["any_found"], same["any_found"]);
}

/// Who measures in one month makes no test of another: as where only that month is tried.
#[test]
fn a_candidate_makes_the_tests_of_its_month() {
    let place = Place::of(&months());
    let of_months = |months: &str| {
        let joint = ["--family", "work", "--of", "all_found", "--format", "json"];
        let own = ["frontier", place.scenario(), "--design", "after", "--months", months];
        let few = ["--replications", "64", "--seed", "5"];
        read_json(&succeeds(&[&own[..], &few, &joint].concat()))["candidates"].clone()
    };
    let at = |candidates: &Value, month: u32| {
        let mut all = candidates.as_array().expect("a list").iter();
        let found = all.find(|row| row["month"] == month);
        let row = found.expect("it is there").as_object().expect("an object").clone();
        ["tests", "any_found", "all_found"].map(|key| row[key].clone())
    };
    let both = of_months("6,18");
    for month in [6, 18] {
        let own = at(&both, month);
        assert_eq!(own, at(&of_months(&month.to_string()), month));
        // Two analyses of one outcome, and one of the other.
        assert_eq!(own[0], 3);
    }
    let own = ["frontier", place.scenario(), "--design", "after", "--without", "talk"];
    let joint = ["--replications", "64", "--family", "twelve", "--of", "all_found"];
    let told = succeeds(&[own, joint].concat());
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let unequal = "The family twelve is not the same everywhere: 3 tests in ";
    assert!(told.contains(unequal) && told.contains("; 6 tests in "), "{told}");
}
