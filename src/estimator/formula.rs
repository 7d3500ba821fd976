//! An estimator as a protocol writes it.

use super::Covariance;
use crate::language::Words;

/// An estimator as a protocol writes it: lines that are the same in every language, and what their signs stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The estimate, its standard error and its degrees of freedom, or its test.
    pub lines: Vec<String>,
    /// What the signs stand for, in whole sentences.
    pub symbols: Words,
}

impl Covariance {
    /// What it takes for the variance of one person's error.
    pub fn formula(self) -> &'static str {
        match self {
            Self::Classical => "ω = Σ e² / (n − p)",
            Self::Hc0 => "ω = e²",
            Self::Hc1 => "ω = e² · n / (n − p)",
            Self::Hc2 => "ω = e² / (1 − h)",
            Self::Hc3 => "ω = e² / (1 − h)²",
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Classical => "classical",
            Self::Hc0 => "HC0",
            Self::Hc1 => "HC1",
            Self::Hc2 => "HC2",
            Self::Hc3 => "HC3",
        }
    }
}
