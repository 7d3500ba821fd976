//! The front door: parse, call, print, exit code.

use std::process::ExitCode;

use clap::Parser;
use proefdraai::cli::{self, Cli, Command};

fn main() -> ExitCode {
    cli::report_faults();
    let Cli { simulate, command } = Cli::parse();
    let outcome = match (command, simulate) {
        (Some(Command::Check(arguments)), _) => cli::check::run(&arguments),
        (Some(Command::Size(arguments)), _) => cli::size::run(&arguments),
        (Some(Command::Mde(arguments)), _) => cli::mde::run(&arguments),
        (Some(Command::Frontier(arguments)), _) => cli::frontier::run(&arguments),
        (Some(Command::Sweep(arguments)), _) => cli::sweep::run(&arguments),
        (Some(Command::Assumptions(arguments)), _) => cli::assumptions::run(&arguments),
        (Some(Command::Schema), _) => cli::schema::run(),
        (None, Some(arguments)) => cli::simulate::run(&arguments),
        (None, None) => cli::help(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
