//! What shared draws save: a curve of twenty sizes on one set of draws against twenty separate runs.
//!
//! `cargo bench --bench sizing`; the ratio of the two is what counts.

use std::path::Path;

use divan::Bencher;
use proefdraai::engine::Nobody;
use proefdraai::plan::{Direction, Plan};
use proefdraai::scenario::{Options, load};
use proefdraai::sizing::power_curve;

const SCENARIOS: [&str; 2] = ["benches/scenarios/slim.json", "scenarios/nijmegen.json"];

/// Simulated trials at every size.
const REPLICATIONS: u32 = 256;

fn main() {
    divan::main();
}

fn plan(path: &str) -> Plan {
    let options = Options { worlds: vec!["plan".to_owned()], ..Options::default() };
    match load(Path::new(path), &options) {
        Ok(compiled) => compiled.plan,
        Err(report) => panic!("{report}"),
    }
}

/// Twenty sizes from half the scenario's people to all of them.
fn sizes(plan: &Plan) -> Vec<f64> {
    let all = plan.societies[0].population.size as f64;
    (1..=20).map(|k| (all * (0.5 + 0.025 * f64::from(k))).round()).collect()
}

/// All sizes on the draws of the largest.
#[divan::bench(args = SCENARIOS, sample_count = 5, sample_size = 1)]
fn twenty_sizes_together(bencher: Bencher, path: &str) {
    let plan = plan(path);
    let sizes = sizes(&plan);
    bencher.bench(|| power_curve(&plan, 0, &sizes, Direction::Down, REPLICATIONS, 0, &Nobody));
}

/// Every size from nothing.
#[divan::bench(args = SCENARIOS, sample_count = 5, sample_size = 1)]
fn twenty_separate_runs(bencher: Bencher, path: &str) {
    let plan = plan(path);
    let sizes = sizes(&plan);
    bencher.bench(|| {
        for size in &sizes {
            let one = std::slice::from_ref(size);
            let curve = power_curve(&plan, 0, one, Direction::Down, REPLICATIONS, 0, &Nobody);
            divan::black_box(curve).expect("nobody stops it");
        }
    });
}
