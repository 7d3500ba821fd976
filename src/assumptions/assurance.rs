//! Assurance: power expected before the world is known, over draws of all uncertain assumptions
//! (O'Hagan, Stevens & Campbell 2005).

use rayon::prelude::*;

use super::answer::{Answered, Answers, direction};
use super::draw;
use super::split::{Split, split};
use super::tried::{Refusal, Tried, Verdict, tried};
use super::uncertain::Uncertain;
use super::worlds::{Asked, WHOLE};
use crate::diagnosis::diagnosand::diagnose;
use crate::diagnosis::measured::{Absent, Known, Measured, Rate};
use crate::diagnosis::watched::Watched;
use crate::engine::{BLOCK, EngineError, Observer, blocks, run_blocks};
use crate::plan::{Direction, Ladder, Plan, restrict};
use crate::scenario::source::Document;
use crate::scenario::{Compiled, Options, Variation, check};
use crate::variation::{Counted, Stretch};

/// Expected power and what it is made of.
#[derive(Clone, Debug)]
pub struct Assurance {
    /// Possible worlds asked for.
    pub wanted: u32,
    /// Simulated trials in each of them.
    pub replications: u32,
    /// Direction in which power counts, where the base world's effect has one.
    pub direction: Option<Direction>,
    /// Power with all numbers as stated.
    pub base: Known<Measured>,
    /// All draws, in order, up to the last possible one that was asked for.
    pub draws: Vec<Tried>,
    /// Expected power and the split of the variance; none with fewer than three possible draws.
    pub split: Option<Split>,
}

impl Assurance {
    /// Powers of the draws whose numbers are possible together.
    pub fn powers(&self) -> impl Iterator<Item = f64> {
        self.verdicts().map(|verdict| verdict.power)
    }

    /// What was found in the draws whose numbers are possible together.
    pub fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        self.draws.iter().filter_map(|draw| draw.found.as_ref().ok()).copied()
    }

    /// The share of possible draws in which the effect certainly goes the other way than the one counted.
    ///
    /// # Errors
    /// [`Absent::TruthNearZero`] where findings in both directions count, [`Absent::NoReplications`] where no
    /// draw is possible.
    pub fn reversed(&self) -> Known<Rate> {
        self.direction.ok_or(Absent::TruthNearZero)?;
        let (all, turned) = (self.verdicts().count(), self.verdicts().filter(|v| v.is_reversed));
        Rate::of(turned.count() as u64, all as u64, Absent::NoReplications)
    }

    /// Expected power over the draws in which the effect does not go the other way; none where there are
    /// fewer than two of them.
    pub fn not_reversed(&self) -> Option<Measured> {
        let powers: Vec<f64> =
            self.verdicts().filter(|v| !v.is_reversed).map(|v| v.power).collect();
        let count = powers.len() as f64;
        let mean = powers.iter().sum::<f64>() / count;
        let squares = powers.iter().map(|p| (p - mean) * (p - mean)).sum::<f64>();
        let mcse = (squares / (count - 1.0) / count).sqrt();
        (powers.len() > 1).then_some(Measured { value: mean, mcse })
    }

    /// Why the others are not.
    pub fn refused(&self) -> impl Iterator<Item = &Refusal> {
        self.draws.iter().filter_map(|draw| draw.found.as_ref().err())
    }
}

/// Draws worlds until so many are possible, and simulates each on random numbers of its own, so that the
/// noise within draws is independent between them.
///
/// # Errors
/// [`EngineError`] when the observer stops it.
///
/// # Panics
/// When the question is not a comparison of the base world.
pub fn assurance(
    asked: &Asked,
    base: &Compiled,
    document: &Document,
    numbers: &[Uncertain],
    wanted: u32,
    observer: &impl Observer,
) -> Result<Assurance, EngineError> {
    let whole = whole(asked, document, numbers);
    observer.parts("drawing worlds", (wanted + 1).saturating_mul(WHOLE));
    let question = asked.question.comparison().expect("a comparison is asked about");
    let cell = question.cell(&base.plan, 0).expect("the question is one of the base world");
    let direction = direction(&base.plan.cells[cell].spec);
    let trials = asked.replications;
    let alone = Stretch { observer, from: 0, length: WHOLE, replications: trials };
    let answer = Answers::simulate(&base.plan, &[cell], direction, &alone)?;
    let draw = |number| draw::drawn(document, numbers, &whole, base.plan.seed, number);
    let mut simulated = 0;
    let draws = tried(asked, wanted, draw, |worlds| {
        let (first, all, half) = (simulated, worlds.len() as u32, WHOLE / 2);
        simulated += all;
        let compiled = (1 + first) * WHOLE + all * half;
        observer.progress(compiled);
        let part =
            Stretch { from: compiled, length: all * half, replications: all * trials, ..alone };
        let part = Counted::new(part);
        let one = |(place, world): (usize, &&Compiled)| {
            let Some(cell) = question.cell(&world.plan, 0) else {
                return Ok(Err(Refusal::whole("what is asked is not analysed there")));
            };
            let there = super::answer::direction(&world.plan.cells[cell].spec);
            let is_reversed = there.is_some() && direction.is_some() && there != direction;
            let plan = own_trials(&world.plan, cell, first + place as u32, direction);
            let found = power(&plan, trials, &part)?;
            let told = |absent: Absent| Refusal::whole(absent.reason());
            Ok(found.map(|power| Verdict { power, is_reversed }).map_err(told))
        };
        worlds.par_iter().enumerate().map(one).collect()
    })?;
    let mut found = Assurance {
        wanted,
        replications: trials,
        direction,
        base: answer.value(0, Watched::default()),
        draws,
        split: None,
    };
    found.split = split(&found.powers().collect::<Vec<f64>>(), trials);
    Ok(found)
}

/// One cell of a plan, with trials up to the last one of a world; earlier worlds own the earlier ones.
fn own_trials(plan: &Plan, cell: usize, world: u32, direction: Option<Direction>) -> Plan {
    let mut plan = restrict(plan, &[cell]).0;
    plan.replications += world * plan.replications.next_multiple_of(BLOCK);
    plan.ladders =
        direction.map(|direction| Ladder::of_tests([0], direction)).into_iter().collect();
    plan
}

/// Power in the last trials of a plan of one cell, or why there is none.
fn power(plan: &Plan, trials: u32, observer: &impl Observer) -> Result<Known<f64>, EngineError> {
    let range = blocks(plan) - trials.div_ceil(BLOCK)..blocks(plan);
    let sums = run_blocks(plan, range, observer)?;
    let any = diagnose(&sums.cells[0], &plan.cells[0].spec).tests[0].power;
    Ok(any.map(|rate| sums.ladders.first().map_or(rate.value, |ladder| ladder.power(0))))
}

/// Which numbers must be whole: their value and range are, and the scenario refuses a fraction where it
/// accepts a whole number.
fn whole(asked: &Asked, document: &Document, numbers: &[Uncertain]) -> Vec<bool> {
    let is_refused = |number: &Uncertain, value: f64| {
        number.moved(document, value).is_ok_and(|set| {
            let variation = Variation { name: "fraction".to_owned(), set };
            let base = asked.world.clone();
            check(
                &asked.document,
                &Options { base, variations: vec![variation], ..Options::default() },
            )
            .is_err()
        })
    };
    let must = |number: &Uncertain| {
        let [low, high] = number.range;
        let is_whole = [number.value, low, high].iter().all(|x| x.fract() == 0.0);
        let value = number.value;
        let between = if value < high { value + 0.5 } else { value - 0.5 };
        is_whole && low < high && is_refused(number, between) && !is_refused(number, value)
    };
    numbers.iter().map(must).collect()
}
