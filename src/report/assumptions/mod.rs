//! What the answer hangs on, told: assumptions in order, and expected power over what they may be.

mod words;
mod value;
mod csv;
mod json;
mod meaning;
pub(in crate::report) mod names;
mod page;
mod reasons;
mod text;

pub(in crate::report) use words::PHRASES;

use crate::assumptions::assurance::Assurance;
use crate::assumptions::inquiry::Inquiry;
use crate::assumptions::tornado::Tornado;
use crate::assumptions::uncertain::Uncertain;
use crate::diagnosis::measured::Measured;
use crate::diagnosis::watched::Watched;
use crate::report::digits;
use crate::report::margin::Margin;
use crate::report::names::Names;
use crate::scenario::Scenario;

/// What was found, with what is needed to tell it.
#[derive(Debug)]
pub struct Assumptions<'a> {
    /// Name of the scenario.
    pub scenario: &'a Scenario,
    /// Hash of the scenario with its overrides.
    pub hash: &'a str,
    /// The world that was varied.
    pub world: &'a str,
    /// Seed of all chance.
    pub seed: u64,
    /// What was asked.
    pub question: &'a Inquiry,
    /// Whether the outcome is a share of people.
    pub is_share: bool,
    /// Two-sided significance level; none of a family, each test of which has its own.
    pub alpha: Option<f64>,
    /// What the test is to show, as its family calls it; none of several tests together.
    pub hypothesis: Option<&'static str>,
    /// By how much the arm may be worse, on the scale of the estimate; none where an effect is sought.
    pub margin: Option<f64>,
    /// What is to be shown against a margin; none where an effect is sought.
    pub margin_told: Option<Margin>,
    /// Arms that are not asked about.
    pub other_arms: Vec<String>,
    /// The assumptions that were moved or drawn.
    pub numbers: &'a [Uncertain],
    /// Numbers with a range that are the planner's own choice, and were left out.
    pub left_out: &'a [Uncertain],
    /// What things are called.
    pub names: Names<'a>,
    /// What was found.
    pub found: &'a Found,
}

/// One way of asking or the other.
#[derive(Debug)]
pub enum Found {
    /// One assumption at a time.
    Tornado(Tornado),
    /// All at once.
    Assurance(Assurance),
}

impl Assumptions<'_> {
    /// For people, in lines of so many columns; at most so many rows, all when none is given.
    pub fn text(&self, top: Option<usize>, width: usize) -> String {
        text::screen(self, top, width).finish()
    }

    /// For programs.
    pub fn json(&self) -> String {
        json::render(self)
    }

    /// For spreadsheets: a row for each end of each assumption, or for each draw.
    pub fn csv(&self) -> String {
        csv::render(self)
    }

    /// The diagnosand that is watched.
    fn watched(&self) -> Watched {
        match self.found {
            Found::Tornado(tornado) => tornado.watched,
            Found::Assurance(_) => Watched::default(),
        }
    }

    /// Whether numbers are told in hundredths: shares of trials, and of people.
    fn is_percent(&self) -> bool {
        self.is_share || self.watched().is_share()
    }

    /// A number in the unit in which it is told.
    fn scaled(&self, m: Measured) -> Measured {
        if self.is_percent() { digits::hundredfold(m) } else { m }
    }
}
