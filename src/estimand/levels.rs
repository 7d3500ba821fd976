//! The levels between an outcome under the policy and as the trial is run.

use crate::treatment::Artefact;

/// How much of the trial's reality is switched on, in the order of the bias budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Everybody gets the arm and starts; no artefacts.
    Full,
    /// Those who accept get the arm and start.
    Enrolled,
    /// Those who accept and take up start.
    Taken,
    /// And the artefacts up to and including this one are at work.
    With(Artefact),
}

impl Level {
    /// As the trial is run.
    pub const RUN: Self = Self::With(Artefact::LAST);
    /// How many levels there are.
    pub const COUNT: usize = 3 + Artefact::COUNT;

    /// All levels, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        let artefacts = Artefact::ALL.iter().map(|&artefact| Self::With(artefact));
        [Self::Full, Self::Enrolled, Self::Taken].into_iter().chain(artefacts)
    }

    /// Its place among all.
    pub fn index(self) -> usize {
        match self {
            Self::Full => 0,
            Self::Enrolled => 1,
            Self::Taken => 2,
            Self::With(artefact) => 3 + artefact as usize,
        }
    }
}
