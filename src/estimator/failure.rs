//! Reasons why a replication has no usable answer: counted, reported, never dropped.

use serde::Serialize;

/// Why an analysis of one replication gave no estimate or no standard error.
///
/// A failure counts as a non-rejection in power and stays out of bias and coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// A compared arm has one or two people, or the regression has no degrees of freedom left.
    TooFew,
    /// A compared arm has nobody.
    EmptyArm,
    /// The contrast touches a column that earlier columns explain.
    RankDeficient,
    /// No variation left to estimate a variance from: everybody in a compared arm has one outcome.
    Degenerate,
    /// Nobody answered the survey.
    NoResponders,
    /// A person with leverage one bears on the contrast, so HC2 and HC3 are undefined.
    LeverageOne,
    /// The instrument moves take-up by exactly nothing.
    NoFirstStage,
    /// Recruitment ended before the fixed counts were reached.
    Shortfall,
}

impl Failure {
    /// Every reason, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::TooFew,
        Self::EmptyArm,
        Self::RankDeficient,
        Self::Degenerate,
        Self::NoResponders,
        Self::LeverageOne,
        Self::NoFirstStage,
        Self::Shortfall,
    ];

    /// The stable name in machine-readable output.
    pub fn label(self) -> &'static str {
        match self {
            Self::TooFew => "too_few",
            Self::EmptyArm => "empty_arm",
            Self::RankDeficient => "rank_deficient",
            Self::Degenerate => "degenerate",
            Self::NoResponders => "no_responders",
            Self::LeverageOne => "leverage_one",
            Self::NoFirstStage => "no_first_stage",
            Self::Shortfall => "shortfall",
        }
    }

    /// Position in [`Self::ALL`], to count failures in an array.
    pub fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_indices_and_serialised_names_agree() {
        for (i, failure) in Failure::ALL.into_iter().enumerate() {
            assert_eq!(failure.index(), i);
            assert_eq!(serde_json::to_value(failure).unwrap(), failure.label());
        }
    }
}
