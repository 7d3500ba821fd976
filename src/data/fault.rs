//! What is wrong with a data file, at its line and column.

use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, from 1; none where it is about the whole file.
    pub line: Option<u64>,
    /// The column, by its name in the file.
    pub column: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Fault {
    /// About the whole file.
    pub fn of_file(message: impl Into<String>) -> Self {
        Self { line: None, column: None, message: message.into(), help: None }
    }

    /// About one field.
    pub fn at(line: u64, column: &str, message: impl Into<String>) -> Self {
        let column = Some(column.to_owned());
        Self { line: Some(line), column, message: message.into(), help: None }
    }

    /// With what would be right.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Everything that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    /// What the file is called.
    pub file: String,
    /// What is wrong, at least one thing.
    pub all: Vec<Fault>,
}

/// Faults that are told one by one; of the others only how many there are.
const TOLD: usize = 10;

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (k, Fault { line, column, message, help }) in self.all.iter().take(TOLD).enumerate() {
            if k > 0 {
                writeln!(f)?;
            }
            write!(f, "{}", self.file)?;
            if let Some(line) = line {
                write!(f, ":{line}")?;
            }
            if let Some(column) = column {
                write!(f, ": column {column:?}")?;
            }
            write!(f, ": {message}")?;
            if let Some(help) = help {
                write!(f, "\n  help: {help}")?;
            }
        }
        match self.all.len().saturating_sub(TOLD) {
            0 => Ok(()),
            more => write!(f, "\n{}: and {more} more", self.file),
        }
    }
}
