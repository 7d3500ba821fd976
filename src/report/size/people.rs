//! Numbers of people as sentences tell them.

use super::{Answer, CurvePoint};
use crate::language::Language;
use crate::report::digits;
use crate::report::words::shares::Interval;
use crate::report::words::{Number, Say};
use crate::sizing::Solution;

/// What the people of an answer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Kind {
    /// Those who take part.
    Participants,
    /// Those whom the analysis uses, where they are others.
    Analysed,
}

impl Kind {
    /// Of an answer: those who take part, where the analysis uses all of them and nobody else.
    pub fn of(a: &Answer) -> Self {
        let apart =
            |(people, participants): (&Solution, &Solution)| (people.at - participants.at).abs();
        match a.people.as_ref().zip(a.participants.as_ref()).map(apart) {
            Some(apart) if apart >= 1.5 => Self::Analysed,
            _ => Self::Participants,
        }
    }

    /// Of a simulated size, likewise.
    pub fn at(point: &CurvePoint) -> Self {
        match (point.people - point.participants).abs() >= 1.5 {
            true => Self::Analysed,
            false => Self::Participants,
        }
    }
}

impl Say for Kind {
    fn say(&self, language: Language) -> String {
        match (self, language) {
            (Self::Participants, Language::English) => "participants",
            (Self::Participants, Language::Dutch) => "deelnemers",
            (Self::Analysed, Language::English) => "people in the analysis",
            (Self::Analysed, Language::Dutch) => "mensen in de analyse",
        }
        .to_owned()
    }
}

/// So many of them.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct People(pub f64, pub Kind);

impl Say for People {
    fn say(&self, language: Language) -> String {
        format!("{} {}", counted(self.0).say(language), self.1.say(language))
    }
}

/// A number of people.
pub(in crate::report) fn counted(n: f64) -> Number {
    Number(digits::count(n))
}

/// The interval of a number of people.
pub(in crate::report) fn interval(s: &Solution) -> Interval {
    Interval([s.low, s.high].map(digits::count))
}
