//! Why a sample gives no estimate, or an estimate without an interval: counted by reason, never dropped.

use serde::Serialize;

/// Why an analysis of one replication gave no estimate.
///
/// Such a replication counts as not found in power and stays out of bias, spread and coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// A compared arm has nobody.
    EmptyArm,
    /// The contrast touches a column that earlier columns explain.
    RankDeficient,
    /// Nobody answered the survey.
    NoResponders,
    /// The instrument moves take-up by exactly nothing.
    NoFirstStage,
    /// The outcomes are too large to be added up.
    Overflow,
}

impl Failure {
    /// Every reason, in the order of the documentation.
    pub const ALL: [Self; 5] = [
        Self::EmptyArm,
        Self::RankDeficient,
        Self::NoResponders,
        Self::NoFirstStage,
        Self::Overflow,
    ];

    /// The stable name in machine-readable output.
    pub fn label(self) -> &'static str {
        match self {
            Self::EmptyArm => "empty_arm",
            Self::RankDeficient => "rank_deficient",
            Self::NoResponders => "no_responders",
            Self::NoFirstStage => "no_first_stage",
            Self::Overflow => "overflow",
        }
    }

    /// Position in [`Self::ALL`], to count failures in an array.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Why an estimate has no standard error, and so neither an interval nor a t test.
///
/// The estimate stands: it counts in bias and spread, and as not found in power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoInterval {
    /// A group whose variance is estimated from its own people has one person.
    OnePerson,
    /// A person with leverage one bears on the contrast, so HC2 and HC3 are undefined.
    LeverageOne,
    /// As many coefficients as people.
    NoDegreesOfFreedom,
    /// The variance is zero to rounding: both groups are constant, or the model fits perfectly.
    NoVariation,
    /// The variance is too large to be written down.
    Overflow,
    /// The analysis is an estimate and a test, without an interval.
    TestOnly,
}

impl NoInterval {
    /// Every reason, in the order of the documentation.
    pub const ALL: [Self; 6] = [
        Self::OnePerson,
        Self::LeverageOne,
        Self::NoDegreesOfFreedom,
        Self::NoVariation,
        Self::Overflow,
        Self::TestOnly,
    ];

    /// The stable name in machine-readable output.
    pub fn label(self) -> &'static str {
        match self {
            Self::OnePerson => "one_person",
            Self::LeverageOne => "leverage_one",
            Self::NoDegreesOfFreedom => "no_degrees_of_freedom",
            Self::NoVariation => "no_variation",
            Self::Overflow => "overflow",
            Self::TestOnly => "test_only",
        }
    }

    /// Position in [`Self::ALL`], to count reasons in an array.
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
        for (i, reason) in NoInterval::ALL.into_iter().enumerate() {
            assert_eq!(reason.index(), i);
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.label());
        }
    }
}
