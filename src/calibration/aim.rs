//! What a target is about.

use std::fmt;

/// What a target is about; its text is for messages and results files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Who enrols, of a site where one is meant.
    Enrolment(Option<String>),
    /// Who accepts an invitation: the path of its rate.
    Uptake(String),
    /// A level of an outcome among everybody eligible or the reference group.
    Level {
        /// Outcome.
        outcome: String,
        /// Whether it is that of the reference group.
        of_reference: bool,
        /// Site, where one is meant.
        site: Option<String>,
        /// Month.
        month: Option<u32>,
    },
    /// A level of an outcome among those who would enrol.
    Enrolees {
        /// Outcome.
        outcome: String,
        /// Month.
        month: Option<u32>,
    },
    /// Who starts, of an arm.
    TakeUp(String),
    /// Who is removed after randomisation.
    Removed,
    /// Who answers the survey before the start.
    Baseline,
    /// Who answers a later survey.
    Survey(String),
    /// An effect.
    Effect {
        /// Outcome.
        outcome: String,
        /// Arm.
        arm: String,
        /// Artefact to which it belongs, where it is none of the arm's own.
        artefact: Option<&'static str>,
        /// Whose it is.
        whose: Whose,
        /// Month.
        month: Option<u32>,
    },
}

/// Whose effect a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of those who would enrol.
    Enrolees,
    /// Of everybody eligible.
    Eligible,
    /// The level as run.
    AsRun,
    /// The difference from control as run.
    MinusControl,
    /// The difference from the reference group as run.
    MinusReference,
}

impl Whose {
    fn told(self) -> &'static str {
        match self {
            Self::Enrolees => "effect among enrolees",
            Self::Eligible => "effect among all eligible",
            Self::AsRun => "as run, analysed set",
            Self::MinusControl => "minus control, as run",
            Self::MinusReference => "minus reference, as run",
        }
    }
}

impl Aim {
    fn month(&self) -> Option<u32> {
        match self {
            Self::Level { month, .. }
            | Self::Enrolees { month, .. }
            | Self::Effect { month, .. } => *month,
            _ => None,
        }
    }
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Enrolment(None) => f.write_str("enrolment among the eligible")?,
            Self::Enrolment(Some(site)) => write!(f, "enrolment among the eligible of {site}")?,
            Self::Uptake(path) => write!(f, "uptake of the invitation ({path})")?,
            Self::Level { outcome, of_reference, site, .. } => {
                let whose = if *of_reference { "the reference group" } else { "all eligible" };
                write!(f, "{outcome} among {whose}")?;
                if let Some(site) = site {
                    write!(f, " of {site}")?;
                }
            }
            Self::Enrolees { outcome, .. } => {
                write!(f, "{outcome} among enrolees under regular service")?;
            }
            Self::TakeUp(arm) => write!(f, "take-up in {arm}")?,
            Self::Removed => f.write_str("removed after randomisation")?,
            Self::Baseline => f.write_str("answers to the baseline survey")?,
            Self::Survey(survey) => write!(f, "answers to {survey}")?,
            Self::Effect { outcome, arm, artefact: None, whose, .. } => {
                write!(f, "{outcome}, {arm}: {}", whose.told())?;
            }
            Self::Effect { outcome, arm, artefact: Some(artefact), whose, .. } => {
                write!(f, "{outcome}, {arm} with {artefact}: {}", whose.told())?;
            }
        }
        self.month().map_or(Ok(()), |month| write!(f, ", month {month}"))
    }
}
