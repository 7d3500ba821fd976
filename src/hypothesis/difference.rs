//! That there is an effect, in whichever direction.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Claim, Tested};
use crate::family::Settings;
use crate::outcome::Better;

/// That there is an effect: two-sided, against no effect at all.
///
/// What is chosen where an analysis says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Difference {}

impl Settings for Difference {
    fn sentence(&self) -> String {
        "Whether there is an effect.".to_owned()
    }

    fn example() -> Self {
        Self {}
    }
}

impl Tested for Difference {
    fn claim(&self, _: Better, _: f64) -> Claim {
        Claim::Effect
    }
}
