//! Cost of one replication and of a whole run, for the shipped scenarios and for two pieces of work
//! that other tools have been timed on: `slim` and `nijmegen-like`.
//!
//! `cargo bench --bench replicate`; run it twice on a quiet machine before believing a difference.

use std::path::Path;

use divan::Bencher;
use proefdraai::engine::{self, Nobody};
use proefdraai::plan::Plan;
use proefdraai::replicate::{Sums, Workspace, replicate};
use proefdraai::scenario::{Options, load};

const SCENARIOS: [&str; 4] = [
    "benches/scenarios/slim.json",
    "benches/scenarios/nijmegen-like.json",
    "scenarios/two-arm.json",
    "scenarios/nijmegen.json",
];

fn main() {
    divan::main();
}

fn plan(path: &str, replications: u32) -> Plan {
    let options = Options { replications: Some(replications), ..Options::default() };
    match load(Path::new(path), &options) {
        Ok(compiled) => compiled.plan,
        Err(report) => panic!("{report}"),
    }
}

/// One replication on one thread, working space already there.
#[divan::bench(args = SCENARIOS, sample_count = 30)]
fn one_replication(bencher: Bencher, path: &str) {
    let plan = plan(path, 1000);
    let (mut space, mut sums) = (Workspace::new(&plan), Sums::new(&plan));
    let mut next = 0;
    bencher.bench_local(|| {
        next += 1;
        replicate(&plan, next, &mut space, &mut sums);
    });
}

/// Reading, checking and calibrating a scenario.
#[divan::bench(args = SCENARIOS, sample_count = 3, sample_size = 1)]
fn compile(bencher: Bencher, path: &str) {
    bencher.bench(|| plan(path, 2000));
}

/// 256 replications on all threads, compiled beforehand.
#[divan::bench(args = SCENARIOS, sample_count = 3, sample_size = 1)]
fn whole_run(bencher: Bencher, path: &str) {
    let plan = plan(path, 256);
    bencher.bench(|| engine::run(&plan, &Nobody));
}
