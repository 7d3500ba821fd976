//! Worlds, and what a check refuses and says before anything is run.

use std::path::PathBuf;

use proefdraai::scenario::source::Document;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{case, cell, results, text};
use crate::command::{is_refused, read_json, succeeds};

/// A file of its own, as long as it is looked at.
struct Changed {
    _directory: TempDir,
    path: PathBuf,
}

impl Changed {
    /// A case with some of its values changed.
    fn of(name: &str, change: impl FnOnce(&mut Value)) -> Self {
        let mut scenario = Document::load(case(name)).expect("the case can be read").value();
        change(&mut scenario);
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("changed.json");
        std::fs::write(&path, scenario.to_string()).expect("the directory is writable");
        Self { _directory: directory, path }
    }

    fn path(&self) -> &str {
        self.path.to_str().expect("the path is UTF-8")
    }
}

/// Refused by `check` and by a run in the same words; these.
#[track_caller]
fn refused(name: &str) -> String {
    let path = case(name);
    let said = is_refused(&["check", &path]);
    assert_eq!(is_refused(&[&path]), said);
    said
}

#[test]
fn null_world_misspelt_arm() {
    let said = refused("null-world-misspelt-arm");
    assert!(
        said.contains("worlds.null.treatment.arms.coachingg: there is nothing called"),
        "{said}"
    );
    assert!(said.contains("did you mean \"coaching\"?"), "{said}");
}

#[test]
fn null_world_misspelt_null() {
    let said = refused("null-world-misspelt-null");
    assert!(
        said.contains("worlds.null.treatment.arms.coaching.efects: there is nothing"),
        "{said}"
    );
    assert!(said.contains("did you mean \"effects\"?"), "{said}");
}

#[test]
fn world_misspelt_section() {
    let said = refused("world-misspelt-section");
    assert!(said.contains("worlds.null.desigs: there is nothing called \"desigs\""), "{said}");
    assert!(said.contains("did you mean \"designs\"?"), "{said}");
}

#[test]
fn null_world_without_change() {
    let said = refused("null-world-without-change");
    assert!(said.contains("has a true effect: coaching on works, 10 points"), "{said}");
}

#[test]
fn a_null_in_set_and_vary_removes_something() {
    let path = case("take-up-60");
    let said = is_refused(&[&path, "--set", "treatment.arms.ofer=null"]);
    assert!(
        said.contains("nothing called \"ofer\" to remove") && said.contains("\"offer\"?"),
        "{said}"
    );
    let said = is_refused(&[&path, "--set", "treatmnt.arms.offer=null"]);
    assert!(
        said.contains("nothing called \"treatmnt\"") && said.contains("\"treatment\"?"),
        "{said}"
    );
    let said = is_refused(&["sweep", &path, "--vary", "treatment.arms.offer.take_upp=null"]);
    assert!(said.contains("take_upp"), "{said}");
}

/// What nobody declared: the same people, nothing done to anybody, and the same numbers in the plan.
#[test]
fn a_scenario_without_a_null_world_gets_one() {
    let found = results("take-up-60", &["--replications", "400"]);
    let worlds = json!([
        {"name": "plan", "role": "plan", "origin": "scenario", "artefacts": [], "without_effects": false},
        {"name": "null", "role": "null", "origin": "supplied", "artefacts": [], "without_effects": true}
    ]);
    assert_eq!(found["worlds"], worlds);
    let null = cell(&found, &[("world", "null")]);
    assert_eq!(
        (&null["truth"]["value"], &null["policy_truth"]["value"]),
        (&json!(0.0), &json!(0.0))
    );
    let shown = text("take-up-60", &["--replications", "100"]);
    assert!(shown.contains("If offer does nothing, about"), "{shown}");
    let declared = Changed::of("take-up-60", |scenario| {
        scenario["worlds"] = json!({"null": {
            "role": "null",
            "treatment": {"arms": {"offer": {"effects": null}}}
        }});
    });
    let declared = read_json(&succeeds(&[
        declared.path(),
        "--replications",
        "400",
        "--format",
        "json",
        "--quiet",
    ]));
    assert_eq!(declared["cells"], found["cells"]);
    assert_eq!(declared["worlds"][1]["origin"], "scenario");
}

#[test]
fn a_null_world_comes_along_whichever_world_is_asked_for() {
    let harm = Changed::of("take-up-60", |scenario| {
        scenario["worlds"] = json!({"harm": {
            "treatment": {"arms": {"offer": {"effects": {"works": {"points": -0.15}}}}}
        }});
    });
    let names = |arguments: &[&str]| -> Vec<String> {
        let all = [&[harm.path(), "--replications", "20", "--format", "json"], arguments].concat();
        let found = read_json(&succeeds(&all));
        let worlds = found["worlds"].as_array().expect("a list").iter();
        worlds.map(|world| world["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names(&[]), ["plan", "harm", "null"]);
    assert_eq!(names(&["--world", "harm"]), ["plan", "harm", "null"]);
    assert_eq!(names(&["--world", "plan"]), ["plan", "null"]);
    assert_eq!(names(&["--world", "null"]), ["plan", "null"]);
}

/// The file's `null` is a plan like any other: it does not say that it is without effects.
#[test]
fn a_world_called_null_without_the_role_is_not_taken_for_one() {
    let file = Changed::of("take-up-60", |scenario| {
        scenario["worlds"] = json!({"null": {
            "treatment": {"arms": {"offer": {"effects": {"works": {"points": 0.01}}}}}
        }});
    });
    let found = read_json(&succeeds(&[file.path(), "--replications", "20", "--format", "json"]));
    assert_eq!(found["worlds"][2]["name"], "no_effect");
    let said = succeeds(&["check", file.path()]);
    assert!(said.contains("World null does not have the role \"null\""), "{said}");
}

#[test]
fn a_base_without_effects_is_its_own_null() {
    let file = Changed::of("take-up-60", |scenario| {
        scenario["treatment"]["arms"]["offer"]["effects"] = json!({});
    });
    let found = read_json(&succeeds(&[file.path(), "--replications", "20", "--format", "json"]));
    assert_eq!(found["worlds"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["worlds"][0]["without_effects"], true);
    let shown = succeeds(&[file.path(), "--replications", "200"]);
    assert!(shown.contains("In the plan the effect of offer is zero"), "{shown}");
}

/// The rate of .10 would have a truth of .083, and a "false alarm" of 83 %.
#[test]
fn unequal_rates_with_heterogeneity_have_a_null_world_without_effects() {
    let file = Changed::of("02a-unequal-rates", |scenario| {
        scenario["treatment"]["arms"]["offer"]["heterogeneity"] = json!({"random": 1});
    });
    let found = read_json(&succeeds(&[
        file.path(),
        "--replications",
        "2000",
        "--format",
        "json",
        "--quiet",
    ]));
    let null = cell(&found, &[("world", "null")]);
    assert_eq!(null["policy_truth"]["value"], 0.0);
    let alarm = null["tests"][0]["power"]["value"].as_f64().expect("a share");
    // Exact, by enumeration of both binomials: .0510.
    assert!((alarm - 0.0510).abs() < 5.0 * (0.05_f64 * 0.95 / 2000.0).sqrt(), "{alarm}");
}

/// 34, 33 and 33 people are 100 in three arms: no deviation to be warned of.
#[test]
fn hundred_in_three() {
    let said = text("08e-hundred-in-three", &["--replications", "200"]);
    assert!(!said.contains("simulated, but the stated rates imply"), "{said}");
    let check = read_json(&succeeds(&["check", &case("08e-hundred-in-three"), "--format", "json"]));
    let stages = check["flow"]["designs"]["trial"].as_array().expect("stages");
    let arms = stages.iter().filter(|s| s["stage"].as_str().is_some_and(|s| s.starts_with("in ")));
    let implied: Vec<Option<f64>> = arms.clone().map(|s| s["implied"].as_f64()).collect();
    let simulated: Vec<Option<f64>> = arms.map(|s| s["simulated"]["mean"].as_f64()).collect();
    assert_eq!(implied, [Some(34.0), Some(33.0), Some(33.0)]);
    assert_eq!(implied, simulated);
}

#[test]
fn tiny_points() {
    let said = succeeds(&["check", &case("31b-tiny-points")]);
    assert!(said.contains("0.0004") && said.contains("+0.04 points"), "{said}");
    assert!(!said.contains("e-"), "{said}");
    let check = read_json(&succeeds(&["check", &case("31b-tiny-points"), "--format", "json"]));
    // 1 % of the stated effect, and not .002, which is five times as much as the effect itself.
    assert_eq!(check["calibration"][1]["tolerance"], 0.01 * 0.0004);
    let gap = check["calibration"][1]["achieved"].as_f64().expect("a number") - 0.0004;
    assert!(gap.abs() <= 0.01 * 0.0004, "{gap}");
}

#[test]
fn month_path() {
    let path = case("month-path");
    let check = read_json(&succeeds(&["check", &path, "--format", "json"]));
    let effects = check["individual_effects"].as_array().expect("a list");
    let by_month: Vec<(u64, f64)> = effects
        .iter()
        .map(|e| (e["month"].as_u64().expect("a month"), e["mean"].as_f64().expect("a mean")))
        .collect();
    // About +3.8, +4.5 and +5: a common latent shift on a growing share that may leave assistance.
    for ((month, mean), (at, about)) in by_month.iter().zip([(4, 0.038), (8, 0.045), (16, 0.05)]) {
        assert!(*month == at && (mean - about).abs() < 0.001, "month {month}: {mean}");
    }
    assert_eq!(by_month.len(), 3);
    assert_eq!(check["measured"]["month"], 16);
    assert_eq!(check["measured"]["because"], "stated");
    let said = succeeds(&["check", &path]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("works12 is measured at months 4, 8 and 16."), "{said}");
    assert!(said.contains("hold at month 16 (work.month). Month 16 leads the answer"), "{said}");
    let run = text("month-path", &["--replications", "100"]);
    let run = run.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(run.contains("works12, after 16 months"), "{run}");
    assert!(
        run.contains(
            "help +3.8 points at month 4, +4.5 points at month 8 and +5.0 points at month 16."
        ),
        "{run}"
    );
}

#[test]
fn months_huge() {
    let start = std::time::Instant::now();
    let said = refused("months-huge");
    assert!(
        said.contains("month 4294967295 is never measured: months run from 1 to 600"),
        "{said}"
    );
    // Two runs, in a build that need not be optimised.
    assert!(start.elapsed().as_secs_f64() < 2.0, "{:?}", start.elapsed());
}

#[test]
fn months_worked() {
    let check = read_json(&succeeds(&["check", &case("months-worked"), "--format", "json"]));
    let effect = |outcome: &str| {
        let effects = check["individual_effects"].as_array().expect("a list");
        effects.iter().find(|e| e["outcome"] == outcome).expect("an effect").clone()
    };
    // What a run says of the truth: 1.4 months, and 13.9 points ± .3.
    let (months, ever) = (effect("months_worked"), effect("ever_worked"));
    assert!((months["mean"].as_f64().expect("a mean") - 1.4).abs() < 0.1, "{months}");
    assert_eq!(months["unit"], "months");
    let [mean, error] = ["mean", "mean_mcse"].map(|key| ever[key].as_f64().expect("a number"));
    assert!(error > 0.0 && (mean - 0.139).abs() < 0.003 + 4.0 * error, "{mean} ± {error}");
    let said = succeeds(&["check", &case("months-worked")]);
    let line = said.lines().find(|line| line.contains("a on months_worked")).expect("a row");
    assert!(line.contains(" months") && line.contains('±'), "{line}");
    assert!(!said.contains("change in chance"), "{said}");
}

/// The mean effect is stated, and what people deviate from it averages out exactly.
#[test]
fn effects_differ_number() {
    let check =
        read_json(&succeeds(&["check", &case("effects-differ-number"), "--format", "json"]));
    let effect = &check["individual_effects"][0];
    assert_eq!(effect["mean"], check["calibration"][1]["achieved"]);
    assert!((effect["mean"].as_f64().expect("a mean") - 20.0).abs() < 1e-3, "{effect}");
    // Spread of the mixture: 2000·√(p/(1 − p)).
    let spread = 2000.0 * (0.05_f64 / 0.95).sqrt();
    assert!((effect["spread"].as_f64().expect("a spread") / spread - 1.0).abs() < 0.02, "{effect}");
    let run = results("effects-differ-number", &["--replications", "100"]);
    let truth = cell(&run, &[("world", "plan")])["truth"]["value"].as_f64().expect("a truth");
    assert!((truth - 20.0).abs() < 1e-3, "{truth}");
}

/// The outcome's own unit on a number, in the schema as in the engine: SD 1 and 2 with root 3 of spread.
#[test]
fn heterogeneity_unit() {
    let schema = read_json(&succeeds(&["schema"]));
    let said = schema["$defs"]["Heterogeneity"]["description"].as_str().expect("a text");
    assert!(said.contains("in the outcome's own unit where it is a\nnumber"), "{said}");
    let check = read_json(&succeeds(&["check", &case("heterogeneity-unit"), "--format", "json"]));
    let spread = check["individual_effects"][0]["spread"].as_f64().expect("a spread");
    assert!((spread - 3_f64.sqrt()).abs() < 0.03, "{spread}");
}

#[test]
fn euros_with_zeros() {
    // Φ(−300/900) = .3694.
    let words = |said: String| said.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        words(succeeds(&["check", &case("euros-with-zeros")])),
        words(text("euros-with-zeros", &["--replications", "100"])),
    ] {
        assert!(
            said.contains("37 % of a normal number with mean 300 and standard deviation 900"),
            "{said}"
        );
    }
    let score = words(succeeds(&["check", &case("heterogeneity-unit")]));
    assert!(!score.contains("lies below 0"), "{score}");
}

/// 400 are drawn and analysed as drawn, whoever says yes.
#[test]
fn asked_after_the_draw() {
    let path = case("asked-after-the-draw");
    let check = read_json(&succeeds(&["check", &path, "--format", "json"]));
    let stages = check["flow"]["designs"]["zelen"].as_array().expect("stages");
    let of = |name: &str| {
        let stage = stages.iter().find(|stage| stage["stage"] == name).expect("the stage is there");
        stage["simulated"]["mean"].as_f64().expect("a mean")
    };
    assert_eq!(of("randomised, then invited"), 400.0);
    assert_eq!((of("drawn for control"), of("drawn for offer")), (200.0, 200.0));
    assert_eq!(of("analysed as drawn"), 400.0);
    assert!(
        (of("in offer") - 140.0).abs() < 4.0 && (of("eligible and registered") - 340.0).abs() < 4.0
    );
}

#[test]
fn settings_that_are_hardly_meant_are_warned_of() {
    let file = Changed::of("month-path", |scenario| {
        scenario["work"]["hourly_wage"] = json!(1200);
        scenario["work"]["wage_premium"] = json!(6);
        scenario["population"]["caseworkers"] = json!({"number": 20});
    });
    let said = succeeds(&["check", file.path()]);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("wage of 1200 euros is hardly meant: wages lie between 8 and 100"),
        "{said}"
    );
    assert!(said.contains("premium of 600 % is hardly meant"), "{said}");
    assert!(said.contains("Caseworkers make no difference to any outcome"), "{said}");
}

#[test]
fn starts_and_caseworkers_of_sites_that_nothing_uses_are_told() {
    let place = || format!("{}/scenarios/two-arm.json", env!("CARGO_MANIFEST_DIR"));
    let own = r#""start": "2018-01", "caseworkers": {"number": 3}"#;
    let sites = format!(r#"sites={{"north": {{{own}}}, "south": {{{own}}}}}"#);
    let check = read_json(&succeeds(&["check", &place(), "--set", &sites, "--format", "json"]));
    let warnings = check["warnings"].as_array().expect("a list");
    let told: Vec<[&str; 2]> = warnings
        .iter()
        .map(|doubt| ["path", "message"].map(|key| doubt[key].as_str().expect("words")))
        .collect();
    let reason = "no outcome comes from the section \"work\".";
    let expected = [
        ("sites.north.caseworkers", "Caseworkers make"),
        ("sites.south.caseworkers", "Caseworkers make"),
        ("sites.north.start", "The month in which people start makes"),
        ("sites.south.start", "The month in which people start makes"),
    ]
    .map(|(path, what)| (path, format!("{what} no difference to any outcome: {reason}")));
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for ([path, message], (place, said)) in told.into_iter().zip(&expected) {
        assert_eq!((path, message), (*place, said.as_str()));
    }
    let calendar = format!("{}/tests/scenarios/calendar.json", env!("CARGO_MANIFEST_DIR"));
    let still = ["--set", "work.season=null", "--set", "work.shocks={}", "--set", "worlds={}"];
    let said = succeeds(&[&["check", calendar.as_str()], &still[..]].concat());
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason = "\"work\" has no \"season\" and no \"shocks\".";
    for wave in ["autumn", "spring"] {
        let told = format!(
            "recruitment.waves.{wave}.start: The month in which people start makes no difference to any outcome: {reason}"
        );
        assert!(said.contains(&told), "{said}");
    }
}

#[test]
fn settings_beyond_their_bounds_are_refused_with_value_and_bound() {
    let path = case("take-up-60");
    let refusals = [
        ("analyses.itt.alpha=[0.95]", "at most 0.5, found 0.95"),
        (
            "treatment.arms.offer.effects.works={\"latent\": 9}",
            "between -8 and 8 latent standard deviations, found 9",
        ),
        (
            "outcomes.works.binary.rate={\"value\": 0.3, \"range\": [0.2, 1.4]}",
            "the range [0.2, 1.4] goes beyond what can stand here: a number above 0 and below 1",
        ),
    ];
    for (setting, expected) in refusals {
        let said = is_refused(&[&path, "--set", setting]);
        assert!(said.contains(expected), "{said}");
    }
}

/// What is said to be possible is: the ends that are named can be asked for.
#[test]
fn values_that_are_said_to_be_possible_are() {
    let path = case("take-up-60");
    let effect = |points: &str| format!("treatment.arms.offer.effects.works.points={points}");
    let said = is_refused(&[&path, "--set", &effect("0.9")]);
    let (_, ends) = said.split_once("values from ").expect("the true range");
    let ends: Vec<&str> = ends.split(" are possible").next().expect("ends").split(" to ").collect();
    assert_eq!(ends.len(), 2, "{said}");
    for end in ends {
        succeeds(&["check", &path, "--set", &effect(end)]);
    }
}
