//! `simulate sweep` and `--precision`: known answers at every point, the same numbers as a plain run, and what
//! is refused.

use serde_json::Value;

use crate::closed_form::two_sample_t_power;
use crate::command::{is_refused, succeeds};

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/small.json");
const V04: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios/v04.json");
const TWO_ARM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/two-arm.json");

/// The same, as JSON.
#[track_caller]
fn json(arguments: &[&str]) -> Value {
    let text = succeeds(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&text).expect("the output is JSON")
}

/// The output up to its timing, which differs from run to run.
#[track_caller]
fn untimed(arguments: &[&str]) -> String {
    let text = succeeds(&[arguments, &["--format", "json"]].concat());
    text.split_once("\"timing\"").expect("timing comes last").0.to_owned()
}

fn rows(results: &Value) -> &[Value] {
    results["rows"].as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// Closed form of V04: a two-sample t test of d = 0.5 with n in each arm.
#[test]
fn participants_swept_give_the_closed_form_at_every_point() {
    let (replications, d) = (4000.0, 0.5);
    let results = json(&[
        "sweep",
        V04,
        "--set",
        "population.size=400",
        "--set",
        r#"designs.trial.after_enrolment={"participants": 128}"#,
        "--vary",
        "designs.trial.after_enrolment.participants=40,80,128,200",
        "--replications",
        "4000",
        "--seed",
        "11",
    ]);
    let points = rows(&results);
    assert_eq!(points.len(), 5);
    assert_eq!(points[0]["status"], "baseline");
    for row in &points[1..] {
        let path = "designs.trial.after_enrolment.participants";
        let participants = number(&row["values"][path]);
        let expected = two_sample_t_power(participants / 2.0, d, 0.05);
        let mcse = (expected * (1.0 - expected) / replications).sqrt();
        let found = number(&row["power"]["value"]);
        assert!((found - expected).abs() < 4.0 * mcse, "{participants}: {found}, not {expected}");
        assert_eq!(number(&row["n_analysed"]["value"]), participants);
    }
    // 128 is what the scenario has: nothing changes, and so nothing differs.
    let same = &points[3];
    for key in ["power_difference", "rmse_difference"] {
        assert_eq!(same[key]["value"], 0.0, "{key}");
        assert_eq!(same[key]["mcse"], 0.0, "{key}");
    }
}

/// Estimates, with enrolment rates that ask for different calibration samples.
#[test]
fn a_point_is_the_plain_run_with_the_same_settings() {
    let nijmegen = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/nijmegen.json");
    let common = ["--replications", "64", "--design", "after"];
    let path = "recruitment.enrolment.rate";
    let vary = format!("{path}=0.03,0.10");
    let swept = json(&[&["sweep", nijmegen, "--vary", &vary], &common[..]].concat());
    for row in &rows(&swept)[1..] {
        let setting = format!("{path}={}", row["values"][path]);
        let plain = [nijmegen, "--set", &setting, "--world", "plan"];
        let plain = json(&[&plain[..], &common[..]].concat());
        let keys = ["world", "design", "analysis", "outcome", "month", "arm", "versus"];
        let cells = plain["cells"].as_array().expect("a list");
        let same = cells.iter().find(|cell| keys.iter().all(|key| cell[key] == row[key]));
        let same = same.expect("the plain run has this cell");
        assert_eq!(row["n_analysed"]["value"], same["n_analysed"], "{setting}");
        for key in ["power", "power_right_direction"] {
            assert_eq!(row[key], same["tests"][0][key], "{key} at {setting}");
        }
        for key in ["mean_estimate", "policy_bias", "policy_coverage", "rmse", "policy_truth"] {
            assert_eq!(row[key], same[key], "{key} at {setting}");
        }
    }
}

#[test]
fn an_impossible_point_says_why_and_the_others_go_on() {
    let path = "outcomes.works.binary.rate";
    let arguments = ["sweep", TWO_ARM, "--vary", "outcomes.works.binary.rate=0.2,1.2,0.4,0.95"];
    let results = json(&[&arguments[..], &["--replications", "64"]].concat());
    let told: Vec<(&Value, &Value)> =
        rows(&results).iter().map(|row| (&row["values"][path], &row["status"])).collect();
    let expected =
        [(0.33, "baseline"), (0.2, "done"), (1.2, "refused"), (0.4, "done"), (0.95, "refused")];
    assert_eq!(told.len(), expected.len());
    for ((value, status), (rate, word)) in told.into_iter().zip(expected) {
        assert_eq!((number(value), status.as_str()), (rate, Some(word)));
    }
    let reason = rows(&results)[2]["reason"].as_str().expect("a reason");
    assert!(reason.contains("outcomes.works.binary.rate"), "{reason}");
    let text = succeeds(&[&arguments[..], &["--replications", "64"]].concat());
    assert!(text.contains("Points without numbers") && text.contains("binary.rate 1.2"), "{text}");

    let said = is_refused(&["sweep", TWO_ARM, "--vary", "outcomes.works.binary.rate=1.2,1.3"]);
    assert!(said.contains("outcomes.works.binary.rate"), "{said}");
}

/// In words, settings stand without quotes and a line ends between them; JSON has them as they are written.
#[test]
fn values_that_are_settings_are_read_without_their_quotes() {
    let sites = r#"{"north": {}, "south": {"share": 0.25, "outcomes": {"works": {"rate": 0.25}}}}"#;
    let vary = format!("sites={sites}");
    let arguments = ["sweep", TWO_ARM, "--vary", &vary, "--replications", "64"];
    let text = succeeds(&arguments);
    let told = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown =
        "sites: {north: {}, south: {share: 0.25, outcomes: {works: {rate: 0.25}}}} (now not set)";
    assert!(told.contains(shown), "{text}");
    assert!(text.lines().any(|line| line.starts_with("{north: {}, south:")), "{text}");
    assert!(!text.contains('"'), "{text}");
    let written: Value = serde_json::from_str(sites).expect("it is JSON");
    assert_eq!(rows(&json(&arguments))[1]["values"]["sites"], written);
}

#[test]
fn all_formats_have_all_points_and_do_not_depend_on_threads() {
    let arguments = [
        "sweep",
        SMALL,
        "--vary",
        "recruitment.enrolment.rate=0.25,0.3",
        "--vary",
        "treatment.arms.coaching.effects.works.points=0..0.2/3",
        "--arm",
        "coaching",
        "--arm",
        "no_duties",
        "--replications",
        "64",
    ];
    let one = untimed(&[&arguments[..], &["--threads", "1"]].concat());
    let two = untimed(&[&arguments[..], &["--threads", "2"]].concat());
    assert!(one == two, "two threads give other bytes than one");

    let results = json(&arguments);
    assert_eq!(results["format"], 1);
    assert_eq!(rows(&results).len(), 7 * 2);
    let table = succeeds(&[&arguments[..], &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column =
        |name: &str| header.iter().position(|h| h == name).unwrap_or_else(|| panic!("no {name}"));
    for (record, row) in reader.records().zip(rows(&results)) {
        let record = record.expect("a row");
        assert_eq!(record[column("point")], row["point"].to_string());
        assert_eq!(record[column("power")], row["power"]["value"].to_string());
        assert_eq!(record[column("rmse_mcse")], row["rmse"]["mcse"].to_string());
        let rate = &row["values"]["recruitment.enrolment.rate"];
        assert_eq!(record[column("recruitment.enrolment.rate")], rate.to_string());
    }
    let text = succeeds(&arguments);
    for line in text.lines() {
        assert!(line.chars().count() <= 110, "{line}");
    }
    // At a point without an effect nothing can be found: what is told is of significant trials.
    for phrase in [
        "coaching against control",
        "no_duties against control",
        "now: ",
        "The share of significant trials",
    ] {
        assert!(text.contains(phrase), "{phrase:?} in:\n{text}");
    }
}

#[test]
fn lists_that_go_together_make_as_many_points_as_they_are_long() {
    let arguments = [
        "sweep",
        TWO_ARM,
        "--vary",
        "outcomes.works.binary.rate=0.2,0.3",
        "--vary",
        "designs.trial.after_enrolment.participants=100,400",
        "--paired",
        "--replications",
        "32",
    ];
    let results = json(&arguments);
    assert_eq!(results["paired"], true);
    assert_eq!(rows(&results).len(), 3);
    let last = &rows(&results)[2]["values"];
    assert_eq!(last["outcomes.works.binary.rate"], 0.3);
    assert_eq!(last["designs.trial.after_enrolment.participants"], 400);
}

#[test]
fn what_cannot_be_swept_is_refused_with_what_would_be_right() {
    let cases: [(&[&str], &str); 8] = [
        (&[], "nothing is varied"),
        (&["--vary", "population.size"], "an equals sign is missing"),
        (&["--vary", "population.size=100..200"], "from..to/count"),
        (&["--vary", "population.size=1..1000/1000"], "at most 400"),
        (&["--vary", "population.sise=500,600"], "population"),
        (&["--vary", "run.seed=1,2"], "cannot be varied"),
        (&["--vary", "population.size=500,600", "--arm", "coachin"], "did you mean \"coaching\"?"),
        (&["--vary", "population.size=500,600", "--world", "nul"], "did you mean \"null\"?"),
    ];
    for (arguments, message) in cases {
        let said = is_refused(&[&["sweep", TWO_ARM], arguments].concat());
        assert!(said.contains(message), "{message:?} in:\n{said}");
    }
}

#[test]
fn a_run_until_an_error_is_the_run_of_so_many_replications() {
    let arguments = [TWO_ARM, "--precision", "0.012"];
    let results = json(&arguments);
    let replications = results["run"]["replications"].as_u64().expect("a count");
    // p(1 − p)/0.012² is between 1,200 and 1,736 for the power of this trial, .3 to .5.
    assert!(replications > 1024 && replications < 2000, "{replications}");
    let precision = &results["run"]["precision"];
    assert_eq!(precision["at_cap"], false);
    assert!(number(&precision["reached"]) <= 0.012);
    assert_eq!(results["cells"][0]["tests"][0]["power"]["mcse"], precision["reached"]);

    let plain = json(&[TWO_ARM, "--replications", &replications.to_string()]);
    assert_eq!(results["cells"], plain["cells"]);
    assert!(plain["run"]["precision"].is_null());

    let one = untimed(&[&arguments[..], &["--threads", "1"]].concat());
    let two = untimed(&[&arguments[..], &["--threads", "2"]].concat());
    assert!(one == two, "two threads give other bytes than one");
    let text = succeeds(&arguments).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("enough for a simulation error of 1.2 points in the share significant"),
        "{text}"
    );
}

#[test]
fn every_diagnosand_reaches_its_error() {
    for of in ["coverage", "bias", "rmse"] {
        let error = if of == "coverage" { 0.006 } else { 0.0015 };
        let results = json(&[TWO_ARM, "--precision", &error.to_string(), "--of", of]);
        let precision = &results["run"]["precision"];
        assert_eq!(precision["of"], of);
        assert_eq!(precision["at_cap"], false, "{of}");
        let key = match of {
            "coverage" => "policy_coverage",
            "bias" => "policy_bias",
            _ => "rmse",
        };
        assert_eq!(results["cells"][0][key]["mcse"], precision["reached"]);
        assert!(number(&precision["reached"]) <= error, "{of}: {precision}");
    }
}

#[test]
fn a_cap_that_is_too_low_is_said() {
    let arguments = [TWO_ARM, "--precision", "0.001", "--replications", "1200"];
    let results = json(&arguments);
    assert_eq!(results["run"]["replications"], 1200);
    assert_eq!(results["run"]["precision"]["at_cap"], true);
    let text = succeeds(&arguments).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("1,200 simulated trials, the most allowed"), "{text}");
    assert!(text.contains("not the 0.1 points asked for"), "{text}");
    assert!(is_refused(&[TWO_ARM, "--precision", "0"]).contains("a number above 0"));
    is_refused(&[TWO_ARM, "--of", "bias"]);
}
