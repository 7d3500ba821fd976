//! The causes of the distance between an estimate and the policy truth, and one value for each.
//!
//! In every replication the terms telescope from the policy truth to the estimate (Imai, King & Stuart 2008,
//! extended). Each depends on the order in which the causes are switched on: the order of [`Term::ALL`].

use std::ops::{Index, IndexMut};

use serde::{Deserialize, Serialize};

/// A cause of the distance between estimate and policy truth, in the order in which they are switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// The drawn frame against the superpopulation; 0 in finite mode.
    Sampling,
    /// The effect in the base set against the effect in the frame.
    SelectionOfEffects,
    /// Dilution by people who were offered the arm and did not enrol.
    NonEnrolment,
    /// Dilution by people who enrolled and never started.
    NonTakeUp,
    /// An effect of being in a trial.
    Hawthorne,
    /// An effect of being the control group.
    JohnHenry,
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

impl Term {
    /// How many terms there are.
    pub const COUNT: usize = 12;

    /// All terms, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Sampling,
        Self::SelectionOfEffects,
        Self::NonEnrolment,
        Self::NonTakeUp,
        Self::Hawthorne,
        Self::JohnHenry,
        Self::SelectionInLevels,
        Self::ChanceImbalance,
        Self::EffectImbalance,
        Self::Exclusion,
        Self::Measurement,
        Self::Adjustment,
    ];

    /// Name in results files.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sampling => "sampling",
            Self::SelectionOfEffects => "selection_of_effects",
            Self::NonEnrolment => "non_enrolment",
            Self::NonTakeUp => "non_take_up",
            Self::Hawthorne => "hawthorne",
            Self::JohnHenry => "john_henry",
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
            Self::Hawthorne => "the effect of being in a trial (Hawthorne effect)",
            Self::JohnHenry => "controls who react to being controls (John Henry effect)",
            Self::SelectionInLevels => "comparing people who differed from the start",
            Self::ChanceImbalance => "groups made unequal by the luck of the draw",
            Self::EffectImbalance => "treated people who respond differently from the whole group",
            Self::Exclusion => "people dropped or lost after assignment",
            Self::Measurement => "outcomes recorded differently from what happened",
            Self::Adjustment => "the analysis itself, against the plain difference of means",
        }
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
        &self.0[term as usize]
    }
}

impl IndexMut<Term> for Terms {
    fn index_mut(&mut self, term: Term) -> &mut f64 {
        &mut self.0[term as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_serialised_names_in_order() {
        for (position, term) in Term::ALL.into_iter().enumerate() {
            assert_eq!(term as usize, position);
            let written = serde_json::to_string(&term).expect("a unit variant serialises");
            assert_eq!(written, format!("\"{}\"", term.label()));
        }
    }
}
