//! How often the solvers' 95 % intervals contain the truth, over independent runs of plain two-arm
//! scenarios with a closed form. Writes the table of docs/solver-coverage.md.
//!
//! `cargo run --release --example solver_coverage` (200 runs of each; `-- 20` for 20).

use std::path::Path;

use proefdraai::engine::Nobody;
use proefdraai::plan::Direction;
use proefdraai::scenario::{Compiled, Options, load};
use proefdraai::sizing::{REDIVISIONS, Search, Solution, size, smallest_effect};

const SEARCH: Search = Search {
    power: 0.8,
    tolerance: 0.03,
    replications: 16_384,
    budget: 1e9,
    is_thorough: true,
    redivisions: REDIVISIONS,
};

/// One line of the table.
struct Case {
    /// Case of the validation list, and what is asked.
    name: &'static str,
    analysis: &'static str,
    outcome: &'static str,
    set: &'static [&'static str],
    /// Closed form.
    truth: f64,
    /// Whether the smallest effect is asked for, not the size.
    effect: bool,
}

/// Sizes are totals over two equal arms, the smallest from which power stays. Sources: R's
/// power.t.test(strict = TRUE) for t, enumeration of both binomials for shares.
const CASES: [Case; 5] = [
    Case {
        name: "V04, V08: size for d = .5, t test",
        analysis: "t",
        outcome: "score",
        set: &[],
        truth: 128.0,
        effect: false,
    },
    Case {
        name: "V04: size for d = .8, t test",
        analysis: "t",
        outcome: "score",
        set: &["treatment.arms.arm.effects.score.latent=0.8"],
        truth: 52.0,
        effect: false,
    },
    Case {
        name: "V04: size for d = .2, t test",
        analysis: "t",
        outcome: "score",
        set: &["treatment.arms.arm.effects.score.latent=0.2"],
        truth: 787.0,
        effect: false,
    },
    Case {
        name: "V05: size for .20 against .15, Welch",
        analysis: "welch",
        outcome: "works",
        set: &[],
        truth: 1805.0,
        effect: false,
    },
    Case {
        name: "V07: smallest effect of 128 people, t test",
        analysis: "t",
        outcome: "score",
        set: &["population.size=128"],
        truth: 0.499_074_7,
        effect: true,
    },
];

fn main() {
    let runs = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(200_u64);
    println!("| case | truth | mean answer | covered | of |\n|---|---|---|---|---|");
    for case in &CASES {
        let found: Vec<Solution> = (0..runs).filter_map(|run| case.run(90_000 + run)).collect();
        let covered = found.iter().filter(|s| s.low <= case.truth && case.truth <= s.high).count();
        let mean = found.iter().map(|s| s.at).sum::<f64>() / found.len() as f64;
        println!("| {} | {:.4} | {mean:.4} | {covered} | {} |", case.name, case.truth, found.len());
    }
}

impl Case {
    fn run(&self, seed: u64) -> Option<Solution> {
        let compiled = self.compile(seed);
        let plan = &compiled.plan;
        let cell = plan
            .cells
            .iter()
            .position(|c| c.analysis == self.analysis && c.outcome == self.outcome)?;
        if self.effect {
            let aims = &compiled.aims[cell];
            let found =
                smallest_effect(plan, cell, aims, Direction::Up, &SEARCH, &Nobody).ok()??;
            return found.effect;
        }
        let answer = size(plan, cell, &SEARCH, &Nobody).ok()?;
        answer.size.map(|s| s.participants)
    }

    fn compile(&self, seed: u64) -> Compiled {
        let set = self.set.iter().map(|&s| s.to_owned()).collect();
        let options = Options { seed: Some(seed), set, ..Options::default() };
        match load(Path::new("tests/scenarios/size.json"), &options) {
            Ok(compiled) => compiled,
            Err(report) => panic!("{report}"),
        }
    }
}
