//! Standard errors of regressions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the variance of a coefficient is estimated (`MacKinnon` & White 1985).
///
/// With residuals e, leverages h, n rows and rank p, a contrast with row weights g has variance Σ g²·ω.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
pub enum Covariance {
    /// One error variance for everybody: ω = Σe²/(n − p).
    #[serde(rename = "classical")]
    Classical,
    /// White: ω = e².
    #[serde(rename = "HC0")]
    Hc0,
    /// Stata's `robust`: ω = e²·n/(n − p).
    #[serde(rename = "HC1")]
    Hc1,
    /// ω = e²/(1 − h); Neyman's variance in a saturated design (Samii & Aronow 2012).
    #[default]
    #[serde(rename = "HC2")]
    Hc2,
    /// ω = e²/(1 − h)², close to the jackknife.
    #[serde(rename = "HC3")]
    Hc3,
}

impl Covariance {
    /// Every member, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Classical, Self::Hc0, Self::Hc1, Self::Hc2, Self::Hc3];

    /// Whether leverages are needed.
    pub fn needs_leverages(self) -> bool {
        matches!(self, Self::Hc2 | Self::Hc3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covariances_are_named_as_in_the_literature() {
        let names = serde_json::to_string(&Covariance::ALL).unwrap();
        assert_eq!(names, r#"["classical","HC0","HC1","HC2","HC3"]"#);
    }
}
