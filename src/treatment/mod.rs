//! The treatment: effects and how they differ between people, take-up, and the effects of merely
//! being in an experiment.

pub mod artefact;
mod delivery;
mod gain;
mod regime;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assumption::Assumption;
use crate::outcome::Match;

pub use artefact::{Artefact, Artefacts};
pub use delivery::Delivery;
pub use gain::{GainModel, TakeUpModel};
pub use regime::{Regime, Shifts};

/// Arms, effects and artefacts.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    /// Name of the control arm, which receives regular service (default `control`).
    #[serde(default)]
    pub control: Option<String>,
    /// Treatment arms by name.
    pub arms: IndexMap<String, Arm>,
    /// Effects of being in an experiment; none when absent.
    #[serde(default)]
    pub artefacts: Artefacts,
}

/// One treatment arm.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Mean effect on each outcome; 0 where absent.
    #[serde(default)]
    pub effects: IndexMap<String, Effect>,
    /// How effects differ between people; the same for everybody when absent.
    #[serde(default)]
    pub heterogeneity: Option<Heterogeneity>,
    /// Who really starts; everybody when absent.
    #[serde(default)]
    pub take_up: Option<TakeUp>,
}

/// The size of an effect, in the unit in which the planner knows it.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// Change among those who enrol, with full take-up and no artefacts: a difference of shares
    /// (−0.05 is 5 points fewer), or of means for a number.
    Points(Assumption),
    /// The same change, among all eligible people.
    PointsEligible(Assumption),
    /// Shift of the latent value, in latent standard deviations (or units of a number).
    Latent(Assumption),
    /// The share of the arm (or of control, for an artefact) as the trial would see it: as run, in
    /// the analysed set.
    AsRun {
        /// The share.
        rate: Assumption,
        /// Whether it must be met exactly.
        #[serde(default)]
        r#match: Match,
    },
    /// Difference between the arm and control (for an artefact on control: between control and
    /// the reference group) as the trial would see it.
    AsRunDifference {
        /// The difference.
        points: Assumption,
        /// Whether it must be met exactly.
        #[serde(default)]
        r#match: Match,
    },
}

/// Individual effects around the mean, in latent standard deviations, or in the outcome's own unit where it is a
/// number; centred, so that the mean latent effect stays what it was.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heterogeneity {
    /// By characteristic: numbers per standard deviation, categories as 0/1.
    #[serde(default)]
    pub covariates: IndexMap<String, Assumption>,
    /// By trait, per standard deviation.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
    /// At random: standard deviation of a normal deviation.
    #[serde(default)]
    pub random: Option<Assumption>,
    /// Some gain and others lose: a share gains this much, the others lose what cancels it.
    #[serde(default)]
    pub mixture: Option<Mixture>,
}

/// A two-point deviation with mean zero: `+gain` for a share p, `−gain·p/(1−p)` for the rest.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mixture {
    /// Share that gains (above 0, below 1).
    pub share: Assumption,
    /// Their gain.
    pub gain: Assumption,
}

/// Who really starts.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeUp {
    /// Share of the arm's enrolees who start.
    pub rate: Assumption,
    /// Log-odds per standard deviation of a trait.
    #[serde(default)]
    pub traits: IndexMap<String, Assumption>,
}

impl Treatment {
    /// Name of the control arm.
    pub fn control(&self) -> &str {
        self.control.as_deref().unwrap_or("control")
    }
}
