//! `simulate SCENARIO`: run it and tell what was found.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::output::Directory;
use super::progress::Progress;
use super::run::Run;
use super::{Failure, MOST_REPLICATIONS, compile};
use crate::engine;
use crate::replicate::Sums;
use crate::report::{Results, csv, text};
use crate::scenario::source::Document;
use crate::scenario::{Compiled, Options};
use crate::sizing::solve_effects;
use crate::stopping::{self, Of, Stopped, StoppingError, Wanted};

/// Arguments of `simulate SCENARIO`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Scenario file
    #[arg(required = true)]
    scenario: Option<PathBuf>,
    #[command(flatten)]
    run: Run,
    /// Simulated trials, 1 to 10 million [default: the scenario's, or 2000; with --precision the most, 50000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_REPLICATIONS)))]
    replications: Option<u32>,
    /// Run until the simulation error of the leading rows is at most E, as in --precision 0.005 (half a
    /// percentage point)
    #[arg(long, value_name = "E", value_parser = error)]
    precision: Option<f64>,
    /// What the error of --precision is of [default: power]
    #[arg(long, value_enum, value_name = "WHAT", requires = "precision")]
    of: Option<Diagnosand>,
    /// Only this world besides the base world and the one without effects (may be repeated)
    #[arg(long, value_name = "W")]
    world: Vec<String>,
    /// Only this design (may be repeated)
    #[arg(long, value_name = "D")]
    design: Vec<String>,
    /// Directory for results.json, cells.csv, report.txt and a copy of the scenario
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace results that are in the output directory already
    #[arg(long, requires = "output")]
    force: bool,
    /// Every row of the results, and whole bias budgets
    #[arg(long)]
    details: bool,
}

/// What --precision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Diagnosand {
    /// Share of trials with a significant result
    Power,
    /// Share of intervals that contain the true effect for policy
    Coverage,
    /// Mean estimate minus true effect for policy
    Bias,
    /// Root mean squared error
    Rmse,
}

const FILES: [&str; 4] = ["results.json", "cells.csv", "report.txt", "scenario.json"];

/// A scenario with the sums of its replications and, where an error was wanted, what became of it.
type Ran = (Compiled, Sums, Option<Stopped>);

/// Runs a scenario and prints the answer; the help when there is none.
///
/// # Errors
/// Mistakes in the scenario or the arguments, an interruption, a fault of our own.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let start = Instant::now();
    let Some(path) = &arguments.scenario else { return super::help() };
    let document = arguments.run.load(path)?;
    let directory = arguments
        .output
        .as_ref()
        .map(|path| Directory::prepare(path, &FILES, arguments.force))
        .transpose()?;
    let (compiled, sums, solved, stopped) = arguments.run.on_threads(|progress| {
        let (compiled, sums, stopped) = match arguments.wanted() {
            Some(wanted) => arguments.run_until(&wanted, &document, progress)?,
            None => arguments.run_all(&document, progress)?,
        };
        let solved = solve_effects(&compiled.plan, &compiled.aims, &sums.cells, progress)?;
        Ok((compiled, sums, solved, stopped))
    })?;
    let mut results = Results::new(&compiled, &sums, &solved, start.elapsed().as_secs_f64());
    results.run.precision = stopped;
    if let Some(directory) = directory {
        arguments.save(&directory, &document, &compiled, &results)?;
    }
    arguments.run.print(
        || arguments.text(&results, &compiled),
        || results.json(),
        || csv::cells_csv(&results),
    )
}

impl Arguments {
    fn wanted(&self) -> Option<Wanted> {
        let of = match self.of.unwrap_or(Diagnosand::Power) {
            Diagnosand::Power => Of::Power,
            Diagnosand::Coverage => Of::Coverage,
            Diagnosand::Bias => Of::Bias,
            Diagnosand::Rmse => Of::Rmse,
        };
        let most = self.replications.unwrap_or(stopping::MOST);
        self.precision.map(|error| Wanted { of, error, most })
    }

    fn run_all(&self, document: &Document, progress: &Progress) -> Result<Ran, Failure> {
        let compiled = compile(document, &self.options())?;
        progress.start(compiled.plan.replications);
        let sums = engine::run(&compiled.plan, progress)?;
        Ok((compiled, sums, None))
    }

    fn run_until(
        &self,
        wanted: &Wanted,
        document: &Document,
        progress: &Progress,
    ) -> Result<Ran, Failure> {
        let compile = |replications: u32| {
            compile(document, &Options { replications: Some(replications), ..self.options() })
        };
        let run = stopping::run(wanted, compile, progress)?;
        Ok((run.compiled, run.sums, Some(run.stopped)))
    }

    fn options(&self) -> Options {
        Options {
            worlds: self.world.clone(),
            designs: self.design.clone(),
            replications: self.replications,
            seed: self.run.seed,
            null_world: true,
            ..Options::default()
        }
    }

    fn text(&self, results: &Results, compiled: &Compiled) -> String {
        let path = self.scenario.iter().map(|path| path.display().to_string()).collect::<String>();
        text::render(results, compiled, &path, self.details)
    }

    fn save(
        &self,
        directory: &Directory,
        document: &Document,
        compiled: &Compiled,
        results: &Results,
    ) -> Result<(), Failure> {
        let report = anstream::adapter::strip_str(&self.text(results, compiled)).to_string();
        let [json, csv, text, scenario] = FILES;
        directory.write(scenario, document.text())?;
        directory.write(text, &report)?;
        directory.write(csv, &csv::cells_csv(results))?;
        directory.write(json, &results.json())
    }
}

/// A simulation error that can be asked for.
fn error(text: &str) -> Result<f64, String> {
    let error = text.parse::<f64>().ok().filter(|error| *error > 0.0 && error.is_finite());
    error.ok_or_else(|| {
        "an error is a number above 0, such as 0.005 (half a percentage point)".to_owned()
    })
}

impl From<StoppingError> for Failure {
    fn from(error: StoppingError) -> Self {
        match error {
            StoppingError::Refused(report) => report.into(),
            StoppingError::Engine(error) => error.into(),
        }
    }
}
