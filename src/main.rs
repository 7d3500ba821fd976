//! The front door: parse, call, print, exit code.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use proefdraai::cli::{self, Cli, Command, Failure};

/// Whether stdout was closed when the program started.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// Looks before the standard library opens `/dev/null` in the place of what is closed.
#[cfg(unix)]
#[ctor::ctor(unsafe)]
fn look_at_stdout() {
    let closed = rustix::fs::fcntl_getfl(rustix::stdio::stdout()).is_err();
    CLOSED.store(closed, Ordering::Relaxed);
}

fn main() -> ExitCode {
    cli::report_faults();
    cli::with_stack(answer).unwrap_or_else(|failure| failure.tell())
}

fn answer() -> ExitCode {
    if CLOSED.load(Ordering::Relaxed) {
        return Failure::Input(
            "the answer cannot be printed: stdout is closed; nothing was simulated or saved"
                .to_owned(),
        )
        .tell();
    }
    let Cli { simulate, command } = match cli::parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let outcome = match command {
        Some(Command::New(arguments)) => cli::new::run(&arguments),
        Some(Command::Explain(arguments)) => cli::explain::run(&arguments),
        Some(Command::Check(arguments)) => cli::check::run(&arguments),
        Some(Command::Report(arguments)) => cli::report::run(&arguments),
        Some(Command::Protocol(arguments)) => cli::protocol::run(&arguments),
        Some(Command::Size(arguments)) => cli::size::run(&arguments),
        Some(Command::Mde(arguments)) => cli::mde::run(&arguments),
        Some(Command::Frontier(arguments)) => cli::frontier::run(&arguments),
        Some(Command::Sweep(arguments)) => cli::sweep::run(&arguments),
        Some(Command::Assumptions(arguments)) => cli::assumptions::run(&arguments),
        Some(Command::Analyse(arguments)) => cli::analyse::run(&arguments),
        Some(Command::List(arguments)) => cli::list::run(&arguments),
        Some(Command::Schema) => cli::schema::run(),
        None => cli::simulate::run(&simulate),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}
