//! The front door: parse, call, print, exit code.

use std::process::ExitCode;

use clap::Parser;
use proefdraai::cli::{self, Cli, Command};

fn main() -> ExitCode {
    cli::report_faults();
    let Cli { simulate, command } = Cli::parse();
    let outcome = match command {
        Some(Command::Check(arguments)) => cli::check::run(&arguments),
        Some(Command::Size(arguments)) => cli::size::run(&arguments),
        Some(Command::Mde(arguments)) => cli::mde::run(&arguments),
        Some(Command::Frontier(arguments)) => cli::frontier::run(&arguments),
        Some(Command::Sweep(arguments)) => cli::sweep::run(&arguments),
        Some(Command::Assumptions(arguments)) => cli::assumptions::run(&arguments),
        Some(Command::Schema) => cli::schema::run(),
        None => cli::simulate::run(&simulate),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
