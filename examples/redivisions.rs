//! What other divisions of the same people save in a search: the variance of power, and that variance at equal time.
//!
//! `cargo run --release --example redivisions`; minutes on one thread.

use std::path::Path;
use std::time::Instant;

use proefdraai::engine::Nobody;
use proefdraai::plan::{Direction, Plan};
use proefdraai::scenario::{Options, load};
use proefdraai::sizing::{REDIVISIONS, power_curve};

/// Scenario, analysis, outcome, eligible people (or participants where the design fixes them), and trials.
const CASES: [(&str, &str, &str, &[f64], u32); 4] = [
    ("scenarios/two-arm.json", "difference", "works", &[668.0, 742.0, 817.0], 4096),
    ("tests/scenarios/size.json", "welch", "works", &[1600.0, 1800.0, 2000.0], 4096),
    ("scenarios/nijmegen.json", "basis", "hours_over_12", &[60_000.0, 66_000.0, 72_000.0], 1024),
    ("scenarios/nijmegen.json", "loep", "hours_over_12", &[55_000.0, 60_000.0, 66_000.0], 1024),
];

/// Variance of the middle power, and seconds.
fn measured(plan: &Plan, cell: usize, sizes: &[f64], trials: u32, redivisions: u32) -> [f64; 2] {
    let truth = plan.cells[cell].spec.policy_truth;
    let direction = if truth < 0.0 { Direction::Down } else { Direction::Up };
    let start = Instant::now();
    let curve = power_curve(plan, cell, sizes, direction, trials, redivisions, &Nobody);
    let middle = &curve.expect("nobody stops it")[sizes.len() / 2];
    [middle.mcse * middle.mcse, start.elapsed().as_secs_f64()]
}

fn main() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    println!(
        "| scenario | analysis | variance, counting ÷ control | time, control ÷ counting | at equal time |"
    );
    println!("|---|---|---|---|---|");
    for (path, analysis, outcome, sizes, trials) in CASES {
        let compiled = load(Path::new(path), &Options::default());
        let plan = compiled.unwrap_or_else(|report| panic!("{report}")).plan;
        let cell = plan
            .cells
            .iter()
            .position(|c| c.world == 0 && c.analysis == analysis && c.outcome == outcome)
            .expect("the scenario has it");
        let [[v0, t0], [v1, t1]] = one.install(|| {
            [0, REDIVISIONS].map(|redivisions| measured(&plan, cell, sizes, trials, redivisions))
        });
        println!(
            "| {path} | {analysis} | {:.1} | {:.2} | {:.1} |",
            v0 / v1,
            t1 / t0,
            v0 * t0 / (v1 * t1)
        );
    }
}
