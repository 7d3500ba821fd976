//! Truths and achieved targets, on an independent stream, until they are precise enough.

use std::ops::Range;

use rayon::prelude::*;

use super::evaluator::Evaluator;
use super::ratio::{Ratio, Sums};
use super::sample::{SocietySample, WorldSample};
use super::target::Target;
use crate::diagnosis::measured::Measured;
use crate::estimand::Expectation;
use crate::plan::{Plan, World};
use crate::stream::{Domain, Draws, Lattice, Stream};

/// People in one batch: an even cover, shifted at random, so that the batches tell how precise their mean is.
const BATCH: usize = 1 << 14;
/// Batches that are always drawn: 131,072 people.
const FEWEST: u32 = 8;
/// Batches at which an expectation is taken as it is: 4 million people.
const MOST: u32 = 256;

/// An expectation that is wanted to a given precision.
#[derive(Clone, Debug)]
pub struct Needed {
    /// What.
    pub expectation: Expectation,
    /// Monte Carlo error that is good enough.
    pub error: f64,
}

/// What the truth stream says of one world: the wanted expectations in order, and the achieved
/// value of each target.
#[derive(Clone, Debug, Default)]
pub struct WorldTruths {
    /// By needed expectation.
    pub needed: Vec<Measured>,
    /// By target.
    pub targets: Vec<Measured>,
}

/// Evaluates all worlds. Each expectation stops at its own precision, so that one more changes
/// no other.
pub fn truths(plan: &Plan, needed: &[Vec<Needed>], targets: &[Vec<Target>]) -> Vec<WorldTruths> {
    evaluate(plan, needed, targets, FEWEST..MOST)
}

/// Evaluates all worlds on the first 131,072 people of the truth stream, whatever precision is asked:
/// enough where no estimate is held against its truth.
pub fn first_truths(
    plan: &Plan,
    needed: &[Vec<Needed>],
    targets: &[Vec<Target>],
) -> Vec<WorldTruths> {
    evaluate(plan, needed, targets, FEWEST..FEWEST)
}

/// Evaluates all worlds on the first 16,384 people of the truth stream, whatever precision is asked, and without an error:
/// enough to say how an effect changes when it is moved.
pub fn rough_truths(plan: &Plan, needed: &[Vec<Needed>]) -> Vec<WorldTruths> {
    evaluate(plan, needed, &vec![Vec::new(); needed.len()], 1..1)
}

fn evaluate(
    plan: &Plan,
    needed: &[Vec<Needed>],
    targets: &[Vec<Target>],
    batches: Range<u32>,
) -> Vec<WorldTruths> {
    let mut open: Vec<Progress> = plan
        .worlds
        .iter()
        .zip(needed.iter().zip(targets))
        .map(|(_, (n, t))| Progress::new(n, t))
        .collect();
    let mut batch = 0;
    while batch < batches.end && open.iter().any(Progress::is_open) {
        let last = if batch < batches.start { batches.start } else { batch + 8 };
        let results: Vec<Vec<Batch>> =
            (batch..last).into_par_iter().map(|b| one_batch(plan, b, &open)).collect();
        for worlds in results {
            for (progress, result) in open.iter_mut().zip(worlds) {
                progress.add(&result);
            }
        }
        batch = last;
        let more = f64::from(batches.end) / f64::from(batch);
        for progress in &mut open {
            progress.close_precise(more);
        }
    }
    open.into_iter().map(Progress::finish).collect()
}

struct Batch {
    needed: Vec<Ratio>,
    targets: Vec<Sums>,
}

struct Progress<'a> {
    needed: &'a [Needed],
    targets: &'a [Target],
    sums: Batch,
    open: Vec<bool>,
    targets_open: Vec<bool>,
}

impl<'a> Progress<'a> {
    fn new(needed: &'a [Needed], targets: &'a [Target]) -> Self {
        let sums = Batch {
            needed: vec![Ratio::default(); needed.len()],
            targets: vec![Sums::default(); targets.len()],
        };
        let (open, targets_open) = (vec![true; needed.len()], vec![true; targets.len()]);
        Self { needed, targets, sums, open, targets_open }
    }

    fn is_open(&self) -> bool {
        self.targets_open.contains(&true) || self.open.contains(&true)
    }

    fn add(&mut self, batch: &Batch) {
        for (sum, part) in self.sums.needed.iter_mut().zip(&batch.needed) {
            sum.add_sample(part);
        }
        for (sum, part) in self.sums.targets.iter_mut().zip(&batch.targets) {
            sum.add_sample(part);
        }
    }

    /// Closes what is known well enough; at most `more` times as many people can be had.
    fn close_precise(&mut self, more: f64) {
        for ((open, n), sum) in self.open.iter_mut().zip(self.needed).zip(&self.sums.needed) {
            let error = sum.error();
            *open = *open && error > n.error && error.is_finite();
        }
        let targets = self.targets.iter().zip(&self.sums.targets);
        for (open, (target, sum)) in self.targets_open.iter_mut().zip(targets) {
            *open = *open && target.needs_more(target.reading.error(sum), more);
        }
    }

    fn finish(self) -> WorldTruths {
        let needed = self.sums.needed.iter().map(|r| Measured { value: r.mean(), mcse: r.error() });
        let targets = self.targets.iter().zip(&self.sums.targets);
        let targets =
            targets.map(|(t, r)| Measured { value: t.reading.value(r), mcse: t.reading.error(r) });
        WorldTruths { needed: needed.collect(), targets: targets.collect() }
    }
}

/// One batch of people, through every world that still needs them.
fn one_batch(plan: &Plan, batch: u32, open: &[Progress]) -> Vec<Batch> {
    let stream = Stream::new(plan.seed, Domain::Truth, batch);
    let mut out: Vec<Batch> = open.iter().map(Progress::empty).collect();
    for (number, society) in plan.societies.iter().enumerate() {
        let is_there = |&k: &usize| plan.worlds[k].society == number && open[k].is_open();
        let mut worlds = (0..open.len()).filter(is_there).peekable();
        if worlds.peek().is_none() {
            continue;
        }
        let lattice = Lattice::shifted(stream);
        let sample = SocietySample::draw(society, BATCH, &lattice, None);
        for k in worlds {
            // A copy, so that what one world draws besides moves no other.
            out[k] = open[k].evaluate(&plan.worlds[k], &sample, &lattice.clone(), false);
        }
    }
    out
}

impl Progress<'_> {
    fn empty(&self) -> Batch {
        Batch {
            needed: vec![Ratio::default(); self.needed.len()],
            targets: vec![Sums::default(); self.targets.len()],
        }
    }

    fn evaluate(
        &self,
        world: &World,
        sample: &SocietySample,
        draws: &impl Draws,
        realised: bool,
    ) -> Batch {
        let extra = WorldSample::new(world, sample, draws, realised);
        let e = Evaluator::new(world, sample, &extra);
        let needed = self.needed.iter().zip(&self.open);
        let needed = needed
            .map(|(n, open)| if *open { e.evaluate(&n.expectation) } else { Ratio::default() });
        let targets = self
            .targets
            .iter()
            .zip(&self.targets_open)
            .map(|(t, open)| if *open { t.reading.sums(&e) } else { Sums::default() });
        Batch { needed: needed.collect(), targets: targets.collect() }
    }
}

/// The truths of the one frame of finite mode: realised, and without error.
pub fn finite_truths(
    plan: &Plan,
    needed: &[Vec<Needed>],
    targets: &[Vec<Target>],
) -> Vec<WorldTruths> {
    let stream = Stream::new(plan.seed, Domain::Simulation, 0);
    let worlds = plan.worlds.iter().zip(needed.iter().zip(targets));
    worlds
        .map(|(world, (n, t))| {
            let society = &plan.societies[world.society];
            let size = society.population.size;
            let sample = SocietySample::draw(society, size, &stream, Some(&stream));
            let mut progress = Progress::new(n, t);
            let batch = progress.evaluate(world, &sample, &stream, true);
            progress.add(&batch);
            let mut truths = progress.finish();
            truths.needed.iter_mut().for_each(|m| m.mcse = 0.0);
            truths
        })
        .collect()
}
