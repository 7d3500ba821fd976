//! What is wrong with a scenario: where, what, and what would be right.

/// One mistake, located by its JSON path in the scenario (worlds' patches included).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// JSON path, for example `designs.after.after_enrolment.shares.control`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Issue {
    /// A mistake without advice.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), help: None }
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
