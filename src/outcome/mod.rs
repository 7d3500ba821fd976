//! What would happen to each person: work by month under regular service, and plain outcomes.
//!
//! Every outcome is a deterministic function of a person's latent draws and of the latent shift
//! that a treatment or an artefact adds, so that a counterfactual is another shift on the same
//! draws.

mod history;
mod lives;
mod measure;
mod path;
mod plain;
mod season;
mod work;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assumption::Assumption;

pub use history::{EARLIEST, History, HistoryModel, Hours, PIECES};
pub use lives::{Lives, LivesModel, Membership, Working};
pub use measure::{Measure, Shift, State};
pub use path::{Path, Step};
pub use plain::{Plain, PlainModel};
pub use season::{Calendar, Season, Shock};
pub use work::{Cohort, Start, Work, WorkError, WorkModel};

/// One outcome that the researchers may measure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// Works more than so many hours a week (needs the `work` section).
    HoursOver {
        /// Hours a week.
        hours: Assumption,
        /// Share of people, at the month of calibration.
        rate: Assumption,
        /// Whose share that is.
        #[serde(default)]
        among: Group,
        /// Whether the share must be met exactly.
        #[serde(default)]
        r#match: Match,
        /// Which is better, for a test of `not_worse` (default higher).
        #[serde(default)]
        better: Better,
    },
    /// Earns more than this share of the minimum wage (needs the `work` section). Income has its
    /// own cut-points; it is not computed from hours.
    IncomeOver {
        /// Share of the full-time minimum wage, for example 0.7.
        share: Assumption,
        /// Share of people, at the month of calibration.
        rate: Assumption,
        /// Whose share that is.
        #[serde(default)]
        among: Group,
        /// Whether the share must be met exactly.
        #[serde(default)]
        r#match: Match,
        /// Which is better, for a test of `not_worse` (default higher).
        #[serde(default)]
        better: Better,
    },
    /// Has a permanent contract (needs the `work` section).
    PermanentContract {
        /// Share of people, at the month of calibration.
        rate: Assumption,
        /// Whose share that is.
        #[serde(default)]
        among: Group,
        /// Whether the share must be met exactly.
        #[serde(default)]
        r#match: Match,
        /// Which is better, for a test of `not_worse` (default higher).
        #[serde(default)]
        better: Better,
    },
    /// Works, but without a permanent contract; its share follows from the other outcomes.
    TemporaryContract {
        /// Which is better, for a test of `not_worse` (default higher).
        #[serde(default)]
        better: Better,
    },
    /// Reached a status of the work process in at least one month from 1 up to the month asked.
    Ever {
        /// The outcome that says the status.
        of: String,
        /// Which is better, for a test of `not_worse` (default higher).
        #[serde(default)]
        better: Better,
    },
    /// Number of months from 1 up to the month asked in which a status held.
    MonthsWith {
        /// The outcome that says the status.
        of: String,
        /// Which is better, for a test of `not_worse` (default higher).
        #[serde(default)]
        better: Better,
    },
    /// The status held in the month asked and in the months just before it.
    Sustained {
        /// The outcome that says the status.
        of: String,
        /// How many months in a row (default 3).
        #[serde(default)]
        months: Option<Assumption>,
        /// Which is better, for a test of `not_worse` (default higher).
        #[serde(default)]
        better: Better,
    },
    /// A plain yes/no outcome, measured once.
    Binary(Plain),
    /// A plain number, measured once, normally distributed given characteristics and traits.
    Continuous(Plain),
}

/// Which of two values of an outcome is better for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// The higher one, as of work.
    #[default]
    Higher,
    /// The lower one, as of debts.
    Lower,
}

/// Whose rate a target states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Everybody in the frame, under regular service.
    #[default]
    Eligible,
    /// The eligible who do not enrol when offered the lottery.
    Reference,
}

/// How strictly a target must be met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// The scenario is refused when the gap exceeds 0.002, 1 % of a rate (or of its complement) or 1 % of a
    /// stated effect, whichever is smallest.
    #[default]
    Exact,
    /// The gap is shown.
    Approximate,
}

impl Outcome {
    /// Which of two values is better.
    pub fn better(&self) -> Better {
        match self {
            Self::HoursOver { better, .. }
            | Self::IncomeOver { better, .. }
            | Self::PermanentContract { better, .. }
            | Self::TemporaryContract { better }
            | Self::Ever { better, .. }
            | Self::MonthsWith { better, .. }
            | Self::Sustained { better, .. } => *better,
            Self::Binary(plain) | Self::Continuous(plain) => plain.better,
        }
    }
}

/// Outcomes by name.
pub type Outcomes = IndexMap<String, Outcome>;
