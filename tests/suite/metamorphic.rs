//! V57: changes to a scenario whose consequences are known without knowing any result.

use std::fmt::Debug;

use proefdraai::diagnosis::measured::Measured;
use proefdraai::engine::blocks;
use proefdraai::outcome::{Ladder, Rung, Shift};
use proefdraai::plan::Mode;
use proefdraai::population::Column;
use proefdraai::scenario::source::Document;
use proefdraai::scenario::{Compiled, Options, compile};
use proefdraai::treatment::Regime;

use crate::identities::{EVERYTHING, blocks_of, plan_only, replicated, written};
use crate::trial::{Crowd, Found, agrees, case, cell_name, compiled, known, options, run, shipped};

fn everything_text() -> String {
    std::fs::read_to_string(case("everything.json")).expect("the file can be read")
}

fn run_text(text: &str, options: &Options) -> Found {
    let document =
        Document::parse("changed.json", text).unwrap_or_else(|report| panic!("{report}"));
    let compiled = compile(&document, options).unwrap_or_else(|report| panic!("{report}"));
    Found::of(compiled.plan)
}

/// Names carry no numbers.
#[test]
fn v57_other_names_for_the_arms_change_nothing() {
    let settings = plan_only(Mode::Superpopulation);
    let found = Found::of(EVERYTHING.plan.clone());
    let renamed = everything_text()
        .replace("\"freedom\"", "\"zebra\"")
        .replace("\"coaching\"", "\"aardvark\"")
        .replace("\"control\": ", "\"as_usual\": ")
        .replace("\"control\", \"reference\"", "\"as_usual\", \"reference\"")
        .replace(
            "\"treatment\": {\n    \"arms\"",
            "\"treatment\": {\n    \"control\": \"as_usual\",\n    \"arms\"",
        );
    let renamed = run_text(&renamed, &settings);
    assert_eq!(renamed.plan.worlds[0].arms, ["as_usual", "zebra", "aardvark"]);
    assert_eq!(written(&found.sums), written(&renamed.sums));
    for (a, b) in found.plan.cells.iter().zip(&renamed.plan.cells) {
        assert_eq!(format!("{:?}", a.spec), format!("{:?}", b.spec));
    }
}

/// Moves the last member of an object to its front.
fn rotate(value: &mut serde_json::Value, at: &str) {
    let object = value
        .pointer_mut(at)
        .and_then(|v| v.as_object_mut())
        .expect("the scenario has this section");
    let mut members: Vec<_> = std::mem::take(object).into_iter().collect();
    members.rotate_right(1);
    object.extend(members);
}

/// Another order of analyses, designs and contrasts only reorders the results.
#[test]
fn v57_another_order_reorders_the_results() {
    let settings = plan_only(Mode::Superpopulation);
    let found = Found::of(EVERYTHING.plan.clone());
    let mut value = Document::parse("everything.json", everything_text())
        .unwrap_or_else(|r| panic!("{r}"))
        .value();
    rotate(&mut value, "/analyses");
    rotate(&mut value, "/designs");
    let contrasts =
        value.pointer_mut("/analyses/reference/contrasts").and_then(|v| v.as_array_mut());
    contrasts.expect("the analysis has contrasts").reverse();
    let turned = run_text(&value.to_string(), &settings);
    let (plan, other) = (&found.plan, &turned.plan);
    assert_eq!(plan.cells.len(), other.cells.len());
    assert_ne!(cell_name(plan, 0), cell_name(other, 0));
    for (k, cell) in plan.cells.iter().enumerate() {
        let name = cell_name(plan, k);
        let at = turned.number(&plan.worlds[cell.world].name, &name);
        assert_eq!(format!("{:?}", cell.spec), format!("{:?}", other.cells[at].spec), "{name}");
        assert_eq!(found.sums.cells[k], turned.sums.cells[at], "{name}");
    }
}

/// Arms in another order are other draws of the same lottery: the truths stay, the estimates agree.
#[test]
fn v57_arms_in_another_order_have_the_same_truths() {
    let text = std::fs::read_to_string(case("v45.json")).expect("the file can be read");
    let mut value =
        Document::parse("v45.json", text.clone()).unwrap_or_else(|r| panic!("{r}")).value();
    rotate(&mut value, "/treatment/arms");
    let settings = options(400, 57, &[]);
    let (found, turned) = (run_text(&text, &settings), run_text(&value.to_string(), &settings));
    assert_eq!(turned.plan.worlds[0].arms, ["control", "arm2", "arm1"]);
    for arm in ["arm1", "arm2"] {
        let name = format!("after/control/works/{arm}-control");
        let (a, b) = (found.cell(&name), turned.cell(&name));
        assert_eq!((a.truth, a.policy_truth), (b.truth, b.policy_truth));
        let (a, b) = (known(&a.mean_estimate), known(&b.mean_estimate));
        agrees(
            &name,
            Measured { value: a.value - b.value, mcse: libm::hypot(a.mcse, b.mcse) },
            0.0,
        );
    }
}

/// More replications go on where fewer stopped.
#[test]
fn v57_more_replications_change_the_error_and_nothing_else() {
    let many = replicated(&EVERYTHING.plan, 128);
    let few = replicated(&many, 64);
    let of_few = blocks_of(&few, 0..blocks(&few));
    assert_eq!(written(&of_few), written(&blocks_of(&many, 0..2)));

    let long = run(case("v45.json"), &options(2_048, 57, &[]));
    let short = Found::of(replicated(&long.plan, 512));
    let name = "after/control/works/arm1-control";
    let error = |found: &Found| known(&found.cell(name).mean_estimate).mcse;
    let ratio = error(&short) / error(&long);
    assert!((ratio - 2.0).abs() < 0.2, "{ratio}");
}

fn first_half<T: PartialEq + Debug>(small: &[T], large: &[T]) {
    assert_eq!(large.len(), 2 * small.len());
    assert_eq!(small, &large[..small.len()]);
}

/// Twice as many people: the first half are the same persons with the same lives and the same decisions.
#[test]
fn v57_a_larger_population_begins_with_the_same_people() {
    let small = compiled(case("v45.json"), &options(64, 57, &[])).plan;
    for plan in [&EVERYTHING.plan, &small] {
        let (society, world) = (&plan.societies[0], &plan.worlds[0]);
        let [few, many] = [3_000, 6_000].map(|size| Crowd::draw(society, size, 57));
        for (a, b) in few.people.covariates.iter().zip(&many.people.covariates) {
            match (a, b) {
                (Column::Levels(a), Column::Levels(b)) => first_half(a, b),
                (Column::Numbers(a), Column::Numbers(b)) => first_half(a, b),
                _ => panic!("a column is of one kind"),
            }
        }
        let rows = few.people.traits.iter().zip(&many.people.traits);
        let lives = few.lives.intensity.iter().zip(&many.lives.intensity);
        let noise = few.lives.noise.iter().zip(&many.lives.noise);
        rows.chain(lives).chain(noise).for_each(|(a, b)| first_half(a, b));
        first_half(&few.people.caseworker, &many.people.caseworker);
        first_half(&few.accepts(world, 0), &many.accepts(world, 0));
        for endpoint in 0..world.model.endpoints.len() {
            let [a, b] = [&few, &many].map(|crowd| crowd.values(world, endpoint, Shift::default()));
            first_half(&a, &b);
        }
    }
}

/// No effect is the same whether it is left out or stated as zero, in whatever unit.
#[test]
fn v57_an_effect_of_zero_is_no_effect() {
    let name = "v45.json";
    let null = run(case(name), &options(320, 57, &["treatment.arms={\"arm1\": {}, \"arm2\": {}}"]));
    for unit in ["latent", "points", "points_eligible"] {
        let zero = format!(r#"{{"effects": {{"works": {{"{unit}": 0}}}}}}"#);
        let setting = format!(r#"treatment.arms={{"arm1": {zero}, "arm2": {zero}}}"#);
        let found = run(case(name), &options(320, 57, &[&setting]));
        assert_eq!(written(&null.sums), written(&found.sums), "{unit}");
    }
    let two_arm = run(
        shipped("two-arm.json"),
        &options(320, 57, &["treatment.arms.coaching.effects.works.points=0"]),
    );
    assert_eq!(two_arm.sums.cells[0], two_arm.sums.cells[1]);
}

/// That nobody is excluded is the same whether it is left out or stated as zero.
#[test]
fn v57_excluding_nobody_is_no_exclusion() {
    let [none, zero] = ["measurement.exclusion=null", "measurement.exclusion.rate=0"]
        .map(|setting| run(case("small.json"), &options(64, 57, &[setting])));
    assert_eq!(written(&none.sums), written(&zero.sums));
}

/// Whoever works more than 32 hours works more than 27, 12 and 8: every person, month, arm and regime.
fn hours_are_nested(compiled: &Compiled, size: usize) {
    let plan = &compiled.plan;
    for world in &plan.worlds {
        let crowd = Crowd::draw(&plan.societies[world.society], size, 57);
        let mut chain: Vec<(f64, usize)> = Vec::new();
        for (k, outcome) in compiled.scenario.outcomes.values().enumerate() {
            if let Some(Rung { ladder: Ladder::Hours, at, .. }) = outcome.member().rung() {
                chain.push((at, k));
            }
        }
        chain.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(chain.len() >= 4);
        let mut months: Vec<Option<u32>> = world.model.endpoints.iter().map(|e| e.month).collect();
        months.sort_unstable();
        months.dedup();
        let mut compared = 0;
        for month in months {
            for arm in 0..world.arms.len() {
                for regime in [
                    Regime::policy(arm),
                    Regime::as_run(arm, true, 0),
                    Regime::as_run(arm, false, 0),
                ] {
                    let values: Vec<Vec<f64>> = chain
                        .iter()
                        .filter_map(|&(_, k)| {
                            let mut endpoints = world.model.endpoints.iter();
                            let at = endpoints.position(|e| e.outcome == k && e.month == month)?;
                            Some(crowd.values(world, at, world.model.shifts.of(k, regime)))
                        })
                        .collect();
                    for pair in values.windows(2) {
                        assert!(
                            pair[0].iter().zip(&pair[1]).all(|(low, high)| high <= low),
                            "{regime:?}, {month:?}"
                        );
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 0);
    }
}

#[test]
fn v57_hours_are_nested_in_every_person_month() {
    hours_are_nested(&EVERYTHING, 20_000);
}

#[test]
#[ignore = "all worlds of Nijmegen: a minute"]
fn v57_hours_are_nested_in_every_person_month_of_nijmegen() {
    let settings = Options { designs: vec!["after".to_owned()], ..options(64, 57, &[]) };
    hours_are_nested(&compiled(shipped("nijmegen.json"), &settings), 6_030);
}

/// On common random numbers, a larger effect is found at least as often.
#[test]
fn v57_power_rises_with_the_effect() {
    let mut last = 0;
    for points in ["0.00", "0.02", "0.05", "0.08", "0.10", "0.15", "0.20"] {
        let setting = format!("treatment.arms.coaching.effects.works.points={points}");
        let found = run(shipped("two-arm.json"), &options(2_000, 57, &[&setting]));
        let cell = found.cell("trial/difference/works/coaching-control");
        let test = &cell.tests[0];
        let rejected = (known(&test.power).value * 2_000.0).round() as u64;
        println!("{points}: {rejected} of 2,000");
        assert!(rejected >= last, "{points}: {rejected} of 2,000, before {last}");
        last = rejected;
    }
    assert!(last > 1_700);
}
