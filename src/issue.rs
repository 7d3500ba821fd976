//! What is wrong with a scenario: where, what, and what would be right.

mod bound;
mod numbers;
mod suggest;

pub use bound::Bound;
pub use numbers::{
    check_count, check_part, check_rate, check_share, grouped, percent_help, written,
};
pub use suggest::suggest;

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

    /// The same in a setting at `path`, to which its own path is relative.
    #[must_use]
    pub fn below(mut self, path: &str) -> Self {
        let own = if self.path.is_empty() { String::new() } else { format!(".{}", self.path) };
        self.path = format!("{path}{own}");
        self
    }
}

/// The mistake of an unknown name, with the nearest known one and the list of all.
pub fn unknown<'a>(
    path: impl Into<String>,
    kind: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Issue {
    let known: Vec<&str> = known.into_iter().collect();
    let issue = Issue::new(path, format!("unknown {kind} {name:?}"));
    if known.is_empty() {
        issue.help(format!("there is no {kind} here"))
    } else {
        issue.help(possible(name, known))
    }
}

/// The nearest of the known names, and the list of all.
pub fn possible<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let list = known.join(", ");
    match suggest(name, known.iter().copied()) {
        Some(nearest) => format!("did you mean {nearest:?}? possible: {list}"),
        None => format!("possible: {list}"),
    }
}
