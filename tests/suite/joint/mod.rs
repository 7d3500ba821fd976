//! V66 through scenarios, and what holds for families of tests that a scenario declares.

mod commands;
mod sizes;

use proefdraai::diagnosis::family::FamilyDiagnosis;
use proefdraai::diagnosis::measured::Absent;
use proefdraai::engine::{self, Nobody};
use proefdraai::plan::restrict_with;
use proefdraai::scenario::Options;
use serde_json::{Value, json};

use crate::command::{read_json, succeeds};
use crate::place::Place;
use crate::trial::{Found, agrees, compiled, known, options, run, share};

const PEOPLE: u32 = 400;
const TRIALS: u32 = 8_000;

/// So many arms of equal size beside one control, each with the same effect on a score of standard deviation 1.
fn arms(count: usize, effect: f64) -> Value {
    let names: Vec<String> = (1..=count).map(|k| format!("arm_{k}")).collect();
    let mut treated = json!({});
    let mut shares = json!({"control": 1});
    for name in &names {
        treated[name] = match effect {
            0.0 => json!({}),
            effect => json!({"effects": {"score": {"points": effect}}}),
        };
        shares[name] = json!(1);
    }
    json!({
        "name": "joint",
        "population": {"size": PEOPLE * (count as u32 + 1)},
        "outcomes": {"score": {"continuous": {"mean": 0, "sd": 1}}},
        "treatment": {"arms": treated},
        "designs": {"trial": {"after_enrolment": {"shares": shares}}},
        "analyses": {"plain": {"estimator": "difference_in_means"}},
        "families": {"all": {}}
    })
}

fn diagnosed(found: &Found, name: &str, world: usize, design: &str) -> FamilyDiagnosis {
    let family = found.plan.declared_in(name, world, design).expect("it is declared");
    found.sums.declared[family].diagnose(&found.plan.declared[family].members)
}

fn ran(scenario: &Value, replications: u32) -> Found {
    run(Place::of(scenario).scenario(), &options(replications, 66, &[]))
}

fn ran_with_null(scenario: &Value, replications: u32) -> Found {
    let options = Options { null_world: true, ..options(replications, 66, &[]) };
    run(Place::of(scenario).scenario(), &options)
}

/// V66, normal limit: 400 people in each group, where t and the normal are told apart by less than .001.
#[test]
fn v66_joint_power_of_arms_that_share_a_control() {
    let n = f64::from(TRIALS);
    for (count, alarm) in [(2, 0.09074621420), (3, 0.12544285522)] {
        let found = diagnosed(&ran(&arms(count, 0.0), TRIALS), "all", 0, "trial");
        agrees("a false alarm", share(known(&found.any_false_alarm), alarm, n), alarm);
        assert_eq!(found.any_found, Err(Absent::TruthNearZero));
    }
    // z_.975 + z_.80 standard errors of a difference of two means.
    let effect = 2.8015852181 * (2.0 / f64::from(PEOPLE)).sqrt();
    for (count, any, all) in [(2, 0.91284943, 0.68715057), (3, 0.94991931, 0.61137101)] {
        let found = diagnosed(&ran(&arms(count, effect), TRIALS), "all", 0, "trial");
        agrees("at least one", share(known(&found.any_found), any, n), any);
        agrees("all", share(known(&found.all_found), all, n), all);
        assert_eq!(found.any_false_alarm, Err(Absent::AllHaveEffects));
    }
}

/// What is counted for the arms without being asked is what a family of the same tests counts.
#[test]
fn a_family_of_the_arms_is_the_family_that_is_there() {
    let found = ran(&arms(3, 0.1), 500);
    let own = found.sums.families[0].diagnose(&found.plan.families[0].members);
    assert_eq!(diagnosed(&found, "all", 0, "trial"), own);
}

/// The same trials at a third of the level without a correction: not one decision differs. On the way from p-values to
/// critical values no trial of these lies at the boundary.
#[test]
fn bonferroni_is_a_level_divided_by_the_number_of_tests() {
    let mut corrected = arms(3, 0.2);
    corrected["families"]["all"]["correction"] = json!("bonferroni");
    let mut divided = arms(3, 0.2);
    divided["analyses"]["plain"]["alpha"] = json!([0.05 / 3.0]);
    let [corrected, divided] = [corrected, divided].map(|scenario| {
        let found = ran_with_null(&scenario, 1_000);
        let null = found.plan.null_world().expect("there is one");
        [0, null].map(|world| diagnosed(&found, "all", world, "trial"))
    });
    assert_eq!(corrected, divided);
}

/// Dunnett finds what Bonferroni finds and more, Holm too; in a world without effects Dunnett is at the level.
#[test]
fn v43_dunnett_is_at_its_level_and_above_bonferroni() {
    let mut scenario = arms(3, 0.2);
    for name in ["bonferroni", "holm", "dunnett"] {
        scenario["families"][name] = json!({ "correction": name });
    }
    let found = ran_with_null(&scenario, 2_000);
    let any = |name: &str| known(&diagnosed(&found, name, 0, "trial").any_found).value;
    assert!(any("dunnett") > any("bonferroni"));
    assert_eq!(any("holm"), any("bonferroni"));
    let per_test = |name: &str| diagnosed(&found, name, 0, "trial").share_found.expect("all can");
    assert!(per_test("holm").value > per_test("bonferroni").value);
    let null = found.plan.null_world().expect("there is one");
    let alarm = diagnosed(&found, "dunnett", null, "trial").any_false_alarm;
    agrees("a false alarm", share(known(&alarm), 0.05, 2_000.0), 0.05);
}

/// Two outcomes over three months, two designs of which one makes no test of "late", and ranges to move.
fn months() -> Value {
    json!({
        "name": "months",
        "population": {"size": {"value": 400, "range": [300, 600]}},
        "work": {"persistence": 0.97, "employability_share": 0.35, "exit_share": 0.12, "month": 12, "any_hours": 0.4, "hourly_wage": 9.5},
        "outcomes": {
            "works": {"hours_over": {"hours": 12, "rate": 0.3}},
            "half": {"income_over": {"share": 0.5, "rate": 0.25}},
            "score": {"continuous": {"mean": 6, "sd": 1}}
        },
        "treatment": {"arms": {
            "help": {"effects": {"works": {"points": {"value": 0.12, "range": [0.05, 0.2]}}, "half": {"points": 0.08}}},
            "talk": {"effects": {"works": {"points": 0.06}}}
        }},
        "recruitment": {"enrolment": {"rate": 0.9}},
        "designs": {
            "after": {"after_enrolment": {}},
            "before": {"before_enrolment": {"reference": 0.25, "shares": {"control": 1, "help": 1, "talk": 1}}}
        },
        "analyses": {
            "plain": {"estimator": "difference_in_means", "months": [6, 12]},
            "late": {"estimator": "difference_in_means", "outcomes": ["works"], "months": [18], "designs": ["after"]}
        },
        "families": {
            "work": {"outcomes": ["works", "half"], "arms": ["help"], "versus": ["control"]},
            "twelve": {"analyses": ["plain"], "months": [12], "arms": ["help", "talk"], "versus": ["control"]},
            "late": {"analyses": ["late"]}
        },
        "costs": {"per_enrolled": 150, "per_arm_month": {"help": 100}, "months": 12},
        "worlds": {"null": {"role": "null", "treatment": {"arms": {"help": {"effects": null}, "talk": {"effects": null}}}}}
    })
}

#[test]
fn a_family_holds_every_test_that_fits_in_every_design_and_world() {
    let place = Place::of(&months());
    let args = [place.scenario(), "--replications", "100", "--format", "json"];
    let results = read_json(&succeeds(&args));
    let rows = results["declared_families"].as_array().expect("a list");
    assert_eq!(rows.len(), 3 * 2 * 2, "families, designs, worlds");
    let row = |family: &str, world: &str, design: &str| {
        let same = |row: &&Value| {
            row["family"] == family && row["world"] == world && row["design"] == design
        };
        rows.iter().find(same).expect("it is there")
    };
    let tests =
        |family, design| row(family, "plan", design)["tests"].as_array().expect("a list").len();
    // Months 6 and 12 of two outcomes, and works at 18.
    assert_eq!([tests("work", "after"), tests("work", "before")], [5, 4]);
    // Two arms, two outcomes at month 12 and the score, which has no month.
    assert_eq!(tests("twelve", "after"), 6);
    assert_eq!([tests("late", "after"), tests("late", "before")], [2, 0]);
    let missing = row("late", "plan", "before");
    assert!(missing["missing"].is_string());
    assert_eq!(missing["any_found"]["reason"], "no analysis makes any of its tests here");
    let work = row("work", "plan", "after");
    let [any, all] =
        ["any_found", "all_found"].map(|key| work[key]["value"].as_f64().expect("a share"));
    let alone = |cell: &&Value| {
        cell["arm"] == "help"
            && cell["versus"] == "control"
            && cell["world"] == "plan"
            && cell["design"] == "after"
            && cell["outcome"] != "score"
    };
    let cells = results["cells"].as_array().expect("a list").iter().filter(alone);
    let powers = cells
        .map(|cell| cell["tests"][0]["power_right_direction"]["value"].as_f64().expect("a share"));
    let powers: Vec<f64> = powers.collect();
    assert_eq!(powers.len(), 5);
    assert!(any >= powers.iter().copied().fold(0.0, f64::max), "{any} {powers:?}");
    assert!(all <= powers.iter().copied().fold(1.0, f64::min), "{all} {powers:?}");
    assert!(row("work", "null", "after")["any_false_alarm"]["value"].is_number());
    assert!(row("work", "null", "after")["any_found"]["value"].is_null());
    // No effect on the score of anybody: the only test of a family that can cry wolf in the plan.
    assert!(row("twelve", "plan", "after")["any_false_alarm"]["value"].is_number());
    assert!(row("work", "plan", "after")["any_false_alarm"]["value"].is_null());
}

/// Arms that declare the same effects are alike for every person, whatever that is; others are not.
#[test]
fn a_rejection_between_arms_of_the_same_effect_is_a_false_alarm() {
    let mut scenario = arms(2, 0.3);
    scenario["analyses"]["plain"]["contrasts"] = json!([["arm_1", "arm_2"]]);
    let alike = diagnosed(&ran(&scenario, 400), "all", 0, "trial");
    assert!(known(&alike.any_false_alarm).value < 0.15);
    scenario["treatment"]["arms"]["arm_2"]["effects"]["score"]["points"] = json!(0.1);
    let apart = diagnosed(&ran(&scenario, 64), "all", 0, "trial");
    assert_eq!(apart.any_false_alarm, Err(Absent::AllHaveEffects));
}

#[test]
fn a_restricted_plan_keeps_what_a_family_counts() {
    let place = Place::of(&months());
    let whole = compiled(place.scenario(), &options(64, 3, &[])).plan;
    let found = engine::run(&whole, &Nobody).expect("nobody stops it");
    for family in 0..whole.declared.len() {
        let restricted = restrict_with(&whole, &[], &[family]);
        let Some(place) = restricted.declared[0] else {
            assert!(whole.declared[family].members.is_empty());
            continue;
        };
        let sums = engine::run(&restricted.plan, &Nobody).expect("nobody stops it");
        assert_eq!(sums.declared[place], found.declared[family], "{:?}", whole.declared[family]);
    }
}

#[test]
fn a_sweep_gives_the_numbers_of_a_plain_run_with_the_setting() {
    let place = Place::of(&months());
    let (path, few) =
        (place.scenario(), ["--replications", "64", "--seed", "5", "--format", "json"]);
    let vary = [
        "--vary",
        "treatment.arms.help.effects.works.points=0.05,0.2",
        "--family",
        "work",
        "--family",
        "twelve",
    ];
    let sweep = read_json(&succeeds(&[&["sweep", path], &vary[..], &few].concat()));
    let rows = sweep["family_rows"].as_array().expect("a list");
    assert_eq!(rows.len(), 2 * 3);
    let at = |points: &str, family: &str| {
        let set = format!("treatment.arms.help.effects.works.points={points}");
        let plain = read_json(&succeeds(&[&[path, "--set", &set], &few[..]].concat()));
        let rows = plain["declared_families"].as_array().expect("a list").clone();
        let own = |row: &Value| {
            row["family"] == family && row["world"] == "plan" && row["design"] == "after"
        };
        rows.into_iter().find(own).expect("it is there")
    };
    let beside = |family: &str| {
        rows.iter().find(|row| row["family"] == family && row["point"] == 0).expect("now")
    };
    for row in rows.iter().filter(|row| row["point"] != 0) {
        let points = row["values"]["treatment.arms.help.effects.works.points"].to_string();
        let family = row["family"].as_str().expect("a name");
        let plain = at(&points, family);
        for share in ["any_found", "all_found", "any_false_alarm"] {
            assert_eq!(row[share], plain[share], "{share} of {family} at {points}");
        }
        let value = |row: &Value| row["any_found"]["value"].as_f64().expect("a share");
        let change = row["any_found_difference"]["value"].as_f64().expect("a difference");
        assert!((change - (value(row) - value(beside(family)))).abs() < 1e-12);
    }
}
