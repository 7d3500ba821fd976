//! The command line: arguments in, text out. One file per subcommand.
//!
//! Exit codes: 0 done, 1 our fault, 2 the user's input, 130 interrupted.

pub mod analyse;
pub mod assumptions;
pub mod check;
pub mod explain;
pub mod new;
mod directory;
mod failure;
pub mod frontier;
pub mod list;
mod machine;
mod output;
mod parse;
mod progress;
mod run;
pub mod mde;
pub mod question;
pub mod report;
pub mod protocol;
mod families;
pub mod schema;
mod signals;
mod slip;
pub mod simulate;
mod watched;
pub mod size;
mod solver;
pub mod sweep;
mod told;

use std::path::Path;
use std::process;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

pub use failure::Failure;
pub use machine::with_stack;
pub use parse::parse;

use crate::scenario::source::{Document, Report};
use crate::visible::visible_lines;

/// Most threads of one run.
pub const MOST_THREADS: i64 = 1024;

/// Simulate a social experiment before you run it: power, bias, and where the bias comes from.
#[derive(Debug, Parser)]
#[command(
    name = "simulate",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub struct Cli {
    /// Simulate a scenario.
    #[command(flatten)]
    pub simulate: simulate::Arguments,
    /// Something else.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done besides simulating.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a first scenario: asks a planner's questions, or takes the answers from options
    ///
    /// Without a terminal, or with --from, nothing is asked: what no option answers has its default. What is
    /// written passes simulate check --strict, and runs.
    /// Examples: simulate new my.json; simulate new my.json --from before --place Nijmegen --eligible 6030
    New(new::Arguments),
    /// Say what a word of the reports means, or list all of them
    ///
    /// Example: simulate explain power --language nl
    Explain(explain::Arguments),
    /// Show targets, expected numbers of people and the source of every number, without a full run
    Check(check::Arguments),
    /// Write a page with pictures, to show, mail and print: the answer and what else the scenario allows to be asked
    ///
    /// Example: simulate report scenarios/nijmegen.json --output nijmegen --language nl
    Report(report::Arguments),
    /// Write the text of a pre-registration: what the scenario says and a run of it computes, in the order of a register
    ///
    /// What neither says is left open. Examples: simulate protocol my.json; simulate protocol my.json --language nl --output my.md
    Protocol(protocol::Arguments),
    /// How many people does a design need?
    ///
    /// Example: simulate size scenarios/nijmegen.json --arm intensive --power 0.8
    Size(size::Arguments),
    /// What is the smallest effect that a design can find?
    ///
    /// Example: simulate mde scenarios/nijmegen.json --design before
    Mde(mde::Arguments),
    /// What does money buy? Designs, sizes and settings weighed by cost, accuracy and bias
    ///
    /// All designs are weighed, unless --design names some; --world and --arm take one name.
    Frontier(frontier::Arguments),
    /// What if settings are different? Many values of one or more, in one table
    ///
    /// Example: simulate sweep scenarios/nijmegen.json --vary recruitment.enrolment.rate=0.03..0.11..0.02
    Sweep(sweep::Arguments),
    /// Show what the answer hangs on: each assumption moved over its range, or all drawn at once
    Assumptions(Box<assumptions::Arguments>),
    /// Run a declared analysis on a data file: what the data of the real trial say
    ///
    /// The scenario says under "data" which column holds what. Example: simulate analyse trial.csv --scenario my.json
    Analyse(analyse::Arguments),
    /// List what a scenario can choose from, as schemes by which arms are drawn
    ///
    /// Example: simulate list schemes
    List(list::Arguments),
    /// Print the JSON schema of scenario files, with which an editor completes and checks them
    Schema,
}

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// Everything, for programs
    Json,
    /// One row per cell, for spreadsheets
    Csv,
    /// A page with pictures, to show, mail and print
    Html,
}

/// Prints the help.
///
/// # Errors
/// When it cannot be written.
pub fn help() -> Result<(), Failure> {
    output::print(&Cli::command().render_help().ansi().to_string())
}

/// Turns a panic into a message and the exit code of our own faults.
pub fn report_faults() {
    std::panic::set_hook(Box::new(|fault| {
        signals::leave_nothing();
        output::tell(&format!(
            "simulate: a fault in this program, please report it: {}",
            visible_lines(&fault.to_string())
        ));
        process::exit(1);
    }));
}

/// Reads a scenario file and applies the changes asked for.
fn load(path: &Path, set: &[String]) -> Result<Document, Report> {
    let mut document = Document::load(path)?;
    document.set_all(set)?;
    Ok(document)
}
