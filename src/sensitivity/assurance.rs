//! Assurance: power expected before the world is known, over draws of all uncertain assumptions
//! (O'Hagan, Stevens & Campbell 2005).

use super::answer::{Answers, Quantity, direction};
use super::draw;
use super::split::{Split, split};
use super::tornado::Part;
use super::uncertain::Uncertain;
use super::worlds::Asked;
use crate::diagnosis::diagnosand::diagnose;
use crate::diagnosis::measured::{Known, Measured};
use crate::engine::{BLOCK, EngineError, Observer, blocks, run_blocks};
use crate::plan::{Direction, Ladder, Plan};
use crate::scenario::source::Document;
use crate::scenario::{Compiled, Options, Variation, check};
use crate::sizing::restrict;

/// Expected power and what it is made of.
#[derive(Clone, Debug)]
pub struct Assurance {
    /// Draws asked for.
    pub draws: u32,
    /// Simulated trials in each drawn world.
    pub replications: u32,
    /// Direction in which power counts, where the base world's effect has one.
    pub direction: Option<Direction>,
    /// Power with all numbers as stated.
    pub base: Known<Measured>,
    /// By draw: its power, or why the drawn world is refused.
    pub powers: Vec<Result<f64, String>>,
    /// Expected power and the split of the variance; none with fewer than three draws accepted.
    pub split: Option<Split>,
}

impl Assurance {
    /// Draws whose world is refused.
    pub fn refused(&self) -> impl Iterator<Item = &String> {
        self.powers.iter().filter_map(|power| power.as_ref().err())
    }
}

/// Draws worlds and simulates each on random numbers of its own, so that the noise within draws is
/// independent between them.
///
/// # Errors
/// [`EngineError`] when the observer stops it.
///
/// # Panics
/// When the question is not one of the base world.
pub fn assurance(
    asked: &Asked,
    base: &Compiled,
    document: &Document,
    numbers: &[Uncertain],
    draws: u32,
    observer: &impl Observer,
) -> Result<Assurance, EngineError> {
    let whole = whole(asked, document, numbers);
    let variations: Vec<Variation> = (0..draws)
        .map(|draw| {
            let values = draw::values(numbers, &whole, base.plan.seed, draw);
            let set = draw::settings(document, numbers, &values);
            Variation { name: format!("draw {}", draw + 1), set }
        })
        .collect();
    observer.stage("drawing worlds", draws.saturating_mul(asked.replications));
    let cell = asked.question.cell(&base.plan, 0).expect("the question is one of the base world");
    let direction = direction(&base.plan.cells[cell].spec);
    let answer = Answers::simulate(&base.plan, &[cell], &Part { observer, before: 0, worlds: 0 })?;
    let mut powers = vec![Err(String::new()); draws as usize];
    let mut done = 0;
    let refused = asked.each(&variations, |batch, compiled| {
        for (world, &draw) in (1..).zip(batch) {
            powers[draw] = match asked.question.cell(&compiled.plan, world) {
                None => Err("what is asked is not analysed there".to_owned()),
                Some(cell) => {
                    let plan = own_trials(&compiled.plan, cell, draw as u32, direction);
                    let part = Part { observer, before: done, worlds: 1 };
                    Ok(power(&plan, asked.replications, &part)?)
                }
            };
            done += asked.replications;
        }
        Ok(())
    })?;
    for (draw, reason) in refused {
        powers[draw] = Err(reason);
    }
    let accepted: Vec<f64> = powers.iter().filter_map(|p| p.as_ref().ok()).copied().collect();
    Ok(Assurance {
        draws,
        replications: asked.replications,
        direction,
        base: answer.value(0, Quantity::Power),
        split: split(&accepted, asked.replications),
        powers,
    })
}

/// One cell of a plan, with trials up to the last one of a draw; earlier draws own the earlier ones.
fn own_trials(plan: &Plan, cell: usize, draw: u32, direction: Option<Direction>) -> Plan {
    let mut plan = restrict(plan, &[cell]).0;
    plan.replications += draw * plan.replications.next_multiple_of(BLOCK);
    plan.ladders =
        direction.map(|direction| Ladder { cells: vec![0], direction }).into_iter().collect();
    plan
}

/// Power in the last trials of a plan of one cell.
fn power(plan: &Plan, trials: u32, observer: &impl Observer) -> Result<f64, EngineError> {
    let range = blocks(plan) - trials.div_ceil(BLOCK)..blocks(plan);
    let sums = run_blocks(plan, range, observer)?;
    Ok(match sums.ladders.first() {
        Some(ladder) => ladder.power(0),
        None => {
            diagnose(&sums.cells[0], &plan.cells[0].spec).tests[0].power.map_or(0.0, |p| p.value)
        }
    })
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
        is_whole && low < high && is_refused(number, low + 0.5) && !is_refused(number, low)
    };
    numbers.iter().map(must).collect()
}
