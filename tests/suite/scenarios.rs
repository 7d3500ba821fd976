//! V59, V60: the shipped scenarios load in every world, say where their numbers come from, and agree
//! with what was published.

use std::path::PathBuf;

use proefdraai::assignment::{Design, Uptake};
use proefdraai::assumption::{Assumption, Provenance};
use proefdraai::outcome::Match;
use proefdraai::plan::WorldRole;
use proefdraai::population::{Column, Margin, People, PopulationModel};
use proefdraai::scenario::source::Document;
use proefdraai::scenario::{Options, Scenario, load};
use proefdraai::stream::{Domain, Stream};
use proefdraai::treatment::Effect;
use serde_json::Value;

use crate::assert_near;
use crate::trial::{compiled, options, shipped};

/// People on whom margins are checked: four standard errors of a share are at most .0045.
const PEOPLE: usize = 200_000;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

fn document(name: &str) -> Document {
    Document::load(file(name)).unwrap_or_else(|report| panic!("{report}"))
}

fn decoded(document: &Document) -> Scenario {
    document.decode().unwrap_or_else(|report| panic!("{report}"))
}

fn nijmegen() -> Scenario {
    decoded(&document("nijmegen.json"))
}

/// Tags of the choices that a world of a shipped scenario replaces: sizes of effects.
fn is_choice(tag: &str) -> bool {
    ["points", "points_eligible", "latent", "as_run", "as_run_difference"].contains(&tag)
}

fn in_world(document: &Document, world: &str) -> Scenario {
    let patched = document.in_world(world, &is_choice).unwrap_or_else(|report| panic!("{report}"));
    decoded(&patched)
}

fn get(number: Option<&Assumption>) -> f64 {
    number.map(Assumption::get).expect("the scenario gives this number")
}

fn population(scenario: &Scenario) -> PopulationModel {
    PopulationModel::new(&scenario.population).expect("the population is possible")
}

/// Everybody of a large population, and the model that names their columns.
fn drawn() -> (PopulationModel, People) {
    let model = population(&nijmegen());
    let stream = Stream::new(59, Domain::Check, 0);
    let mut people = model.people(PEOPLE);
    model.draw(&stream, Some(&stream), &mut people);
    (model, people)
}

fn levels<'a>(model: &PopulationModel, people: &'a People, name: &str) -> &'a [u8] {
    let column = model.margins.get_index_of(name).expect("the characteristic exists");
    match &people.covariates[column] {
        Column::Levels(levels) => levels,
        Column::Numbers(_) => panic!("{name} is a number"),
    }
}

fn share(of: impl Iterator<Item = bool>) -> f64 {
    of.filter(|&yes| yes).count() as f64 / PEOPLE as f64
}

#[test]
fn every_world_of_every_scenario_is_read() {
    for name in ["nijmegen.json", "two-arm.json"] {
        let document = document(name);
        let base = decoded(&document);
        assert_eq!(base.role, WorldRole::Plan, "{name}");
        population(&base);
        for world in document.world_names() {
            let scenario = in_world(&document, world);
            assert_ne!(scenario.role, WorldRole::Plan, "{name}, {world}");
            assert!(scenario.about.is_some(), "{name}, {world}");
        }
    }
}

#[test]
fn the_smallest_scenario_is_small_and_ready_to_run() {
    let text = std::fs::read_to_string(file("two-arm.json")).expect("the file can be read");
    assert!(text.lines().count() <= 25);
    let compiled = load(&file("two-arm.json"), &Options::default())
        .unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(compiled.plan.worlds.len(), 2);
    let truths: Vec<f64> = compiled.plan.cells.iter().map(|cell| cell.spec.truth).collect();
    assert_near(truths[0], 0.10, 1e-4);
    assert_eq!(truths[1], 0.0);
}

#[test]
fn a_world_differs_from_the_plan_in_what_its_story_says() {
    let document = document("nijmegen.json");
    assert_eq!(document.world_names(), ["null", "real_harm", "motivated_control", "bad_draw"]);
    let selection = |s: &Scenario| {
        let enrolment = s.recruitment.enrolment.as_ref();
        get(enrolment.and_then(|e| e.selection.as_ref()).map(|s| &s.rate))
    };
    let no_effects = |s: &Scenario| s.treatment.arms.values().all(|arm| arm.effects.is_empty());
    let rates = |s: &Scenario| -> Vec<f64> {
        let arms = s.treatment.arms.values();
        arms.map(|arm| match &arm.effects["hours_over_12"] {
            Effect::AsRun { rate, .. } => rate.get(),
            other => panic!("a story states rates, found {other:?}"),
        })
        .collect()
    };

    let null = in_world(&document, "null");
    assert_eq!((null.role, selection(&null)), (WorldRole::Null, 0.33));
    assert!(no_effects(&null) && null.treatment.artefacts.john_henry.is_none());

    let harm = in_world(&document, "real_harm");
    assert_eq!((harm.role, selection(&harm)), (WorldRole::Story, 0.34));
    assert_eq!(rates(&harm), [0.215, 0.225]);
    assert!(harm.treatment.artefacts.john_henry.is_none());

    let motivated = in_world(&document, "motivated_control");
    assert_eq!((motivated.role, selection(&motivated)), (WorldRole::Story, 0.2225));
    assert!(no_effects(&motivated), "only control behaves otherwise");
    let control = motivated.treatment.artefacts.john_henry.expect("control tries harder");
    assert!(
        matches!(&control.effects["hours_over_12"], Effect::AsRun { rate, .. } if rate.get() == 0.34)
    );

    let draw = in_world(&document, "bad_draw");
    assert_eq!((draw.role, selection(&draw)), (WorldRole::Story, 0.247));
    assert!(no_effects(&draw) && draw.treatment.artefacts.john_henry.is_none());
}

#[test]
fn v60_the_flow_of_people_is_that_of_the_report() {
    assert_eq!(494 - 101, 393);
    assert_eq!(393 + 5637, 6030);
    assert_eq!(130 + 128 + 131, 389);
    assert_eq!(242 + 64, 306);

    let scenario = nijmegen();
    // Half a unit in the fourth decimal, in which the file states shares.
    let stated = |found: f64, count: f64, of: f64| assert_near(found, count / of, 5e-5);
    let recruitment = &scenario.recruitment;
    assert_eq!(scenario.population.size.get(), 6030.0);
    let enrolment = recruitment.enrolment.as_ref().and_then(|e| e.rate.as_ref());
    stated(get(enrolment), 393.0, 6030.0);
    stated(get(recruitment.wrong_registrations.as_ref()), 101.0, 494.0);
    stated(get(recruitment.randomised.as_ref()), 389.0, 393.0);
    stated(get(recruitment.still_in_at_start.as_ref()), 306.0, 389.0);
    let measurement = &scenario.measurement;
    stated(get(measurement.exclusion.as_ref().map(|e| &e.rate)), 389.0 - 366.0, 389.0);
    stated(get(measurement.baseline_survey.as_ref().map(|s| &s.response)), 352.0, 389.0);

    let waves: Vec<(f64, f64)> =
        recruitment.waves.values().map(|w| (w.share.get(), w.exposure.get())).collect();
    assert_near(waves[0].0, 242.0 / 306.0, 0.005);
    assert_near(waves[1].0, 64.0 / 306.0, 0.005);
    assert_eq!([waves[0].1, waves[1].1], [25.0, 21.0]);

    let Design::AfterEnrolment(after) = &scenario.designs["after"] else {
        panic!("the trial randomised after enrolment")
    };
    let shares: Vec<(&str, f64)> =
        after.shares.iter().map(|(k, v)| (k.as_str(), v.get())).collect();
    assert_eq!(shares, [("control", 131.0), ("exemption", 130.0), ("intensive", 128.0)]);
}

#[test]
fn the_equal_design_expects_as_many_people_as_the_lottery() {
    let scenario = nijmegen();
    let Design::BeforeEnrolment(design) = &scenario.designs["before_equal"] else {
        panic!("this design randomises before enrolment")
    };
    let invited = scenario.population.size.get() * (1.0 - get(design.reference.as_ref()));
    let uptake = |arm: &str| match &design.uptake[arm] {
        Uptake::Rate(rate) => rate.get(),
        Uptake::Intercept(_) => panic!("uptake is stated as a rate"),
    };
    let shares = design.shares.values().map(Assumption::get).sum::<f64>();
    let enrolled: f64 =
        design.shares.iter().map(|(arm, s)| invited * s.get() / shares * uptake(arm)).sum();
    assert_near(enrolled, 393.0, 0.5);
}

/// Table 1: 27, 122, 98, 8 and 72 of 352; 134, 127, 73 and 18 with 0, 1, 2 and 3 or more barriers.
/// The printed 8 % for three or more is 18 of 352, or 5.1 %.
#[test]
fn v59_barriers_are_as_frequent_as_in_table_1() {
    assert_eq!(134 + 127 + 73 + 18, 352);
    assert_eq!(27 + 122 + 98 + 8 + 72, 127 + 2 * 73 + 3 * 18);

    let (model, people) = drawn();
    let mut barriers = vec![0_u8; PEOPLE];
    for (name, count) in [
        ("poor_dutch", 27.0),
        ("physical_health", 122.0),
        ("mental_health", 98.0),
        ("addiction", 8.0),
        ("low_qualification", 72.0),
    ] {
        let published = count / 352.0;
        assert_near(model.margins[name].shares()[1], published, 5e-5);
        let column = levels(&model, &people, name);
        let mcse = (published * (1.0 - published) / PEOPLE as f64).sqrt();
        assert_near(share(column.iter().map(|&l| l == 1)), published, 5e-5 + 4.0 * mcse);
        barriers.iter_mut().zip(column).for_each(|(total, level)| *total += level);
    }
    let of = |number: u8| share(barriers.iter().map(|&n| n == number));
    let counts = [of(0), of(1), of(2), share(barriers.iter().map(|&n| n >= 3))];
    // Simulation error: .0011 for the share without barriers, .0020 for the mean.
    assert_near(counts[0], 134.0 / 352.0, 0.01);
    // Pearson's statistic of the published counts: the .95 point of χ² with 3 degrees of freedom.
    let misfit = |published: [f64; 4]| -> f64 {
        let cells = counts.iter().map(|p| 352.0 * p).zip(published);
        cells.map(|(expected, n)| (n - expected) * (n - expected) / expected).sum()
    };
    assert!(misfit([134.0, 127.0, 73.0, 18.0]) < 7.815);
    // Three or more are as frequent as the count says, 5.1 %, rather than as the printed 8 %.
    assert!((counts[3] - 18.0 / 352.0).abs() < (counts[3] - 0.08).abs());
    let mean = barriers.iter().map(|&n| f64::from(n)).sum::<f64>() / PEOPLE as f64;
    assert_near(mean, 327.0 / 352.0, 0.01);
}

/// Any two barriers correlate by .12 on the latent scale, whatever else health adds; low education
/// is the low end of education's score.
#[test]
fn v59_barriers_are_exchangeable() {
    let model = population(&nijmegen());
    let index = |name: &str| {
        model.law.traits + model.margins.get_index_of(name).expect("the characteristic exists")
    };
    let Margin::Below { of, .. } = model.margins["low_qualification"] else {
        panic!("low qualification is a sub-class of education")
    };
    assert_eq!(model.law.traits + of, index("education"));
    let others = ["poor_dutch", "physical_health", "mental_health", "addiction"].map(index);
    for (k, &a) in others.iter().enumerate() {
        assert_near(model.law.at(index("education"), a), -0.12, 1e-4);
        others[..k].iter().for_each(|&b| assert_near(model.law.at(a, b), 0.12, 1e-4));
    }
}

#[test]
fn good_health_and_few_barriers_go_with_employability() {
    let model = population(&nijmegen());
    let index = |name: &str| {
        model.law.traits + model.margins.get_index_of(name).expect("the characteristic exists")
    };
    let health = model.traits.iter().position(|t| t == "health").expect("health is a trait");
    for name in ["physical_health", "mental_health", "addiction", "cant_start_health", "medication"]
    {
        assert!(model.law.at(health, index(name)) < 0.0, "{name}");
        assert!(model.law.at(0, index(name)) < 0.0, "{name}");
    }
    for name in ["self_rated_health", "education"] {
        assert!(model.law.at(0, index(name)) > 0.0, "{name}");
    }
}

#[test]
fn households_agree_with_how_people_live() {
    let (model, people) = drawn();
    let households = model.margins["household"].levels();
    let ways = model.margins["living"].levels();
    assert_eq!(households.len(), 8);
    let allowed = |household: &str| -> &[&str] {
        match household {
            "one_person" | "institutional" => &["single"],
            "single_parent" => &["single_parent"],
            "other" => &["single", "cohabiting"],
            _ => &["cohabiting"],
        }
    };
    let mut seen = vec![0_u32; households.len()];
    let living = levels(&model, &people, "living");
    for (&household, &way) in levels(&model, &people, "household").iter().zip(living) {
        let (household, way) = (usize::from(household), ways[usize::from(way)].as_str());
        let name = households[household].as_str();
        assert!(allowed(name).contains(&way), "{way} in a household {name}");
        assert!(way != "single_parent" || name == "single_parent");
        seen[household] += 1;
    }
    assert!(seen.iter().all(|&n| n > 0));
}

#[test]
fn each_loep_model_has_the_covariates_of_table_11() {
    let scenario = nijmegen();
    let covariates =
        |analysis: &str| scenario.analyses[analysis].estimator.member().covariates().to_vec();
    let table_11: Vec<&str> = "wave male education migration living household age spell_months \
         earnings_9_3 any_earnings_9_3 earnings_15_3 earnings_27_3"
        .split_whitespace()
        .collect();
    assert_eq!(covariates("basis"), ["wave"]);
    assert_eq!(covariates("loep"), table_11);
    assert_eq!(covariates("reference"), table_11);
    assert_eq!(covariates("extra")[..12], table_11[..]);
    let survey = scenario.measurement.baseline_survey.as_ref().expect("there was a survey");
    assert!(covariates("extra")[12..].iter().all(|item| survey.items.contains(item)));
}

/// Whole numbers that count or address, and are no facts about people: these cannot carry a source.
const COUNTS: [&str; 6] = ["from", "to", "months", "decimals", "replications", "seed"];

#[test]
fn every_number_of_nijmegen_says_where_it_comes_from() {
    let document = document("nijmegen.json");
    let mut bare = Vec::new();
    find_bare(&document.value(), "", &mut bare);
    assert_eq!(bare, Vec::<String>::new());
    let entries = document.provenance();
    assert!(entries.len() > 200, "{}", entries.len());
    for entry in entries {
        let path = &entry.path;
        assert!(entry.citation.is_some_and(|c| !c.is_empty()), "{path} has no citation");
        let needs_range = entry.source != Provenance::Stated;
        assert!(!needs_range || entry.range.is_some(), "{path} has no range");
        if let Some([low, high]) = entry.range {
            assert!(low <= entry.value && entry.value <= high, "{path} is outside its range");
        }
    }
}

/// Collects the paths of numbers without a source.
fn find_bare(value: &Value, path: &str, bare: &mut Vec<String>) {
    match value {
        Value::Number(_) => bare.push(path.to_owned()),
        Value::Array(elements) => {
            for (k, element) in elements.iter().enumerate() {
                find_bare(element, &format!("{path}[{k}]"), bare);
            }
        }
        Value::Object(members) => {
            if members.contains_key("value") && members.contains_key("source") {
                return;
            }
            for (key, member) in members {
                if !COUNTS.contains(&key.as_str()) {
                    find_bare(member, &format!("{path}.{key}"), bare);
                }
            }
        }
        _ => {}
    }
}

/// Exact targets are met within .002, known to .0005 (model.md, R3), whatever the seed and where few enrol.
#[test]
fn exact_targets_are_met_within_two_thousandths() {
    for (seed, rate) in [(1, "0.0652"), (7, "0.02")] {
        let setting = format!("recruitment.enrolment.rate={rate}");
        let mut wanted = options(64, seed, &[&setting]);
        wanted.worlds = vec!["real_harm".to_owned()];
        let compiled = compiled(shipped("nijmegen.json"), &wanted);
        for target in compiled.calibration.iter().filter(|t| t.r#match == Match::Exact) {
            let gap = (target.achieved - target.wanted).abs();
            println!("{}: {gap:.5} ± {:.5}", target.path, target.mcse);
            assert!(gap <= 0.002 && target.mcse <= 0.0005, "{target:?}");
        }
    }
}
