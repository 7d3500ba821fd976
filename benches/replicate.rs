//! Cost of one replication and of a whole run, for the shipped scenarios and for two pieces of work
//! that other tools have been timed on: `slim` and `nijmegen-like`.
//!
//! `cargo bench --bench replicate`; run it twice on a quiet machine before believing a difference.

use std::fmt;
use std::path::Path;

use divan::Bencher;
use proefdraai::engine::{self, Nobody};
use proefdraai::plan::Plan;
use proefdraai::replicate::{Sums, Workspace, replicate};
use proefdraai::scenario::{Options, load};

/// A scenario, perhaps with something more.
#[derive(Clone, Copy)]
enum Work {
    AsItIs(&'static str),
    /// One outcome more on the design matrices that are there; what its draws cost is in `benches/draws.rs`.
    OneMoreOutcome(&'static str),
    /// One world more, in which only the effects differ.
    OneMoreWorld(&'static str),
}

use Work::{AsItIs, OneMoreOutcome, OneMoreWorld};

const SLIM: &str = "benches/scenarios/slim.json";
const NIJMEGEN_LIKE: &str = "benches/scenarios/nijmegen-like.json";
const NIJMEGEN: &str = "scenarios/nijmegen.json";

const WORK: [Work; 7] = [
    AsItIs(SLIM),
    OneMoreWorld(SLIM),
    AsItIs(NIJMEGEN_LIKE),
    OneMoreOutcome(NIJMEGEN_LIKE),
    OneMoreWorld(NIJMEGEN_LIKE),
    AsItIs("scenarios/two-arm.json"),
    AsItIs(NIJMEGEN),
];

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (path, more) = match self {
            AsItIs(path) => (path, ""),
            OneMoreOutcome(path) => (path, ", one outcome more"),
            OneMoreWorld(path) => (path, ", one world more"),
        };
        let name = Path::new(path).file_stem().expect("the path of a scenario");
        write!(f, "{}{more}", name.to_string_lossy())
    }
}

fn main() {
    divan::main();
}

fn plan(work: Work, replications: u32) -> Plan {
    let mut options = Options { replications: Some(replications), ..Options::default() };
    let (AsItIs(path) | OneMoreOutcome(path) | OneMoreWorld(path)) = work;
    match work {
        AsItIs(_) => {}
        OneMoreOutcome(_) => options.set = vec![MORE.to_owned()],
        OneMoreWorld(_) => options.null_world = true,
    }
    match load(Path::new(path), &options) {
        Ok(compiled) => compiled.plan,
        Err(report) => panic!("{report}"),
    }
}

/// An outcome like the others.
const MORE: &str = r#"outcomes.y6={"binary":{"rate":0.25,"covariates":{"x1":0.3,"x3":0.2,"x5":0.2},"traits":{"employability":0.4}}}"#;

/// One replication on one thread, working space already there.
#[divan::bench(args = WORK, sample_count = 30)]
fn one_replication(bencher: Bencher, work: Work) {
    let plan = plan(work, 1000);
    let (mut space, mut sums) = (Workspace::new(&plan), Sums::new(&plan));
    let mut next = 0;
    bencher.bench_local(|| {
        next += 1;
        replicate(&plan, next, &mut space, &mut sums);
    });
}

/// Reading, checking and calibrating a scenario.
#[divan::bench(args = WORK, sample_count = 3, sample_size = 1)]
fn compile(bencher: Bencher, work: Work) {
    bencher.bench(|| plan(work, 2000));
}

/// 256 replications on all threads, compiled beforehand.
#[divan::bench(args = WORK, sample_count = 3, sample_size = 1)]
fn whole_run(bencher: Bencher, work: Work) {
    let plan = plan(work, 256);
    bencher.bench(|| engine::run(&plan, &Nobody));
}
