//! V02, V56: what must hold exactly, in every replication of every scenario.

use std::sync::LazyLock;

use proefdraai::diagnosis::diagnosand::Diagnosis;
use proefdraai::engine::{Nobody, blocks, run_blocks};
use proefdraai::estimand::Term;
use proefdraai::level::Level;
use proefdraai::plan::{Mode, Plan};
use proefdraai::replicate::Sums;
use proefdraai::scenario::{Compiled, Options};
use proefdraai::treatment::Artefact;

use crate::trial::{Found, agrees, case, cell_name, compiled, known, options, run, shipped, terms};

/// Everything that replications left, written out; floats are written so that they read back the same.
pub fn written(sums: &Sums) -> String {
    format!("{sums:?}")
}

pub fn blocks_of(plan: &Plan, range: std::ops::Range<u32>) -> Sums {
    run_blocks(plan, range, &Nobody).expect("nobody stops it")
}

/// The base world of `everything.json`, from its own seed.
pub fn plan_only(mode: Mode) -> Options {
    Options { worlds: vec!["plan".to_owned()], mode: Some(mode), ..options(64, 56, &[]) }
}

/// It takes seconds to compile, so that the tests share it.
pub static EVERYTHING: LazyLock<Compiled> =
    LazyLock::new(|| compiled(case("everything.json"), &plan_only(Mode::Superpopulation)));

/// The same as a finite frame.
static FINITE: LazyLock<Compiled> =
    LazyLock::new(|| compiled(case("everything.json"), &plan_only(Mode::Finite)));

/// So many replications of a plan.
pub fn replicated(plan: &Plan, replications: u32) -> Plan {
    Plan { replications, ..plan.clone() }
}

fn in_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be made");
    pool.install(work)
}

/// V02: threads do not matter.
#[test]
fn v02_results_are_the_same_on_one_two_and_three_threads() {
    let settings = plan_only(Mode::Superpopulation);
    let alone = in_pool(1, || compiled(case("everything.json"), &settings).plan);
    let plan = replicated(&EVERYTHING.plan, 80);
    assert_eq!(format!("{:?}", plan.cells), format!("{:?}", alone.cells));
    let of = |threads| in_pool(threads, || written(&blocks_of(&plan, 0..blocks(&plan))));
    let one = of(1);
    assert_eq!(one, of(2));
    assert_eq!(one, of(3));
}

/// R15: nor does the instruction set, from the solved constants to the last bit of what the trials leave.
#[test]
fn r15_every_instruction_set_gives_the_same_bytes() {
    let settings = plan_only(Mode::Superpopulation);
    let found: Vec<(String, String)> = Level::ALL
        .into_iter()
        .filter(|&level| level <= Level::best())
        .map(|level| {
            level.choose();
            let plan = compiled(case("everything.json"), &settings).plan;
            let plan = replicated(&plan, 32);
            (format!("{:?}", plan.cells), written(&blocks_of(&plan, 0..blocks(&plan))))
        })
        .collect();
    Level::best().choose();
    assert!(found.iter().all(|bytes| *bytes == found[0]));
}

/// V02: shards merged in order are the whole, whatever the threads of each.
#[test]
fn v02_shards_add_up_to_the_whole() {
    let plan = compiled(case("v45.json"), &options(200, 2, &[])).plan;
    let whole = blocks_of(&plan, 0..blocks(&plan));
    assert_eq!(blocks(&plan), 7);
    // Blocks are the unit of addition, so that shards of one block keep its order.
    let mut merged = Sums::new(&plan);
    for block in 0..7 {
        merged.merge(&in_pool(1 + block as usize % 2, || blocks_of(&plan, block..block + 1)));
    }
    assert_eq!(written(&merged), written(&whole));
    // Longer shards are totals of their own blocks: equal to rounding, and exactly in every count.
    let mut halves = Sums::new(&plan);
    halves.merge(&blocks_of(&plan, 0..3));
    halves.merge(&blocks_of(&plan, 3..7));
    for (cell, (a, b)) in plan.cells.iter().zip(halves.cells.iter().zip(&whole.cells)) {
        assert_eq!(
            (a.replications(), a.estimated(), a.rejections()),
            (b.replications(), b.estimated(), b.rejections())
        );
        let [a, b] = [a, b].map(|s| {
            known(&proefdraai::diagnosis::diagnosand::diagnose(s, &cell.spec).mean_estimate)
        });
        assert!((a.value - b.value).abs() < 1e-14 && (a.mcse - b.mcse).abs() < 1e-14);
    }
}

/// The terms add up to the error in every replication of every cell.
fn budgets_add_up(found: &Found) {
    let plan = &found.plan;
    for (k, (cell, sums)) in plan.cells.iter().zip(&found.sums.cells).enumerate() {
        let gap = sums.largest_gap();
        assert!(sums.budget_holds(&cell.spec), "{}: {gap:e}", cell_name(plan, k));
    }
}

const CASES: [&str; 10] = [
    "calendar.json",
    "v04.json",
    "v05.json",
    "v45.json",
    "v47.json",
    "v49.json",
    "v51.json",
    "v55.json",
    "v55_types.json",
    "v58.json",
];

#[test]
fn v56_budgets_add_up_in_every_test_scenario() {
    for name in CASES {
        for mode in [Mode::Superpopulation, Mode::Finite] {
            let settings = Options { mode: Some(mode), ..options(64, 56, &[]) };
            budgets_add_up(&run(case(name), &settings));
        }
    }
    budgets_add_up(&run(shipped("two-arm.json"), &options(640, 56, &[])));
}

#[test]
fn v56_budgets_add_up_where_everything_happens() {
    budgets_add_up(&Found::of(replicated(&EVERYTHING.plan, 96)));
    budgets_add_up(&Found::of(replicated(&FINITE.plan, 96)));
}

#[test]
#[ignore = "all worlds and designs of Nijmegen: a minute or more"]
fn v56_budgets_add_up_in_every_world_of_nijmegen() {
    budgets_add_up(&run(shipped("nijmegen.json"), &options(64, 56, &[])));
}

/// Mean and standard deviation of a term are zero: it was zero in every replication.
#[track_caller]
fn assert_absent(diagnosis: &Diagnosis, term: Term, name: &str, rounding: f64) {
    let budget = diagnosis.budget.as_ref().expect("several replications have an estimate");
    let entry = &budget.entries[term.index()];
    let zero = entry.mean.value.abs() <= rounding && entry.sd <= rounding;
    assert!(zero, "{name}: {} is {} ± {}", term.label(), entry.mean.value, entry.sd);
}

fn every_cell(found: &Found, mut check: impl FnMut(usize, &str, &Diagnosis)) {
    let plan = &found.plan;
    for k in 0..plan.cells.len() {
        let name = cell_name(plan, k);
        let world = plan.cells[k].world;
        check(world, &name, &found.cell_in(&plan.worlds[world].name, &name));
    }
}

#[test]
fn v56_what_is_switched_off_has_no_term() {
    let found = run(case("everything.json"), &options(64, 561, &[]));
    every_cell(&found, |world, name, diagnosis| {
        if world == 1 {
            assert_absent(diagnosis, Term::Artefact(Artefact::Hawthorne), name, 0.0);
            assert_absent(diagnosis, Term::Artefact(Artefact::JohnHenry), name, 0.0);
            // Sums of numbers, unlike those of counts, round.
            assert_absent(diagnosis, Term::NonTakeUp, name, 1e-13);
        }
        if name.starts_with("after/") || name.starts_with("simple/") {
            assert_absent(diagnosis, Term::NonEnrolment, name, 1e-13);
        }
    });
    // And what is on has one.
    let coaching = found.cell("after/plain/over_12@12/coaching-control");
    for term in [
        Term::SelectionOfEffects,
        Term::NonTakeUp,
        Term::Artefact(Artefact::Hawthorne),
        Term::Artefact(Artefact::JohnHenry),
        Term::Exclusion,
    ] {
        let budget = coaching.budget.as_ref().expect("several replications have an estimate");
        assert!(budget.entries[term.index()].sd > 0.0, "{}", term.label());
    }
}

#[test]
fn v56_a_finite_frame_has_no_sampling_term() {
    let settings = Options { mode: Some(Mode::Finite), ..options(64, 562, &[]) };
    let small =
        ["v45.json", "v51.json", "calendar.json"].map(|name| compiled(case(name), &settings).plan);
    for plan in small.into_iter().chain([FINITE.plan.clone()]) {
        let found = Found::of(plan);
        every_cell(&found, |_, name, diagnosis| {
            if !name.contains(ONE_WAVE) {
                assert_absent(diagnosis, Term::Sampling, name, 1e-12);
            }
        });
    }
}

/// The month that only the first wave of `everything.json` reaches.
const ONE_WAVE: &str = "@16/";

/// Where a month restricts the groups to some waves, the frame's own value is that of those waves.
#[test]
fn v56_a_finite_frame_has_no_sampling_term_at_months_of_one_wave() {
    let found = Found::of(FINITE.plan.clone());
    every_cell(&found, |_, name, diagnosis| {
        if name.contains(ONE_WAVE) {
            assert_absent(diagnosis, Term::Sampling, name, 1e-12);
        }
    });
}

#[test]
fn v56_differences_in_means_of_complete_data_need_no_correction() {
    for (name, analysis) in
        [("v45.json", "control"), ("v55.json", "invited"), ("v55.json", "participants")]
    {
        let found = run(case(name), &options(64, 563, &[]));
        every_cell(&found, |_, name, diagnosis| {
            if name.contains(&format!("/{analysis}/")) {
                for term in [Term::Exclusion, Term::Measurement, Term::Adjustment] {
                    assert_absent(diagnosis, term, name, 1e-13);
                }
            }
        });
    }
}

/// In a randomised comparison, levels differ by chance alone.
#[test]
fn v56_chance_imbalance_averages_out() {
    let found = Found::of(replicated(&EVERYTHING.plan, 1_000));
    let mut checked = 0;
    every_cell(&found, |_, name, diagnosis| {
        let randomised = (name.starts_with("after/") || name.starts_with("simple/"))
            && !name.ends_with("-reference");
        let as_invited = name.starts_with("before/plain/");
        if randomised || as_invited {
            assert_absent(diagnosis, Term::SelectionInLevels, name, 0.0);
            agrees(name, terms(diagnosis, &[Term::ChanceImbalance]), 0.0);
            checked += 1;
        }
    });
    assert!(checked > 50, "{checked}");
}
