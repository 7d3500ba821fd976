//! What was meant by words that cannot be understood: an option that is elsewhere or nowhere, a command that
//! does not come first, a number that is none.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory};

use super::{Cli, Failure, output};
use crate::issue::suggest;

/// What planners ask for by other names, and where it is said here.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["alpha", "significance", "sig-level"],
        "the significance level is part of an analysis: --set analyses.NAME.alpha=[0.05]",
    ),
    (
        &["level", "confidence"],
        "the level of intervals is part of an analysis: --set analyses.NAME.level=0.95",
    ),
    (
        &["n", "size", "sample-size", "participants"],
        "people are part of the scenario: --set population.size=200, or for one design --set \
         designs.NAME.after_enrolment.participants=200",
    ),
    (
        &["effect", "effect-size", "delta"],
        "the effect is part of the scenario: --set treatment.arms.ARM.effects.OUTCOME.points=0.05",
    ),
    (&["nsim", "reps", "sims", "simulations", "iterations"], "write --replications N"),
    (&["jobs", "cores", "j"], "write --threads T"),
    (&["verbose", "v"], "write --details after simulate SCENARIO"),
];
/// What every command takes.
const EVERYWHERE: [&str; 4] = ["--help", "-h", "--version", "-V"];

/// What was meant by a command line that is refused; nothing where the refusal says it well enough.
pub(super) fn slip(words: &[OsString], error: &clap::Error) -> Option<Failure> {
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return None;
    }
    let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let line = Line::read(&words);
    let meant = line.unknown_option().or_else(|| line.misplaced()).or_else(|| no_number(error));
    meant.map(|[message, help]| Failure::Input(format!("{message}\n  help: {help}")))
}

/// The command whose name is nearly this word.
pub(super) fn meant(word: &str) -> Option<String> {
    suggest(word, commands().iter().map(Command::get_name)).map(str::to_owned)
}

fn commands() -> Vec<Command> {
    Cli::command().get_subcommands().cloned().collect()
}

/// The words of a command line, each with its place.
struct Line<'a> {
    words: &'a [String],
    /// Without what follows an equals sign.
    options: Vec<(usize, &'a str)>,
    /// Neither options nor their values.
    positional: Vec<(usize, &'a str)>,
}

impl<'a> Line<'a> {
    fn read(words: &'a [String]) -> Self {
        let all: Vec<Command> = commands().into_iter().chain([Cli::command()]).collect();
        let takes_value = |name: &str| {
            let mut known = all.iter().flat_map(Command::get_arguments);
            known.any(|argument| is_called(argument, name) && argument.get_action().takes_values())
        };
        let mut line = Self { words, options: Vec::new(), positional: Vec::new() };
        let mut rest = words.iter().enumerate().skip(1);
        while let Some((place, word)) = rest.next() {
            if word == "--" {
                break;
            }
            match option(word) {
                None => line.positional.push((place, word)),
                Some(name) => {
                    line.options.push((place, name));
                    if name == word && takes_value(name) {
                        rest.next();
                    }
                }
            }
        }
        line
    }

    /// The command that these words give, if it is one.
    fn command(&self) -> Option<(usize, Command)> {
        let (place, first) = self.positional.first()?;
        let command = commands().into_iter().find(|command| command.get_name() == *first)?;
        Some((*place, command))
    }

    /// An option that no command has, or this one has not.
    fn unknown_option(&self) -> Option<[String; 2]> {
        let (main, commands) = (Cli::command(), commands());
        let command = self.command();
        let here = command.as_ref().map_or(&main, |(_, command)| command);
        let (_, name) = self.options.iter().find(|(_, name)| !has(here, name))?;
        let with: Vec<&str> =
            commands.iter().filter(|c| has(c, name)).map(Command::get_name).collect();
        if with.is_empty() && !has(&main, name) {
            return Some([format!("there is no option {name:?}"), instead_of(name, here)]);
        }
        let asked = match &command {
            Some((_, command)) => command.get_name(),
            // A command that does not come first, or a misspelt one, says more than its options.
            None if self.misplaced().is_some() && self.is_about_a_command() => return None,
            None => "SCENARIO",
        };
        let plain = has(&main, name).then(|| "SCENARIO".to_owned());
        let all: Vec<String> =
            plain.into_iter().chain(with.iter().map(|&c| c.to_owned())).collect();
        let help = format!("it belongs to simulate {}", all.join(", simulate "));
        Some([format!("simulate {asked} has no option {name:?}"), help])
    }

    fn is_about_a_command(&self) -> bool {
        let names = || self.positional.iter().take(2).map(|(_, word)| *word);
        names().any(|word| commands().iter().any(|command| command.get_name() == word))
            || names().next().is_some_and(|word| word == "help" || meant(word).is_some())
    }

    /// A command that is no command or does not come first, and a second scenario.
    fn misplaced(&self) -> Option<[String; 2]> {
        let word = |place: usize| self.positional.get(place).map(|(_, word)| *word);
        let quoted = |word: &str| output::quoted(word.as_ref());
        if let Some((place, command)) = self.command() {
            let rest = self.words.iter().enumerate().skip(1).filter(|(k, _)| *k != place);
            let rest: Vec<String> = rest.map(|(_, word)| quoted(word)).collect();
            let help = format!("write simulate {} {}", command.get_name(), rest.join(" "));
            return (place > 1).then(|| ["the command comes first".to_owned(), help]);
        }
        let (first, second) = (word(0)?, word(1)?);
        let near = |word: &str| meant(word).unwrap_or_else(|| "--help".to_owned());
        if first == "help" {
            let message = format!("there is no command {second:?}");
            return Some([message, format!("did you mean simulate help {}?", near(second))]);
        }
        if let Some(meant) = meant(first) {
            let message = format!("there is no command {first:?}");
            return Some([message, format!("did you mean simulate {meant} {}?", quoted(second))]);
        }
        Some(if commands().iter().any(|command| command.get_name() == second) {
            let help = format!("write simulate {second} {}", quoted(first));
            ["the command comes first".to_owned(), help]
        } else {
            let message = format!("one scenario at a time: found {first:?} and {second:?}");
            [message, "give each a run of its own".to_owned()]
        })
    }
}

/// The name of an option; nothing for any other word, numbers below zero among them.
fn option(word: &str) -> Option<&str> {
    let name = word.split('=').next().unwrap_or_default();
    let first = word.strip_prefix('-')?.chars().next()?;
    (!first.is_ascii_digit() && first != '.').then_some(name)
}

fn is_called(argument: &Arg, name: &str) -> bool {
    let long = name.strip_prefix("--").is_some_and(|name| argument.get_long() == Some(name));
    let short = argument.get_short().is_some_and(|short| name == format!("-{short}"));
    long || short
}

fn has(command: &Command, name: &str) -> bool {
    EVERYWHERE.contains(&name) || command.get_arguments().any(|argument| is_called(argument, name))
}

/// What to write instead of an option that there is not.
fn instead_of(name: &str, command: &Command) -> String {
    let word = name.trim_start_matches('-');
    if let Some((_, where_it_is)) = ELSEWHERE.iter().find(|(names, _)| names.contains(&word)) {
        return (*where_it_is).to_owned();
    }
    match suggest(word, command.get_arguments().filter_map(Arg::get_long)) {
        Some(near) => format!("did you mean --{near}?"),
        None => "--help shows those that there are; any number of the scenario is changed by --set PATH=VALUE"
            .to_owned(),
    }
}

/// A word in the place of a whole number.
fn no_number(error: &clap::Error) -> Option<[String; 2]> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    error.source()?.downcast_ref::<std::num::ParseIntError>()?;
    let (argument, value) = (text(ContextKind::InvalidArg)?, text(ContextKind::InvalidValue)?);
    let argument = argument.split(' ').next().unwrap_or_default();
    let whole = value.parse::<f64>().ok().filter(|x| x.fract() == 0.0 && (0.0..1e15).contains(x));
    let help = match whole {
        Some(number) => format!("write {argument} {number}"),
        None => "digits only, as in 1000".to_owned(),
    };
    Some([format!("{argument} takes a whole number, found {value:?}"), help])
}
