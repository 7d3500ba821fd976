//! Why a command ends without an answer: what is said, and the exit code.

use std::process::ExitCode;

use crate::engine::EngineError;
use crate::scenario::source::Report;
use crate::variation::VaryError;

/// Why a command gave no answer.
#[derive(Debug)]
pub enum Failure {
    /// Mistakes in the scenario.
    Scenario(Report),
    /// An argument, or the place to write to.
    Input(String),
    /// The run was stopped or went wrong.
    Engine(EngineError),
}

impl Failure {
    /// Says on stderr what went wrong and returns the exit code.
    pub fn tell(&self) -> ExitCode {
        match self {
            Self::Scenario(report) => {
                let choice = anstream::AutoStream::choice(&std::io::stderr());
                let colour = choice != anstream::ColorChoice::Never;
                anstream::eprint!("{}", report.render(colour));
            }
            Self::Input(message) => anstream::eprintln!("simulate: {message}"),
            Self::Engine(error @ EngineError::Interrupted { .. }) => {
                anstream::eprintln!("simulate: {error}; nothing was saved");
            }
            Self::Engine(error) => anstream::eprintln!("simulate: {error}"),
        }
        ExitCode::from(self.exit_code())
    }

    /// What went wrong, on one line.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Scenario(report) => report.to_string(),
            Self::Input(message) => message.lines().next().unwrap_or_default().to_owned(),
            Self::Engine(error) => error.to_string(),
        }
    }

    fn exit_code(&self) -> u8 {
        match self {
            Self::Scenario(_) | Self::Input(_) => 2,
            Self::Engine(EngineError::Interrupted { .. }) => 130,
            Self::Engine(EngineError::BudgetBroken) => 1,
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
