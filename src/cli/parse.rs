//! From the words on the command line to arguments: colours, numbers below zero, and slips put right.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Command, CommandFactory, FromArgMatches};

use super::slip::{meant, slip};
use super::{Cli, Failure, output};
use crate::visible::visible;

/// Reads the command line; help and the version are printed here.
///
/// # Errors
/// The exit code when there is nothing to do, or when it cannot be understood.
pub fn parse() -> Result<Cli, ExitCode> {
    choose_colours();
    let words: Vec<OsString> = env::args_os().collect();
    let cli = read(&words).map_err(|error| match slip(&words, &error) {
        Some(slip) => slip.tell(),
        None => told(&words, error),
    })?;
    match misspelt(&cli) {
        Some(slip) => Err(slip.tell()),
        None => Ok(cli),
    }
}

/// Some programs ask for colours by this variable; others are known already.
fn choose_colours() {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    let choice = match set("FORCE_COLOR") {
        Some(_) if set("NO_COLOR").is_some() => return,
        Some(value) if value == "0" => anstream::ColorChoice::Never,
        Some(_) => anstream::ColorChoice::Always,
        None => return,
    };
    choice.write_global();
}

fn read(words: &[OsString]) -> Result<Cli, clap::Error> {
    let matches = with_numbers_below_zero(Cli::command()).try_get_matches_from(words)?;
    Cli::from_arg_matches(&matches)
}

/// `--seed -1` is a seed that is refused, not a further option.
fn with_numbers_below_zero(command: Command) -> Command {
    let allow = |argument: clap::Arg| {
        let takes = argument.get_action().takes_values() && !argument.is_positional();
        if takes { argument.allow_negative_numbers(true) } else { argument }
    };
    command.mut_args(allow).mut_subcommands(with_numbers_below_zero)
}

/// Prints what clap has to say, with nothing in it that commands a terminal.
fn told(words: &[OsString], error: clap::Error) -> ExitCode {
    let shown: Vec<OsString> =
        words.iter().map(|word| visible(&word.to_string_lossy()).into_owned().into()).collect();
    let error = read(&shown).err().unwrap_or(error);
    let printed = error.print();
    let lost = !error.use_stderr() && printed.is_err_and(|error| !output::is_enough(&error));
    if lost || error.exit_code() != 0 { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// A scenario that is not there, and whose name is nearly that of a command.
fn misspelt(cli: &Cli) -> Option<Failure> {
    let path = cli.simulate.scenario.as_ref().filter(|path| path.symlink_metadata().is_err())?;
    let word = path.to_str()?;
    let message = format!("{word:?} is neither a scenario file nor a command");
    let help = format!("did you mean simulate {}?", meant(word)?);
    Some(Failure::Input(format!("{message}\n  help: {help}")))
}
