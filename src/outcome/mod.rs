//! What would happen to each person: work by month under regular service, and outcomes with draws of their own.
//!
//! Every outcome is a deterministic function of a person's latent draws and of the latent shift that a treatment or an
//! artefact adds, so that a counterfactual is another shift on the same draws.

mod contract;
mod history;
mod latent;
mod lives;
mod measure;
mod path;
mod plain;
mod season;
mod state;
mod work;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::assumption::Assumption;
use crate::family::{Settings, family};
use crate::issue::Issue;

pub use history::{EARLIEST, History, HistoryModel, Hours, PIECES};
pub use latent::{Baseline, Latent, LatentModel, Moments, Spread};
pub use lives::{Joined, Lives, LivesModel, Membership, Working};
pub use measure::{At, Measure, Rule};
pub use path::{Path, Step};
pub use season::{Calendar, Season, Shock};
pub use state::{Shift, State};
pub use work::{Cohort, Start, Work, WorkError, WorkModel};

family! {
    /// What the researchers may measure.
    ///
    /// Each stands in `outcomes` under a name of the planner's own. Outcomes of work need the section `work`.
    Outcome, listed as "outcomes" and written as "NAME", dyn Declared {
        hours_over::HoursOver,
        income_over::IncomeOver,
        permanent_contract::PermanentContract,
        temporary_contract::TemporaryContract,
        ever::Ever,
        months_with::MonthsWith,
        sustained::Sustained,
        binary::Binary,
        continuous::Continuous,
        score::Score,
    }
}

/// An outcome as declared.
pub trait Declared: Settings {
    /// Which of two values is better for people; none where the outcome that it is made of says so.
    fn better(&self) -> Option<Better>;

    /// When it is measured.
    fn timing(&self) -> Timing<'_>;

    /// What it is counted in.
    fn scale(&self) -> Scale {
        Scale::Share
    }

    /// The status that it is made of, by name.
    fn made_of(&self) -> Option<&str> {
        None
    }

    /// The months that it looks at when it is measured at `month`.
    fn window(&self, month: u32) -> Vec<u32> {
        vec![month]
    }

    /// The stated share or mean under regular service.
    fn level(&self) -> Option<Level<'_>> {
        None
    }

    /// The step of a ladder that it is, where it says who has passed a threshold.
    fn rung(&self) -> Option<Rung> {
        None
    }

    /// Whether an effect can be stated on it; else its effect follows from other outcomes.
    fn has_own_effect(&self) -> bool {
        true
    }

    /// Whether it needs to be known what contracts people have.
    fn needs_contracts(&self) -> bool {
        false
    }

    /// What it draws for each person; none where it follows from work.
    fn latent(&self) -> Option<Latent<'_>> {
        None
    }

    /// What is wrong with its settings; paths are relative to them.
    fn check(&self) -> Vec<Issue> {
        Vec::new()
    }

    /// What is possible, and hardly meant, of the outcome with this name: the setting, and a whole sentence.
    fn doubt(&self, _name: &str) -> Option<(&'static str, String)> {
        None
    }

    /// How it follows from a person's latent values, with a first guess of its cut-point.
    fn measure(&self, rests_on: &RestsOn) -> Measure;
}

/// When an outcome is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing<'a> {
    /// Once, at no month in particular.
    Once,
    /// In any month after the start: it comes from the work process.
    Monthly,
    /// In these months after the start.
    In(&'a [u32]),
}

/// What an outcome is counted in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// A share of people.
    Share,
    /// A number, of which so much is a usual difference between people.
    Number(f64),
}

/// A stated share or mean under regular service.
#[derive(Clone, Copy, Debug)]
pub struct Level<'a> {
    /// The setting that states it.
    pub key: &'static str,
    /// The share or mean.
    pub stated: &'a Assumption,
    /// Whose it is.
    pub among: Group,
    /// Whether it must be met exactly.
    pub r#match: Match,
}

/// A threshold among others of its kind: whoever has passed a higher one has passed it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rung {
    /// Of what.
    pub ladder: Ladder,
    /// The threshold.
    pub at: f64,
    /// Share of people who have passed it.
    pub rate: f64,
}

/// What there are thresholds of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ladder {
    /// Hours of work a week.
    Hours,
    /// Income, as a share of the full-time minimum wage.
    Income,
}

impl Ladder {
    /// On which an outcome stands that is written so; none where it is no threshold, or cannot be read.
    pub fn of_written(outcome: &Value) -> Option<Self> {
        let outcome = Outcome::deserialize(outcome).ok()?;
        Some(outcome.member().rung()?.ladder)
    }
}

/// What an outcome rests on besides its own settings.
#[derive(Clone, Copy, Debug, Default)]
pub struct RestsOn<'a> {
    /// The work process.
    pub work: Option<&'a WorkModel>,
    /// Share of the eligible with any paid hours.
    pub any_hours: f64,
    /// Whether the scenario states who has a permanent contract.
    pub permanent_contracts: bool,
    /// The outcome that it is made of.
    pub base: Option<&'a Outcome>,
    /// Its place among the outcomes with draws of their own.
    pub latent: usize,
    /// The place of its noise at the month of measurement among all noise.
    pub noise: usize,
}

impl RestsOn<'_> {
    /// A first guess of the intensity that this share of people exceeds at the month of calibration.
    pub fn cut_for(&self, rate: f64) -> f64 {
        self.work.map_or(0.0, |work| work.cut_for(rate, work.month).unwrap_or(0.0))
    }

    /// The same for the status that the outcome is made of.
    pub fn cut_of_base(&self) -> f64 {
        let rung = self.base.and_then(|base| base.member().rung());
        rung.map_or(0.0, |rung| self.cut_for(rung.rate))
    }
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

/// Outcomes by name.
pub type Outcomes = IndexMap<String, Outcome>;

/// Which of two values of an outcome is better: as it says itself, or the outcome that it is made of.
pub fn better(outcomes: &Outcomes, outcome: &Outcome) -> Better {
    let member = outcome.member();
    let base = member.made_of().and_then(|name| outcomes.get(name));
    let own = member.better().or_else(|| base.and_then(|base| base.member().better()));
    own.unwrap_or_default()
}

/// Whether an outcome comes from the work process.
pub fn is_of_work(outcome: &Outcome) -> bool {
    outcome.member().timing() == Timing::Monthly
}
