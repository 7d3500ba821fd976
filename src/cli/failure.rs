//! Why a command ends without an answer: what is said, and the exit code.

use std::process::ExitCode;

use super::output::{folded, tell};
use super::signals;
use crate::engine::EngineError;
use crate::scenario::source::Report;
use crate::variation::VaryError;
use crate::visible::visible_lines;

/// Why a command gave no answer.
#[derive(Debug)]
pub enum Failure {
    /// Mistakes in the scenario.
    Scenario(Report),
    /// An argument, or the place to write to.
    Input(String),
    /// The run was stopped or went wrong.
    Engine(EngineError),
    /// The user asked to stop before anything was saved.
    Interrupted,
    /// A self-test has found a wrong number, and has told it.
    Wrong,
}

impl Failure {
    /// Says on stderr what went wrong and returns the exit code.
    pub fn tell(&self) -> ExitCode {
        signals::over();
        match self {
            Self::Scenario(report) => {
                let choice = anstream::AutoStream::choice(&std::io::stderr());
                let colour = choice != anstream::ColorChoice::Never;
                tell(&folded(report.render(colour).trim_end()));
            }
            Self::Input(message) => tell(&folded(&format!("simulate: {}", visible_lines(message)))),
            Self::Engine(error @ EngineError::Interrupted { .. }) => {
                tell(&format!("simulate: {error}; nothing was saved"));
            }
            Self::Engine(error) => tell(&format!("simulate: {error}")),
            Self::Interrupted => tell("simulate: interrupted; nothing was saved"),
            Self::Wrong => tell("simulate: a known answer is not reproduced; please report it"),
        }
        ExitCode::from(self.exit_code())
    }

    /// The same, where files were asked for and are not written.
    pub(super) fn saving_nothing(self) -> Self {
        match self {
            Self::Input(message) => Self::Input(format!("{message}\n  nothing was saved")),
            other => other,
        }
    }

    /// What went wrong, on one line.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Scenario(report) => report.to_string(),
            Self::Input(message) => message.lines().next().unwrap_or_default().to_owned(),
            Self::Engine(error) => error.to_string(),
            Self::Interrupted => "interrupted".to_owned(),
            Self::Wrong => "a known answer is not reproduced".to_owned(),
        }
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::Scenario(_) | Self::Input(_) => 2,
            Self::Engine(EngineError::Interrupted { .. }) | Self::Interrupted => 130,
            Self::Engine(EngineError::BudgetBroken) | Self::Wrong => 1,
        }
    }
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::Scenario(report)
    }
}

impl From<VaryError> for Failure {
    fn from(error: VaryError) -> Self {
        Self::Input(error.to_string())
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}
