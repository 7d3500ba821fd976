//! Runs scenario files through the public engine and reads what came out.

use std::path::{Path, PathBuf};

use proefdraai::diagnosis::diagnosand::{Diagnosis, diagnose};
use proefdraai::diagnosis::measured::{Known, Measured, Rate};
use proefdraai::engine::{self, Nobody};
use proefdraai::estimand::Term;
use proefdraai::outcome::{Lives, Measure, Shift};
use proefdraai::plan::{Plan, Society, World, restrict};
use proefdraai::population::People;
use proefdraai::recruitment::thresholds;
use proefdraai::replicate::Sums;
use proefdraai::scenario::{Compiled, Options, load};
use proefdraai::stream::{Domain, Stream};

/// A scenario of a validation case.
pub fn case(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios").join(name)
}

/// A scenario that ships with the program.
pub fn shipped(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// So many replications from this seed, with these settings.
pub fn options(replications: u32, seed: u64, set: &[&str]) -> Options {
    Options {
        replications: Some(replications),
        seed: Some(seed),
        set: set.iter().map(|&s| s.to_owned()).collect(),
        ..Options::default()
    }
}

/// Compiles a scenario that has to be right.
#[track_caller]
pub fn compiled(path: impl AsRef<Path>, options: &Options) -> Compiled {
    load(path.as_ref(), options).unwrap_or_else(|report| panic!("{report}"))
}

/// A scenario that was run.
pub struct Found {
    /// Its plan.
    pub plan: Plan,
    /// What its replications left.
    pub sums: Sums,
}

/// Compiles and runs a scenario.
#[track_caller]
pub fn run(path: impl AsRef<Path>, options: &Options) -> Found {
    Found::of(compiled(path, options).plan)
}

impl Found {
    /// Runs a plan.
    #[track_caller]
    pub fn of(plan: Plan) -> Self {
        let sums = engine::run(&plan, &Nobody).unwrap_or_else(|error| panic!("{error}"));
        Self { plan, sums }
    }

    /// The number of the one cell called `design/analysis/outcome/arm-versus` (with `@month` after an outcome of the
    /// work process) in a world.
    #[track_caller]
    pub fn number(&self, world: &str, name: &str) -> usize {
        let plan = &self.plan;
        let found: Vec<usize> = (0..plan.cells.len())
            .filter(|&k| {
                plan.worlds[plan.cells[k].world].name == world && cell_name(plan, k) == name
            })
            .collect();
        assert_eq!(found.len(), 1, "cells called {name} in {world}");
        found[0]
    }

    /// What the replications say of a cell of the base world.
    #[track_caller]
    pub fn cell(&self, name: &str) -> Diagnosis {
        self.cell_in(&self.plan.worlds[0].name, name)
    }

    /// What the replications say of a cell.
    #[track_caller]
    pub fn cell_in(&self, world: &str, name: &str) -> Diagnosis {
        let k = self.number(world, name);
        diagnose(&self.sums.cells[k], &self.plan.cells[k].spec)
    }
}

/// Asserts that a plan of one cell alone, for every `step`-th of them, gives it the estimates that it has in the whole plan.
#[track_caller]
pub fn restriction_keeps_estimates(plan: &Plan, step: usize, what: &str) {
    let whole = engine::run(plan, &Nobody).expect("nobody stops it");
    for wanted in (0..plan.cells.len()).step_by(step) {
        let (restricted, places) = restrict(plan, &[wanted]);
        let sums = engine::run(&restricted, &Nobody).expect("nobody stops it");
        let same = sums.cells[places[0]].same_estimates(&whole.cells[wanted]);
        assert!(same, "cell {wanted}: {what}");
    }
}

/// The name of a cell within its world.
pub fn cell_name(plan: &Plan, number: usize) -> String {
    let cell = &plan.cells[number];
    let design = &plan.worlds[cell.world].designs[cell.design].name;
    let month = cell.month.map(|m| format!("@{m}")).unwrap_or_default();
    format!("{design}/{}/{}{month}/{}-{}", cell.analysis, cell.outcome, cell.arm, cell.versus)
}

/// Mean of the sum of several terms of a bias budget; their covariance is part of its error.
pub fn terms(diagnosis: &Diagnosis, terms: &[Term]) -> Measured {
    let budget = diagnosis.budget.as_ref().expect("several replications have an estimate");
    let value = terms.iter().map(|&t| budget.entries[t.index()].mean.value).sum();
    let pairs = terms.iter().flat_map(|&a| terms.iter().map(move |&b| (a, b)));
    let variance: f64 = pairs.map(|(a, b)| budget.covariance.get(a, b)).sum();
    Measured { value, mcse: (variance.max(0.0) / budget.estimated as f64).sqrt() }
}

/// A result that has to exist.
#[track_caller]
pub fn known<T: Copy>(result: &Known<T>) -> T {
    result.unwrap_or_else(|absent| panic!("{}", absent.reason()))
}

/// A share with the error that it would have if `expected` were right, so that a share of 0 has one too.
pub fn share(found: Rate, expected: f64, trials: f64) -> Measured {
    Measured { value: found.value, mcse: (expected * (1.0 - expected) / trials).sqrt() }
}

/// A mean over independent values, with its error.
pub fn mean(values: impl Iterator<Item = f64>) -> Measured {
    let (mut n, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for x in values {
        n += 1.0;
        sum += x;
        squares += x * x;
    }
    let mean = sum / n;
    Measured { value: mean, mcse: ((squares / n - mean * mean).max(0.0) / (n - 1.0)).sqrt() }
}

/// Rule M: |found − expected| ≤ 4·MCSE. Prints the comparison; returns how many errors lie between.
#[track_caller]
pub fn agrees(what: &str, found: Measured, expected: f64) -> f64 {
    agree(what, found, Measured { value: expected, mcse: 0.0 })
}

/// Rule M for an expected value with an error of its own: |found − expected| ≤ 4·√(MCSE² + refSE²).
#[track_caller]
pub fn agree(what: &str, found: Measured, expected: Measured) -> f64 {
    let error = libm::hypot(found.mcse, expected.mcse);
    let gap = found.value - expected.value;
    let z = if gap == 0.0 { 0.0 } else { gap / error };
    println!(
        "{what}: found {:.7}, expected {:.7}, MCSE {error:.2e}, z {z:.2}",
        found.value, expected.value
    );
    assert!(
        z.abs() <= 4.0,
        "{what}: {} is not {} (MCSE {error:.2e}, z {z:.2})",
        found.value,
        expected.value
    );
    z
}

/// Everybody of a large population with their lives, and who of them enrols in a world's lottery.
pub struct Crowd {
    /// The people.
    pub people: People,
    /// Their lives.
    pub lives: Lives,
    stream: Stream,
}

impl Crowd {
    /// Draws `size` people of a society.
    pub fn draw(society: &Society, size: usize, seed: u64) -> Self {
        let stream = Stream::new(seed, Domain::Check, 0);
        let mut people = society.population.people(size);
        society.add_columns(&mut people, size);
        let mut lives = society.lives.lives(size);
        society.draw(&stream, Some(&stream), &mut people, &mut lives);
        Self { people, lives, stream }
    }

    /// Whether each person accepts an offer of a world, by its number; 0 is the lottery.
    pub fn accepts(&self, world: &World, offer: usize) -> Vec<bool> {
        let (mut inclination, mut bars) = (Vec::new(), vec![0.0; self.people.size]);
        world.enrolment.inclination(&self.people, &mut inclination);
        thresholds(world.enrolment.link, &self.stream, &mut bars);
        let intercept = world.offers[offer].intercept;
        inclination.iter().zip(&bars).map(|(x, bar)| intercept + x - bar > 0.0).collect()
    }

    /// Everybody's value of an endpoint under a latent shift.
    pub fn values(&self, world: &World, endpoint: usize, shift: Shift) -> Vec<f64> {
        let (e, mut out) = (&world.model.endpoints[endpoint], vec![0.0; self.people.size]);
        let measure: &Measure = &e.measure;
        measure.fill(&self.lives, &e.state, shift, &[], &mut out);
        out
    }
}

/// Mean of the values of those of whom something holds.
pub fn mean_among(values: &[f64], among: &[bool]) -> Measured {
    mean(values.iter().zip(among).filter(|&(_, &yes)| yes).map(|(&x, _)| x))
}
