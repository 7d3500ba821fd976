//! Tests of one trial that are counted together, and what makes them cry wolf.

use serde::Serialize;

use crate::correction::Correction;
use crate::diagnosis::family::Member;

/// The same comparison of every arm, in one analysis of one trial: counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its tests, in the order of the arms.
    pub members: Vec<Member>,
    /// What makes it cry wolf where nothing has an effect, and is taken away in one further plan; none beyond the
    /// families of the first table, in the world without effects.
    pub disturbed_by: Option<Vec<Disturbance>>,
}

/// Tests that the scenario declares to be counted together, in one design of one world.
#[derive(Clone, Debug, PartialEq)]
pub struct Declared {
    /// Its name in the scenario.
    pub name: String,
    /// World number.
    pub world: usize,
    /// Design number within the world.
    pub design: usize,
    /// Its tests; none where the design makes none of them.
    pub members: Vec<Member>,
    /// How they are corrected for their number.
    pub correction: Correction,
}

/// A declared family compared with another in the same replications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredPair {
    /// First family.
    pub first: usize,
    /// Second family, subtracted.
    pub second: usize,
}

/// What makes groups differ between which nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Disturbance {
    /// Those who take part, or are left, are other people.
    Selection,
    /// The trial itself changes people.
    Artefacts,
}

impl Disturbance {
    /// `without selection and effects of the trial itself`.
    pub fn told_without(all: &[Self]) -> String {
        let told = all.iter().map(|disturbance| match disturbance {
            Self::Selection => "selection",
            Self::Artefacts => "effects of the trial itself",
        });
        format!("without {}", told.collect::<Vec<_>>().join(" and "))
    }
}
