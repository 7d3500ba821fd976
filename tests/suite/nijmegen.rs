//! V05, V58, V60: Nijmegen as a plan, as published, and as three stories that should tell the same table.

use proefdraai::diagnosis::measured::Measured;
use proefdraai::scenario::Options;

use crate::assert_near;
use crate::closed_form::{NullVariance, two_proportion_power};
use crate::trial::{Found, agrees, case, compiled, known, options, run, share, shipped};

fn after(worlds: &[&str], replications: u32) -> Options {
    Options {
        worlds: worlds.iter().map(|&w| w.to_owned()).collect(),
        designs: vec!["after".to_owned()],
        ..options(replications, 2017, &[])
    }
}

/// Twice as many enrolees can be as promising as the planner says: what a stronger selection does to
/// their number is put right while it is solved.
#[test]
fn many_enrolees_may_be_strongly_selected() {
    let settings = ["recruitment.enrolment.rate=0.15", "recruitment.enrolment.selection.rate=0.42"];
    let mut options = Options { rough: true, ..options(1, 2017, &settings) };
    options.worlds = vec!["plan".to_owned()];
    let found = compiled(shipped("nijmegen.json"), &options).calibration;
    let achieved = |path: &str| {
        let target = found.iter().find(|target| target.path == path).expect("it is a target");
        Measured { value: target.achieved, mcse: target.mcse }
    };
    agrees("enrolment", achieved("recruitment.enrolment.rate"), 0.15);
    agrees("work of enrolees", achieved("recruitment.enrolment.selection.rate"), 0.42);
}

/// A true −5 points is found in about 14 of 100 trials: the unpooled normal power of two proportions, at the rates and
/// numbers of the analysed set. Removal depends on an early outcome and lowers both rates a little; the closed form is
/// told neither that nor the t distribution, which together move it by less than .004.
fn v05_plan_holds(replications: u32) {
    let found = run(shipped("nijmegen.json"), &after(&["plan"], replications));
    let cell = found.cell("after/basis/hours_over_12@16/exemption-control");
    let flow = found.sums.flows[0][0].flow();
    let per_arm = flow.analysed.mean / 3.0;
    let expected = two_proportion_power(per_arm, 0.33, 0.28, 0.05, NullVariance::Unpooled);
    assert_near(expected, 0.1359, 0.0005);
    let power = share(known(&cell.tests[0].power), expected, f64::from(replications));
    agrees("power of the plan", power, expected);
    agrees("effect", cell.truth, -0.05);
    v60_holds(&found, replications);
}

/// V60: 393 of 6,030 enrol, 389 are randomised, 306 of them start, 366 are analysed.
fn v60_holds(found: &Found, replications: u32) {
    let flow = found.sums.flows[0][0].flow();
    let count =
        |mean: f64, sd: f64| Measured { value: mean, mcse: sd / f64::from(replications).sqrt() };
    let of = |what: &str, found: Measured, expected: f64| agrees(what, found, expected);
    let randomised: f64 = flow.assigned.iter().map(|c| c.mean).sum();
    // Enrolment was solved for .0652 on 16,384 quasi-random people, the others for rates of four decimals.
    let enrolled = count(flow.enrolled.mean, flow.enrolled.sd);
    of(
        "enrolment",
        Measured { value: enrolled.value / 6030.0, mcse: enrolled.mcse / 6030.0 },
        0.0652,
    );
    let started = count(flow.started.mean, (306.0_f64 * 0.213).sqrt());
    of(
        "start",
        Measured { value: started.value / randomised, mcse: started.mcse / randomised },
        0.7866,
    );
    let analysed = count(flow.analysed.mean, (366.0_f64 * 0.059).sqrt());
    of(
        "analysed",
        Measured { value: analysed.value / randomised, mcse: analysed.mcse / randomised },
        1.0 - 0.0591,
    );
    // The extra model uses those who answered the survey.
    let extra = found.cell("after/extra/hours_over_12@16/exemption-control");
    let answered = extra.n_analysed.expect("estimates") / flow.analysed.mean;
    let mcse = (0.9049_f64 * 0.0951 / 366.0 / f64::from(replications)).sqrt();
    of("response", Measured { value: answered, mcse }, 0.9049);
    agrees(
        "registered",
        count(flow.registered.mean, flow.registered.sd),
        6030.0 * 0.0652 / (1.0 - 0.2045),
    );
}

#[test]
fn v05_v60_the_plan_finds_its_effect_in_14_of_100_trials() {
    v05_plan_holds(320);
}

#[test]
#[ignore = "4,000 replications of Nijmegen: a minute or more"]
fn v05_v60_the_plan_finds_its_effect_in_14_of_100_trials_at_length() {
    v05_plan_holds(4_000);
}

/// The simulator run at the rates that Table 3 implies has the standard errors that its marks imply.
fn v58_holds(replications: u32, seed: u64) {
    let found = run(case("v58.json"), &options(replications, seed, &[]));
    for (arm, expected) in [("exemption", 0.0547), ("intensive", 0.0570)] {
        let se = known(&found.cell(&format!("trial/basis/hours_over_12/{arm}-control")).mean_se);
        println!(
            "SE(>12, {arm}): found {:.5}, expected {expected} ± .001, MCSE {:.1e}",
            se.value, se.mcse
        );
        assert_near(se.value, expected, 0.001);
    }
    for outcome in
        ["hours_over_8", "hours_over_12", "hours_over_27", "income_over_70", "permanent_contract"]
    {
        let of =
            |analysis: &str| found.cell(&format!("trial/{analysis}/{outcome}/exemption-control"));
        let [basis, loep, extra] = ["basis", "loep", "extra"].map(of);
        // Eleven characteristics that explain R² change the variance by (1 − R²)·360/348 (Cox & McCullagh 1982).
        // Of the standard errors: they vary far less between trials than estimates do.
        let ratio = known(&loep.mean_se).value / known(&basis.mean_se).value;
        let ratio = ratio * ratio;
        let explained = 1.0 - ratio * 348.0 / 360.0;
        let n = extra.n_analysed.expect("estimates");
        println!("{outcome}: the LOEP model explains {explained:.3}; N of the extra model {n:.0}");
        assert!((0.09..=0.16).contains(&explained), "{explained}");
        assert!((290.0..=316.0).contains(&n), "{n}");
    }
}

#[test]
fn v58_standard_errors_are_those_of_table_3() {
    v58_holds(2_000, 58);
}

#[test]
#[ignore = "10,000 replications from three seeds: half a minute"]
fn v58_standard_errors_are_those_of_table_3_from_three_seeds() {
    for seed in [1, 2, 3] {
        v58_holds(10_000, seed);
    }
}

const STORIES: [&str; 2] = ["real_harm", "motivated_control"];

/// Published LOEP entries on more than 12 hours: Tables 3 and 5.
const PUBLISHED: [(&str, f64); 5] = [
    ("after/loep/hours_over_12@16/exemption-control", -0.12),
    ("after/loep/hours_over_12@16/intensive-control", -0.12),
    ("after/reference/hours_over_12@16/exemption-reference", 0.04),
    ("after/reference/hours_over_12@16/intensive-reference", 0.06),
    ("after/reference/hours_over_12@16/control-reference", 0.17),
];

fn estimate(found: &Found, world: &str, name: &str) -> Measured {
    known(&found.cell_in(world, name).mean_estimate)
}

/// Within .015, and four Monte Carlo errors of the comparison.
fn near(what: &str, found: Measured, expected: Measured) -> bool {
    let error = libm::hypot(found.mcse, expected.mcse);
    let holds = (found.value - expected.value).abs() <= 0.015 + 4.0 * error;
    let word = if holds { "" } else { "  <-- not within .015" };
    println!(
        "{what}: found {:.4}, expected {:.4}, MCSE {error:.4}{word}",
        found.value, expected.value
    );
    holds
}

/// Two stories with one Table 3.
fn stories_share_table_3(found: &Found) {
    for arm in ["exemption", "intensive"] {
        let name = format!("after/basis/hours_over_12@16/{arm}-control");
        let [harm, motivated] = STORIES.map(|world| estimate(found, world, &name));
        assert!(near(&format!("{name}, the one and the other story"), harm, motivated));
        for (world, found) in STORIES.iter().zip([harm, motivated]) {
            let published = Measured { value: -0.12, mcse: 0.0 };
            assert!(near(&format!("{name}, {world} and published"), found, published));
        }
    }
}

/// Their policies differ: harm of at least 5 points, and none beyond a point.
fn stories_differ_in_policy(found: &Found) {
    for arm in ["exemption", "intensive"] {
        let name = format!("after/basis/hours_over_12@16/{arm}-control");
        let [harm, motivated] = STORIES.map(|world| found.cell_in(world, &name).policy_truth);
        println!(
            "PATE, {arm}: real harm {:.4} ± {:.4}, motivated control {:.4} ± {:.4}",
            harm.value, harm.mcse, motivated.value, motivated.mcse
        );
        assert!(harm.value <= -0.05, "{}", harm.value);
        assert!(motivated.value.abs() <= 0.01, "{}", motivated.value);
    }
}

#[test]
#[ignore = "two worlds of Nijmegen: a minute or more"]
fn the_stories_share_table_3_and_differ_in_policy() {
    let found = run(shipped("nijmegen.json"), &after(&STORIES, 500));
    stories_share_table_3(&found);
    stories_differ_in_policy(&found);
}

/// Both tables at once, as the LOEP model has them.
#[test]
fn the_stories_share_tables_3_and_5_under_the_loep_model() {
    let found = run(shipped("nijmegen.json"), &after(&STORIES, 1_000));
    let mut holds = true;
    for (name, published) in PUBLISHED {
        let [harm, motivated] = STORIES.map(|world| estimate(&found, world, name));
        holds &= near(&format!("{name}, the one and the other story"), harm, motivated);
        for (world, found) in STORIES.iter().zip([harm, motivated]) {
            holds &= near(
                &format!("{name}, {world} and published"),
                found,
                Measured { value: published, mcse: 0.0 },
            );
        }
    }
    assert!(holds, "the stories do not tell the published tables");
}

/// Reported for every world, with an estimate in every replication.
#[test]
#[ignore = "all worlds of Nijmegen: a minute or more"]
fn every_world_says_how_often_it_is_as_extreme_as_published() {
    let found = run(shipped("nijmegen.json"), &after(&[], 1_000));
    let worlds = &found.plan.worlds;
    assert_eq!(worlds.len(), 5);
    for (world, sums) in worlds.iter().zip(&found.sums.published) {
        let extreme = sums.as_ref().expect("the scenario names a published result").diagnose();
        let (alone, jointly) = (known(&extreme.alone[0].0), known(&extreme.jointly.0));
        println!(
            "{}: O−C ≤ −.155 in {:.4} [{:.4}, {:.4}] of {}, jointly with I−C ≤ −.105 in {:.4}",
            world.name,
            alone.value,
            alone.interval.low,
            alone.interval.high,
            extreme.estimated,
            jointly.value
        );
        assert_eq!(extreme.estimated, 1_000);
        assert!(jointly.value <= alone.value && alone.interval.low < alone.interval.high);
    }
}
