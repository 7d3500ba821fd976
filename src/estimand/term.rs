//! The causes of the distance between an estimate and the policy truth, and one value for each.
//!
//! In every replication the terms telescope from the policy truth to the estimate (Imai, King & Stuart 2008,
//! extended). Each depends on the order in which the causes are switched on: the order of [`Term::ALL`].

use std::ops::{Index, IndexMut};

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::levels::Level;
use crate::treatment::Artefact;

/// A cause of the distance between estimate and policy truth, in the order in which they are switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The drawn frame against the superpopulation; 0 in finite mode.
    Sampling,
    /// The effect in the base set against the effect in the frame.
    SelectionOfEffects,
    /// Dilution by people who were offered the arm and did not enrol.
    NonEnrolment,
    /// Dilution by people who enrolled and never started.
    NonTakeUp,
    /// An effect of the experiment itself.
    Artefact(Artefact),
    /// Expected difference in comparison-regime outcomes between the groups compared.
    SelectionInLevels,
    /// The rest of that difference: the draw of the lottery.
    ChanceImbalance,
    /// The effect in the treated group against the effect in the base set.
    EffectImbalance,
    /// Exclusion, attrition and non-response after assignment.
    Exclusion,
    /// Recorded against true outcomes.
    Measurement,
    /// The analysis against the plain difference in recorded means.
    Adjustment,
}

/// Those before the artefacts, in order.
const BEFORE: [Term; 4] =
    [Term::Sampling, Term::SelectionOfEffects, Term::NonEnrolment, Term::NonTakeUp];
/// Those after them.
const AFTER: [Term; 6] = [
    Term::SelectionInLevels,
    Term::ChanceImbalance,
    Term::EffectImbalance,
    Term::Exclusion,
    Term::Measurement,
    Term::Adjustment,
];

impl Term {
    /// How many terms there are.
    pub const COUNT: usize = BEFORE.len() + Artefact::COUNT + AFTER.len();

    /// All terms, in order.
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::Sampling; Self::COUNT];
        let mut at = 0;
        while at < Self::COUNT {
            let after = BEFORE.len() + Artefact::COUNT;
            all[at] = if at < BEFORE.len() {
                BEFORE[at]
            } else if at < after {
                Self::Artefact(Artefact::ALL[at - BEFORE.len()])
            } else {
                AFTER[at - after]
            };
            at += 1;
        }
        all
    };

    /// The term that goes with a level: what is switched on there.
    pub fn of(level: Level) -> Self {
        match level {
            Level::Full => Self::SelectionOfEffects,
            Level::Enrolled => Self::NonEnrolment,
            Level::Taken => Self::NonTakeUp,
            Level::With(artefact) => Self::Artefact(artefact),
        }
    }

    /// Its place among all.
    pub const fn index(self) -> usize {
        let after = BEFORE.len() + Artefact::COUNT;
        match self {
            Self::Sampling => 0,
            Self::SelectionOfEffects => 1,
            Self::NonEnrolment => 2,
            Self::NonTakeUp => 3,
            Self::Artefact(artefact) => BEFORE.len() + artefact as usize,
            Self::SelectionInLevels => after,
            Self::ChanceImbalance => after + 1,
            Self::EffectImbalance => after + 2,
            Self::Exclusion => after + 3,
            Self::Measurement => after + 4,
            Self::Adjustment => after + 5,
        }
    }

    /// Name in results files.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sampling => "sampling",
            Self::SelectionOfEffects => "selection_of_effects",
            Self::NonEnrolment => "non_enrolment",
            Self::NonTakeUp => "non_take_up",
            Self::Artefact(artefact) => artefact.name(),
            Self::SelectionInLevels => "selection_in_levels",
            Self::ChanceImbalance => "chance_imbalance",
            Self::EffectImbalance => "effect_imbalance",
            Self::Exclusion => "exclusion",
            Self::Measurement => "measurement",
            Self::Adjustment => "adjustment",
        }
    }

    /// What the term is, in a phrase for planners.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Sampling => "chance differences between the people drawn and everyone eligible",
            Self::SelectionOfEffects => {
                "participants who respond differently from everyone eligible"
            }
            Self::NonEnrolment => "people who are offered the programme and do not enrol",
            Self::NonTakeUp => "participants who never start",
            Self::Artefact(artefact) => artefact.mechanism().cause,
            Self::SelectionInLevels => "comparing people who differed from the start",
            Self::ChanceImbalance => "groups made unequal by the luck of the draw",
            Self::EffectImbalance => "treated people who respond differently from the whole group",
            Self::Exclusion => "people dropped or lost after assignment",
            Self::Measurement => "outcomes recorded differently from what happened",
            Self::Adjustment => "the analysis itself, against the plain difference of means",
        }
    }
}

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.label())
    }
}

impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let label = String::deserialize(deserializer)?;
        let found = Self::ALL.into_iter().find(|term| term.label() == label);
        found.ok_or_else(|| D::Error::custom(format!("{label:?} is no cause of bias")))
    }
}

/// One value per term, in the outcome's unit and in the order of [`Term::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Terms(pub [f64; Term::COUNT]);

impl Terms {
    /// Their sum, added in order.
    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }
}

impl Index<Term> for Terms {
    type Output = f64;

    fn index(&self, term: Term) -> &f64 {
        &self.0[term.index()]
    }
}

impl IndexMut<Term> for Terms {
    fn index_mut(&mut self, term: Term) -> &mut f64 {
        &mut self.0[term.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_at_their_places_and_are_read_by_their_labels() {
        for (position, term) in Term::ALL.into_iter().enumerate() {
            assert_eq!(term.index(), position);
            let written = serde_json::to_string(&term).expect("a label serialises");
            assert_eq!(written, format!("\"{}\"", term.label()));
            assert_eq!(serde_json::from_str::<Term>(&written).expect("a label is read"), term);
        }
        assert!(Term::ALL.is_sorted());
    }
}
