//! Each assumption moved to the ends of its range, one at a time: by how much the answer changes.

use super::uncertain::Uncertain;
use super::worlds::{Asked, WHOLE};
use crate::diagnosis::measured::{Known, Measured};
use crate::diagnosis::watched::Watched;
use crate::engine::{EngineError, Observer};
use crate::plan::Direction;
use crate::scenario::source::Document;
use crate::scenario::{Compiled, Variation};
use crate::variation::Stretch;

/// A change of more than this many of its Monte Carlo errors is one that the trials can see.
pub const SEEN: f64 = 3.0;

/// Assumptions in the order of what hangs on them.
#[derive(Clone, Debug)]
pub struct Tornado {
    /// What is watched.
    pub watched: Watched,
    /// Direction in which power counts, where the base world's effect has one.
    pub direction: Option<Direction>,
    /// Simulated trials in each world.
    pub replications: u32,
    /// The answer with all numbers as stated.
    pub base: Known<Measured>,
    /// Trials with an estimate, of all, with all numbers as stated; bias, miss and mean estimate are about
    /// those.
    pub estimated: [u64; 2],
    /// Assumptions: those that the trials can see first, by their larger change; then the others in
    /// file order.
    pub rows: Vec<Row>,
}

/// One assumption.
#[derive(Clone, Debug)]
pub struct Row {
    /// The assumption.
    pub number: Uncertain,
    /// The low end of its range and the high one.
    pub ends: [End; 2],
}

/// One end of a range.
#[derive(Clone, Debug)]
pub struct End {
    /// The value there.
    pub value: f64,
    /// What it does to the answer, or why it cannot be simulated.
    pub found: Result<Change, String>,
}

/// What a move does to the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The answer minus that with all numbers as stated.
    pub change: Measured,
    /// Whether the effect then goes the other way than in the base world.
    pub is_reversed: bool,
    /// Whether the effect in the base world has a direction and this one has none: what is found is a false alarm.
    pub is_without_effect: bool,
}

impl Change {
    const NONE: Self = Self {
        change: Measured { value: 0.0, mcse: 0.0 },
        is_reversed: false,
        is_without_effect: false,
    };

    /// Whether it is more than chance makes of nothing.
    pub fn is_seen(&self) -> bool {
        self.change.value.abs() > SEEN * self.change.mcse
    }
}

impl Row {
    /// The larger change of the two, in absolute value; 0 when neither can be simulated.
    pub fn largest(&self) -> f64 {
        let sizes = self.changes().map(|found| found.change.value.abs());
        sizes.fold(0.0, f64::max)
    }

    /// Whether either end changes the answer by more than chance.
    pub fn is_seen(&self) -> bool {
        self.changes().any(Change::is_seen)
    }

    /// The most that it changes the answer, with two Monte Carlo errors for chance; none when neither
    /// end can be simulated.
    pub fn at_most(&self) -> Option<f64> {
        self.changes().map(|c| c.change.value.abs() + 2.0 * c.change.mcse).reduce(f64::max)
    }

    fn changes(&self) -> impl Iterator<Item = &Change> {
        self.ends.iter().filter_map(|end| end.found.as_ref().ok())
    }
}

/// Moves each number to both ends of its range.
///
/// # Errors
/// [`EngineError`] when the observer stops it.
///
/// # Panics
/// When the question is not one of the base world.
pub fn tornado(
    asked: &Asked,
    base: &Compiled,
    document: &Document,
    numbers: &[Uncertain],
    observer: &impl Observer,
) -> Result<Tornado, EngineError> {
    let mut moves = Moves::new(document, numbers);
    let watched = asked.watched;
    observer.parts("moving assumptions", moves.variations.len().max(1) as u32 * WHOLE);
    let cell = asked.question.place(&base.plan, 0).expect("the question is one of the base world");
    let direction = asked.question.direction(&base.plan, cell);
    let mut answer = None;
    let mut done = 0;
    let variations = std::mem::take(&mut moves.variations);
    let refused = asked.each(&variations, |batch, compiled| {
        let plan = &compiled.plan;
        let cells: Vec<Option<usize>> =
            (0..=batch.len()).map(|world| asked.question.place(plan, world)).collect();
        let there: Vec<usize> = cells.iter().flatten().copied().collect();
        let half = batch.len() as u32 * WHOLE / 2;
        observer.progress(done + half);
        let replications = plan.replications;
        let part = Stretch { observer, from: done + half, length: half, replications };
        let answers = asked.question.simulate(plan, &there, direction, &part)?;
        answer.get_or_insert_with(|| (answers.value(0, watched), answers.estimated(0)));
        let mut number = 0;
        for (&at, cell) in batch.iter().zip(&cells[1..]) {
            moves.found[at] = Some(if cell.is_some() {
                number += 1;
                answers
                    .change(number, watched)
                    .map(|change| Change {
                        change,
                        is_reversed: answers.is_reversed(number),
                        is_without_effect: answers.is_without_effect(number),
                    })
                    .map_err(|absent| absent.reason().to_owned())
            } else {
                Err("what is asked is not analysed there".to_owned())
            });
        }
        done += 2 * half;
        Ok(())
    })?;
    for (at, reason) in refused {
        moves.found[at] = Some(Err(reason));
    }
    let (base, estimated) = if let Some(answer) = answer {
        answer
    } else {
        let answers = asked.question.simulate(&base.plan, &[cell], direction, observer)?;
        (answers.value(0, watched), answers.estimated(0))
    };
    let mut rows = moves.rows(numbers);
    rows.sort_by(|a, b| {
        let key = |row: &Row| if row.is_seen() { row.largest() } else { -1.0 };
        key(b).total_cmp(&key(a))
    });
    Ok(Tornado { watched, direction, replications: asked.replications, base, estimated, rows })
}

/// All moves: by number and end, the variation that makes it, or what is known without one.
struct Moves {
    variations: Vec<Variation>,
    /// By variation: what it found.
    found: Vec<Option<Result<Change, String>>>,
    /// By number and end.
    ends: Vec<[Move; 2]>,
}

/// How the effect of a move becomes known.
enum Move {
    /// It is known beforehand.
    Known(Result<Change, String>),
    /// A variation shows it.
    Variation(usize),
}

impl Moves {
    fn new(document: &Document, numbers: &[Uncertain]) -> Self {
        let mut variations = Vec::new();
        let mut one = |number: &Uncertain, value: f64| {
            if value == number.value {
                return Move::Known(Ok(Change::NONE));
            }
            match number.moved(document, value) {
                Err(reason) => Move::Known(Err(reason)),
                Ok(set) => {
                    variations.push(Variation { name: format!("{}={value}", number.path), set });
                    Move::Variation(variations.len() - 1)
                }
            }
        };
        let ends = numbers.iter().map(|n| n.range.map(|value| one(n, value))).collect();
        let found = vec![None; variations.len()];
        Self { variations, found, ends }
    }

    fn rows(self, numbers: &[Uncertain]) -> Vec<Row> {
        let Self { found, ends, .. } = self;
        let told = |way: Move| match way {
            Move::Known(found) => found,
            Move::Variation(at) => found[at].clone().expect("every variation ran or was refused"),
        };
        let row = |(number, [low, high]): (&Uncertain, [Move; 2])| {
            let [at_low, at_high] = number.range;
            let ends = [
                End { value: at_low, found: told(low) },
                End { value: at_high, found: told(high) },
            ];
            Row { number: number.clone(), ends }
        };
        numbers.iter().zip(ends).map(row).collect()
    }
}
