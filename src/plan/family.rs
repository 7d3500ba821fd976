//! Tests of one trial that are counted together, and what makes them cry wolf.

use serde::Serialize;

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
