//! `simulate schema`: the JSON schema of scenario files.

use super::{Failure, output};
use crate::scenario;

/// The schema, generated from the types that read the file.
///
/// # Panics
/// Never: a schema is plain data.
pub fn schema() -> String {
    serde_json::to_string_pretty(&scenario::schema()).expect("a schema is plain data") + "\n"
}

/// Prints the schema.
///
/// # Errors
/// When it cannot be written.
pub fn run() -> Result<(), Failure> {
    output::print(&schema())
}
