//! Draws tried one after the other, until enough of them are possible.

use rayon::prelude::*;

use super::draw::Drawn;
use super::worlds::Asked;
use crate::engine::EngineError;
use crate::scenario::Compiled;
use crate::scenario::source::{Document, Problem, Report};

/// Draws tried for each possible one that is wanted, at most.
const MOST_EACH: u32 = 20;
/// Draws after which a scenario of which none was possible is given up; fewer wanted ones have as many.
const FEWEST: u32 = 100;
/// Most worlds compiled at the same time: the lives of their people are kept while they are.
const TOGETHER: u32 = 6;

/// One draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// What the uncertain numbers are there, in their order.
    pub values: Vec<f64>,
    /// What was found there, or why its numbers are not possible together.
    pub found: Result<Verdict, Refusal>,
}

/// What trials in one drawn world find.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// Share of trials that find an effect in the direction that counts.
    pub power: f64,
    /// Whether the effect of this world certainly goes the other way.
    pub is_reversed: bool,
}

/// Why drawn numbers are not possible together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// JSON path of the number that is refused; empty for the scenario as a whole.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl From<Report> for Refusal {
    fn from(report: Report) -> Self {
        let told = |problem: &Problem| Self {
            path: problem.path().to_owned(),
            message: problem.message().to_owned(),
        };
        report.problems().first().map_or_else(|| Self::whole(""), told)
    }
}

impl Refusal {
    /// What is wrong with a scenario as a whole.
    pub fn whole(message: &str) -> Self {
        Self { path: String::new(), message: message.to_owned() }
    }

    /// On one line.
    pub fn told(&self) -> String {
        match self.path.as_str() {
            "" => self.message.clone(),
            path => format!("{path}: {}", self.message),
        }
    }
}

/// Tries draws in their order until so many are possible: the distributions stated, under the condition
/// that the numbers hold together. It gives up after 20 draws for each that is wanted, and
/// after 100 of which none was possible. `power` simulates those of a group that are possible.
///
/// # Errors
/// [`EngineError`] of `power`.
///
/// # Panics
/// When `power` has fewer answers than worlds.
pub fn tried(
    asked: &Asked,
    wanted: u32,
    draw: impl Fn(u32) -> Drawn + Sync,
    mut power: impl FnMut(&[&Compiled]) -> Result<Vec<Result<Verdict, Refusal>>, EngineError>,
) -> Result<Vec<Tried>, EngineError> {
    let (mut out, mut possible): (Vec<Tried>, u32) = (Vec::new(), 0);
    loop {
        let most =
            if possible == 0 { FEWEST } else { MOST_EACH.saturating_mul(wanted).max(FEWEST) };
        let numbers = out.len() as u32..most;
        let group = group(asked, numbers, (wanted - possible).min(TOGETHER), &draw);
        if group.is_empty() {
            return Ok(out);
        }
        let compile = |document: Result<Document, Report>| asked.compile_alone(&document?);
        let compiled: Vec<(Vec<f64>, Result<Compiled, Report>)> =
            group.into_par_iter().map(|(values, document)| (values, compile(document))).collect();
        let worlds: Vec<&Compiled> = compiled.iter().filter_map(|(_, c)| c.as_ref().ok()).collect();
        let mut powers = power(&worlds)?.into_iter();
        for (values, compiled) in compiled {
            let found = match compiled {
                Ok(_) => powers.next().expect("every possible world has its power"),
                Err(report) => Err(report.into()),
            };
            possible += u32::from(found.is_ok());
            out.push(Tried { values, found });
        }
    }
}

/// What the uncertain numbers are in a draw, and the scenario with them, as far as is known before it is solved.
type Candidate = (Vec<f64>, Result<Document, Report>);

/// The next draws, of which so many can be compiled as far as is known; all that are left when there
/// are not so many.
fn group(
    asked: &Asked,
    mut numbers: std::ops::Range<u32>,
    size: u32,
    draw: impl Fn(u32) -> Drawn + Sync,
) -> Vec<Candidate> {
    let one = |number: u32| {
        let Drawn { values, set } = draw(number);
        (values, asked.alone(&set))
    };
    let (mut out, mut passed): (Vec<Candidate>, u32) = (Vec::new(), 0);
    while passed < size && !numbers.is_empty() {
        let next = numbers.start..numbers.end.min(numbers.start + (size - passed));
        numbers.start = next.end;
        let found: Vec<Candidate> = next.into_par_iter().map(one).collect();
        passed += found.iter().filter(|(_, document)| document.is_ok()).count() as u32;
        out.extend(found);
    }
    out
}
