//! About whom an adjusted estimate speaks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// About whom an adjusted estimate speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All people like these: the error counts that others would have other characteristics.
    #[default]
    Population,
    /// These people alone.
    Sample,
}
