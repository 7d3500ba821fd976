//! What a case is.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// All cases.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// Cases of the validation list that are not asked here, with the reason.
    pub not_run: IndexMap<String, String>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// A case: what is asked, and what is right.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its number in the validation list, as `V25`.
    pub id: String,
    /// What is checked, in a few words.
    pub what: String,
    /// Where what is right comes from: a publication, a closed form, or a program with the call that made it.
    pub reference: String,
    /// What is asked.
    pub ask: Ask,
    /// What is right.
    pub expect: Vec<Expected>,
}

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ask {
    /// A function of the kernel.
    Function(Function),
    /// An analysis of a data file.
    Analyse {
        /// The data file.
        data: Data,
        /// The scenario that declares it.
        scenario: Name,
        /// Changes of it.
        #[serde(default)]
        set: Vec<String>,
    },
    /// A simulation.
    Run {
        /// The scenario.
        scenario: Name,
        /// Changes of it.
        #[serde(default)]
        set: Vec<String>,
        /// Simulated trials.
        replications: u32,
        /// Seed.
        seed: u64,
    },
}

/// A function of the kernel.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// Φ⁻¹(p).
    NormalQuantile,
    /// Φ(x).
    NormalCdf,
    /// P(T ≤ t) with so many degrees of freedom.
    StudentCdf,
    /// Its inverse.
    StudentQuantile,
    /// P(Z₁ < a, Z₂ < b) of standard normals with a correlation.
    BivariateNormal,
}

/// A scenario that this build brings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Name {
    /// Three arms of 40 people, with a covariate.
    Trial120,
    /// Two proportions.
    V04,
    /// Latent numbers, twin of another implementation.
    V45,
    /// Sizes of tests in small groups.
    V55,
}

/// A data file that this build brings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Data {
    /// Three arms of 40 people.
    Trial120,
}

/// What is right.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Where it stands: fields of a row of the answer, as `{"arm": "one"}`; the first such row counts.
    #[serde(default)]
    pub at: IndexMap<String, Value>,
    /// Which number of that row, as a path (`tests.0.power`).
    #[serde(default)]
    pub field: String,
    /// Arguments of a function.
    #[serde(default)]
    pub arguments: Vec<f64>,
    /// What is right.
    pub value: f64,
    /// By how much a number without simulation error may be off, relative to numbers above 1 (default 1e-8).
    #[serde(default)]
    pub within: Option<f64>,
    /// The error of what is right itself, where that was simulated.
    #[serde(default)]
    pub error: f64,
}

impl Name {
    /// The file.
    pub fn text(self) -> &'static str {
        match self {
            Self::Trial120 => include_str!("../../tests/validation/trial120.json"),
            Self::V04 => include_str!("../../tests/scenarios/v04.json"),
            Self::V45 => include_str!("../../tests/scenarios/v45.json"),
            Self::V55 => include_str!("../../tests/scenarios/v55.json"),
        }
    }
}

impl Data {
    /// The file.
    pub fn text(self) -> &'static str {
        match self {
            Self::Trial120 => include_str!("../../tests/fixtures/trial120.csv"),
        }
    }
}
