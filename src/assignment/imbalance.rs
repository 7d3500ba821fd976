//! How far apart numbers of people in the arms are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far apart the numbers of people in the arms are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Imbalance {
    /// The largest less the smallest.
    #[default]
    Range,
    /// Their variance, with divisor one less than the number of arms.
    Variance,
    /// Their standard deviation.
    Sd,
}

impl Imbalance {
    /// That of the numbers by arm.
    pub fn of(self, loads: &[f64]) -> f64 {
        match self {
            Self::Range => {
                let highest = loads.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                highest - loads.iter().copied().fold(f64::INFINITY, f64::min)
            }
            Self::Variance => variance(loads),
            Self::Sd => variance(loads).sqrt(),
        }
    }
}

fn variance(loads: &[f64]) -> f64 {
    let n = loads.len() as f64;
    let mean = loads.iter().sum::<f64>() / n;
    loads.iter().map(|load| (load - mean) * (load - mean)).sum::<f64>() / (n - 1.0)
}
