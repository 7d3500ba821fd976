//! From the words on the command line to arguments: colours, numbers below zero, and slips put right.

use std::env;
use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use clap::{ArgAction, Command, CommandFactory, FromArgMatches};

use super::{Cli, Failure, output};
use crate::scenario::source::suggest;
use crate::visible::visible;

/// Reads the command line; help and the version are printed here.
///
/// # Errors
/// The exit code when there is nothing to do, or when it cannot be understood.
pub fn parse() -> Result<Cli, ExitCode> {
    choose_colours();
    let words: Vec<OsString> = env::args_os().collect();
    let cli = read(&words).map_err(|error| match slip(&words) {
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

/// Two words where one scenario is expected: what was meant by them.
fn slip(words: &[OsString]) -> Option<Failure> {
    let [first, second, ..] = &positional(words)[..] else { return None };
    let (first, second) = (first.to_string_lossy(), second.to_string_lossy());
    if commands().contains(&first.to_string()) {
        return None;
    }
    if let Some(meant) = meant(&first) {
        let message = format!("there is no command {first:?}");
        let help =
            format!("did you mean simulate {meant} {}?", output::quoted(second.as_ref().as_ref()));
        return Some(Failure::Input(format!("{message}\n  help: {help}")));
    }
    let scenario = output::quoted(first.as_ref().as_ref());
    Some(Failure::Input(if commands().contains(&second.to_string()) {
        format!("the command comes first\n  help: write simulate {second} {scenario}")
    } else {
        format!(
            "one scenario at a time: found {first:?} and {second:?}\n  help: give each a run of its own"
        )
    }))
}

/// A scenario that is not there, and whose name is nearly that of a command.
fn misspelt(cli: &Cli) -> Option<Failure> {
    let path = cli.simulate.scenario.as_ref().filter(|path| path.symlink_metadata().is_err())?;
    let word = path.to_str()?;
    let message = format!("{word:?} is neither a scenario file nor a command");
    let help = format!("did you mean simulate {}?", meant(word)?);
    Some(Failure::Input(format!("{message}\n  help: {help}")))
}

/// The command whose name is nearly this word.
fn meant(word: &str) -> Option<String> {
    suggest(word, commands().iter().map(String::as_str)).map(str::to_owned)
}

fn commands() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// The words that are neither options nor their values.
fn positional(words: &[OsString]) -> Vec<&OsStr> {
    let command = Cli::command();
    let takes_value = |word: &OsStr| {
        command.get_arguments().any(|argument| {
            let long = argument.get_long().map(|long| format!("--{long}"));
            long.is_some_and(|long| word == long.as_str())
                && matches!(argument.get_action(), ArgAction::Set | ArgAction::Append)
        })
    };
    let mut found = Vec::new();
    let mut rest = words.iter().skip(1);
    while let Some(word) = rest.next() {
        if takes_value(word) {
            rest.next();
        } else if !word.as_encoded_bytes().starts_with(b"--") {
            found.push(word.as_os_str());
        }
    }
    found
}
