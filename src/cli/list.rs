//! `simulate list`: what there is to choose from.

use clap::{Args, ValueEnum};

use super::{Failure, output};
use crate::report::list::families::Listing;

/// Arguments of `simulate list`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A family, as schemes, or one of its members, as complete [default: all families]
    name: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// Everything, for programs
    Json,
}

/// Prints what was asked for.
///
/// # Errors
/// A name that nothing has.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let listing = Listing::of(arguments.name.as_deref()).map_err(|possible| {
        let name = arguments.name.as_deref().unwrap_or_default();
        Failure::Input(format!("there is nothing called {name:?} to choose\n  help: {possible}"))
    })?;
    output::print(&match arguments.format {
        Format::Text => listing.text(output::width()),
        Format::Json => listing.json(),
    })
}
